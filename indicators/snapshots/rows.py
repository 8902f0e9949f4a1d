"""The rows of what is kept of an indicator: each unit judged, year by year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q

from indicators.evaluation.catalogue import RuleCatalogue
from indicators.evaluation.results import UnitResult, UnitState
from indicators.evaluation.rows import load_inspections, load_readings, load_reports
from indicators.evaluation.rules import (
    InspectionFacts,
    Report,
    Rule,
    Source,
    TopicFacts,
    Unit,
    UnitReading,
    Unrated,
)
from indicators.evaluation.trends import shown_reading
from indicators.evaluation.units import judge_measured, judge_parts, judge_reported
from indicators.models import ResultSnapshot
from institutions.models import Institution, Placement

#: How many institutions are worked out at a time, so that memory does not grow with the town.
AT_A_TIME = 100


class _Evidence(NamedTuple):
    """What one institution's snapshots are worked out from. readings: by lineage and year."""

    unit: Unit
    readings: Mapping[str, Mapping[int, Sequence[UnitReading]]]
    inspections: Sequence[InspectionFacts]
    reports: Mapping[int, Sequence[Report]]


def worked_out(
    catalogue: RuleCatalogue, only: set[int], places: Sequence[int]
) -> Iterator[tuple[Any, ...]]:
    """The rows that would be kept of these indicators and institutions, without keeping them."""
    for found in in_parts(catalogue, only, places, None):
        yield from found


def in_parts(
    catalogue: RuleCatalogue, only: set[int] | None, places: Sequence[int] | None, since: int | None
) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of snapshots, some institutions at a time."""
    rules = [rule for pk, rule in catalogue.rules.items() if only is None or pk in only]
    rules = [rule for rule in rules if is_kept(rule)]
    if not rules:
        return
    members = _members(catalogue, rules)
    names = Institution.objects.order_by("pk").values_list("pk", "name", "slug")
    if places is not None:
        names = names.filter(pk__in=places)
    rows_of = iter(list(names))
    while chunk := [Unit(*row) for row in islice(rows_of, AT_A_TIME)]:
        yield list(_snapshots(catalogue, rules, members, chunk, since))


def is_kept(rule: Rule) -> bool:
    """Whether a rule's snapshots are rows: methods and local goals are counted when read."""
    if rule.counts_things:
        return False
    return all(is_kept(part) for part in rule.parts)


def _members(catalogue: RuleCatalogue, rules: Sequence[Rule]) -> dict[int, set[int]]:
    """Of clusters with indicators of their own: who has ever been in them."""
    clusters = {catalogue.cluster_of[rule.indicator_id] for rule in rules} - {None}
    members: dict[int, set[int]] = defaultdict(set)
    placed = Placement.objects.order_by().filter(cluster__in=clusters)
    for cluster, institution in placed.values_list("cluster", "institution"):
        members[cluster].add(institution)
    return members


def _kin(catalogue: RuleCatalogue, rules: Sequence[Rule]) -> dict[int, TopicFacts]:
    """The topics of the rules, and those that ask for the same in other versions."""
    lineages = {topic.lineage for rule in rules for topic in rule.topics}
    return {pk: topic for pk, topic in catalogue.topics.items() if topic.lineage in lineages}


def _snapshots(
    catalogue: RuleCatalogue,
    rules: Sequence[Rule],
    members: Mapping[int, set[int]],
    units: Sequence[Unit],
    since: int | None,
) -> Iterator[tuple[Any, ...]]:
    carries = any(rule.unrated == Unrated.CARRY_FORWARD for rule in rules)
    first = None if carries else since
    ids = [unit.institution_id for unit in units]
    kin = _kin(catalogue, rules)
    readings = load_readings(ids, topics=kin, steps=catalogue.steps, since=first) if kin else {}
    inspects = any(topic.is_inspected for topic in kin.values())
    inspections = load_inspections(ids, since=since) if inspects else {}
    manual = [rule.indicator_id for rule in rules if rule.source == Source.MANUAL]
    reports = _reports(manual, ids, since)
    for unit in units:
        evidence = _Evidence(
            unit,
            _by_lineage(readings.get(unit.institution_id, ())),
            inspections.get(unit.institution_id, ()),
            reports.get(unit.institution_id, {}),
        )
        for rule in rules:
            cluster = catalogue.cluster_of[rule.indicator_id]
            if cluster is None or unit.institution_id in members[cluster]:
                yield from _rows_of_years(rule, evidence, since)


