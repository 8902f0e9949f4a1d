"""The value base on the pages and forms of local goals: what fills the slots of `strategy`."""

import datetime
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.slots import SlotPart
from leadership.models import BasedOn
from leadership.value_base.citing import efforts_that_build
from strategy import slots
from strategy.models import Effort, LocalGoal
from strategy.pages.local_goals.timeline import Event, name_of

#: What a row of the history of `BasedOn` tells.
BUILDING = {"+": _("Chosen"), "-": _("Taken away")}


def fill_slots() -> None:
    """Called when the app is ready."""
    slots.local_goal_pairs.fill("leadership", what_it_builds_on)
    slots.local_goal_links.fill("leadership", link_to_choose)
    slots.local_goal_events.fill("leadership", changes_of_what_it_builds_on)
    slots.undertow.fill("leadership", CommitmentsAlong.of)


def what_it_builds_on(goal: LocalGoal) -> SlotPart | None:
    """One query."""
    rows = tuple(goal.based_on.with_what_is_cited())
    return SlotPart("leadership/_local_goal_builds_on.html", rows) if rows else None


def link_to_choose(goal: LocalGoal) -> SlotPart:
    """For those who lead the goal."""
    return SlotPart("leadership/_local_goal_link.html", goal)


def changes_of_what_it_builds_on(goal: LocalGoal) -> Iterator[Event]:
    """What one person chose and took away in one minute, as one event; one query."""
    rows = (
        BasedOn.history.filter(local_goal=goal)
        .select_related("history_user", "commitment", "chapter__base", "chapter__profile")
        .order_by("history_date", "history_id")
    )
    for (at, _who), group in itertools.groupby(rows, key=_minute_and_person):
        together = list(group)
        changes = tuple(
            (str(label), "\n".join(_words(row) for row in together if row.history_type == kind))
            for kind, label in BUILDING.items()
        )
        told = tuple(change for change in changes if change[1])
        who = name_of(together[0].history_user)
        sentence = gettext("%(person)s changed what the goal builds on at %(time)s") % {
            "person": who,
            "time": time_format(timezone.localtime(at), "TIME_FORMAT"),
        }
        yield Event(at, "building", who, together[0], told, sentence=sentence)


def _minute_and_person(row: Any) -> tuple[datetime.datetime, int | None]:
    return row.history_date.replace(second=0, microsecond=0), row.history_user_id


def _words(row: Any) -> str:
    """The commitment or the chapter; one that was still being prepared may be gone since."""
    if row.chapter_id is None:
        return str(row.commitment or _("A commitment that no longer exists"))
    if row.chapter is None:
        return gettext("A chapter that no longer exists")
    return gettext("The chapter %(name)s, version %(version)s") % {
        "name": row.chapter.full_name,
        "version": row.chapter_version,
    }


@dataclass(frozen=True, slots=True)
class CommitmentsAlong:
    """Efforts that something of the value base is chosen for; deleted, they take it along."""

    efforts: tuple[Effort, ...]

    @classmethod
    def of(cls, goal: LocalGoal) -> "CommitmentsAlong":
        """One query."""
        return cls(tuple(efforts_that_build(goal)))

    @property
    def warning(self) -> SlotPart | None:
        """What to know before one writes."""
        return (
            SlotPart("leadership/_efforts_that_build.html", self.efforts) if self.efforts else None
        )

    def told(self, goal: LocalGoal) -> list[str]:
        """One sentence for each effort that is gone; one query, and none where none could be."""
        left = {effort.pk for effort in efforts_that_build(goal)} if self.efforts else set()
        sentence = gettext(
            "With the effort “%(effort)s” went what it built on in the value base."
            " It stands in the goal's history."
        )
        return [sentence % {"effort": gone.text} for gone in self.efforts if gone.pk not in left]
