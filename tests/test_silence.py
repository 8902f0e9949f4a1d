"""Who answers for local goals under way, and who is asked when nothing is told of them."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.told.rows import PersonNotice
from dashboards.municipality import MunicipalityPage
from dashboards.municipality.kept_up import KeptUp
from dashboards.my_work.tasks import leader_tasks
from strategy.models import Decision, LocalGoal
from strategy.silence import silent, tell_of_silence
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    ClusterFactory,
    EffortFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    StatusUpdateFactory,
)

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def institution():
    return InstitutionFactory(name="Solsikken", cluster=ClusterFactory(name="Klynge Prøve"))


@pytest.fixture
def leader(institution):
    return MembershipFactory(leader=True, institution=institution).user


def goal_of(institution, **kwargs):
    return LocalGoalFactory(institution=institution, in_progress=True, **kwargs)


def begun(goal, day):
    at = datetime.datetime.combine(day, datetime.time(12), timezone.get_current_timezone())
    Decision.objects.create(
        local_goal=goal,
        from_status=LocalGoalStatus.ADOPTED,
        to_status=LocalGoalStatus.IN_PROGRESS,
        made_at=at,
    )


@pytest.mark.parametrize(
    ("begun_ago", "told_ago", "is_silent"),
    [
        (None, None, True),  # under way since nobody knows when
        (92, None, False),
        (93, None, True),
        (300, 92, False),
        (300, 93, True),
        (10, 200, True),  # a status of before: the newest word is the status
    ],
)
def test_a_goal_is_silent_when_the_days_have_passed(
    institution, today, settings, begun_ago, told_ago, is_silent
):
    settings.STATUS_EVERY_DAYS = 92
    goal = goal_of(institution)
    if begun_ago is not None:
        begun(goal, today - begun_ago * DAY)
    if told_ago is not None:
        StatusUpdateFactory(local_goal=goal, made_on=today - told_ago * DAY)

    assert list(silent(LocalGoal.objects.all(), today)) == ([goal] if is_silent else [])


@pytest.mark.parametrize("status", ["draft", "sent", "returned", "adopted", "discontinued"])
def test_only_goals_that_are_worked_on_are_asked_about(institution, today, status):
    LocalGoalFactory(institution=institution, status=status)

    assert not silent(LocalGoal.objects.all(), today).exists()


def test_it_is_told_once_for_each_time_the_days_have_passed(leader, institution, today, settings):
    settings.STATUS_EVERY_DAYS = 30
    goal = goal_of(institution)
    StatusUpdateFactory(local_goal=goal, made_on=today)
    LocalGoal.objects.filter(pk=goal.pk).update(measured_on=None)

    for after in range(95):
        tell_of_silence(today + after * DAY)

    told = PersonNotice.objects.filter(kind="status_due", person=leader)
    assert [one.occasion for one in told.order_by("pk")] == [f"{today} {n}" for n in (1, 2, 3)]


def test_a_goal_that_is_to_be_evaluated_is_not_asked_about_as_well(leader, institution, today):
    goal_of(institution, measured_on=today)

    tell_of_silence(today)

    assert not PersonNotice.objects.exists()


def test_who_leads_is_asked_once_for_all_of_them(leader, today):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            tell_of_silence(today)
        return sum("institutions_membership" in one["sql"] for one in asked.captured_queries)

    goal_of(leader.memberships.get().institution, measured_on=None)
    few = cost()
    for _nth in range(4):
        place = InstitutionFactory(cluster=ClusterFactory())
        MembershipFactory(leader=True, institution=place)
        goal_of(place, measured_on=None)

    assert cost() == few > 0
    assert PersonNotice.objects.filter(kind="status_due").count() == 5


def test_the_leaders_first_page_asks_and_leads_to_the_form(leader, institution, today):
    goal = goal_of(institution, measured_on=today + 200 * DAY)
    StatusUpdateFactory(local_goal=goal, made_on=today - 100 * DAY)
    told_of = goal_of(institution, measured_on=today + 200 * DAY)
    StatusUpdateFactory(local_goal=told_of, made_on=today - DAY)

    tasks = leader_tasks(
        user=leader,
        on=today,
        institutions=[(institution.pk, institution.name, institution.slug)],
        goals=[],
        standings=[],
    )

    assert [task.href for task in tasks] == [reverse("status_update_create", args=[goal.pk])]


def test_it_goes_as_it_did_is_one_press(client, leader, institution, today):
    goal = goal_of(institution)
    StatusUpdateFactory(
        local_goal=goal, made_on=today - 100 * DAY, progress="waiting", next_step="Vi begynder."
    )
    client.force_login(leader)
    address = reverse("status_update_create", args=[goal.pk])

    assert 'name="unchanged"' in client.get(address).content.decode()
    answer = client.post(address, {"unchanged": "ja"}, follow=True)

    assert answer.redirect_chain == [(goal.get_absolute_url(), 302)]
    newest = goal.status_updates.first()
    assert (newest.progress, newest.next_step) == ("waiting", "Vi begynder.")
    assert (newest.made_on, newest.made_by) == (today, leader)
    assert newest.narrative.startswith("Det går, som vi skrev den ")
    newest.full_clean()


def test_there_is_nothing_to_repeat_before_the_first_status(client, leader, institution):
    goal = goal_of(institution)
    client.force_login(leader)
    address = reverse("status_update_create", args=[goal.pk])

    assert 'name="unchanged"' not in client.get(address).content.decode()
    assert client.post(address, {"unchanged": "ja"}).status_code == 200
    assert not goal.status_updates.exists()


def test_the_municipality_counts_owners_and_new_statuses(institution, today):
    other = InstitutionFactory(cluster=ClusterFactory())
    told = goal_of(institution, responsible="Lederen", effort=None)
    StatusUpdateFactory(local_goal=told, made_on=today)
    EffortFactory(local_goal=told, number=1)
    quiet = goal_of(institution, responsible="", effort=None)
    EffortFactory(local_goal=quiet, number=1, responsible="Pia")
    EffortFactory(local_goal=quiet, number=2)
    LocalGoalFactory(institution=institution, adopted=True, responsible="")
    elsewhere = goal_of(other, responsible="", effort=None)
    user = MembershipFactory(administrator=True).user

    page = MunicipalityPage.build(user=user, on=today)

    kept = {row.name: row.kept_up for row in page.rows}
    assert kept["Klynge Prøve"] == KeptUp(goals=2, owned=1, told=1, efforts=3, efforts_owned=2)
    assert page.kept_up == KeptUp(goals=3, owned=1, told=1, efforts=3, efforts_owned=2)
    assert page.kept_up_heading.startswith("1 af 3 lokale mål")
    lacking = {row.href: (row.owner, row.is_stale) for row in page.lacking.goals}
    assert lacking == {
        quiet.get_absolute_url(): ("", True),
        elsewhere.get_absolute_url(): ("", True),
    }


def test_the_page_shows_it_and_says_when_nothing_is_under_way(client, institution, today):
    client.force_login(MembershipFactory(administrator=True).user)
    assert "Ingen lokale mål er i gang" in client.get("/kommunen/").content.decode()

    goal_of(institution)

    text = client.get("/kommunen/").content.decode()
    assert "1 af 1 lokalt mål i gang har en ansvarlig, og 0 af 1 en ny status" in text
