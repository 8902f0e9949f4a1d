"""What is not sure in a file is asked on its pages; before that nothing is saved."""

import re

import pytest

from imports.answering import key_of
from imports.models import LearnedAnswer
from measurements.models import Import, Inspection, Measurement
from tests.arranged_files import COLUMN, SKIP, SUM_ROW, UNKNOWN, arranged_by_hand
from tests.factories import ClusterFactory, InstitutionFactory, UserFactory
from tests.files import ADJUST, CHANGE, KEEP, NEW, THEMES, WIDE, inspected, upload

pytestmark = pytest.mark.django_db

PAGE = "/indlaes/tal/"
CONFIRM = "/admin/measurements/measurement/process_import/"
ASKED = (*WIDE[:4], UNKNOWN, *THEMES[1:])
FIRST = THEMES[0]


@pytest.fixture(autouse=True)
def sunflower(reference, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return InstitutionFactory(name="Solsikken", number="9101", cluster=ClusterFactory())


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True, name="Henrik Dalgaard")
    client.force_login(user)
    return user


@pytest.fixture
def arranging(monkeypatch):
    arranged_by_hand(monkeypatch)


def ticket(page):
    return re.search(r'type="hidden" name="upload" value="([^"]+)"', page.content.decode())[1]


def answer(client, page, step, url=PAGE, *, remember=(), follow=False, **more):
    told = {"upload": ticket(page), "step": step} | more
    told |= {f"husk-{key_of(one)}": "on" for one in remember}
    return client.post(url, told, follow=follow)


def field(question, kind="svar"):
    return f"{kind}-{key_of(question)}"


def the_same(*years):
    """A file in which two cells say the same that nobody understands."""
    return upload(WIDE, *(inspected("9101", "Fin", KEEP, year=year) for year in years))


MEANS = f"cell:{FIRST}:Fin"


# --- Columns --------------------------------------------------------------------------------------


def asked_about_columns(client):
    rows = [inspected("9101", KEEP), inspected("9101", KEEP, year="2025")]
    return client.post(PAGE, {"import_file": upload(ASKED, *rows)})


def test_a_column_in_doubt_is_asked_about_before_anything_is_compared(
    client, administrator, arranging
):
    page = asked_about_columns(client)

    text = page.content.decode()
    assert "Hvad er det for kolonner?" in text
    assert "1 kolonne har brug for dit svar" in text
    assert len(page.context["in_doubt"]) == 1
    assert "Vi er i tvivl" in text
    assert "Udeladt: sumrække" in text
    assert not Measurement.objects.exists()


def test_a_year_that_the_files_name_tells_has_a_column_with_a_cell_in_each_row(
    client, administrator
):
    headers = ("Institutionsnummer", "Institution", "Tilsynstype", "Kolonne X", *THEMES[1:])
    row = ("9101", "Solsikken", "Ordinært tilsyn", KEEP, *[KEEP] * len(THEMES[1:]))
    file = upload(headers, row, row, name="Tilsyn 2026.csv")

    page = client.post(PAGE, {"import_file": file})

    table = page.context["table"]
    assert table.columns[-1].read.because.startswith("Ingen kolonne siger det")
    assert len(table.columns) == len(headers) + 1
    assert {len(shown.cells) for shown in table.rows if not shown.left_out} == {len(table.columns)}


def test_an_answer_leads_to_the_preview_and_from_there_to_the_receipt(
    client, administrator, arranging
):
    page = asked_about_columns(client)

    shown = answer(client, page, "columns", husk="on", **{field(COLUMN): FIRST})

    assert "Indlæs 1 ny" in shown.content.decode()
    receipt = answer(client, shown, "cells", CONFIRM, follow=True)
    text = receipt.content.decode()
    assert "er indlæst" in text
    assert Measurement.objects.get(topic__name=FIRST).step.label == KEEP
    assert "Vi har lært én ting af dine svar" in text
    assert "Række 3: Ordene »i alt«" in text.replace("&quot;", '"')
    assert LearnedAnswer.objects.get().learned_by == administrator


def test_a_row_that_was_left_out_is_taken_in(client, administrator, arranging):
    page = asked_about_columns(client)

    told = {field(COLUMN): FIRST, f"raekke-{SUM_ROW}": "keep"}
    shown = answer(client, page, "columns", **told)
    answer(client, shown, "cells", CONFIRM)

    assert set(Measurement.objects.values_list("year", flat=True)) == {2025, 2026}


