"""The board's next meeting as the board paper tells of it: what is asked, what is followed up."""

import datetime
from dataclasses import dataclass
from typing import Any, Self

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from files.papers import PaperMark
from files.papers.pieces import runs, status_mark
from institutions.access import Reader
from institutions.models import Board, Cluster
from meetings.models import AgendaItem, FollowUp, Meeting
from meetings.querysets import FollowUpQuerySet
from meetings.settled import OnTheTable
from meetings.workflow import MeetingStatus

Kind = AgendaItem.Kind


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a paper that is passed on may tell of a meeting: never its confidential items.

    meeting: None when none is planned, or the reader doesn't read it. follow_ups: those of the
    board's earlier meetings that nobody has reported done. settled: item id → local goals decided
    on elsewhere; nothing: ids of the items under which nothing is left to decide.
    """

    meeting: Meeting | None
    items: tuple[AgendaItem, ...]
    follow_ups: tuple[FollowUp, ...]
    table: OnTheTable

    @classmethod
    def next_of(cls, cluster: Cluster, *, user: Reader, on: datetime.date) -> Self:
        """The parent board's next meeting as the reader sees it, its items once they are sent."""
        meeting = (
            Meeting.objects.visible_to(user)
            .coming(on)
            .filter(
                board__cluster=cluster,
                board__kind=Board.Kind.PARENT_BOARD,
            )
            .select_related("board")
            .first()
        )
        follow_ups = FollowUp.objects.visible_to(user).filter(
            item__meeting__board__cluster=cluster,
            item__meeting__board__kind=Board.Kind.PARENT_BOARD,
        )
        return cls._of(meeting, user=user, follow_ups=follow_ups)

    @classmethod
    def of_meeting(cls, meeting: Meeting, *, user: Reader) -> Self:
        """This meeting, for the paper that is frozen with it; two queries."""
        follow_ups = FollowUp.objects.visible_to(user).from_before(meeting)
        return cls._of(meeting, user=user, follow_ups=follow_ups)

    @classmethod
    def _of(cls, meeting: Meeting | None, *, user: Reader, follow_ups: FollowUpQuerySet) -> Self:
        items = _items(meeting, user=user)
        table = OnTheTable.of(meeting, items) if meeting else OnTheTable()
        return cls(meeting, items, _open(follow_ups), table)

    @property
    def head(self) -> list[tuple[str, str]]:
        """When and where the board meets; nothing without a meeting."""
        if self.meeting is None:
            return []
        rows = [(_("Meeting"), f"{self.meeting.day} {self.meeting.clock}")]
        return [*rows, (_("Place"), self.meeting.place)] if self.meeting.place else rows

    @property
    def asked(self) -> list[list[dict[str, Any]]]:
        """The items of the agenda, each a sentence in runs; standing ones ask for decisions only.

        So they ask for as many decisions as the page of the meeting says.
        """
        words = {
            Kind.DECISION: _("**decide on** item %(number)s: %(title)s."),
            Kind.DISCUSSION: _("**discuss** item %(number)s: %(title)s."),
            Kind.INFORMATION: _("**take note of** item %(number)s: %(title)s."),
        }
        asked = [item for item in self.items if not item.standing or item.kind == Kind.DECISION]
        return [
            self._skipped(item)
            if item.kind == Kind.DECISION and item.pk in self.table.nothing
            else runs(words[Kind(item.kind)], number=item.number, title=_bare(item.title))
            for item in asked
        ]

    @property
    def decisions(self) -> int:
        """How many of them the board is to decide on."""
        return sum(
            item.kind == Kind.DECISION and item.pk not in self.table.nothing for item in self.items
        )

    def _skipped(self, item: AgendaItem) -> list[dict[str, Any]]:
        told = [
            f"{row.name}: {row.words_for_others}" for row in self.table.settled.get(item.pk, ())
        ]
        told = told or [str(MeetingStatus.APPROVED.label).lower()]
        return runs(
            _("**pass over** item %(number)s: there is nothing to decide any more (%(goals)s)."),
            number=item.number,
            goals="; ".join(told),
        )

    def overdue(self, on: datetime.date) -> int:
        return sum(row.is_overdue(on) for row in self.follow_ups)

    def rows(self, on: datetime.date) -> list[dict[str, Any]]:
        """The open follow-ups: what, who, by when, how late."""
        return [
            {
                "name": row.text,
                "actor": row.responsible,
                "due": date_format(row.due_on, "SHORT_DATE_FORMAT") if row.due_on else "–",
                "status": PaperMark("missed", _("Overdue"))
                if row.is_overdue(on)
                else status_mark("waiting", _("Not done yet")),
            }
            for row in self.follow_ups
        ]


def _items(meeting: Meeting | None, *, user: Reader) -> tuple[AgendaItem, ...]:
    if meeting is None or meeting.is_unsent:
        return ()
    items = AgendaItem.objects.visible_to(user).filter(meeting=meeting, is_confidential=False)
    return tuple(items.order_by("number"))


def _open(follow_ups: FollowUpQuerySet) -> tuple[FollowUp, ...]:
    return tuple(follow_ups.of_held_meetings().filter(item__is_confidential=False).open())


def _bare(title: str) -> str:
    return title.strip().rstrip(".")
