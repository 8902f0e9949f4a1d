"""What a file says and we do not read is told, never passed over: such files stop."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl.styles import PatternFill

from files.spreadsheets import Unreadable, read
from imports.errors import NotRecognised
from institutions.importing import commit_list as read_institutions
from institutions.models import Institution, KnownName
from measurements.importing import prepare
from measurements.models import Instrument, InstrumentVersion, Topic
from measurements.previews import Preview
from tests.factories import InstitutionFactory, UserFactory
from tests.files import KEEP, WIDE, csv_bytes, sheet

pytestmark = pytest.mark.django_db

ROW = ("9101", "Solsikken", "2026", "Ordinært tilsyn", KEEP)


@pytest.fixture(autouse=True)
def sunflower(reference):
    return InstitutionFactory(name="Solsikken", number="9101")


def workbook(*sheets, colours=()):
    """The bytes of a workbook: sheets as (title, rows); colours as (address, rgb) on the first."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    for address, rgb in colours:
        book.worksheets[0][address].fill = PatternFill("solid", fgColor=rgb)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def faults(content: bytes) -> list[tuple[str, str]]:
    plan = prepare(read(content, name="tilsyn.xlsx"))
    return [(fault.address, fault.message) for fault in plan.errors]


def test_a_second_sheet_with_the_columns_of_the_first_stops_the_file():
    content = workbook(("2025", [WIDE, ROW]), ("2026", [WIDE, ROW]))

    with pytest.raises(Unreadable, match="»2025« og »2026« har de samme kolonner"):
        read(content, name="tilsyn.xlsx")


@pytest.mark.parametrize(
    "other",
    [
        [["Vejledning"], ["Skriv en række for hvert tilsyn"]],
        [["Institutionsnummer", "Institution"], ["9101", "Solsikken"]],
        [],
    ],
    ids=["guidance", "list", "empty"],
)
def test_a_second_sheet_about_something_else_is_no_matter(other):
    content = workbook(("Udfyld her", [WIDE, ROW]), ("Andet", other))

    assert read(content, name="tilsyn.xlsx").sheet_name == "Udfyld her"


def test_a_hidden_sheet_is_no_matter():
    book = openpyxl.load_workbook(io.BytesIO(workbook(("2026", [WIDE, ROW]), ("2025", [WIDE]))))
    book["2025"].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)

    assert read(file.getvalue(), name="tilsyn.xlsx").sheet_name == "2026"


def test_a_rating_that_is_a_colour_stops_the_file():
    empty = (*ROW[:-1], None)
    content = workbook(
        ("Tilsyn", [WIDE, empty, empty]), colours=[("E2", "FF00C000"), ("E3", "FFFF0000")]
    )

    told = faults(content)

    assert (
        "E2",
        "Cellen er farvet, men tom. Farver læses ikke: Skriv vurderingen med ord.",
    ) in told
    assert "E3" in dict(told)


@pytest.mark.parametrize("where", [["E2"], ["E2", "E3"]])
def test_a_rating_that_is_the_only_colour_stops_the_file(where):
    """Every house is green: that is what a good year looks like, and no way to draw a table."""
    empty = (*ROW[:-1], None)
    content = workbook(
        ("Tilsyn", [WIDE, empty, empty]), colours=[(cell, "FF00B050") for cell in where]
    )

    assert set(where) <= set(dict(faults(content)))


@pytest.mark.parametrize(
    "colours",
    [
        [("E2", "FFF2F2F2"), ("E3", "FFD9D9D9")],
        [("E2", "FFDDEBF7")],
        [(f"{column}2", "FF9BC2E6") for column in "ABCDE"],
        [("A2", "FF00C000"), ("A3", "FFFF0000")],
    ],
    ids=["greys", "a pale colour", "a row in one colour", "beside words"],
)
def test_shades_that_make_a_table_easy_to_read_are_no_matter(colours):
    empty = (*ROW[:-1], None)
    content = workbook(("Tilsyn", [WIDE, empty]), colours=colours)

    assert not [message for _address, message in faults(content) if "farvet" in message]


def test_a_number_in_the_cell_is_never_contradicted(sunflower):
    InstitutionFactory(name="Solsikken", number="7001")
    InstitutionFactory(name="Solsikken Nord", number="7002")

    plan = prepare(sheet(WIDE[1:], ("7001 Solsikken", *ROW[2:])))

    (fault,) = plan.errors
    assert "Mente du 7001 Solsikken?" in fault.message