@pytest.mark.parametrize("sent", ["", None, "noget helt andet", FIRST + "x"])
def test_without_an_answer_that_was_offered_the_page_comes_again(
    client, administrator, arranging, sent
):
    page = asked_about_columns(client)

    told = {} if sent is None else {field(COLUMN): sent}
    again = answer(client, page, "columns", **told)

    assert "Hvad er det for kolonner?" in again.content.decode()
    assert again.status_code == 422
    assert 'aria-invalid="true"' in again.content.decode()
    assert answer(client, again, "cells", CONFIRM).status_code in (200, 302, 422)
    assert not Import.objects.exists()


def test_what_was_not_asked_is_no_answer(client, administrator, arranging):
    page = asked_about_columns(client)

    told = {field(COLUMN): SKIP, field("column:Institution"): FIRST, "raekke-2": "leave"}
    shown = answer(client, page, "columns", **told)

    assert "column:Institution" not in shown.context["upload"].answers
    assert "row:2" not in shown.context["upload"].answers


def test_answers_that_make_no_file_we_know_lead_back_to_the_columns(client, administrator):
    headers = ("Institution", "2024", "2025")
    page = client.post(PAGE, {"import_file": upload(headers, ("Solsikken", "6,1", "5,8"))})
    assert "Hvad er det for kolonner?" in page.content.decode()

    for question, kind in ((one.id, one.choices) for one in page.context["arranged"].questions):
        for choice in kind:
            again = answer(client, page, "columns", **{field(question): choice.value})
            assert again.status_code in (200, 302, 422)


def test_a_question_about_a_column_stands_on_the_page_whatever_it_is_called(client, administrator):
    headers = ("Institutionsnummer", "År", "Personaleomsætning (pct.)", "Sygefravær i procent (%)")
    rows = [("9101", "2025", "0,185", "0,061")]

    page = client.post(PAGE, {"import_file": upload(headers, *rows)})

    shown = page.content.decode()
    asked = page.context["arranged"].questions
    assert len(asked) == 2
    assert all(field(one.id) in shown for one in asked)


def test_one_comes_back_to_the_columns_with_the_answers(client, administrator, arranging):
    shown = answer(client, asked_about_columns(client), "columns", **{field(COLUMN): FIRST})

    back = answer(client, shown, "cells", tilbage="1")

    assert "Hvad er det for kolonner?" in back.content.decode()
    assert re.search(rf'<option value="{FIRST}" selected', back.content.decode())


# --- Cells ----------------------------------------------------------------------------------------


def test_one_cause_is_told_once_with_its_count(client, administrator):
    page = client.post(PAGE, {"import_file": the_same("2024", "2025", "2026")})

    text = page.content.decode()
    assert "1 spørgsmål, så er 3 celler læst rigtigt" in text
    assert "3 celler under »Samspil og relationer mellem børn og voksne«" in text
    assert "Indlæs 3" not in text
    assert "faults" not in text.split("<main")[1]  # it is not told once more as errors


def test_columns_of_one_scale_ask_the_same_together(client, administrator):
    page = client.post(PAGE, {"import_file": upload(WIDE, inspected("9101", "Fin", "Fin", KEEP))})

    assert (
        "2 celler under »Samspil og relationer mellem børn og voksne«: Hvad betyder »Fin«?"
        in page.content.decode()
    )
    looked = answer(client, page, "cells", **{field(MEANS): KEEP}, remember=[MEANS])
    answer(client, looked, "cells", CONFIRM, **{field(MEANS): KEEP}, remember=[MEANS])

    assert Measurement.objects.filter(step__label=KEEP).count() == 3
    assert str(LearnedAnswer.objects.get()) == f"»Fin« under »{FIRST}«: {KEEP}"


def test_an_answer_holds_for_all_cells_and_what_stands_there_is_kept(client, administrator):
    page = client.post(PAGE, {"import_file": the_same("2025", "2026")})

    looked = answer(client, page, "cells", **{field(MEANS): KEEP}, remember=[MEANS])
    assert "2 celler læses som noget andet, end der står" in looked.content.decode()
    assert not Measurement.objects.exists()  # looking saves nothing
    answer(client, looked, "cells", CONFIRM, **{field(MEANS): KEEP}, remember=[MEANS])

    batch = Import.objects.get()
    assert [one.step.label for one in Measurement.objects.filter(topic__name=FIRST)] == [KEEP] * 2
    assert batch.mended == {"2": {FIRST: KEEP}, "3": {FIRST: KEEP}}
    assert dict(batch.rows.numbered(2).cells)[FIRST] == "Fin"
    row = client.get(f"/indlaesninger/{batch.pk}/raekke/2/").content.decode()
    assert "<del>Fin</del>" in row


def test_what_is_only_asked_about_is_called_no_error(client, administrator):
    page = client.post(PAGE, {"import_file": the_same("2025", "2026")})

    assert "status-missed" not in page.content.decode()
    faulty = client.post(PAGE, {"import_file": upload(WIDE, inspected("9101", KEEP, year="20x6"))})
    assert "status-missed" in faulty.content.decode()


