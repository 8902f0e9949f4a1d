"""Indicators evaluated from the database: what is loaded, for whom, and at what cost."""

import datetime
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from indicators.evaluation import attainments, attainments_by_cluster
from indicators.models import Indicator
from indicators.vision import load_indicators
from measurements.models import ScaleStep, Topic
from measurements.reference import load_reference
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InspectionFactory,
    InstitutionFactory,
    ManualResultFactory,
    MeasurementFactory,
    MembershipFactory,
    MethodFactory,
    MethodUseFactory,
    PlacementFactory,
    StrategyFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def reference():
    load_reference()


def vision_of(cluster):
    vision = StrategyFactory(vision=True, cluster=cluster)
    for number in range(1, 5):
        GoalFactory(strategy=vision, number=number)
    load_indicators(vision)
    return vision


def rate(institution, rank, *, year=2026, version="tilsyn-2023"):
    topic = Topic.objects.get(version__code=version, lineage="tilsyn-relationer")
    return MeasurementFactory(
        topic=topic, institution=institution, year=year, step=step(rank, version)
    )


def step(rank, scale="tilsyn-2023"):
    return ScaleStep.objects.get(scale__code=scale, rank=rank)


def score(institution, value, *, lineage="kids-relationer", version="kids-2020", **fields):
    topic = Topic.objects.get(version__code=version, lineage=lineage)
    return MeasurementFactory(topic=topic, institution=institution, value=value, **fields)


def found(code, cluster, **options):
    indicator = Indicator.objects.get(code=code)
    return attainments([indicator], cluster=cluster, **{"on": TODAY, **options})[indicator.pk]


def test_the_tilsyn_of_the_year_changes_what_mp4_says():
    cluster = ClusterFactory()
    vision_of(cluster)
    units = InstitutionFactory.create_batch(7, cluster=cluster)
    for unit in units:
        rate(unit, 3, version="tilsyn-2020", year=2022)

    before = found("MP4", cluster)
    for unit, rank in zip(units, [4, 3, None, 4, 4, 2, 4], strict=True):
        rate(unit, rank) if rank else InspectionFactory(institution=unit, light=True)
    after = found("MP4", cluster)

    assert (before.status, before.units, before.counted, before.missing) == ("unknown", 7, 0, 7)
    assert (after.status, after.units, after.counted, after.met) == ("not_met", 7, 6, 4)
    assert (after.not_rated, after.missing, after.suppressed) == (1, 0, 0)
    assert [year.year for year in after.trend] == [2022, 2026]
    assert after.trend[1].is_break


def test_all_five_indicators_of_the_vision_can_be_evaluated():
    cluster = ClusterFactory()
    vision_of(cluster)
    unit = InstitutionFactory(cluster=cluster)
    rate(unit, 4)
    score(unit, "3.4", group="Rød")
    score(unit, "4.0", group="Blå")
    MethodUseFactory(institution=unit, method=MethodFactory(cluster=cluster))
    ManualResultFactory(indicator=Indicator.objects.get(code="MP2"), institution=unit, is_met=True)
    ManualResultFactory(indicator=Indicator.objects.get(code="MP3"), value="5.8", year=2025)

    results = attainments(Indicator.objects.whole(), cluster=cluster, on=TODAY)

    assert {r.code: (r.status.value, r.result_text) for r in results.values()} == {
        "MP1": ("not_met", "1"),
        "MP2": ("met", "1 af 1"),
        "MP3": ("manual", "5,8"),
        "MP4": ("met", "1 af 1"),
        "MP5": ("met", "1 af 1"),
    }


def test_a_unit_that_moved_counts_where_it_was_that_year():
    here, there = ClusterFactory(), ClusterFactory()
    vision_of(here)
    unit = InstitutionFactory()
    PlacementFactory(institution=unit, cluster=here, to_on=datetime.date(2025, 12, 31))
    PlacementFactory(institution=unit, cluster=there, from_on=datetime.date(2026, 1, 1))
    rate(unit, 4, year=2025)
    rate(unit, 2, year=2026)

    assert found("MP4", here, year=2025).met == 1
    assert found("MP4", here, year=2026).units == 0
    assert [result.met for result in found("MP4", there).trend] == [0]


def test_a_closed_unit_does_not_count():
    cluster = ClusterFactory()
    vision_of(cluster)
    closed = InstitutionFactory(cluster=cluster, closed_on=datetime.date(2026, 7, 31))
    rate(closed, 1)

    assert found("MP4", cluster).units == 0