def _rows_of_years(rule: Rule, evidence: _Evidence, since: int | None) -> Iterator[tuple[Any, ...]]:
    for year in _years(rule, evidence):
        if since is None or year >= since:
            yield from _rows(rule, evidence, year)


def _by_lineage(readings: Iterable[UnitReading]) -> dict[str, dict[int, list[UnitReading]]]:
    found: dict[str, dict[int, list[UnitReading]]] = defaultdict(lambda: defaultdict(list))
    for reading in readings:
        found[reading.topic.lineage][reading.year].append(reading)
    return found


def _reports(
    indicators: Sequence[int], institutions: Sequence[int], since: int | None
) -> dict[int, dict[int, list[Report]]]:
    """Reports of units: institution → indicator → reports."""
    found: dict[int, dict[int, list[Report]]] = defaultdict(lambda: defaultdict(list))
    if indicators:
        about = Q(institution__in=institutions)
        if since is not None:
            about &= Q(year__gte=since)
        for indicator, reports in load_reports(indicators, about).items():
            for report, _cluster in reports:
                if report.institution_id is not None:
                    found[report.institution_id][indicator].append(report)
    return found


def _years(rule: Rule, evidence: _Evidence) -> set[int]:
    """The years in which there is anything to keep of a rule at a unit."""
    if rule.source == Source.COMPOSITE:
        return set().union(*(_years(part, evidence) for part in rule.parts))
    if rule.source == Source.MANUAL:
        return {report.year for report in evidence.reports.get(rule.indicator_id, ())}
    years = {year for topic in rule.topics for year in evidence.readings.get(topic.lineage, ())}
    if any(topic.is_inspected for topic in rule.topics):
        years |= {seen.year for seen in evidence.inspections if seen.is_light}
    return years


def _rows(rule: Rule, evidence: _Evidence, year: int) -> Iterator[tuple[Any, ...]]:
    """The row for everybody, and one for boards where it says something else."""
    everybody = _row(rule, evidence, year, settings.SMALL_N_ANY)
    few = max(settings.SMALL_N_BOARD, settings.SMALL_N_ANY)
    boards = _row(rule, evidence, year, few)
    head = (rule.indicator_id, evidence.unit.institution_id, year)
    yield *head, ResultSnapshot.Audience.EVERYBODY.value, *everybody
    if boards != everybody:
        yield *head, ResultSnapshot.Audience.BOARDS.value, *boards


def _row(rule: Rule, evidence: _Evidence, year: int, threshold: int) -> tuple[Any, ...]:
    result = judge(rule, evidence, year, threshold)
    readings = _readings(rule, evidence, year) if rule.source == Source.TOPICS else []
    shown = shown_reading(readings, year=year, threshold=threshold)
    return (
        result.state.value,
        _text(result.value),
        result.rank,
        result.label[:200] if result.rank is not None or result.is_other_scale else "",
        result.topic,
        result.measured_on and result.measured_on.isoformat(),
        result.carried_from,
        bool(result.inspection),
        result.is_other_scale,
        bool(readings),
        shown and shown.topic.pk,
        shown.step.rank if shown and shown.step else None,
        _text(shown.value) if shown else None,
    )


def judge(rule: Rule, evidence: _Evidence, year: int, threshold: int) -> UnitResult:
    """The unit in the year, held against the target of that year."""
    unit = evidence.unit
    if rule.source == Source.COMPOSITE:
        parts = [judge(part, evidence, year, threshold) for part in rule.parts]
        return judge_parts(unit, year=year, parts=parts, required=rule.required_parts)
    if rule.source == Source.MANUAL:
        reports = evidence.reports.get(rule.indicator_id, ())
        return judge_reported(rule, unit, year=year, reports=reports)
    if rule.source != Source.TOPICS:
        return UnitResult(unit, UnitState.MISSING, year=year)
    carries = rule.unrated == Unrated.CARRY_FORWARD
    is_inspected = any(topic.is_inspected for topic in rule.topics)
    return judge_measured(
        rule,
        unit,
        year=year,
        readings=_readings(rule, evidence, None if carries else year),
        inspections=evidence.inspections if is_inspected else (),
        threshold=threshold,
    )


def _readings(rule: Rule, evidence: _Evidence, year: int | None) -> list[UnitReading]:
    """Readings of the rule's topics and their kin, of one year or of all."""
    found = []
    for lineage in dict.fromkeys(topic.lineage for topic in rule.topics):
        by_year = evidence.readings.get(lineage, {})
        years = by_year if year is None else [year] if year in by_year else []
        found += [reading for each in years for reading in by_year[each]]
    return found


def _text(value: object) -> str | None:
    return None if value is None else str(value)
