"""The rules of a table: one row of headings, all different, and no content outside them."""

import re
from collections.abc import Iterable
from typing import Any, NoReturn, TypeGuard

from django.utils.translation import gettext as _

from config.numbers import grouped
from files.spreadsheets.cpr import refuse_unread_cpr
from files.spreadsheets.danish_values import fold, shown
from files.spreadsheets.limits import Limits
from files.spreadsheets.sheet import Cell, Row, Unreadable, cell_address, column_letters

Record = tuple[int, list[Cell]]

SPACES = "\u00a0\u2007\u202f"  # no-break spaces, which Excel and web pages leave behind
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
# As Excel writes them in English and in Danish: #N/A and #I/T, #VALUE! and #VÆRDI!, #NAME? …;
# and as LibreOffice does: Err:502, Fejl:502
ERROR_VALUE = re.compile(
    r"#(?:N/A|I/T|GETTING_DATA|[A-ZÆØÅ_]{2,14}(?:/0)?[!?])|(?:Err|Fejl):\d{3}", re.IGNORECASE
)
#: What an error value begins with.
BEGINS_ERROR = ("#", "E", "F", "e", "f")

MOST = 8  # headings that a sentence names


def clean(text: str) -> str:
    """Text as it can be compared: ordinary spaces, nothing invisible, line breaks as \\n."""
    for char in SPACES:
        text = text.replace(char, " ")
    for char in INVISIBLE:
        text = text.replace(char, "")
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def tabulate(records: Iterable[Record], *, limits: Limits) -> dict[str, Any]:
    """Headings and rows out of numbered records: `header_row`, `headers` and `rows`.

    The first record with content is the heading. Shorter rows are filled up; content to the right
    of the last heading, or under a missing one, is refused, for nobody could say what it is.
    """
    records = iter(records)
    header_row, headers = _headings(records, limits=limits)
    width = len(headers)
    padding: list[Cell] = [""] * width
    rows = []
    for number, cells in records:
        if len(cells) > width:
            _refuse_content_outside(number, cells, header_row, headers)
            cells = cells[:width]
        elif len(cells) < width:
            cells = cells + padding[len(cells) :]
        if cells.count("") == width:
            continue
        rows.append(Row(number, tuple(cells)))
        if len(rows) > limits.rows:
            refuse_too_many_rows(limits)
    if not rows:
        raise Unreadable(_("The file has headings but no rows under them."))
    if len(rows) * width > limits.cells:
        refuse_too_many_cells(limits)
    _refuse_nameless_columns(header_row, headers, rows)
    return {"header_row": header_row, "headers": headers, "rows": rows}


def refuse_too_many_rows(limits: Limits) -> NoReturn:
    raise Unreadable(
        _("The file has more than %(limit)s rows. Divide it into several files.")
        % {"limit": grouped(limits.rows)}
    )


def refuse_too_many_columns(limits: Limits) -> NoReturn:
    raise Unreadable(
        _("The file has more than %(limit)s columns.") % {"limit": grouped(limits.columns)}
    )


def refuse_too_many_cells(limits: Limits) -> NoReturn:
    raise Unreadable(
        _("The file has more than %(limit)s cells. Divide it into several files.")
        % {"limit": grouped(limits.cells)}
    )


def is_error_value(cell: object) -> TypeGuard[str]:
    """Whether a cell shows an error of the spreadsheet it came from."""
    is_likely = isinstance(cell, str) and cell.startswith(BEGINS_ERROR)
    return is_likely and ERROR_VALUE.fullmatch(str(cell)) is not None


def may_hold_errors(text: str) -> bool:
    """Whether a text has to be looked through for error values."""
    return "#" in text or "Err:" in text or "Fejl:" in text


def refuse_error_value(address: str, value: str) -> NoReturn:
    raise Unreadable(
        _("%(cell)s: the cell shows the error %(error)s. Correct it, and try again.")
        % {"cell": address, "error": value},
        address=address,
    )


def _headings(records: Iterable[Record], *, limits: Limits) -> tuple[int, tuple[str, ...]]:
    for number, cells in records:
        while cells and cells[-1] == "":
            cells.pop()
        if not cells:
            continue
        if len(cells) > limits.columns:
            refuse_too_many_columns(limits)
        # A heading may be a number (a year among names), but not all of them.
        headers = tuple(" ".join(shown(cell).split()) for cell in cells)
        refuse_unread_cpr(headers, row=number)  # before any sentence names one
        if not any(char.isalpha() for heading in headers for char in heading):
            raise Unreadable(
                _("Row %(row)s should hold the headings, but there are only numbers in it.")
                % {"row": number},
                address=cell_address(number, 0),
            )
        refuse_doubles(number, headers)
        return number, headers
    raise Unreadable(_("The file is empty."))


def refuse_doubles(number: int, headers: tuple[str, ...]) -> None:
    seen: dict[str, int] = {}
    for index, heading in enumerate(headers):
        if not heading:
            continue
        first = seen.setdefault(fold(heading) or heading, index)
        if first != index:
            raise Unreadable(
                _("The heading “%(heading)s” is in both %(first)s and %(second)s.")
                % {
                    "heading": heading[:100],
                    "first": cell_address(number, first),
                    "second": cell_address(number, index),
                },
                address=cell_address(number, index),
            )


def _refuse_content_outside(
    number: int, cells: list[Cell], header_row: int, headers: tuple[str, ...]
) -> None:
    outside = [index for index in range(len(headers), len(cells)) if cells[index] != ""]
    if not outside:
        return
    address = cell_address(number, outside[0])
    names = ", ".join(_("“%(heading)s”") % {"heading": one[:60]} for one in headers[:MOST] if one)
    told = [
        _("%(cell)s: there is content, but no heading above it.") % {"cell": address},
        _("Row %(row)s is read as the headings: %(headings)s.")
        % {"row": header_row, "headings": names + (" …" if len(headers) > MOST else "")},
    ]
    if all(isinstance(cell, str) for cell in cells):
        told.append(
            _("If row %(row)s holds the headings, delete the rows above it.") % {"row": number}
        )
    else:
        told.append(_("Write a heading above it, or delete what stands there."))
    raise Unreadable(" ".join(told), address=address)


def _refuse_nameless_columns(header_row: int, headers: tuple[str, ...], rows: list[Row]) -> None:
    for index, heading in enumerate(headers):
        if heading:
            continue
        for row in rows:
            if row.cells[index] != "":
                raise Unreadable(
                    _("Column %(column)s has no heading, but %(cell)s has content. Write one.")
                    % {
                        "column": column_letters(index),
                        "cell": cell_address(row.number, index),
                    },
                    address=cell_address(header_row, index),
                )
