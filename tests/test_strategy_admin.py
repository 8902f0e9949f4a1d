"""The administration of strategies, local goals and methods."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse

from strategy.models import LocalGoal
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    MethodUseFactory,
    PlacementFactory,
    StatusUpdateFactory,
    StrategyFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

MODELS = ["strategy", "goal", "goalassessment", "localgoal", "method", "methoduse"]


@pytest.fixture
def administrator():
    return UserFactory(administrator=True)


@pytest.mark.parametrize("model", MODELS)
def test_lists_open_search_and_sort(client, administrator, model):
    client.force_login(administrator)
    GoalFactory(strategy=StrategyFactory(vision=True, cluster=ClusterFactory()))
    LocalGoalFactory()
    MethodUseFactory()
    address = reverse(f"admin:strategy_{model}_changelist")

    responses = [client.get(address), client.get(address, {"q": "børn", "o": "1"})]

    assert [response.status_code for response in responses] == [200, 200]


@pytest.mark.parametrize("model", MODELS)
def test_lists_cost_the_same_however_long(client, queries_for, administrator, model):
    client.force_login(administrator)
    address = reverse(f"admin:strategy_{model}_changelist")
    LocalGoalFactory(), MethodUseFactory()
    small = queries_for(address)

    for _number in range(4):
        LocalGoalFactory(), MethodUseFactory()

    # filters over foreign keys list what there is: still one query each
    assert queries_for(address) == small


def test_a_local_goal_is_read_and_not_written_in_the_administration(client, administrator):
    goal = StatusUpdateFactory().local_goal
    client.force_login(administrator)
    address = reverse("admin:strategy_localgoal_change", args=[goal.pk])

    page = client.get(address)
    client.post(address, {"status": LocalGoalStatus.ADOPTED, "text": "Bag om ryggen"})

    goal.refresh_from_db()
    assert page.status_code == 200
    assert "Vi er begyndt på to stuer." in page.content.decode()
    assert goal.status == LocalGoalStatus.IN_PROGRESS
    assert goal.text != "Bag om ryggen"


def test_the_administration_shows_what_a_person_reaches_and_no_more(client):
    cluster, institution = ClusterFactory(), InstitutionFactory()
    PlacementFactory(institution=institution, cluster=cluster)
    consultant = MembershipFactory(consultant=True, area=cluster.area, user__is_staff=True).user
    consultant.user_permissions.set(
        Permission.objects.filter(codename__in=["view_localgoal", "change_localgoal"])
    )
    adopted = LocalGoalFactory(institution=institution, adopted=True)
    draft = LocalGoalFactory(institution=institution)
    foreign = LocalGoalFactory(adopted=True)
    client.force_login(consultant)

    shown = client.get(reverse("admin:strategy_localgoal_changelist")).context["cl"].queryset

    assert set(shown) == {adopted}
    for hidden in (draft, foreign):
        address = reverse("admin:strategy_localgoal_change", args=[hidden.pk])
        assert client.get(address).status_code == 302  # to the start page: there is no such goal


def test_history_of_a_local_goal_opens(client, administrator):
    goal = LocalGoalFactory()
    goal.write(by=administrator, efforts=["Møde"])
    client.force_login(administrator)

    response = client.get(reverse("admin:strategy_localgoal_history", args=[goal.pk]))

    assert response.status_code == 200


def test_every_model_of_the_strategy_can_be_found():
    registered = {
        model.__name__ for model in admin.site._registry if model.__module__.startswith("strategy")
    }

    assert {"Strategy", "Goal", "GoalAssessment", "LocalGoal", "Method", "MethodUse"} <= registered
    assert LocalGoal in admin.site._registry
