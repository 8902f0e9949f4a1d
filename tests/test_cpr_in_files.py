"""A number in any cell of any file, whatever imports it, reaches no table, page, log or folder."""

import csv
import io
import logging
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from openpyxl.comments import Comment

from demo import read as read_demo
from leadership.models import ValueBase
from leadership.value_base.contents import Contents
from leadership.value_base.spreadsheet import HEADINGS, rows_of
from programmes.models import Programme
from tests.files import KEEP, KIDS_LONG, LONG, SECOND, WIDE
from tests.test_cpr_nowhere import NUMBER, Forms, places_of, signed_in, tables_written
from tests.word_forms import SOLSIKKEN, content_of, grid, headers

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("demo"),
]

HEADINGS_OF_PLACES = (
    "Institutionsnummer;EnhedsNummer (STIL);P-nummer;Institution;Institutionstype;Ejerforhold;"
    "Område;Klynge;Gyldig fra;Gyldig til;Bemærkning"
)
MEASUREMENTS = "measurement_import"


class Kind(NamedTuple):
    """A kind of import: where, and rows that are right, the headings first."""

    address: str
    rows: list[list[object]]


def kinds() -> dict[str, Kind]:
    places = HEADINGS_OF_PLACES.split(";")
    place = ["7777", "G77777", "1099007777", "Huset", "Børnehave", "Kommunal", "Område Vest"]
    base = ValueBase.objects.first()
    values = [list(HEADINGS), *map(list, rows_of(Contents.of(base)))]
    values[1][-1] = "Vi lytter først"
    asked = read_demo("programmes")["continued"]
    answers = [asked["code"], "1", "9101", "20", *["4"] * 10]
    programme = Programme.objects.first()
    figures = reverse(MEASUREMENTS)
    wide = [[*WIDE, "Note"], ["9101", "", 2020, "Ordinært tilsyn", *[KEEP] * 7]]
    long = [[*LONG, "Note"], ["9101", 2020, "Ordinært tilsyn", WIDE[4], KEEP, ""]]
    kids = ["9101", "12-05-2021", "Blå", SECOND, "Relationer", "3,1", ""]
    counted = [["Institutionsnummer", "År", "Sygefravær i procent", "Skøn"]]
    goals = ["Institutionsnummer", "Institution", "Mål nr.", "Lokalt mål", "Ansvarlig"]
    return {
        "institutions": Kind(
            reverse("institution_import"),
            [places, [*place, "Klynge Fyrtårnet", "01-08-2026", "", "ny"]],
        ),
        "wide": Kind(figures, wide),
        "long": Kind(figures, long),
        "kids": Kind(figures, [list(KIDS_LONG), kids]),
        "staff": Kind(figures, [*counted, ["9101", "2025", "6,1", "god"]]),
        "goals": Kind(figures, [goals, ["9101", "", 1, "Vi leger ude", "Lis"]]),
        "value base": Kind(reverse("value_base_import", args=[base.pk]), values),
        "programme": Kind(
            reverse("result_import", args=[programme.slug]),
            [
                [*asked["headings"], "Note"],
                [asked["point"], *answers][: len(asked["headings"]) + 1],
            ],
        ),
    }


def as_csv(rows: list[list[object]]) -> bytes:
    target = io.StringIO()
    csv.writer(target, delimiter=";").writerows(rows)
    return target.getvalue().encode("utf-8-sig")


