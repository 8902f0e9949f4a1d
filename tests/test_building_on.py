"""Local goals, efforts and plans say what they build on in the value base."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from leadership.models import BasedOn, JobGroup
from strategy.models import LocalGoal
from tests.factories import (
    ClusterFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.leadership import (
    CommitmentFactory,
    FocusAreaFactory,
    JobRoleFactory,
    TeamFactory,
    ValueBaseFactory,
)
from tests.markup import tight

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(client):
    """A local goal whose leader is signed in."""
    institution = InstitutionFactory(cluster=ClusterFactory())
    client.force_login(MembershipFactory(leader=True, institution=institution).user)
    return LocalGoalFactory(institution=institution, adopted=True)


@pytest.fixture
def role():
    """A role with two commitments under one area; a newer base than the one of another role."""
    role = JobRoleFactory(base=ValueBaseFactory())
    for number in (1, 2):
        CommitmentFactory(role=role, number=number, text=f"At lytte til børnene, nr. {number}.")
    return role


def address(goal, role, effort="") -> str:
    return reverse("local_goal_based_on", args=[goal.pk]) + f"?rolle={role.pk}&indsats={effort}"


def ticked(role, *numbers) -> dict:
    cell = role.cells.get()
    chosen = cell.commitments.filter(number__in=numbers)
    return {f"area_{cell.area_id}": [row.pk for row in chosen]}


def test_a_leader_chooses_what_a_goal_builds_on_and_everybody_reads_it(client, goal, role):
    answer = client.post(address(goal, role), ticked(role, 2), follow=True)

    page = answer.content.decode()
    assert "Bygger på" in page
    assert "At lytte til børnene, nr. 2." in page
    assert "At lytte til børnene, nr. 1." not in page


def test_an_effort_builds_on_commitments_of_its_own(client, goal, role):
    effort = goal.efforts.first()

    client.post(address(goal, role, effort.pk), ticked(role, 1))

    assert [(row.effort, row.commitment.number) for row in goal.based_on.all()] == [(effort, 1)]
    assert effort.text in client.get(goal.get_absolute_url()).content.decode()


def test_choosing_again_takes_back_what_is_no_longer_ticked_and_nothing_else(client, goal, role):
    other = CommitmentFactory(role=JobRoleFactory(group=role.group), area="Faglighed")
    BasedOn.objects.create(local_goal=goal, commitment=other)
    client.post(address(goal, role), ticked(role, 1, 2))

    client.post(address(goal, role), ticked(role, 2))

    built_on = {row.commitment.text for row in goal.based_on.all()}
    assert built_on == {"At lytte til børnene, nr. 2.", other.text}


def test_a_commitment_of_another_role_cannot_be_slipped_in(client, goal, role):
    other = CommitmentFactory(role=JobRoleFactory(group=role.group), area="Faglighed")
    cell = role.cells.get()

    answer = client.post(address(goal, role), {f"area_{cell.area_id}": [other.pk]})

    assert answer.status_code == 200
    assert not goal.based_on.exists()


def test_the_page_of_the_role_tells_which_goals_of_ones_own_build_on_it(client, goal, role):
    stranger = LocalGoalFactory(institution=InstitutionFactory(cluster=ClusterFactory()))
    for row in (goal, stranger):
        BasedOn.objects.create(local_goal=row, commitment=role.cells.get().commitments.first())

    page = client.get(reverse("job_role_detail", args=[role.pk])).content.decode()

    assert "1 lokalt mål bygger på det" in page
    assert goal.get_absolute_url() in page
    assert stranger.get_absolute_url() not in page


def test_the_history_of_a_goal_tells_its_leaders_who_chose_and_took_away_what(client, goal, role):
    client.post(address(goal, role), ticked(role, 1, 2))
    client.post(address(goal, role), ticked(role, 2))

    page = client.get(goal.get_absolute_url())
    events = [event for event in page.context["page"].events if event.kind == "building"]
    told = [change for event in events for change in event.changes]
    assert ("Valgt", "At lytte til børnene, nr. 1.\nAt lytte til børnene, nr. 2.") in told
    assert ("Taget væk", "At lytte til børnene, nr. 1.") in told
    assert "ændrede, hvad målet bygger på" in page.text

    client.force_login(MembershipFactory(chair=True, institution=goal.institution).user)
    assert "ændrede, hvad målet bygger på" not in client.get(goal.get_absolute_url()).text


def test_whoever_deletes_an_effort_is_told_that_what_it_builds_on_goes_along(client, goal, role):
    goal.efforts.create(number=2, text="Vi spiser sammen.")
    first = goal.efforts.first()
    client.post(address(goal, role, first.pk), ticked(role, 1))
    edit = reverse("local_goal_edit", args=[goal.pk])

    form = client.get(edit)
    assert "Én indsats bygger på værdigrundlaget" in form.text
    answers = {"version": goal.version, "text": goal.text, "efforts": "Vi spiser sammen."}
    page = client.post(edit, answers, follow=True).text

    assert f"Med indsatsen »{first.text}« forsvandt det, den bygger på i værdigrundlaget" in page
    assert not goal.based_on.exists()
    assert [row.history_type for row in BasedOn.history.order_by("history_id")] == ["+", "-"]
    assert "Taget væk" in client.get(goal.get_absolute_url()).text


def test_the_database_refuses_an_effort_of_another_goal(goal, role):
    commitment = role.cells.get().commitments.first()
    effort = LocalGoalFactory(adopted=True).efforts.first()
    row = BasedOn(local_goal=goal, effort=effort, commitment=commitment)

    with pytest.raises(ValidationError, match="Indsatsen hører til et andet lokalt mål"):
        row.full_clean()
    with pytest.raises(IntegrityError):
        _save_at_once(row)

    row.effort = goal.efforts.first()
    row.full_clean()
    _save_at_once(row)


@transaction.atomic
def _save_at_once(row) -> None:
    """With what is else looked at when the transaction ends."""
    row.save()
    connection.check_constraints()


def test_an_area_of_effort_of_a_plan_builds_on_commitments(client, role):
    team = TeamFactory()
    focus = FocusAreaFactory(plan__team=team)
    client.force_login(MembershipFactory(cluster_leader=True, cluster=team.cluster).user)
    version = focus.plan.version

    client.post(
        reverse("focus_commitments", args=[focus.pk]) + f"?rolle={role.pk}", ticked(role, 1)
    )

    focus.plan.refresh_from_db()
    assert [row.number for row in focus.commitments.all()] == [1]
    assert focus.plan.version == version + 1


def test_what_a_former_version_said_is_told_apart_and_can_be_taken_away(client, goal, role):
    client.post(address(goal, role), ticked(role, 1, 2))
    base = ValueBaseFactory(from_on=datetime.date(2026, 1, 1))
    group = JobGroup.objects.create(base=base, number=1, name=role.group.name)
    newer = JobRoleFactory(group=group, name=role.name)
    CommitmentFactory(role=newer, number=1, text="At være nysgerrig.")
    first, second = goal.based_on.order_by("pk")

    page = client.get(address(goal, newer)).text
    assert page.count("fra en tidligere udgave") == 2
    link = f'<a href="{newer.get_absolute_url()}">læs, hvad rollen forpligter'
    assert tight(page).count(link) == 2
    client.post(address(goal, newer), {"fjern": first.pk})

    assert list(goal.based_on.all()) == [second]


def test_nobody_takes_away_what_another_goal_builds_on(client, goal, role):
    other = BasedOn.objects.create(
        local_goal=LocalGoalFactory(), commitment=role.cells.get().commitments.first()
    )

    client.post(address(goal, role), {"fjern": other.pk})
    client.post(address(goal, role), {"fjern": "x"})

    assert BasedOn.objects.filter(pk=other.pk).exists()


def test_an_area_of_effort_can_be_freed_of_a_former_version(client, role):
    cluster = ClusterFactory()
    client.force_login(MembershipFactory(cluster_leader=True, cluster=cluster).user)
    focus = FocusAreaFactory(plan__team=TeamFactory(cluster=cluster))
    focus.commitments.set(role.cells.get().commitments.all())
    row = focus.commitments.through.objects.filter(focusarea=focus).first()

    client.post(reverse("focus_commitments", args=[focus.pk]), {"fjern": row.pk})

    assert focus.commitments.count() == 1


def test_pages_of_the_value_base_cost_the_same_however_much_it_holds(
    client, goal, role, queries_for
):
    addresses = [
        address(goal, role),
        role.get_absolute_url(),
        reverse("value_base"),
        reverse("value_base_matrix"),
        goal.get_absolute_url(),
    ]
    cell = role.cells.get()
    BasedOn.objects.create(local_goal=goal, commitment=cell.commitments.first())
    few = [queries_for(one) for one in addresses]

    for number in range(3, 9):
        row = CommitmentFactory(role=role, number=number)
        BasedOn.objects.create(local_goal=goal, commitment=row)
        JobRoleFactory(base=role.group.base)

    assert [queries_for(one) for one in addresses] == few


def test_a_goal_begun_from_another_builds_on_what_that_one_did(client, goal, role):
    client.post(address(goal, role), ticked(role, 2))
    client.post(address(goal, role, goal.efforts.first().pk), ticked(role, 1))
    leader = UserFactory()

    begun = LocalGoal.begin_from(goal, goal=goal.goal, institution=goal.institution, by=leader)

    assert [(row.effort, row.commitment.number) for row in begun.based_on.all()] == [(None, 2)]


def test_what_a_former_version_said_is_not_carried_over(client, goal, role):
    client.post(address(goal, role), ticked(role, 2))
    JobRoleFactory(base=ValueBaseFactory(from_on=datetime.date(2026, 1, 1)))

    begun = LocalGoal.begin_from(
        goal, goal=goal.goal, institution=goal.institution, by=UserFactory()
    )

    assert not begun.based_on.exists()
