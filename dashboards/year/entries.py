"""What stands in the year of a cluster, wherever it comes from."""

from dataclasses import dataclass

from dashboards.calendar import CalendarEntry

#: Longer words are cut.
LENGTH = 110


@dataclass(frozen=True, slots=True)
class YearEntry:
    """An entry with the band it lies in. is_done: None where nobody reports it.

    step: the id of the cluster's own step, which can be changed. invited: who, where it is for
    others; outcome: what came of it.
    """

    entry: CalendarEntry
    band: str
    is_done: bool | None = None
    is_linked: bool = True
    step: int | None = None
    invited: str = ""
    outcome: str = ""
