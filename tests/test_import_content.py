"""What files of tilsyn and KIDS say, and what is told when they cannot be understood."""

import gc
from decimal import Decimal

import pytest

from files.spreadsheets import read
from imports.errors import NotRecognised
from institutions.models import Identifier
from measurements.importing import prepare
from measurements.models import Topic
from tests.factories import IdentifierFactory, InstitutionFactory
from tests.files import (
    ADJUST,
    CHANGE,
    KEEP,
    KIDS_LONG,
    KIDS_WIDE,
    LONG,
    NEW,
    SECOND,
    THEMES,
    WIDE,
    csv_bytes,
    inspected,
    sheet,
)
from tests.workbooks import workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


@pytest.fixture
def sunflower():
    return InstitutionFactory(name="Solsikken", number="9101")


@pytest.fixture
def starlet():
    return InstitutionFactory(name="Stjerneskuddet", number="9106")


def said(plan):
    """Topic code, rank or number, of each observation."""
    topics = {topic.pk: topic for topic in Topic.objects.select_related("version")}
    found = []
    for observation in plan.content.observations:
        topic = topics[observation.topic]
        steps = {step.pk: step.rank for step in plan.topic(observation).scale.steps}
        value = steps.get(observation.step, observation.value)
        found.append((topic.version.code, topic.number, value))
    return found


def faults(plan):
    return [(fault.address, fault.message) for fault in plan.errors]


# --- Recognising ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "layout"),
    [
        (WIDE, "tilsyn_wide"),
        (LONG, "tilsyn_long"),
        (KIDS_WIDE, "kids_wide"),
        (KIDS_LONG, "kids_long"),
        (("INSTITUTIONSNR", "aar", "Forældre samarbejde"), "tilsyn_wide"),
        (("P-nummer", "Dato", "Relationer"), "kids_wide"),
    ],
)
def test_a_layout_is_recognised_by_its_headings(sunflower, headers, layout):
    rows = [["9101"] + ["x"] * (len(headers) - 1)]

    assert prepare(sheet(headers, *rows)).layout.code == layout


def test_what_is_missing_for_the_nearest_layout_is_named(sunflower):
    headers = ("Institutionsnummer", "Tilsynstype", *THEMES)

    with pytest.raises(NotRecognised) as refusal:
        prepare(sheet(headers, ("9101", "Ordinært tilsyn", KEEP)))

    assert "»Tilsynsår«" in refusal.value.message
    assert "én række pr. tilsyn" in refusal.value.message


def test_a_file_of_something_else_is_said_to_be_unknown():
    with pytest.raises(NotRecognised) as refusal:
        prepare(sheet(("Navn", "Farve"), ("Sol", "gul")))

    assert "ikke til nogen skabelon" in refusal.value.message


def test_a_layout_asked_for_must_fit(sunflower):
    with pytest.raises(NotRecognised) as refusal:
        prepare(sheet(WIDE, inspected("9101", KEEP)), layout="kids_wide")

    assert "»Måledato«" in refusal.value.message


def test_further_columns_are_left_alone(sunflower):
    plan = prepare(sheet((*WIDE, "Bemærkning"), inspected("9101", KEEP)))

    assert plan.is_clean
    assert plan.content.recognised.unused == (len(WIDE),)


# --- Understanding --------------------------------------------------------------------------------


def test_wide_and_long_say_the_same(sunflower):
    wide = prepare(sheet(WIDE, inspected("9101", KEEP, ADJUST, CHANGE, NEW)))
    rows = [
        ("9101", "2026", "Ordinært tilsyn", theme, word)
        for theme, word in zip(THEMES, (KEEP, ADJUST, CHANGE, NEW), strict=False)
    ]
    long = prepare(sheet(LONG, *rows))

    assert said(wide) == said(long) == [("tilsyn-2023", n, 5 - n) for n in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("year", "theme", "word", "expected"),
    [
        ("2026", THEMES[0], KEEP, ("tilsyn-2023", 1, 4)),
        ("2022", "Sociale relationer – positiv voksenkontakt hver dag", "Tilpas indsats",
         ("tilsyn-2020", 1, 2)),
        ("2018", "Sociale relationer", "Tilpasning af indsats", ("tilsyn-2017", 1, 2)),
        # The change was not clean: reports in the new words carry old years.
        ("2021", THEMES[0], ADJUST, ("tilsyn-2023", 1, 3)),
        ("2023", "Sociale relationer", "Ny indsats", ("tilsyn-2020", 1, 1)),
        # Kerning gaps of PDF files, and case.
        ("2022", "Sociale relationer", "Ti l pas i ndsats", ("tilsyn-2020", 1, 2)),
        ("2024", THEMES[5].upper(), "JUSTERE", ("tilsyn-2023", 6, 3)),
    ],
)  # fmt: skip
def test_words_and_years_tell_the_version(sunflower, year, theme, word, expected):
    plan = prepare(sheet(LONG, ("9101", year, "Ordinært tilsyn", theme, word)))

    assert plan.errors == []
    assert said(plan) == [expected]


