"""The chapter of meetings: what boards have met about, decided and promised, and what comes."""

import datetime
import hashlib
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from demo import read
from indicators.models import Indicator
from institutions.models import Board, Cluster, Institution
from measurements.models import Inspection
from meetings.approving import answer_minutes
from meetings.models import (
    AgendaItem,
    Apology,
    BoardQuestion,
    Dissent,
    FollowUp,
    Handover,
    Meeting,
    MeetingApproval,
    MeetingDecision,
    MeetingPaper,
    MinutesRemark,
    PutOff,
    YearStep,
)
from meetings.papers.freezing import freeze, freeze_papers_along
from meetings.papers.package import package_of
from meetings.versions import mark_of
from meetings.workflow import MeetingStatus
from strategy.models import Approval, Decision, Goal, LocalGoal, ProposedAssessment
from strategy.workflow import LocalGoalStatus as GoalStatus


def is_loaded() -> bool:
    return Meeting.objects.exists()


def load() -> None:
    data = read("meetings")
    for row in data["boards"]:
        found_board(**row)
    Board.objects.filter(name__in=data["published"]).update(is_published=True)
    for name, rule in data["minutes_rules"].items():
        Board.objects.filter(name=name).update(minutes_rule=rule)
    people = {user.email: user for user in User.objects.all()}
    boards = {board.name: board for board in Board.objects.select_related("cluster")}
    held = hold(data["meetings"])
    for row in data["handovers"]:
        _hand_over(held[row["board"], row["held_on"]], row, by=people[row["by"]])
    for row in data["waiting"]:
        _waiting(dict(row), boards, held, people=people)
    for row in data["meetings"]:
        meeting = held[row["board"], row["held_on"]]
        for email, on in row.get("approved_by", {}).items():
            answer_minutes(meeting, by=people[email], mark=mark_of(meeting))
            meeting.answers.filter(person=people[email]).update(answered_at=_at(on))
    clusters = {cluster.slug: cluster for cluster in Cluster.objects.all()}
    YearStep.objects.bulk_create(
        YearStep(**{**row, "cluster": clusters[row["cluster"]]}) for row in data["year"]
    )


def hold(rows: list[dict[str, Any]]) -> dict[tuple[str, datetime.date], Meeting]:
    """Meetings in the order in which they were held; each by its board's name and its day."""
    people = {user.email: user for user in User.objects.all()}
    boards = {board.name: board for board in Board.objects.select_related("cluster")}
    held = {(row["board"], row["held_on"]): _meeting(row, boards[row["board"]]) for row in rows}
    for row in sorted(rows, key=lambda row: row["held_on"]):
        _fill(held[row["board"], row["held_on"]], row, held=held, people=people)
    return held


def _waiting(
    row: dict[str, Any],
    boards: dict[str, Board],
    held: dict[tuple[str, datetime.date], Meeting],
    *,
    people: dict[str, User],
) -> None:
    """An item that waits for a later meeting, put off from an agenda that was sent."""
    board, number = row.pop("board"), row.pop("number")
    left = held[board, row["waits_since"]]
    item = AgendaItem.objects.create(waits_at=boards[board], number=number, **row)
    PutOff.of(
        item,
        meeting=left,
        put_off_at=_at(left.held_on),
        put_off_by=people["klyngeleder@example.com"],
    ).save()


def _hand_over(meeting: Meeting, row: dict[str, Any], *, by: User) -> None:
    numbers = {name: row[name] for name in ("kle_number", "case_number")}
    package = package_of(meeting, **numbers)
    Handover.objects.create(
        meeting=meeting,
        sha256=hashlib.sha256(package).hexdigest(),
        made_at=_at(row["on"]),
        made_by=by,
        **numbers,
    )


def found_board(*, kind: str, name: str, cluster: str = "", institution: str = "") -> None:
    """A board of a cluster, of an institution, or of the municipality."""
    Board.objects.create(
        kind=kind,
        name=name,
        cluster=Cluster.objects.get(slug=cluster) if cluster else None,
        institution=Institution.objects.get(slug=institution) if institution else None,
    )


def _meeting(row: dict[str, Any], board: Board) -> Meeting:
    return Meeting.objects.create(
        board=board,
        held_on=row["held_on"],
        from_at=row["from_at"],
        to_at=row.get("to_at"),
        place=row["place"],
        status=row["status"],
        called_on=row.get("called_on"),
        approved_on=row.get("approved_on"),
        present=row.get("present", ""),
        absent=row.get("absent", ""),
    )


def _fill(
    meeting: Meeting,
    row: dict[str, Any],
    *,
    held: dict[tuple[str, datetime.date], Meeting],
    people: dict[str, User],
) -> None:
    """What a meeting was about and what came of it, after the meetings before it."""
    if proposed := row.get("proposed"):
        _propose(meeting, **proposed)
    for number, fields in enumerate(row["items"], start=1):
        _item(meeting, number, dict(fields), earlier=held, people=people)
    secretary, called_on = people[row["secretary"]], meeting.called_on
    if called_on:
        _freeze(meeting, MeetingPaper.Kind.AGENDA, by=secretary, on=called_on)
        freeze_papers_along(meeting, by=secretary, on=called_on)
        _date(meeting, MeetingPaper.Kind.BOARD_PAPER, on=called_on)
    if meeting.approved_on:
        _freeze(meeting, MeetingPaper.Kind.MINUTES, by=secretary, on=meeting.approved_on)
    for remark in row.get("remarks", ()):
        _remark(meeting, remark, people=people)
    for apology in row.get("apologies", ()):
        Apology(
            meeting=meeting,
            person=people[apology["email"]],
            substitute=apology.get("substitute", ""),
            said_at=_at(apology["on"]),
        ).give()


