"""An instrument of one's own over the institutions of a cluster, in rounds and with its answers."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from dashboards.cluster import ClusterDashboard
from dashboards.comparison.found import ComparedPlace, ComparedYears
from measurements.models import AnswerCount, Instrument, Measurement
from measurements.reference import load_reference
from tests.factories import (
    ClusterFactory,
    InstitutionFactory,
    MeasurementFactory,
    MembershipFactory,
    UserFactory,
)
from tests.test_own_instruments import CALM, FRUIT, MEALS, TASTE, define, read_in

pytestmark = pytest.mark.django_db

THIS_YEAR = timezone.localdate().year
STEPS = "Helt uenig\nEnig\nHelt enig"


@pytest.fixture
def cluster(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_reference()
    return ClusterFactory()


@pytest.fixture
def places(cluster):
    return [
        InstitutionFactory(name=name, number=number, cluster=cluster)
        for name, number in (("Solsikken", "9101"), ("Egernet", "9102"), ("Myretuen", "9103"))
    ]


@pytest.fixture
def administrator(client, cluster):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def own(client, **changes):
    assert define(client, **{"year": str(THIS_YEAR - 1)} | changes).status_code == 302
    return Instrument.objects.get(name=MEALS["name"])


def topic(instrument, name):
    return instrument.versions.get().topics.get(name=name)


def answered(instrument, places, name, *values, year=THIS_YEAR, respondents=24):
    for place, value in zip(places, values, strict=False):
        MeasurementFactory(
            institution=place, topic=topic(instrument, name), year=year, value=value,
            respondents=respondents,
        )  # fmt: skip


def table_of(cluster, user):
    page = ClusterDashboard.build(cluster, user=user, on=timezone.localdate())
    (table,) = page.measured.tables
    return table


def test_the_cluster_has_the_mean_of_its_institutions_beside_the_year_before(
    client, administrator, cluster, places
):
    instrument = own(client)
    answered(instrument, places, TASTE, "4.0", "4.6")
    answered(instrument, places, TASTE, "3.0", "4.0", year=THIS_YEAR - 1)

    table = table_of(cluster, administrator)
    page = client.get(cluster.get_absolute_url()).content.decode()

    (row,) = table.rows
    assert (row.topic, row.value, row.was, row.places) == (TASTE, "4,3", "3,5", 2)
    assert (row.judged.shift, row.judged.ups, row.judged.downs) == ("chance", 2, 0)
    assert table.heading in page
    assert f'id="{instrument.code}-tal"' in page


def test_better_is_told_only_over_those_who_were_measured_both_years(
    client, administrator, cluster, places
):
    instrument = own(client)
    answered(instrument, places, TASTE, "3.0", "4.8")
    answered(instrument, places[:1], TASTE, "3.8", year=THIS_YEAR - 1)

    (row,) = table_of(cluster, administrator).rows

    assert (row.value, row.was) == ("3,9", "3,8")
    assert (row.judged.shift, row.judged.ups, row.judged.downs) == (
        "chance",
        0,
        1,
    )  # the first has gone down


def test_what_a_board_may_not_see_of_one_institution_is_in_no_mean(
    client, administrator, cluster, places
):
    instrument = own(client)
    answered(instrument, places, TASTE, "4.0", "4.6")
    answered(instrument, places[2:], TASTE, "1.0", respondents=3)
    board = MembershipFactory(board_member=True, cluster=cluster).user

    (row,) = table_of(cluster, board).rows

    assert (row.value, row.places, row.hidden_places) == ("4,3", 2, 1)


def test_it_says_what_the_comparison_says(client, administrator, cluster, places):
    instrument = own(client, group_name="Stue")
    for group, value in (("Rød", "4.0"), ("Blå", "3.0")):
        MeasurementFactory(
            institution=places[0], topic=topic(instrument, TASTE), year=THIS_YEAR, value=value,
            respondents=24, group=group,
        )  # fmt: skip
    answered(instrument, places[1:], TASTE, "4.6")

    (row,) = table_of(cluster, administrator).rows
    compared = ComparedYears.load(
        instrument,
        [ComparedPlace(one.pk, one.name, one.slug, cluster.pk) for one in places],
        user=administrator, until=THIS_YEAR, asked=None,
    )  # fmt: skip

    told = [compared.of(topic(instrument, TASTE), one.pk, THIS_YEAR)[0] for one in places]
    known = [value for value in told if value is not None]
    assert row.number == sum(known) / len(known)


def test_it_costs_the_same_however_many_there_are(
    client, administrator, cluster, places, django_assert_max_num_queries
):
    for number in range(3):
        instrument = own(client, name=MEALS["name"]) if not number else None
        if instrument is None:
            define(client, name=f"Måling {number}", short_name=f"M{number}",
                   year=str(THIS_YEAR - 1))  # fmt: skip
            instrument = Instrument.objects.get(name=f"Måling {number}")
        answered(instrument, places, TASTE, "4.0", "4.6", "3.1")
        answered(instrument, places, FRUIT, "4.0", "4.6", "3.1")
    page = ClusterDashboard.build(cluster, user=administrator, on=timezone.localdate())
    assert len(page.institution_ids) == 3
    assert page.coverage  # which the page tells of anyway

    with django_assert_max_num_queries(3):
        assert len(page.measured.tables) == 3


def test_its_figures_go_along_in_the_workbook_of_the_cluster(
    client, administrator, cluster, places
):
    instrument = own(client)
    answered(instrument, places, CALM, "3.0", "3.4")

    answer = client.get(reverse("cluster_figures", args=[cluster.slug]))

    book = load_workbook(io.BytesIO(b"".join(answer)))
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True) if CALM in row]
    assert len(rows) == 1
    assert {3.2, "3,2", 2} <= set(rows[0])


def book_of(*rows):
    book, target = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(target)
    return target.getvalue()


def test_answers_are_counted_and_stand_on_both_pages(client, administrator, cluster, places):
    own(client, measured="ordinal", steps=STEPS, lowest="", highest="")
    head = ["Institutionsnummer", "År", "Antal svar", "Spørgsmål", "Helt enig", "Enig"]

    read_in(
        client,
        book_of(
            [*head, "Helt uenig"],
            ["9101", THIS_YEAR, 30, TASTE, 15, 9, 6],
            ["9102", THIS_YEAR, 20, TASTE, 14, 6, 0],
        ),
    )

    assert AnswerCount.objects.count() == 6
    place = client.get(places[0].get_absolute_url()).content.decode()
    assert ">15<" in place.replace("\n", "").replace(" ", "")
    (row,) = table_of(cluster, administrator).rows
    assert (row.number, row.places) == (60, 2)  # the mean of 50 and 70 per cent who wholly agree


def test_a_round_of_the_year_is_read_as_one(client, administrator, places):
    own(client)
    head = ["Institutionsnummer", "År", "Antal svar", "Spørgsmål", "Værdi"]

    read_in(
        client,
        book_of(
            head,
            ["9101", f"Forår {THIS_YEAR}", 24, TASTE, 4.1],
            ["9101", f"Efterår {THIS_YEAR}", 24, TASTE, 4.4],
            ["9102", THIS_YEAR, 24, TASTE, 4.0],
        ),
    )

    periods = Measurement.objects.order_by("institution__name", "period")
    assert list(periods.values_list("institution__name", "period")) == [
        ("Egernet", str(THIS_YEAR)),
        ("Solsikken", f"{THIS_YEAR}-1"),
        ("Solsikken", f"{THIS_YEAR}-2"),
    ]