def test_a_number_that_nobody_has_is_not_contradicted_by_a_name():
    plan = prepare(sheet(WIDE[1:], ("7001 Solsikken", *ROW[2:])))

    (fault,) = plan.errors
    assert fault.message == "Der er ingen enhed med nummeret 7001."


@pytest.mark.parametrize(
    ("number", "name", "says"),
    [
        ("7001", "Solsikken", ["7001", "9101 er Solsikken"]),  # tells both, of two columns
        ("9110", "Mælkebøtten", ["9110", "9101 er Solsikken", "5005 er Mælkebøtten"]),
        ("9110", "Huset ved åen", ["9110", "9101 er Solsikken"]),
        ("7001", "Solsiken", ["7001", "9101 er Solsikken"]),
    ],
)
def test_a_suggestion_contradicts_neither_the_number_nor_the_name(number, name, says):
    InstitutionFactory(name="Mælkebøtten", number="5005")

    (fault,) = prepare(sheet(WIDE, (number, name, *ROW[2:]))).errors

    assert "Mente du" not in fault.message
    for one in says:
        assert one in fault.message


@pytest.mark.parametrize("name", ["Solsikken", ""])
def test_a_number_a_slip_away_from_the_one_of_that_name_is_suggested(name):
    (fault,) = prepare(sheet(WIDE, ("9110", name, *ROW[2:]))).errors

    assert fault.message == "Der er ingen enhed med nummeret 9110. Mente du 9101 Solsikken?"


def test_an_empty_cell_below_a_merged_area_is_named_itself():
    rows = [
        ("7777", "Huset", "Børnehave", "Nord", "Klynge A"),
        ("7778", "Gården", "Børnehave", "", "Klynge B"),
    ]
    # another area, so that the place has to be told
    InstitutionFactory(name="Andet")

    outcome = read_institutions(read(csv_bytes(INSTITUTIONS, *rows), name="enheder.csv"))

    (fault,) = outcome.errors
    assert fault.address == "D3"
    assert "flettet" in fault.message


def test_a_heading_with_its_unit_is_the_heading_without(sunflower):
    headings = ["Institutionsnummer", "Institution", "År"]
    plain = [*headings, "Sygefravær i procent", "Fuldtidsstillinger"]
    units = [*headings, "Sygefravær i procent (%)", "Fuldtidsstillinger (årsværk)"]
    row = ("9101", "Solsikken", "2025", "6,1", "21,7")

    with_units, without = (prepare(sheet(heads, row)) for heads in (units, plain))

    assert with_units.is_clean
    assert len(with_units.content.recognised.topics) == 2
    assert with_units.content.recognised.unused == ()
    assert with_units.new_count == without.new_count == 2


INSTITUTIONS = ("Institutionsnummer", "Institution", "Institutionstype", "Område", "Klynge")


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("I alt", "60 institutioner"),
        ("", "I alt"),
        ("9999", "Dagtilbud Nord i alt"),
        ("9999", "Gennemsnit"),
        ("9999", "Subtotal"),
        ("Total", "Børnehuset"),
        ("uden nr", "Børnehuset"),
    ],
)
def test_a_row_of_totals_becomes_no_institution(number, name):
    content = csv_bytes(INSTITUTIONS, (number, name, "Børnehave", "Nord", "Dagtilbud Nord"))

    outcome = read_institutions(read(content, name="enheder.csv"))

    assert outcome.errors
    assert not outcome.is_saved
    assert Institution.objects.count() == 1


@pytest.mark.parametrize("name", ["Totalgården", "Sumsibien", "Børnehuset Altid"])
def test_an_institution_may_have_a_name_that_begins_like_a_total(name):
    content = csv_bytes(INSTITUTIONS, ("9999", name, "Børnehave", "Nord", "Dagtilbud Nord"))

    assert read_institutions(read(content, name="enheder.csv")).is_saved


def test_a_renamed_institution_is_found_by_its_former_name(sunflower):
    sunflower.name = "Solsikken Børnehus"
    sunflower.save()

    plan = prepare(sheet(WIDE[1:], ROW[1:]))

    assert plan.is_clean
    assert KnownName.objects.get().institution == sunflower