def test_each_row_of_a_wide_file_has_its_own_vocabulary(sunflower):
    old = ("Vedligehold indsats", "Tilpas indsats")
    rows = [inspected("9101", KEEP, ADJUST), inspected("9101", *old, year="2022")]

    plan = prepare(sheet(WIDE, *rows))

    assert said(plan) == [
        ("tilsyn-2023", 1, 4),
        ("tilsyn-2023", 2, 3),
        ("tilsyn-2020", 1, 3),
        ("tilsyn-2020", 2, 2),
    ]


def test_a_light_inspection_is_not_rated_and_not_missing(sunflower):
    plan = prepare(sheet(WIDE, inspected("9101", kind="Light-tilsyn")))

    assert plan.is_clean
    assert plan.not_rated_count == 1
    assert [seen.kind for seen in plan.new_inspections] == ["light"]
    assert plan.notices == []


def test_an_empty_theme_of_an_ordinary_inspection_is_only_noticed(sunflower):
    plan = prepare(sheet(WIDE, inspected("9101", *[KEEP] * 5)))

    assert plan.is_clean
    assert [notice.address for notice in plan.notices] == ["J2"]


def test_kids_are_numbers_of_a_room_on_a_day(sunflower):
    plan = prepare(sheet(KIDS_WIDE, ("9101", "11-02-2026", "Rød stue", SECOND, "3,4", "")))

    (observation,) = plan.content.observations
    assert (observation.group, observation.period, observation.year) == (
        "Rød stue",
        "2026-02-11",
        2026,
    )
    assert observation.value == Decimal("3.4")
    assert plan.notices == []


def test_all_rooms_together_are_the_whole_institution(sunflower):
    plan = prepare(sheet(KIDS_LONG, ("9101", "11-02-2026", "Alle", SECOND, "Relationer", "3,8")))

    assert plan.content.observations[0].group == ""


@pytest.mark.parametrize(
    ("edition", "day", "version"),
    [
        (SECOND, "11-02-2026", "kids-2020"),
        ("KIDS 1. udgave (2014)", "11-02-2019", "kids-2014"),
        ("", "11-02-2018", "kids-2014"),
        ("", "11-02-2026", "kids-2020"),
    ],
)
def test_the_edition_of_kids_is_named_or_follows_from_the_date(sunflower, edition, day, version):
    plan = prepare(sheet(KIDS_LONG, ("9101", day, "", edition, "Relationer", "3,8")))

    assert said(plan) == [(version, 2, Decimal("3.8"))]


def test_a_percentage_that_disagrees_with_the_mean_is_noticed(sunflower):
    row = ("9101", "11-02-2026", "", SECOND, "Relationer", "4,1")

    agrees = prepare(sheet(KIDS_LONG, (*row, "82,0 %")))
    disagrees = prepare(sheet(KIDS_LONG, (*row, "41 %")))

    assert agrees.notices == []
    assert [notice.address for notice in disagrees.notices] == ["G2"]
    assert disagrees.is_clean


def test_a_suppressed_value_is_kept_as_one(sunflower):
    plan = prepare(sheet(KIDS_LONG, ("9101", "11-02-2026", "", SECOND, "Relationer", "<5")))

    (observation,) = plan.content.observations
    assert (observation.is_suppressed, observation.value, observation.raw) == (True, None, "<5")
    assert plan.suppressed_count == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_any_usual_csv_says_the_same(sunflower, encoding, separator):
    content = csv_bytes(WIDE, inspected("9101", CHANGE), encoding=encoding, separator=separator)

    plan = prepare(read(content, name="tilsyn.csv"))

    assert said(plan) == [("tilsyn-2023", 1, 2)]


