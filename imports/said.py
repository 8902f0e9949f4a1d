"""What has been said of a file so far: in the ticket that comes back, and on the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from imports.answering import Given, with_columns
from imports.arranging.mending import ONE_CELL
from imports.arranging.questions import SHAPE, Arranged, FileQuestion
from imports.tickets import Upload


@dataclass(frozen=True, slots=True)
class SaidOfFile:
    """answers: by the id of their question. decided: those somebody gave rather than we proposed.

    unremembered: those that hold for this file only. wrong: what is wrong with what was sent now.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    decided: frozenset[str] = frozenset()
    unremembered: tuple[str, ...] = ()
    wrong: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def on(cls, upload: Upload) -> Self:
        """As the page was that the ticket comes from."""
        return cls(upload.answers, frozenset(upload.answers), upload.unremembered)

    def with_given(self, given: Given) -> Self:
        """And what was sent with it now."""
        asked_now = given.answers.keys() | given.wrong.keys()
        gone = given.wrong.keys() | given.dropped
        kept = {id_: text for id_, text in self.answers.items() if id_ not in gone}
        unremembered = {*self.unremembered} - asked_now | {*given.unremembered}
        return replace(
            self,
            answers=kept | given.answers,
            decided=self.decided - gone | given.answers.keys(),
            unremembered=tuple(sorted(unremembered)),
            wrong=given.wrong,
        )

    def with_proposals(self, questions: Iterable[FileQuestion]) -> Self:
        """And what we propose where nobody has said anything. It is shown as such."""
        asked = tuple(questions)
        proposed = {one.id: one.proposed for one in asked if one.proposed}
        missing = {id_: text for id_, text in proposed.items() if id_ not in self.wrong}
        return replace(self, answers=with_columns(asked, {**missing, **self.answers}))

    def without_rows(self) -> Self:
        """Which rows are taken in after all is said anew each time."""
        answers = {id_: text for id_, text in self.answers.items() if not id_.startswith("row:")}
        return replace(self, answers=answers)

    @property
    def of_shape(self) -> dict[str, str]:
        """Without those about cells, so that every question about a cell is asked again."""
        return {id_: text for id_, text in self.answers.items() if not id_.startswith("cell")}

    @property
    def wrong_cells(self) -> list[tuple[str, str]]:
        """Address of a cell and what is wrong with what was written for it."""
        return [
            (id_.removeprefix(ONE_CELL), sentence)
            for id_, sentence in self.wrong.items()
            if id_.startswith(ONE_CELL)
        ]

    @property
    def is_about_cells(self) -> bool:
        return len(self.of_shape) < len(self.answers)

    def leaves_open(self, questions: Iterable[FileQuestion]) -> bool:
        """Whether somebody has yet to answer one of them. A proposal is no answer."""
        return any(one.id not in self.decided for one in questions)


def of_shape(arranged: Arranged | None) -> tuple[FileQuestion, ...]:
    """What is asked of sheets, headings and columns, before the cells are looked at."""
    if arranged is None:
        return ()
    return tuple(one for one in arranged.questions if one.kind in SHAPE)
