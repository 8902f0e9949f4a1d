"""Months, quarters and weeks: how they are written, told, compared and hidden."""

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from files.spreadsheets import Unreadable
from files.spreadsheets.grids import read_book
from imports.arranging.times import part_beside, part_of_year
from measurements.exporting.tables import period_cell
from measurements.few import Measure, MeasuredFigure
from measurements.models import Instrument, InstrumentVersion, Measurement, Scale, Topic
from measurements.own.guessing import FoundColumn, prefilled
from measurements.reference import load_reference
from measurements.rounds_of_year import contains, in_order_of_year, round_said
from measurements.telling import tell
from tests.factories import ClusterFactory, InstitutionFactory, UserFactory
from tests.messy.writing import ods, text, xlsx

HEAD = ("Institutionsnummer", "År", "Sygefravær i procent")


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("jan 2026", "2026-01"), ("Sept. 2025", "2025-09"), ("mar-26", "2026-03"),
        ("2026-03", "2026-03"), ("2026M11", "2026-11"), ("03/2026", "2026-03"),
        ("01-03-2026", "2026-03"), ("1. kvt. 2026", "2026-K1"), ("2025 K4", "2025-K4"),
        ("Q2-2025", "2025-K2"), ("apr-jun 2025", "2025-K2"), ("Uge 7 2026", "2026-U07"),
    ],
)  # fmt: skip
def test_a_part_of_a_year_is_known_however_it_is_written(written, period):
    assert part_of_year(written).period == period


@pytest.mark.parametrize(
    "written", ["2026", "12", "Marie", "13/2026", "5. kvartal 2026", "apr-sep 2025", "02-03-2026"]
)
def test_what_is_none_is_no_part_of_a_year(written):
    assert part_of_year(written) is None


def test_a_heading_is_told_apart_from_its_month():
    part, rest = part_beside("Sygefravær i procent, marts 2026")

    assert (part.period, rest) == ("2026-03", "Sygefravær i procent")
    assert part_beside("Januar til marts og maj") is None


def test_periods_are_told_and_written_as_people_do():
    assert round_said("2026-03", 2026) == "marts 2026"
    assert round_said("2026-1", 2026) == "forår 2026"
    assert round_said("2026-02-11", 2026) == round_said("2026", 2026) == "2026"
    assert [period_cell(one, 2026) for one in ("2026-03", "2026-K1", "2026-U07", "2026")] == [
        "Marts 2026", "1. kvartal 2026", "Uge 7 2026", 2026,
    ]  # fmt: skip
    assert all(
        part_of_year(period_cell(one, 2026)).period == one
        for one in ("2026-03", "2026-K1", "2026-U07")
    )


def test_the_whole_year_is_behind_its_parts_and_holds_them():
    assert max("2026", "2026-12", "2026-K4", key=in_order_of_year) == "2026"
    assert contains("2026", "2026-03")
    assert contains("2026-K1", "2026-03")
    assert not contains("2026-K2", "2026-03")
    assert not contains("2026", "2025-03")
    assert not contains("2026", "2026-02-11")


def test_a_year_is_hidden_where_the_other_months_would_tell_the_hidden_one():
    def count(period, value, *, is_suppressed=False):
        return MeasuredFigure(
            period, period, Measure("count"), value=None if is_suppressed else Decimal(value),
            is_suppressed=is_suppressed, series="sick", period=period,
        )  # fmt: skip

    months = [count("2026-01", 20), count("2026-02", 0, is_suppressed=True), count("2026-04", 9)]
    wholes = [count("2026", 31), count("2026-K1", 22), count("2026-K2", 9), count("2025", 40)]

    told = tell([*wholes, *months], threshold=5)

    assert {key for key, one in told.items() if one.is_hidden} == {"2026", "2026-K1", "2026-02"}


# --- On pages -------------------------------------------------------------------------------------


@pytest.fixture
def sunflower():
    return InstitutionFactory(name="Solsikken", number="9101", cluster=ClusterFactory())


@pytest.fixture
def topic():
    scale = Scale.objects.create(code="ulykker", name="Ulykker", kind="count", lowest=0, decimals=0)
    instrument = Instrument.objects.create(
        code="ulykker", name="Ulykker", short_name="Ulykker", kind="count"
    )
    version = InstrumentVersion.objects.create(
        instrument=instrument, code="ulykker-1", name="1", scale=scale, from_year=2020
    )
    return Topic.objects.create(
        version=version, number=1, name="Faldulykker", short_name="Faldulykker", lineage="fald"
    )


def measured(topic, institution, **figures):
    for period, value in figures.items():
        period = period.removeprefix("p").replace("_", "-")
        Measurement.objects.create(
            topic=topic, institution=institution, period=period, year=int(period[:4]), value=value
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("where", "part", "later"),
    [
        ("institution", "02", "11"),
        ("cluster", "02", "11"),
        ("comparison", "02", "11"),
        ("comparison", "1", "2"),
    ],
)
def test_a_part_is_told_beside_the_same_part_of_the_year_before(
    client, sunflower, topic, where, part, later
):
    year = timezone.localdate().year
    parts = {f"p{year}_{part}": 31, f"p{year - 1}_{part}": 27, f"p{year - 1}_{later}": 55}
    measured(topic, sunflower, **parts)
    client.force_login(UserFactory(administrator=True))
    cluster = sunflower.placements.get().cluster
    addresses = {
        "institution": sunflower.get_absolute_url(),
        "cluster": cluster.get_absolute_url(),
        "comparison": f"/sammenligning/?redskab=ulykker&klynge={cluster.slug}",
    }

    page = client.get(addresses[where]).content.decode()

    assert "Faldulykker" in page
    row = page[page.rindex(">Solsikken</a>" if where == "comparison" else "Faldulykker") :]
    row = row[: row.index("</tr>")] if "</tr>" in row else row
    assert "31" in row
    assert "27" in row
    assert "55" not in row
    if where == "institution":
        assert f"februar {year}" in row
        assert f"februar {year - 1}" in row


