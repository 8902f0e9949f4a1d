"""What follows from a programme: attention points, local goals, evaluations never sent out."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.evaluation.attainments import YearResult
from programmes.models import Anchor, AttentionPoint
from programmes.pages.attention import AttentionList
from programmes.pages.effect import before_and_after
from programmes.pages.results import ResultsPage
from tests.factories import (
    ClusterFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.programmes import (
    AttentionPointFactory,
    ProgrammeFactory,
    QuestionFactory,
    ResultFactory,
    SurveyFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory(name="Dagtilbud for alle")


@pytest.fixture
def planner(client):
    client.force_login(UserFactory(is_superuser=True))
    return client


# --- Attention points -----------------------------------------------------------------------------


def test_an_attention_point_names_who_sees_to_it(planner, programme):
    address = reverse("attention_create", args=[programme.slug])
    told = {"kind": "leadership", "text": "Tid mellem workshops", "state": "open"}

    answer = planner.post(address, told)
    assert answer.context["form"].has_error("responsible")

    planner.post(address, told | {"responsible": "Klyngelederne", "due_on": "29.01.2035"})
    point = AttentionPoint.objects.get()
    assert (point.responsible, point.due_on) == ("Klyngelederne", datetime.date(2035, 1, 29))
    assert point.answered_on == timezone.localdate()


def test_its_owner_tells_how_it_goes_and_changes_nothing_else(client, programme):
    owner = MembershipFactory(cluster_leader=True, cluster=ClusterFactory()).user
    point = AttentionPointFactory(programme=programme, owner=owner)
    client.force_login(owner)
    told = {"state": "done", "note": "Aftalt", "text": "Noget andet", "responsible": "En anden"}

    client.post(point.get_absolute_url(), told)

    point.refresh_from_db()
    assert (point.state, point.note) == ("done", "Aftalt")
    assert (point.text, point.responsible) == ("Vikardækning til workshop 2", "Administrationen")
    assert client.post(reverse("attention_delete", args=[point.pk])).status_code == 404
    client.force_login(MembershipFactory(cluster_leader=True, cluster=ClusterFactory()).user)
    assert client.get(point.get_absolute_url()).status_code == 404


def test_an_open_point_is_seen_by_its_owner_on_the_first_page(client, programme):
    owner = MembershipFactory(cluster_leader=True, cluster=ClusterFactory()).user
    point = AttentionPointFactory(programme=programme, owner=owner)
    client.force_login(owner)
    assert point.get_absolute_url().encode() in client.get("/").content

    AttentionPoint.objects.update(state="done")

    assert point.get_absolute_url().encode() not in client.get("/").content


def test_a_point_that_is_done_is_not_past_its_day(programme):
    long_ago = datetime.date(2020, 1, 1)
    AttentionPointFactory(programme=programme, due_on=long_ago)
    AttentionPointFactory(programme=programme, due_on=long_ago, state="done")

    found = AttentionList.build(
        programme, user=UserFactory(is_superuser=True), on=timezone.localdate()
    )

    assert (found.open, found.overdue) == (1, 1)


# --- Local goals that carry it on -----------------------------------------------------------------


def test_a_leader_ties_a_local_goal_to_a_programme_and_both_tell_of_it(client, programme):
    leader = MembershipFactory(leader=True, institution=InstitutionFactory())
    goal = LocalGoalFactory(institution=leader.institution, adopted=True)
    client.force_login(leader.user)

    client.post(
        reverse("local_goal_anchor", args=[goal.pk]),
        {"programme": programme.pk, "note": "Øvebanen bliver fast"},
    )

    assert Anchor.objects.get().local_goal == goal
    page = client.get(programme.get_absolute_url()).content.decode()
    assert goal.get_absolute_url() in page
    assert "Øvebanen bliver fast" in page
    assert programme.get_absolute_url() in client.get(goal.get_absolute_url()).content.decode()


def test_a_programme_tells_of_no_goal_that_its_reader_does_not_read(client, programme):
    goal = LocalGoalFactory(adopted=True)
    Anchor.objects.create(programme=programme, local_goal=goal, note="Hemmelig")
    client.force_login(MembershipFactory(leader=True, institution=InstitutionFactory()).user)

    assert "Hemmelig" not in client.get(programme.get_absolute_url()).content.decode()


def test_a_local_goal_tells_of_no_programme_that_is_a_draft(client):
    hidden = ProgrammeFactory(is_draft=True, name="Hemmeligt program")
    leader = MembershipFactory(leader=True, institution=InstitutionFactory())
    goal = LocalGoalFactory(institution=leader.institution, adopted=True)
    Anchor.objects.create(programme=hidden, local_goal=goal)
    client.force_login(leader.user)

    assert "Hemmeligt program" not in client.get(goal.get_absolute_url()).content.decode()


def test_the_same_two_are_tied_once_and_an_evaluation_is_of_the_programme(client, programme):
    leader = MembershipFactory(leader=True, institution=InstitutionFactory())
    goal = LocalGoalFactory(institution=leader.institution, adopted=True)
    other = QuestionFactory().point
    client.force_login(leader.user)
    address = reverse("programme_anchor", args=[programme.slug])

    answer = client.post(address, {"local_goal": goal.pk, "point": other.pk})
    assert answer.context["form"].has_error("point")
    client.post(address, {"local_goal": goal.pk})
    assert client.post(address, {"local_goal": goal.pk}).context["form"].errors
    assert Anchor.objects.count() == 1


# --- Before and after -----------------------------------------------------------------------------


def years(*told):
    return [YearResult(year, Decimal(1), is_break=is_break) for year, is_break in told]


@pytest.mark.parametrize(
    ("trend", "expected"),
    [
        (years((2023, False), (2024, False), (2025, False), (2026, False)), (2024, 2026)),
        (years((2024, False), (2027, False), (2028, False)), (2024, 2027)),
        (years((2024, False), (2026, True)), None),  # another edition since
        (years((2025, False), (2026, False)), None),  # measured first in the year of the course
        (years((2023, False), (2025, False)), None),
    ],
)
def test_the_years_of_the_course_itself_count_neither_as_before_nor_after(trend, expected):
    found = before_and_after(trend, begun=2025, ended=2025)

    assert (found and tuple(year.year for year in found)) == expected


# --- Evaluations that were never sent out ---------------------------------------------------------


def unsent_of(programme):
    page = ResultsPage.build(
        programme, user=UserFactory(is_superuser=True), on=timezone.localdate()
    )
    return {row.point.name: row for row in page.unsent}


def test_an_evaluation_that_nobody_answered_is_seen_and_one_that_was_is_not(programme):
    asked = QuestionFactory(point__programme=programme, point__name="Aldrig sendt")
    answered = QuestionFactory(point__programme=programme, point__name="Besvaret")
    ResultFactory(question=answered, counts=[9, 9, 9, 9, 9])

    assert list(unsent_of(programme)) == ["Aldrig sendt"]

    survey = SurveyFactory(
        point=asked.point, closes_on=timezone.localdate() + datetime.timedelta(days=9)
    )
    assert unsent_of(programme)["Aldrig sendt"].survey == survey
    survey.invitations.create(digest="1", is_used=True)
    assert not unsent_of(programme)  # it is being answered


def test_it_is_closed_with_a_reason_that_all_may_read_and_taken_up_again(planner, programme):
    question = QuestionFactory(point__programme=programme)
    point = question.point
    address = reverse("point_close", args=[programme.slug, point.number])

    assert planner.post(address, {"not_sent_why": " "}).context["form"].errors
    planner.post(address, {"not_sent_why": "Lederne er spurgt før"})

    point.refresh_from_db()
    assert point.not_sent_on == timezone.localdate()
    assert not unsent_of(programme)
    results = reverse("programme_results", args=[programme.slug])
    assert "Lederne er spurgt før" in planner.get(results).content.decode()

    planner.post(address)
    point.refresh_from_db()
    assert (point.not_sent_on, point.not_sent_why) == (None, "")
    assert unsent_of(programme)
