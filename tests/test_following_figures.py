"""Whoever follows a figure at a place is told that one has come: once, while they may read it."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.django import TransactionTestCase

from accounts.models import PersonNotice
from accounts.told.reading import newest_lines
from indicators.models import FollowedFigures, Indicator
from institutions.models import Membership
from measurements.models import Instrument, Measurement, ScaleStep, Topic
from meetings.workflow import MeetingStatus
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    ManualResultFactory,
    MembershipFactory,
    StrategyFactory,
)
from tests.factories.meetings import AgendaItemFactory, FollowUpFactory, MeetingFactory
from tests.test_indicator_pages import load_indicators, load_reference

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 2)


def days(count):
    return DAY + datetime.timedelta(days=count)


def town():
    """A cluster with the vision and its indicators, and an institution in it."""
    load_reference()
    cluster = ClusterFactory()
    vision = StrategyFactory(vision=True, cluster=cluster)
    for number in range(1, 5):
        GoalFactory(strategy=vision, number=number)
    load_indicators(vision)
    return InstitutionFactory(name="Solsikken", cluster=cluster)


def rate(institution, day):
    topic = Topic.objects.get(version__code="tilsyn-2023", lineage="tilsyn-relationer")
    step = ScaleStep.objects.filter(scale__code="tilsyn-2023").first()
    return Measurement.objects.create(
        topic=topic,
        institution=institution,
        year=day.year,
        period=f"{day}",
        step=step,
        measured_on=day,
    )


def rated():
    """The first indicator that counts these ratings."""
    return Indicator.objects.filter(topics__lineage="tilsyn-relationer", parent=None).first()


@pytest.fixture
def institution():
    return town()


@pytest.fixture
def cluster(institution):
    return institution.placements.get().cluster


@pytest.fixture
def reader(cluster, client):
    person = MembershipFactory(board_member=True, cluster=cluster).user
    client.force_login(person)
    return person


@pytest.fixture
def follow(client, reader):
    """Press the button on an indicator's page."""

    def press(indicator, place=""):
        address = reverse("indicator_follow", args=[indicator.pk])
        return client.post(address, {"sted": place}, follow=True)

    return press


def told(person):
    return list(PersonNotice.objects.filter(person=person).values_list("kind", "occasion"))


def test_one_click_on_the_page_and_the_next_figure_is_told(
    client, institution, cluster, reader, follow
):
    rate(institution, DAY)
    indicator = rated()
    page = client.get(indicator.get_absolute_url()).content.decode()
    assert reverse("indicator_follow", args=[indicator.pk]) in page

    answer = follow(indicator)
    rate(institution, days(1))
    rate(InstitutionFactory(cluster=ClusterFactory()), days(2))

    assert answer.status_code == 200
    assert told(reader) == [("figure_came", f"{days(1)}")]
    (line,) = newest_lines(reader)
    assert indicator.short_text in line.sentence
    assert client.get(line.href).status_code == 200


def test_of_one_institution_only_its_own_figures_are_told(institution, cluster, reader, follow):
    other = InstitutionFactory(cluster=cluster)
    follow(rated(), institution.pk)

    rate(other, DAY)
    assert told(reader) == []
    rate(institution, DAY)
    assert told(reader) == [("figure_came", f"{DAY}")]


def test_many_who_follow_one_place_cost_one_look(institution, cluster):
    indicator = rated()

    def a_figure_comes(day):
        with CaptureQueriesContext(connection) as asked:
            rate(institution, day)
        return len(asked)

    costs = []
    for more in (1, 9):
        for _number in range(more):
            person = MembershipFactory(board_member=True, cluster=cluster).user
            FollowedFigures.objects.create(person=person, indicator=indicator, cluster=cluster)
        costs.append(a_figure_comes(days(len(costs))))

    assert PersonNotice.objects.count() == 1 + 10
    assert costs[1] - costs[0] <= 9 * 2  # each is told, and what they know is noted


