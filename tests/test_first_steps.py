"""From an empty installation to its first cluster page: what each of the five steps says."""

import datetime
import json
from html import unescape
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import strip_tags

from dashboards.first_steps import FirstSteps, StepState
from files.package import Unreadable
from files.spreadsheets import read
from guides.shelf import guide_for
from indicators.models import Indicator
from indicators.snapshots import keeping
from institutions.importing import commit_list
from institutions.models import Cluster, Institution, PeopleImport
from measurements.models import Topic
from measurements.reference import load_reference
from strategy.models import Strategy
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    MeasurementFactory,
    MembershipFactory,
    PlacementFactory,
    StrategyFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 23)
CODES = ("institutions", "people", "goals", "indicators", "data")


@pytest.fixture
def administrator():
    return UserFactory(administrator=True, name="Henrik Dalgaard")


@pytest.fixture
def cluster():
    """A cluster with one institution, and nothing else."""
    cluster = ClusterFactory(name="Klynge Fyrtårnet")
    PlacementFactory(institution=InstitutionFactory(name="Solsikken"), cluster=cluster)
    return cluster


def words(html: str) -> str:
    """What a page says, without its marks."""
    return " ".join(unescape(strip_tags(html)).split())


def steps() -> dict:
    with translation.override("da"):
        found = FirstSteps.build(TODAY)
    assert tuple(step.code for step in found.steps) == CODES
    return {step.code: step for step in found.steps}


def states() -> list[str]:
    return [step.state.value for step in steps().values()]


def give_goals(cluster: Cluster | None, *, to_year: int = 2028) -> Strategy:
    strategy = StrategyFactory(
        kind=Strategy.Kind.VISION if cluster else Strategy.Kind.COMMON_GOALS,
        cluster=cluster,
        from_year=2026,
        to_year=to_year,
        stage=Strategy.Stage.RUNNING,
    )
    GoalFactory(strategy=strategy)
    return strategy


def give_indicator(strategy: Strategy) -> tuple[Indicator, Topic]:
    load_reference()
    topic = Topic.objects.filter(version__instrument__code="tilsyn").first()
    goal = strategy.goals.get()
    return IndicatorFactory(goal=goal, source=Indicator.Source.TOPICS, topics=[topic]), topic


def page(client, user, address: str = "/") -> str:
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# --- State by state -----------------------------------------------------------------------------


def test_nothing_is_there_and_only_institutions_can_be_begun_with():
    assert states() == ["waiting", "later", "later", "later", "later"]
    found = steps()
    assert [step.requires for step in found.values()] == [None, 1, 1, 3, 1]
    assert all(step.missing and step.who and not step.there for step in found.values())


def test_institutions_without_a_cluster_are_begun_and_not_finished():
    InstitutionFactory(name="Troldhøj")
    found = steps()["institutions"]
    assert found.state is StepState.STARTED
    assert found.missing == ("En klynge med institutioner i",)
    assert "Uden for klynger: Troldhøj" in found.there


def test_a_cluster_with_an_institution_finishes_the_first_and_opens_the_others(cluster):
    assert states() == ["done", "waiting", "waiting", "later", "waiting"]
    assert steps()["institutions"].there == "1 institution i 1 klynge og 1 område."


def test_a_closed_institution_is_none(cluster):
    Institution.objects.update(closed_on=datetime.date(2026, 1, 31))
    assert states()[0] == "waiting"


def test_an_administrator_is_nobody_at_a_place(cluster):
    MembershipFactory(role="administrator")
    assert steps()["people"].missing == ("Alle på nær administratorer",)


