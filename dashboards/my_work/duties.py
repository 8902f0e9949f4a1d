"""What the year's duties ask of a person: reports of tilsyn that are due, remarks to follow up."""

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
    """The places where something is due, the most pressing first.

    scope: whose, for figures.
    """

    rows: tuple[DutyRow, ...]
    figures: Mapping[str, int]
    scope: str
    heading: str
    remarks_heading: str

    @classmethod
    def build(cls, *, user: Reader, on: datetime.date, only: Collection[int] | None) -> Self | None:
        """None where nothing is due within half a year and no remark is open."""
        register = InspectionRegister.build(user=user, on=on, only=only)
        asked = [row for row in register.rows if row.is_pressing or row.open]
        rows = tuple(sorted(asked, key=lambda row: not row.is_late))
        if not rows:
            return None
        return cls(
            rows[:SHOWN],
            register.figures,
            "tilsyn register" if only is None else "own tilsyn",
            register.heading,
            register.remarks_heading,
        )

    @property
    def counted(self) -> dict[str, int]:
        """What the heading counts; of how many units stands in the register."""
        return {name: count for name, count in self.figures.items() if name in IN_HEADING}
