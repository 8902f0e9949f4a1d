"""What tilsyn has found where a person reads, and the reports of tilsyn that are due there."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

from duties.register import DutyRow, InspectionRegister
from institutions.access import Reader

SHOWN = 3
#: What is counted of the reports, and said in the heading.
IN_HEADING = {"reports_overdue", "reports_unknown", "reports_soon"}


@dataclass(frozen=True, slots=True)
class DutiesAhead:
    """Where tilsyn has found something, and where a report is due, the most pressing first.

    scope: whose, for figures. further: how many more places something is found at.
    """

    found: tuple[DutyRow, ...]
    further: int
    rows: tuple[DutyRow, ...]
    figures: Mapping[str, int]
    scope: str
    heading: str
    due_heading: str

    @classmethod
    def build(cls, *, user: Reader, on: datetime.date, only: Collection[int] | None) -> Self | None:
        """None where nothing is due within half a year and nothing that was found is open."""
        register = InspectionRegister.build(user=user, on=on, only=only)
        found = register.found
        if not register.pressing and not found:
            return None
        return cls(
            found[:SHOWN],
            len(found[SHOWN:]),
            register.pressing[:SHOWN],
            register.figures,
            "tilsyn register" if only is None else "own tilsyn",
            register.found_heading if found else register.heading,
            register.heading,
        )

    @property
    def counted(self) -> dict[str, int]:
        """What is counted of the reports; of how many units stands in the register."""
        return {name: count for name, count in self.figures.items() if name in IN_HEADING}
