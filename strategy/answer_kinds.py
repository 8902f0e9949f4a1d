"""How the answers of the local goal's form are kept as text, read back, shown and put together."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.utils.translation import override

from config.bullets import items
from config.days import day_written
from config.numbers import written_plainly
from files.spreadsheets.danish_values import danish_decimal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: One row of an answer of rows: name of the field → answer. `row`: the key of the row it was.
#: A field that is left out was not spoken of, and stays as it was.
RowAnswer = dict[str, str]


class AnswerKind:
    """A text of any length: the kind that others differ from.

    cell: what it is in a table of figures. joint: what stands between two people's texts.
    """

    cell: ClassVar[type] = str
    joint: ClassVar[str] = "\n"

    def kept(self, value: Any) -> Any:
        """What stands in a row of the database, as drafts, histories and approvals keep it."""
        return value or ""

    def value(self, answer: str) -> Any:
        """The other way. Raises ValueError."""
        return answer

    def read(self, text: str) -> str:
        """The answer that a person's words are. Raises ValueError."""
        return text

    def typed(self, text: str | None) -> str:
        """What stands in a field of a form, to be kept; what is no such answer, as it was typed."""
        text = (text or "").replace("\r\n", "\n")
        try:
            return self.read(text)
        except ValueError:
            return text

    def shown(self, answer: Any) -> str:
        """An answer as it is read; those that read the same count as equal."""
        return str(answer).strip()

    def texts(self, answer: Any) -> list[str]:
        """All that a person has typed, each cell for itself."""
        return [str(answer)]

    def both(self, mine: Any, theirs: Any) -> Any:
        """Two answers to the same question in one, for their writers to make one of."""
        return self.joint.join(filter(None, [mine, theirs]))


class ShortAnswer(AnswerKind):
    """A few words on one line."""

    joint = " / "
    longest: ClassVar[int] = 100

    def read(self, text: str) -> str:
        if len(text) > self.longest:
            raise ValueError(text)
        return text


class DayAnswer(AnswerKind):
    """A day. What is no day is kept and shown as it was typed, for its writer to correct."""

    cell = datetime.date

    def kept(self, value: datetime.date | None) -> str:
        return value.isoformat() if value else ""

    def value(self, answer: str) -> datetime.date | None:
        return datetime.date.fromisoformat(answer) if answer else None

    def read(self, text: str) -> str:
        day = day_written(text)
        if day is None:
            raise ValueError(text)
        return day.isoformat()

    def shown(self, answer: Any) -> str:
        try:
            return f"{datetime.date.fromisoformat(answer):%d.%m.%Y}"
        except ValueError:
            return str(answer).strip()

    def both(self, mine: str, theirs: str) -> str:
        return mine


class NumberAnswer(AnswerKind):
    """A number, kept as Danes write it. What is no number is kept and shown as it was typed."""

    cell = Decimal

    def kept(self, value: Decimal | None) -> str:
        return "" if value is None else format(value.normalize(), "f").replace(".", ",")

    def value(self, answer: str) -> Decimal | None:
        return danish_decimal(answer) if answer.strip() else None

    def read(self, text: str) -> str:
        return self.kept(self.value(text))

    def shown(self, answer: Any) -> str:
        try:
            value = self.value(str(answer or ""))
        except ValueError:
            return str(answer).strip()
        return "" if value is None else written_plainly(value)

    def both(self, mine: str, theirs: str) -> str:
        return mine


class TiedAnswer(AnswerKind):
    """The keys of rows that the goal is tied to."""

    def shown(self, answer: Any) -> str:
        return ", ".join(map(str, sorted(answer)))

    def texts(self, answer: Any) -> list[str]:
        return []

    def both(self, mine: Iterable[int], theirs: Iterable[int]) -> list[int]:
        return sorted({*mine, *theirs})


@dataclass(frozen=True, slots=True)
class FormField:
    """One question of the form.

    name: of the model's field. question: as it is asked; heading: over the answer, where it is
    read. outputs: where it goes besides those that hold every answer (see `form_fields`).
    is_copied: whether a goal that is begun from another has it from there.
    """

    name: str
    question: "StrOrPromise"
    heading: "StrOrPromise"
    kind: AnswerKind
    outputs: frozenset[Any] = frozenset()
    is_copied: bool = False


