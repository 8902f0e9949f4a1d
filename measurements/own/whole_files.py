"""What a whole file may be an instrument of: its titles and headings, and how its figures look.

The page asks the same with fields that somebody corrects; here what is not told is chosen once.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from files.spreadsheets import Cell, Sheet
from files.spreadsheets.danish_values import fold, is_suppressed, shown
from imports.arranging.cells.number_texts import number_in, written
from imports.arranging.parts import AGE_HEADING, ROUND_HEADING
from imports.arranging.questions import Choice, FileQuestion, arranged_of
from imports.arranging.times import PART_HEADING, PART_HEADINGS
from imports.arranging.words import (
    ANSWER,
    TOPIC,
    VALUE,
    Vocabulary,
)
from measurements.importing.values import plain
from measurements.models import Instrument, Scale
from measurements.own.guessing import (
    COUNTS,
    FoundColumn,
    columns_of,
    is_of_questions,
    may_be_question,
    numbers_in,
    prefilled,
    questions_among,
)
from measurements.own.questions import LONGEST
from measurements.own.told_by_titles import (
    called,
    has_name,
    scale_in,
    titles_of,
    unit_in,
    without_time,
)

#: Words of which little is good.
LITTLE_IS_GOOD = re.compile(
    r"fravær|ulykke|skade|vente|klage|fejl|afbud|opsig|magtanv|udgift|forbrug|vikar|ubesat|nærved",
    re.IGNORECASE,
)
#: Words at the bad end of answers.
BAD = re.compile(r"\b(?:u[a-zæøå]+|slet ikke|aldrig|nej|dårlig\w*|ikke|lav|i ringe grad)\b", re.I)
#: How a column is called that counts all of them: “Børn i alt”.
IN_ALL = re.compile(r"\bi\s?alt\s*$|\btotal\s*$", re.IGNORECASE)
#: So much is looked at to tell whose the figures are.
ENOUGH_ROWS, ENOUGH_PLACES = 200, 2
ANSWERED, PERCENT, COUNT, NUMBERS, WORDS = "answers", "percent", "count", "numbers", "words"
HIGH, LOW = "high", "low"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of something unknown. name: what it may be called; questions: what it measures.

    told: the fields of the page, filled in as far as the file tells. steps: the answers that have
    a column each, the lowest first. on_scale: the ends of the scale that a title tells.
    """

    name: str
    questions: tuple[str, ...]
    told: Mapping[str, Any]
    numbers: tuple[Decimal, ...]
    samples: tuple[str, ...]
    steps: tuple[str, ...] = ()
    unit: str = ""
    on_scale: tuple[int, int] | None = None
    is_in_percent: bool = False

    @classmethod
    def of(cls, sheet: Sheet, content: bytes, name: str) -> "FoundFile":
        """What a file that was read as it lay, or nearly so, is of."""
        columns = [*_bare_columns(sheet)]
        titles = [*titles_of(sheet, content, name)]
        steps = _steps_in(columns)
        listed = [*_listed(columns)]
        asked = [
            one
            for one in questions_among(columns)
            if not _is_of_all(one.heading) and not (listed and is_of_questions(one))
        ]
        measured = [one for one in asked if one.heading not in steps]
        title = called(titles, sheet.sheet_name, name)
        told = prefilled(title, [one for one in columns if one not in asked] + measured)
        bare = dict.fromkeys(filter(None, (without_time(one.heading) for one in measured)))
        if len(measured) == 1 and not listed and not has_name(titles, sheet.sheet_name):
            title = next(iter(bare), title)
        cells = _texts_of(sheet, {one.heading for one in asked})
        texts = [*titles, *(one.heading for one in asked), *cells[:50]]
        return cls(
            name=title,
            questions=tuple(one[:LONGEST] for one in listed or bare if one),
            told=told,
            numbers=tuple(_numbers_of(asked)),
            samples=tuple(dict.fromkeys(cells))[:5],
            steps=tuple(steps),
            unit=next(filter(None, map(unit_in, texts)), ""),
            on_scale=next(filter(None, map(scale_in, texts)), None),
            is_in_percent=_is_in_percent(title, cells),
        )

    @property
    def least(self) -> str:
        return plain(min(self.numbers)) if self.numbers else "–"

    @property
    def most(self) -> str:
        return plain(max(self.numbers)) if self.numbers else "–"

    @property
    def is_asked_how(self) -> bool:
        """Whether nothing in the file tells how it is measured."""
        return not self.steps

    @property
    def ways(self) -> tuple[Choice, ...]:
        """How it may be measured, each with a high or a low figure as the good one."""
        if self.steps:
            return (Choice(f"{ANSWERED}:{HIGH}", ", ".join(self.steps)),)
        kinds = [*self._kinds()]
        return tuple(
            Choice(f"{kind}:{good}", f"{label}, {_said_of(good)}")
            for kind, label in kinds
            for good in (HIGH, LOW)
        )

    def _kinds(self) -> Iterator[tuple[str, str]]:
        if not self.numbers:
            yield WORDS, _("In words: %(steps)s") % {"steps": self._words().replace("\n", ", ")}
            return
        if self.on_scale:
            ends = {"low": self.on_scale[0], "high": self.on_scale[1]}
            yield NUMBERS, _("On a scale from %(low)s to %(high)s") % ends
        what = _("A number (%(unit)s)") % {"unit": self.unit} if self.unit else _("A number")
        yield COUNT, what
        if min(self.numbers) >= 0 and max(self.numbers) <= 100:
            yield PERCENT, _("Per cent, from 0 to 100")
        for low, high in ((1, 4), (1, 5), (1, 7), (1, 10)):
            fits = low <= min(self.numbers) and max(self.numbers) <= high
            if fits and not self.on_scale:
                ends = {"low": low, "high": high}
                yield f"{NUMBERS}-{high}", _("On a scale from %(low)s to %(high)s") % ends

    @property
    def proposed(self) -> str:
        """The likeliest of the ways."""
        ways = [one.value for one in self.ways]
        texts = (self.name, *self.questions)
        is_little = any(map(LITTLE_IS_GOOD.search, texts)) and not self.on_scale
        good = LOW if is_little else HIGH
        kinds = [PERCENT] if self.is_in_percent else [NUMBERS]
        wanted = (f"{kind}:{good}" for kind in (*kinds, COUNT, WORDS, ANSWERED))
        return next((one for one in wanted if one in ways), ways[0])

    def _words(self) -> str:
        return str(self.told.get("steps", ""))

    def fields(self, *, name: str, how: str) -> dict[str, Any]:
        """The fields of the page of a new instrument. how: one of the ways."""
        kind, _sign, good = how.partition(":")
        kind, _sign, end = kind.partition("-")
        survey, count = Instrument.Kind.SURVEY.value, Instrument.Kind.COUNT.value
        decimals = 1 if any(one != int(one) for one in self.numbers) else 0
        fields = {
            "name": name,
            "group_name": self.told.get("group_name", ""),
            "kind": count,
            "year": self.told.get("year") or 2000,
            "measured": Scale.Kind.COUNT.value,
            "unit": self.unit,
            "decimals": decimals,
            "high_is_good": "on" if good == HIGH else "",
            "questions": "\n".join(self.questions or (name,)),
        }
        if kind == PERCENT:
            return fields | {"measured": Scale.Kind.PERCENT.value, "unit": ""}
        if kind == NUMBERS:
            low, high = (1, int(end)) if end else self.on_scale or (1, 5)
            ends = {"lowest": str(low), "highest": str(high)}
            return fields | ends | {"measured": Scale.Kind.NUMERIC.value, "kind": survey}
        if kind in (ANSWERED, WORDS):
            steps = "\n".join(self.steps) or self._words()
            kind_of = survey if kind == ANSWERED else Instrument.Kind.OBSERVATION.value
            told = {"measured": Scale.Kind.ORDINAL.value, "steps": steps, "kind": kind_of}
            return fields | told
        return fields


