"""What happens when: one list of entries, for the year wheel and for each person's own calendar.

A source is a function of a person and two days; it gives the entries within the person's reach
that touch those days, in a constant number of queries. A new kind of entry is a new source.
"""

import datetime
from collections.abc import Callable, Iterable

from dashboards.calendar.courses import course_stages
from dashboards.calendar.entry import CalendarEntry, CalendarKind
from dashboards.calendar.hearings import hearings_closing
from dashboards.calendar.leadership import mappings_closing, plans_followed_up
from dashboards.calendar.meetings import follow_ups_due, meetings_held
from dashboards.calendar.sources import (
    effects_measured,
    efforts_due,
    process_steps,
    rounds_due,
)
from institutions.access import Reader

Source = Callable[..., Iterable[CalendarEntry]]

#: In no order that matters: entries are sorted by day.
SOURCES: list[Source] = [
    course_stages,
    effects_measured,
    efforts_due,
    follow_ups_due,
    hearings_closing,
    mappings_closing,
    meetings_held,
    plans_followed_up,
    process_steps,
    rounds_due,
]


def entries_of(
    user: Reader, from_on: datetime.date, to_on: datetime.date
) -> tuple[CalendarEntry, ...]:
    """All that happens from one day to another, within the person's reach, by day."""
    found = (entry for source in SOURCES for entry in source(user, from_on, to_on))
    return tuple(sorted(found, key=lambda entry: entry.sort_key))


__all__ = ["SOURCES", "CalendarEntry", "CalendarKind", "Source", "entries_of"]