class RowsAnswer(AnswerKind):
    """Rows in order, each with the same fields, of which the first says what the row is.

    A row is also a line, “Børnemøde hver onsdag (ansvarlig: Stueleder; frist: 15.11.2026)”, where
    there is one line to a row: in Word, in a spreadsheet, on a paper. Lines are read in every
    language of the site; one that cannot be told apart is a text as it stands. No word is lost.
    """

    def __init__(self, fields: Sequence[FormField]) -> None:
        self.fields = tuple(fields)
        self.text, *self.facts = self.fields

    def kept(self, value: Iterable[Any]) -> list[RowAnswer]:
        return [
            {"row": str(row.pk)}
            | {field.name: field.kind.kept(getattr(row, field.name)) for field in self.fields}
            for row in value
        ]

    def values(self, answer: Mapping[str, str]) -> dict[str, Any]:
        """Name of the field → what the database keeps, of the fields that are spoken of."""
        return {
            field.name: field.kind.value(answer[field.name])
            for field in self.fields
            if field.name in answer
        }

    def line(self, answer: Mapping[str, str]) -> str:
        """A row as a line, in the language of the page."""
        told = [
            f"{str(field.heading).lower()}: {field.kind.shown(answer[field.name])}"
            for field in self.facts
            if answer.get(field.name)
        ]
        text = self.text.kind.shown(answer.get(self.text.name, ""))
        return " ".join(filter(None, [text, f"({'; '.join(told)})" if told else ""]))

    def row(self, line: str) -> RowAnswer:
        """What a line says; of the facts that it does not tell, nothing is said."""
        names = self._names
        labels = "|".join(map(re.escape, names))
        pattern = rf"(?si)(.*?)\(((?:{labels}):(?:(?!\((?:{labels}):).)*)\)"
        found = re.fullmatch(pattern, line.strip())
        # facts before the facts are words of somebody's: telling them again would turn them about
        if found is None or re.search(rf"(?i)\((?:{labels}):", found[1]):
            return {self.text.name: line}
        kinds = {field.name: field.kind for field in self.facts}
        answers: RowAnswer = {self.text.name: found[1].rstrip()}
        for fact in re.split(rf"(?i);\s*(?=(?:{labels}):)", found[2]):
            label, _colon, words = fact.partition(":")
            name = names[label.strip().lower()]
            try:
                answer = kinds[name].read(words.strip())
            except ValueError:
                return {self.text.name: line}
            if name in answers or not answer:
                return {self.text.name: line}
            answers[name] = answer
        return answers

    def rows(self, answer: "str | Iterable[str | Mapping[str, str]]") -> list[RowAnswer]:
        """The rows of an answer: of a list as people paste it, of lines, or rows already."""
        lines = items(answer) if isinstance(answer, str) else answer
        return [self.row(one) if isinstance(one, str) else dict(one) for one in lines]

    def shown(self, answer: Any) -> str:
        return "\n".join(filter(None, map(self.line, self.rows(answer))))

    def completed(self, rows: Iterable[RowAnswer], *, by: Iterable[RowAnswer]) -> list[RowAnswer]:
        """Rows in which what was left out stands as in the others: of the same key, or place."""
        others = list(enumerate(by))
        keyed = {row.get("row") or place: row for place, row in others}
        return [keyed.get(row.get("row") or place, {}) | row for place, row in enumerate(rows)]

    def texts(self, answer: Any) -> list[str]:
        return [text for row in self.rows(answer) for name, text in row.items() if name != "row"]

    def both(self, mine: Any, theirs: Any) -> list[RowAnswer]:
        own = self.rows(mine)
        said = set(map(self.line, own))
        others = [row for row in self.rows(theirs) if self.line(row) not in said]
        return [*own, *({**row, "row": ""} for row in others)]

    @cached_property
    def _names(self) -> dict[str, str]:
        """What a fact is called in a line, in any language → the field's name."""
        names: dict[str, str] = {}
        for language, _name in settings.LANGUAGES:
            with override(language):
                names |= {str(field.heading).lower(): field.name for field in self.facts}
        return names
