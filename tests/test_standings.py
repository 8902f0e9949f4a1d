"""Kept standings say what working it out anew says, whoever writes, and never once they do not."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from indicators.evaluation import RuleEvidence, attainments, evaluate, in_brief_by_cluster
from indicators.evaluation.results import UnitResult
from indicators.evaluation.rules import Trace
from indicators.models import Indicator, ManualResult, ResultSnapshot, Target
from indicators.snapshots import keeping, truth
from institutions.models import Cluster
from measurements.importing import commit_sheet, undo
from measurements.models import Inspection, Measurement, ScaleStep, Topic
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
    PlacementFactory,
    StrategyFactory,
    TargetFactory,
)
from tests.files import KEEP, WIDE, inspected, sheet

TODAY = datetime.date(2026, 11, 23)
YEARS = (2022, 2023, 2025, 2026)
RELATIONS, TU = "tilsyn-relationer", "tu-trivsel-og-motivation"


def without_history(result: UnitResult) -> UnitResult:
    """What a standing keeps of a unit: not what it was before, nor the row it stood in."""
    return replace(
        result,
        before="",
        before_year=None,
        change=None,
        trace=Trace(),
        parts=tuple(map(without_history, result.parts)),
    )


def fresh(indicators, cluster, user=None):
    evidence = RuleEvidence.load(indicators, clusters=[cluster], user=user, on=TODAY)
    found = {rule.indicator_id: rule for rule in evidence.rules.values()}
    results = {pk: evaluate(rule, evidence.facts[cluster.pk]) for pk, rule in found.items()}
    return {pk: _bare(one) for pk, one in results.items()}


def kept(indicators, cluster, user=None):
    assert truth.are_true()
    found = attainments(indicators, cluster=cluster, user=user, on=TODAY)
    return {pk: _bare(one) for pk, one in found.items()}


def in_brief(indicators, cluster, user=None, year=None):
    """What a table of the whole town says of the cluster, beside one that lags behind or leads."""
    clusters = [cluster, *Cluster.objects.exclude(pk=cluster.pk)]
    found = in_brief_by_cluster(indicators, clusters=clusters, user=user, on=TODAY, year=year)
    return {pk: _status(one) for pk, one in found[cluster.pk].items()}


def in_full(indicators, cluster, user=None, year=None):
    found = attainments(indicators, cluster=cluster, user=user, on=TODAY, year=year)
    return {pk: _status(one) for pk, one in found.items()}


def _status(found):
    return found.year, found.status, found.mark, found.word, found.result_text


def _bare(found):
    return replace(
        found,
        unit_results=tuple(map(without_history, found.unit_results)),
        parts=tuple(map(_bare, found.parts)),
    )


def rows():
    fields = [field.attname for field in ResultSnapshot._meta.fields if field.name != "id"]
    return sorted(map(repr, ResultSnapshot.objects.values_list(*fields)))


def assert_kept_as_fresh(cluster, users=(None,)):
    indicators = list(Indicator.objects.whole())
    for user in users:
        assert kept(indicators, cluster, user) == fresh(indicators, cluster, user)
        for year in (None, 2023, 2026):
            assert in_brief(indicators, cluster, user, year) == in_full(
                indicators, cluster, user, year
            )
    before = rows()
    keeping.rebuild()
    assert rows() == before


def topic(lineage, version):
    return Topic.objects.get(lineage=lineage, version__code=version)


def step(rank, scale="tilsyn-2023"):
    return ScaleStep.objects.get(scale__code=scale, rank=rank)


# --- Whatever is written ------------------------------------------------------------------------

units = st.integers(0, 2)
years = st.sampled_from(YEARS)
writes = st.one_of(
    st.tuples(st.just("rate"), units, years, st.integers(1, 4), st.sampled_from(["new", "old"])),
    st.tuples(
        st.just("score"), units, years, st.integers(0, 100), st.sampled_from([None, 2, 4, 20])
    ),
    st.tuples(st.just("light"), units, years),
    st.tuples(st.just("report"), units, years, st.booleans()),
    st.tuples(st.just("unrated"), st.sampled_from(Indicator.Unrated.values)),
    st.tuples(st.just("target"), units, st.sampled_from([None, 2025, 2026]), st.integers(1, 4)),
    st.tuples(st.just("forget"), units),
    st.tuples(st.just("move"), units),
    st.tuples(st.just("rank"), st.integers(1, 3)),
)


class Town:
    """A cluster with an indicator of each kind, and what may happen in it."""

    def __init__(self):
        load_reference()
        self.cluster = ClusterFactory()
        self.units = [
            InstitutionFactory(cluster=self.cluster, name=name)  # in the order of their names
            for name in ("Egernet", "Lærkereden", "Solsikken")
        ]
        goal = GoalFactory(strategy__cluster=self.cluster)
        rated = IndicatorFactory(
            goal=goal, source="topics", topics=[topic(RELATIONS, "tilsyn-2023")]
        )
        TargetFactory(indicator=rated, step=step(4), value=None)
        asked = IndicatorFactory(
            goal=goal, source="topics", aggregation="mean", topics=[topic(TU, "tu")]
        )
        TargetFactory(indicator=asked, value=5)
        reported = IndicatorFactory(goal=goal)
        TargetFactory(indicator=reported, value=1)
        both = IndicatorFactory(goal=goal, source="composite")
        for lineage, version in ((RELATIONS, "tilsyn-2023"), (TU, "tu")):
            IndicatorFactory(
                goal=goal, source="topics", parent=both, topics=[topic(lineage, version)]
            )
        self.rated, self.reported = rated, reported
        self.readers = (
            None,
            MembershipFactory(board_member=True, cluster=self.cluster).user,
        )

    def rate(self, unit, year, rank, version):
        code = "tilsyn-2023" if version == "new" else "tilsyn-2020"
        rank = rank if version == "new" else min(rank, 3)
        self._measure(topic(RELATIONS, code), unit, year, step=step(rank, code), value=None)

    def score(self, unit, year, tenths, respondents):
        value = Decimal(tenths) / 20
        self._measure(topic(TU, "tu"), unit, year, value=value, respondents=respondents)

    def _measure(self, about, unit, year, **fields):
        Measurement.objects.update_or_create(
            topic=about,
            institution=self.units[unit],
            group="",
            period=str(year),
            defaults={"year": year, **fields},
        )

    def light(self, unit, year):
        Inspection.objects.get_or_create(institution=self.units[unit], year=year, kind="light")

    def report(self, unit, year, is_met):
        ManualResult.objects.update_or_create(
            indicator=self.reported,
            institution=self.units[unit],
            year=year,
            defaults={"is_met": is_met},
        )

    def unrated(self, how):
        self.rated.unrated = how
        self.rated.save()

    def target(self, unit, year, rank):
        Target.objects.update_or_create(
            indicator=self.rated,
            year=year,
            institution=self.units[unit] if rank % 2 else None,
            defaults={"step": step(rank), "value": None},
        )

    def forget(self, unit):
        Measurement.objects.filter(institution=self.units[unit]).delete()

    def move(self, unit):
        placed = self.units[unit].placements.first()
        placed.to_on = datetime.date(2024, 12, 31)
        placed.save()

    def rank(self, rank):
        first = step(rank)
        first.short_label = f"{first.short_label}."
        first.save()


@pytest.mark.thorough
class WhateverIsWritten(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(writes, max_size=12))
    def test_what_is_kept_is_what_is_worked_out_anew(self, written):
        town = Town()

        for name, *arguments in written:
            getattr(town, name)(*arguments)

        assert_kept_as_fresh(town.cluster, town.readers)


# --- Door by door -------------------------------------------------------------------------------


@pytest.fixture
def town(db):
    return Town()


def test_an_import_keeps_the_standings_and_undoing_it_too(town):
    town.rate(0, 2025, 3, "new")
    nothing = rows()
    for unit, number in zip(town.units, ("8001", "8002", "8003"), strict=True):
        unit.identifiers.create(kind="local", value=number)
    rated, light = inspected("8001", *[KEEP] * 6), inspected("8002", kind="Light-tilsyn")

    plan, batch = commit_sheet(sheet(WIDE, rated, light))
    assert not plan.errors
    assert_kept_as_fresh(town.cluster)
    assert ResultSnapshot.objects.filter(year=2026, indicator=town.rated).count() == 2
    undo(batch)

    assert_kept_as_fresh(town.cluster)
    assert rows() == nothing


@pytest.mark.django_db
def test_boards_have_a_row_of_their_own_only_where_they_see_something_else(town):
    town.score(0, 2026, 80, 4)
    town.score(1, 2026, 80, 40)

    few = ResultSnapshot.objects.filter(institution=town.units[0], state="suppressed")
    assert set(few.values_list("audience", flat=True)) == {"boards"}
    assert not ResultSnapshot.objects.filter(institution=town.units[1], audience="boards").exists()
    assert_kept_as_fresh(town.cluster, town.readers)


def test_writing_past_every_door_makes_pages_slower_and_never_wrong(town):
    town.rate(0, 2026, 4, "new")
    assert truth.are_true()

    Measurement.objects.update(step=step(1))

    assert not truth.are_true()
    found = attainments([town.rated], cluster=town.cluster, on=TODAY)[town.rated.pk]
    assert found.unit_results[0].rank == 1
    assert ResultSnapshot.objects.get(indicator=town.rated).rank == 4

    call_command("rebuild_standings", if_needed=True, verbosity=0)

    assert_kept_as_fresh(town.cluster)
    assert ResultSnapshot.objects.get(indicator=town.rated).rank == 1


def test_a_standing_that_held_no_longer_is_not_made_to_hold_by_the_next_write(town):
    Measurement.objects.bulk_create(
        [
            Measurement(
                topic=topic(RELATIONS, "tilsyn-2023"),
                institution=town.units[0],
                period="2026",
                year=2026,
                step=step(2),
            )
        ]
    )

    town.rate(1, 2026, 4, "new")

    assert not truth.are_true()


def test_other_limits_of_small_numbers_are_other_standings(town, settings):
    assert truth.are_true()

    settings.SMALL_N_BOARD = 10

    assert not truth.are_true()


def test_who_comes_into_a_cluster_is_counted_there(town):
    unit = InstitutionFactory()
    MeasurementFactory(
        topic=topic(RELATIONS, "tilsyn-2023"), institution=unit, year=2026, step=step(3)
    )
    assert not ResultSnapshot.objects.filter(institution=unit).exists()

    PlacementFactory(institution=unit, cluster=town.cluster)

    assert ResultSnapshot.objects.filter(institution=unit, indicator=town.rated).exists()
    assert_kept_as_fresh(town.cluster)


@pytest.mark.django_db
@pytest.mark.parametrize("aggregation", ["all", "mean"])
def test_in_brief_a_cluster_that_lags_behind_the_town_is_told_by_its_own_newest_years(aggregation):
    load_reference()
    clusters = ClusterFactory.create_batch(3)
    goal = GoalFactory(strategy__cluster=None)
    asked = IndicatorFactory(
        goal=goal, source="topics", aggregation=aggregation, topics=[topic(TU, "tu")]
    )
    TargetFactory(indicator=asked, value=5)
    for cluster, last in zip(clusters, (2026, 2024, 2022), strict=True):
        for year in range(last - 2, last + 1):
            MeasurementFactory(
                topic=topic(TU, "tu"),
                institution=InstitutionFactory(cluster=cluster),
                period=str(year),
                year=year,
                value=year - 2020,
            )

    found = in_brief_by_cluster([asked], clusters=clusters, on=TODAY)

    assert truth.are_true()
    assert [found[cluster.pk][asked.pk].year for cluster in clusters] == [2026, 2024, 2022]
    for cluster in clusters:
        alone = attainments([asked], cluster=cluster, on=TODAY)[asked.pk]
        assert _status(found[cluster.pk][asked.pk]) == _status(alone)


@pytest.mark.django_db
def test_an_indicator_of_the_municipality_stands_at_every_institution():
    load_reference()
    indicator = IndicatorFactory(
        goal__strategy=StrategyFactory(),
        source="topics",
        topics=[topic(RELATIONS, "tilsyn-2023")],
    )
    unit = InstitutionFactory()
    InspectionFactory(institution=unit, year=2026, light=True)
    ManualResultFactory(indicator=IndicatorFactory(), institution=None, is_met=True)

    standing = ResultSnapshot.objects.get()

    assert (standing.indicator, standing.institution) == (indicator, unit)
    assert (standing.state, standing.is_light, standing.has_reading) == ("not_rated", True, False)


def test_a_value_typed_in_costs_few_queries(town):
    town.rate(0, 2026, 4, "new")

    with CaptureQueriesContext(connection) as queries:
        town.rate(0, 2026, 3, "new")

    assert len(queries) < 35