def nobody_knows(sheet: Sheet, asked: Iterable[FileQuestion], vocabulary: Vocabulary) -> bool:
    """Whether nothing in it is a topic or an answer of ours, and not all columns nearly one."""
    arranged, asked = arranged_of(sheet), [*asked]
    if arranged is None:
        return True
    read = [one for one in arranged.columns if one.meaning in (TOPIC, ANSWER, VALUE)]
    if any(_is_ours(one.heading, vocabulary) for one in read):
        return False
    listed = (one for one in columns_of(sheet) if is_of_questions(one))
    texts = {fold(shown(cell)) for one in listed for cell in one.samples}
    if 2 * sum(text in vocabulary.topic_names for text in texts) > len(texts):
        return False  # of fewer it has only a question or two in common with one of ours
    return not any(one.kind == "sheet" for one in asked) and not _are_all_guessed(sheet, asked)


def _are_all_guessed(sheet: Sheet, asked: Sequence[FileQuestion]) -> bool:
    """Whether every column of figures is nearly called as one of ours."""
    guessed = {one.id.removeprefix("column:") for one in asked if one.proposed}
    figures = [
        one.heading
        for one in columns_of(sheet)
        if may_be_question(one) and fold(one.heading) not in PART_HEADINGS
    ]
    return bool(figures) and all(one in guessed for one in figures)


