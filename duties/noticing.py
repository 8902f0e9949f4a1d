"""What is told of remarks of inspections: to who is responsible, who leads, and the board."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.told.kinds import NoticeKind, register, tell
from duties.models import Remark
from duties.workflow import RemarkState
from institutions.audiences import board_of_institution, leaders_of, when_moved

MOVED = "remark_moved"


def declare() -> None:
    """Called when the app is ready."""
    register(NoticeKind(MOVED, _remarks, _moved))
    for state in (RemarkState.UNDER_WAY, RemarkState.REPORTED, RemarkState.CLOSED):
        when_moved(Remark._meta.label, state, MOVED, _concerned)


def tell_of_remark(remark: Remark, *, by: User) -> None:
    """Somebody has noted what an inspection asks for."""
    for row, people in _concerned(remark, timezone.localdate()):
        tell(MOVED, row, people, occasion="noted", but=by.pk)


def _concerned(remark: Remark, on: datetime.date) -> Iterator[tuple[Remark, set[int]]]:
    place = remark.institution_id
    people = leaders_of(place, on) | board_of_institution(place, on)
    yield remark, people | ({remark.person_id} if remark.person_id else set())


def _remarks(person: User) -> Any:
    return Remark.objects.visible_to(person).select_related("institution")


def _moved(remark: Remark) -> str:
    """Where it is by now; what it asks for stands on its page alone."""
    told = {
        RemarkState.OPEN: _("An inspection of %(place)s asks for something to be done."),
        RemarkState.UNDER_WAY: _("A remark of an inspection of %(place)s is being worked on."),
        RemarkState.REPORTED: _("A remark of an inspection of %(place)s is reported done."),
        RemarkState.CLOSED: _("A remark of an inspection of %(place)s is closed."),
    }
    return told[RemarkState(remark.stage)] % {"place": remark.institution}
