"""Text with separators (.csv): its encoding, its separator, its records."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from files.spreadsheets.limits import Limits
from files.spreadsheets.sheet import Cell, Unreadable, cell_address
from files.spreadsheets.table import (
    CONTROL,
    INVISIBLE,
    SPACES,
    Record,
    is_error_value,
    may_hold_errors,
    refuse_error_value,
    refuse_too_many_cells,
    refuse_too_many_rows,
    tabulate,
)

SEPARATORS = ";,\t|"
SAMPLE_LENGTH = 64 * 1024
SAMPLE_RECORDS = 20
# Danish letters as Windows writes them, and as a Mac and DOS do, inside a word: where a file has
# none of the first, the others are what they are there. In Windows-1252 they are signs as ¿ and ›.
DANISH_1252 = re.compile(rb"[\xe6\xf8\xe5\xc6\xd8\xc5]")
OF_OTHER_MACHINES = {
    "mac_roman": re.compile(rb"[a-zA-Z][\xbe\xbf\x8c][a-z]"),
    "cp865": re.compile(rb"[a-zA-Z][\x91\x9b\x86][a-z]"),
}
DANISH = re.compile("[æøåÆØÅ]")
# What Danish letters in UTF-8 look like when read as Windows-1252.
MIXED_UP = ("Ã¦", "Ã¸", "Ã¥", "Ã†", "Ã˜", "Ã…")


def read(content: bytes, *, limits: Limits) -> dict[str, Any]:
    """The facts of a text file, for `Sheet`."""
    text, encoding, separator = opened(content, limits=limits)
    facts = tabulate(records_of(text, separator=separator, limits=limits), limits=limits)
    if may_hold_errors(text):
        refuse_error_values(facts["rows"])
    return {"encoding": encoding, "separator": separator, "sheet_name": "", **facts}


def opened(content: bytes, *, limits: Limits) -> tuple[str, str, str]:
    """The text of a file without odd signs, its encoding, and its separator."""
    text, encoding = decode(content)
    if CONTROL.search(text):
        raise Unreadable(
            _("The file holds characters that are not text. Save it from Excel as CSV UTF-8.")
        )
    for char in SPACES:
        text = text.replace(char, " ")
    for char in INVISIBLE:
        text = text.replace(char, "")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, separator = _stated_separator(text)
    separator = separator or sniff_separator(text)
    if text.count(separator) > limits.cells:
        refuse_too_many_cells(limits)  # before a list is made of them
    return text, encoding, separator


def decode(content: bytes) -> tuple[str, str]:
    """The text and its encoding: by its byte order mark, else UTF-8, else Windows-1252.

    Never Latin-1, which would accept anything. Bytes that Windows-1252 leaves undefined are
    refused, and so is UTF-8 with a broken letter, which would otherwise be read as "BÃ¸rn".
    """
    if content.startswith(codecs.BOM_UTF8):
        return _once_only(_decoded(content, "utf-8-sig")), "utf-8-sig"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(content, "utf-16"), "utf-16"
    if b"\0" in content:
        _refuse_encoding()
    try:
        return _once_only(content.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        pass
    for encoding, danish in OF_OTHER_MACHINES.items():
        if not DANISH_1252.search(content) and danish.search(content):
            return _decoded(content, encoding), encoding
    text = _decoded(content, "cp1252")
    if any(letters in text for letters in MIXED_UP):
        _refuse_encoding()
    return text, "cp1252"


def _once_only(text: str) -> str:
    """A text that was written as UTF-8 twice, as it was; any other as it is.

    Only where no Danish letter stands as itself, and every letter comes back.
    """
    if DANISH.search(text) or not any(letters in text for letters in MIXED_UP):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def sniff_separator(text: str) -> str:
    """The separator that gives most records equally many columns, and more than one.

    Judged on whole records, so that separators and line breaks inside quotes do not count; what
    stands above or below a table has fewer.
    """
    best, separator = (0.0, 1), ";"
    for candidate in SEPARATORS:
        widths = _sample_widths(text, candidate)
        if not widths or max(widths) < 2:
            continue
        [(usual, count)] = Counter(width for width in widths if width > 1).most_common(1)
        if (count / len(widths), usual) > best:
            best, separator = (count / len(widths), usual), candidate
    return separator


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        _refuse_encoding()


def _refuse_encoding() -> NoReturn:
    raise Unreadable(
        _("The letters of the file cannot be read. Save it from Excel as CSV UTF-8 or .xlsx.")
    )


def _stated_separator(text: str) -> tuple[str, str]:
    """Excel's own hint, a first line saying `sep=;`, which Excel does not count as a row."""
    if text[:4].casefold() == "sep=" and text[4:5] in tuple(SEPARATORS):
        rest = text[5:]
        if rest.startswith("\n"):
            return rest[1:], text[4]
    return text, ""


def _sample_widths(text: str, separator: str) -> list[int]:
    """How many cells each of the first records with content has."""
    reader = csv.reader(io.StringIO(text[:SAMPLE_LENGTH], newline=""), delimiter=separator)
    try:
        records = islice((record for record in reader if any(record)), SAMPLE_RECORDS + 1)
        widths = [len(record) for record in records]
    except csv.Error:
        return []
    # The sample may end inside a record.
    return widths[:-1] if len(text) > SAMPLE_LENGTH and len(widths) > 1 else widths


def records_of(text: str, *, separator: str, limits: Limits) -> Iterator[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, record in enumerate(reader, start=1):
            if number > 2 * limits.rows + 1_000:  # blank rows count for something, too
                refuse_too_many_rows(limits)
            yield number, [*map(str.strip, record)]
    except csv.Error:
        raise Unreadable(
            _("Row %(row)s: a quotation mark is not closed, or a cell is too long.")
            % {"row": number + 1},
            address=cell_address(number + 1, 0),
        ) from None


def refuse_error_values(rows: Iterable[tuple[int, Sequence[Cell]]]) -> None:
    """Raise `Unreadable` for a cell that shows an error of the spreadsheet it came from."""
    for number, cells in rows:
        for index, cell in enumerate(cells):
            if is_error_value(cell):
                refuse_error_value(cell_address(number, index), cell)