def test_a_single_cell_is_corrected_where_it_is_shown(client, administrator):
    file = upload(WIDE, inspected("9101", KEEP, year="20x6"))
    page = client.post(PAGE, {"import_file": file})
    assert 'name="celle-C2"' in page.content.decode()

    looked = answer(client, page, "cells", **{"celle-C2": "2026"})
    assert "Indlæs 1 ny" in looked.content.decode()
    answer(client, looked, "cells", CONFIRM)

    assert Measurement.objects.get(topic__name=FIRST).year == 2026
    assert not LearnedAnswer.objects.exists()  # of one cell of one file there is nothing to learn


def test_the_steps_of_the_scale_are_the_answers_and_a_slip_is_proposed(client, administrator):
    page = client.post(PAGE, {"import_file": upload(WIDE, inspected("9101", "Justere indsatsn"))})

    text = page.content.decode()
    offered = re.findall(r'type="radio".*?value="([^"]+)"', text, re.S)
    assert {*offered} >= {KEEP, ADJUST, CHANGE, NEW}
    assert offered[0] == ADJUST
    assert "vores forslag" in text
    assert not Measurement.objects.exists()
    slip = f"cell:{FIRST}:Justere indsatsn"
    answer(client, page, "cells", CONFIRM, **{field(slip): ADJUST})
    assert Measurement.objects.get(topic__name=FIRST).step.label == ADJUST


def test_an_institution_is_never_proposed_by_its_name_alone(client, administrator, sunflower):
    headers = ("Institution", *WIDE[2:])
    rows = [("Solsiken", "2026", "Ordinært tilsyn", KEEP)]
    page = client.post(PAGE, {"import_file": upload(headers, *rows)})

    text = page.content.decode()
    assert "9101 Solsikken" in text
    assert "Udelad rækken" in text
    assert "vores forslag" not in text
    assert "Mangler svar" in text
    question = "cell:Institution:Solsiken"
    looked = answer(client, page, "cells", **{field(question): "9101"})
    done = answer(client, looked, "cells", CONFIRM, accept_names="on", **{field(question): "9101"})
    assert done.status_code == 302
    assert Measurement.objects.get(topic__name=FIRST).institution == sunflower


def test_the_rows_of_an_unknown_institution_are_left_out_and_told_of(client, administrator):
    rows = [inspected("9101", KEEP), inspected("9999", KEEP)]
    page = client.post(PAGE, {"import_file": upload(WIDE, *rows)})

    told = {field("cell:Institutionsnummer:9999"): "leave out"}
    looked = answer(client, page, "cells", **told)
    assert "Du udelod rækken." in looked.content.decode()
    answer(client, looked, "cells", CONFIRM, **told)

    batch = Import.objects.get()
    assert batch.left_out == [[3, "Du udelod rækken."]]
    assert batch.row_count == 1
    assert not LearnedAnswer.objects.filter(answer="leave out").exists()


def test_one_cell_may_mean_something_else_than_the_others(client, administrator):
    page = client.post(PAGE, {"import_file": the_same("2025", "2026")})

    told = {field(MEANS): KEEP, "celle-E3": CHANGE}
    looked = answer(client, page, "cells", **told)
    answer(client, looked, "cells", CONFIRM, **told)

    steps = Measurement.objects.filter(topic__name=FIRST).values_list("year", "step__label")
    assert dict(steps) == {2025: KEEP, 2026: CHANGE}


def test_other_answers_than_were_shown_are_shown_first(client, administrator):
    page = client.post(PAGE, {"import_file": the_same("2025", "2026")})
    looked = answer(client, page, "cells", **{field(MEANS): KEEP})

    changed = answer(client, looked, "cells", CONFIRM, **{field(MEANS): CHANGE})

    assert "Du har ændret dine svar" in changed.content.decode()
    assert not Import.objects.exists()
    answer(client, changed, "cells", CONFIRM, **{field(MEANS): CHANGE})
    assert Measurement.objects.filter(step__label=CHANGE).count() == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("Ring 010190-1234", "CPR"), ("x" * 501, "Skriv højst 500 tegn"), ("  ", "Svaret mangler")],
)
def test_a_wrong_answer_is_told_where_it_stands(client, administrator, text, sentence):
    rows = [inspected("9101", *[KEEP] * n, year="20x6") for n in (1, 2)]
    page = client.post(PAGE, {"import_file": upload(WIDE, *rows)})

    year = field("cell:Tilsynsår:20x6", "tekst")
    again = answer(client, page, "cells", CONFIRM, **{year: text})

    assert again.status_code == 422
    assert sentence in again.content.decode()
    assert "010190" not in again.content.decode()
    assert not Import.objects.exists()


