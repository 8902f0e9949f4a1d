"""The jobs that `manage.py work` runs by itself: once a minute, or at the times a setting says.

Apps add theirs in their AppConfig: `upkeep.JOBS["standings"] = upkeep.Job(…)`. A job is called
without arguments and may fail: that is logged, and it is tried again. It may be cut short and run
twice, so it must bear both. docs/operations.md lists them all.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise

from config.times import DailyTimes


@dataclass(frozen=True, slots=True)
class Job:
    """Something that runs by itself. at: the setting with its times; without, once a minute."""

    run: Callable[[], object]
    label: str | Promise
    at: str = ""

    @property
    def timetable(self) -> str:
        """What its setting says; nothing for one that runs every minute, or never."""
        return str(getattr(settings, self.at)) if self.at else ""

    @property
    def times(self) -> DailyTimes | None:
        """Its times of the day; none for one that runs every minute."""
        return DailyTimes.read(self.timetable) if self.at else None


JOBS: dict[str, Job] = {}
