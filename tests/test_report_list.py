"""A plain list of reports of tilsyn (unit, day, link) fills the register, and nothing else."""

import datetime

import pytest

from duties.due import report_day
from duties.register import InspectionRegister
from imports.errors import NotRecognised
from institutions.models import Institution
from measurements.importing import commit_diff, prepare, undo
from measurements.models import Inspection, Measurement
from measurements.reference import load_reference
from tests.factories import ClusterFactory, InstitutionFactory, UserFactory
from tests.files import sheet

pytestmark = pytest.mark.django_db

HEAD = ("Institution", "Dato", "Link")
LINK = "https://example.com/{}.pdf"
ON = datetime.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def town(db):
    load_reference()
    cluster = ClusterFactory()
    for number, name in (("9101", "Solsikken"), ("9201", "Egernet"), ("9301", "Regnbuen")):
        InstitutionFactory(name=name, number=number, cluster=cluster)


def read_in(*rows, head=HEAD):
    plan = prepare(sheet(head, *rows))
    assert plan.errors == []
    return commit_diff(plan)


def faults(*rows, head=HEAD):
    return [(fault.address, fault.message) for fault in prepare(sheet(head, *rows)).errors]


def told():
    return [
        (one.institution.name, one.year, one.kind, one.closed_on, one.report_url)
        for one in Inspection.objects.order_by("institution__name", "year", "kind")
    ]


def test_each_row_is_a_report_in_the_register():
    read_in(
        ("Solsikken", "12.05.2026", LINK.format("sol")),
        ("Egernet", "3. juni 2024", LINK.format("egern")),
    )

    register = InspectionRegister.build(user=UserFactory(administrator=True), on=ON)
    assert {row.institution.name: row.reported_on for row in register.rows} == {
        "Solsikken": datetime.date(2026, 5, 12),
        "Egernet": datetime.date(2024, 6, 3),
        "Regnbuen": None,
    }
    assert told()[1] == (
        "Solsikken",
        2026,
        "ordinary",
        datetime.date(2026, 5, 12),
        LINK.format("sol"),
    )
    assert not Measurement.objects.exists()


def test_a_report_is_of_the_inspection_that_is_known_whatever_its_kind():
    unit = Institution.objects.get(name="Solsikken")
    Inspection.objects.create(institution=unit, year=2026, kind="light")

    read_in(("Solsikken", "12.05.2026", LINK.format("sol")))

    assert [row[1:3] for row in told()] == [(2026, "light")]
    assert report_day(Inspection.objects.get()).on == datetime.date(2026, 5, 12)


def test_what_was_closed_in_january_is_still_the_inspection_of_the_year_before():
    unit = Institution.objects.get(name="Solsikken")
    day = datetime.date(2026, 1, 14)
    Inspection.objects.create(institution=unit, year=2025, closed_on=day)

    read_in(("Solsikken", "14.01.2026", LINK.format("sol")))

    assert told() == [("Solsikken", 2025, "ordinary", day, LINK.format("sol"))]


def test_taken_back_the_register_is_as_before():
    unit = Institution.objects.get(name="Solsikken")
    Inspection.objects.create(institution=unit, year=2026, kind="light")
    before = told()

    undo(
        read_in(
            ("Solsikken", "12.05.2026", LINK.format("s")), ("Egernet", "1.6.2026", LINK.format("e"))
        )
    )

    assert told() == before


def test_the_preview_counts_reports_as_new_changed_and_unchanged():
    rows = [("Solsikken", "12.05.2026", LINK.format("s")), ("Egernet", "1.6.2026", "")]
    first = prepare(sheet(HEAD, *rows))
    commit_diff(first)

    again = prepare(sheet(HEAD, rows[0], ("Egernet", "1.6.2026", LINK.format("e"))))

    assert (first.new_count, first.changed_count, first.unchanged_count) == (2, 0, 0)
    assert (again.new_count, again.changed_count, again.unchanged_count) == (0, 1, 1)
    assert first.not_rated_count == 0


def test_two_reports_of_a_year_are_asked_about_and_told_apart_by_kind():
    rows = [("Solsikken", "12.05.2026", LINK.format("a")), ("Solsikken", "1.10.2026", "")]

    [(address, message)] = faults(*rows)

    assert address == "B3"
    assert "Solsikken" in message
    kinds = ("Ordinært tilsyn", "Uanmeldt tilsyn")
    read_in(*[(*row, kind) for row, kind in zip(rows, kinds, strict=True)], head=(*HEAD, "Type"))
    assert [row[2] for row in told()] == ["ordinary", "unannounced"]


def test_the_same_row_twice_is_one_report():
    row = ("Solsikken", "12.05.2026", LINK.format("a"))

    read_in(row, row)

    assert len(told()) == 1


@pytest.mark.parametrize(
    ("row", "address"),
    [
        (("Solsikken", "", LINK.format("a")), "B2"),
        (("Solsikken", "snart", LINK.format("a")), "B2"),
        (("Solsikken", "12.05.2026", "rapport.pdf"), "C2"),
        (("Ukendt sted", "12.05.2026", ""), "A2"),
    ],
)
def test_a_row_that_is_wrong_is_named_and_nothing_is_read_in(row, address):
    assert [one for one, _message in faults(row)] == [address]
    assert not Inspection.objects.exists()


def test_a_file_with_ratings_is_still_read_as_one():
    head = ("Institution", "Tilsynsår", "Dato", "Tema", "Vurdering", "Link")
    row = ("Solsikken", "2026", "1.6.2026", "Samspil og relationer", "Vedligeholde indsatsen", "")

    assert prepare(sheet(head, row)).layout.code == "tilsyn_long"


def test_results_under_headings_that_nobody_knows_are_never_taken_for_a_list():
    head = ("Institution", "Tilsyn afsluttet", "Link", "Samspill og relationner")
    row = ("Solsikken", "1.6.2026", LINK.format("a"), "Vedligeholde indsatsen")

    with pytest.raises(NotRecognised):
        prepare(sheet(head, row))


def test_a_list_with_other_columns_is_read_when_somebody_says_that_it_is_one():
    head, row = (*HEAD, "Leder"), ("Solsikken", "1.6.2026", LINK.format("a"), "L. B.")

    plan = prepare(sheet(head, row), layout="tilsynsrapporter")

    assert (plan.errors, plan.new_count) == ([], 1)
    assert "Leder" in plan.not_read
