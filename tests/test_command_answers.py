"""The command line asks what it does not know, takes answers, and saves nothing before that."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from files.spreadsheets import Sheet, read
from imports import kinds
from imports.arranging.causes import causes_of
from imports.arranging.mending import mended
from imports.arranging.questions import Arranged, Choice, ColumnRead, FileQuestion, LeftOut
from imports.diff import ImportDiff, RowError
from imports.kinds import SheetKind
from tests.files import csv_bytes

pytestmark = pytest.mark.django_db

HEADINGS = ("Hus", "Børn")
WHICH = FileQuestion(
    "column:Børn",
    "column",
    "Hvad er »Børn«?",
    (Choice("count", "Antal børn"), Choice("share", "Andel af børn", "2026")),
    proposed="count",
)


class ListDiff(ImportDiff):
    """How many children each house has, or what is no number."""

    changed_count = unchanged_count = new_count = 0
    fingerprint = ""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.new_count = len(sheet.rows)

    @property
    def errors(self):
        return [
            RowError(row.number, "Børn", f"B{row.number}", "Skriv et tal.", found=row.cells[1])
            for row in self.sheet.rows
            if not row.cells[1].isdecimal()
        ]


class ListSource:
    """A sheet with how it was understood."""

    def __init__(self, sheet: Sheet, answers) -> None:
        column = ColumnRead(1, "B", "Børn", "children", "Børn", "ask")
        left_out = (LeftOut(9, "total", "I alt", "En sum."), LeftOut(2, "title", "", "", "Ark2"))
        self.sheet = mended(sheet, answers)
        is_told = WHICH.id in answers
        self.arranged = Arranged(
            self.sheet if is_told else None,
            ("Ark1", "Ark2"),
            1,
            (column,),
            left_out,
            questions=(WHICH,),
            answers=answers,
        )


class ListFile(SheetKind):
    """A kind of file that asks about its columns, and about cells it cannot read."""

    code = "list_of_children"
    title = "Lister"
    written: list[str]
    asks_first = ()

    def open(self, content, name):
        return ListSource(read(content, name=name), self.choices.answers)

    def compare(self, source):
        assert source.arranged.sheet is not None, "nobody has said what the file is"
        return ListDiff(source.sheet)

    def questions(self, source, diff):
        return (*self.asks_first, *causes_of(diff.errors))

    def write(self, diff):
        self.written.extend(row.cells[1] for row in diff.sheet.rows)


@pytest.fixture(autouse=True)
def written(monkeypatch):
    monkeypatch.setitem(kinds._registered, ListFile.code, ListFile)
    monkeypatch.setattr(ListFile, "written", [], raising=False)
    return ListFile.written


@pytest.fixture
def read_in(tmp_path):
    def run(*cells, answers=None, as_json=True, **options):
        """The exit code, what was answered, and the sentence it ended with."""
        path = tmp_path / "liste.csv"
        path.write_bytes(csv_bytes(HEADINGS, *[("Solsikken", cell) for cell in cells]))
        if answers is not None:
            options["answers"] = tmp_path / "svar.json"
            text = answers if isinstance(answers, str) else json.dumps(answers)
            options["answers"].write_text(text)
        out, code, sentence = StringIO(), 0, ""
        try:
            call_command(
                "import_file", ListFile.code, path, json=as_json, stdout=out, stderr=out, **options
            )
        except CommandError as error:
            code, sentence = error.returncode, str(error)
        text = out.getvalue()
        return code, json.loads(text) if as_json and text else text, sentence

    return run


@pytest.mark.parametrize("dry_run", [True, False])
def test_an_open_question_ends_with_three_and_nothing_is_saved(read_in, written, dry_run):
    code, told, sentence = read_in("4", dry_run=dry_run)

    assert (code, written) == (3, [])
    (asked,) = told["questions"]
    assert (asked["id"], asked["text"]) == (WHICH.id, WHICH.text)
    assert asked["choices"] == ["count", "share"]
    assert "--answers" in sentence
    assert told["columns"] == [{"heading": "Børn", "meaning": "children", "confidence": "ask"}]
    assert told["left_out"] == [
        {"row": 9, "why": "total"},
        {"row": 2, "why": "title", "sheet": "Ark2"},
    ]
    assert (told["sheet"], told["header_row"]) == (None, 1)


def test_answered_the_file_is_read_in(read_in, written):
    code, told, _sentence = read_in("4", "5", answers={WHICH.id: "count"})

    assert (code, written) == (0, ["4", "5"])
    assert told["questions"] == []
    assert (told["sheet"], told["new"]) == ("", 2)


def test_an_answer_that_is_no_choice_is_named(read_in, written):
    code, told, sentence = read_in("4", answers={WHICH.id: "tusind"})

    assert (code, written) == (1, [])
    assert "tusind" in sentence
    assert WHICH.id in sentence
    assert told["errors"][0]["message"] == sentence


def test_cells_that_cannot_be_read_are_asked_about_once(read_in, written):
    answers = {WHICH.id: "count"}
    code, told, _sentence = read_in("fire", "fire", "5", answers=answers)

    (asked,) = told["questions"]
    assert (code, written) == (3, [])
    assert (asked["id"], asked["count"]) == ("cell:Børn:fire", 2)
    assert len(told["errors"]) == 2

    code, told, _sentence = read_in("fire", "fire", "5", answers={**answers, asked["id"]: "4"})
    assert (code, written) == (0, ["4", "4", "5"])


def test_one_wrong_cell_is_an_error_and_is_answered_by_its_address(read_in, written):
    answers = {WHICH.id: "count"}

    assert read_in("fire", "5", answers=answers)[0] == 1
    assert read_in("fire", "5", answers={**answers, "cell@B2": "4"})[0] == 0
    assert written == ["4", "5"]


def test_what_is_asked_of_a_file_without_errors_keeps_it_from_being_saved(
    read_in, written, monkeypatch
):
    row = FileQuestion("row:2", "row", "Er det en sum?", (Choice("keep", ""), Choice("leave", "")))
    monkeypatch.setattr(ListFile, "asks_first", (row,))

    assert read_in("4", answers={WHICH.id: "count"})[0] == 3
    assert written == []
    assert read_in("4", answers={WHICH.id: "count", "row:2": "keep"})[0] == 0
    assert written == ["4"]


@pytest.mark.parametrize(
    "answers", ["{", "[]", '{"sheet": ["a"]}', '{"cell@B2": "010190-1234"}', "\xff"]
)
def test_a_file_of_answers_that_is_none_ends_the_command(read_in, written, answers):
    code, _told, sentence = read_in("4", answers=answers)

    assert (code, written) == (1, [])
    assert sentence


def test_a_file_of_answers_that_is_not_there_ends_the_command(read_in, tmp_path):
    assert read_in("4", answers=None)[0] == 3
    with pytest.raises(CommandError) as error:
        call_command(
            *("import_file", ListFile.code, tmp_path / "liste.csv"),
            answers=tmp_path / "intet.json",
        )
    assert error.value.returncode == 1


def test_questions_are_told_in_a_terminal_too(read_in):
    code, text, _sentence = read_in("4", as_json=False)

    assert code == 3
    assert text.splitlines() == [
        "column:Børn: Hvad er »Børn«?",
        "  * count: Antal børn",
        "  - share: Andel af børn (2026)",
    ]
