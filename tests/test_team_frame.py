"""What is around a team's mapping: support, time across, tasks as rows, follow-up of all teams."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from leadership.forms import MappingForm
from leadership.models import Duty, MappingRound, Profile, TimeShare
from leadership.pages.home import LeadershipHome
from leadership.shipped import load_shipped
from tests.factories import ClusterFactory, InstitutionFactory, MembershipFactory
from tests.factories.leadership import (
    ActionFactory,
    DevelopmentPlanFactory,
    FocusAreaFactory,
    MappingRoundFactory,
    PlanFollowUpFactory,
    ProfileFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db


def day(count: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=count)


@pytest.fixture
def team():
    return TeamFactory(cluster=ClusterFactory(name="Klynge Prøve"))


@pytest.fixture
def leader(team):
    unit = InstitutionFactory(cluster=team.cluster)
    return MembershipFactory(leader=True, institution=unit, user__name="Line Bak").user


@pytest.fixture
def head(team):
    return MembershipFactory(area_head=True, area=team.cluster.area).user


def row_of(user):
    (row,) = LeadershipHome.build(user=user, on=timezone.localdate()).rows
    return row


def test_tasks_are_rows_with_deputy_and_last_day(client, team, leader):
    client.force_login(leader)
    kept = Duty.objects.create(team=team, name="Data", holder="Line")
    gone = Duty.objects.create(team=team, name="MED", holder="Ole")
    rows = {
        "duties-TOTAL_FORMS": 3,
        "duties-INITIAL_FORMS": 2,
        "duties-0-id": kept.pk,
        "duties-0-name": "Data",
        "duties-0-holder": "Line",
        "duties-0-deputy": "Sara",
        "duties-0-until_on": f"{day(0):%d.%m.%Y}",
        "duties-1-id": gone.pk,
        "duties-1-name": "MED",
        "duties-1-holder": "Ole",
        "duties-1-DELETE": "on",
        "duties-2-name": "Tilsyn",
        "duties-2-holder": "Hanne",
    }

    client.post(reverse("duties_edit", args=[team.pk]), rows)

    assert [(one.name, one.holder, one.deputy) for one in team.duties.all()] == [
        ("Data", "Line", "Sara"),
        ("Tilsyn", "Hanne", ""),
    ]
    first, second = team.duties.all()
    assert (first.is_over(day(1)), first.is_over(day(0)), second.is_over(day(1))) == (
        True,
        False,
        False,
    )
    page = client.get(team.get_absolute_url()).text
    assert "Sara" in page


def test_a_task_without_anybody_is_not_saved_and_no_word_is_lost(client, team, leader):
    client.force_login(leader)

    answer = client.post(
        reverse("duties_edit", args=[team.pk]),
        {"duties-TOTAL_FORMS": 1, "duties-INITIAL_FORMS": 0, "duties-0-name": "Tilsyn"},
    )

    assert answer.status_code == 422
    assert 'value="Tilsyn"' in answer.text
    assert not team.duties.exists()


def test_support_and_time_are_noted_and_the_sum_is_shown(client, team, leader, head):
    mapping = MappingRoundFactory(team=team)
    other = MembershipFactory(cluster_leader=True, cluster=team.cluster).user
    client.force_login(leader)

    client.post(
        reverse("mapping_frame", args=[mapping.pk]),
        {
            "consultant": "Peter Lindholm",
            "supported_on": f"{day(-3):%d.%m.%Y}",
            "support": "Ledte samtalen.",
            f"share_{leader.pk}": 15,
            f"share_{other.pk}": 30,
        },
    )

    client.force_login(head)
    answer = client.get(mapping.get_absolute_url())
    assert "Peter Lindholm" in answer.text
    assert "Ledte samtalen." in answer.text
    assert answer.context["page"].shared_time == 45
    assert {row.person: row.share for row in answer.context["page"].shares} == {
        leader: 15,
        other: 30,
    }
    assert "45 %" in answer.text


@pytest.mark.parametrize("share", [101, -1, "mange"])
def test_a_share_is_a_part_of_a_whole(client, team, leader, share):
    mapping = MappingRoundFactory(team=team)
    client.force_login(leader)

    answer = client.post(reverse("mapping_frame", args=[mapping.pk]), {f"share_{leader.pk}": share})

    assert answer.status_code == 422
    assert not TimeShare.objects.exists()


def test_the_share_of_who_has_left_stays_when_others_are_changed(client, team, leader):
    mapping = MappingRoundFactory(team=team)
    gone = MembershipFactory(leader=True, institution=InstitutionFactory()).user
    TimeShare.objects.create(mapping=mapping, person=gone, share=10)
    client.force_login(leader)

    client.post(reverse("mapping_frame", args=[mapping.pk]), {f"share_{leader.pk}": ""})

    assert [row.person for row in TimeShare.objects.all()] == [gone]


def test_profiles_of_other_levels_are_read_and_not_mapped_on(client, leader):
    load_shipped()
    client.force_login(leader)

    home = client.get(reverse("leadership_home")).text

    for code in ("klyngeledelsesprofil", "skolelederprofil", "omraadechefprofil"):
        assert reverse("profile_detail", args=[code]) in home
        assert client.get(reverse("profile_detail", args=[code])).status_code == 200
    offered = MappingForm(instance=MappingRound()).fields["profile"].queryset
    assert [profile.code for profile in offered] == ["klyngeledelsesprofil"]
    assert Profile.objects.in_use().count() == 3


def test_the_head_of_area_sees_when_each_team_mapped_agreed_and_what_is_overdue(team, head):
    year = timezone.localdate().year
    MappingRoundFactory(team=team, year=year, closed=True)
    plan = DevelopmentPlanFactory(team=team, year=year, agreed=True)
    row = row_of(head)
    agreed = plan.agreements.get()
    assert row.agreed_on == timezone.localdate(agreed.head_signed_at)
    assert row.overdue == ()

    PlanFollowUpFactory(plan=plan, planned_on=day(-2))
    PlanFollowUpFactory(plan=plan, planned_on=day(30))
    focus = FocusAreaFactory(plan=plan)
    ActionFactory(focus=focus, due_on=day(-1))
    ActionFactory(focus=focus, due_on=day(1))

    row = row_of(head)
    assert len(row.overdue) == 2
    assert row.follow_up.planned_on == day(-2)


def test_a_team_without_mapping_and_plan_this_year_is_told_of(team, head):
    assert len(row_of(head).overdue) == 2

    MappingRoundFactory(team=team, year=timezone.localdate().year, closes_on=day(-1))

    told = row_of(head).overdue
    assert len(told) == 2
    assert str(timezone.localdate().year) in told[1]


def test_a_team_that_has_not_begun_has_nothing_overdue(head, team):
    team.delete()

    assert row_of(head).overdue == ()


def test_the_page_costs_the_same_however_many_teams(client, head, team, queries_for):
    client.force_login(head)

    def fill(one):
        plan = DevelopmentPlanFactory(team=one, agreed=True)
        ActionFactory(focus=FocusAreaFactory(plan=plan))
        PlanFollowUpFactory(plan=plan)
        MappingRoundFactory(team=one, profile=ProfileFactory())

    fill(team)
    small = queries_for(reverse("leadership_home"))
    for _number in range(3):
        fill(TeamFactory(cluster=ClusterFactory(area=team.cluster.area)))

    assert queries_for(reverse("leadership_home")) == small
