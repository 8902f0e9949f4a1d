"""Who sees to an indicator and how often: shown, counted, asked."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.told.rows import PersonNotice
from dashboards.municipality import MunicipalityPage
from dashboards.my_work.figures import figure_tasks
from indicators.freshness import freshness_of, months_after
from indicators.models import Indicator, IndicatorOwner, ManualResult
from indicators.noticing import tell_of_stale_figures
from measurements.rounds_of_year import last_day
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    MeasurementFactory,
    MembershipFactory,
    StrategyFactory,
)
from tests.factories.programmes import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def cluster():
    return InstitutionFactory(cluster=ClusterFactory(name="Klynge Prøve")).placements.get().cluster


@pytest.fixture
def head(cluster):
    return MembershipFactory(cluster_leader=True, cluster=cluster).user


@pytest.fixture
def indicator(cluster):
    goal = GoalFactory(strategy=StrategyFactory(cluster=cluster))
    return IndicatorFactory(goal=goal, aggregation="latest", short_text="Værdien af arbejdspladsen")


def reported(indicator, day):
    ManualResult.objects.create(indicator=indicator, year=day.year, value=3, reported_on=day)


def fresh(indicator, on):
    found = Indicator.objects.select_related("goal__strategy").get(pk=indicator.pk)
    return freshness_of([found], on=on)[indicator.pk]


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2026", "2026-12-31"),
        ("2026-1", "2026-06-30"),
        ("2026-2", "2026-12-31"),
        ("2024-02", "2024-02-29"),
        ("2026-K3", "2026-09-30"),
        ("2026-U01", "2026-01-04"),
        ("2026-05-11", "2026-05-11"),
    ],
)
def test_the_last_day_of_a_period(period, day):
    assert last_day(period).isoformat() == day


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-02-28", 1, "2026-03-31"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2025-12-31", 24, "2027-12-31"),
        ("2026-05-10", 12, "2027-05-10"),
    ],
)
def test_months_later(day, months, then):
    assert months_after(datetime.date.fromisoformat(day), months).isoformat() == then


def test_it_is_stale_the_day_after_its_rhythm_has_run_out(indicator, head, today):
    IndicatorOwner.objects.create(indicator=indicator, person=head, rhythm=1)
    reported(indicator, today)
    due = months_after(today, 1)

    assert fresh(indicator, due).due_on == due
    assert not fresh(indicator, due).is_stale
    assert fresh(indicator, due + datetime.timedelta(days=1)).is_stale


def test_without_a_rhythm_nobody_is_asked(indicator, today):
    assert not fresh(indicator, today).is_stale
    assert not fresh(indicator, today).is_new


def test_the_leader_chooses_who_and_how_often(client, indicator, head, cluster, today):
    client.force_login(head)
    colleague = MembershipFactory(
        leader=True, institution=cluster.placements.get().institution
    ).user
    stranger = MembershipFactory(leader=True, institution=InstitutionFactory()).user
    address = reverse("indicator_owner", args=[indicator.pk])

    client.post(address, {"person": stranger.pk, "rhythm": 3})
    assert not IndicatorOwner.objects.exists()
    client.post(address, {"person": colleague.pk, "rhythm": 3})

    care = IndicatorOwner.objects.get()
    assert (care.person, care.rhythm) == (colleague, 3)
    page = client.get(indicator.get_absolute_url()).content.decode()
    assert colleague.name in page


def test_the_owner_is_asked_on_the_first_page_until_a_figure_comes(indicator, head, today):
    IndicatorOwner.objects.create(indicator=indicator, person=head, rhythm=1)
    reported(indicator, today - datetime.timedelta(days=70))

    (task,) = figure_tasks(user=head, on=today)
    assert task.href == f"{indicator.get_absolute_url()}#ansvarlig"
    assert task.is_overdue

    reported(indicator, today) if today.year != (today - datetime.timedelta(70)).year else (
        ManualResult.objects.update(reported_on=today)
    )
    assert figure_tasks(user=head, on=today) == ()


def test_the_digest_tells_once_of_each_day_that_passes(indicator, head, today):
    IndicatorOwner.objects.create(indicator=indicator, person=head, rhythm=1)
    reported(indicator, today - datetime.timedelta(days=70))

    tell_of_stale_figures(today)
    tell_of_stale_figures(today + datetime.timedelta(days=1))

    (notice,) = PersonNotice.objects.filter(kind="figures_due")
    assert (notice.person, notice.about) == (head, indicator.pk)


def test_the_municipality_counts_owned_and_new(client, indicator, head, cluster, today):
    IndicatorFactory(goal=indicator.goal, aggregation="latest")
    IndicatorFactory(goal=indicator.goal, aggregation="latest", is_beside=True)
    IndicatorFactory(goal=GoalFactory(strategy=StrategyFactory()))
    IndicatorOwner.objects.create(indicator=indicator, person=head, rhythm=12)
    reported(indicator, today)
    administrator = MembershipFactory(administrator=True).user

    page = MunicipalityPage.build(user=administrator, on=today)

    told = page.kept_up
    assert (told.measured, told.measured_owned, told.measured_new) == (3, 1, 1)
    assert page.its_own.measured == 1
    assert [row.kept_up.measured for row in page.measured_rows] == [2]
    client.force_login(administrator)
    assert page.measured_heading in client.get("/kommunen/").content.decode()


def test_a_figure_with_a_day_is_of_that_day_and_one_without_is_told_by_its_year(
    client, indicator, cluster, today
):
    unit = cluster.placements.get().institution
    topic = TopicFactory()
    indicator.topics.add(topic)
    Indicator.objects.filter(pk=indicator.pk).update(source="instrument")
    row = MeasurementFactory(
        topic=topic, institution=unit, year=today.year, measured_on=today, value=80
    )

    found = fresh(indicator, today)
    assert (found.newest_on, found.newest_said) == (today, "")

    type(row).objects.update(measured_on=None)
    assert fresh(indicator, today).newest_said == str(today.year)
    client.force_login(MembershipFactory(administrator=True).user)
    page = client.get("/kommunen/").text.partition("Seneste tal")[2]
    assert f"{today.year}\n" in page
    assert f"31.12.{today.year}" not in page
