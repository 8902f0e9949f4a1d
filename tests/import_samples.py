"""One file of every kind that can be read in, for the tests that hold for all of them.

A new kind of file needs an entry here: `test_imports_engine` says so.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import docx

from imports.diff import ImportDiff
from imports.kinds import FileKind, ImportChoices
from institutions.importing import InstitutionListFile
from institutions.people.importing.kind import PeopleFile
from leadership.models import ValueBase
from leadership.shipped import load_shipped
from leadership.value_base.contents import Contents
from leadership.value_base.spreadsheet import HEADINGS, ValueBaseSheet, rows_of
from measurements.importing import MeasurementFile
from measurements.importing.kind import NAMES, WARNINGS
from measurements.reference import load_reference
from programmes.importing import ProgrammeSurveyFile
from strategy.word_form.kind import LocalGoalsForm
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    StrategyFactory,
    UserFactory,
)
from tests.factories.programmes import EvaluationPointFactory, QuestionFactory
from tests.files import ADJUST, CHANGE, KEEP, WIDE, csv_bytes, inspected
from tests.test_import_institutions import HEADINGS as PLACES
from tests.test_import_institutions import LIST
from tests.test_import_sources import FILES
from tests.test_programme_import import HEAD
from tests.word_forms import GOALS, content_of, grid, headers

Row = list[Any]


def named_rows(diff: ImportDiff) -> set[int]:
    """The rows in which something is to be mended."""
    return {error.row for error in diff.errors}


@dataclass(frozen=True)
class Sample:
    """A file that can be read in. kind: made anew for each look at it.

    rows: those that are right, without the headings. spoiled: a row made wrong. changed: a row that
    says something else of the same; None where another text is another thing. is_whole: with an
    error nothing of it is read in; else all but the row. named: the rows that the diff says are
    wrong. about: what `import_file` needs to know besides the file.
    """

    kind: Callable[[], FileKind]
    headings: Sequence[str]
    rows: list[Row]
    spoiled: Callable[[Row], Row]
    changed: Callable[[Row], Row] | None = None
    name: str = "liste.csv"
    content: Callable[[Sequence[str], list[Row]], bytes] = lambda heads, rows: csv_bytes(
        heads, *rows
    )
    named: Callable[[ImportDiff], set[int]] = named_rows
    is_whole: bool = True
    again: Callable[[Any], FileKind] | None = None
    options: dict[str, Any] = field(default_factory=dict)

    def source(self, kind: FileKind, rows: list[Row] | None = None, headings=None) -> Any:
        content = self.content(headings or self.headings, self.rows if rows is None else rows)
        return kind.open(content, self.name)

    def number_of(self, index: int) -> int:
        """The row of the spreadsheet that a row of the sample is."""
        return index + 2

    def with_row(self, index: int, row: Row) -> list[Row]:
        return [*self.rows[:index], row, *self.rows[index + 1 :]]


def _with(column: int, text: str) -> Callable[[Row], Row]:
    """A row with another text in one cell."""
    return lambda row: [*row[:column], text, *row[column + 1 :]]


def institutions() -> Sample:
    kind = partial(InstitutionListFile, today=datetime.date(2026, 11, 23))
    rows = [row.split(";") for row in LIST]
    return Sample(
        kind,
        PLACES.split(";"),
        rows,
        _with(4, "Slot"),
        lambda row: [*row[:3], f"Nye {row[3]}", *row[4:]],
    )


def _measurements(
    headings: Sequence[str],
    rows: Sequence[Sequence],
    spoiled: Callable[[Row], Row],
    changed: Callable[[Row], Row] | None,
    layout: str = "auto",
) -> Sample:
    load_reference()
    GoalFactory(number=3)
    cluster = ClusterFactory()
    for number, name in (("9101", "Solsikken"), ("9201", "Egernet"), ("9301", "Regnbuen")):
        InstitutionFactory(name=name, number=number, cluster=cluster)
    choices = ImportChoices(layout, frozenset({NAMES, WARNINGS}))
    kind = partial(MeasurementFile, choices=choices)
    filled = [[*row, *[""] * (len(headings) - len(row))] for row in rows]
    options = {"layout": layout, "accept": [NAMES, WARNINGS]}
    return Sample(kind, headings, filled, spoiled, changed, options=options)


def inspections() -> Sample:
    rows = [inspected("9101", KEEP), inspected("9201", ADJUST, KEEP), inspected("9301", KEEP)]
    return _measurements(WIDE, rows, _with(4, "måske"), _with(4, CHANGE))


def of_layout(layout: str, changed: Callable[[Row], Row] | None = None) -> Sample:
    """A file of a layout, for three institutions where it has but one."""
    headings, *rows = FILES[layout]
    if len(rows) == 1:
        rows = [[number if cell == "9101" else cell for cell in rows[0]] for number in NUMBERS]
    return _measurements(headings, rows, partial(_nobody, headings), changed, layout)


NUMBERS = ("9101", "9201", "9301")


def _nobody(headings: Sequence[str], row: Row) -> Row:
    """A row about an institution that is none."""
    return ["5555" if cell in NUMBERS else cell for cell in row]


def programme() -> Sample:
    point = EvaluationPointFactory(name="Workshop 1")
    texts = [f"I hvilken grad lykkedes del {number}?" for number in (1, 2, 3)]
    for text in texts:
        QuestionFactory(point=point, text=text)
    by = UserFactory(administrator=True)
    answers = ["60", "15 %", "48 %", "30 %", "5 %", "2 %", "0 %", "3,7"]
    rows = [["Workshop 1", text, *answers] for text in texts]
    kind = partial(ProgrammeSurveyFile, point.programme, by=by)
    options = {"about": point.programme.slug, "email": by.email}
    return Sample(kind, HEAD.split(";"), rows, _with(2, "mange"), _with(2, "80"), options=options)


def people() -> Sample:
    cluster = ClusterFactory()
    rows = []
    for name, place in (
        ("Anja Holm", "Solsikken"),
        ("Bo Krag", "Egernet"),
        ("Ida Dam", "Regnbuen"),
    ):
        InstitutionFactory(name=place, cluster=cluster)
        address = f"{name.split()[0].lower()}@example.com"
        rows.append([name, address, "Pædagogisk leder", place])
    heads = ["Navn", "E-mail", "Rolle", "Sted"]
    return Sample(PeopleFile, heads, rows, _with(3, "Kronborg Slot"), _with(0, "Eva Lund"))


def value_base() -> Sample:
    load_reference()
    load_shipped()
    base = ValueBase.objects.get()
    rows = [list(row) for row in rows_of(Contents.of(base))][:6]
    for row in rows[:3]:
        row[-1] = f"{row[-1]} Vi lytter."
    return Sample(
        lambda: ValueBaseSheet(base),
        HEADINGS,
        rows,
        _with(1, "Kaptajn"),
        lambda row: [*row[:-1], f"{row[-1]} Vi spørger."],
        again=lambda receipt: ValueBaseSheet(receipt.base),
        options={"about": str(base.pk)},
    )


def word_form() -> Sample:
    strategy = StrategyFactory()
    for number, text in GOALS.items():
        GoalFactory(strategy=strategy, number=number, text=text)
    cluster = ClusterFactory()
    rows = []
    for name in ("Solsikken", "Regnbuen", "Egernet"):
        InstitutionFactory(name=name, cluster=cluster)
        rows.append([name, f"Alle i {name} bliver hørt", "Børnemøder", "Observation i juni 2026"])

    def content(heads: Sequence[str], rows: list[Row]) -> bytes:
        document = docx.Document()
        document.add_heading(f"Strategisk mål 1: {GOALS[1]}", 2)
        grid(document, heads, *rows)
        return content_of(document)

    def named(diff: Any) -> set[int]:
        """The form counts its rows from the first one under the headings."""
        words = " ".join(diff.not_understood)
        return {number for number in range(2, 6) if f"række {number}" in words.casefold()}

    return Sample(
        LocalGoalsForm,
        headers(1),
        rows,
        _with(0, "Slottet Kronborg"),
        name="skema.docx",
        content=content,
        named=named,
        is_whole=False,
    )


#: By the code of the kind of file, and what tells it from the others of its kind.
SAMPLES: dict[str, Callable[[], Sample]] = {
    "institutions": institutions,
    "measurements: inspections": inspections,
    "measurements: answers": partial(of_layout, "btu", _with(6, "4,5")),
    "measurements: positions": partial(of_layout, "topi", _with(2, "90")),
    "measurements: figures": partial(of_layout, "personale", _with(3, "6,6 %")),
    "measurements: local goals": partial(of_layout, "local_goals"),
    "people": people,
    "programme_survey": programme,
    "value_base": value_base,
    "local_goals_form": word_form,
}
