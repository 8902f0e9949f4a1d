"""A cluster has one vision at a time, and its page tells of one."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from dashboards.cluster import ClusterDashboard
from strategy.models import Strategy
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    StrategyFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

DRAFT, ADOPTED, RUNNING, CLOSED = "draft", "adopted", "running", "closed"


@pytest.mark.parametrize("first", [ADOPTED, RUNNING])
@pytest.mark.parametrize("second", [ADOPTED, RUNNING])
def test_a_second_vision_in_force_is_refused_in_the_administration(client, first, second):
    cluster = ClusterFactory()
    old = StrategyFactory(vision=True, cluster=cluster, from_year=2026, to_year=2029, stage=first)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    data = {
        "kind": "vision", "title": "Ny vision", "cluster": cluster.pk, "stage": second,
        "from_year": 2029, "to_year": 2030, "headline": "", "text": "",
        "goals-TOTAL_FORMS": 0, "goals-INITIAL_FORMS": 0,
        "process_steps-TOTAL_FORMS": 0, "process_steps-INITIAL_FORMS": 0,
        "steps-TOTAL_FORMS": 0, "steps-INITIAL_FORMS": 0,
    }  # fmt: skip

    response = client.post(reverse("admin:strategy_strategy_add"), data)

    assert response.status_code == 200
    assert old.title in str(response.context["errors"])
    assert Strategy.objects.count() == 1

    response = client.post(reverse("admin:strategy_strategy_add"), data | {"from_year": 2030})

    assert response.status_code == 302, response.context["errors"]


@pytest.mark.parametrize(
    ("first", "second", "years", "is_vision"),
    [
        (RUNNING, DRAFT, (2026, 2029), True),
        (RUNNING, "hearing", (2026, 2029), True),
        (CLOSED, RUNNING, (2026, 2029), True),
        (RUNNING, RUNNING, (2030, 2031), True),
        (RUNNING, RUNNING, (2026, 2029), False),
    ],
)
def test_what_is_not_in_force_may_stand_beside_it(first, second, years, is_vision):
    cluster = ClusterFactory()
    StrategyFactory(vision=True, cluster=cluster, from_year=2026, to_year=2029, stage=first)
    kind = Strategy.Kind.VISION if is_vision else Strategy.Kind.COMMON_GOALS

    Strategy(
        kind=kind, title="Ny", cluster=cluster, stage=second, from_year=years[0], to_year=years[1]
    ).full_clean()


def test_a_vision_does_not_stand_in_its_own_way_and_other_clusters_have_theirs():
    vision = StrategyFactory(vision=True, cluster=ClusterFactory())
    vision.full_clean()
    StrategyFactory.build(vision=True, cluster=ClusterFactory()).full_clean()
    with pytest.raises(ValidationError):
        StrategyFactory.build(vision=True, cluster=vision.cluster).full_clean()


def test_the_page_takes_line_and_indicators_from_one_vision_even_where_two_were_forced_in():
    cluster = ClusterFactory()
    for year in (2025, 2026):
        vision = StrategyFactory(
            vision=True, cluster=cluster, from_year=year, headline=f"Vision {year}"
        )
        IndicatorFactory(goal=GoalFactory(strategy=vision), short_text=f"Målepunkt {year}")

    page = ClusterDashboard.build(
        cluster, user=UserFactory(administrator=True), on=datetime.date(2026, 11, 28)
    )

    assert page.vision.line == "Vision 2026"
    assert [row.text for row in page.indicators] == ["Målepunkt 2026"]
