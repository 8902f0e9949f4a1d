"""What a workbook says that is not read, and must not be passed over in silence.

A second sheet with the columns of the first, colours in cells without text, and formulas nobody
has calculated: somebody meant something by each.
"""

import colorsys
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.privacy import looks_like_cpr
from files.spreadsheets.sheet import Unreadable, cell_address
from files.spreadsheets.survey import column_number

FIRST_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>(.*?)</(?:\w+:)?row>", re.DOTALL)
CELL_TEXT = re.compile(rb"<(?:\w+:)?[vt]\b[^>]*>([^<]+)</")
STYLED = rb"<(?:\w+:)?c\b(?=[^>]*\br=\"([A-Z]{1,3})(\d+)\")(?=[^>]*\bs=\"(\d+)\")[^>]*"
EMPTY_STYLED = re.compile(STYLED + rb"(?:/>|></)")
FILLED_STYLED = re.compile(STYLED + rb"(?<!/)><(?!/)")

#: How much of the headings of two sheets must agree for one to be more of the other.
ALIKE = 0.8

#: Below this saturation a colour is a shade of grey, which tables are made easy to read with.
COLOURED = 0.25

#: So many cells or sheets a sentence names.
MOST_NAMED = 5


@contextmanager
def naming_the_unread(sheet: str, others: Sequence[str]) -> Iterator[None]:
    """Have whoever is told that a sheet cannot be understood know which others were not read."""
    try:
        yield
    except Unreadable as refusal:
        if not others or any(map(looks_like_cpr, (sheet, *others))):
            raise
        names = [_("“%(heading)s”") % {"heading": name} for name in others[:MOST_NAMED]]
        unread = _("Only the sheet “%(sheet)s” is read, not %(others)s.") % {
            "sheet": sheet,
            "others": ", ".join(names),
        }
        raise Unreadable(f"{refusal.message} {unread}", address=refusal.address) from refusal


def refuse_without_result(cells: Sequence[tuple[int, int]], headers: Sequence[str]) -> None:
    """Raise `Unreadable` where formulas have no result, naming them and their columns."""
    if not cells:
        return
    named = [
        f"{cell_address(row, index)} ({_('“%(heading)s”') % {'heading': headers[index][:100]}})"
        for row, index in cells[:MOST_NAMED]
    ]
    told = ", ".join(named) + (" …" if len(cells) > MOST_NAMED else "")
    raise Unreadable(
        ngettext(
            "%(cells)s: the formula has no result. Open the file in Excel, and save it again.",
            "%(cells)s: %(count)s formulas have no result. Open the file in Excel, and save it"
            " again.",
            len(cells),
        )
        % {"cells": told, "count": len(cells)},
        address=cell_address(*cells[0]),
    )


def continues(first: bytes, other: bytes) -> bool:
    """Whether two sheets (their XML, without empty cells) have the same first row."""
    headings, others = _first_texts(first), _first_texts(other)
    return len(headings) > 1 and len(headings & others) >= ALIKE * max(len(headings), len(others))


def _first_texts(part: bytes) -> set[bytes]:
    row = FIRST_ROW.search(part)
    return set(CELL_TEXT.findall(row[1])) if row else set()


def coloured_cells(part: bytes, styles: Any) -> dict[tuple[int, int], str]:
    """(row, column index) → colour, of cells without content whose colour may say something.

    Several colours do. One alone does where no cell with content has it: else it is there to make
    the table easy to read.
    """
    colours = dict(_colours_of_styles(styles))
    found = {
        (int(row), column_number(letters.decode()) - 1): colours[style.decode()]
        for letters, row, style in EMPTY_STYLED.findall(part)
        if style.decode() in colours
    }
    if len(set(found.values())) == 1 and _colours_of_content(part, colours) & set(found.values()):
        return {}
    return found


def _colours_of_content(part: bytes, colours: Mapping[str, str]) -> set[str]:
    """The colours of cells with content, below the first row."""
    return {
        colours[style.decode()]
        for _letters, row, style in FILLED_STYLED.findall(part)
        if row != b"1" and style.decode() in colours
    }


def _colours_of_styles(styles: Any) -> Iterator[tuple[str, str]]:
    """For each cell style (`s` of a cell) with a real colour: its number, and the colour."""
    fills = [_colour(fill) for fill in _children(styles, "fills")]
    for index, style in enumerate(_children(styles, "cellXfs")):
        number = int(style.get("fillId", "0"))
        if number < len(fills) and fills[number]:
            yield str(index), fills[number]


def _children(styles: Any, name: str) -> Iterable[Any]:
    return next((element for element in styles.iter() if _local(element) == name), ())


def _colour(fill: Any) -> str:
    """The colour of a solid fill, as the workbook tells it; "" for none, or a shade of grey."""
    pattern = next((element for element in fill.iter() if element.get("patternType")), None)
    if pattern is None or pattern.get("patternType") != "solid":
        return ""
    told = next((element for element in pattern.iter() if _local(element) == "fgColor"), None)
    if told is None:
        return ""
    if rgb := re.fullmatch(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})", told.get("rgb", "")):
        red, green, blue = (int(rgb[1][at : at + 2], 16) / 255 for at in (0, 2, 4))
        return rgb[1].upper() if colorsys.rgb_to_hsv(red, green, blue)[1] >= COLOURED else ""
    theme = told.get("theme", "0")
    return f"theme {theme} {told.get('tint', '')}" if int(theme) > 3 else ""


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
