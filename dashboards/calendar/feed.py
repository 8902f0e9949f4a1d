"""A person's entries as an iCalendar file, which their own calendar fetches now and then."""

import datetime
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from dashboards.calendar import CalendarEntry, entries_of
from institutions.access import Reader

PAST_DAYS, COMING_DAYS = 90, 400
#: What lasts longer would lie over every day of a calendar: it stands on its last day.
LONGEST_DAYS = 14
#: How often a calendar is to ask again; Outlook calls it otherwise than the standard.
ASKED_AGAIN = datetime.timedelta(hours=6)
#: What names an entry has nothing of an address: a server that moves would double all entries.
NAMED_BY = "ledestjernen"
#: The days on which clocks are moved, as they have been since 1996.
TIME_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Copenhagen
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def calendar_file(user: Reader, *, site: str) -> bytes:
    """The entries around today. site: scheme and host, for the links."""
    today = timezone.localdate()
    first, last = (today + datetime.timedelta(days=days) for days in (-PAST_DAYS, COMING_DAYS))
    return as_calendar(entries_of(user, first, last), name=_("Ledestjernen"), site=site)


def as_calendar(entries: Iterable[CalendarEntry], *, name: str, site: str) -> bytes:
    """Entries as an iCalendar file of this name."""
    today = timezone.localdate()
    calendar = Calendar()
    calendar.add("prodid", "-//Ledestjernen//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    # A file with nothing in it is none by the standard (RFC 5545, 3.6), and a year may be empty.
    calendar.add_component(Timezone.from_ical(TIME_ZONE))
    for entry in entries:
        calendar.add_component(_event(entry, site=site, today=today))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: CalendarEntry, *, site: str, today: datetime.date) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{NAMED_BY}")
    event.add("sequence", entry.edition)
    # The same until tomorrow, so that the file is the same too, and need not be sent again.
    event.add("dtstamp", datetime.datetime.combine(today, datetime.time(), datetime.UTC))
    words = f"{entry.concerns}: {entry.what}" if entry.concerns else entry.what
    event.add("summary", words)
    event.add("url", f"{site}{entry.href}")
    event.add("description", f"{site}{entry.href}")
    event.add("categories", [str(entry.kind.label)])
    event.add("transp", "OPAQUE" if entry.begins_at else "TRANSPARENT")
    if entry.begins_at:
        event.add("dtstart", entry.begins_at.astimezone(datetime.UTC))
        ends_at = entry.ends_at or entry.begins_at + datetime.timedelta(hours=1)
        event.add("dtend", ends_at.astimezone(datetime.UTC))
    else:
        is_long = (entry.to_on - entry.from_on).days >= LONGEST_DAYS
        event.add("dtstart", entry.to_on if is_long else entry.from_on)
        event.add("dtend", entry.to_on + datetime.timedelta(days=1))  # the day after the last
    return event
