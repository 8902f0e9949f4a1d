"""Whether a row may hold headings: what stands in it, and in the rows beside it."""

from collections.abc import Sequence

from files.spreadsheets import Cell, Row
from files.spreadsheets.danish_values import shown
from imports.arranging.cell_kinds import day_in, is_decimal
from imports.arranging.heading_years import plain_year
from imports.arranging.labels import is_year_or_value
from imports.arranging.parts import part_in
from imports.arranging.places_over import ENOUGH
from imports.arranging.words import ANSWER, TOPIC, Vocabulary


def may_be_heading(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Whether a cell may be the lower part of a heading: words or a year, and no place."""
    if cell == "" or plain_year(cell) is not None:
        return True
    if vocabulary.topics and part_in(shown(cell)):
        return True
    has_words = isinstance(cell, str) and (cell[:1].isalpha() or is_topic(cell, vocabulary))
    return has_words and not vocabulary.is_place(cell)


def is_topic(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Whether a text is a topic, as a heading may write it."""
    known = vocabulary.find(cell) if isinstance(cell, str) and cell[:1].isalnum() else None
    return known is not None and known.word.role == TOPIC


def is_of_a_topic(above: Sequence[Cell], cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Whether a row tells of a topic, under what only says that figures stand below."""
    at = next((index for index, cell in enumerate(cells) if cell != ""), 0)
    if (
        not cells
        or not is_topic(cells[at], vocabulary)
        or any(cell != "" for cell in above[: at + 1])
    ):
        return False
    return all(is_year_or_value(cell, vocabulary) for cell in above if cell != "")


def is_of_words(cells: Sequence[Cell], index: int) -> bool:
    """Whether words, or years, stand beside one another: one alone stands beside the topics."""
    filled = [cell for cell in cells if cell != ""]
    is_alone = len(filled) == 1 and any(cell != "" for cell in cells[index + 1 :])
    return (len(filled) >= ENOUGH or is_alone) and all(
        plain_year(cell) is not None
        or day_in(cell) is not None
        or (isinstance(cell, str) and any(map(str.isalpha, cell)))
        for cell in filled
    )


def holds_figures(records: Sequence[Row], at: int) -> bool:
    """Whether a row has a figure with decimals below a word: it is a row, whatever it names."""
    if not at:
        return False
    above = records[at - 1].cells
    return any(
        is_decimal(cell) and index < len(above) and shown(above[index])[:1].isalpha()
        for index, cell in enumerate(records[at].cells)
    )


def is_of_a_form(records: Sequence[Row], at: int, vocabulary: Vocabulary) -> bool:
    """Whether a row and one beside it are each a heading with what is said of it, as in a form."""
    beside = (near for near in (at - 1, at + 1) if 0 <= near < len(records))
    return _is_a_fact(records[at].cells, vocabulary) and any(
        _is_a_fact(records[near].cells, vocabulary) for near in beside
    )


def _is_a_fact(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    filled = [cell for cell in cells if cell != ""]
    if len(filled) != ENOUGH:
        return False
    label, said = (vocabulary.find(shown(cell).rstrip(": ")) for cell in filled)
    is_said = said is None or said.word.role == ANSWER  # a room may be called »Rød« as well
    return label is not None and label.word.role not in (TOPIC, ANSWER) and is_said
