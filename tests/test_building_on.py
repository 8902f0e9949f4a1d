"""Local goals, efforts and plans say what they build on in the value base."""

import datetime
import io

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from pypdf import PdfReader

from leadership.models import BasedOn, FocusArea, JobGroup
from leadership.models.plans import content_of
from strategy.models import LocalGoal
from tests.factories import (
    ClusterFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.leadership import (
    ChapterFactory,
    CommitmentFactory,
    FocusAreaFactory,
    JobRoleFactory,
    ProfileFactory,
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


@pytest.fixture
def chapter(role):
    """A chapter of the value base in force."""
    return ChapterFactory(base=role.group.base, name="En god børnedag", text="Nogen har ventet.")


def chapters_of(goal, effort="") -> str:
    return reverse("local_goal_based_on", args=[goal.pk]) + f"?rolle=kapitler&indsats={effort}"


def test_a_goal_and_an_effort_build_on_chapters_beside_commitments(client, goal, role, chapter):
    effort = goal.efforts.first()
    client.post(address(goal, role), ticked(role, 1))
    assert "En god børnedag: Nogen har ventet." in client.get(chapters_of(goal)).text

    client.post(chapters_of(goal), {"chapters_0": [chapter.pk]})
    client.post(chapters_of(goal, effort.pk), {"chapters_0": [chapter.pk]})

    told = [(row.effort, row.cited, row.chapter_version) for row in goal.based_on.all()]
    commitment = role.cells.get().commitments.get(number=1)
    assert told == [(None, commitment, None), (None, chapter, 1), (effort, chapter, 1)]
    page = client.get(goal.get_absolute_url())
    link = f'<a href="{chapter.get_absolute_url()}">En god børnedag</a>'
    assert page.text.count(link) == 2
    events = [event for event in page.context["page"].events if event.kind == "building"]
    words = "\n".join(words for event in events for _label, words in event.changes)
    assert f"Kapitlet En god børnedag ({chapter.base}), udgave 1" in words

    client.post(chapters_of(goal), {"save": "Gem"})
    assert [row.cited for row in goal.based_on.all()] == [commitment, chapter]


def test_a_chapter_tells_which_goals_of_ones_own_build_on_it(client, goal, chapter):
    stranger = LocalGoalFactory(institution=InstitutionFactory(cluster=ClusterFactory()))
    for row in (goal, stranger):
        BasedOn.objects.create(local_goal=row, chapter=chapter, chapter_version=1)

    page = client.get(reverse("chapter_detail", args=[chapter.pk])).text
    section = client.get(reverse("value_base")).text

    assert goal.get_absolute_url() in page
    assert stranger.get_absolute_url() not in page
    assert "1 lokalt mål bygger på det" in page
    assert "1 lokalt mål bygger på det" in section


@pytest.mark.parametrize("whose", ["prepared", "former", "unused"])
def test_a_chapter_that_does_not_hold_is_neither_offered_nor_slipped_in(
    client, goal, chapter, whose
):
    other = {
        "prepared": lambda: ChapterFactory(base=ValueBaseFactory(draft=True)),
        "former": lambda: ChapterFactory(base=ValueBaseFactory(from_on=datetime.date(2019, 1, 1))),
        "unused": lambda: ChapterFactory(base=None, profile=ProfileFactory(is_in_use=False)),
    }[whose]()

    page = client.get(chapters_of(goal)).text
    client.post(chapters_of(goal), {"chapters_0": [other.pk], "chapters_1": [other.pk]})

    assert chapter.name in page
    assert other.name not in page
    assert not goal.based_on.exists()


def test_chapters_of_profiles_in_use_are_a_group_of_their_own(client, goal, chapter):
    profile = ProfileFactory()
    aim = ChapterFactory(base=None, profile=profile, name="Formålet")

    page = client.get(chapters_of(goal))
    client.post(chapters_of(goal), {"chapters_1": [aim.pk]})

    labels = [field.label for field in page.context["form"].visible_fields()]
    assert labels == [str(chapter.base), str(profile)]
    assert [row.cited for row in goal.based_on.all()] == [aim]


def test_a_chapter_worded_anew_goes_on_being_cited_and_says_which_version(client, goal, chapter):
    client.post(chapters_of(goal), {"chapters_0": [chapter.pk]})
    assert "valgt i kapitlets udgave" not in client.get(goal.get_absolute_url()).text

    chapter.text, chapter.version = "Barnet har selv valgt.", 2
    chapter.save()

    for page in (client.get(goal.get_absolute_url()), client.get(chapters_of(goal))):
        assert "valgt i kapitlets udgave 1; i dag er det udgave 2" in page.text
    assert goal.based_on.get().chapter == chapter


def test_a_chapter_of_a_former_version_leads_to_the_one_in_force(client, goal, chapter):
    client.post(chapters_of(goal), {"chapters_0": [chapter.pk]})
    base = ValueBaseFactory(from_on=datetime.date(2026, 1, 1))
    newer = ChapterFactory(base=base, name=chapter.name)

    page = tight(client.get(chapters_of(goal)).text)

    assert "fra en tidligere udgave" in page
    assert f'<a href="{newer.get_absolute_url()}">læs kapitlet i den udgave' in page


def test_a_chapter_that_something_builds_on_is_edited_and_not_deleted(client, goal, chapter):
    BasedOn.objects.create(local_goal=goal, chapter=chapter, chapter_version=1)
    client.force_login(UserFactory(administrator=True))

    answer = client.post(reverse("chapter_delete", args=[chapter.pk]), {"sure": "yes"}, follow=True)

    assert "bygger på kapitlet" in answer.text
    assert chapter.base.is_kept
    chapter.refresh_from_db()


def test_one_row_builds_on_one_thing(goal, role, chapter):
    commitment = role.cells.get().commitments.first()
    for fields in (
        {},
        {"commitment": commitment, "chapter": chapter, "chapter_version": 1},
        {"chapter": chapter},
        {"commitment": commitment, "chapter_version": 1},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            BasedOn.objects.create(local_goal=goal, **fields)
    BasedOn.objects.create(local_goal=goal, chapter=chapter, chapter_version=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        BasedOn.objects.create(local_goal=goal, chapter=chapter, chapter_version=2)


def test_a_goal_begun_from_another_builds_on_its_chapters_as_they_are_today(client, goal, chapter):
    client.post(chapters_of(goal), {"chapters_0": [chapter.pk]})
    type(chapter).objects.update(version=3)

    begun = LocalGoal.begin_from(
        goal, goal=goal.goal, institution=goal.institution, by=UserFactory()
    )

    assert [(row.cited, row.chapter_version) for row in begun.based_on.all()] == [(chapter, 3)]


def _words_of(paper) -> str:
    pages = PdfReader(io.BytesIO(paper.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_an_area_of_effort_of_a_plan_builds_on_chapters(client, chapter):
    cluster = ClusterFactory()
    client.force_login(MembershipFactory(cluster_leader=True, cluster=cluster).user)
    focus = FocusAreaFactory(plan__team=TeamFactory(cluster=cluster))
    choose = reverse("focus_commitments", args=[focus.pk]) + "?rolle=kapitler"

    client.post(choose, {"chapters_0": [chapter.pk]})

    named = f"En god børnedag ({chapter.base})"
    assert named in client.get(focus.plan.get_absolute_url()).text
    assert content_of(focus.plan)["focuses"][0]["chapters"] == [named]
    assert named in _words_of(client.get(reverse("plan_paper", args=[focus.plan.pk])))

    row = FocusArea.chapters.through.objects.get()
    client.post(choose, {"fjern": row.pk, "kapitel": chapter.pk})
    assert not focus.chapters.exists()
