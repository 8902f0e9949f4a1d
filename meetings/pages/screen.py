"""An item of a meeting on a large screen: nothing of the frame, and one thing at a time."""

import datetime
from dataclasses import dataclass, replace
from typing import Self

from accounts.models import User
from meetings.models import AgendaItem, Meeting, PutOff
from meetings.pages.annexes import Annex
from meetings.pages.items import ItemView
from meetings.pages.lines import ItemLine
from meetings.pages.live import put_off_row
from meetings.pages.mode import MeetingMode, Place, with_decisions
from strategy.pages.course import CourseStrip

#: More than these are told on paper.
SHOWN = 6


@dataclass(frozen=True, slots=True)
class MeetingScreen:
    """What everybody in the room looks at; the minutes are written on another device.

    until: when the item is to be done, where times are set aside for it and for all before it.
    places: the items of the meeting. leads_to: the page of the item, for whoever leaves the screen.
    """

    item: ItemView
    places: tuple[Place, ...]
    leads_to: str
    guests: str = ""
    until: datetime.time | None = None

    @classmethod
    def build(cls, pk: int, *, user: User, on: datetime.date) -> Self | None:
        """As the person sees the item; None when they do not. One query more than the mode."""
        mode = MeetingMode.build(pk, user=user, on=on)
        if mode is None:
            return None
        return cls(
            item=mode.view,
            places=tuple(map(_discreet, mode.places)),
            leads_to=mode.href,
            guests=mode.item.guests,
            until=_until(mode.meeting, number=mode.item.number),
        )

    @classmethod
    def of_put_off(cls, row: PutOff, *, user: User) -> Self:
        """An item that the meeting has put off, in its place among the others."""
        items = AgendaItem.objects.visible_to(user).filter(meeting=row.meeting)
        left = Place(
            row.number,
            row.title,
            href=row.get_absolute_url(),
            screen="",
            is_current=True,
            is_done=False,
            is_confidential=row.is_closed_to_others,
        )
        items = with_decisions(items.order_by("number"))
        places = [*map(Place.of, items), left]
        return cls(
            item=put_off_row(row, user=user),
            places=tuple(map(_discreet, sorted(places, key=lambda place: place.number))),
            leads_to=left.href,
        )

    @property
    def before(self) -> Place | None:
        return self._beside(-1)

    @property
    def after(self) -> Place | None:
        return self._beside(1)

    def _beside(self, step: int) -> Place | None:
        here = next(n for n, place in enumerate(self.places) if place.is_current) + step
        return self.places[here] if 0 <= here < len(self.places) else None

    @property
    def is_closed(self) -> bool:
        """Whether nothing of it is shown: others than the board may be in the room."""
        return self.item.is_confidential

    @property
    def begins(self) -> datetime.time | None:
        """When the item is to begin."""
        if self.until is None or self.item.duration is None:
            return None
        return _later(self.until, -self.item.duration)

    @property
    def course(self) -> CourseStrip | None:
        return self.item.course

    @property
    def evidence(self) -> tuple[Annex, ...]:
        """What the item is about, beside the goals of the strip."""
        told = (annex for annex in self.item.annexes if annex.kind != "goal" or not self.course)
        return tuple(told)[:SHOWN]

    @property
    def decided(self) -> tuple[ItemLine, ...]:
        """What became of local goals that are not shown with their state already."""
        shown = {annex.href for annex in self.evidence}
        return tuple(line for line in self.item.decisions if line.href not in shown)

    @property
    def more(self) -> int:
        """How many things are not shown."""
        goals = sum(annex.kind == "goal" for annex in self.item.annexes) if self.course else 0
        return len(self.item.annexes) - goals - len(self.evidence)


def _discreet(place: Place) -> Place:
    """Of what is confidential nothing but its number."""
    return replace(place, title="") if place.is_confidential else place


def _until(meeting: Meeting, *, number: int) -> datetime.time | None:
    """When an item is to be done, if each item until then has its time; one query."""
    rows = AgendaItem.objects.filter(meeting=meeting, number__lte=number)
    minutes = list(rows.values_list("duration", flat=True))
    if not minutes or None in minutes:
        return None
    return _later(meeting.from_at, sum(each or 0 for each in minutes))


def _later(time: datetime.time, minutes: int) -> datetime.time:
    start = datetime.datetime.combine(datetime.date(2000, 1, 1), time)
    return (start + datetime.timedelta(minutes=minutes)).time()
