"""Measurements as they lie in the database, to be compared with."""

import datetime
from decimal import Decimal
from typing import Any, NamedTuple


class Stored(NamedTuple):
    """A measurement as it lies in the database."""

    pk: int
    topic: int
    institution: int
    group: str
    period: str
    year: int
    measured_on: datetime.date | None
    value: Decimal | None
    step: int | None
    respondents: int | None
    is_suppressed: bool
    note: str
    raw: str
    batch: int | None
    row: int | None

    @property
    def as_json(self) -> dict[str, Any]:
        """What an import may change of it, to be put back some day."""
        return {
            "year": self.year,
            "measured_on": self.measured_on and self.measured_on.isoformat(),
            "value": None if self.value is None else str(self.value),
            "step": self.step,
            "respondents": self.respondents,
            "is_suppressed": self.is_suppressed,
            "note": self.note,
            "raw": self.raw,
        }


STORED_FIELDS = (
    "pk",
    "topic_id",
    "institution_id",
    "group",
    "period",
    "year",
    "measured_on",
    "value",
    "step_id",
    "respondents",
    "is_suppressed",
    "note",
    "raw",
    "batch_id",
    "row_number",
)
