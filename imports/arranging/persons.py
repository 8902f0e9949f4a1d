"""Files in which each row is what one person answered: they are not for this house."""

import re
from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from config.privacy import looks_like_cpr
from files.spreadsheets import Unreadable
from files.spreadsheets.cpr import CPR_IN_A_CELL, places_with_cpr, refuse_unread_cpr
from files.spreadsheets.grids import Book, Grid
from files.spreadsheets.sheet import cell_address, column_letters
from imports.arranging.questions import FileQuestion
from imports.arranging.sheets import FoundTables

EMAIL = re.compile(r"\s*[^@\s]+@[^@\s]+\.[a-zæøå]{2,}\s*", re.IGNORECASE)
#: So many addresses in a column, and in so many of the rows, are no mistake.
SEVERAL, MOST = 3, 0.5
#: What the number of somebody who answered is called; and so many rows of such are answers.
RESPONDENT = re.compile(
    r"\s*(?:respondent|(?:respondent|svar|besvarelse)s?[\s_.-]*(?:id|nr|nummer|key))\.?\s*",
    re.IGNORECASE,
)
FEWEST = 5
#: Headings below which persons stand by their names, and what such a name looks like.
OF_PERSONS = re.compile(
    r"\s*(?:(?:medarbejder|ansat|barn|elev)(?:e|te|en|et)?s?[\s-]*(?:navn)?"
    r"|navn på (?:medarbejder|ansat|barn)\w*)\s*:?\s*",
    re.IGNORECASE,
)
PERSON = re.compile(r"\s*[^\W\d_][\w.'-]*(?:,?\s+(?-i:[A-ZÆØÅ])[\w.'-]*)+\s*")
#: So far down their heading is looked for.
HEADINGS_IN = 20
#: So many rows tell it of all.
LOOKED_AT = 1_000


def of_one_person() -> str:
    """The sentence about a file with a row for each person that answered."""
    return _(
        "Each row seems to be what one person answered. Make a file with a row for each"
        " institution and question, with the mean or how many answered what."
    )


def refuse_persons(book: Book) -> None:
    """Raise `Unreadable` for a file with an e-mail address in most of its rows.

    Nothing of it is kept: what one person answered can be traced to that person.
    """
    for grid in book.grids:
        column, count = _most_addresses(grid)
        if not grid.is_hidden and count >= max(SEVERAL, MOST * min(LOOKED_AT, len(grid.records))):
            raise Unreadable(
                _(
                    "Each row seems to be what one person answered: there are e-mail addresses in"
                    " column %(column)s. Make a file with a row for each institution and question,"
                    " without persons."
                )
                % {"column": column_letters(column)},
                address=f"{column_letters(column)}1",
            )
    for grid in book.grids:
        if not grid.is_hidden and (at := _of_respondents(grid)) is not None:
            raise Unreadable(of_one_person(), address=f"{column_letters(at)}1")
        if not grid.is_hidden and (at := _of_names(grid)) is not None:
            raise Unreadable(
                _(
                    "Each row seems to be about one person: there are names in column %(column)s."
                    " Make a file with a row for each institution and the figure of all together."
                )
                % {"column": column_letters(at)}
            )


def _of_names(grid: Grid) -> int | None:
    """The column in which persons stand by their names, below a heading that says so."""
    for number, cells in grid.records[:HEADINGS_IN]:
        for index, heading in enumerate(cells):
            if isinstance(heading, str) and OF_PERSONS.fullmatch(heading):
                below = [row.cells for row in grid.records[:LOOKED_AT] if row.number > number]
                told = [one[index] for one in below if index < len(one) and one[index] != ""]
                names = {one for one in told if isinstance(one, str) and PERSON.fullmatch(one)}
                if len(names) > 1 and len(names) >= MOST * len(told):
                    return index
    return None


def _of_respondents(grid: Grid) -> int | None:
    """The column that numbers those who answered, a row for each, as a survey tool has it."""
    if len(grid.records) <= FEWEST:
        return None
    for index, heading in enumerate(grid.records[0].cells):
        if isinstance(heading, str) and RESPONDENT.fullmatch(heading):
            rows = grid.records[1 : LOOKED_AT + 1]
            told = [row.cells[index] for row in rows if index < len(row.cells)]
            return index if len({*told} - {""}) == len(rows) else None
    return None


def refuse_persons_beside(book: Book, found: FoundTables) -> None:
    """Raise `Unreadable` for the number of a person in what is not read as a row.

    The rows of a sheet that may be meant, too, are looked through: the file is kept meanwhile.
    """
    for table in (*found.tables, *found.others):
        refuse_unread_cpr((*table.headers, table.grid.name), row=table.head.last_row)
        rows = table.aside if table in found.tables else (*table.aside, *table.rows)
        for number, index in places_with_cpr(rows, numbers=table.numbers):
            address = cell_address(number, index)
            raise Unreadable(f"{address}: {CPR_IN_A_CELL}", address=address)
    if not found.tables:
        tables = found.others
        book.refuse_cpr_outside(
            row.cells for table in tables for row in (*table.aside, *table.rows)
        )


def _most_addresses(grid: Grid) -> tuple[int, int]:
    """The column with most e-mail addresses, and how many stand in it."""
    found = Counter(
        index
        for _number, cells in grid.records[:LOOKED_AT]
        for index, cell in enumerate(cells)
        if isinstance(cell, str) and "@" in cell and EMAIL.fullmatch(cell)
    )
    return next(iter(found.most_common(1)), (0, 0))


def tells_of_persons(question: FileQuestion) -> bool:
    """Whether a question would repeat the number of a person: its cell is refused instead."""
    return any(map(looks_like_cpr, (question.id, question.text, *question.samples)))


def without_persons(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts without those that hold the number of a person."""
    return tuple(text for text in texts if not looks_like_cpr(text))