def _propose(
    meeting: Meeting, *, on: datetime.date, progress: list[str], narratives: list[str]
) -> None:
    """What the cluster leader proposed for a meeting; each proposal takes the place of the last."""
    goals = Goal.objects.common().order_by("number")
    for goal, word, narrative in zip(goals, progress, narratives, strict=True):
        ProposedAssessment.objects.update_or_create(
            goal=goal,
            cluster=meeting.board.cluster,
            defaults={"proposed_on": on, "progress": word, "narrative": narrative},
        )


def _remark(meeting: Meeting, row: dict[str, Any], *, people: dict[str, User]) -> None:
    """What is to be corrected, or came late; with what became of it, where something did."""
    settled_on = row.get("settled_on")
    meeting.remarks.create(
        kind=row.get("kind", MinutesRemark.Kind.CORRECTION),
        about=row.get("about", ""),
        text=row["text"],
        made_by=people[row["email"]],
        made_at=_at(row["on"]),
        outcome=row.get("outcome", ""),
        settled_by=people["klyngeleder@example.com"] if settled_on else None,
        settled_at=_at(settled_on) if settled_on else None,
    )


def _freeze(meeting: Meeting, kind: MeetingPaper.Kind, *, by: User, on: datetime.date) -> None:
    freeze(meeting, kind, by=by, on=on, is_fresh=kind == MeetingPaper.Kind.AGENDA)
    _date(meeting, kind, on=on)


def _date(meeting: Meeting, kind: MeetingPaper.Kind, *, on: datetime.date) -> None:
    """Let a paper have been frozen then, not today."""
    meeting.papers.filter(kind=kind).update(made_at=_at(on))


def _item(
    meeting: Meeting,
    number: int,
    fields: dict[str, Any],
    *,
    earlier: dict[tuple[str, datetime.date], Meeting],
    people: dict[str, User],
) -> None:
    dissents = fields.pop("dissents", [])
    follow_ups, decides = fields.pop("follow_ups", []), fields.pop("decides", False)
    about, questions = fields.pop("about", []), fields.pop("questions", [])
    minutes_of, approves = fields.pop("minutes_of", None), fields.pop("approves", "")
    if minutes_of:
        fields["minutes_of"] = earlier[meeting.board.name, minutes_of]
        Meeting.objects.filter(
            pk=fields["minutes_of"].pk, status=MeetingStatus.APPROVED, approved_on=meeting.held_on
        ).update(approved_at=meeting)
    item = AgendaItem.objects.create(meeting=meeting, number=number, **fields)
    for name in about:
        name, _colon, numbers = name.partition(" ")
        rows = _rows(name, meeting)
        if numbers:
            told = "institution__slug" if name == "inspections" else "number"
            rows = rows.filter(**{f"{told}__in": numbers.split(",")})
        getattr(item, name).set(rows)
    if decides:
        _link_decisions(item)
    for approval in Approval.objects.filter(kind=approves, approved_on=meeting.held_on):
        MeetingApproval.objects.create(item=item, approval=approval)
    for row in dissents:
        Dissent.objects.create(item=item, noted_by=people[row["email"]], **_without(row, "email"))
    for row in questions:
        _question(item, row, people=people)
    for row in follow_ups:
        email = row.pop("email", None)
        person = people[email] if email else None
        FollowUp.objects.create(
            item=item, person=person, **{"responsible": str(person or ""), **row}
        )


def _without(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: row[key] for key in row if key != name}


def _question(item: AgendaItem, row: dict[str, Any], *, people: dict[str, User]) -> None:
    """Asked before the meeting, and answered by its secretary where there is an answer."""
    answered_on = row.get("answered_on")
    BoardQuestion.objects.create(
        board=item.meeting.board,
        item=item,
        text=row["text"],
        asked_by=people[row["email"]],
        asked_at=_at(row["on"]),
        answer=row.get("answer", ""),
        answered_by=people["klyngeleder@example.com"] if answered_on else None,
        answered_at=_at(answered_on) if answered_on else None,
    )


def _at(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(14, 5)))


def _rows(name: str, meeting: Meeting) -> QuerySet[Any]:
    """What an item is about: the goals, indicators, inspections or sent local goals there are."""
    cluster, institution = meeting.board.cluster_id, meeting.board.institution_id
    if name == "goals":
        return Goal.objects.common()
    if name == "indicators":
        return Indicator.objects.whole().filter(goal__strategy__cluster=cluster)
    here = (
        {"institution__placements__cluster": cluster} if cluster else {"institution": institution}
    )
    if name == "inspections":
        return Inspection.objects.filter(year=meeting.held_on.year, **here)
    return LocalGoal.objects.filter(status=GoalStatus.SENT, **here)


def _link_decisions(item: AgendaItem) -> None:
    """The board's decisions of that day were made at this meeting."""
    board = item.meeting.board
    here = (
        {"local_goal__institution__placements__cluster": board.cluster_id}
        if board.cluster_id
        else {"local_goal__institution": board.institution_id}
    )
    made = Decision.objects.filter(
        made_at__date=item.meeting.held_on,
        to_status__in=[GoalStatus.ADOPTED, GoalStatus.RETURNED],
        at_meeting=None,
        **here,
    )
    MeetingDecision.objects.bulk_create(
        MeetingDecision(item=item, decision=decision)
        for decision in made.order_by("local_goal__institution__name", "pk").distinct()
    )
