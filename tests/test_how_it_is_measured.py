"""The way from a local goal to how the common goal is measured leads somewhere, or is not there."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from institutions.models import Cluster
from strategy.pages.local_goals.side import SidePanel
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    StrategyFactory,
)

pytestmark = pytest.mark.django_db
PROMISE = "Se, hvordan der måles på det fælles mål"


@pytest.fixture
def place():
    return InstitutionFactory(cluster=ClusterFactory())


@pytest.fixture
def leader(client, place):
    user = MembershipFactory(institution=place, leader=True).user
    client.force_login(user)
    return user


def form(client, local_goal):
    page = client.get(reverse("local_goal_edit", args=[local_goal.pk]))
    assert page.status_code == 200
    return page.content.decode()


@pytest.mark.parametrize("tied", ["to the goal", "to a local goal"])
def test_the_link_leads_to_the_indicators(client, place, leader, tied):
    local_goal = LocalGoalFactory(institution=place)
    vision = GoalFactory(strategy=StrategyFactory(vision=True, cluster=Cluster.objects.get()))
    is_own = tied == "to the goal"
    indicator = IndicatorFactory(goal=local_goal.goal if is_own else vision, number=7)
    if not is_own:
        indicator.local_goals.add(local_goal)

    assert PROMISE in form(client, local_goal)
    there = client.get(local_goal.goal.get_absolute_url()).content.decode()
    section = there.split('id="maalepunkter"')[1].split("</section>")[0]

    assert indicator.short_text in section
    assert indicator.get_absolute_url() in section


def test_no_link_is_offered_where_nothing_is_measured(client, place, leader):
    local_goal = LocalGoalFactory(institution=place)

    assert PROMISE not in form(client, local_goal)
    there = client.get(local_goal.goal.get_absolute_url()).content.decode()
    assert "Der er endnu ikke knyttet et målepunkt til målet" in " ".join(strip_tags(there).split())
    assert not SidePanel.build(local_goal, user=leader).is_measured
