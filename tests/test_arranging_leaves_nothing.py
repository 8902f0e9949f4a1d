"""What stands beside the table that is read: of a person it is not kept, and nothing is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl.styles import PatternFill

from files.spreadsheets import Unreadable
from files.spreadsheets.grids import read_book
from imports.arranging.arrange import arrange
from measurements.importing.kind import MeasurementFile
from measurements.importing.words import words_of_measurements
from measurements.reference import load_reference
from tests.factories import ClusterFactory, InstitutionFactory, UserFactory
from tests.messy.writing import text, xlsx

pytestmark = pytest.mark.django_db

PERSON = "010190-1234"
HEAD = ("Institutionsnummer", "Tilsynsår", "Tilsynstype")
THEMES = ("Samspil og relationer", "Fællesskaber og leg")
KEEP = "Vedligeholde indsatsen"
SICK = ("Institutionsnummer", "År", "Sygefravær i procent")


@pytest.fixture(autouse=True)
def town():
    load_reference()
    InstitutionFactory(name="Solsikken", number="9101", cluster=ClusterFactory())


def arranged(content: bytes, name: str = "data.xlsx", **answers: str):
    return arrange(read_book(content, name=name), words_of_measurements(), answers)


@pytest.mark.parametrize("before", ["Bemærkning ", "Bemærkning " * 30])
@pytest.mark.parametrize("place", ["above", "below"])
def test_the_number_of_a_person_beside_a_table_is_refused_however_long_its_row(before, place):
    note, rows = [f"{before}{PERSON}"], [SICK, ("9101", 2025, "6,1")]
    content = text([note, *rows] if place == "above" else [*rows, [], note])

    with pytest.raises(Unreadable, match="CPR"):
        arranged(content, "data.csv")


@pytest.mark.parametrize("sheet", [0, 1])
def test_nor_is_a_file_with_one_kept_while_it_is_asked_which_sheet_is_meant(sheet):
    rows = [
        [SICK, ("9101", 2025, 6.1)],
        [(*HEAD, *THEMES, "Leder"), ("9101", 2026, "Ordinært tilsyn", KEEP, KEEP, "Bo")],
    ]
    assert [one.id for one in arranged(_two(rows)).arranged.questions] == ["sheet"]
    rows[sheet].append([*rows[sheet][1][:-1], f"Bo {PERSON.replace('-', '')}"])

    with pytest.raises(Unreadable, match="CPR"):
        arranged(_two(rows))


def _two(rows) -> bytes:
    return xlsx(rows[0], title="Fravær", more=[("Tilsyn", rows[1])])


def test_colours_say_something_on_every_sheet_that_is_read():
    def coloured(sheet):
        for column, code in ((4, "00B050"), (5, "FF0000")):
            sheet.cell(2, column).fill = PatternFill("solid", fgColor=code)

    full = [(*HEAD, *THEMES), ("9101", 2025, "Ordinært tilsyn", KEEP, KEEP)]
    blank = [(*HEAD, *THEMES), ("9101", 2026, "Ordinært tilsyn", None, None)]
    kind = MeasurementFile()
    source = kind.open(xlsx(full, title="2025", more=[("2026", blank, coloured)]), "tilsyn.xlsx")

    assert [one.id for one in kind.questions(source, kind.compare(source))] == ["colours"]
    assert kind.compare(source).errors


def test_a_column_that_only_a_later_sheet_has_is_not_lost():
    first = [(*HEAD, *THEMES[:1]), ("9101", 2025, "Ordinært tilsyn", KEEP)]
    later = [(*HEAD, *THEMES), ("9101", 2026, "Ordinært tilsyn", KEEP, KEEP)]
    found = arranged(xlsx(first, title="2025", more=[("2026", later)])).arranged

    assert [one.id for one in found.questions] == ["sheet"]


def test_a_formula_without_a_result_is_refused_on_every_sheet():
    first = [SICK, ("9101", 2024, 5.9)]
    later = [SICK, ("9101", 2025, 6.1), ("9101", "=B2+1", 6.2)]

    with pytest.raises(Unreadable, match="Formlen har intet resultat"):
        arranged(xlsx(first, title="2024", more=[("2025", later)]))


def test_a_number_of_production_is_none_of_a_person_while_something_is_asked(client):
    """Ten digits that begin as a day: in columns of numbers they are whose they are said to be."""
    client.force_login(UserFactory(administrator=True))
    head = ("Inst.nr.", "P-nr.", "Kaldes", "Dagtilbud", "Distrikt", "Institutionstype")
    rows = [
        (9300 + n, 1003000000 + n, f"Huset {n}", "Dagtilbud Nord", "Distrikt Nord", "Børnehave")
        for n in range(4)
    ]
    file = SimpleUploadedFile("enheder.xlsx", xlsx([["Enheder"], head, *rows]))
    page = client.post("/admin/institutions/institution/import/", {"import_file": file})

    assert "Hvad er det for kolonner?" in page.content.decode()


@pytest.mark.parametrize("column", ["Institutionsnummer", "Institution"])
def test_a_number_beside_the_name_of_another_is_not_taken_for_either(column):
    InstitutionFactory(name="Egernet", number="9205")
    kind = MeasurementFile()
    source = kind.open(xlsx([(column, *SICK[1:]), ("9101 Egernet", 2025, 6.1)]), "fravaer.xlsx")
    diff = kind.compare(source)

    assert diff.errors
    assert source.rows[0].cells[0] == "9101 Egernet"


def test_of_several_files_each_is_arranged_when_its_turn_comes(client):
    """The second is as messy as the first: it waits, and is not refused as if it were clean."""
    client.force_login(UserFactory(administrator=True))
    table = [["Sygefravær"], [], SICK, ("9101", 2025, 6.1), ("I alt", "", 6.1)]
    files = [SimpleUploadedFile(f"{name}.xlsx", xlsx(table)) for name in ("nord", "syd")]
    page = client.post("/admin/measurements/measurement/import/", {"import_file": files})

    assert [one.name for one in page.context["waiting"]] == ["syd.xlsx"]
    again = client.post(
        "/admin/measurements/measurement/import/", {"upload": page.context["waiting"][0].ticket}
    )
    assert "Filen er klar til at blive indlæst" in again.content.decode()