def test_a_name_that_another_bears_too_tells_nothing(sunflower):
    InstitutionFactory(name="Solsikken", number="7001")
    sunflower.name = "Solsikken Børnehus"
    sunflower.save()

    assert not KnownName.objects.exists()


def test_a_former_name_that_another_has_taken_is_asked_about(sunflower):
    sunflower.name = "Solsikken Børnehus"
    sunflower.save()
    InstitutionFactory(name="Solsikken", number="7001")

    plan = prepare(sheet(WIDE[1:], ROW[1:]))

    assert [match.number for match in plan.name_matches] == ["7001"]


def test_a_workbook_called_as_a_file_of_libreoffice_is_told_so():
    content = workbook(("Tilsyn", [WIDE, ROW]))

    with pytest.raises(Unreadable, match="navn passer ikke til indholdet"):
        read(content, name="tilsyn.ods")


# --- What is in per cent, and columns that are not read -------------------------------------------

STAFF = ("Institutionsnummer", "År", "Sygefravær i procent")


@pytest.mark.parametrize(
    ("value", "is_asked"), [("0,061", True), ("0,9", True), ("6,1", False), ("0", False)]
)
def test_a_share_where_per_cent_are_meant_is_asked_about(sunflower, value, is_asked):
    plan = prepare(sheet(STAFF, ("9101", "2025", value)))

    asked = [warning.message for warning in plan.warnings]
    assert bool(asked) == is_asked
    if is_asked:
        assert asked == [f"Sygefravær står i procent. Er {value} % rigtigt?"]


def test_a_column_of_measurements_that_is_not_read_is_named_at_the_top(sunflower):
    plan = prepare(sheet((*STAFF, "Leders skøn"), ("9101", "2025", "6,1", "god")))

    preview = Preview.of(plan, by="", at=timezone.now())

    assert preview.not_read == "Kolonnen »Leders skøn« (D) bruges ikke."


def test_a_column_of_institutions_that_is_not_read_is_named():
    row = ("7777", "Børnehuset", "Børnehave", "Nord", "Dagtilbud Nord")
    columns = (*INSTITUTIONS, "Afdeling", "Navn")
    content = csv_bytes(columns, (*row, "3", "Det store hus"))

    outcome = read_institutions(read(content, name="enheder.csv"), dry_run=True)

    assert outcome.not_read == "Kolonnerne »Afdeling« (F), »Navn« (G) bruges ikke."


