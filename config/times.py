"""When something runs every day: what a setting such as `BACKUP_AT` says, and what is next.

"03:00" is once a day, "06:30,18:30" twice, "*:15" every hour; nothing is never. Always Danish time.
"""

import datetime
import re
from dataclasses import dataclass

from django.utils import timezone

_TIME = re.compile(r"(\*|\d{1,2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class DailyTimes:
    """The times of the day at which something runs, in Danish time."""

    times: tuple[datetime.time, ...]

    @classmethod
    def read(cls, text: str) -> "DailyTimes":
        """What a setting says. Raises ValueError, with what is wrong, for what is no time."""
        found: set[datetime.time] = set()
        for part in filter(None, (part.strip() for part in text.split(","))):
            matched = _TIME.fullmatch(part)
            if not matched:
                raise ValueError(f"{part!r} is no time: write 03:00, or *:15 for every hour.")
            hour, minute = matched.groups()
            hours = range(24) if hour == "*" else [int(hour)]
            found |= {datetime.time(one, int(minute)) for one in hours}
        return cls(tuple(sorted(found)))

    def next_after(self, moment: datetime.datetime) -> datetime.datetime | None:
        """The first of them after a moment; nothing where there are none.

        A time that the clocks jump over comes an hour later, one that comes twice counts once.
        """
        zone = timezone.get_default_timezone()
        today = timezone.localdate(moment, zone)
        for ahead in range(3):  # today's may be over, and the clocks may have jumped
            day = today + datetime.timedelta(days=ahead)
            at = [datetime.datetime.combine(day, time, tzinfo=zone) for time in self.times]
            later = [one for one in (each.astimezone(datetime.UTC) for each in at) if one > moment]
            if later:
                return min(later)
        return None
