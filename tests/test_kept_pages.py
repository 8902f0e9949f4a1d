"""An unchanged page is neither worked out again, nor sent again, nor shown to anybody else."""

import datetime
from contextlib import suppress
from types import SimpleNamespace

import pytest
import time_machine
from django.conf import settings
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from institutions import page_cache
from institutions.memory import KeptThing, MemoryCache
from institutions.models import Institution, Membership
from institutions.versions import DataVersion, group_of, versions
from measurements.models import Topic
from measurements.reference import load_reference
from strategy.models import LocalGoal, Strategy
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InspectionFactory,
    InstitutionFactory,
    LocalGoalFactory,
    ManualResultFactory,
    MeasurementFactory,
    MembershipFactory,
    MethodUseFactory,
    StrategyFactory,
    TargetFactory,
    UserFactory,
)
from tests.factories.following_up import ApprovalFactory
from tests.markup import SECRET, without_secrets

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster():
    cluster = ClusterFactory(name="Klynge Fyrtårnet")
    goal = GoalFactory(strategy=StrategyFactory())
    unit = InstitutionFactory(cluster=cluster, name="Solsikken")
    LocalGoalFactory(institution=unit, goal=goal, in_progress=True)
    LocalGoalFactory(institution=unit, goal=goal, text="Kanariefugl i kladde")
    return cluster


@pytest.fixture
def leader(cluster):
    return MembershipFactory(cluster_leader=True, cluster=cluster).user


def pages(cluster):
    unit = Institution.objects.in_cluster(cluster).first()
    return [
        cluster.get_absolute_url(),
        cluster.area.get_absolute_url(),
        unit.get_absolute_url(),
        unit.local_goals.first().goal.get_absolute_url(),
        reverse("indicator_list"),
        reverse("municipality"),
        reverse("heat_map"),
        reverse("comparison"),
    ]


def test_who_has_the_page_is_told_that_it_is_unchanged(client, cluster):
    client.force_login(UserFactory(administrator=True))
    for address in pages(cluster):
        first = client.get(address)

        again = client.get(address, headers={"If-None-Match": first["ETag"]})

        assert (first.status_code, again.status_code) == (200, 304), address
        assert again.content == b""


def test_pages_of_people_stay_out_of_every_cache(client, cluster, leader):
    client.force_login(leader)
    address = cluster.get_absolute_url()
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    for answer in (first, again):
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_whatever_is_written_the_page_is_another(client, cluster, leader):
    client.force_login(leader)
    address = cluster.get_absolute_url()
    writes = [
        lambda: Institution.objects.update(name="Mælkebøtten"),
        lambda: LocalGoal.objects.filter(status="in_progress").update(status="adopted"),
        lambda: InstitutionFactory.create_batch(1, cluster=cluster),
        lambda: Institution.objects.get(name="Mælkebøtten").placements.all().delete(),
        lambda: MembershipFactory(leader=True, cluster=cluster, user=leader),
    ]
    for write in writes:
        tag = client.get(address)["ETag"]

        write()

        assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_the_page_shows_what_was_written_past_every_door(client, cluster, leader):
    client.force_login(leader)
    address = cluster.get_absolute_url()
    assert "Solsikken" in client.get(address).content.decode()

    Institution.objects.update(name="Mælkebøtten")

    html = client.get(address).content.decode()
    assert "Mælkebøtten" in html
    assert "Solsikken" not in html


def test_nobody_is_given_the_page_of_another(client, cluster, leader):
    parent = MembershipFactory(board_member=True, cluster=cluster).user
    address = cluster.get_absolute_url()
    client.force_login(leader)
    seen = client.get(address)
    assert "Kladde" in seen.content.decode()

    client.force_login(parent)
    answer = client.get(address, headers={"If-None-Match": seen["ETag"]})

    assert answer.status_code == 200
    assert "Kladde" not in answer.content.decode()
    assert leader.name not in answer.content.decode()


def test_who_loses_the_role_loses_the_page(client, cluster, leader):
    client.force_login(leader)
    address = cluster.get_absolute_url()
    tag = client.get(address)["ETag"]

    Membership.objects.update(to_on=timezone.localdate() - datetime.timedelta(days=1))

    assert client.get(address, headers={"If-None-Match": tag}).status_code == 404
    assert client.get(address).status_code == 404


def test_what_may_not_be_seen_has_no_tag(client, cluster, leader):
    client.force_login(leader)

    answer = client.get(ClusterFactory().get_absolute_url())

    assert answer.status_code == 404
    assert "ETag" not in answer


def test_a_new_session_language_or_day_is_another_page(client, cluster, leader):
    address = cluster.get_absolute_url()
    client.force_login(leader)
    tag = client.get(address)["ETag"]
    tags = {tag}

    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    tags.add(client.get(address)["ETag"])
    del client.cookies[settings.LANGUAGE_COOKIE_NAME]
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=1)):
        assert client.get(address)["ETag"] == tag
    other = Client()
    other.force_login(leader)
    other.get(reverse("password_change"))  # a form gives the browser its secret
    tags.add(other.get(address)["ETag"])

    assert len(tags) == 3


def test_a_page_asked_for_again_is_not_worked_out_again(client, cluster, leader, queries_for):
    client.force_login(leader)
    address = cluster.get_absolute_url()
    first = queries_for(address)

    again = queries_for(address, anew=False)

    assert again <= 4  # the session, the person, the limits of sessions and the versions
    assert first > 5 * again


def test_a_page_sent_again_is_the_same_page(client, cluster):
    client.force_login(UserFactory(administrator=True))
    for address in pages(cluster):
        page_cache.forget()

        first, again = client.get(address), client.get(address)

        assert without_secrets(again.content.decode()) == without_secrets(first.content.decode())
        headers = {"Content-Type", "Content-Language", "ETag", "Vary", "Cache-Control"}
        assert {name: again[name] for name in headers} == {name: first[name] for name in headers}


