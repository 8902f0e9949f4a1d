"""What the year's duties ask of a person: reports of tilsyn that are due, remarks to follow up."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

from duties.register import DutyRow, InspectionRegister
from institutions.access import Reader

SHOWN = 3


@dataclass(frozen=True, slots=True)
class DutiesAhead:
    """The places where something is due, the most pressing first.

    scope: whose, for figures; of how many units they are stands in the register.
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
            {name: count for name, count in register.figures.items() if name != "units"},
            "tilsyn register" if only is None else "own tilsyn",
            register.heading,
            register.remarks_heading,
        )
