"""What an evaluation goes by, source by source: readings, inspections, reports, what is kept."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from functools import partial

from indicators.evaluation.catalogue import RuleCatalogue
from indicators.evaluation.facts import SnapshotFact
from indicators.evaluation.newest import NewestYears
from indicators.evaluation.rows import load_inspections, load_readings
from indicators.evaluation.rules import InspectionFacts, Report, Rule, TopicFacts, UnitReading
from indicators.snapshots import reading as snapshots


def _newest_years(
    newest: NewestYears, rules: Sequence[Rule], *, since: int, on: datetime.date
) -> dict[int, set[int]]:
    """Indicator → the years that are enough to tell how it stands."""
    ids = [rule.indicator_id for rule in rules]
    years = snapshots.years(ids, since=since, until=on.year)
    return {rule.indicator_id: newest.of(rule, years[rule.indicator_id]) for rule in rules}


def reports_here(
    reports: Mapping[int, list[tuple[Report, int | None]]],
    *,
    cluster: int,
    institutions: Collection[int],
) -> dict[int, list[Report]]:
    """Those of the institutions, and those of the cluster or the municipality as a whole."""
    return {
        indicator: [
            report
            for report, of_cluster in found
            if report.institution_id in institutions
            or (report.institution_id is None and of_cluster in (None, cluster))
        ]
        for indicator, found in reports.items()
    }


def measured(
    topics: Mapping[int, TopicFacts],
    institutions: set[int],
    *,
    catalogue: RuleCatalogue,
    since: int,
) -> tuple[Mapping[int, list[UnitReading]], Mapping[int, list[InspectionFacts]]]:
    """Readings and inspections of the institutions, where these topics ask for any."""
    readings: Mapping[int, list[UnitReading]] = {}
    inspections: Mapping[int, list[InspectionFacts]] = {}
    if topics:
        readings = load_readings(institutions, topics=topics, steps=catalogue.steps, since=since)
    if any(topic.is_inspected for topic in topics.values()):
        inspections = load_inspections(institutions, since=since)
    return readings, inspections


def stored(
    rules: Sequence[Rule],
    brief: Sequence[Rule],
    newest: NewestYears | None,
    institutions: set[int],
    *,
    catalogue: RuleCatalogue,
    since: int,
    on: datetime.date,
    threshold: int,
) -> dict[int, dict[int, dict[int, SnapshotFact]]]:
    """What is kept of the rules: of those in brief only the years that are enough."""
    full = [rule.indicator_id for rule in rules if rule not in brief]
    load = partial(
        snapshots.load,
        institutions=institutions,
        topics=catalogue.topics,
        since=since,
        threshold=threshold,
    )
    known: dict[int, dict[int, dict[int, SnapshotFact]]] = {}
    if full:
        known |= load(full)
    if newest and brief:
        years = _newest_years(newest, brief, since=since, on=on)
        known |= load([rule.indicator_id for rule in brief], years=years)
    return known
