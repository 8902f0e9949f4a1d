"""Answers to surveys and the value base ask about their columns and cells on pages."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import strip_tags

from imports.answering import ANSWER, key_of
from imports.models import LearnedAnswer
from imports.question_pages import CELLS, COLUMNS, STEP
from leadership.models import Commitment, ValueBaseImport
from measurements.models import Import
from programmes.models import Result
from tests.factories import UserFactory
from tests.import_samples import SAMPLES
from tests.messy import surveys, values
from tests.messy.writing import xlsx
from tests.test_messy_files import programme, value_base

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def send(client, address, content):
    file = SimpleUploadedFile("svar.xlsx", content)
    return client.post(address, {"import_file": file})


def answer(client, address, page, question, said, *, step=COLUMNS):
    ticket = page.context["upload"].ticket
    told = {STEP: step, "upload": ticket, f"{ANSWER}{key_of(question)}": said, "husk": "on"}
    return client.post(address, {**told, f"husk_{key_of(question)}": "on"})


def test_a_heading_of_a_survey_nobody_knows_is_asked_about_and_then_read(client, administrator):
    slug = programme()["about"]
    address = reverse("result_import", args=[slug])

    asked = send(client, address, surveys.a_survey_with_a_heading_nobody_knows())
    assert "Hvad er kolonnen »Deltagere«?" in asked.text
    shown = answer(client, address, asked, "column:Deltagere", "Antal besvarelser")

    assert shown.context["preview"].diff.new_count == 3
    ticket = shown.context["upload"].ticket
    client.post(reverse("result_import_confirm", args=[slug]), {"upload": ticket})
    assert Result.objects.count() == 3
    assert LearnedAnswer.objects.get().kind == "programme_survey"


def test_a_question_nobody_knows_offers_those_there_are_the_nearest_first(client, administrator):
    address = reverse("result_import", args=[programme()["about"]])

    shown = send(client, address, surveys.a_survey_with_a_misspelt_question())

    [cause] = shown.context["causes"]
    assert [choice.value for choice in cause.question.choices] == [surveys.USE, surveys.START]
    assert cause.question.count == 2


def test_a_role_of_the_value_base_is_answered_once_for_all_its_rows(client, administrator):
    pk = value_base()["about"]
    address = reverse("value_base_import", args=[pk])

    shown = send(client, address, values.a_value_base_with_a_role_called_otherwise())
    [cause] = shown.context["causes"]
    assert (cause.question.id, cause.question.count) == ("cell:Rolle:Pædagogerne", 3)
    shown = answer(client, address, shown, cause.question.id, "Pædagog", step=CELLS)

    confirm = reverse("value_base_import_confirm", args=[pk])
    client.post(confirm, {"upload": shown.context["upload"].ticket})
    assert Commitment.objects.count() == len(values.ROWS)


def test_a_row_of_the_value_base_that_is_left_out_is_shown_with_its_reason(client, administrator):
    address = reverse("value_base_import", args=[value_base()["about"]])

    shown = send(client, address, values.a_value_base_with_title_note_and_count())

    assert {one.why for one in shown.context["left_out"]} == {"title", "total", "note"}
    assert "* Godkendes i juni" in shown.text


def test_a_question_with_the_word_for_all_in_it_is_no_total(client, administrator):
    address = reverse("result_import", args=[programme()["about"]])
    strange = ("Workshop 1", "Hvor glad er du samlet set for forløbet?", 9, "9 %", "", "", "", "")

    shown = send(client, address, xlsx([surveys.HEAD, surveys.FIRST, strange]))

    assert shown.context["left_out"] == ()
    assert [error.address for error in shown.context["preview"].diff.errors] == ["B3"]


def test_the_receipt_lists_the_answers_and_leads_to_those_that_are_remembered(
    client, administrator
):
    slug = programme()["about"]
    address = reverse("result_import", args=[slug])
    asked = send(client, address, surveys.a_survey_with_a_heading_nobody_knows())
    shown = answer(client, address, asked, "column:Deltagere", "Antal besvarelser")
    ticket = shown.context["upload"].ticket
    client.post(reverse("result_import_confirm", args=[slug]), {"upload": ticket})

    batch = Import.objects.get()
    assert batch.answered == [
        ["column:Deltagere", "Hvad er kolonnen »Deltagere«?", "Antal besvarelser"]
    ]
    page = client.get(reverse("admin:measurements_import_change", args=[batch.pk]))
    [given] = page.context["answered"]
    assert (given.by, given.learned) == (str(administrator), LearnedAnswer.objects.get())
    assert f'href="#svar-{given.learned.pk}"' in page.text
    assert f'id="svar-{given.learned.pk}"' in page.text

    LearnedAnswer.objects.all().delete()
    page = client.get(reverse("admin:measurements_import_change", args=[batch.pk]))
    assert "Hvad er kolonnen »Deltagere«?" in page.text
    assert 'href="#svar-' not in page.text


def test_an_answer_about_cells_stands_on_the_receipt_once(client, administrator):
    pk = value_base()["about"]
    address = reverse("value_base_import", args=[pk])
    shown = send(client, address, values.a_value_base_with_a_role_called_otherwise())
    shown = answer(client, address, shown, "cell:Rolle:Pædagogerne", "Pædagog", step=CELLS)
    confirm = reverse("value_base_import_confirm", args=[pk])
    client.post(confirm, {"upload": shown.context["upload"].ticket})

    [(_id, text, label)] = ValueBaseImport.objects.get().answered

    assert (text, label) == ("»Pædagogerne« under »Rolle«", "Pædagog")


#: Where each kind of sheet is read in, and confirmed with `_confirm` added to its name.
ADDRESSES = {
    "institutions": "institution_import",
    "measurements: figures": "measurement_import",
    "people": "people_import",
    "programme_survey": "result_import",
    "value_base": "value_base_import",
}


@pytest.mark.parametrize("kind", ADDRESSES)
def test_a_row_of_the_second_sheet_has_the_number_that_its_sheet_shows(
    client, administrator, settings, tmp_path, kind
):
    """Rows of further sheets are numbered from 2,000,000 on among us, and for nobody else."""
    settings.MEDIA_ROOT = tmp_path
    sample = SAMPLES[kind]()
    about = [sample.options["about"]] if "about" in sample.options else []
    later = [["2031" if cell == "2025" else cell for cell in row] for row in sample.rows[1:]]
    second = [sample.headings, *later]  # of years to come, which are told by their cells
    content = xlsx([sample.headings, sample.rows[0]], title="Første", more=[("Anden", second)])

    shown = send(client, reverse(ADDRESSES[kind], args=about), content)
    told = {"upload": shown.context["upload"].ticket}
    kept = client.post(reverse(f"{ADDRESSES[kind]}_confirm", args=about), told, follow=True)

    assert kept.status_code == 200
    assert kind != "measurements: figures" or "Anden!B2" in shown.text
    for page in (shown, kept):
        assert not re.search(r"(?<!\d)[2-9]0000\d\d(?!\d)", strip_tags(page.text)), page.request