def test_a_workbook_says_the_same_and_its_numbers_are_numbers_of_institutions(sunflower):
    content = workbook([WIDE, [9101, "Solsikken", 2026, "Ordinært tilsyn", KEEP]])

    plan = prepare(read(content, name="tilsyn.xlsx"))

    assert plan.errors == []
    assert said(plan) == [("tilsyn-2023", 1, 4)]


# --- Institutions ---------------------------------------------------------------------------------


def test_an_institution_is_found_by_any_of_its_numbers(sunflower):
    IdentifierFactory(institution=sunflower, kind=Identifier.Kind.STIL, value="G99101")
    IdentifierFactory(institution=sunflower, kind=Identifier.Kind.PRODUCTION, value="1099009101")
    for heading, number in (("EnhedsNummer (STIL)", "g99101"), ("P-nummer", "1099009101")):
        plan = prepare(sheet((heading, *WIDE[2:]), (number, "2026", "Ordinært tilsyn", KEEP)))

        assert plan.errors == []
        assert plan.content.observations[0].institution == sunflower.pk


def test_zeros_in_front_of_a_number_count():
    house = InstitutionFactory(number="0123")

    plan = prepare(sheet(WIDE, inspected("0123", KEEP)))

    assert plan.content.observations[0].institution == house.pk


def test_another_name_than_the_registers_is_noticed(sunflower):
    plan = prepare(sheet(WIDE, inspected("9101", KEEP, *[KEEP] * 5, name="Solsikke")))

    assert plan.is_clean
    assert [str(notice.message) for notice in plan.notices] == [
        "Der står »Solsikke«, men 9101 er Solsikken."
    ]


def test_a_closed_institution_has_a_past():
    house = InstitutionFactory(name="Himmelblå", number="9401", closed=True)

    plan = prepare(
        sheet(WIDE, inspected("9401", KEEP, year="2024"), inspected("9401", KEEP, year="2026"))
    )

    assert faults(plan) == [("C3", "Himmelblå lukkede 31.12.2024. Ret datoen eller nummeret.")]
    assert [one.institution for one in plan.content.observations] == [house.pk, house.pk]


# --- Faults ---------------------------------------------------------------------------------------


def test_a_rating_in_a_light_inspection_is_a_fault(sunflower):
    plan = prepare(sheet(WIDE, inspected("9101", ADJUST, kind="Light-tilsyn")))

    assert faults(plan) == [
        (
            "E2",
            "Solsikken har Light-tilsyn, og et Light-tilsyn har ingen vurderinger."
            " Slet teksten i E2, eller ret tilsynstypen i D2.",
        )
    ]


def test_a_word_off_the_scale_is_a_fault_that_lists_the_scale(sunflower):
    plan = prepare(sheet(WIDE, inspected("9101", "Vedligeholde/justere")))

    assert faults(plan) == [
        (
            "E2",
            "»Vedligeholde/justere« findes ikke på skalaen. Skriv én af disse: Vedligeholde"
            " indsatsen, Justere indsatsen, Ændre indsatsen, Iværksætte en ny indsats.",
        )
    ]


def test_a_misspelt_word_is_told_the_nearest_one(sunflower):
    plan = prepare(sheet(WIDE, inspected("9101", "Justere insatsen", KEEP)))

    assert "Mente du »Justere indsatsen«?" in plan.errors[0].message


def test_a_wrong_number_is_told_the_nearest_institution(sunflower, starlet):
    plan = prepare(sheet(WIDE, inspected("9160", KEEP)))

    (fault,) = plan.errors
    assert fault.address == "A2"
    assert fault.unit == "Stjerneskuddet?"
    assert fault.message == ("Der er ingen enhed med nummeret 9160. Mente du 9106 Stjerneskuddet?")