# --- From the command line ------------------------------------------------------------------------


def asked_of(path, answers, **options):
    """The exit code and what was answered."""
    file = path.parent / "svar.json"
    file.write_text(json.dumps(answers))
    out = StringIO()
    try:
        call_command(
            "import_measurements", path, json=True, answers=file, stdout=out, stderr=StringIO(),
            **options,
        )  # fmt: skip
    except CommandError as error:
        return error.returncode, json.loads(out.getvalue() or "{}")
    return 0, json.loads(out.getvalue())


@pytest.mark.django_db
def test_an_instrument_of_its_own_is_made_with_its_file_and_not_before(tmp_path, sunflower):
    InstitutionFactory(name="Egernet", number="9201")
    load_reference()
    path = tmp_path / "ulykker.xlsx"
    path.write_bytes(
        xlsx(
            [
                ("Inst.nr.", "Kvartal", "År", "Ulykker"),
                ("9101", "K1", 2025, 3),
                ("9201", "K1", 2025, 7),
            ]
        )
    )
    before = Instrument.objects.count(), Scale.objects.count(), Topic.objects.count()
    said = {"own": "Faldulykker i huset", "own:how": "count:low"}

    assert asked_of(path, {})[0] == 3
    assert asked_of(path, {"own": "new"})[0] == 3
    assert asked_of(path, said, dry_run=True)[0] == 0
    assert (Instrument.objects.count(), Scale.objects.count(), Topic.objects.count()) == before

    code, told = asked_of(path, said)

    assert (code, told["new"]) == (0, 2)
    made = Instrument.objects.get(name="Faldulykker i huset")
    scale = made.versions.get().scale
    assert (made.kind, scale.kind, scale.low_is_good) == ("count", "count", True)
    assert made.versions.get().from_year == 2025
    assert {*Measurement.objects.values_list("period", flat=True)} == {"2025-K1"}
    assert asked_of(path, said)[1]["unchanged"] == 2, "once more it is known"
    assert Instrument.objects.filter(name="Faldulykker i huset").count() == 1


def test_months_are_no_questions_of_a_new_instrument():
    columns = [
        FoundColumn("Institution", ["Solsikken", "Egernet"]),
        FoundColumn("januar 2026", [8, 14]),
        FoundColumn("februar 2026", [4, 6]),
    ]

    filled = prefilled("venteliste.xlsx", columns)

    assert (filled["questions"], filled["measured"]) == ("Venteliste", "count")


@pytest.mark.django_db
def test_nothing_is_made_of_a_file_with_an_error(tmp_path, sunflower):
    InstitutionFactory(name="Egernet", number="9201")
    load_reference()
    path = tmp_path / "ulykker.xlsx"
    rows = [("9101", 2025, 3), ("9201", 2025, 4), ("9999", 2025, 7)]
    path.write_bytes(xlsx([("Inst.nr.", "År", "Ulykker"), *rows]))
    before = Instrument.objects.count()

    code, _told = asked_of(path, {"own": "new", "own:how": "count:low"})

    assert code != 0
    assert Instrument.objects.count() == before


@pytest.mark.django_db
def test_a_new_question_is_added_with_its_file_and_not_before(tmp_path, sunflower):
    load_reference()
    path = tmp_path / "btu.xlsx"
    known, new = "Hvor tilfreds er du samlet set med dagtilbuddet?", "Hvor god er maden?"
    path.write_bytes(xlsx([("Inst.nr.", "År", known, new), ("9101", 2026, 4.6, 3.9)]))
    before = Topic.objects.count()
    said = {f"column:{new}": "+"}

    assert asked_of(path, {})[0] == 3
    assert asked_of(path, said, dry_run=True)[0] == 0
    assert Topic.objects.count() == before
    assert asked_of(path, said)[0] == 0

    assert Topic.objects.get(name=new).version.instrument.code == "btu"


# --- Error cells ----------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["#REF!", "#DIV/0!", "#I/T", "#i/t", "#NAVN?", "Err:502"])
@pytest.mark.parametrize(("name", "made"), [("a.ods", ods), ("a.csv", text), ("a.xlsx", xlsx)])
def test_an_error_is_refused_by_its_cell_in_files_of_every_kind(name, made, value):
    with pytest.raises(Unreadable) as refusal:
        read_book(made([HEAD, ("9101", 2025, value)]), name=name)

    assert refusal.value.address == "C2"


def test_an_error_on_another_sheet_is_told_with_its_sheet():
    with pytest.raises(Unreadable) as refusal:
        read_book(
            xlsx([HEAD, ("9101", 2025, 5)], more=[("2024", [HEAD, ("9101", 2024, "#REF!")])]),
            name="a.xlsx",
        )

    assert refusal.value.address == "2024!C2"
    assert "2024!C2" in refusal.value.message