def test_what_is_reported_by_hand_is_told_but_not_to_who_reports(institution, reader, follow):
    indicator = Indicator.objects.filter(source="manual").first()
    leader = MembershipFactory(leader=True, institution=institution).user
    follow(indicator)
    cluster = institution.placements.get().cluster
    for person in (reader, leader):
        FollowedFigures.objects.get_or_create(person=person, indicator=indicator, cluster=cluster)

    ManualResultFactory(
        indicator=indicator, institution=institution, year=2026, is_met=True, reported_by=leader
    )

    assert [kind for kind, _day in told(reader)] == ["figure_came"]
    assert told(leader) == []


def test_who_may_read_it_no_longer_is_told_of_nothing(institution, reader, follow):
    follow(rated())
    rate(institution, DAY)
    Membership.objects.filter(user=reader).delete()

    assert newest_lines(type(reader).objects.get(pk=reader.pk)) == ()


def test_one_follows_nothing_that_one_does_not_read(client, institution, reader):
    there = town_elsewhere = ClusterFactory()
    indicator = Indicator.objects.first()
    Indicator.objects.filter(pk=indicator.pk).update(goal=GoalFactory(strategy__cluster=there))

    answer = client.post(reverse("indicator_follow", args=[indicator.pk]))
    elsewhere = InstitutionFactory(cluster=town_elsewhere)
    outside = client.post(reverse("indicator_follow", args=[rated().pk]), {"sted": elsewhere.pk})

    assert (answer.status_code, outside.status_code) == (404, 404)
    assert not FollowedFigures.objects.exists()


def test_it_is_stopped_on_ones_own_page_and_by_nobody_else(client, institution, reader, follow):
    follow(rated())
    mine = FollowedFigures.objects.get()
    stop = reverse("indicator_unfollow", args=[mine.pk])
    assert stop in client.get("/min-side/").content.decode()

    client.force_login(MembershipFactory(board_member=True, institution=institution).user)
    assert client.post(stop).status_code == 404
    client.force_login(reader)
    client.post(stop)
    rate(institution, DAY)

    assert told(reader) == []
    assert stop not in client.get("/min-side/").content.decode()


def test_an_instrument_is_followed_by_itself(client, institution, cluster, reader):
    rate(institution, DAY)
    page = client.get(f"/sammenligning/?redskab=tilsyn&klynge={cluster.slug}").content.decode()
    address = f"{reverse('instrument_follow', args=['tilsyn'])}?klynge={cluster.slug}"
    assert f'action="{address}"' in page
    other = InstitutionFactory(cluster=cluster)

    client.post(address, {"sted": institution.pk})
    rate(other, days(1))
    assert told(reader) == []
    rate(institution, days(1))
    rate(institution, days(2))

    assert told(reader) == [("figure_came", f"{days(2)}"), ("figure_came", f"{days(1)}")]
    (line,) = newest_lines(reader)
    assert Instrument.objects.get(code="tilsyn").name in line.sentence
    assert client.get(line.href).status_code == 200
    assert "Solsikken" in client.get("/min-side/").content.decode()


def test_an_instrument_is_followed_where_one_reads_and_nowhere_else(client, institution, reader):
    elsewhere = InstitutionFactory(cluster=ClusterFactory())
    there = elsewhere.placements.get().cluster
    cluster = institution.placements.get().cluster
    address = reverse("instrument_follow", args=["tilsyn"])

    assert client.post(f"{address}?klynge={there.slug}").status_code == 404
    assert client.post(address).status_code == 404
    outside = client.post(f"{address}?klynge={cluster.slug}", {"sted": elsewhere.pk})
    assert outside.status_code == 404
    client.post(f"{address}?klynge={cluster.slug}")
    Membership.objects.filter(user=reader).delete()
    rate(institution, DAY)

    assert newest_lines(type(reader).objects.get(pk=reader.pk)) == ()


