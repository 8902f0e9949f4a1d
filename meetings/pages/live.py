"""The items of a meeting as they stand, for those who see them."""

import datetime
from dataclasses import dataclass

from django.db.models import Prefetch

from institutions.access import Reader
from meetings.boards import EyesOf, assesses_goals
from meetings.models import AgendaItem, FollowUp, Meeting, MeetingDecision, MeetingPaper
from meetings.pages.annexes import annexes_of, linked
from meetings.pages.items import AgendaFacts, ItemView
from meetings.pages.memo import courses_of
from meetings.pages.questions import asked_under
from meetings.pages.since import SinceLast
from meetings.settled import OnTheTable
from strategy.models import GoalAssessment


@dataclass(frozen=True, slots=True)
class HiddenItem:
    """An item that the person does not see: its number and nothing else.

    is_sent: it is confidential; else nobody but its writers sees it, since it is not sent.
    """

    number: int
    is_sent: bool = True


def live_items(
    meeting: Meeting,
    *,
    user: Reader,
    on: datetime.date,
    is_inside: bool,
    is_whole: bool,
    follow_ups: tuple[FollowUp, ...],
    papers: tuple[MeetingPaper, ...],
    only: int | None = None,
) -> tuple[tuple[ItemView, ...], tuple[HiddenItem, ...]]:
    """The items as they stand, and those the person does not see. only: the number of one item.

    Members of the board see what any of them may read; others what they read themselves. is_whole:
    whether follow-ups under confidential items count among what has happened since.
    """
    eyes = EyesOf(meeting.board, on=on) if is_inside else user
    items = _seen(meeting, user=user, eyes=eyes, only=only)
    frozen = _frozen(meeting, papers)
    loose = [item for item in items if item.pk not in frozen]
    facts = AgendaFacts(
        annexes=annexes_of(loose, board=meeting.board, user=eyes, on=on),
        since=_since(meeting, items=loose, user=eyes, on=on, is_whole=is_whole),
        open_follow_ups=follow_ups,
        assessed=assessed_at(meeting) if any(item.goals.all() for item in items) else [],
        table=OnTheTable.of(meeting, items),
        courses=courses_of(loose, board=meeting.board, user=eyes),
        asked=asked_under(meeting, items) if is_inside else {},
    )
    sees_minutes = is_inside or meeting.is_closed
    views = (ItemView.of(item, facts, on=on, sees_minutes=sees_minutes) for item in items)
    told = views if is_inside else (view.for_others for view in views)
    hidden = () if only is not None else _hidden(meeting, seen={item.number for item in items})
    return tuple(
        view.as_sent(frozen[view.pk]) if view.pk in frozen else view for view in told
    ), hidden


def _seen(meeting: Meeting, *, user: Reader, eyes: Reader, only: int | None) -> list[AgendaItem]:
    """The items that the person sees, with all that a page tells of them. eyes: who reads that."""
    items = AgendaItem.objects.visible_to(user).filter(meeting=meeting).order_by("number")
    if only is not None:
        items = items.filter(number=only)
    decisions = MeetingDecision.objects.select_related(
        "decision__local_goal__institution",
        "decision__local_goal__cluster",
        "decision__local_goal__goal",
    )
    return list(
        linked(items, user=eyes).prefetch_related(
            Prefetch("decisions", decisions),
            "files",
            Prefetch("follow_ups", FollowUp.objects.select_related("person")),
        )
    )


def _hidden(meeting: Meeting, *, seen: set[int]) -> tuple[HiddenItem, ...]:
    numbers = meeting.items.order_by("number").values_list("number", flat=True)
    is_sent = not meeting.is_unsent
    return tuple(HiddenItem(number, is_sent) for number in numbers if number not in seen)


def assessed_at(meeting: Meeting) -> list[GoalAssessment]:
    """What the parent board of a cluster found of the goals on the day it met; one query."""
    board = meeting.board
    if not assesses_goals(board):
        return []
    found = GoalAssessment.objects.filter(cluster=board.cluster_id, assessed_on=meeting.held_on)
    return list(found.select_related("goal"))


def _frozen(meeting: Meeting, papers: tuple[MeetingPaper, ...]) -> dict[int, ItemView]:
    """The items as they were when the agenda was sent: id → item; none before."""
    if meeting.is_unsent:
        return {}
    agenda = next((row for row in papers if row.kind == MeetingPaper.Kind.AGENDA), None)
    sent = agenda.facts["items"] if agenda else []
    return {facts["pk"]: ItemView.thawed(facts) for facts in sent}


def _since(
    meeting: Meeting, *, items: list[AgendaItem], user: Reader, on: datetime.date, is_whole: bool
) -> SinceLast | None:
    if not any(item.standing == AgendaItem.Standing.NEWS for item in items):
        return None
    previous = meeting.previous
    if previous is None:
        return None
    until = min(on, meeting.held_on)
    return SinceLast.of(
        meeting.board,
        last_met_on=previous.held_on,
        until=until,
        user=user,
        is_whole=is_whole,
    )


def open_before(meeting: Meeting, *, user: Reader) -> list[FollowUp]:
    """Follow-ups of the board's earlier meetings that were not done when this one was held."""
    rows = (
        FollowUp.objects.visible_to(user)
        .from_before(meeting)
        .of_held_meetings()
        .select_related("person", "item__meeting")
        .order_by("due_on", "pk")
    )
    if meeting.is_over:
        return [row for row in rows if row.done_on is None or row.done_on >= meeting.held_on]
    return list(rows.filter(done_on=None))
