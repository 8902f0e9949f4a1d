"""The meetings ahead of a person, and what they have said they would do."""

import datetime
from dataclasses import dataclass
from operator import itemgetter
from typing import Self

from django.db.models import Count, Prefetch, Q
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import number
from institutions.access import Reader
from institutions.models import Board
from meetings.approving import approval_of
from meetings.models import AgendaItem, FollowUp, Meeting, MeetingDecision, MinutesRemark
from meetings.pages.memo import points_of
from meetings.settled import OnTheTable
from meetings.workflow import OVER, MeetingStatus

SHOWN = 3
#: Of the last meeting.
DECIDED_SHOWN = 6
#: Of each point that is recommended.
WORDS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class OwnFollowUp:
    """Something the person is responsible for."""

    follow_up: FollowUp
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class AskedItem:
    """An item under which the board is asked to decide. points: what is recommended."""

    number: int
    title: str
    points: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True)
class AskedAt:
    """What a board decides on at its next meeting; five queries at most.

    local_goals: ids of those that stand on its agenda, and so are told of here, or on one that has
    been sent for a later meeting.
    """

    meeting: Meeting
    items: tuple[AskedItem, ...]
    local_goals: frozenset[int]

    @classmethod
    def of(cls, meeting: Meeting | None, *, user: Reader) -> Self | None:
        """None before the agenda is sent."""
        if meeting is None or meeting.is_unsent:
            return None
        rows = AgendaItem.objects.visible_to(user).filter(
            meeting=meeting, kind=AgendaItem.Kind.DECISION
        )
        items = list(rows.select_related("minutes_of").order_by("number"))
        table = OnTheTable.of(meeting, items)
        asked = [item for item in items if item.pk not in table.nothing]
        return cls(
            meeting,
            tuple(
                AskedItem(
                    item.number,
                    item.title,
                    tuple(Truncator(p).words(WORDS_SHOWN) for p in points_of(item.recommendation)),
                    item.get_absolute_url(),
                )
                for item in asked
            ),
            frozenset(goal for item, goal in table.links if item not in table.nothing)
            | _on_later_agendas(meeting, user=user),
        )

    @property
    def heading(self) -> str:
        """“Tirsdag 8. december skal I beslutte tre ting”."""
        words = {
            "day": capfirst(date_format(self.meeting.held_on, "l")),
            "date": date_format(self.meeting.held_on, "MONTH_DAY_FORMAT"),
            "number": number(len(self.items)),
        }
        if not self.items:
            return _("%(day)s %(date)s there is nothing for you to decide") % words
        return (
            ngettext(
                "%(day)s %(date)s you decide on %(number)s thing",
                "%(day)s %(date)s you decide on %(number)s things",
                len(self.items),
            )
            % words
        )


def _on_later_agendas(meeting: Meeting, *, user: Reader) -> frozenset[int]:
    later = AgendaItem.objects.visible_to(user).filter(
        meeting__board=meeting.board_id,
        meeting__status=MeetingStatus.CALLED,
        meeting__held_on__gt=meeting.held_on,
    )
    return frozenset(goal for _item, goal in later.links())


def _last_of(user: Reader, *, on: datetime.date) -> Meeting | None:
    held = Meeting.objects.attended_by(user).filter(status__in=OVER, held_on__lte=on)
    return held.select_related("board").order_by("held_on", "from_at", "pk").last()


@dataclass(frozen=True, slots=True)
class DecidedItem:
    """What came of an item of the last meeting, in short."""

    number: int
    title: str
    words: str
    href: str

    @classmethod
    def of(cls, item: AgendaItem) -> Self:
        decided = [
            f"{row.decision.local_goal.name}: {row.decision.get_to_status_display()}"
            for row in item.decisions.all()
        ]
        words = item.resolution.strip() or "; ".join(decided)
        return cls(
            item.number,
            item.title,
            Truncator(words).words(WORDS_SHOWN),
            item.get_absolute_url(),
        )


@dataclass(frozen=True, slots=True)
class CameOf:
    """What came of a board's last meeting: what it decided, and what else it ended with a word."""

    decided: tuple[DecidedItem, ...] = ()
    others: tuple[AgendaItem, ...] = ()


def _came_of(meeting: Meeting | None, *, user: Reader) -> CameOf:
    """Of the items that came to something, its own minutes among the others; two queries."""
    if meeting is None:
        return CameOf()
    ended = ~Q(resolution="") | Q(decisions__isnull=False)
    items = AgendaItem.objects.visible_to(user).filter(ended, meeting=meeting)
    made = MeetingDecision.objects.select_related(
        "decision__local_goal__institution",
        "decision__local_goal__cluster",
        "decision__local_goal__goal",
    )
    rows = items.distinct().order_by("number").prefetch_related(Prefetch("decisions", made))
    told = [row for row in rows if _is_decision(row)][:DECIDED_SHOWN]
    return CameOf(tuple(map(DecidedItem.of, told)), tuple(row for row in rows if row not in told))


