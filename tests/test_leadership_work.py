"""What awaits leadership teams and heads of area on their first page, and in their calendars."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from dashboards.calendar import CalendarKind, entries_of
from institutions import page_cache
from institutions.models import Ownership
from leadership.models import Answer
from leadership.workflow import PlanStage
from tests.factories import ClusterFactory, InstitutionFactory, MembershipFactory, UserFactory
from tests.factories.leadership import (
    ActionFactory,
    AnswerFactory,
    DevelopmentPlanFactory,
    FocusAreaFactory,
    MappingRoundFactory,
    PlanFollowUpFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def days(count: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=count)


@pytest.fixture
def team():
    return TeamFactory(cluster=ClusterFactory(name="Klynge Prøve"))


@pytest.fixture
def leader(team):
    unit = InstitutionFactory(cluster=team.cluster)
    return MembershipFactory(leader=True, institution=unit).user


@pytest.fixture
def head(team):
    return MembershipFactory(area_head=True, area=team.cluster.area).user


def tasks(client, user):
    client.force_login(user)
    page_cache.forget()  # a page that was kept has no context
    return client.get("/").context["page"].team


def test_a_leader_is_asked_for_answers_until_all_are_given(client, team, leader):
    mapping = MappingRoundFactory(team=team, closes_on=days(5))
    first, second = (area for group in mapping.profile.groups.all() for area in group.areas.all())

    (task,) = tasks(client, leader)
    assert task.text == "Teamets kompetenceafdækning venter på dine svar."
    assert (task.on, task.place) == (days(5), "Klynge Prøve")
    AnswerFactory(mapping=mapping, person=leader, area=first)
    assert len(tasks(client, leader)) == 1
    AnswerFactory(mapping=mapping, person=leader, area=second)

    assert tasks(client, leader) == ()


def test_nobody_is_told_whether_others_have_answered(client, team, leader, head):
    mapping = MappingRoundFactory(team=team, closes_on=days(5))
    colleague = MembershipFactory(cluster_leader=True, cluster=team.cluster).user
    before = tasks(client, colleague), tasks(client, head)

    for group in mapping.profile.groups.all():
        for area in group.areas.all():
            AnswerFactory(mapping=mapping, person=leader, area=area)

    assert Answer.objects.exists()
    assert (tasks(client, colleague), tasks(client, head)) == before
    assert before[1] == ()


def test_a_plan_waits_for_the_team_then_for_the_head_of_area(client, team, leader, head):
    plan = DevelopmentPlanFactory(team=team, year=2026)
    assert [task.text for task in tasks(client, leader)] == [
        "Teamudviklingsplan 2026 er en kladde."
    ]
    assert tasks(client, head) == ()

    type(plan).objects.update(stage=PlanStage.PROPOSED)

    assert tasks(client, leader) == ()
    (task,) = tasks(client, head)
    assert task.text == "Teamudviklingsplan 2026 venter på din underskrift."
    assert task.href == plan.get_absolute_url()


def test_a_follow_up_that_is_near_or_past_is_told_to_both(client, team, leader, head):
    plan = DevelopmentPlanFactory(team=team, agreed=True)
    late = PlanFollowUpFactory(plan=plan, planned_on=days(-3))
    PlanFollowUpFactory(plan=plan, planned_on=days(10), is_review=True)

    (own,), (overseen,) = tasks(client, leader), tasks(client, head)

    assert own.text == overseen.text == "Der skulle være fulgt op på udviklingsplanen."
    assert own.is_overdue
    assert own.link == overseen.link == "Skriv, hvad I så"
    assert client.get(overseen.href).status_code == 200, "the head of area has a hand in it"
    late.held_on, late.narrative = TODAY, "Det går godt."
    late.save()
    (own,) = tasks(client, leader)
    assert own.text == "Året med udviklingsplanen skal gennemgås."


def test_what_is_far_off_or_of_another_team_waits(client, team, leader):
    PlanFollowUpFactory(plan=DevelopmentPlanFactory(team=team, agreed=True), planned_on=days(60))
    PlanFollowUpFactory(plan=DevelopmentPlanFactory(agreed=True), planned_on=days(-60))
    DevelopmentPlanFactory()
    MappingRoundFactory(closes_on=days(3))

    assert tasks(client, leader) == ()


def test_administrators_and_boards_have_no_part_in_it(client, team):
    DevelopmentPlanFactory(team=team)
    board = MembershipFactory(chair=True, cluster=team.cluster).user

    assert tasks(client, UserFactory(administrator=True)) == ()
    assert tasks(client, board) == ()


def test_an_independent_team_takes_part_once_it_has_chosen_to(client):
    house = InstitutionFactory(ownership=Ownership.INDEPENDENT)
    team = TeamFactory(cluster=None, institution=house, takes_part=False)
    leader = MembershipFactory(leader=True, institution=house).user
    DevelopmentPlanFactory(team=team)

    assert tasks(client, leader) == ()
    type(team).objects.update(takes_part=True)

    assert len(tasks(client, leader)) == 1


def test_the_days_of_a_team_stand_in_its_calendars_and_in_no_others(team, leader, head):
    plan = DevelopmentPlanFactory(team=team, agreed=True)
    PlanFollowUpFactory(plan=plan, planned_on=days(10))
    PlanFollowUpFactory(plan=plan, planned_on=days(40), is_review=True)
    MappingRoundFactory(team=team, closes_on=days(20))
    PlanFollowUpFactory(plan=DevelopmentPlanFactory(team=team), planned_on=days(11))  # a draft
    parent = MembershipFactory(board_member=True, cluster=team.cluster).user

    def told(user):
        return [
            entry.what
            for entry in entries_of(user, TODAY, days(90))
            if entry.kind == CalendarKind.TEAM
        ]

    follow_up, review = "Opfølgning på udviklingsplanen", "Årets gennemgang af udviklingsplanen"
    assert told(leader) == [follow_up, "Sidste dag at svare på kompetenceafdækningen", review]
    assert told(head) == [follow_up, review]
    assert told(parent) == []


def test_the_tasks_cost_the_same_however_many_teams_there_are(client, head, team, queries_for):
    def add(count):
        for cluster in ClusterFactory.create_batch(count, area=team.cluster.area):
            plan = DevelopmentPlanFactory(team=TeamFactory(cluster=cluster), agreed=True)
            PlanFollowUpFactory(plan=plan, planned_on=days(-1))

    add(1)
    client.force_login(head)
    few = queries_for("/")
    add(5)
    assert queries_for("/") == few


@pytest.mark.parametrize("name", ["team_detail", "plan_detail", "leadership_home"])
def test_pages_of_teams_cost_the_same_however_much_they_hold(
    client, team, leader, queries_for, name
):
    first = DevelopmentPlanFactory(team=team, year=2020)
    url = {
        "team_detail": team.get_absolute_url(),
        "plan_detail": first.get_absolute_url(),
        "leadership_home": reverse("leadership_home"),
    }[name]

    def add(year):
        plan = DevelopmentPlanFactory(team=team, year=year)
        for held in (plan, first):
            focus = FocusAreaFactory(plan=held, number=year - 2020)
            ActionFactory(focus=focus)
            PlanFollowUpFactory(plan=held, planned_on=days(year - 2000))
        MappingRoundFactory(team=team, year=year, closes_on=days(5))
        MembershipFactory(leader=True, institution=InstitutionFactory(cluster=team.cluster))

    add(2021)
    client.force_login(leader)
    few = queries_for(url)
    for year in range(2022, 2027):
        add(year)
    assert queries_for(url) == few
