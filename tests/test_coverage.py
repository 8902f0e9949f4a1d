"""How complete the newest data are, on the pages that show it."""

import datetime

import pytest
from django.utils import timezone

from institutions.models import Institution, InstitutionKind
from measurements.coverage import Coverage
from measurements.importing import commit_sheet
from measurements.models import Instrument, MeasuringRound, Topic
from measurements.reference import load_reference
from tests.factories import (
    ClusterFactory,
    InstitutionFactory,
    MeasurementFactory,
    MembershipFactory,
    StrategyFactory,
    UserFactory,
)
from tests.files import KEEP, WIDE, inspected, sheet
from tests.markup import tight

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 25)


@pytest.fixture(autouse=True)
def places():
    load_reference()
    cluster = ClusterFactory()
    return [
        InstitutionFactory(name=name, number=number, cluster=cluster)
        for name, number in (("Egernet", "9101"), ("Solsikken", "9102"), ("Ørnen", "9103"))
    ]


def told(year, *numbers, kind="Ordinært tilsyn"):
    rows = [inspected(number, *[KEEP] * 6, year=str(year), kind=kind) for number in numbers]
    commit_sheet(sheet(WIDE, *rows))


def coverage(places, **asked):
    return Coverage.of({place.pk: place.name for place in places}, on=TODAY, **asked)


def held(**facts):
    return MeasuringRound.objects.create(
        instrument=Instrument.objects.get(code="tilsyn"),
        period="2026",
        opens_on=datetime.date(2026, 1, 1),
        deadline_on=datetime.date(2026, 12, 1),
        **facts,
    )


def test_expected_are_all_who_are_there_whether_or_not_they_ever_had_data(places):
    told(2025, "9101", "9102")
    told(2026, "9102")

    (one,) = coverage(places)

    assert (one.year, one.in_words, one.missing) == (2026, "1 af 3 indlæst", ("Egernet", "Ørnen"))


def test_the_first_file_of_a_new_town_never_looks_like_all_there_is(places):
    told(2026, "9101", "9102")

    (one,) = coverage(places)

    assert (one.delivered, one.expected, one.is_whole) == (2, 3, False)


def test_a_round_tells_who_is_expected_and_when(places):
    told(2026, "9102")
    held()

    (one,) = coverage(places)

    assert (one.in_words, one.missing) == ("1 af 3 indlæst", ("Egernet", "Ørnen"))
    assert one.deadline_on == datetime.date(2026, 12, 1)


def test_a_round_of_some_kinds_and_clusters_expects_those_alone(places):
    other = InstitutionFactory(name="Andre", number="9201", cluster=ClusterFactory())
    places[0].kind = InstitutionKind.SCHOOL
    places[0].save()
    told(2026, "9102")
    one = held(kinds=sorted({place.kind for place in places[1:]}))
    one.clusters.add(places[0].placements.get().cluster)

    (found,) = coverage([*places, other])

    assert (found.expected, found.missing) == (2, ("Ørnen",))


def test_an_inspection_without_ratings_is_delivered_too(places):
    told(2025, "9101", "9102")
    commit_sheet(sheet(WIDE, inspected("9101", kind="Light-tilsyn")))

    (one,) = coverage(places)

    assert (one.year, one.delivered) == (2026, 1)


def test_it_costs_the_same_however_much_there_is(places, django_assert_num_queries):
    told(2025, "9101")
    held()
    for numbers in (["9101"], ["9102", "9103"]):
        told(2026, *numbers)
        with django_assert_num_queries(6):
            coverage(places)


def test_the_cluster_page_and_my_work_show_it(client, places):
    year = timezone.localdate().year
    told(year - 1, "9101", "9102")
    told(year, "9102")
    cluster = places[0].placements.get().cluster
    StrategyFactory(vision=True, cluster=cluster)

    client.force_login(MembershipFactory(board_member=True, cluster=cluster).user)
    board = client.get(cluster.get_absolute_url()).content.decode()
    client.force_login(UserFactory(administrator=True))
    work = client.get("/").content.decode()

    assert f"Tilsyn {year}: 1 af 3 indlæst" in board
    assert "1 af 3 indlæst" in work
    assert "Mangler: Egernet, Ørnen" in tight(work)


def counted(number, period):
    MeasurementFactory(
        institution=Institution.objects.get(identifiers__value=number),
        topic=Topic.objects.get(version__code="topi", number=1),
        year=int(period[:4]),
        period=period,
        value=80,
    )


def test_one_round_of_two_is_never_called_the_year(places):
    """“TOPI 2026” is not read in while only spring is: it says which round, and what lacks."""
    for number in ("9101", "9102", "9103"):
        counted(number, "2025-1")
        counted(number, "2025-2")
        counted(number, "2026-1")

    (one,) = coverage(places)

    assert one.title == "TOPI forår 2026"
    assert one.in_words == "3 af 3 indlæst, efterår 2026 mangler endnu"


def test_the_newest_round_is_told_as_far_as_it_has_come(places):
    for number in ("9101", "9102"):
        counted(number, "2026-1")
    counted("9101", "2026-2")

    (one,) = coverage(places)

    assert (one.title, one.in_words) == ("TOPI efterår 2026", "1 af 3 indlæst")
    assert one.missing == ("Solsikken", "Ørnen")


def test_a_round_that_is_held_is_awaited_though_there_was_none_before(places):
    counted("9101", "2026-1")
    MeasuringRound.objects.create(
        instrument=Instrument.objects.get(code="topi"),
        period="2026-2",
        opens_on=datetime.date(2026, 10, 1),
        deadline_on=datetime.date(2026, 12, 1),
    )

    (one,) = coverage(places)

    assert one.awaited == ("efterår 2026",)
