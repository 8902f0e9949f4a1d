"""Errors told once for each cause: the same text in the same column is one question."""

from collections.abc import Container, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imports.arranging.questions import OWN, Choice, FileQuestion
from imports.diff import CPR, RowError

#: The kind of error that an institution is that nobody knows.
INSTITUTION = "institution"
#: The kind of error that a topic is that the instrument does not have.
UNKNOWN_TOPIC = "unknown topic"
#: The kind of error that one person's own text is: another may be written, nothing is remembered.
OWN_TEXT = "own text"
#: The kind of error that a word of one column means one of a few things.
ONE_COLUMN = "one column"
#: The kind of error that a text is right elsewhere: each cell is mended where it is shown.
SINGLY = "singly"
#: The kind that several columns may have in common.
ON_A_SCALE = "value"
#: The answer by which the rows of a cell are not read.
LEAVE_OUT = "leave out"
#: Stands for the heading in the id of a question about several columns.
ANY_COLUMN = "*"


def cell_question(heading: str, text: str) -> str:
    """The id of the question what a text in a column means."""
    return f"cell:{heading}:{text}"


def causes_of(errors: Iterable[RowError], *, told: Container[str] = ()) -> tuple[FileQuestion, ...]:
    """A question for each text that is wrong, in the order of the file.

    Columns of one scale ask the same together. A single cell of which nobody knows what it may mean
    is mended where it is shown. told: questions that are asked already.
    """
    by_cause: dict[tuple[str, tuple[Choice, ...]], list[RowError]] = {}
    for error in errors:
        if error.found and error.column and error.address and error.kind not in (CPR, SINGLY):
            id_ = cell_question(_columns_of(error), error.found)
            by_cause.setdefault((id_, error.offered), []).append(error)
    asked: dict[str, FileQuestion] = {}
    for (id_, _offered), cells in by_cause.items():
        if id_ in asked:  # the same text on another scale
            id_ = cell_question(cells[0].column, cells[0].found)
        if (len(cells) > 1 or _choices(cells[0], 1)) and id_ not in told and id_ not in asked:
            asked[id_] = _question(id_, cells)
    return tuple(asked.values())


def _columns_of(error: RowError) -> str:
    """The column of an error, or that its scale is that of others."""
    is_on_a_scale = error.offered and error.kind == ON_A_SCALE
    return ANY_COLUMN if is_on_a_scale else error.column


def _question(id_: str, cells: list[RowError]) -> FileQuestion:
    first = cells[0]
    columns = list(dict.fromkeys(one.column for one in cells))
    words = {"count": len(cells), "heading": first.column, "text": first.found}
    if len(columns) == 1:
        text = ngettext(
            "%(count)s cell under “%(heading)s” says “%(text)s”. What does it mean?",
            "%(count)s cells under “%(heading)s” say “%(text)s”. What does it mean?",
            len(cells),
        )
    else:
        text = _("%(count)s cells say “%(text)s”. What does it mean?")
    ids = tuple(cell_question(column, first.found) for column in columns)
    return FileQuestion(
        id_,
        OWN if first.kind == OWN_TEXT else "cell",
        text % words,
        choices=_choices(first, len(cells)),
        proposed=first.proposed if all(one.proposed == first.proposed for one in cells) else "",
        count=len(cells),
        samples=(first.found,),
        cells=tuple(one.address for one in cells),
        takes_text=first.kind in (INSTITUTION, OWN_TEXT, UNKNOWN_TOPIC) or not first.offered,
        because=first.message if _holds_for_all(cells) else _("These cells cannot be read."),
        also=tuple(one for one in ids if one != id_),
    )


def _choices(error: RowError, count: int) -> tuple[Choice, ...]:
    """What may be meant; what nobody knows may be left out, too."""
    if error.kind not in (INSTITUTION, OWN_TEXT, UNKNOWN_TOPIC):
        return error.offered
    leave = ngettext("Leave out the row", "Leave out the %(count)s rows", count) % {"count": count}
    return (*error.offered, Choice(LEAVE_OUT, leave, _("Named on the receipt.")))


def _holds_for_all(cells: list[RowError]) -> bool:
    return len({one.message for one in cells}) == 1
