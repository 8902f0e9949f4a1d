"""A local goal measured in a number of its own, and the indicator of those that reach it."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from indicators.building.draft import draft_of
from indicators.evaluation import IndicatorStatus, attainments
from indicators.evaluation.rules import Aggregation, Source
from indicators.models import Indicator, Target
from indicators.reckoning import why_never
from measurements.models import Instrument, InstrumentVersion, Scale, Topic
from strategy.models import LocalGoal, LocalGoalFigure, StatusUpdate
from strategy.models.measures import is_reached
from strategy.pages.local_goals.figures import OwnFigures
from strategy.word_form.effect import EffectAnswer, written
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    StrategyFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster():
    return ClusterFactory()


@pytest.fixture
def goal():
    return GoalFactory(strategy=StrategyFactory())


@pytest.fixture
def place(cluster):
    return InstitutionFactory(cluster=cluster)


def goal_at(place, goal, *, target=80, baseline=None, **fields) -> LocalGoal:
    wanted = {"measure": "Børn med en ven", "unit": "pct.", "baseline": baseline, "target": target}
    day = datetime.date(localdate().year, 12, 1)
    status = LocalGoalStatus.IN_PROGRESS
    return LocalGoalFactory(
        goal=goal, institution=place, **{"measured_on": day, "status": status} | wanted | fields
    )


def measured(goal, value, **fields) -> LocalGoalFigure:
    return LocalGoalFigure.objects.create(local_goal=goal, value=value, **fields)


def indicator_of(goal, *, aggregation=Aggregation.ALL, at_least=None) -> Indicator:
    found = IndicatorFactory(
        goal=goal, source=Source.LOCAL_GOALS, aggregation=aggregation, year=localdate().year
    )
    if at_least is not None:
        TargetFactory(indicator=found, value=at_least)
    return found


def found_of(indicator, cluster, user=None):
    return attainments([indicator], cluster=cluster, user=user)[indicator.pk]


@pytest.mark.parametrize(
    ("value", "baseline", "target", "reached"),
    [
        ("80", None, "80", True),
        ("79.9", None, "80", False),
        ("80", "60", "80", True),
        ("5", "12", "5", True),
        ("6", "12", "5", False),
        ("95", "95", "95", True),
    ],
)
def test_a_target_below_where_one_begins_is_got_down_to(value, baseline, target, reached):
    low = Decimal(baseline) if baseline else None

    assert is_reached(Decimal(value), baseline=low, target=Decimal(target)) is reached


def test_n_of_m_local_goals_reach_their_own_number_and_the_rest_is_told(cluster, place, goal):
    measured(goal_at(place, goal), 81)
    measured(goal_at(place, goal, baseline=90, target=40), 50)
    goal_at(place, goal)
    goal_at(place, goal, target=None)
    measured(goal_at(place, goal, status=LocalGoalStatus.DRAFT), 99)
    measured(goal_at(place, goal, measured_on=datetime.date(localdate().year + 1, 1, 5)), 99)
    measured(goal_at(place, GoalFactory(strategy=goal.strategy)), 99)

    found = found_of(indicator_of(goal), cluster)

    assert found.result_text == "1 af 2"
    counts = found.goals
    assert (counts.reached, counts.measured, counts.lacking, counts.untold) == (1, 2, 1, 1)
    assert "1 lokalt mål mangler et tal." in found.explanation
    assert "1 lokalt mål har ikke sat sig et måltal." in found.explanation
    assert found.units == found.counted + found.not_rated + found.missing + found.suppressed


def test_the_units_figures_add_up_to_the_clusters(cluster, place, goal):
    other = InstitutionFactory(cluster=cluster)
    for at, value in ((place, 85), (place, 20), (other, 90)):
        measured(goal_at(at, goal), value)
    goal_at(InstitutionFactory(cluster=cluster), goal)

    found = found_of(indicator_of(goal), cluster)

    assert sum(unit.value or 0 for unit in found.unit_results) == found.goals.reached == 2
    assert [unit.label for unit in found.unit_results if unit.label] == ["1 af 2", "1 af 1"]
    assert found.missing == 1


@pytest.mark.parametrize(
    ("aggregation", "at_least", "status"),
    [
        (Aggregation.ALL, None, IndicatorStatus.NOT_MET),
        (Aggregation.SHARE, 50, IndicatorStatus.MET),
        (Aggregation.SHARE, 51, IndicatorStatus.NOT_MET),
        (Aggregation.COUNT, 1, IndicatorStatus.MET),
        (Aggregation.COUNT, 2, IndicatorStatus.NOT_MET),
    ],
)
def test_all_a_share_or_a_number_of_them_are_to_get_there(
    cluster, place, goal, aggregation, at_least, status
):
    measured(goal_at(place, goal), 85)
    measured(goal_at(place, goal), 20)

    found = found_of(indicator_of(goal, aggregation=aggregation, at_least=at_least), cluster)

    assert found.status == status


def test_all_are_not_there_while_one_lacks_its_figure(cluster, place, goal):
    measured(goal_at(place, goal), 85)
    goal_at(place, goal)

    assert found_of(indicator_of(goal), cluster).status == IndicatorStatus.ON_TRACK


def test_nothing_is_met_on_nothing(cluster, place, goal):
    goal_at(place, goal)

    found = found_of(indicator_of(goal, aggregation=Aggregation.COUNT, at_least=0), cluster)

    assert (found.status, found.result_text) == (IndicatorStatus.UNKNOWN, "–")


def test_of_a_vision_every_local_goal_of_the_cluster_counts(cluster, place, goal):
    vision = StrategyFactory(vision=True, cluster=cluster)
    measured(goal_at(place, goal), 85)
    measured(goal_at(place, GoalFactory(strategy=goal.strategy)), 85)
    measured(goal_at(InstitutionFactory(cluster=ClusterFactory()), goal), 85)

    found = found_of(indicator_of(GoalFactory(strategy=vision)), cluster)

    assert found.result_text == "2 af 2"


def test_a_figure_about_few_is_not_shown_to_boards_and_does_not_count_for_them(
    client, cluster, place, goal
):
    few = goal_at(place, goal)
    measured(few, 91, respondents=4)
    measured(goal_at(place, goal), 85)
    board = MembershipFactory(board_member=True, cluster=cluster).user
    leader = MembershipFactory(leader=True, institution=place).user
    indicator = indicator_of(goal)

    for_board, for_leader = (found_of(indicator, cluster, user) for user in (board, leader))
    pages = {}
    for user in (board, leader):
        client.force_login(user)
        pages[user] = client.get(few.get_absolute_url()).content.decode()

    assert (for_board.result_text, for_leader.result_text) == ("1 af 1", "2 af 2")
    assert for_board.goals.hidden == 1
    assert for_board.status != IndicatorStatus.MET
    assert "91" not in re_numbers(pages[board])
    assert "91" in re_numbers(pages[leader])


def re_numbers(page: str) -> set[str]:
    text = page[page.index("<main") :]
    return {word.strip(".,;<>/:") for word in text.split()}


def test_the_newest_figure_counts_and_one_of_the_same_day_corrects(client, cluster, place, goal):
    leader = MembershipFactory(leader=True, institution=place).user
    client.force_login(leader)
    own = goal_at(place, goal)
    address = reverse("local_goal_figures", args=[own.pk])

    for value in ("70,5", "81"):
        client.post(
            address, {"figure": value, "figure_on": "", "figure_of": "20", "note": "Uge 20"}
        )

    assert own.figures.get().value == 81
    assert own.figures.get().history.count() == 2
    assert found_of(indicator_of(goal), cluster).result_text == "1 af 1"


def test_a_status_and_an_evaluation_may_tell_the_number(client, place, goal):
    leader = MembershipFactory(leader=True, institution=place).user
    client.force_login(leader)
    own = goal_at(place, goal)
    day = f"{localdate() - datetime.timedelta(days=1):%d.%m.%Y}"

    client.post(
        reverse("status_update_create", args=[own.pk]),
        {
            "progress": "onway",
            "narrative": "Godt",
            "figure": "70",
            "figure_on": day,
        },
    )
    own.refresh_from_db()
    client.post(
        reverse("local_goal_move", args=[own.pk, "evaluated"]),
        {
            "version": own.version,
            "outcome": "reached",
            "comment": "Det lykkedes",
            "goes_on": "Alt",
            "figure": "82,5",
            "sikker": "ja",
            "sure": "yes",
        },
    )

    assert StatusUpdate.objects.count() == 1
    assert [row.value for row in own.figures.all()] == [Decimal("82.5"), Decimal(70)]


def test_n_of_m_is_told_with_the_status_and_with_the_evaluation_and_drawn(client, place, goal):
    client.force_login(MembershipFactory(leader=True, institution=place).user)
    own = goal_at(place, goal, measure="Uger det lykkedes", unit="uger", target=30)
    day = f"{localdate() - datetime.timedelta(days=1):%d.%m.%Y}"
    said = {"progress": "onway", "narrative": "Godt", "figure_on": day, "figure": "12"}

    client.post(reverse("status_update_create", args=[own.pk]), said | {"figure_out_of": "15"})
    own.refresh_from_db()
    evaluated = {"version": own.version, "outcome": "reached", "comment": "Ja", "goes_on": "Alt"}
    client.post(
        reverse("local_goal_move", args=[own.pk, "evaluated"]),
        evaluated | {"figure": "31", "figure_out_of": "34", "sure": "yes"},
    )
    page = " ".join(client.get(own.get_absolute_url()).content.decode().split())

    newest, oldest = own.figures.all()
    assert (newest.text, newest.decision) == ("31 af 34", own.decisions.get(to_status="evaluated"))
    assert (oldest.text, oldest.status_update) == ("12 af 15", own.status_updates.get())
    assert page.count("<strong>31 af 34 uger</strong>") == 1
    assert page.count("<strong>12 af 15 uger</strong>") == 1
    assert 'class="trend"' in page
    assert "Tegnet i procent" in page  # they are out of something else
    assert 'class="target"' not in page
    assert "Skriv, hvad I har målt" not in page  # it is evaluated: nobody writes in it
    again = client.post(reverse("local_goal_figures", args=[own.pk]), {"figure": "33"})
    assert (again.status_code, own.figures.count()) == (302, 2)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("31 af 34 uger", "31 af 34"),
        ("31 af 34", "31 af 34"),
        ("31 ud af 34 Uger", "31 af 34"),
        ("31/34", "31 af 34"),
        ("31 uger", "31"),
        ("31 af 34 børn", None),
        ("31 af mange", None),
        ("35 af 34 uger", None),
    ],
)
def test_a_number_is_read_as_it_is_said(client, place, goal, typed, kept):
    client.force_login(MembershipFactory(leader=True, institution=place).user)
    own = goal_at(place, goal, measure="Uger det lykkedes", unit="uger", target=30)

    client.post(reverse("local_goal_figures", args=[own.pk]), {"figure": typed})

    assert [row.text for row in own.figures.all()] == ([kept] if kept else [])


@pytest.mark.parametrize(
    ("value", "out_of", "wrong"),
    [("35", "34", "figure_out_of"), ("", "34", "figure"), ("0", "0", "figure_out_of")],
)
def test_no_more_than_there_are(client, place, goal, value, out_of, wrong):
    client.force_login(MembershipFactory(leader=True, institution=place).user)
    own = goal_at(place, goal, unit="uger")

    page = client.post(
        reverse("local_goal_figures", args=[own.pk]), {"figure": value, "figure_out_of": out_of}
    )

    assert wrong in page.context["form"].errors
    assert not own.figures.exists()


@pytest.mark.parametrize(("unit", "few"), [("børn", 4), ("uger", None), ("", 4)])
def test_where_people_are_counted_out_of_few_it_is_about_few(client, place, goal, unit, few):
    client.force_login(MembershipFactory(leader=True, institution=place).user)
    own = goal_at(place, goal, unit=unit)

    client.post(reverse("local_goal_figures", args=[own.pk]), {"figure": "3", "figure_out_of": "4"})

    assert own.figures.get().respondents == few


def test_a_per_cent_is_out_of_nothing(client, place, goal):
    client.force_login(MembershipFactory(leader=True, institution=place).user)

    page = client.get(reverse("local_goal_figures", args=[goal_at(place, goal).pk]))

    assert "figure_out_of" not in page.context["form"].fields


def test_how_many_it_is_about_without_the_number_is_told_and_never_dropped(client, place, goal):
    client.force_login(MembershipFactory(leader=True, institution=place).user)
    own = goal_at(place, goal)
    said = {"progress": "onway", "narrative": "Godt", "figure": "", "figure_of": "12"}

    page = client.post(reverse("status_update_create", args=[own.pk]), said)

    assert "figure" in page.context["form"].errors
    assert not StatusUpdate.objects.exists()
    assert not own.figures.exists()


def test_page_and_indicator_judge_the_same_figure_the_newest_hidden_or_not(cluster, place, goal):
    own = goal_at(place, goal)
    measured(own, 85, measured_on=localdate() - datetime.timedelta(days=9), respondents=20)
    newest = measured(own, 70, measured_on=localdate(), respondents=4)
    board = MembershipFactory(board_member=True, cluster=cluster).user
    leader = MembershipFactory(leader=True, institution=place).user
    indicator = indicator_of(goal)

    told = {user: OwnFigures.of(own, user=user) for user in (board, leader)}

    assert [row.value for row in told[board].rows] == [85]
    assert told[board].is_reached is None
    assert found_of(indicator, cluster, board).goals.hidden == 1
    assert (told[leader].rows[0], told[leader].is_reached) == (newest, False)
    assert found_of(indicator, cluster, leader).result_text == "0 af 1"


def test_nobody_is_asked_for_a_number_that_the_goal_does_not_speak_of(client, place, goal):
    client.force_login(MembershipFactory(leader=True, institution=place).user)
    own = goal_at(place, goal, measure="", target=None)

    page = client.get(reverse("status_update_create", args=[own.pk])).content.decode()
    away = client.get(reverse("local_goal_figures", args=[own.pk]))

    assert 'name="figure"' not in page
    assert away.status_code == 302


@pytest.mark.parametrize(
    "how", ["Vi spørger børnene.", "", "I tal: vi tæller", "Vi tæller\nMålt i tal: 12\nog mere"]
)
@pytest.mark.parametrize("has_number", [True, False])
def test_the_word_form_says_the_number_and_reads_it_again(place, goal, how, has_number):
    told = {"measure": "Børn (alle) med en ven", "unit": "pct.", "baseline": Decimal("60.5")}
    own = goal_at(place, goal, how=how, **(told if has_number else {"measure": "", "target": None}))
    if not has_number:
        own.unit, own.baseline = "", None
    own.save()
    own.refresh_from_db()

    again = EffectAnswer.of(written(own))

    assert again.how.split() == how.split()
    assert again.measured_on == own.measured_on
    if has_number:
        assert dict(again.measure) == told | {"target": Decimal(80)}
    else:
        assert not again.measure


def test_a_rule_that_can_never_be_worked_out_is_refused(goal):
    indicator = indicator_of(goal, aggregation=Aggregation.MEAN)
    wrong = why_never(indicator)
    TargetFactory(indicator=indicator, value=4, institution=InstitutionFactory())

    assert len(wrong) == 1
    assert len(draft_of(indicator).never()) == 2


def test_nought_local_goals_are_no_target(goal):
    indicator = indicator_of(goal, aggregation=Aggregation.COUNT, at_least=0)

    assert len(draft_of(indicator).never()) == 1


@pytest.mark.parametrize(
    ("operator", "value", "is_never"),
    [("gte", 6, True), ("gte", 5, False), ("lte", 0, True), ("lte", 6, False), ("eq", 6, True)],
)
def test_a_number_beyond_its_scale_is_refused(operator, value, is_never):
    scale = Scale(
        pk=1, name="Fem trin", kind=Scale.Kind.NUMERIC, lowest=Decimal(1), highest=Decimal(5)
    )
    version = InstrumentVersion(pk=1, instrument=Instrument(), scale=scale, from_year=2020)
    indicator = IndicatorFactory(source=Source.TOPICS, operator=operator)

    never = why_never(
        indicator, topics=[Topic(version=version)], targets=[Target(value=Decimal(value))]
    )

    assert bool(never) is is_never