def test_both_an_indicator_and_its_instrument_are_told_of(client, institution, cluster, reader):
    FollowedFigures.objects.create(person=reader, indicator=rated(), cluster=cluster)
    instrument = Instrument.objects.get(code="tilsyn")
    FollowedFigures.objects.create(person=reader, instrument=instrument, cluster=cluster)

    rate(institution, DAY)

    assert len(told(reader)) == 2  # two things that somebody has asked to hear of
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowedFigures.objects.create(person=reader, instrument=instrument, cluster=cluster)
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowedFigures.objects.create(person=reader, cluster=cluster)


class TestNoFigureTwice(TransactionTestCase):
    """However figures come, go and come again, a day is told of once, and none before the last."""

    steps = st.lists(
        st.tuples(
            st.sampled_from(["comes", "goes", "corrected", "stop", "follow"]), st.integers(0, 4)
        ),
        max_size=12,
    )

    @example(steps=[("comes", 3), ("comes", 1), ("goes", 3)])
    @given(steps=steps)
    def test_each_day_of_figures_is_told_once(self, steps):
        institution = town()
        indicator, cluster = rated(), institution.placements.get().cluster
        person = MembershipFactory(board_member=True, cluster=cluster).user
        following = {"person": person, "indicator": indicator, "cluster": cluster}
        follow = FollowedFigures.objects.create(**following)
        expected, known = [], None
        for step, number in steps:
            day = days(number)
            there = Measurement.objects.filter(measured_on=day)
            if step == "comes" and not there.exists():
                rate(institution, day)
                if known is None or day > known:
                    expected.append(f"{day}")
                    known = day
            elif step == "goes":
                for row in there:
                    row.delete()
            elif step == "corrected":
                for row in there:
                    row.save()
            elif step == "stop":
                FollowedFigures.objects.filter(pk=follow.pk).update(known_on=known)
        assert [occasion for _kind, occasion in reversed(told(person))] == expected


# --- What one is to follow up -------------------------------------------------------------------


@pytest.fixture
def mine(institution):
    """Something a leader is to follow up after a meeting that was held."""
    board = BoardFactory(institution=institution)
    leader = MembershipFactory(leader=True, institution=institution).user
    earlier = MeetingFactory(board=board, held_on=DAY, status=MeetingStatus.HELD)
    return FollowUpFactory(item=AgendaItemFactory(meeting=earlier), person=leader, text="Ring")


@pytest.mark.parametrize("standing", ["follow_ups", ""])
def test_an_agenda_that_takes_up_what_is_not_done_is_told_to_whom_it_is_of(mine, standing):
    board = mine.item.meeting.board
    secretary = MembershipFactory(chair=True, institution=board.institution).user
    meeting = MeetingFactory(board=board, held_on=days(300))
    AgendaItemFactory(meeting=meeting, standing=standing)
    FollowUpFactory(item=mine.item, person=mine.person, done_on=DAY)

    meeting.transition(MeetingStatus.CALLED, by=secretary, on=days(290))

    about = PersonNotice.objects.filter(kind="follow_up_on_agenda").values_list("person", "about")
    assert list(about) == ([(mine.person_id, mine.pk)] if standing else [])
    lines = newest_lines(mine.person)
    assert [line.href for line in lines] == ([mine.get_absolute_url()] if standing else [])
    if standing:
        meeting.transition(MeetingStatus.PLANNED, by=secretary, on=days(290))
        assert newest_lines(mine.person) == ()


@pytest.mark.parametrize("is_oneself", [False, True])
def test_that_somebody_else_has_noted_it_done_is_told(client, mine, is_oneself):
    board = mine.item.meeting.board
    chair = MembershipFactory(chair=True, institution=board.institution).user
    client.force_login(mine.person if is_oneself else chair)

    client.post(mine.get_absolute_url(), {"done_note": "Karen er ringet op"})

    kinds = [kind for kind, _occasion in told(mine.person)]
    assert kinds == ([] if is_oneself else ["follow_up_done"])
    assert not any("Karen" in line.sentence for line in newest_lines(mine.person))
