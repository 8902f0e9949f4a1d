import datetime
from dataclasses import dataclass
from typing import Self

from django.db.models import Prefetch
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from institutions.models import Board
from lifecycle import Transition
from meetings.approving import obstacles
from meetings.boards import EyesOf
from meetings.models import AgendaItem, FollowUp, Meeting, MeetingDecision, MeetingPaper
from meetings.pages.annexes import annexes_of, linked
from meetings.pages.items import ItemView
from meetings.pages.since import SinceLast
from meetings.settled import asks_nothing, settled_of
from meetings.workflow import MeetingStatus
from strategy.models import GoalAssessment


@dataclass(frozen=True, slots=True)
class HiddenItem:
    """An item that the person does not see: its number and nothing else.

    is_sent: it is confidential; else nobody but its writers sees it, since it is not sent.
    """

    number: int
    is_sent: bool = True


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting, in a number of queries that does not grow with its agenda.

    From the sending of the agenda, what items are about is as it was frozen then; when the minutes
    are approved, so is all the rest. hidden: the confidential items the person does not see.
    hindrances: why the person may not approve its minutes by themselves, where they wait for that.
    """

    meeting: Meeting
    on: datetime.date
    items: tuple[ItemView, ...]
    hidden: tuple[HiddenItem, ...]
    papers: tuple[MeetingPaper, ...]
    open_follow_ups: tuple[FollowUp, ...]
    is_inside: bool
    may_write: bool
    is_frozen: bool = False
    hindrances: tuple[str, ...] = ()

    @classmethod
    def build(cls, meeting: Meeting, *, user, on: datetime.date) -> Self:
        """The meeting as the person sees it today; `meeting` comes with its board."""
        board = meeting.board
        is_inside = Board.objects.attended_by(user).contains(board)
        papers = tuple(
            MeetingPaper.objects.visible_to(user)
            .filter(meeting=meeting, is_whole=is_inside)
            .defer("pdf")
            .select_related("made_by")
        )
        minutes = next((row for row in papers if row.kind == MeetingPaper.Kind.MINUTES), None)
        follow_ups = tuple(open_before(meeting, user=user))
        if meeting.is_closed and minutes is not None:
            items = tuple(ItemView.thawed(facts) for facts in minutes.facts["items"])
            hidden = tuple(HiddenItem(number) for number in minutes.facts["hidden"])
        else:
            items, hidden = live_items(
                meeting,
                user=user,
                on=on,
                is_inside=is_inside,
                is_whole=is_inside,
                follow_ups=follow_ups,
                papers=papers,
            )
        return cls(
            meeting=meeting,
            on=on,
            items=items,
            hidden=hidden,
            papers=papers,
            open_follow_ups=follow_ups,
            is_inside=is_inside,
            may_write=Meeting.objects.editable_by(user).contains(meeting),
            hindrances=_hindrances(meeting, user=user, on=on) if is_inside else (),
            is_frozen=meeting.is_closed and minutes is not None,
        )

    @property
    def rows(self) -> tuple[ItemView | HiddenItem, ...]:
        """Items and the places of hidden ones, in the order of the agenda."""
        return tuple(sorted([*self.items, *self.hidden], key=lambda row: row.number))

    @property
    def ways(self) -> tuple[Transition, ...]:
        """Where the person may take it from here."""
        ways = self.meeting.transitions if self.may_write else ()
        return tuple(way for way in ways if not ("others" in way.needs and self.hindrances))

    @property
    def may_plan(self) -> bool:
        """Whether the agenda may still be written."""
        return self.may_write and not self.meeting.is_over

    @property
    def may_delete(self) -> bool:
        return self.may_write and self.meeting.is_unsent and not self.papers

    @property
    def finding(self) -> str:
        """What the board is asked, or what came of it, in a sentence."""
        if self.meeting.is_unsent and not self.items:
            return _("The agenda is being written")
        asked = sum(row.is_asked for row in self.items)
        count = len(self.items) + len(self.hidden)
        words = {"board": capfirst(self.meeting.board.word), "count": count, "asked": asked}
        if self.meeting.is_over:
            return (
                ngettext(
                    "%(board)s dealt with %(count)s item",
                    "%(board)s dealt with %(count)s items",
                    count,
                )
                % words
            )
        if asked:
            return (
                ngettext(
                    "%(board)s is asked to decide on %(asked)s of %(count)s item",
                    "%(board)s is asked to decide on %(asked)s of %(count)s items",
                    count,
                )
                % words
            )
        return (
            ngettext("%(count)s item on the agenda", "%(count)s items on the agenda", count) % words
        )


def live_items(
    meeting: Meeting,
    *,
    user,
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
    visible = AgendaItem.objects.visible_to(user).filter(meeting=meeting).order_by("number")
    numbers = list(meeting.items.order_by("number").values_list("number", flat=True))
    if only is not None:
        visible, numbers = visible.filter(number=only), []
    eyes = EyesOf(meeting.board, on=on) if is_inside else user
    sees_minutes = is_inside or meeting.is_closed
    items = list(
        linked(visible, user=eyes).prefetch_related(
            Prefetch(
                "decisions",
                MeetingDecision.objects.select_related(
                    "decision__local_goal__institution", "decision__local_goal__goal"
                ),
            ),
            Prefetch("follow_ups", FollowUp.objects.select_related("person")),
        )
    )
    seen = {item.number for item in items}
    is_sent = not meeting.is_unsent
    hidden = tuple(HiddenItem(number, is_sent) for number in numbers if number not in seen)
    frozen = _frozen(meeting, papers)
    loose = [item for item in items if item.pk not in frozen]
    about = annexes_of(loose, board=meeting.board, user=eyes, on=on)
    since = _since(meeting, items=loose, user=eyes, on=on, is_whole=is_whole)
    assessed = assessed_at(meeting) if any(item.goals.all() for item in items) else []
    settled = settled_of(meeting, items)
    nothing = asks_nothing(meeting, items, settled)
    views = (
        ItemView.of(
            item,
            annexes=about.get(item.pk, ()),
            since=since,
            open_follow_ups=follow_ups,
            on=on,
            sees_minutes=sees_minutes,
            settled=settled.get(item.pk, ()),
            asks_nothing=item.pk in nothing,
            assessments=[
                row
                for goal in item.goals.all()
                for row in assessed
                if row.goal_id == goal.pk  # as the reader sees them
            ],
        )
        for item in items
    )
    told = views if is_inside else (view.for_others for view in views)
    return tuple(
        view.as_sent(frozen[view.pk]) if view.pk in frozen else view for view in told
    ), hidden


def _hindrances(meeting: Meeting, *, user, on: datetime.date) -> tuple[str, ...]:
    if meeting.status != MeetingStatus.HELD:
        return ()
    return tuple(obstacles(meeting, by=user, on=on).values())


def assessed_at(meeting: Meeting) -> list[GoalAssessment]:
    """What the parent board of a cluster found of the goals on the day it met; one query."""
    board = meeting.board
    if board.cluster_id is None or board.kind != Board.Kind.PARENT_BOARD:
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
    meeting: Meeting, *, items: list[AgendaItem], user, on: datetime.date, is_whole: bool
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


def open_before(meeting: Meeting, *, user):
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
    return rows.filter(done_on=None)
