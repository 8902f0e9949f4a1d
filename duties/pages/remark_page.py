"""A remark as its page tells it: what was found, who sees to it, and what is being done."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from accounts.models import User
from duties.doing import WorkedOn, promised_about, worked_on
from duties.models import Remark
from institutions.access import Reader
from institutions.audiences import leaders_of
from meetings.models import AgendaItem, Meeting
from meetings.promised import Promise
from meetings.workflow import OVER, MeetingStatus


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A meeting that has the report on its agenda. decided: what came of it, if one may read it."""

    title: str
    href: str
    on: datetime.date
    is_over: bool
    decided: str


@dataclass(frozen=True, slots=True)
class RemarkPage:
    """A remark with what is being done about it; eight queries.

    leaders: who leads the place today and is not named as responsible, where no account is.
    """

    leaders: tuple[str, ...]
    meetings: tuple[TakenUp, ...]
    promises: tuple[Promise, ...]
    goals: tuple[WorkedOn, ...]

    @classmethod
    def build(cls, remark: Remark, *, user: Reader, on: datetime.date) -> Self:
        items = (
            AgendaItem.objects.visible_to(user)
            .filter(
                inspections__institution=remark.institution_id,
                inspections__year=remark.year,
                inspections__kind=remark.visit,
            )
            .select_related("meeting__board__cluster", "meeting__board__institution")
            .order_by("meeting__held_on", "number")
            .distinct()
        )
        return cls(
            _leaders(remark, on),
            _taken_up(items, user=user),
            promised_about([remark], user=user, on=on).get(remark.pk, ()),
            worked_on([remark], user=user).get(remark.pk, ()),
        )

    @property
    def is_told(self) -> bool:
        """Whether anything is known of what is being done."""
        return bool(self.meetings or self.promises or self.goals)


def _leaders(remark: Remark, on: datetime.date) -> tuple[str, ...]:
    if remark.person_id:
        return ()
    names = _names(leaders_of(remark.institution_id, on))
    return tuple(name for name in names if name != remark.responsible)


def _names(people: set[int]) -> tuple[str, ...]:
    return tuple(str(user) for user in User.objects.filter(pk__in=people).order_by("name"))


def _taken_up(items: Iterable[AgendaItem], *, user: Reader) -> tuple[TakenUp, ...]:
    own = set(Meeting.objects.attended_by(user).values_list("pk", flat=True))
    return tuple(
        TakenUp(
            item.meeting.board.name,
            item.get_absolute_url(),
            item.meeting.held_on,
            item.meeting.status in OVER,
            item.resolution if _is_read(item.meeting, own) else "",
        )
        for item in items
    )


def _is_read(meeting: Meeting, own: set[int]) -> bool:
    """Whether the minutes are for the reader: the board's own, others' once they are approved."""
    is_held = meeting.status in OVER
    return meeting.status == MeetingStatus.APPROVED or (is_held and meeting.pk in own)
