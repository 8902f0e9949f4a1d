"""The numbers of a part as csv, as the spreadsheets of the reader's language open it."""

import csv
import io
from collections.abc import Iterator
from itertools import compress

from django.utils.formats import get_format

from charts.taking.reading import PagePart, PartTable
from files.spreadsheets.formulas import harmless


def as_csv(part: PagePart) -> bytes:
    """Every table of the part, an empty line between them; a cell over several columns is followed

    by empty ones. With a mark of UTF-8 and, where the comma is in the numbers, semicolons: so
    Danish Excel opens it.
    """
    target = io.StringIO()
    comma = get_format("DECIMAL_SEPARATOR") == ","
    writer = csv.writer(target, delimiter=";" if comma else ",", lineterminator="\r\n")
    for number, table in enumerate(part.tables):
        if number:
            writer.writerow([])
        if table.caption and len(part.tables) > 1:
            writer.writerow([harmless(table.caption)])
        writer.writerows(_rows(table))
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def _rows(table: PartTable) -> Iterator[list[str]]:
    """The rows as text, without the columns that hold drawings only."""
    grid = table.grid
    told = [[harmless(cell.text) if cell else "" for cell in row] for row in grid]
    shown = [any(row[column] for row in told[1:] or told) for column in range(len(told[0]))]
    return (list(compress(row, shown)) for row in told)
