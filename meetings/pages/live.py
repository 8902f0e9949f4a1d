"""The items of a meeting as they stand, for those who see them."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone

from institutions.access import Reader
from institutions.models import Board
from meetings.boards import EyesOf, assessed_at
from meetings.models import (
    AgendaItem,
    FollowUp,
    Meeting,
    MeetingDecision,
    MeetingPaper,
    PutOff,
)
from meetings.models.put_off import PutOffQuerySet
from meetings.pages.annexes import annexes_of, linked
from meetings.pages.items import AgendaFacts, ItemView
from meetings.pages.lines import ItemLine, decision_line
from meetings.pages.memo import courses_of
from meetings.pages.put_off import put_off_view
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
    """The items as they stand, and those the person does not see. only: one item.

    Members of the board see what any of them may read; others what they read themselves. is_whole:
    whether follow-ups under confidential items count among what has happened since. Of a meeting
    that is over all is told as of its day.
    """
    eyes = EyesOf(meeting.board, on=on) if is_inside else user
    on = min(on, meeting.held_on) if meeting.is_over else on
    items = _seen(meeting, user=user, eyes=eyes, only=only)
    left = list(_left(meeting, user=user)) if only is None else []
    frozen = _frozen(meeting, papers)
    loose = [item for item in items if item.pk not in frozen]
    facts = AgendaFacts(
        annexes=annexes_of(loose, meeting=meeting, user=eyes, on=on),
        since=_since(meeting, items=loose, user=eyes, on=on, is_whole=is_whole),
        open_follow_ups=follow_ups,
        assessed=_assessed(meeting, items),
        table=OnTheTable.of(meeting, items),
        courses=courses_of(loose, meeting=meeting, user=eyes, on=on),
        asked=asked_under(meeting, items, left) if is_inside else {},
        is_over=meeting.is_over,
    )
    sees_minutes = _sees_minutes(meeting, user=user, is_inside=is_inside)
    views = [ItemView.of(item, facts, on=on, sees_minutes=sees_minutes) for item in items]
    away = [
        put_off_view(row, sent=frozen.get(row.item_id or 0), facts=facts, sees_minutes=sees_minutes)
        for row in left
    ]
    decided = _decided(items if is_inside else [])
    told = [
        view.as_sent(frozen[view.pk], decided=decided[view.pk]) if view.pk in frozen else view
        for view in _for_reader(views, is_inside=is_inside)
    ]
    told = sorted([*told, *_for_reader(away, is_inside=is_inside)], key=lambda view: view.number)
    hidden = () if only is not None else _hidden(meeting, seen={view.number for view in told})
    return tuple(told), hidden


def _decided(items: list[AgendaItem]) -> dict[int, list[ItemLine]]:
    """What became of local goals under each item so far, the newest last."""
    decided: dict[int, list[ItemLine]] = defaultdict(list)
    for item in items:
        rows = sorted(item.decisions.all(), key=lambda row: (row.decision.made_at, row.pk))
        decided[item.pk] = list(map(decision_line, rows))
    return decided


def _for_reader(views: list[ItemView], *, is_inside: bool) -> list[ItemView]:
    return views if is_inside else [view.for_others for view in views]


def put_off_row(row: PutOff, *, user: Reader) -> ItemView:
    """An item that was put off, on a page of its own; the person sees it."""
    is_inside = Board.objects.attended_by(user).contains(row.meeting.board)
    papers = MeetingPaper.objects.visible_to(user).filter(meeting=row.meeting, is_whole=is_inside)
    views, _hidden = live_items(
        row.meeting,
        user=user,
        on=timezone.localdate(),
        is_inside=is_inside,
        is_whole=is_inside,
        follow_ups=(),
        papers=tuple(papers.defer("pdf")),
    )
    return next(view for view in views if view.number == row.number)


def _sees_minutes(meeting: Meeting, *, user: Reader, is_inside: bool) -> bool:
    """Whoever writes them at once, the board when the meeting is closed, others when they stand."""
    if meeting.is_over:
        return is_inside or meeting.is_closed
    return Meeting.objects.kept_by(user).filter(pk=meeting.pk).exists()


def _left(meeting: Meeting, *, user: Reader) -> PutOffQuerySet:
    """What was put off, as far as the person sees it."""
    rows = PutOff.objects.visible_to(user).filter(meeting=meeting)
    return rows.select_related("item__meeting").prefetch_related("item__files")


def _seen(meeting: Meeting, *, user: Reader, eyes: Reader, only: int | None) -> list[AgendaItem]:
    """The items that the person sees, with all that a page tells of them. eyes: who reads that."""
    items = AgendaItem.objects.visible_to(user).filter(meeting=meeting).order_by("number")
    if only is not None:
        items = items.filter(pk=only)
    decisions = MeetingDecision.objects.select_related(
        "decision__local_goal__institution",
        "decision__local_goal__cluster",
        "decision__local_goal__goal",
    )
    return list(
        linked(items, user=eyes)
        .select_related("minutes_of")
        .prefetch_related(
            Prefetch("decisions", decisions),
            "files",
            "dissents",
            Prefetch("follow_ups", FollowUp.objects.select_related("person")),
        )
    )


def _hidden(meeting: Meeting, *, seen: set[int]) -> tuple[HiddenItem, ...]:
    on_it = meeting.items.order_by("number").values_list("number", flat=True)
    left = meeting.put_off.order_by("number").values_list("number", flat=True)
    numbers = sorted([*on_it, *left])
    is_sent = not meeting.is_unsent
    return tuple(HiddenItem(number, is_sent) for number in numbers if number not in seen)


def _assessed(meeting: Meeting, items: list[AgendaItem]) -> list[GoalAssessment]:
    """What the board found at the meeting of the goals that its items are about; one query."""
    if not any(item.goals.all() for item in items):
        return []
    return list(assessed_at(meeting).select_related("goal"))


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
