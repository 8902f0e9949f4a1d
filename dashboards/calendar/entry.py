import datetime
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarKind(models.TextChoices):
    """What an entry of the calendar is about."""

    EFFECT = "effect", _("The effect is measured")
    EFFORT = "effort", _("Deadline of an effort")
    STEP = "step", _("Process plan")
    ROUND = "round", _("Measuring round")
    MEETING = "meeting", _("Meeting")
    COURSE = "course", _("Course")
    TEAM = "team", _("Leadership team")
    YEAR = "year", _("Year wheel")
    HEARING = "hearing", _("Hearing")


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """Something on a day, or on each day from one to another; all day unless it has a time.

    uid: names the same entry whenever it is asked for. what: in words that may stand in anybody's
    calendar, never a text somebody wrote about children. concerns: a place or a group. href: its
    page, without the host. begins_at and ends_at: of what has a time, aware. edition: grows when
    the entry changes, so that a calendar takes the newer of two (RFC 5545, SEQUENCE).
    """

    uid: str
    kind: CalendarKind
    what: str
    from_on: datetime.date
    to_on: datetime.date
    href: str
    concerns: str = ""
    begins_at: datetime.datetime | None = None
    ends_at: datetime.datetime | None = None
    edition: int = 0

    @property
    def is_all_day(self) -> bool:
        return self.begins_at is None

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """Whole days before what has a time, then in the order of the clock."""
        return (
            self.from_on,
            self.begins_at.timestamp() if self.begins_at else 0.0,
            self.what,
            self.uid,
        )
