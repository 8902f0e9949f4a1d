import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from django.utils.functional import Promise

from config.numbers import rounded


class Hidden(Enum):
    """What stands in a cell that rests on too few answers to be told."""

    HIDDEN = "hidden"


HIDDEN = Hidden.HIDDEN
Cell = str | int | Decimal | datetime.date | bool | Hidden | None


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """key: its name in the API. kind: str, int, Decimal, datetime.date or bool."""

    key: str
    heading: str | Promise
    kind: type = str


@dataclass(frozen=True, slots=True)
class Shape:
    """What a table is called and which columns it has. has_texts: what people have written."""

    key: str
    title: str | Promise
    columns: tuple[ExportColumn, ...]
    has_texts: bool = False

    def filled(self, rows: Iterable[tuple[Cell, ...]]) -> "ExportTable":
        """A table of this shape."""
        found = tuple(rows)
        if any(len(row) != len(self.columns) for row in found):
            raise ValueError(f"A row of {self.key} does not fit its columns.")
        return ExportTable(self, found)


@dataclass(frozen=True, slots=True)
class ExportTable:
    """Rows with a cell for each column of the shape."""

    shape: Shape
    rows: tuple[tuple[Cell, ...], ...]


def decimal(value: Decimal | None) -> Decimal | None:
    """A number without the zeros that a database puts after it."""
    if value is None:
        return None
    plain = value.normalize()
    return rounded(plain, 0) if plain == plain.to_integral_value() else plain