def test_the_previews_show_which_columns_are_not_read(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(UserFactory(administrator=True))
    figures = csv_bytes((*STAFF, "Leders skøn"), ("9101", "2025", "6,1", "god"))
    places = csv_bytes(
        (*INSTITUTIONS, "Leders skøn"), ("7777", "Huset", "Børnehave", "Nord", "", "god")
    )

    for address, content in (
        ("/indlaes/tal/", figures),
        ("/indlaes/institutioner/", places),
    ):
        file = SimpleUploadedFile("fil.csv", content)
        page = client.post(address, {"import_file": file}, follow=True).content.decode()
        assert page.count("»Leders skøn«") == 1, address


# --- Files of an instrument that no file is read of -----------------------------------------------

BTU_HEADINGS = ("Institutionsnummer", "År", "Spørgsmål", "Gennemsnit (1-5)")


def own_instrument(*topics, kind="survey"):
    """An instrument as an administrator defines it, on the scale of the survey of parents."""
    scale = InstrumentVersion.objects.get(instrument__code="btu").scale
    instrument = Instrument.objects.create(code="maaltid", name="Måltidsundersøgelse", kind=kind)
    version = instrument.versions.create(code="maaltid-1", name="1", scale=scale, from_year=2020)
    for number, topic in enumerate(topics, start=1):
        version.topics.create(number=number, name=topic, short_name=topic, lineage=f"m-{number}")


def messages(headers, *rows):
    return [fault.message for fault in prepare(sheet(headers, *rows)).errors]


def test_questions_of_ones_own_instrument_are_read_under_the_headings_of_another():
    own_instrument("Maden smager godt", "Maden er sund")
    rows = [("9101", "2026", topic, "4,1") for topic in ("Maden smager godt", "Maden er sund")]

    plan = prepare(sheet(BTU_HEADINGS, *rows))

    assert plan.layout.code == "maaltid-long"
    assert len(plan.content.observations) == 2


def test_questions_of_another_instrument_are_never_to_be_added_to_the_one_of_that_layout():
    own_instrument("Maden smager godt", "Maden er sund", kind="programme")
    rows = [("9101", "2026", topic, "4,1") for topic in ("Maden smager godt", "Maden er sund")]

    told = messages(BTU_HEADINGS, *rows)

    assert len(told) == 1  # of the file, once
    assert "»Maden smager godt« hører til Måltidsundersøgelse" in told[0]
    assert "tilføjer" not in told[0]


def test_questions_that_no_instrument_has_are_sent_into_none_without_asking_whose_they_are():
    rows = [("9101", "2026", topic, "4,1") for topic in ("Maden smager godt", "Maden er sund")]

    told = messages(BTU_HEADINGS, *rows)

    assert len(told) == 1
    assert told[0].startswith("Ingen af temaerne i filen hører til ")
    assert "så lav et måleredskab af den" in told[0]
    assert "tilføjer" not in told[0]


def test_a_question_among_those_of_the_instrument_is_told_whose_it_is():
    own_instrument("Maden smager godt", kind="programme")
    known = Topic.objects.filter(version__instrument__code="btu").first().name
    rows = [("9101", "2026", topic, "4,1") for topic in (known, "Maden smager godt", "Ny tanke")]

    of_another, new = messages(BTU_HEADINGS, *rows)

    assert of_another == (
        "»Maden smager godt« hører til Måltidsundersøgelse, og filer derfra kan ikke indlæses her."
    )
    assert "tilføjer" in new


def test_headings_that_are_questions_of_an_instrument_without_files_say_so():
    own_instrument("Maden smager godt", "Maden er sund", kind="programme")

    with pytest.raises(NotRecognised, match="hører til Måltidsundersøgelse"):
        prepare(
            sheet(
                ("Institutionsnummer", "År", "Maden smager godt", "Maden er sund"),
                ("9101", "2026", "4,1", "4"),
            )
        )


# --- Headings that do not stand in the first row ------------------------------------------------


def refusal(*sheets):
    with pytest.raises(Unreadable) as refused:
        read(workbook(*sheets), name="enheder.xlsx")
    return refused.value.message


def test_a_title_above_the_headings_is_named_with_what_is_outside_it():
    message = refusal(
        ("Ark1", [["Enheder i Nordkøbing"], [], ["Inst.nr.", "Navn"], ["7", "Huset"]])
    )

    assert message == (
        "B3: Der står noget i cellen, men der er ingen overskrift over den. Række 1 læses som"
        " overskrifterne: »Enheder i Nordkøbing«. Er overskrifterne i række 3, så slet rækkerne"
        " over den."
    )


def test_a_number_outside_the_headings_is_no_heading():
    message = refusal(("Ark1", [["Inst.nr.", "Navn"], ["7", "Huset", 12]]))

    assert "Række 1 læses som overskrifterne: »Inst.nr.«, »Navn«." in message
    assert message.endswith("Skriv en overskrift over den, eller slet det, der står der.")


def test_a_cover_sheet_is_named_with_the_sheets_that_are_not_read():
    message = refusal(
        ("Forside", [["Tilsyn 2026"]]), ("Data", [["Inst.nr.", "Navn"], ["7", "Huset"]])
    )

    assert message.endswith("Kun arket »Forside« læses, ikke »Data«.")


def test_formulas_without_a_result_are_named_with_their_columns_all_at_once():
    message = refusal(("Ark1", [["Inst.nr.", "Børn"], ["7", "=1+1"], ["8", "=2+2"]]))

    assert message.startswith("B2 (»Børn«), B3 (»Børn«): 2 formler har intet resultat.")


@pytest.mark.parametrize(
    "rows",
    [
        [["Kim 010190-1234"], ["7", "Huset"]],
        [["Kim 010190-1234", "A", "a"], ["7", "Huset"]],
        [["Kim 010190-1234", "Børn"], ["7", "=1+1"]],
    ],
    ids=["outside", "twice", "formula"],
)
def test_no_sentence_names_a_heading_that_holds_a_cpr_number(rows):
    message = refusal(("Ark1", rows))

    assert "010190" not in message
    assert "CPR" in message


def test_no_sentence_names_a_sheet_that_holds_a_cpr_number():
    message = refusal(("Forside", [["Tilsyn"]]), ("Kim 010190-1234", [["A"], ["7"]]))

    assert "010190" not in message