def test_people_are_finished_when_somebody_leads_everywhere_and_the_board_has_members(cluster):
    MembershipFactory(role="leader", institution=Institution.objects.get())
    found = steps()["people"]
    assert not found.missing
    assert found.state is StepState.STARTED
    assert found.further == (
        "Klyngeleder i Klynge Fyrtårnet",
        "bestyrelse i Klynge Fyrtårnet",
    )
    assert found.there == "1 person har en rolle et sted. 1 har ikke logget ind endnu."
    MembershipFactory(role="cluster_leader", cluster=cluster)
    MembershipFactory(role="chair", cluster=cluster)
    assert steps()["people"].state is StepState.DONE


def test_somebody_without_a_role_is_told(cluster):
    for role, place in (("cluster_leader", cluster), ("chair", cluster)):
        MembershipFactory(role=role, cluster=place)
    MembershipFactory(role="leader", institution=Institution.objects.get())
    UserFactory()
    assert steps()["people"].further == ("en rolle til 1 person, der kan logge ind",)


def test_a_draft_is_no_goal_in_force(cluster):
    strategy = give_goals(cluster)
    Strategy.objects.update(stage="draft")
    found = steps()["goals"]
    assert (found.state, bool(found.missing)) == (StepState.STARTED, True)
    assert found.there == "1 er en kladde."
    Strategy.objects.update(stage="running")
    strategy.goals.all().delete()
    assert steps()["goals"].missing  # a strategy without goals is none


def test_goals_are_finished_when_all_have_theirs(cluster):
    give_goals(cluster)
    assert steps()["goals"].further == ("kommunens egne mål",)
    give_goals(None)
    assert steps()["goals"].state is StepState.DONE
    other = ClusterFactory(name="Klynge Kompasset")
    PlacementFactory(institution=InstitutionFactory(), cluster=other)
    assert steps()["goals"].further == ("en vision for Klynge Kompasset",)


def test_an_indicator_waits_for_the_data_it_is_made_of(cluster):
    give_indicator(give_goals(cluster))
    found = steps()
    assert found["indicators"].there == "Klynge Fyrtårnet har 1 målepunkt."
    assert found["data"].missing == ("Pædagogisk tilsyn for Klynge Fyrtårnet",)
    assert found["data"].wanted == ("tilsyn",)
    with translation.override("da"):
        assert FirstSteps.build(TODAY).heading == "Klynge Fyrtårnet mangler kun data"


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_figure_ends_the_way_whether_or_not_results_are_kept(cluster, is_kept):
    indicator, topic = give_indicator(give_goals(cluster))
    elsewhere = Topic.objects.exclude(version__instrument__code="tilsyn").first()
    unit = Institution.objects.get()
    if is_kept:
        keeping.rebuild()
    MeasurementFactory(institution=unit, topic=elsewhere, value=1)
    assert FirstSteps.build(TODAY).first_page is None
    step = topic.version.scale.steps.first()
    MeasurementFactory(institution=unit, topic=topic, step=step)
    assert FirstSteps.build(TODAY).first_page == cluster
    MembershipFactory(role="leader", institution=unit)
    found = FirstSteps.build(TODAY)
    assert found.is_whole
    assert not any(step.missing for step in found.steps)
    assert indicator.goal.strategy.cluster == cluster


@pytest.mark.parametrize("is_kept", [True, False])
def test_methods_that_nobody_uses_yet_are_no_figure(cluster, is_kept):
    goal = give_goals(cluster).goals.get()
    IndicatorFactory(goal=goal, source=Indicator.Source.METHODS, aggregation="count")
    if is_kept:
        keeping.rebuild()
    assert FirstSteps.build(TODAY).first_page is None


# --- Where it is said ---------------------------------------------------------------------------


def test_the_administrator_of_an_empty_installation_is_greeted_with_the_way(client, administrator):
    html = page(client, administrator)
    said = words(html)
    assert "Fem trin til den første klyngeside" in said
    assert "Velkommen, Henrik" in said
    assert html.count('class="way-ring"') == 5
    assert html.count("btn-primary") == 1
    assert reverse("institution_import") in html
    assert reverse("institution_list_empty") in html
    assert "Ingen af de fem trin er startet." in said
    assert "Alle, der kan logge ind, har en rolle" not in said


