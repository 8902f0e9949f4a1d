"""The meetings ahead of a person, and what they have said they would do."""

import datetime
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import number
from institutions.access import Reader
from meetings.models import FollowUp, Meeting

SHOWN = 3


@dataclass(frozen=True, slots=True)
class OwnFollowUp:
    """Something the person is responsible for."""

    follow_up: FollowUp
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class MeetingsAhead:
    """The next meetings of the person's boards, and their own follow-ups; two queries."""

    meetings: tuple[Meeting, ...]
    follow_ups: tuple[OwnFollowUp, ...]
    on: datetime.date

    @classmethod
    def build(cls, *, user: Reader, on: datetime.date, attends: bool) -> Self | None:
        """attends: whether to look for the meetings of all the boards the person may follow."""
        ahead = Meeting.objects.attended_by(user).coming(on).select_related("board")
        mine = FollowUp.objects.filter(person=user.pk).open().select_related("item__meeting__board")
        found = cls(
            tuple(ahead[:SHOWN]) if attends else (),
            tuple(OwnFollowUp(row, row.is_overdue(on)) for row in mine),
            on,
        )
        return found if found.meetings or found.follow_ups else None

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
