"""Another table on the sheet that is not read with the one that is: which is meant is asked."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import shown
from imports.arranging.cell_kinds import has_digits
from imports.arranging.questions import Choice, FileQuestion
from imports.arranging.tables import Table
from imports.arranging.words import NAME, NUMBER, Vocabulary

#: So many headings are a head, and so many rows a table.
ENOUGH = 2
#: Rows that may be another table's, as they are told.
OF_ANOTHER = ("title", "other_table")


def which_table(table: Table, vocabulary: Vocabulary) -> list[FileQuestion]:
    """Ask which table of the sheet is read, where another one has figures of places as well."""
    if not vocabulary.topics or not vocabulary.long_forms:
        return []
    heads = {table.head.last_row: [text for text in table.headers if text]}
    heads |= {number: [*map(shown, cells)] for number, cells in _heads_of_others(table, vocabulary)}
    if len(heads) < ENOUGH:
        return []
    choices = (
        Choice(
            str(number),
            _("The one with its headings in row %(row)s: %(headings)s")
            % {"row": number, "headings": ", ".join(heads[number][:4])},
        )
        for number in sorted(heads)
    )
    return [
        FileQuestion(
            "header",
            "header",
            _("The sheet has several tables. Which one is read?"),
            tuple(choices),
            because=_("Read the file once more afterwards for what the others hold."),
        )
    ]


def _heads_of_others(table: Table, vocabulary: Vocabulary) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The rows of headings among those left out, below which figures of places stand."""
    why = {one.row: one.why for one in table.left_out}
    rows = [row for row in table.aside if why.get(row.number) in OF_ANOTHER]
    for at, row in enumerate(rows):
        filled = [cell for cell in row.cells if cell != ""]
        known = [one for one in map(vocabulary.find, filled) if one]
        is_head = len(known) >= ENOUGH and any(one.word.role in (NUMBER, NAME) for one in known)
        below = [one.cells for one in rows[at + 1 :] if one.number > row.number]
        if is_head and sum(_tells_figures(cells, vocabulary) for cells in below) >= ENOUGH:
            yield row.number, filled


def _tells_figures(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Whether a place there is stands in a row, and a figure beside it."""
    places = [cell for cell in cells if cell != "" and vocabulary.names_a_place(cell)]
    return bool(places) and any(has_digits(cell) for cell in cells if cell not in places)