def as_xlsx(rows: list[list[object]], shape=None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if shape:
        shape(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def another_sheet(book) -> None:
    book.create_sheet("Noter").append([f"Barnet {NUMBER}"])


def hidden_sheet(book) -> None:
    another_sheet(book)
    book["Noter"].sheet_state = "hidden"


def comment(book) -> None:
    book.active["A2"].comment = Comment(f"Barnet {NUMBER}", "Lis")


def properties(book) -> None:
    book.properties.title = f"Barnet {NUMBER}"


def name_of_the_sheet(book) -> None:
    book.active.title = NUMBER


def variants(rows: list[list[object]]) -> Iterator[tuple[str, bytes]]:
    """The file with the number in one more place: every cell of two rows, and beside the cells."""
    for at, row in enumerate(rows[:2]):
        for column, cell in enumerate(row):
            changed = [list(one) for one in rows]
            changed[at][column] = f"{cell} {NUMBER}".strip()
            yield "liste.csv", as_csv(changed)
            yield "liste.xlsx", as_xlsx(changed)
    for shape in (another_sheet, hidden_sheet, comment, properties, name_of_the_sheet):
        yield "liste.xlsx", as_xlsx(rows, shape)
    yield f"liste {NUMBER}.csv", as_csv(rows)
    yield f"liste {NUMBER}.xlsx", as_xlsx(rows)


def sent(client, address: str, field: str, name: str, content: bytes) -> tuple[list[str], int]:
    """Send a file and confirm what is offered; the pages that came, and how many confirmations."""
    answer = client.post(address, {field: SimpleUploadedFile(name, content)}, follow=True)
    pages, confirmed = [answer.content.decode()], 0
    for action, answers, _texts in Forms(pages[0]).found:
        if ("upload" in answers and "layout" not in answers) or "rows-TOTAL_FORMS" in answers:
            wanted = dict.fromkeys(("accept", "accept_names"), "on") | {"sure": "yes"}
            told = client.post(action or address, answers | wanted, follow=True)
            pages.append(told.content.decode())
            confirmed += 1
        assert answer.status_code < 500
    return pages, confirmed


def kept_in(folder) -> list[str]:
    """The files of a folder whose bytes, or whose parts, hold the number."""
    held = []
    for file in folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            parts = [content]
            if zipfile.is_zipfile(io.BytesIO(content)):
                with zipfile.ZipFile(io.BytesIO(content)) as package:
                    parts = [package.read(name) for name in package.namelist()]
            held += [file.name for part in parts if NUMBER.encode() in part]
            held += [file.name] if NUMBER in file.name else []
    return held


KINDS = ("institutions", "wide", "long", "kids", "staff", "goals", "value base", "programme")


@pytest.mark.thorough
@pytest.mark.parametrize("name", KINDS)
def test_no_spreadsheet_leaves_such_a_number_anywhere(name, settings, tmp_path, caplog):
    settings.MEDIA_ROOT = tmp_path
    caplog.set_level(logging.DEBUG)
    kind, client = kinds()[name], signed_in("administrator@example.com")
    with transaction.atomic():
        content = as_csv(kind.rows)
        pages, confirmed = sent(client, kind.address, "import_file", "liste.csv", content)
        assert confirmed == 1, pages  # without the number the file is a right one
        transaction.set_rollback(True)
    for file, content in variants(kind.rows):
        with transaction.atomic():
            with tables_written() as written:
                pages, _confirmed = sent(client, kind.address, "import_file", file, content)
            assert places_of(NUMBER, tables=written) == [], file
            assert kept_in(tmp_path) == [], file
            assert not any(NUMBER in page for page in pages), file
            transaction.set_rollback(True)
    assert NUMBER not in caplog.text


def word_forms() -> Iterator[bytes]:
    """The form with the number in each cell, in a table inside it, and in a heading above."""
    rows = [list(headers(1)), ["Solsikken", SOLSIKKEN[1], "Leg ude", SOLSIKKEN[3]]]
    for at in range(2):
        for column in range(4):
            for is_inside in (False, True):
                document = docx.Document()
                document.add_heading("Strategisk mål 1", 2)
                table = grid(document, *rows)
                cell = table.cell(at, column)
                if is_inside:
                    cell.add_table(rows=1, cols=1).cell(0, 0).text = NUMBER
                else:
                    cell.text += f" {NUMBER}"
                yield content_of(document)
    document = docx.Document()
    document.add_heading(f"Strategisk mål 1 {NUMBER}", 2)
    table = grid(document, *rows)
    table.add_row().cells[0].merge(table.rows[-1].cells[-1]).text = f"Husk {NUMBER}"
    yield content_of(document)


@pytest.mark.thorough
def test_no_word_form_leaves_such_a_number_anywhere(settings, tmp_path, caplog):
    settings.MEDIA_ROOT = tmp_path
    caplog.set_level(logging.DEBUG)
    client, confirmations = signed_in("leder@example.com"), 0
    for content in word_forms():
        with transaction.atomic():
            with tables_written() as written:
                pages, confirmed = sent(client, reverse("word_form"), "file", "skema.docx", content)
            confirmations += confirmed
            assert places_of(NUMBER, tables=written) == []
            assert kept_in(tmp_path) == []
            assert not any(NUMBER in page for page in pages)
            transaction.set_rollback(True)
    assert confirmations
    assert NUMBER not in caplog.text
