"""What stands in an open form of a local goal, read from what it sends without building the form.

A form is saved every few seconds while it is written in. All that is asked of it then is what was
typed, and whether something of it must not be stored anywhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from config.privacy import looks_like_cpr
from strategy.answer_kinds import RowAnswer
from strategy.effort_rows import rows_without_cpr, typed_rows
from strategy.form_fields import GOAL_COLUMNS, GOAL_FIELDS


@dataclass(frozen=True, slots=True)
class TypedAnswers:
    """What was typed: name of the question → the answer, as a `KeptText` keeps it.

    What the goal is tied to is not here. refused: the questions answered with what must not be
    stored anywhere.
    """

    answers: dict[str, Any]
    refused: frozenset[str]

    @classmethod
    def of(cls, data: Mapping[str, Any], *, saved: Iterable[RowAnswer]) -> Self:
        """saved: the efforts that stand in the goal."""
        answers: dict[str, Any] = {
            field.name: field.kind.typed(data.get(field.name)) for field in GOAL_COLUMNS
        }
        answers["efforts"] = typed_rows(data, "efforts", saved=saved)
        texts = {
            field.name: field.kind.texts(answers[field.name])
            for field in GOAL_FIELDS
            if field.name in answers
        }
        refused = (name for name, cells in texts.items() if any(map(looks_like_cpr, cells)))
        return cls(answers, frozenset(refused))

    @property
    def fit_to_keep(self) -> dict[str, Any]:
        """The answers without what must not be stored anywhere; of an effort only its cell goes."""
        fit = {name: answer for name, answer in self.answers.items() if name not in self.refused}
        return fit | {"efforts": rows_without_cpr(self.answers["efforts"])}