@pytest.mark.parametrize(
    ("headers", "row", "address", "message"),
    [
        (WIDE, ("", "", "2026", "", KEEP), "A2", "Institutionsnummeret mangler"),
        (WIDE, ("9101", "", "", "", KEEP), "C2", "Året mangler"),
        (WIDE, ("9101", "", "20x6", "", KEEP), "C2", "»20x6« er ikke et årstal"),
        (WIDE, ("9101", "", "2026", "Uanmelt"), "D2", "Mente du »Uanmeldt tilsyn«?"),
        (LONG, ("9101", "2026", "", "", KEEP), "D2", "Temaet mangler"),
        (LONG, ("9101", "2026", "", "Evalueringkultur", KEEP), "D2", "»Evalueringskultur«?"),
        (KIDS_LONG, ("9101", "31-02-2026", "", SECOND, "Relationer", "3"), "B2", "ikke en dato"),
        (KIDS_LONG, ("9101", "", "", SECOND, "Relationer", "3"), "B2", "Datoen mangler"),
        (KIDS_LONG, ("9101", "11-02-2026", "", "KIDS 9", "Relationer", "3"), "D2", "»KIDS 9«"),
        (KIDS_LONG, ("9101", "11-02-2026", "", SECOND, "Relationer", "41"), "F2", "Mente du 4,1?"),
        (KIDS_LONG, ("9101", "11-02-2026", "", SECOND, "Relationer", "god"), "F2", "ikke et tal"),
        (
            KIDS_LONG,
            ("9101", "11-02-2026", "u" * 101, SECOND, "Relationer", "3"),
            "C2",
            "højst 100 tegn",
        ),
        ((*WIDE, "Skærpet tilsyn"), (*inspected("9101", *[KEEP] * 6), "måske"), "K2", "ja eller"),
        ((*WIDE, "Link"), (*inspected("9101", *[KEEP] * 6), "javascript:x"), "K2", "webadresse"),
    ],
)  # fmt: skip
def test_every_fault_names_its_cell_and_what_to_do(sunflower, headers, row, address, message):
    plan = prepare(sheet(headers, row))

    assert [fault.address for fault in plan.errors] == [address]
    assert message in plan.errors[0].message


def test_every_fault_is_told_at_once(sunflower):
    plan = prepare(
        sheet(WIDE, inspected("9999", "nej", year="x"), inspected("9101", "nej", kind="?"))
    )

    assert [fault.address for fault in plan.errors] == ["A2", "C2", "E2", "D3", "E3"]


def test_two_rows_that_contradict_each_other_are_both_named(sunflower):
    plan = prepare(sheet(WIDE, inspected("9101", KEEP), inspected("9101", ADJUST)))

    (fault,) = plan.errors
    assert fault.address == "E3"
    assert "Slet den ene af rækkerne 2 og 3." in fault.message


def test_two_rows_that_say_the_same_count_once(sunflower):
    row = inspected("9101", *[KEEP] * 6)

    plan = prepare(sheet(WIDE, row, row))

    assert plan.is_clean
    assert plan.new_count == 6


def test_what_looks_like_a_cpr_number_is_refused_and_never_repeated(sunflower):
    plan = prepare(sheet((*WIDE, "Bemærkning"), (*inspected("9101", *[KEEP] * 6), "010190-1234")))

    (fault,) = plan.errors
    assert fault.address == "K2"
    assert "010190" not in fault.found + fault.message
    assert plan.has_cpr


def test_checking_costs_the_same_however_long_the_file_is(sunflower, django_assert_num_queries):
    for rows in (1, 40):
        days = [f"{1 + row % 28:02}-{1 + row // 28:02}-2026" for row in range(rows)]
        file = sheet(KIDS_LONG, *[("9101", day, "", SECOND, "Relationer", "3") for day in days])
        with django_assert_num_queries(7):
            assert prepare(file).new_count == rows


# --- Memory ---------------------------------------------------------------------------------------


def test_what_was_read_is_freed_without_the_collector(sunflower):
    """Else what a preview read would lie beside what the import reads, until somebody collects."""
    rows = [
        ("9101", "11-02-2026", f"Stue {nth}", SECOND, "Relationer", "3,8", "76")
        for nth in range(500)
    ]
    file = sheet(KIDS_LONG, *rows)
    prepare(file)  # what is loaded once is loaded
    gc.collect()

    plan = prepare(file)
    assert len(plan.new) == 500
    del plan

    assert gc.collect() < 100
