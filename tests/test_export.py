"""Measurements taken out: in the form they are read in, harmless, and nothing changes by it."""

import io

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from files.spreadsheets import read
from files.spreadsheets.formulas import harmless, without_quote
from measurements.exporting import as_csv, as_workbook, table_of
from measurements.importing import commit_diff, prepare
from measurements.layouts import LAYOUTS
from measurements.models import Measurement, Topic
from measurements.reference import load_reference
from tests.factories import (
    ClusterFactory,
    InspectionFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)
from tests.files import ADJUST, KEEP, KIDS_WIDE, SECOND, WIDE, inspected, sheet

pytestmark = pytest.mark.django_db

WRITERS = [
    pytest.param(as_csv, "ud.csv", id="csv"),
    pytest.param(as_workbook, "ud.xlsx", id="xlsx"),
]
PAGE = "/admin/measurements/measurement/export/"


@pytest.fixture(autouse=True)
def sunflower():
    load_reference()
    return InstitutionFactory(name="Solsikken", number="9101", cluster=ClusterFactory())


def has_no_effect(layout, write, name):
    table = table_of(LAYOUTS[layout])
    plan = prepare(read(write(table), name=name))
    assert plan.errors == []
    assert plan.layout.code == layout
    return bool(table.rows) and not plan.has_work


@pytest.mark.parametrize(("write", "name"), WRITERS)
@pytest.mark.parametrize("layout", ["tilsyn_wide", "tilsyn_long"])
def test_inspections_read_in_again_change_nothing(sunflower, layout, write, name):
    dates = ("Observation dato", "Skærpet tilsyn", "Link til rapport")
    rows = (
        (*inspected("9101", KEEP, ADJUST), "", "", "", "", "12-05-2026", "Ja", "https://a.dk/1"),
        (*inspected("9101", "Vedligehold indsats", "*", year="2021"), *[""] * 4, "", "Nej", ""),
    )
    commit_diff(prepare(sheet((*WIDE, *dates), *rows)))
    InspectionFactory(institution=sunflower, year=2025, kind="light")
    InspectionFactory(institution=sunflower, year=2026, kind="follow_up")

    assert has_no_effect(layout, write, name)


@pytest.mark.parametrize(("write", "name"), WRITERS)
@pytest.mark.parametrize("layout", ["kids_wide", "kids_long"])
def test_observations_read_in_again_change_nothing(layout, write, name):
    rows = (
        ("9101", "12-05-2026", "Bierne", SECOND, "4,3", "*"),
        ("9101", "12-05-2026", "", SECOND, "3", "1,25"),
        ("9101", "12-05-2019", "Bierne", "KIDS 1. udgave", "2,5", ""),
    )
    commit_diff(prepare(sheet(KIDS_WIDE, *rows[:2])))

    assert has_no_effect(layout, write, name)
    assert Measurement.objects.filter(is_suppressed=True).count() == 1


@pytest.mark.parametrize(("write", "name"), WRITERS)
def test_answers_read_in_again_change_nothing(write, name):
    headings = ("Institutionsnummer", "Runde", "Antal børn vurderet", "Grøn", "Gul", "Rød")
    rows = (
        ("9101", "Forår 2026", "40", "30", "8", "2"),
        ("9101", "Efterår 2026", "*", "*", "*", "*"),
    )
    commit_diff(prepare(sheet(headings, *rows)))

    assert has_no_effect("topi", write, name)


def test_the_csv_is_what_danish_excel_opens():
    commit_diff(prepare(sheet(KIDS_WIDE, ("9101", "12-05-2026", "Bierne", SECOND, "4,3", "*"))))

    content = as_csv(table_of(LAYOUTS["kids_wide"]))

    assert content.startswith(b"\xef\xbb\xbfInstitutionsnummer;")
    line = content.decode("utf-8-sig").splitlines()[1]
    assert line.startswith("9101;Solsikken;12-05-2026;Bierne;")
    assert ";4,3" in line
    assert ";*" in line