def _is_decision(item: AgendaItem) -> bool:
    """Whether the board decided something else there than on its own minutes."""
    decides = item.kind == AgendaItem.Kind.DECISION or bool(item.decisions.all())
    return decides and item.minutes_of_id is None


@dataclass(frozen=True, slots=True)
class WaitingMinutes:
    """Minutes that wait for the person: to approve them, or to settle what members said to them."""

    sentence: str
    board: str
    href: str

    @classmethod
    def of_remarks(cls, meeting: Meeting, count: int) -> Self:
        """count: of the remarks that nobody has settled."""
        sentence = ngettext(
            "%(number)s remark on the minutes of %(date)s has not been settled",
            "%(number)s remarks on the minutes of %(date)s have not been settled",
            count,
        ) % {"number": number(count), "date": meeting.day}
        href = f"{meeting.get_absolute_url()}#bemaerkninger"
        return cls(capfirst(sentence), str(meeting.board), href)

    @classmethod
    def of_approval(cls, meeting: Meeting) -> Self:
        sentence = _("The minutes of %(date)s await your approval") % {"date": meeting.day}
        return cls(sentence, str(meeting.board), meeting.get_absolute_url())


def _to_approve(user: Reader) -> tuple[WaitingMinutes, ...]:
    """The newest that the person's boards ask of its members, where they have not answered.

    One query, none for who sits on no board, and eight more where minutes wait.
    """
    boards = Board.objects.sat_on_by(user).exclude(minutes_rule=Board.MinutesRule.MEETING)
    held = Meeting.objects.filter(board__in=boards, status=MeetingStatus.HELD)
    newest = held.select_related("board").order_by("held_on", "pk").last()
    if newest is None:
        return ()
    approval = approval_of(newest)
    asked = approval.members - {answer.person_id for answer in approval.approved}
    return (WaitingMinutes.of_approval(newest),) if user.pk in asked else ()


def _remarked(user: Reader) -> tuple[WaitingMinutes, ...]:
    """Of the minutes that the person writes; one query."""
    open_ones = Q(remarks__outcome="", remarks__kind=MinutesRemark.Kind.CORRECTION)
    mine = Meeting.objects.kept_by(user).filter(status=MeetingStatus.HELD)
    rows = mine.annotate(unsettled=Count("remarks", open_ones)).filter(unsettled__gt=0)
    rows = rows.select_related("board").order_by("held_on", "from_at", "pk")
    return tuple(WaitingMinutes.of_remarks(row, row.unsettled) for row in rows)  # type: ignore[attr-defined]  # annotated


@dataclass(frozen=True, slots=True)
class MeetingsAhead:
    """The next meetings of the person's boards, and their own follow-ups; seven queries, eight
    more where minutes wait for members.

    last: the last meeting that one of the boards held. minutes: those that wait for the person.
    """

    meetings: tuple[Meeting, ...]
    follow_ups: tuple[OwnFollowUp, ...]
    on: datetime.date
    last: Meeting | None = None
    came_of: CameOf = CameOf()
    minutes: tuple[WaitingMinutes, ...] = ()

    @classmethod
    def build(cls, *, user: Reader, on: datetime.date, attends: bool) -> Self | None:
        """attends: whether to look for the meetings of all the boards the person may follow."""
        ahead = Meeting.objects.attended_by(user).coming(on).select_related("board")
        mine = FollowUp.objects.filter(person=user.pk).open().select_related("item__meeting__board")
        last = _last_of(user, on=on) if attends else None
        found = cls(
            tuple(ahead[:SHOWN]) if attends else (),
            tuple(OwnFollowUp(row, row.is_overdue(on)) for row in mine),
            on,
            last,
            _came_of(last, user=user),
            (*_to_approve(user), *_remarked(user)) if attends else (),
        )
        return found if found.meetings or found.follow_ups or found.last else None

    @property
    def dated(self) -> "tuple[tuple[Meeting | None, OwnFollowUp | None], ...]":
        """Meetings and follow-ups as they come, what has no day last: the one or the other."""
        far = datetime.date.max
        coming: list[tuple[datetime.date, Meeting | None, OwnFollowUp | None]] = [
            *((meeting.held_on, meeting, None) for meeting in self.meetings),
            *((own.follow_up.due_on or far, None, own) for own in self.follow_ups),
        ]
        return tuple((meeting, own) for _day, meeting, own in sorted(coming, key=itemgetter(0)))

    @property
    def figures(self) -> dict[str, int]:
        """What the heading counts."""
        return {"follow_ups": len(self.follow_ups)} if self.follow_ups else {}

    @property
    def heading(self) -> str:
        """“Næste møde er 8. december 2026, og du skal følge op på to ting”."""
        count = len(self.follow_ups)
        words = {
            "meeting": _("The next meeting is on %(date)s") % {"date": self.meetings[0].day}
            if self.meetings
            else _("No meeting is planned"),
            "number": number(count),
        }
        if not count:
            return words["meeting"]
        return (
            ngettext(
                "%(meeting)s, and you are to follow up on %(number)s thing",
                "%(meeting)s, and you are to follow up on %(number)s things",
                count,
            )
            % words
        )
