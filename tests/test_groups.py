"""Networks and groups: boards on which nobody sits by their place, and what they work for."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from institutions.access import scope_of
from institutions.audiences import board_of_cluster, members_of_board
from institutions.models import Board
from meetings.models import Contribution, Meeting, YearStep
from meetings.pages.groups import GroupPage
from strategy.models import Statement
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    LocalGoalFactory,
    MembershipFactory,
    StrategyFactory,
    UserFactory,
)
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster():
    return ClusterFactory()


@pytest.fixture
def network(cluster):
    return BoardFactory(
        cluster=cluster, kind="network", name="Sprognetværket", also_members="- Anne Vind\nBo Gran"
    )


def seat_on(board, **fields):
    return MembershipFactory(
        role="board_member", cluster=board.cluster, institution=None, board=board, **fields
    ).user


# --- Who belongs to it ----------------------------------------------------------------------------


def test_the_board_of_the_cluster_has_no_seat_on_its_groups(cluster, network):
    parents = BoardFactory(cluster=cluster)
    parent = MembershipFactory(role="chair", cluster=cluster, institution=None).user

    assert list(Board.objects.attended_by(parent)) == [parents]
    assert list(Board.objects.kept_by(parent)) == [parents]
    assert list(Board.objects.chaired_by(parent)) == [parents]
    assert members_of_board(network, timezone.localdate()) == set()


def test_who_has_a_seat_on_a_group_attends_it_and_no_board(cluster, network):
    BoardFactory(cluster=cluster)
    member = seat_on(network)

    assert list(Board.objects.attended_by(member)) == [network]
    assert not Board.objects.kept_by(member)
    assert members_of_board(network, timezone.localdate()) == {member.pk}
    assert board_of_cluster(cluster.pk, timezone.localdate()) == set()
    assert not scope_of(member).decides


def test_the_chair_of_a_group_keeps_its_minutes_and_decides_nothing(cluster, network):
    chair = seat_on(network)
    chair.memberships.update(role="chair")

    assert list(Board.objects.kept_by(chair)) == [network]
    assert not scope_of(chair).decides


def test_a_seat_on_a_group_of_the_municipality_shows_nobody_a_place():
    group = BoardFactory(cluster=None, kind="consultation")
    member = seat_on(group)

    assert not scope_of(member).reads
    assert list(Board.objects.attended_by(member)) == [group]
    assert list(Board.objects.groups_read_by(member)) == [group]
    assert str(member.memberships.get().title) == "medlem af en gruppe"


def test_a_leader_who_is_in_a_group_is_no_member_of_a_board(client, cluster, network):
    leader = seat_on(network)
    MembershipFactory(user=leader, cluster_leader=True, cluster=cluster)
    client.force_login(leader)

    page = client.get("/").content.decode()

    assert 'id="bestyrelsen"' not in page


# --- Its page -------------------------------------------------------------------------------------


def test_names_are_for_the_group_and_leaders_and_a_count_for_parents(cluster, network):
    member = seat_on(network, user__name="Carla Holm")
    parent = MembershipFactory(role="board_member", cluster=cluster, institution=None).user
    today = timezone.localdate()

    inside = GroupPage.build(network, user=member, on=today)
    outside = GroupPage.build(network, user=parent, on=today)

    assert inside.names == ("Carla Holm", "Anne Vind", "Bo Gran")
    assert (outside.names, outside.count) == ((), 3)


def test_a_cluster_leader_makes_a_group_and_calls_it_together(client, cluster):
    leader = MembershipFactory(cluster_leader=True, cluster=cluster).user
    client.force_login(leader)
    told = {"name": "Sprognetværket", "kind": "network", "purpose": "Sprog hver dag"}

    assert client.post(reverse("group_create"), told).context["form"].has_error("cluster")
    assert (
        client.post(reverse("group_create"), told | {"kind": "parent_board", "cluster": cluster.pk})
        .context["form"]
        .has_error("kind")
    )
    other = ClusterFactory()
    there = told | {"cluster": other.pk}
    assert client.post(reverse("group_create"), there).context["form"].errors
    client.post(reverse("group_create"), told | {"cluster": cluster.pk})

    group = Board.objects.get(kind="network")
    client.post(
        reverse("meeting_create"),
        {"board": group.pk, "held_on": "12.01.2027", "from_at": "13.00", "place": "Regnbuen"},
    )
    assert Meeting.objects.get().board == group
    page = client.get(reverse("group_detail", args=[group.pk])).content.decode()
    assert Meeting.objects.get().get_absolute_url() in page


def test_its_meetings_are_kept_from_others_who_read_the_group(client, cluster, network):
    meeting = MeetingFactory(board=network, called=True)
    parent = MembershipFactory(role="board_member", cluster=cluster, institution=None).user
    client.force_login(parent)

    assert client.get(meeting.get_absolute_url()).status_code == 404
    page = client.get(reverse("group_detail", args=[network.pk])).content.decode()
    assert meeting.get_absolute_url() not in page


# --- What it contributes to -----------------------------------------------------------------------


def test_a_group_is_responsible_for_a_goal_of_its_cluster_and_both_tell_of_it(
    client, cluster, network
):
    leader = MembershipFactory(cluster_leader=True, cluster=cluster).user
    goal = LocalGoalFactory(adopted=True, institution=None, cluster=cluster)
    client.force_login(leader)
    address = reverse("contribution_create", args=[network.pk])

    client.post(address, {"about": f"local_goal-{goal.pk}", "is_responsible": "on"})
    again = client.post(address, {"about": f"local_goal-{goal.pk}"})

    assert again.context["form"].has_error("about")
    assert Contribution.objects.get().is_responsible
    group_page = client.get(reverse("group_detail", args=[network.pk])).content.decode()
    assert goal.get_absolute_url() in group_page
    assert "Sprognetværket" in client.get(goal.get_absolute_url()).content.decode()


def test_a_statement_tells_who_reads_it_which_groups_work_for_it(client, cluster, network):
    theme = GoalFactory(strategy=StrategyFactory(vision=True, cluster=cluster))
    statement = Statement.objects.create(goal=theme, number=1, text="Vi har fokus på sprog.")
    others = BoardFactory(cluster=ClusterFactory(), kind="network", name="Et andet netværk")
    for group in (network, others):
        Contribution.objects.create(board=group, statement=statement)
    client.force_login(MembershipFactory(cluster_leader=True, cluster=cluster).user)

    page = client.get(reverse("statement_detail", args=[statement.pk])).content.decode()

    assert reverse("group_detail", args=[network.pk]) in page
    assert "Et andet netværk" not in page


def test_it_contributes_to_nothing_that_its_keeper_does_not_read(client, cluster, network):
    leader = MembershipFactory(cluster_leader=True, cluster=cluster).user
    elsewhere = LocalGoalFactory(adopted=True)
    client.force_login(leader)
    address = reverse("contribution_create", args=[network.pk])

    answer = client.post(address, {"about": f"local_goal-{elsewhere.pk}"})

    assert answer.context["form"].has_error("about")


def test_a_contribution_is_to_one_thing(network):
    goal = GoalFactory()

    with pytest.raises(ValidationError):
        Contribution(board=network).full_clean()
    with pytest.raises(ValidationError):
        Contribution(board=network, goal=goal, local_goal=LocalGoalFactory()).full_clean()
    Contribution(board=network, goal=goal).full_clean()


# --- Common activities ----------------------------------------------------------------------------


def test_the_year_tells_who_is_invited_and_what_came_of_it(client, cluster):
    leader = MembershipFactory(cluster_leader=True, cluster=cluster).user
    client.force_login(leader)
    told = {
        "title": "Sommerfest",
        "kind": "parents",
        "from_on": "12.06.2026",
        "to_on": "12.06.2026",
    }

    client.post(
        reverse("year_step_create", args=[cluster.slug]),
        told | {"invited": "Alle familier", "outcome": "210 deltog"},
    )

    assert YearStep.objects.get().from_on == datetime.date(2026, 6, 12)
    page = client.get(reverse("year_wheel", args=[cluster.slug]) + "?aar=2026").content.decode()
    assert "Alle familier" in page
    assert "210 deltog" in page


def test_administration_makes_a_group_as_whole_as_the_pages(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    fields = client.get(reverse("board_create")).context["form"].fields

    assert {"purpose", "also_members", "kind", "cluster"} <= set(fields)
