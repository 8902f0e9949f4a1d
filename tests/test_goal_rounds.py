"""The start of a year: what a round expects, who sees what is missing, carrying over, reminding."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from strategy.models import GoalRound, LocalGoal, RoundReminder
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    ClusterFactory,
    EffortFactory,
    GoalFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    StrategyFactory,
    UserFactory,
)
from tests.factories.goal_rounds import GoalRoundFactory
from tests.mailing import deliver_mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def goals():
    strategy = StrategyFactory()
    return [GoalFactory(strategy=strategy, number=number) for number in (1, 2)]


@pytest.fixture
def place(goals):
    return InstitutionFactory(name="Solsikken", slug="solsikken", cluster=ClusterFactory())


@pytest.fixture
def leader(client, place):
    user = MembershipFactory(leader=True, institution=place).user
    client.force_login(user)
    return user


@pytest.fixture
def goal_round(goals):
    return GoalRoundFactory(title="Lokale mål 2027", for_year=2027)


def page_of(client, goal_round):
    return client.get(goal_round.get_absolute_url()).context["page"]


def long_ago(goal: LocalGoal) -> LocalGoal:
    """A goal of the year before: begun then, and measured before the round opened."""
    at = timezone.now() - datetime.timedelta(days=400)
    LocalGoal.objects.filter(pk=goal.pk).update(
        created_at=at, measured_on=timezone.localdate() - datetime.timedelta(days=30)
    )
    goal.refresh_from_db()
    return goal


def test_what_is_missing_is_seen_goal_by_goal(client, leader, place, goals, goal_round):
    LocalGoalFactory(goal=goals[0], institution=place, sent=True)

    page = page_of(client, goal_round)

    [row] = page.rows
    assert [cell.goal.number for cell in row.missing] == [2]
    assert re.fullmatch(
        r"For 2027 mangler Solsikken mål 2 \(frist \d+\. \w+( \d{4})?\)", page.finding
    )


def test_a_draft_is_still_missing_and_not_shown_to_the_board(
    client, leader, place, goals, goal_round
):
    LocalGoalFactory(goal=goals[0], institution=place)
    seen_by_leader = page_of(client, goal_round).rows[0].cells[0]
    client.force_login(MembershipFactory(board_member=True, institution=place).user)
    seen_by_board = page_of(client, goal_round).rows[0].cells[0]

    assert seen_by_leader.local_goal.status == LocalGoalStatus.DRAFT
    assert seen_by_leader.is_missing
    assert seen_by_board.local_goal is None


def test_a_goal_of_last_year_does_not_count_and_can_be_carried_over(
    client, leader, place, goals, goal_round
):
    earlier = long_ago(LocalGoalFactory(goal=goals[0], institution=place, reached=True))
    EffortFactory(local_goal=earlier, number=2, text="Afstemning")
    assert page_of(client, goal_round).rows[0].cells[0].earlier == earlier

    for _click in range(2):
        answer = client.post(reverse("local_goal_carry_over", args=[earlier.pk]))

    draft = LocalGoal.objects.get(begun_from=earlier)
    assert answer.url == reverse("local_goal_edit", args=[draft.pk])
    assert (draft.text, draft.status) == (earlier.text, LocalGoalStatus.DRAFT)
    assert draft.measured_on > timezone.localdate() > earlier.measured_on
    assert (draft.measured_on.month, draft.measured_on.day) == (
        earlier.measured_on.month,
        earlier.measured_on.day,
    )
    assert draft.efforts.count() == 2
    assert "Videreført fra" in client.get(draft.get_absolute_url()).content.decode()


def test_a_goal_still_to_be_measured_counts(client, leader, place, goals, goal_round):
    goal = LocalGoalFactory(goal=goals[0], institution=place, in_progress=True)
    LocalGoal.objects.filter(pk=goal.pk).update(
        created_at=timezone.now() - datetime.timedelta(days=400)
    )

    assert not page_of(client, goal_round).rows[0].cells[0].is_missing


def test_a_round_may_be_about_some_goals_and_institutions(client, leader, place, goals, goal_round):
    other = InstitutionFactory(cluster=place.placements.get().cluster)
    goal_round.goals.add(goals[1])
    goal_round.institutions.add(other)

    page = page_of(client, goal_round)

    assert [row.institution for row in page.rows] == [other]
    assert [cell.goal for cell in page.rows[0].cells] == [goals[1]]


def test_boards_see_it_on_their_first_page(client, leader, place, goal_round):
    client.force_login(MembershipFactory(board_member=True, institution=place).user)
    on_boards = client.get("/").content.decode()
    on_institution = client.get(place.get_absolute_url()).content.decode()

    for html in (on_boards, on_institution):
        assert "For 2027 mangler Solsikken mål 1 og 2 (frist " in html
        assert "Se de lokale mål for 2027" in html


def test_a_leader_is_told_once(client, leader, place, goals, goal_round):
    untouched = client.get("/")
    LocalGoalFactory(goal=goals[0], institution=place)
    begun = client.get("/")

    assert [len(page.context["page"].rounds) for page in (untouched, begun)] == [0, 1]
    assert len(untouched.context["page"].tasks) == 1
    assert " (frist " in begun.text


def test_what_a_round_waits_for_is_a_task_until_it_is_begun(
    client, leader, place, goals, goal_round
):
    long_ago(LocalGoalFactory(goal=goals[0], institution=place, reached=True))
    before = [task.text for task in client.get("/").context["page"].tasks]
    for goal in goals:
        LocalGoalFactory(goal=goal, institution=place)
    after = [task.text for task in client.get("/").context["page"].tasks]

    assert before == ["Lokale mål 2027: Der er ingen lokale mål for 2027 under mål 1 og 2."]
    assert not any(text.startswith("Lokale mål 2027") for text in after)


def test_a_closed_round_stands_on_no_page(client, leader, goal_round):
    GoalRound.objects.update(closed_on=timezone.localdate())

    assert "Lokale mål 2027" not in client.get("/").content.decode()


def test_those_who_lack_something_are_reminded_once_a_day(
    client, leader, place, goal_round, mailoutbox
):
    client.force_login(UserFactory(administrator=True))
    address = reverse("goal_round_remind", args=[goal_round.pk])

    for _click in range(2):
        client.post(address, {"sure": "yes"})
    deliver_mail()

    [mail] = mailoutbox
    assert mail.to == [leader.email]
    assert "Solsikken: mål 1 og 2" in mail.body
    assert f"mangler stadig lokale mål for {goal_round.year}" in mail.body
    assert goal_round.get_absolute_url() in mail.body
    assert "List-Unsubscribe" in mail.extra_headers
    assert RoundReminder.objects.count() == 1


def test_nobody_is_reminded_who_has_sent_everything_or_wants_no_mail(
    client, leader, place, goals, goal_round, mailoutbox
):
    quiet = InstitutionFactory(name="Regnbuen", cluster=place.placements.get().cluster)
    MembershipFactory(leader=True, institution=quiet, user__notices_by_mail="never")
    for goal in goals:
        LocalGoalFactory(goal=goal, institution=place, sent=True)
    client.force_login(UserFactory(administrator=True))

    client.post(reverse("goal_round_remind", args=[goal_round.pk]), {"sure": "yes"})
    deliver_mail()

    assert mailoutbox == []


def test_without_a_leader_the_cluster_leader_is_reminded(client, place, goal_round, mailoutbox):
    head = MembershipFactory(cluster_leader=True, cluster=place.placements.get().cluster).user
    client.force_login(UserFactory(administrator=True))

    client.post(reverse("goal_round_remind", args=[goal_round.pk]), {"sure": "yes"})
    deliver_mail()

    assert [mail.to for mail in mailoutbox] == [[head.email]]


def test_the_page_costs_the_same_however_many_institutions(
    client, leader, place, goals, goal_round, queries_for
):
    few = queries_for(goal_round.get_absolute_url())
    for _number in range(4):
        near = InstitutionFactory(cluster=place.placements.get().cluster)
        for goal in goals:
            LocalGoalFactory(goal=goal, institution=near, sent=True)

    assert queries_for(goal_round.get_absolute_url()) == few


def test_administrators_open_a_round_in_the_administration(client, goals, place):
    client.force_login(UserFactory(administrator=True))
    address = reverse("admin:strategy_goalround_add")
    data = {"title": "Lokale mål 2027", "opens_on": "01.11.2026", "deadline_on": "01.10.2026"}

    refused = client.post(address, data)
    client.post(address, data | {"deadline_on": "15.12.2026", "goals": [goals[0].pk]})

    assert "Fristen kan ikke ligge før åbningen." in refused.content.decode()
    assert GoalRound.objects.get().goals.get() == goals[0]


@pytest.mark.parametrize(
    ("deadline", "told", "year"),
    [
        ("2026-12-15", None, 2027),
        ("2026-10-01", None, 2027),
        ("2026-09-30", None, 2026),
        ("2027-01-15", None, 2027),
        ("2026-12-15", 2026, 2026),
    ],
)
def test_a_round_is_for_a_year(deadline, told, year):
    held = GoalRound(deadline_on=datetime.date.fromisoformat(deadline), for_year=told)

    assert held.year == year


def test_what_the_coming_year_lacks_is_never_said_to_be_lacking_without_its_year(
    client, leader, place, goals, goal_round
):
    """Wherever a round tells that goals are missing, its year stands in the same sentence."""
    pages = ["/", place.get_absolute_url(), goal_round.get_absolute_url()]

    for page in pages:
        html = client.get(page).content.decode()
        text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
        assert "2027" in text
        for sentence in re.findall(r"[^.]*Solsikken mangler[^.]*", text):
            assert "2027" in sentence


def test_whoever_leads_several_institutions_reads_the_year_as_well(client, goals, goal_round):
    cluster = ClusterFactory()
    for name in ("Solsikken", "Regnbuen"):
        InstitutionFactory(name=name, cluster=cluster)
    client.force_login(MembershipFactory(cluster_leader=True, cluster=cluster).user)

    html = client.get("/").content.decode()

    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert re.search(r"Mangler for 2027 (?:Regnbuen|Solsikken): mål 1 og 2", text)
    assert not re.search(r"Mangler(?! for 2027)", text)
