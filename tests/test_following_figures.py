"""Following an indicator at a place: told once of figures that are newer, and of no others."""

import datetime

import pytest
from django.urls import reverse

from accounts.models import PersonNotice
from accounts.told.reading import newest_lines
from indicators.models import FollowedIndicator
from measurements.models import Measurement, Topic
from measurements.reference import load_reference
from tests.factories import (
    ClusterFactory,
    IndicatorFactory,
    InstitutionFactory,
    MeasurementFactory,
    MembershipFactory,
)

pytestmark = pytest.mark.django_db

BEFORE, AFTER = datetime.date(2026, 2, 11), datetime.date(2026, 11, 2)


@pytest.fixture
def cluster():
    return ClusterFactory(name="Klynge Fyrtårnet")


@pytest.fixture
def institution(cluster):
    return InstitutionFactory(name="Solsikken", cluster=cluster)


@pytest.fixture
def measured(institution):
    load_reference()
    topic = Topic.objects.get(version__code="kids-2020", lineage="kids-relationer")
    return MeasurementFactory(
        topic=topic, institution=institution, measured_on=BEFORE, year=2026, value=3
    )


@pytest.fixture
def indicator(cluster, measured):
    made = IndicatorFactory(goal__strategy__cluster=cluster, short_text="Leg hver dag")
    made.topics.set([measured.topic])
    return made


@pytest.fixture
def member(client, cluster):
    person = MembershipFactory(board_member=True, cluster=cluster).user
    client.force_login(person)
    return person


def follow(client, indicator, place=""):
    return client.post(reverse("indicator_follow", args=[indicator.pk]), {"sted": place})


def comes(institution, topic, day):
    MeasurementFactory(
        institution=institution,
        topic=topic,
        measured_on=day,
        year=day.year,
        value=4,
        group=f"{day}",
    )


def told(person):
    return PersonNotice.objects.filter(person=person, kind="figure_came").count()


def test_a_newer_figure_is_told_once_and_names_no_number(
    client, indicator, institution, measured, member
):
    follow(client, indicator)

    comes(institution, measured.topic, AFTER)
    Measurement.objects.latest("pk").save()

    assert told(member) == 1
    [line] = newest_lines(member)
    assert line.sentence == "Der er nye tal for »Leg hver dag« i Klynge Fyrtårnet."


def test_what_was_there_already_or_is_older_is_nothing_new(
    client, indicator, institution, measured, member
):
    follow(client, indicator)

    comes(institution, measured.topic, BEFORE)

    assert told(member) == 0


def test_one_institution_is_followed_alone(
    client, indicator, institution, measured, member, cluster
):
    other = InstitutionFactory(cluster=cluster)
    follow(client, indicator, str(institution.pk))

    comes(other, measured.topic, AFTER)
    assert told(member) == 0
    comes(institution, measured.topic, AFTER)
    assert told(member) == 1


def test_what_one_does_not_read_cannot_be_followed(client, indicator, member):
    elsewhere = InstitutionFactory(cluster=ClusterFactory())
    theirs = IndicatorFactory(goal__strategy__cluster=ClusterFactory())

    assert follow(client, theirs).status_code == 404
    assert follow(client, indicator, str(elsewhere.pk)).status_code == 404
    assert follow(client, indicator, "9" * 400).status_code == 404
    assert not FollowedIndicator.objects.exists()


def test_with_the_right_the_notice_ends(client, indicator, institution, measured, member):
    follow(client, indicator)
    comes(institution, measured.topic, AFTER)

    member.memberships.all().delete()
    again = type(member).objects.get(pk=member.pk)

    assert newest_lines(again) == ()


def test_it_is_stopped_on_ones_own_page_and_by_nobody_else(client, indicator, member, cluster):
    follow(client, indicator)
    [row] = FollowedIndicator.objects.all()
    assert "Leg hver dag" in client.get(reverse("my_page")).content.decode()
    stop = reverse("indicator_unfollow", args=[row.pk])

    client.force_login(MembershipFactory(board_member=True, cluster=cluster).user)
    assert client.post(stop).status_code == 404
    client.force_login(member)
    assert client.get(stop).status_code == 405
    client.post(stop)

    assert not FollowedIndicator.objects.exists()
