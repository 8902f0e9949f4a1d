"""A look over a sheet's XML before the parser lays it out: how far it reaches, and what is odd.

The parser makes one rectangle from the first filled cell to the last, so two cells far apart would
cost gigabytes; it gives error cells and formulas without a value as blank; and it does not tell
that a number is shown as a percentage. All three are settled here.
"""

import re
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from files.spreadsheets.package import refuse_as_damaged
from files.spreadsheets.table import refuse_error_value

ERRORS = {"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"}
# Formatted but empty: these reach far beyond the table in many real files, and mean nothing.
EMPTY_CELL = re.compile(rb'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?(?: t="\w+")? ?(?:/>|></c>)')
PLAIN_CELL = rb' r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]+")?(?: t="(?:n|s|str|b|inlineStr)")?>'
NOT_PLAIN = re.compile(rb"<c(?!" + PLAIN_CELL + rb")[\s/>]")
COLUMNS = re.compile(rb'<c r="([A-Z]+)')
ROWS = re.compile(rb'<c r="[A-Z]+([0-9]+)')
STYLED_NUMBERS = re.compile(rb'<c r="([A-Z]+)([0-9]+)" s="([0-9]+)"(?: t="n")?>')
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
LONGEST_ERROR = 40  # more of a value is not needed here, and may be megabytes
CHUNK = 1024 * 1024


@dataclass(slots=True)
class SheetExtent:
    """How far a sheet reaches, counted from one, and which cells are odd: (row, column index).

    percentages: numbers shown as such. without_result: formulas that nobody has calculated.
    """

    last_row: int = 0
    last_column: int = 0
    percentages: set[tuple[int, int]] = field(default_factory=set)
    without_result: list[tuple[int, int]] = field(default_factory=list)


def without_empty_cells(part: bytes) -> bytes:
    return EMPTY_CELL.sub(b"", part)


def survey(part: bytes, *, percent_styles: frozenset[str]) -> SheetExtent:
    """Look a sheet over. Raises `Unreadable` for an error cell."""
    is_plain = b"<f" not in part and b":c" not in part and NOT_PLAIN.search(part) is None
    look_over = _at_a_glance if is_plain else _cell_by_cell
    return look_over(part, percent_styles)


def _at_a_glance(part: bytes, percent_styles: frozenset[str]) -> SheetExtent:
    """A sheet whose cells are all values and all written the common way: ten times as fast."""
    columns = set(COLUMNS.findall(part))
    numbers = {letters: column_number(letters.decode()) for letters in columns}
    seen = SheetExtent(
        last_row=max(map(int, set(ROWS.findall(part))), default=0),
        last_column=max(numbers.values(), default=0),
    )
    if percent_styles:
        wanted = {style.encode() for style in percent_styles}
        seen.percentages.update(
            (int(row), numbers[letters] - 1)
            for letters, row, style in STYLED_NUMBERS.findall(part)
            if style in wanted
        )
    return seen


def _cell_by_cell(part: bytes, percent_styles: frozenset[str]) -> SheetExtent:
    return _Surveyor(percent_styles).look_over(part)


class _Surveyor:
    """Goes through every cell with a real XML parser, by the rules the workbook parser follows."""

    def __init__(self, percent_styles: frozenset[str]) -> None:
        self.result = SheetExtent()
        self._percent_styles = percent_styles
        self._row = self._column = 0
        self._cell: dict[str, str] = {}
        self._has_formula = self._has_value = self._in_value = False
        self._text = ""

    def look_over(self, part: bytes) -> SheetExtent:
        parser: Any = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            for start in range(0, len(part), CHUNK):
                parser.Parse(part[start : start + CHUNK], False)
            parser.Parse(b"", True)
        except expat.ExpatError:
            refuse_as_damaged()
        return self.result

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._start_cell(attributes)
        elif name == "v":
            self._in_value, self._text = True, ""
        elif name == "t" or name == "is":
            self._has_value = True
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            number = attributes.get("r", "")
            # The parser counts on where a row does not say its number.
            self._row = int(number) if number.isdecimal() and len(number) < 8 else self._row + 1
            self._column = 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._has_formula = self._has_value = False
        self._text = ""
        if reference := attributes.get("r"):
            match = REFERENCE.fullmatch(reference)
            if match is None:
                refuse_as_damaged()
            self._column, self._row = column_number(match[1]), int(match[2])
        else:
            self._column += 1
        result = self.result
        result.last_row = max(result.last_row, self._row)
        result.last_column = max(result.last_column, self._column)
        if attributes.get("s") in self._percent_styles and attributes.get("t", "n") == "n":
            result.percentages.add((self._row, self._column - 1))

    def _characters(self, text: str) -> None:
        if self._in_value and len(self._text) < LONGEST_ERROR:
            self._text += text

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "v":
            self._in_value = False
            self._has_value = self._has_value or bool(self._text.strip())
        elif name == "c":
            self._end_cell()

    def _end_cell(self) -> None:
        address = self._cell.get("r") or ""
        kind = self._cell.get("t", "n")
        if kind == "e":
            value = self._text.strip()
            refuse_error_value(address, value if value in ERRORS else "#?")
        if self._has_formula and not self._has_value and kind != "str":
            self.result.without_result.append((self._row, self._column - 1))


def column_number(letters: str) -> int:
    """1 for "A", 27 for "AA"."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