def test_the_workbook_has_numbers_as_numbers_and_numbers_of_institutions_as_text():
    commit_diff(prepare(sheet(KIDS_WIDE, ("9101", "12-05-2026", "Bierne", SECOND, "4,3", "*"))))

    headings, row = openpyxl.load_workbook(
        io.BytesIO(as_workbook(table_of(LAYOUTS["kids_wide"])))
    ).active.rows

    cells = {heading.value: cell for heading, cell in zip(headings, row, strict=True)}
    assert (cells["Institutionsnummer"].data_type, cells["Fysiske omgivelser"].data_type) == (
        "s",
        "n",
    )
    assert cells["Måledato"].is_date


def test_formulas_in_cells_and_headings_are_harmless_in_both_kinds_of_file():
    Topic.objects.filter(name="Relationer").update(name="=1+1")
    commit_diff(prepare(sheet(KIDS_WIDE[:-1], ("9101", "12-05-2026", "=SUM(A1)", SECOND, "4,3"))))
    table = table_of(LAYOUTS["kids_wide"])

    text = as_csv(table).decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(table)))

    assert ";'=1+1;" in text.splitlines()[0]
    assert ";'=SUM(A1);" in text
    assert not any(cell.data_type == "f" for row in book.active.rows for cell in row)


@pytest.mark.parametrize(("write", "name"), WRITERS)
def test_a_group_that_looks_like_a_formula_comes_back_as_itself(write, name):
    commit_diff(prepare(sheet(KIDS_WIDE, ("9101", "12-05-2026", "-Bierne", SECOND, "4,3", "2"))))

    assert has_no_effect("kids_wide", write, name)


@pytest.mark.parametrize("text", ["-3,4", "+5", "-1.250,5", "−3", "Bierne", "3"])
def test_numbers_and_ordinary_texts_are_written_as_they_are(text):
    assert harmless(text) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "+a", "-Bierne", "@SUM(1)", "\t=1", "-1+cmd|' /C calc'!A0"]
)
def test_what_is_made_harmless_comes_back(text):
    assert harmless(text) == f"'{text}"
    assert without_quote(harmless(text)) == text


def test_an_administrator_takes_data_out(client):
    commit_diff(prepare(sheet(WIDE, inspected("9101", KEEP), inspected("9101", KEEP, year="2025"))))
    client.force_login(UserFactory(administrator=True))

    page = client.get(PAGE)
    file = client.get(PAGE, {"layout": "tilsyn_wide", "year": "2025", "format": "csv"})

    assert "Træk data ud" in page.content.decode()
    assert ".csv" in file["Content-Disposition"]
    assert len(file.content.decode("utf-8-sig").splitlines()) == 2


def test_a_cluster_is_taken_out_alone(client):
    poppy = InstitutionFactory(name="Valmuen", number="9102", cluster=ClusterFactory())
    commit_diff(prepare(sheet(WIDE, inspected("9101", KEEP), inspected("9102", KEEP))))
    client.force_login(UserFactory(administrator=True))
    cluster = poppy.clusters.get().pk

    file = client.get(PAGE, {"layout": "tilsyn_wide", "cluster": cluster, "format": "csv"})

    assert [line[:4] for line in file.content.decode("utf-8-sig").splitlines()[1:]] == ["9102"]


def test_a_wrong_question_is_answered_with_the_form(client):
    client.force_login(UserFactory(administrator=True))

    assert client.get(PAGE, {"layout": "findes ikke"}).status_code == 422


@pytest.mark.parametrize("codenames", [[], ["change_measurement"], ["view_measurement"]])
def test_staff_who_are_no_administrators_take_nothing_out(client, sunflower, codenames):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    MembershipFactory(user=user, role="leader", institution=sunflower)
    client.force_login(user)

    assert client.get(PAGE).status_code == 403
    assert client.get(PAGE, {"layout": "tilsyn_wide", "format": "csv"}).status_code == 403


def test_the_lists_own_ways_of_taking_out_are_closed(client):
    client.force_login(UserFactory(administrator=True))
    page = client.get(reverse("admin:measurements_measurement_changelist")).content.decode()

    assert reverse("measurement_export") in page
    assert "export_admin_action" not in page
