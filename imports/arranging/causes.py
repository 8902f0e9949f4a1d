"""Errors told once for each cause: the same text in the same column is one question."""

from collections.abc import Container, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imports.arranging.questions import Question
from imports.diff import CPR, RowError


def cell_question(heading: str, text: str) -> str:
    """The id of the question what a text in a column means."""
    return f"cell:{heading}:{text}"


def causes_of(errors: Iterable[RowError], *, told: Container[str] = ()) -> tuple[Question, ...]:
    """A question for each text that is wrong in several cells of a column, in their order.

    A single cell is mended where it is shown. told: questions that are asked already.
    """
    by_cause: dict[str, list[RowError]] = {}
    for error in errors:
        if error.found and error.column and error.address and error.kind != CPR:
            by_cause.setdefault(cell_question(error.column, error.found), []).append(error)
    return tuple(
        _question(id_, cells)
        for id_, cells in by_cause.items()
        if len(cells) > 1 and id_ not in told
    )


def _question(id_: str, cells: list[RowError]) -> Question:
    first = cells[0]
    text = ngettext(
        "%(count)s cell under “%(heading)s” says “%(text)s”. What does it mean?",
        "%(count)s cells under “%(heading)s” say “%(text)s”. What does it mean?",
        len(cells),
    ) % {"count": len(cells), "heading": first.column, "text": first.found}
    return Question(
        id_,
        "cell",
        text,
        choices=(),
        count=len(cells),
        samples=(first.found,),
        cells=tuple(one.address for one in cells),
        takes_text=True,
        because=first.message if _holds_for_all(cells) else _("These cells cannot be read."),
    )


def _holds_for_all(cells: list[RowError]) -> bool:
    return len({one.message for one in cells}) == 1