def test_boards_do_not_see_figures_from_a_few():
    cluster = ClusterFactory()
    score_of_few = {"lineage": "tu-trivsel-og-motivation", "version": "tu", "respondents": 4}
    indicator = IndicatorFactory(
        goal__strategy__cluster=cluster,
        source="topics",
        aggregation="mean",
        topics=[Topic.objects.get(lineage="tu-trivsel-og-motivation")],
    )
    score(InstitutionFactory(cluster=cluster), 7, **score_of_few)
    score(InstitutionFactory(cluster=cluster), 5, **{**score_of_few, "respondents": 20})
    parent = MembershipFactory(board_member=True, cluster=cluster).user
    leader = MembershipFactory(cluster_leader=True, cluster=cluster).user

    for_parent = attainments([indicator], cluster=cluster, user=parent, on=TODAY)[indicator.pk]
    for_leader = attainments([indicator], cluster=cluster, user=leader, on=TODAY)[indicator.pk]

    assert (for_parent.value, for_parent.suppressed) == (5, 1)
    assert (for_leader.value, for_leader.suppressed) == (6, 0)


def test_another_clusters_reports_and_methods_do_not_count():
    here, there = ClusterFactory(), ClusterFactory()
    strategy = StrategyFactory()
    stranger = InstitutionFactory(cluster=there)
    InstitutionFactory(cluster=here)
    manual = IndicatorFactory(goal__strategy=strategy)
    TargetFactory(indicator=manual, value=1)
    ManualResultFactory(indicator=manual, institution=stranger, is_met=True)
    methods = IndicatorFactory(goal__strategy=strategy, source="methods", aggregation="count")
    MethodUseFactory(institution=stranger, method=MethodFactory(cluster=None))

    results = attainments([manual, methods], cluster=here, on=TODAY)

    assert results[manual.pk].counted == 0
    assert results[methods.pk].value == 0


def fill(cluster, *, institutions):
    for unit in InstitutionFactory.create_batch(institutions, cluster=cluster):
        for year in (2023, 2024, 2025, 2026):
            rate(unit, 4, year=year)
            score(unit, 4, year=year)
        InspectionFactory(institution=unit)
        MethodUseFactory(institution=unit, method=MethodFactory(cluster=cluster))
        ManualResultFactory(
            indicator=Indicator.objects.get(code="MP2"), institution=unit, is_met=True
        )


@pytest.mark.thorough
def test_it_takes_the_same_queries_for_one_unit_and_for_fifty(django_assert_num_queries):
    cluster = ClusterFactory()
    vision_of(cluster)
    for institutions in (1, 49):
        fill(cluster, institutions=institutions)
        indicators = list(Indicator.objects.whole())
        attainments(indicators, cluster=cluster, on=TODAY)  # reads the rules, once

        with django_assert_num_queries(6):  # with what children say at MP2
            results = attainments(indicators, cluster=cluster, on=TODAY)
            assert all(result.units for result in results.values())


def test_it_takes_the_same_queries_for_many_clusters(django_assert_num_queries):
    clusters = ClusterFactory.create_batch(4)
    vision_of(clusters[0])
    fill(clusters[0], institutions=2)
    indicators = list(Indicator.objects.whole())

    attainments_by_cluster(indicators, clusters=clusters, on=TODAY)  # reads the rules, once

    with django_assert_num_queries(6):  # with what children say at MP2
        results = attainments_by_cluster(indicators, clusters=clusters, on=TODAY)

    assert set(results) == {cluster.pk for cluster in clusters}


def test_many_clusters_at_once_say_what_each_says_alone():
    here, there = ClusterFactory(), ClusterFactory()
    vision_of(here)
    rate(InstitutionFactory(cluster=here), 4)
    rate(InstitutionFactory(cluster=there), 2)
    indicators = list(Indicator.objects.whole())

    together = attainments_by_cluster(indicators, clusters=[here, there], on=TODAY)

    for cluster in (here, there):
        assert together[cluster.pk] == attainments(indicators, cluster=cluster, on=TODAY)


def run(*arguments):
    out = StringIO()
    call_command("attainment", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_answers_in_json():
    cluster = ClusterFactory(slug="fyrtaarnet")
    vision_of(cluster)
    for rank in (4, 3):
        rate(InstitutionFactory(cluster=cluster), rank)

    answer = json.loads(run("MP4", "--cluster", "fyrtaarnet", "--year", "2026", "--json"))

    assert {**answer, "explanation": ""} == {
        "indicator": "MP4", "year": 2026, "status": "not_met", "value": 50, "target": 100,
        "units": 2, "counted": 2, "met": 1, "not_rated": 0, "missing": 0, "suppressed": 0,
        "result": "1 af 2", "explanation": "",
    }  # fmt: skip
    assert answer["explanation"].startswith("1 af 2 vurderede enheder har »Vedligeholde")


def test_the_command_finds_the_cluster_of_the_strategy_and_speaks_danish():
    cluster = ClusterFactory(name="Klynge Fyrtårnet")
    vision_of(cluster)
    rate(InstitutionFactory(cluster=cluster), 4)

    assert "MP4 2026, Klynge Fyrtårnet: Nået" in run("mp4")


@pytest.mark.parametrize("arguments", [["MP9"], ["MP4", "--cluster", "ukendt"], ["MP4"]])
def test_the_command_says_what_it_cannot_find(arguments):
    vision_of(ClusterFactory())
    vision_of(ClusterFactory())

    with pytest.raises(CommandError):
        run(*arguments)
