"""Commitments are lived: teams look at them over time, and new staff meet them with a mentor."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from config import retention
from leadership.models import Onboarding, OnboardingStep, Reflection
from tests.factories import ClusterFactory, InstitutionFactory, MembershipFactory
from tests.factories.everyday import OnboardingFactory, ReflectionFactory
from tests.factories.leadership import CommitmentFactory, JobRoleFactory, TeamFactory
from tests.test_printed_papers import text_of as printed

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def unit():
    return InstitutionFactory(cluster=ClusterFactory())


@pytest.fixture
def leader(client, unit):
    person = MembershipFactory(leader=True, institution=unit).user
    client.force_login(person)
    return person


def said(unit, **more):
    return {
        "place": f"i{unit.pk}",
        "group": "Mælkevejen",
        "held_on": f"{timezone.localdate():%d.%m.%Y}",
        "standing": "3",
        "example": "Vi ser en optagelse sammen.",
    } | more


def test_a_leader_writes_how_a_team_lives_a_commitment(client, leader, unit):
    commitment = CommitmentFactory()
    create = reverse("reflection_create", args=[commitment.pk])
    again = timezone.localdate() + 90 * DAY

    client.post(create, said(unit, again_on=f"{again:%d.%m.%Y}", next_step="Nabostuen med"))
    page = client.get(commitment.reflections.get().get_absolute_url()).text

    row = Reflection.objects.get()
    assert (row.institution, row.cluster, row.written_by) == (unit, None, leader)
    assert "Vi ser en optagelse sammen." in page
    assert "Det lykkes de fleste dage" in page
    assert "aldrig en bedømmelse af en person" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"example": "Barnet 010120-1234 var med."},
        {"held_on": "01.01.2099"},
        {"again_on": "01.01.2020"},
        {"standing": "5"},
        {"example": ""},
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_and_told(client, leader, unit, wrong):
    create = reverse("reflection_create", args=[CommitmentFactory().pk])

    page = client.post(create, said(unit, **wrong))

    assert page.status_code == 422
    assert "Fejl:" in page.text
    assert not Reflection.objects.exists()


def test_nobody_writes_for_a_place_they_do_not_lead(client, leader, unit):
    create = reverse("reflection_create", args=[CommitmentFactory().pk])
    next_door = InstitutionFactory(cluster=unit.placements.get().cluster)

    assert client.post(create, said(next_door)).status_code == 422
    assert client.post(create, said(unit, place="c1")).status_code == 422
    assert not Reflection.objects.exists()


def test_leaders_of_a_cluster_read_each_other_and_a_board_does_not(client, leader, unit):
    cluster = unit.placements.get().cluster
    next_door = InstitutionFactory(cluster=cluster)
    row = ReflectionFactory(institution=next_door, example="Fra huset ved siden af")
    ReflectionFactory(commitment=row.commitment, example="Fra en anden klynge")

    page = client.get(row.get_absolute_url()).text
    client.force_login(MembershipFactory(board_member=True, cluster=cluster).user)

    assert "Fra huset ved siden af" in page
    assert reverse("reflection_edit", args=[row.pk]) not in page
    assert "Fra en anden klynge" not in page
    assert client.get(row.get_absolute_url()).status_code == 404


def test_the_newest_of_a_team_stands_first_where_it_is_time_with_what_was_before(
    client, leader, unit
):
    today = timezone.localdate()
    commitment = CommitmentFactory(text="At sparre")
    for ago, standing in ((200, 1), (100, 3)):
        ReflectionFactory(
            commitment=commitment,
            institution=unit,
            held_on=today - ago * DAY,
            standing=standing,
            again_on=today - (ago - 100) * DAY,
        )
    ReflectionFactory(institution=unit, commitment__text="At lytte", held_on=today)

    page = client.get(reverse("everyday"))

    rows = page.context["page"].rows
    assert [row.newest.commitment.text for row in rows] == ["At sparre", "At lytte"]
    assert [row.is_due for row in rows] == [True, False]
    assert "Vi arbejder med to forpligtelser; for én er det tid igen" in page.text
    assert "Sidst: Vi er lige begyndt" in page.text


def test_a_reflection_is_corrected_and_deleted_by_who_leads_there(client, leader, unit):
    row = ReflectionFactory(institution=unit)

    client.post(reverse("reflection_edit", args=[row.pk]), said(unit, example="Rettet"))
    asked = client.post(reverse("reflection_delete", args=[row.pk]))
    still = Reflection.objects.get().example
    client.post(reverse("reflection_delete", args=[row.pk]), {"sure": "yes"})

    assert "Vil du slette refleksionen?" in asked.text
    assert still == "Rettet"
    assert not Reflection.objects.exists()


@pytest.fixture
def role():
    """A role with a commitment of its own, in a group where one holds for everybody."""
    everybody = JobRoleFactory(is_everybody=True, name="Alle")
    role = JobRoleFactory(group=everybody.group, name="Pædagoger")
    CommitmentFactory(role=role, text="At guide")
    CommitmentFactory(role=everybody, text="At lytte")
    CommitmentFactory(role=JobRoleFactory(group=everybody.group), text="At rydde op")
    return role


def test_somebody_new_goes_through_the_commitments_of_the_role_and_of_everybody(
    client, leader, unit, role
):
    today = timezone.localdate()
    sent = {
        "institution": unit.pk,
        "role": role.pk,
        "who": "N.A.",
        "mentor": "Anne",
        "begins_on": f"{today:%d.%m.%Y}",
        "due_on": f"{today + 60 * DAY:%d.%m.%Y}",
    }

    begun = client.post(reverse("onboarding_create"), sent)
    new = Onboarding.objects.get()
    page = client.get(begun.headers["Location"]).text
    listen = new.commitments.get(text="At lytte")
    client.post(new.get_absolute_url(), {"steps": [listen.pk]})

    assert "0 af 2 forpligtelser er gennemgået" in page
    assert "At guide" in page
    assert "At rydde op" not in page
    assert "1 af 2 forpligtelser er gennemgået" in client.get(new.get_absolute_url()).text
    assert OnboardingStep.objects.get().commitment == listen


def test_a_step_keeps_its_day_and_one_ticked_by_mistake_is_taken_away(client, leader, unit, role):
    new = OnboardingFactory(institution=unit, role=role)
    first, second = new.commitments
    new.steps.create(commitment=first, done_on=timezone.localdate() - 9 * DAY)
    new.steps.create(commitment=second)

    client.post(new.get_absolute_url(), {"steps": [first.pk]})

    assert OnboardingStep.objects.get().done_on == timezone.localdate() - 9 * DAY


def test_a_step_of_another_role_is_refused(client, leader, unit, role):
    new = OnboardingFactory(institution=unit, role=role)

    page = client.post(new.get_absolute_url(), {"steps": [CommitmentFactory().pk]})

    assert page.status_code == 422
    assert not OnboardingStep.objects.exists()


def test_an_introduction_is_seen_by_who_leads_the_place_alone(client, leader, unit):
    cluster = unit.placements.get().cluster
    new = OnboardingFactory(institution=InstitutionFactory(cluster=cluster), who="Hemmelig")

    assert client.get(new.get_absolute_url()).status_code == 404
    assert "Hemmelig" not in client.get(reverse("everyday")).text
    client.force_login(MembershipFactory(cluster_leader=True, cluster=cluster).user)
    assert "Hemmelig" in client.get(reverse("everyday")).text


def test_it_ends_and_is_taken_up_again(client, leader, unit):
    new = OnboardingFactory(institution=unit)
    end = reverse("onboarding_end", args=[new.pk])

    client.post(end)
    ended = Onboarding.objects.get().ended_on
    client.post(end)

    assert ended == timezone.localdate()
    assert Onboarding.objects.get().ended_on is None


def test_an_introduction_is_forgotten_when_it_has_been_over_for_a_year(settings):
    settings.ONBOARDING_KEEP_DAYS = 365
    today = timezone.localdate()
    long_ago, lately = today - 400 * DAY, today - 300 * DAY
    OnboardingFactory(who="A", begins_on=long_ago, due_on=today, ended_on=long_ago)
    OnboardingFactory(who="B", begins_on=long_ago, due_on=long_ago)  # nobody ended it
    OnboardingFactory(who="C", begins_on=long_ago, due_on=long_ago, ended_on=lately)

    retention.KINDS["introductions of new staff"].take_away()

    assert [row.who for row in Onboarding.objects.all()] == ["C"]


def test_the_paper_to_talk_by_has_the_commitments_and_says_what_it_is_not(client, leader, role):
    paper = client.get(reverse("talk_paper", args=[role.pk]))

    text = printed(paper)
    assert "At guide" in text
    assert "At lytte" in text
    assert "At rydde op" not in text
    assert "Intet gemmes i systemet" in text
    assert client.post(reverse("talk_paper", args=[role.pk])).status_code == 405


def test_the_team_page_tells_how_many_commitments_were_talked_about(client, leader, unit):
    team = TeamFactory(cluster=unit.placements.get().cluster)
    row = ReflectionFactory(institution=unit)
    ReflectionFactory(institution=unit, commitment=row.commitment)
    ReflectionFactory(institution=InstitutionFactory())

    year = timezone.localdate().year
    assert f"1 forpligtelse er drøftet i {year}" in client.get(team.get_absolute_url()).text


def test_the_page_costs_the_same_however_much_is_looked_at(client, leader, unit, queries_for):
    ReflectionFactory(institution=unit)
    OnboardingFactory(institution=unit)
    one = queries_for(reverse("everyday"))
    for _more in range(4):
        ReflectionFactory(institution=unit)
        OnboardingFactory(institution=unit)

    assert queries_for(reverse("everyday")) == one
