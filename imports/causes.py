"""Questions about a file as a page asks them: what stands there, and the answers to choose from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.utils.translation import gettext as _

from imports.answering import ANSWER, CELL, OTHER, REMEMBER, WRITTEN, key_of
from imports.arranging.questions import OF_ONE_FILE, Choice, FileQuestion

#: More answers than this are a list to choose from.
MOST_RADIOS = 5
#: So many cells are named before the rest are folded away, and may be corrected one by one.
NAMED_CELLS, SINGLY = 3, 40


class OfferedAnswer(NamedTuple):
    """A choice on the page. ours: whether it is chosen because we propose it."""

    choice: Choice
    is_chosen: bool
    ours: bool


@dataclass(frozen=True, slots=True)
class Cause:
    """A question, with how it is answered at present. wrong: what is wrong with the answer.

    given: the answer, or what we propose; is_open: nobody and nothing has answered it.
    """

    question: FileQuestion
    given: str
    is_open: bool
    is_ours: bool
    is_remembered: bool
    wrong: str
    single: tuple[tuple[str, str], ...]

    @classmethod
    def of(
        cls,
        question: FileQuestion,
        *,
        answers: Mapping[str, str],
        decided: Iterable[str] = (),
        unremembered: Iterable[str] = (),
        wrong: Mapping[str, str] | None = None,
    ) -> Self:
        """decided: the questions that somebody has answered; other answers are our proposals."""
        given = answers.get(question.id, question.proposed)
        is_ours = question.id not in set(decided) and bool(question.proposed)
        single = tuple(
            (f"{CELL}{cell}", answers.get(f"cell@{cell}", "")) for cell in question.cells[:SINGLY]
        )
        return cls(
            question,
            given,
            is_open=not given,
            is_ours=is_ours and given == question.proposed,
            is_remembered=question.id not in set(unremembered),
            wrong=(wrong or {}).get(question.id, ""),
            single=single if question.kind == "cell" else (),
        )

    @property
    def is_in_doubt(self) -> bool:
        """Whether nobody has said what it is: it is open, or our proposal stands."""
        return self.is_open or self.is_ours

    @property
    def may_be_remembered(self) -> bool:
        """Whether the answer may hold for another file."""
        return self.question.kind not in OF_ONE_FILE

    @property
    def is_to_remember(self) -> bool:
        """Whether what was answered is kept for other files."""
        return bool(self.given and self.is_remembered) and self.may_be_remembered

    @property
    def key(self) -> str:
        return key_of(self.question.id)

    @property
    def field(self) -> str:
        return ANSWER + self.key

    @property
    def text_field(self) -> str:
        return WRITTEN + self.key

    @property
    def remember_field(self) -> str:
        return REMEMBER + self.key

    @property
    def answers(self) -> tuple[OfferedAnswer, ...]:
        choices: Sequence[Choice] = self.question.choices
        if choices and self.question.takes_text:
            choices = (*choices, Choice(OTHER, _("Something else")))
        chosen = OTHER if self.written else self.given
        return tuple(
            OfferedAnswer(one, one.value == chosen, self.is_ours and one.value == chosen)
            for one in choices
        )

    @property
    def written(self) -> str:
        """The answer, where it is none of those to choose from."""
        values = {choice.value for choice in self.question.choices}
        return self.given if self.question.takes_text and self.given not in values else ""

    @property
    def has_radios(self) -> bool:
        return 0 < len(self.answers) <= MOST_RADIOS

    @property
    def stands(self) -> str:
        """The file's own words."""
        return self.question.samples[0] if self.question.samples else ""

    @property
    def first_cells(self) -> str:
        return ", ".join(self.question.cells[:NAMED_CELLS])

    @property
    def all_cells(self) -> str:
        """Where there are more than are named at once."""
        return ", ".join(self.question.cells) if len(self.question.cells) > NAMED_CELLS else ""


def in_order(causes: Iterable[Cause]) -> list[Cause]:
    """What is wrong or unanswered stands first."""
    return sorted(causes, key=lambda one: not (one.wrong or one.is_open))