def test_the_list_of_people_can_be_fetched_before_it_can_be_read_in(client, administrator):
    client.force_login(administrator)

    page = client.get(reverse("first_steps")).content.decode()

    assert reverse("people_template") in page
    assert f'"{reverse("people_import")}"' not in page
    assert guide_for("first_steps").url in page


def test_the_list_that_people_came_from_is_named_until_it_is_undone(cluster):
    PeopleImport.objects.create(file_name="ledere.xlsx", size=1, undone_at=timezone.now())
    assert "ledere.xlsx" not in str(steps()["people"].pairs)
    PeopleImport.objects.create(file_name="bestyrelser.xlsx", size=1)

    assert "bestyrelser.xlsx" in steps()["people"].read_in


def test_the_page_says_what_the_command_says(client, administrator, cluster):
    said = words(page(client, administrator, reverse("first_steps")))
    output = StringIO()
    with pytest.raises(CommandError):
        call_command("first_steps", check=True, as_json=True, stdout=output)
    for step in json.loads(output.getvalue())["steps"]:
        for sentence in filter(None, [step["there"], *step["missing"]]):
            assert sentence.lower() in said.lower()


def test_the_line_goes_when_the_first_cluster_page_has_a_figure(client, administrator, cluster):
    year = timezone.localdate().year
    _indicator, topic = give_indicator(give_goals(cluster, to_year=year + 2))
    assert "way-line" in page(client, administrator)
    place, step = Institution.objects.get(), topic.version.scale.steps.first()
    MeasurementFactory(institution=place, topic=topic, step=step, year=year)
    assert "way-line" not in page(client, administrator)
    assert reverse("first_steps") in page(client, administrator)  # others still lack something
    later = page(client, administrator, reverse("first_steps"))
    assert "way-line" not in later
    assert cluster.get_absolute_url() in later


def test_who_may_not_is_offered_no_door_and_told_who_may(client):
    helper = UserFactory()
    MembershipFactory(user=helper, role="administrator")
    html = page(client, helper)
    assert "/admin/" not in html
    assert "Du eller en dataadministrator" in words(html)


def test_a_leader_of_an_empty_installation_is_not_shown_the_administrators_way(client, cluster):
    leader = MembershipFactory(role="leader", institution=Institution.objects.get()).user
    assert "way-line" not in page(client, leader)


@pytest.mark.parametrize("name", ["institution_list_empty", "institution_list_example"])
def test_the_list_to_fill_in_is_one_that_can_be_read_in(client, administrator, name):
    client.force_login(administrator)
    content = client.get(reverse(name)).content
    if name == "institution_list_empty":
        with pytest.raises(Unreadable, match="ingen rækker"):
            read(content, name="institutioner.xlsx")
        return
    sheet = read(content, name="institutioner.xlsx")
    diff = commit_list(sheet, today=TODAY)
    assert not diff.errors
    assert states()[0] == "done"
    assert Institution.objects.count() == 15


# --- The command line ---------------------------------------------------------------------------


def told(*options: str) -> str:
    output = StringIO()
    call_command("first_steps", *options, stdout=output)
    return output.getvalue()


def test_the_command_fails_while_anything_is_missing_and_says_it_in_order():
    with pytest.raises(CommandError) as failed:
        told("--check")
    assert failed.value.returncode == 1
    lines = [line for line in told().splitlines() if line[:1].isdigit()]
    assert [line[:2] for line in lines] == ["1.", "2.", "3.", "4.", "5."]
    answer = json.loads(told("--json"))
    assert answer["complete"] is False
    assert answer["first_cluster_page"] is None
    assert [step["step"] for step in answer["steps"]] == list(CODES)
    assert set(answer["steps"][0]) == {
        *("number", "step", "state", "there", "missing", "further", "who"),
    }