def test_a_page_sent_again_has_the_secret_of_the_browser_that_asks(cluster, leader):
    address = cluster.get_absolute_url()
    for _browser in range(2):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(leader)
        [secret, *others] = SECRET.findall(browser.get(address).content.decode())

        answer = browser.post(reverse("logout"), {"csrfmiddlewaretoken": secret})

        assert {secret} == {secret, *others}
        assert answer.status_code == 302


WRITES = {
    "a method in use": lambda seen: MethodUseFactory(
        method__cluster=seen.cluster, institution=seen.unit
    ),
    "a report": lambda seen: ManualResultFactory(indicator=seen.reported, institution=seen.unit),
    "a measurement": lambda seen: MeasurementFactory(
        topic=seen.topic, institution=seen.unit, value=3
    ),
    "a target": lambda seen: TargetFactory(indicator=seen.measured, value=1),
    "an inspection": lambda seen: InspectionFactory(institution=seen.unit),
    "a local goal": lambda seen: LocalGoalFactory(
        institution=seen.unit, goal=seen.measured.goal, reached=True
    ),
    "a name": lambda seen: Institution.objects.update(name="Mælkebøtten"),
    "a move": lambda seen: seen.unit.placements.update(from_on=timezone.localdate()),
    "the end of a strategy": lambda seen: Strategy.objects.update(to_year=2020, from_year=2020),
    "an approval": lambda seen: ApprovalFactory(),
}


@pytest.fixture
def seen(cluster):
    """A cluster with an indicator of each source, and a figure of each."""
    goal = GoalFactory(strategy=StrategyFactory(vision=True, cluster=cluster))
    unit = Institution.objects.get(name="Solsikken")
    load_reference()
    topic = Topic.objects.get(version__code="kids-2020", number=2)
    measured = IndicatorFactory(goal=goal, source="topics", topics=[topic])
    MeasurementFactory(topic=topic, institution=unit, year=2025, value=2)
    of_methods = IndicatorFactory(goal=goal, source="methods", aggregation="count")
    TargetFactory(indicator=of_methods, value=1)
    return SimpleNamespace(
        cluster=cluster,
        unit=unit,
        topic=topic,
        measured=measured,
        reported=IndicatorFactory(goal=goal),
    )


@pytest.mark.thorough
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_what_is_kept_is_what_would_be_worked_out(client, cluster, seen, write):
    client.force_login(UserFactory(administrator=True))
    for address in pages(cluster):
        client.get(address)
    before = versions()

    write(seen)

    told = {address: client.get(address).content.decode() for address in pages(cluster)}
    page_cache.forget()
    for address, html in told.items():
        anew = client.get(address).content.decode()
        assert without_secrets(html) == without_secrets(anew), address
    assert versions() != before


def test_what_weighs_more_than_the_memory_holds_goes_the_longest_unused_first():
    memory = MemoryCache(most=10)

    def keep(name, thing, *, weight):
        memory.keep((name,), KeptThing(thing, {}, weight))

    for name in "abc":
        keep(name, name, weight=4)
    assert memory.get(("b",), {}).thing == "b"
    keep("d", "d", weight=4)
    keep("e", "e", weight=11)
    keep("b", "B", weight=5)

    there = {}
    for name in "abcde":
        with suppress(KeyError):
            there[name] = memory.get((name,), {}).thing
    assert there == {"b": "B", "d": "d"}


def test_a_message_is_shown_once_and_never_hidden_by_an_unchanged_page(
    client, cluster, leader, rf, monkeypatch
):
    client.force_login(leader)
    address = cluster.get_absolute_url()
    tag = client.get(address)["ETag"]
    monkeypatch.setattr(page_cache, "get_messages", lambda request: ["Gemt."])

    answer = client.get(address, headers={"If-None-Match": tag})

    assert answer.status_code == 200
    assert "ETag" not in answer
    assert get_messages is not page_cache.get_messages


def test_nothing_is_kept_where_nobody_knows_the_version(client, cluster, leader, queries_for):
    client.force_login(leader)
    DataVersion.objects.all().delete()
    address = cluster.get_absolute_url()

    first, again = queries_for(address), queries_for(address, anew=False)

    assert first == again


def test_every_column_that_is_watched_alone_is_one_of_its_table():
    """A trigger names them: PostgreSQL refuses one that is not there, SQLite says nothing."""
    from django.apps import apps

    named = [
        (app.get_model(model), column)
        for app in apps.get_app_configs()
        if (tables := getattr(app, "data_tables", None))
        for model, columns in tables.columns.items()
        for column in columns
    ]

    assert len(named) > 5
    for model, column in named:
        assert column in {field.column for field in model._meta.concrete_fields}, model


def test_every_table_is_watched_or_known_to_be_quiet():
    from django.apps import apps

    ours = {
        *("accounts", "institutions", "strategy", "measurements", "indicators"),
        *("leadership", "programmes", "meetings", "voices"),
    }
    tables = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in ours and not model.__name__.startswith("Historical")
    ]

    unwatched = {model._meta.label for model in tables if group_of(model) is None}

    assert unwatched == {
        "accounts.InvitationText",
        "accounts.SecurityEvent",
        "accounts.SecurityLogLimit",
        "accounts.Visit",
        "institutions.DataVersion",
        "indicators.FollowedFigures",
        "indicators.OpenRelease",  # its own pages tell of it, and no kept one
        "indicators.ResultSnapshot",
        "measurements.RowBlock",
        "measurements.Revision",
        "measurements.ImportUnderWay",
    }
    assert {group_of(model) for model in tables} - {None} <= set(versions())
