"""Rows that are written as lines of a text: which of them stay, which are new, which go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from programmes.models import Question, TheoryStep

#: A row that is one line of a text.
Row = TypeVar("Row", TheoryStep, Question)


@dataclass(frozen=True, slots=True)
class LineChange(Generic[Row]):
    """What becomes of rows when their lines have been written anew.

    order: every line as it stands now, with the row it was before; None is a new line. gone: rows
    without a line.
    """

    order: tuple[tuple[str, Row | None], ...]
    gone: tuple[Row, ...]

    @property
    def reworded(self) -> tuple[Row, ...]:
        """Rows that stay, and say something else."""
        return tuple(row for text, row in self.order if row is not None and row.text != text)


def compare_lines(rows: Sequence[Row], lines: Iterable[str]) -> LineChange[Row]:
    """A line that says what a row says is that row, wherever it stands.

    Among the others, one between the same neighbours as a row before is that row in other words:
    so a corrected letter takes nothing away from what hangs on the row.
    """
    left = list(rows)
    found: list[Row | None] = []
    texts = list(lines)
    for text in texts:
        same = next((row for row in left if row.text == text), None)
        if same is not None:
            left.remove(same)
        found.append(same)
    for index, row in enumerate(found):
        if row is None and (other := _behind(rows, found[:index])) in left:
            left.remove(other)
            found[index] = other
    return LineChange(tuple(zip(texts, found, strict=True)), tuple(left))


def _behind(rows: Sequence[Row], found: Sequence[Row | None]) -> Row | None:
    """The row that stood behind the last one found; the first of all where none comes before."""
    if not found:
        return next(iter(rows), None)
    if found[-1] is None:
        return None
    return next(iter(rows[rows.index(found[-1]) + 1 :]), None)
