"""The facts that rules are evaluated with, read in a few questions."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from indicators.evaluation.catalogue import RuleCatalogue
from indicators.evaluation.facts import Facts, SnapshotFact, UnitPeriod
from indicators.evaluation.newest import NewestYears
from indicators.evaluation.rows import (
    load_local_goals,
    load_reports,
    load_uses,
    local_goals_of,
    methods_of,
)
from indicators.evaluation.rules import Rule, Source, TopicFacts
from indicators.evaluation.sources import measured, reports_here, stored
from indicators.snapshots import reading as snapshots


def is_steady(rule: Rule) -> bool:
    """Whether what is kept of a year answers for it: the target is the same in every year."""
    return rule.source == Source.TOPICS and all(target.year is None for target in rule.targets)


def load_facts(
    placed: Mapping[int, list[UnitPeriod]],
    rules: Sequence[Rule],
    *,
    catalogue: RuleCatalogue,
    kept: Sequence[Rule],
    since: int,
    on: datetime.date,
    threshold: int,
    newest: NewestYears | None,
) -> dict[int, Facts]:
    clusters = list(placed)
    institutions = {each.unit.institution_id for units in placed.values() for each in units}
    sources = {rule.source for rule in rules}
    topics = _kin([rule for rule in rules if rule not in kept], catalogue)
    readings, inspections = measured(topics, institutions, catalogue=catalogue, since=since)
    brief = newest.skippable(kept) if newest else []
    known = stored(
        kept,
        brief,
        newest,
        institutions,
        catalogue=catalogue,
        since=since,
        on=on,
        threshold=threshold,
    )
    manual = [rule.indicator_id for rule in rules if rule.source == Source.MANUAL]
    reports = load_reports(manual) if manual else {}
    uses = load_uses(institutions, clusters) if Source.METHODS in sources else ()
    own = _own_figures(institutions, sources)
    facts = {}
    for cluster in clusters:
        ids = {each.unit.institution_id for each in placed[cluster]}
        facts[cluster] = Facts(
            on=on,
            placed=placed[cluster],
            readings=readings,
            inspections=inspections,
            reports=reports_here(reports, cluster=cluster, institutions=ids),
            methods=methods_of(cluster, ids, uses),
            local_goals=local_goals_of(own, ids, on=on, threshold=threshold),
            threshold=threshold,
            kept=known,
        )
    if newest and brief:
        _catch_up(
            facts, known, brief, newest, catalogue=catalogue, since=since, threshold=threshold
        )
    return facts


def _own_figures(institutions: set[int], sources: set[str]) -> tuple[Any, ...]:
    """Of local goals, where they count."""
    return load_local_goals(institutions) if Source.LOCAL_GOALS in sources else ((), ())


def _catch_up(
    facts: Mapping[int, Facts],
    known: dict[int, dict[int, dict[int, SnapshotFact]]],
    rules: Sequence[Rule],
    newest: NewestYears,
    *,
    catalogue: RuleCatalogue,
    since: int,
    threshold: int,
) -> None:
    """Read every year where a cluster's newest are older than those of the town."""
    behind: dict[int, list[int]] = defaultdict(list)
    for cluster, one in facts.items():
        for rule in rules:
            if catalogue.concerns(rule, cluster) and len(one.years_of(rule)) < newest.count(rule):
                behind[rule.indicator_id].append(cluster)
    if not behind:
        return
    found = snapshots.load(
        behind,
        topics=catalogue.topics,
        since=since,
        threshold=threshold,
        clusters=behind,
    )
    for indicator, of_units in found.items():
        known[indicator].update(of_units)


def _kin(rules: Iterable[Rule], catalogue: RuleCatalogue) -> dict[int, TopicFacts]:
    """The topics of rules, and those that ask for the same in other versions."""
    lineages = {topic.lineage for rule in rules for topic in rule.topics}
    return {pk: topic for pk, topic in catalogue.topics.items() if topic.lineage in lineages}