@pytest.mark.parametrize("sent", [None, "", "noget helt andet", KEEP + " ", "leave out"])
def test_an_answer_that_was_not_offered_is_none(client, administrator, sent):
    page = client.post(PAGE, {"import_file": the_same("2025", "2026")})

    told = {} if sent is None else {field(MEANS): sent}
    again = answer(client, page, "cells", CONFIRM, **told)

    assert again.status_code == 422
    assert not Import.objects.exists()


def test_what_is_wrong_after_an_answer_is_told_beside_it(client, administrator):
    rows = [inspected("9101", *[KEEP] * n, year="20x6") for n in (1, 2)]
    page = client.post(PAGE, {"import_file": upload(WIDE, *rows)})

    again = answer(client, page, "cells", **{field("cell:Tilsynsår:20x6", "tekst"): "forleden"})

    assert "»forleden« er ikke et årstal" in again.content.decode()
    assert "Ret to celler" in again.content.decode()


def test_a_cell_nobody_asked_about_cannot_be_overwritten(client, administrator):
    page = client.post(PAGE, {"import_file": upload(WIDE, inspected("9101", KEEP))})

    answer(client, page, "cells", CONFIRM, **{"celle-E2": ADJUST, "celle-A2": "9999"})

    assert Measurement.objects.get(topic__name=FIRST).step.label == KEEP


@pytest.mark.parametrize("change", [lambda one: one[:-3], lambda one: "", lambda one: f"{one}x"])
def test_a_ticket_that_was_changed_opens_nothing(client, administrator, change):
    page = client.post(PAGE, {"import_file": the_same("2025", "2026")})

    told = {"upload": change(ticket(page)), "step": "cells", field(MEANS): KEEP}
    confirmed = client.post(CONFIRM, told)

    assert confirmed.status_code == 302
    assert not Inspection.objects.exists()


def test_a_ticket_of_somebody_else_opens_nothing(client, administrator):
    page = client.post(PAGE, {"import_file": the_same("2025", "2026")})
    told = {"upload": ticket(page), "step": "cells", field(MEANS): KEEP}

    client.force_login(UserFactory(administrator=True))

    assert client.post(PAGE, told).status_code == 302
    assert client.post(CONFIRM, told).status_code == 302
    assert not Import.objects.exists()


# --- What is remembered ---------------------------------------------------------------------------


def learned(client, *, remember=(MEANS,)):
    page = client.post(PAGE, {"import_file": the_same("2024", "2025")})
    told = {field(MEANS): KEEP}
    looked = answer(client, page, "cells", **told, remember=remember)
    return answer(client, looked, "cells", CONFIRM, **told, remember=remember, follow=True)


def test_what_was_learned_is_proposed_and_shown_next_time(client, administrator):
    learned(client)

    page = client.post(PAGE, {"import_file": the_same("2023", "2026")})

    text = page.content.decode()
    assert "besvaret af Henrik Dalgaard" in text
    assert re.search(rf'value="{KEEP}"\s+checked', text)
    assert "Indlæs 2 nye" in text
    assert Measurement.objects.filter(year__in=[2023, 2026]).count() == 0
    answer(client, page, "cells", CONFIRM, **{field(MEANS): KEEP}, remember=[MEANS])
    assert LearnedAnswer.objects.get().used_count == 1


def test_answers_can_be_changed_where_they_would_change_nothing(client, administrator):
    learned(client)

    page = client.post(PAGE, {"import_file": the_same("2024", "2025")})
    assert "Alt i filen er allerede indlæst" in page.content.decode()
    changed = answer(client, page, "cells", **{field(MEANS): CHANGE})

    assert "Indlæs 2 nye og ændrede rækker" in changed.content.decode()


def test_what_is_not_to_be_remembered_is_not(client, administrator):
    learned(client, remember=())

    assert not LearnedAnswer.objects.exists()


def test_the_receipt_shows_what_was_learned_and_undoing_forgets_it(client, administrator):
    receipt = learned(client)
    assert "Vi har lært én ting af dine svar" in receipt.content.decode()
    batch = Import.objects.get()

    undo = f"/admin/measurements/import/{batch.pk}/fortryd/"
    client.post(undo, {"sure": "yes", "forget_learned": "on"})

    assert not Measurement.objects.exists()
    assert not LearnedAnswer.objects.exists()
    assert LearnedAnswer.history.filter(history_type="-").count() == 1


def test_undoing_alone_forgets_nothing(client, administrator):
    learned(client)

    client.post(f"/admin/measurements/import/{Import.objects.get().pk}/fortryd/", {"sure": "yes"})

    assert LearnedAnswer.objects.count() == 1
