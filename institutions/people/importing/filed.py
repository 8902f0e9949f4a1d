"""What a list says in all: people by their addresses, their seats, and what is wrong."""

import datetime
from dataclasses import dataclass, field

from files.spreadsheets import Sheet, cell_address
from imports.arranging.questions import Choice
from imports.columns import SheetErrors
from imports.diff import RowError
from institutions.models import Board
from institutions.people.importing.places import FiledPlace
from institutions.people.importing.words import PersonMeaning
from institutions.roles import BoardKind, Role


@dataclass(slots=True)
class FiledSeat:
    """A role at a place as one row gives it. told: the file's own word for the role."""

    row: int
    role: Role
    place: FiledPlace
    board: Board | None
    kind: BoardKind | None
    from_on: datetime.date | None
    to_on: datetime.date | None
    told: str

    @property
    def key(self) -> tuple[object, ...]:
        """The same for rows that give the same role at the same place."""
        place = (type(self.place).__name__, self.place.pk) if self.place else None
        return self.role, place, self.board.pk if self.board else None


@dataclass(slots=True)
class FiledPerson:
    """One address, whoever it is. row: the first that tells of it."""

    email: str
    name: str
    row: int
    seats: list[FiledSeat] = field(default_factory=list)


@dataclass(slots=True)
class FiledPeople:
    """A list understood: its people in the order of the file, and what is wrong with it."""

    sheet: Sheet
    columns: dict[PersonMeaning, int]
    errors: SheetErrors
    people: dict[str, FiledPerson] = field(default_factory=dict)

    def error(
        self,
        row: int,
        meaning: PersonMeaning,
        message: str,
        *,
        found: str = "",
        kind: str = "value",
        unit: str = "",
        offered: tuple[Choice, ...] = (),
        proposed: str = "",
    ) -> None:
        """Note what is wrong in the cell of a meaning; the first column where there is none."""
        index = self.columns.get(meaning, 0)
        heading, address = self.sheet.headers[index], cell_address(row, index)
        told = (row, heading, address, message, unit, found[:100], kind, offered, proposed)
        self.errors.append(RowError(*told))
