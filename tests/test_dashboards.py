"""The pages that show how it goes: the same cost at any size, nothing to those it is not for."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from dashboards.cluster import ClusterDashboard
from dashboards.municipality import MunicipalityPage
from institutions.models import Cluster
from strategy.models import Decision, GoalAssessment, ProcessStep
from strategy.workflow import LocalGoalStatus, Progress
from tests.factories import (
    AreaFactory,
    ClusterFactory,
    GoalFactory,
    GroupFactory,
    IndicatorFactory,
    InspectionFactory,
    InstitutionFactory,
    LocalGoalFactory,
    ManualResultFactory,
    MembershipFactory,
    MethodFactory,
    MethodUseFactory,
    StatusUpdateFactory,
    StrategyFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DRAFT, RETURNED = "Kanariefugl i kladde", "Kanariefugl på returseddel"


@pytest.fixture
def goals():
    strategy = StrategyFactory()
    return [GoalFactory(strategy=strategy, number=number) for number in (1, 2, 3, 4)]


@pytest.fixture
def cluster(goals):
    """A cluster with a vision, and a step of its plan under way."""
    cluster = ClusterFactory(name="Klynge Prøve", slug="proeve")
    vision = StrategyFactory(vision=True, cluster=cluster, headline="Vi vil være en klynge.")
    ProcessStep.objects.create(
        strategy=vision,
        when_text="i år",
        from_on=TODAY.replace(month=1, day=1),
        to_on=TODAY.replace(month=12, day=31),
        text="Lokale mål justeres",
    )
    IndicatorFactory(goal=GoalFactory(strategy=vision), number=2)
    return cluster


def fill(cluster: Cluster, goals, *, institutions: int) -> None:
    """Institutions with a goal in every state, status, methods, results and an inspection."""
    indicator = cluster.strategies.get().goals.get().indicators.get()
    method = MethodFactory(cluster=cluster)
    for _number in range(institutions):
        institution = InstitutionFactory(cluster=cluster)
        GroupFactory(institution=institution)
        for goal, state in zip(goals, ("in_progress", "reached", "sent", "returned"), strict=True):
            LocalGoalFactory(institution=institution, goal=goal, **{state: True})
        LocalGoalFactory(institution=institution, goal=goals[0])
        running = institution.local_goals.get(status=LocalGoalStatus.IN_PROGRESS)
        StatusUpdateFactory(local_goal=running, progress=Progress.ON_WAY)
        Decision.objects.create(
            local_goal=running, from_status=LocalGoalStatus.SENT, to_status=LocalGoalStatus.ADOPTED
        )
        MethodUseFactory(method=method, institution=institution, from_on=TODAY)
        ManualResultFactory(
            indicator=indicator, institution=institution, year=TODAY.year, is_met=True
        )
        InspectionFactory(institution=institution, year=TODAY.year, light=True)


def sign_in(client, **membership):
    user = MembershipFactory(**membership).user
    client.force_login(user)
    return user


def addresses(cluster: Cluster, goals) -> list[str]:
    institution = cluster.institutions.first()
    return [
        reverse("home"),
        reverse("municipality"),
        cluster.get_absolute_url(),
        reverse("institution_list"),
        institution.get_absolute_url(),
        goals[0].get_absolute_url(),
    ]


@pytest.mark.thorough
@pytest.mark.parametrize("role", ["cluster_leader", "board_member"])
def test_every_page_costs_the_same_with_1_and_with_50_institutions(
    client, queries_for, cluster, goals, role
):
    sign_in(client, cluster=cluster, **{role: True})
    fill(cluster, goals, institutions=1)
    pages = addresses(cluster, goals)
    small = [queries_for(page) for page in pages]

    fill(cluster, goals, institutions=49)

    assert [queries_for(page) for page in pages] == small


def test_the_area_heads_pages_cost_the_same_with_1_and_with_8_clusters(
    client, queries_for, cluster, goals
):
    sign_in(client, area_head=True, area=cluster.area)
    fill(cluster, goals, institutions=1)
    pages = [reverse("home"), reverse("municipality"), reverse("institution_list")]
    for page in pages:
        client.get(page)
    ClusterFactory(area=cluster.area)
    small = [queries_for(page) for page in pages]

    for _number in range(6):
        InstitutionFactory(cluster=ClusterFactory(area=cluster.area))

    assert [queries_for(page) for page in pages] == small


def test_the_cluster_page_keeps_its_budget(cluster, goals, django_assert_max_num_queries):
    fill(cluster, goals, institutions=3)
    user = MembershipFactory(board_member=True, cluster=cluster).user

    with django_assert_max_num_queries(28):
        page = ClusterDashboard.build(cluster, user=user, on=TODAY)

    assert page.units == 3


@pytest.mark.parametrize("role", [{"board_member": True}, {"chair": True}, {"staff_member": True}])
def test_the_board_meets_no_draft_on_any_page(client, cluster, goals, role):
    fill(cluster, goals, institutions=1)
    institution = cluster.institutions.get()
    LocalGoalFactory(institution=institution, goal=goals[0], text=DRAFT)
    LocalGoalFactory(institution=institution, goal=goals[3], text=RETURNED, returned=True)
    sign_in(client, cluster=cluster, **role)

    for page in addresses(cluster, goals):
        html = client.get(page).content.decode()
        assert DRAFT not in html
        assert RETURNED not in html
        assert "Kladde" not in html


def test_leaders_of_the_cluster_see_each_others_drafts(client, cluster, goals):
    mine, theirs = InstitutionFactory.create_batch(2, cluster=cluster)
    LocalGoalFactory(institution=theirs, goal=goals[0], text=DRAFT)
    sign_in(client, leader=True, institution=mine)

    assert DRAFT in client.get(theirs.get_absolute_url()).content.decode()
    assert "Kladde" in client.get(cluster.get_absolute_url()).content.decode()


def test_a_goal_given_up_as_a_draft_is_no_news_to_the_board(client, cluster, goals):
    institution = InstitutionFactory(cluster=cluster)
    given_up = LocalGoalFactory(
        institution=institution, goal=goals[0], text=DRAFT, discontinued=True
    )
    Decision.objects.create(
        local_goal=given_up,
        from_status=LocalGoalStatus.DRAFT,
        to_status=LocalGoalStatus.DISCONTINUED,
    )
    sign_in(client, board_member=True, cluster=cluster)

    for page in addresses(cluster, goals):
        assert DRAFT not in client.get(page).content.decode()


def test_what_one_may_not_read_is_not_there(client, cluster, goals):
    elsewhere = ClusterFactory()
    institution = InstitutionFactory(cluster=elsewhere, name="Fremmed institution")
    theme = GoalFactory(strategy=StrategyFactory(vision=True, cluster=elsewhere))
    LocalGoalFactory(institution=institution, goal=goals[0], text="Fremmed mål", adopted=True)
    InstitutionFactory(cluster=cluster)
    sign_in(client, cluster_leader=True, cluster=cluster)

    for page in (elsewhere, institution, theme):
        assert client.get(page.get_absolute_url()).status_code == 404
    for page in addresses(cluster, goals):
        assert "Fremmed" not in client.get(page).content.decode()


@pytest.mark.parametrize("role", ["cluster_leader", "board_member"])
def test_pages_without_any_data_say_so(client, role):
    cluster = ClusterFactory()
    institution = InstitutionFactory(cluster=cluster)
    sign_in(client, cluster=cluster, **{role: True})

    texts = {
        page: client.get(page).content.decode()
        for page in (
            reverse("home"),
            reverse("municipality"),
            reverse("institution_list"),
            cluster.get_absolute_url(),
            institution.get_absolute_url(),
        )
    }

    assert "Der er ingen fælles mål for i år" in texts[cluster.get_absolute_url()]
    assert "Strategien har endnu ingen målepunkter" in texts[cluster.get_absolute_url()]
    assert "Der er ikke noget tilsyn endnu" in texts[institution.get_absolute_url()]


def test_a_cluster_without_institutions_has_a_page(client, goals):
    cluster = ClusterFactory()
    sign_in(client, board_member=True, cluster=cluster)

    assert (
        "Klyngen har ingen åbne enheder" in client.get(cluster.get_absolute_url()).content.decode()
    )


def test_the_findings_are_counted_from_what_is_there(cluster, goals):
    fill(cluster, goals, institutions=2)
    user = MembershipFactory(board_member=True, cluster=cluster).user

    page = ClusterDashboard.build(cluster, user=user, on=TODAY)

    assert [finding.figure for finding in page.in_brief][::2] == ["2 lokale mål", "4 af 4"]
    assert page.tally.counts == (("reached", 2), ("onway", 2))
    assert page.tally.unfinished == 0  # two returned and two drafts, but not for the board
    assert page.matrix.missing == {4: [row.name for row in page.matrix.rows]}


def test_the_boards_newest_word_is_the_status_of_a_goal(cluster, goals):
    for days, progress in ((200, Progress.STARTED), (20, Progress.ON_WAY)):
        GoalAssessment.objects.create(
            goal=goals[0],
            cluster=cluster,
            assessed_on=TODAY - datetime.timedelta(days=days),
            progress=progress,
        )
    GoalAssessment.objects.create(
        goal=goals[0], cluster=ClusterFactory(), assessed_on=TODAY, progress=Progress.MISSED
    )
    user = MembershipFactory(board_member=True, cluster=cluster).user

    page = ClusterDashboard.build(cluster, user=user, on=TODAY)

    assert [goal.progress for goal in page.goals] == ["onway", None, None, None]
    assert page.since == TODAY - datetime.timedelta(days=20)


def test_news_show_what_a_status_was_and_what_it_has_become(cluster, goals):
    institution = InstitutionFactory(cluster=cluster)
    goal = LocalGoalFactory(institution=institution, goal=goals[0], in_progress=True)
    for days, progress in ((200, Progress.STARTED), (5, Progress.ON_WAY)):
        StatusUpdateFactory(
            local_goal=goal, made_on=TODAY - datetime.timedelta(days=days), progress=progress
        )
    user = MembershipFactory(board_member=True, cluster=cluster).user

    (news,) = ClusterDashboard.build(cluster, user=user, on=TODAY).news

    assert (news.changes[0].before, news.changes[0].after) == ("started", "onway")


def test_a_step_that_should_be_done_is_told_first_and_as_overdue(client, cluster):
    ProcessStep.objects.create(
        strategy=cluster.strategies.get(),
        when_text="sidste år",
        from_on=TODAY - datetime.timedelta(days=400),
        to_on=TODAY - datetime.timedelta(days=380),
        text="Workshop. Alle deltager",
        actor="Udvalget",
    )
    user = MembershipFactory(board_member=True, cluster=cluster).user

    page = ClusterDashboard.build(cluster, user=user, on=TODAY)

    assert [step.state for step in page.next_steps.steps] == ["overdue", "under_way"]
    assert (page.next_steps.steps[0].name, page.next_steps.steps[0].text) == (
        "Workshop",
        "Alle deltager",
    )


def test_only_those_who_write_are_asked_to(client, cluster, goals):
    institution = InstitutionFactory(cluster=cluster)
    sign_in(client, board_member=True, cluster=cluster)
    assert "Skriv et" not in client.get(institution.get_absolute_url()).content.decode()

    sign_in(client, leader=True, institution=institution)
    html = client.get(institution.get_absolute_url()).content.decode()

    assert f"/lokale-maal/nyt/?maal={goals[0].pk}&amp;institution={institution.slug}" in html


def test_the_municipality_counts_institutions_and_their_goals(cluster, goals):
    fill(cluster, goals, institutions=2)
    InstitutionFactory(cluster=cluster)
    outside = InstitutionFactory(area=cluster.area)
    LocalGoalFactory(institution=outside, goal=goals[0], adopted=True)
    user = MembershipFactory(area_head=True, area=cluster.area).user

    page = MunicipalityPage.build(user=user, on=TODAY)

    named, other = page.rows
    assert [(cell.covered, cell.units) for cell in named.cells] == [(2, 3), (2, 3), (2, 3), (0, 3)]
    assert (named.inspected, other.name, other.units) == (2, "", 1)
    assert other.cells[0].tally.counts == (("waiting", 1),)


def test_the_municipality_counts_the_same_for_all_who_read_it(cluster, goals):
    LocalGoalFactory(institution=InstitutionFactory(cluster=cluster), goal=goals[0])  # a draft
    area_head = MembershipFactory(area_head=True, area=cluster.area).user
    administrator = UserFactory(administrator=True)

    pages = [MunicipalityPage.build(user=user, on=TODAY) for user in (area_head, administrator)]

    assert [page.rows[0].cells[0].covered for page in pages] == [0, 0]


def test_an_area_head_sees_the_clusters_of_the_area_only(client, cluster, goals):
    ClusterFactory(area=AreaFactory(), name="Klynge Langt Væk")
    sign_in(client, area_head=True, area=cluster.area)

    html = client.get(reverse("municipality")).content.decode()

    assert "Klynge Prøve" in html
    assert "Klynge Langt Væk" not in html


def test_a_person_without_a_role_is_told_whom_to_ask(client):
    client.force_login(UserFactory())

    for page in ("municipality", "institution_list"):
        assert client.get(reverse(page)).status_code == 200
    assert "Du er endnu ikke knyttet til et sted" in client.get("/").content.decode()


def test_an_administrator_finds_imports_and_people_without_a_role(client):
    stranger = UserFactory(name="Fremmed Person")
    client.force_login(UserFactory(administrator=True))

    html = client.get("/").content.decode()

    assert stranger.name in html
    assert reverse("read_in") in html


def test_a_leader_is_told_what_to_do_the_late_first(client, cluster, goals):
    institution = InstitutionFactory(cluster=cluster)
    soon, late = (TODAY + datetime.timedelta(days=days) for days in (10, -3))
    for goal, state, day in (
        (goals[0], {"in_progress": True}, late),
        (goals[1], {"in_progress": True}, soon),
        (goals[2], {}, soon),
    ):
        LocalGoalFactory(institution=institution, goal=goal, measured_on=day, **state)
    sign_in(client, leader=True, institution=institution)

    tasks = client.get("/").context["page"].tasks

    assert [task.is_overdue for task in tasks] == [True, False, False, False]
    assert [task.link for task in tasks] == [
        "Evaluér målet",
        "Skriv, hvordan det går",
        "Skriv videre",
        "Skriv et lokalt mål under mål 4",
    ]
    assert tasks[-1].text == f"For {TODAY.year} er der ikke noget lokalt mål under mål 4."
    for task in tasks:
        assert client.get(task.href).status_code == 200


def test_a_leader_who_has_told_how_it_goes_is_not_asked_again(client, cluster, goals):
    institution = InstitutionFactory(cluster=cluster)
    for goal in goals:
        running = LocalGoalFactory(
            institution=institution,
            goal=goal,
            in_progress=True,
            measured_on=TODAY + datetime.timedelta(days=10),
        )
        StatusUpdateFactory(local_goal=running, made_on=TODAY)
    sign_in(client, leader=True, institution=institution)

    page = client.get("/").context["page"]

    assert page.tasks == ()
    assert page.tasks_heading == "Der er ikke noget, der venter på dig lige nu"


def test_a_goal_sent_back_comes_with_what_the_board_wrote(client, cluster, goals):
    institution = InstitutionFactory(cluster=cluster)
    goal = LocalGoalFactory(institution=institution, goal=goals[0], returned=True)
    Decision.objects.create(
        local_goal=goal,
        from_status=LocalGoalStatus.SENT,
        to_status=LocalGoalStatus.RETURNED,
        comment="Skriv mere om overgangen.",
    )
    sign_in(client, leader=True, institution=institution)

    assert "Skriv mere om overgangen." in client.get("/").content.decode()


def test_a_board_member_finds_what_awaits_the_board(client, cluster, goals):
    institution = InstitutionFactory(cluster=cluster)
    goal = LocalGoalFactory(institution=institution, goal=goals[0], sent=True)
    sign_in(client, board_member=True, cluster=cluster)

    page = client.get("/").context["page"]

    assert [task.href for task in page.board.decisions] == [goal.get_absolute_url()]
    assert page.board_heading == "Ét lokalt mål venter på bestyrelsens beslutning"
