"""How much a spreadsheet may be, before and after it is unpacked."""

from dataclasses import dataclass, fields
from typing import Self

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Limits:
    """The most a file may hold; a workbook must keep both to its own limits and to the common ones.

    `rows` is the setting IMPORT_MAX_ROWS, `xlsx_rows` is IMPORT_XLSX_MAX_ROWS, and so on. In a
    workbook, cells are those of the rectangle from A1 to the last filled cell, which is what its
    parser has to lay out in memory. `xlsx_ratio` is how many times a part may grow when unpacked.
    """

    bytes: int = 20_000_000
    rows: int = 200_000
    columns: int = 100
    cells: int = 4_000_000
    xlsx_bytes: int = 5_000_000
    xlsx_rows: int = 5_000
    xlsx_cells: int = 250_000
    xlsx_members: int = 200
    xlsx_unpacked_bytes: int = 50_000_000
    xlsx_ratio: int = 200

    @classmethod
    def from_settings(cls) -> Self:
        """The limits of this installation; what the settings leave out keeps its default."""
        default = cls()
        return cls(
            **{
                name: getattr(settings, setting_name(name), getattr(default, name))
                for name in (field.name for field in fields(cls))
            }
        )


def setting_name(limit: str) -> str:
    """The setting that holds a limit: "xlsx_rows" is IMPORT_XLSX_MAX_ROWS."""
    if limit.startswith("xlsx_"):
        return f"IMPORT_XLSX_MAX_{limit.removeprefix('xlsx_').upper()}"
    return f"IMPORT_MAX_{limit.upper()}"