def _is_ours(heading: str, vocabulary: Vocabulary) -> bool:
    known = vocabulary.find(heading)
    if known is None:
        return False
    parts = (AGE_HEADING, ROUND_HEADING, PART_HEADING)
    says = any(said not in parts for said, _text in known.says)
    return known.word.role in (TOPIC, ANSWER) or says


def is_about_places(sheet: Sheet, vocabulary: Vocabulary) -> bool:
    """Whether places there are stand in its rows, or across its headings."""
    rows = sheet.rows[:ENOUGH_ROWS]
    names = {cell for row in rows for cell in row.cells if cell != ""}
    return sum(map(vocabulary.names_a_place, {*names, *sheet.headers})) >= ENOUGH_PLACES


def _bare_columns(sheet: Sheet) -> Iterator[FoundColumn]:
    """The columns, without those of months, and their numbers without units."""
    for one in columns_of(sheet):
        if fold(one.heading) not in PART_HEADINGS:
            yield one if is_of_questions(one) else one._replace(samples=[*map(_bare, one.samples)])


def _texts_of(sheet: Sheet, headings: Container[str]) -> list[str]:
    """What stands in these columns, as it stands there."""
    columns = (one for one in columns_of(sheet) if one.heading in headings)
    texts = (shown(cell) for one in columns for cell in one.samples)
    return [text for text in texts if text.strip()]


def _numbers_of(columns: Iterable[FoundColumn]) -> Iterator[Decimal]:
    cells = (cell for one in columns for cell in one.samples)
    yield from numbers_in(cell for cell in cells if not is_suppressed(cell))


def _is_in_percent(title: str, cells: Sequence[str]) -> bool:
    """Whether most cells say that they are in per cent, or the title does."""
    said = [one for one in cells if one.rstrip().endswith("%") or "pct" in one]
    return 2 * len(said) > len(cells) or bool(re.search(r"%|\bpct|procent", title))


def _bare(cell: Cell) -> Cell:
    """A number without its unit, as “3.298 t.kr.” has one, and without the points in it."""
    text = None if is_suppressed(cell) else number_in(cell)
    is_text = text is not None and isinstance(cell, str) and text.has_points
    return written(text.value) if text and (text.beside or is_text) else cell


def _is_of_all(heading: str) -> bool:
    return fold(heading) in COUNTS or IN_ALL.search(heading) is not None


def _listed(columns: Sequence[FoundColumn]) -> Iterator[str]:
    """What a column names that says what each row asks about."""
    cells = (cell for one in columns if is_of_questions(one) for cell in one.samples)
    yield from dict.fromkeys(text for cell in cells if (text := shown(cell).strip()))


def _steps_in(columns: Sequence[FoundColumn]) -> list[str]:
    """Answers that have a column each, the lowest first, where a column names what was asked."""
    if not any(map(is_of_questions, columns)):
        return []
    found = [
        re.sub(r"\s*\((?:antal|pct\.?|%)\)\s*$", "", one.heading, flags=re.IGNORECASE)
        for one in columns
        if may_be_question(one) and not is_of_questions(one) and not _is_of_all(one.heading)
    ]
    if len(found) < 2:
        return []
    return found if BAD.search(found[0]) and not BAD.search(found[-1]) else found[::-1]


def _said_of(good: str) -> str:
    return _("and a high one is good") if good == HIGH else _("and a low one is good")
