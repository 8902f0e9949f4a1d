import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from django.db.models import Case, Exists, OuterRef, When
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.collation import danish
from config.phrases import in_words, number
from institutions.access import Reader, scope_of
from institutions.models import Board
from meetings.models import FollowUp, Meeting
from meetings.querysets import MeetingQuerySet
from meetings.workflow import OVER

HELD_SHOWN = 12
#: Whoever keeps more boards than this is shown only those of which there is something to tell.
FEW_BOARDS = 20
KEPT_IN_SIGHT = datetime.timedelta(days=730)


@dataclass(frozen=True, slots=True)
class OpenFollowUp:
    follow_up: FollowUp
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class BoardMeetings:
    """One board: what comes, and what was. coming: not closed, also where the day has passed.

    announced: of a board that publishes, meetings whose agenda is not sent: when and where alone.
    """

    board: Board
    coming: tuple[Meeting, ...]
    announced: tuple[Meeting, ...]
    held: tuple[Meeting, ...]
    follow_ups: tuple[OpenFollowUp, ...]
    may_call: bool
    on: datetime.date

    @property
    def is_quiet(self) -> bool:
        """There is nothing to tell of it."""
        return not (self.coming or self.announced or self.held or self.follow_ups)

    @property
    def next(self) -> Meeting | None:
        ahead = [meeting for meeting in self.coming if meeting.is_coming(self.on)]
        return min(
            [*ahead, *self.announced], key=lambda row: (row.held_on, row.from_at), default=None
        )

    @property
    def overdue(self) -> int:
        return sum(found.is_overdue for found in self.follow_ups)

    @property
    def finding(self) -> str:
        """When the board meets next, and what it has promised itself."""
        if self.next:
            found = _("The next meeting is on %(date)s") % {"date": self.next.day}
        else:
            found = _("No meeting is planned")
        count = len(self.follow_ups)
        if self.overdue:
            return ngettext(
                "%(meeting)s, and %(count)s follow-up is overdue",
                "%(meeting)s, and %(count)s follow-ups are overdue",
                self.overdue,
            ) % {"meeting": found, "count": number(self.overdue)}
        if count:
            return ngettext(
                "%(meeting)s, and %(count)s follow-up is open",
                "%(meeting)s, and %(count)s follow-ups are open",
                count,
            ) % {"meeting": found, "count": number(count)}
        return found


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """The boards whose meetings a person reads, in five queries.

    Their own boards come first. Of boards that have ended only what was: nobody calls them
    together any more. may_let: whether they may let leaders decide between meetings.
    """

    boards: tuple[BoardMeetings, ...]
    may_call: bool
    may_let: bool

    @classmethod
    def build(cls, user: Reader, *, on: datetime.date) -> Self:
        meetings = _by_board(
            Meeting.objects.visible_to(user).filter(held_on__gte=on - KEPT_IN_SIGHT)
        )
        announced = _by_board(Meeting.objects.announced_to(user, on))
        follow_ups = _follow_ups_of(user, on=on)
        kept = Board.objects.kept_by(user).still_there(on)
        own = set(kept.values_list("pk", flat=True))
        own_first = Exists(Board.objects.attended_by(user).filter(pk=OuterRef("pk")))
        shown = (
            Board.objects.filter(
                pk__in=[*meetings, *announced, *follow_ups, *(own if len(own) < FEW_BOARDS else [])]
            )
            # counted, since of who attends none it is plainly false, by which PostgreSQL orders not
            .annotate(own_first=Case(When(own_first, then=0), default=1))
            .select_related("cluster", "institution")
            .order_by("own_first", danish("name"))
        )
        return cls(
            boards=tuple(
                _board(
                    board,
                    meetings.get(board.pk, []),
                    announced.get(board.pk, []),
                    follow_ups.get(board.pk, []),
                    may_call=board.pk in own,
                    on=on,
                )
                for board in shown
            ),
            may_call=bool(own),
            may_let=scope_of(user).chairs_a_board,
        )

    @property
    def told(self) -> tuple[BoardMeetings, ...]:
        """Those with a section each."""
        return tuple(row for row in self.boards if row not in self.quiet)

    @property
    def quiet(self) -> tuple[BoardMeetings, ...]:
        """Those told of together, since there is nothing to tell of each."""
        quiet = tuple(row for row in self.boards if row.is_quiet)
        return quiet if len(quiet) > 1 else ()

    @property
    def quiet_heading(self) -> str:
        return ngettext(
            "%(count)s board has no meetings here yet",
            "%(count)s boards have no meetings here yet",
            len(self.quiet),
        ) % {"count": capfirst(in_words(len(self.quiet)))}


def _by_board(rows: MeetingQuerySet) -> dict[int, list[Meeting]]:
    """Board id → its meetings, in their order; one query."""
    found: dict[int, list[Meeting]] = defaultdict(list)
    for meeting in rows.order_by("held_on", "from_at", "pk"):
        found[meeting.board_id].append(meeting)
    return found


def _follow_ups_of(user: Reader, *, on: datetime.date) -> dict[int, list[OpenFollowUp]]:
    """Board id → what it has promised itself, of the boards the person attends; one query."""
    attended = Board.objects.attended_by(user)
    rows = FollowUp.objects.visible_to(user).of_held_meetings().open()
    rows = rows.filter(item__meeting__board__in=attended.values("pk"))
    found: dict[int, list[OpenFollowUp]] = defaultdict(list)
    for row in rows.select_related("item__meeting", "person"):
        found[row.item.meeting.board_id].append(OpenFollowUp(row, row.is_overdue(on)))
    return found


def _board(
    board: Board,
    meetings: Sequence[Meeting],
    announced: Sequence[Meeting],
    follow_ups: Iterable[OpenFollowUp],
    *,
    may_call: bool,
    on: datetime.date,
) -> BoardMeetings:
    for meeting in meetings:
        meeting.board = board
    held = [meeting for meeting in meetings if meeting.status in OVER]
    return BoardMeetings(
        board=board,
        coming=tuple(meeting for meeting in meetings if meeting.status not in OVER),
        announced=tuple(announced),
        held=tuple(reversed(held[-HELD_SHOWN:])),
        follow_ups=tuple(follow_ups),
        may_call=may_call,
        on=on,
    )
