"""A team's development plan: written, signed by both parties as themselves, followed up, closed."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from leadership.models import Agreement, DevelopmentPlan
from leadership.pages.plan import DevelopmentPlanPage
from leadership.workflow import PlanStage
from strategy.workflow import Progress
from tests.factories import MembershipFactory, UserFactory
from tests.factories.leadership import (
    ActionFactory,
    DevelopmentPlanFactory,
    FocusAreaFactory,
    PlanFollowUpFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def cluster_leader(team):
    return MembershipFactory(cluster_leader=True, cluster=team.cluster).user


@pytest.fixture
def area_head(team):
    return MembershipFactory(area_head=True, area=team.cluster.area).user


@pytest.fixture
def plan(team):
    """A draft with all it takes to be signed."""
    plan = DevelopmentPlanFactory(team=team, year=2026)
    ActionFactory(focus=FocusAreaFactory(plan=plan), text="Fire fælles datadage")
    PlanFollowUpFactory(plan=plan, planned_on=datetime.date(2026, 8, 27))
    return plan


def move(client, user, plan, name, **posted):
    client.force_login(user)
    plan.refresh_from_db()
    address = reverse("plan_move", args=[plan.pk, name])
    answer = client.post(address, {"version": plan.version, "sure": "yes", **posted}, follow=True)
    plan.refresh_from_db()
    return answer


def test_both_sign_each_as_themselves(client, plan, cluster_leader, area_head):
    move(client, cluster_leader, plan, "propose")
    assert plan.stage == PlanStage.PROPOSED
    move(client, area_head, plan, "agree")

    assert plan.stage == PlanStage.AGREED
    agreement = Agreement.objects.get()
    assert (agreement.team_signed_by, agreement.head_signed_by) == (cluster_leader, area_head)


def test_neither_signs_for_the_other_and_an_administrator_for_nobody(
    client, plan, cluster_leader, area_head
):
    move(client, area_head, plan, "propose")
    assert plan.stage == PlanStage.DRAFT
    move(client, cluster_leader, plan, "propose")
    move(client, cluster_leader, plan, "agree")
    assert plan.stage == PlanStage.PROPOSED

    answer = move(client, UserFactory(administrator=True), plan, "agree")

    assert answer.status_code == 404
    assert plan.stage == PlanStage.PROPOSED


def test_what_was_signed_stays_as_it_was(client, plan, cluster_leader, area_head):
    move(client, cluster_leader, plan, "propose")
    move(client, area_head, plan, "agree")
    move(client, cluster_leader, plan, "reopen", comment="Vi vil tilføje en skole")
    plan.focuses.get().actions.update(text="Seks fælles datadage")

    page = client.get(reverse("agreement_detail", args=[Agreement.objects.get().pk]))

    assert "Fire fælles datadage" in page.content.decode()
    assert "Seks" not in page.content.decode()
    assert "Vi vil tilføje en skole" in page.content.decode()


@pytest.mark.parametrize(
    ("lacking", "sentence"),
    [
        ("focuses", "Vælg mindst ét indsatsområde."),
        ("actions", "Skriv mindst én aftale under hvert indsatsområde."),
        ("follow_ups", "Skriv mindst én dag, hvor I følger op."),
    ],
)
def test_a_plan_that_lacks_something_is_not_sent(client, plan, cluster_leader, lacking, sentence):
    if lacking == "actions":
        FocusAreaFactory(plan=plan, number=2)
    else:
        getattr(plan, lacking).all().delete()

    answer = move(client, cluster_leader, plan, "propose")

    assert plan.stage == PlanStage.DRAFT
    assert sentence in answer.content.decode()


def test_a_plan_changed_meanwhile_is_not_signed(client, plan, cluster_leader, area_head):
    move(client, cluster_leader, plan, "propose")
    client.force_login(area_head)

    client.post(
        reverse("plan_move", args=[plan.pk, "agree"]), {"version": plan.version - 1, "sure": "yes"}
    )

    plan.refresh_from_db()
    assert plan.stage == PlanStage.PROPOSED


def test_a_plan_is_returned_only_with_a_reason(client, plan, cluster_leader, area_head):
    move(client, cluster_leader, plan, "propose")
    assert "Skriv hvorfor." in move(client, area_head, plan, "return").content.decode()

    move(client, area_head, plan, "return", comment="Fristen er for kort")

    assert plan.stage == PlanStage.DRAFT
    assert Agreement.objects.get().comment == "Fristen er for kort"


def test_what_is_signed_is_not_written_in(client, plan, cluster_leader):
    move(client, cluster_leader, plan, "propose")
    focus = plan.focuses.get()

    for name, pk in [("focus_edit", focus.pk), ("focus_create", plan.pk)]:
        assert client.get(reverse(name, args=[pk])).status_code == 404


def test_a_follow_up_tells_how_it_goes_and_the_review_closes_the_plan(
    client, plan, cluster_leader, area_head
):
    PlanFollowUpFactory(plan=plan, planned_on=datetime.date(2027, 1, 14), is_review=True)
    move(client, cluster_leader, plan, "propose")
    move(client, area_head, plan, "agree")
    action = plan.focuses.get().actions.get()
    address = reverse("follow_up_hold", args=[plan.pk])
    posted = {f"progress_{action.pk}": "onway", f"note_{action.pk}": "To er holdt"}
    client.force_login(cluster_leader)

    client.post(address, posted)
    assert not plan.follow_ups.exclude(held_on=None).exists(), "it takes words"
    client.post(address, {**posted, "narrative": "Det går fremad."})
    action.refresh_from_db()
    assert (action.progress, action.note) == (Progress.ON_WAY, "To er holdt")
    client.force_login(area_head)
    client.post(address, {**posted, "narrative": "Året er gået godt."})

    plan.refresh_from_db()
    assert plan.stage == PlanStage.CLOSED


def test_an_action_past_its_deadline_counts_as_not_achieved(plan, cluster_leader):
    late = timezone.localdate() - datetime.timedelta(days=1)
    ActionFactory(focus=plan.focuses.get(), due_on=late, progress=Progress.STARTED)
    ActionFactory(focus=plan.focuses.get(), due_on=late, progress=Progress.REACHED)

    page = DevelopmentPlanPage.build(plan, user=cluster_leader, on=timezone.localdate())

    assert page.actions_heading == "Én af tre aftaler er nået, og én har overskredet fristen"


def test_the_whole_way_from_an_empty_plan(client, team, cluster_leader):
    client.force_login(cluster_leader)
    client.post(reverse("plan_create", args=[team.pk]))
    plan = DevelopmentPlan.objects.get()
    client.post(reverse("focus_create", args=[plan.pk]), {"name": "Brug af data", "text": "…"})
    focus = plan.focuses.get()
    action = {"text": "Datadag", "responsible": "Mette", "due_on": f"15.12.{plan.year}"}
    client.post(reverse("action_create", args=[focus.pk]), action)
    days = {"day_1": f"15.12.{plan.year}", "review_on": f"31.12.{plan.year}"}
    client.post(reverse("follow_up_days", args=[plan.pk]), days)

    page = client.get(plan.get_absolute_url()).content.decode()

    assert "Datadag" in page
    assert [row.is_review for row in plan.follow_ups.all()] == [False, True]


def test_the_page_of_a_plan_costs_the_same_however_much_it_holds(
    client, plan, cluster_leader, queries_for
):
    client.force_login(cluster_leader)
    small = queries_for(plan.get_absolute_url())

    for number in range(2, 5):
        focus = FocusAreaFactory(plan=plan, number=number)
        ActionFactory.create_batch(3, focus=focus)
        PlanFollowUpFactory(plan=plan, planned_on=datetime.date(2027, 1, number))

    assert queries_for(plan.get_absolute_url()) == small


def test_the_overview_of_teams_costs_the_same_for_many(client, plan, area_head, queries_for):
    client.force_login(area_head)
    address = reverse("leadership_home")
    small = queries_for(address)

    for _number in range(4):
        other = TeamFactory(cluster__area=plan.team.cluster.area)
        PlanFollowUpFactory(plan__team=other, plan__agreed=True)

    assert queries_for(address) == small


def test_what_a_plan_lacks_is_said_before_anybody_signs(client, team, cluster_leader):
    plan = DevelopmentPlanFactory(team=team, year=2026)
    FocusAreaFactory(plan=plan)
    client.force_login(cluster_leader)

    page = client.post(reverse("plan_move", args=[plan.pk, "propose"])).content.decode()

    assert "Skriv mindst én aftale" in page
    assert "Du underskriver" not in page
