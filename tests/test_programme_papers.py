"""The report and the workbook of a programme say what its pages say, with the board's eyes."""

import io
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from measurements.reference import load_reference
from programmes.shipped import load_dagtilbud_for_alle
from tests.factories import UserFactory
from tests.factories.programmes import CourseFactory, QuestionFactory, ResultFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(client):
    load_reference()
    client.force_login(UserFactory(administrator=True))
    return load_dagtilbud_for_alle()


def workbook(client, programme):
    answer = client.get(reverse("programme_workbook", args=[programme.slug]))
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content))


def test_the_report_is_a_pdf_named_for_what_it_is(client, programme):
    answer = client.get(reverse("programme_paper", args=[programme.slug]))

    assert answer.content.startswith(b"%PDF")
    assert "dagtilbud-for-alle" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_workbook_has_every_figure_as_a_number(client, programme):
    rows = list(workbook(client, programme)["Svar"].iter_rows(min_row=2, values_only=True))

    assert ("Efter 2. workshop", "A2", 74, 64, 82) in {
        (row[0], row[1], row[4], row[5], row[6]) for row in rows
    }
    assert "64 + 21 = 85, men kilden angiver 82." in next(row[7] for row in rows if row[1] == "A2")
    assert sum(Decimal(row[4]) for row in rows if row[1] == "M.6") == 99


def test_the_workbook_tells_means_as_numbers_and_where_answers_are_from(client, programme):
    book = workbook(client, programme)
    rows = list(book["Svar"].iter_rows(min_row=2, values_only=True))
    sources = list(book["Kilder"].iter_rows(min_row=2, values_only=True))

    means = [row for row in rows if row[3].startswith("Gennemsnit")]
    assert means
    assert all(isinstance(row[8], int | float) for row in means)
    assert {row[8] for row in rows if row not in means} == {None}
    assert {row[2] for row in sources} == {programme.source, "Ingen svar endnu"}
    assert book.sheetnames[-1] == "Kilder"
    assert all(sheet.freeze_panes == "A2" for sheet in book)


def test_the_workbook_hides_what_the_board_may_not_see(client, programme):
    question = QuestionFactory(point__programme=programme, code="NY")
    ResultFactory(
        question=question, course=CourseFactory(programme=programme), counts=[4, 0, 0, 0, 0]
    )

    rows = list(workbook(client, programme)["Svar"].iter_rows(min_row=2, values_only=True))

    assert [row[3:7] for row in rows if row[1] == "NY"] == [
        ("Skjult: for få svar", None, None, None)
    ]


def test_words_of_users_are_text_in_the_workbook_and_in_the_report(client, programme):
    question = QuestionFactory(point__programme=programme, code="NY", text="=1+1 # $ @ <b>")
    ResultFactory(question=question, counts=[9, 9, 9, 9, 9])

    sheet = workbook(client, programme)["Svar"]

    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1 # $ @ <b>"]
    assert cells
    assert all(cell.data_type == "s" for cell in cells)
    assert client.get(reverse("programme_paper", args=[programme.slug])).status_code == 200
