"""Rules and facts from the database, for any number of indicators and clusters in a fixed number of
queries.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.db.models import Q
from django.utils import timezone

from config.collation import danish
from institutions.models import Cluster, Placement
from institutions.versions import versions
from measurements.attainment.evaluating import (
    INSPECTED,
    TREND_YEARS,
    evaluate,
    evaluate_in_brief,
    looks_back,
)
from measurements.attainment.facts import Facts, Kept, Placed
from measurements.attainment.results import Attainment, InBrief
from measurements.attainment.rules import (
    InspectionFacts,
    MethodFacts,
    Reading,
    Report,
    Rule,
    ScaleFacts,
    Source,
    StepFacts,
    TargetFacts,
    TopicFacts,
    Trace,
    Unit,
)
from measurements.models import (
    Indicator,
    Inspection,
    ManualResult,
    Measurement,
    Scale,
    ScaleStep,
    Target,
    Topic,
)
from measurements.standings import reading as standings
from measurements.standings import truth
from measurements.suppression import threshold_for
from strategy.models import MethodUse

#: How far back facts are read before the first year asked for: a trend, and a rating to carry
#: forward.
YEARS_BACK = TREND_YEARS


def attainments(
    indicators: Iterable[Indicator],
    *,
    cluster: Cluster,
    user=None,
    year: int | None = None,
    on: datetime.date | None = None,
) -> dict[int, Attainment]:
    """Indicators of one cluster evaluated: indicator id → attainment.

    user: whose eyes decide what is hidden; None is somebody with the widest view, for whom only
    what nobody may see is hidden. year: None is the indicator's own, or the newest with data. on:
    today unless told.
    """
    found = attainments_by_cluster(indicators, clusters=[cluster], user=user, year=year, on=on)
    return found[cluster.pk]


def attainments_by_cluster(
    indicators: Iterable[Indicator],
    *,
    clusters: Iterable[Cluster],
    user=None,
    year: int | None = None,
    on: datetime.date | None = None,
    with_trend: bool = True,
    within: Collection[int] | None = None,
) -> dict[int, dict[int, Attainment]]:
    """The same for many clusters at once: cluster id → indicator id → attainment.

    within: only these institutions count; None all of the clusters.
    """
    evidence = Evidence.load(
        indicators, clusters=clusters, user=user, year=year, on=on, in_full=False, within=within
    )
    return {
        cluster: {
            rule.indicator_id: evaluate(rule, facts, year=year, with_trend=with_trend)
            for rule in evidence.rules.values()
        }
        for cluster, facts in evidence.facts.items()
    }


def in_brief_by_cluster(
    indicators: Iterable[Indicator],
    *,
    clusters: Iterable[Cluster],
    user=None,
    year: int | None = None,
    on: datetime.date | None = None,
    within: Collection[int] | None = None,
) -> dict[int, dict[int, InBrief]]:
    """Cluster id → indicator id → status and result, of the indicators that concern the cluster:
    its own and the municipality's.

    Only the years that these follow from are read, so that a whole town can be told at once.
    """
    evidence = Evidence.load(
        indicators,
        clusters=clusters,
        user=user,
        year=year,
        on=on,
        in_full=False,
        newest=True,
        within=within,
    )
    return {
        cluster: {
            rule.indicator_id: evaluate_in_brief(rule, facts, year=year)
            for rule in evidence.rules.values()
            if evidence.concerns(rule, cluster)
        }
        for cluster, facts in evidence.facts.items()
    }


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every indicator as a rule, with the topics and steps that rules speak of.

    rules: composites and their parts alike, by indicator. cluster_of: the cluster whose strategy an
    indicator belongs to, None where it is the municipality's.
    """

    rules: Mapping[int, Rule]
    topics: Mapping[int, TopicFacts]
    steps: Mapping[int, StepFacts]
    cluster_of: Mapping[int, int | None]

    @classmethod
    def load(cls) -> Self:
        """In seven queries, however many indicators there are."""
        found = Indicator.objects.select_related("goal__strategy").order_by("number", "pk")
        indicators = list(found)
        rules, topics, steps = _load_rules(indicators)
        owners = {each.pk: each.goal.strategy.cluster_id for each in indicators}
        return cls(rules, topics, steps, owners)

    @classmethod
    def of(cls, known: Mapping[str, str]) -> "Catalogue":
        """The catalogue of these versions of the data: from memory when it is in use already."""
        key = (known.get("rules"), known.get("strategies"))
        if not all(key):
            return cls.load()
        if key not in _in_use:
            catalogue = cls.load()
            _in_use.clear()
            _in_use[key] = catalogue
        return _in_use[key]

    def concerns(self, rule: Rule, cluster: int) -> bool:
        """Whether a rule is of the cluster's own strategy, or the municipality's."""
        return self.cluster_of[rule.indicator_id] in (None, cluster)


#: The catalogue in use, by the versions of the data that it was read from.
_in_use: dict[tuple[str | None, str | None], Catalogue] = {}


def forget_catalogue() -> None:
    """Read it anew next time."""
    _in_use.clear()


class Evidence:
    """The rules of some indicators and the facts of some clusters: indicator id → rule, cluster id
    → facts.
    """

    def __init__(
        self,
        rules: Mapping[int, Rule],
        facts: Mapping[int, Facts],
        catalogue: Catalogue,
    ) -> None:
        self.rules = rules
        self.facts = facts
        self.topics = catalogue.topics
        self.concerns = catalogue.concerns

    @classmethod
    def load(
        cls,
        indicators: Iterable[Indicator],
        *,
        clusters: Iterable[Cluster],
        user=None,
        year: int | None = None,
        on: datetime.date | None = None,
        in_full: bool = True,
        newest: bool = False,
        within: Collection[int] | None = None,
    ) -> "Evidence":
        """Read all that is needed, in a fixed number of queries.

        in_full: with what each unit was before and the row it stood in. Without, what is kept of
        the units (their standings) takes the place of their readings, as far as it holds. newest:
        of what is kept only the years that a status follows from.
        """
        on = on or timezone.localdate()
        known = versions()
        catalogue = Catalogue.of(known)
        rules = {each.pk: catalogue.rules[each.pk] for each in indicators}
        every_rule = [each for rule in rules.values() for each in (rule, *rule.parts)]
        asked = [year or rule.year or on.year for rule in rules.values()]
        since = min([*asked, on.year], default=on.year) - YEARS_BACK
        kept = [] if in_full or not truth.are_true(known) else list(filter(_is_steady, every_rule))
        facts = _load_facts(
            _load_placed([cluster.pk for cluster in clusters], within),
            every_rule,
            catalogue=catalogue,
            kept=kept,
            since=since,
            on=on,
            threshold=threshold_for(user),
            newest=_Newest.of_rules(rules.values(), year) if newest else None,
        )
        return cls(rules, facts, catalogue)

    def kin(self, rule: Rule) -> list[TopicFacts]:
        """The rule's topics and those that ask for the same in other versions."""
        lineages = {topic.lineage for topic in rule.topics}
        return [topic for topic in self.topics.values() if topic.lineage in lineages]


class _Newest(NamedTuple):
    """Only the newest years are wanted. year: the one asked for. parts: indicators of which every
    year is read, since a composite has only the years that all its parts have.
    """

    year: int | None
    parts: frozenset[int]

    @classmethod
    def of_rules(cls, rules: Iterable[Rule], year: int | None) -> Self:
        return cls(year, frozenset(part.indicator_id for rule in rules for part in rule.parts))

    def may_skip(self, rule: Rule) -> bool:
        return rule.indicator_id not in self.parts

    def count(self, rule: Rule) -> int:
        """How many of a cluster's newest years a status follows from, beside the one asked for."""
        if looks_back(rule):
            return 2
        return 0 if self.year or rule.year else 1

    def of(self, rule: Rule, years: Sequence[int]) -> set[int]:
        """Of the years in which the town has anything, sorted, those to read first."""
        count = self.count(rule)
        asked = {self.year or rule.year} - {None}
        return {*asked, *(years[-count:] if count else ())}  # type: ignore[arg-type]


def _is_steady(rule: Rule) -> bool:
    """Whether what is kept of a year answers for it: the target is the same in every year."""
    return rule.source == Source.TOPICS and all(target.year is None for target in rule.targets)


def _load_rules(
    indicators: Sequence[Indicator],
) -> tuple[dict[int, Rule], dict[int, TopicFacts], dict[int, StepFacts]]:
    """Indicators as rules, with the topics (and their kin in other versions) and steps they speak
    of.
    """
    parts = [indicator for indicator in indicators if indicator.parent_id]
    links: dict[int, list[int]] = defaultdict(list)
    through = Indicator.topics.through.objects.order_by()
    for indicator_id, topic_id in through.values_list("indicator", "topic"):
        links[indicator_id].append(topic_id)
    steps, topics = _load_topics({topic for found in links.values() for topic in found})
    targets: dict[int, list[TargetFacts]] = defaultdict(list)
    for target in Target.objects.order_by("pk"):
        step = steps.get(target.step_id) if target.step_id else None
        targets[target.indicator_id].append(
            TargetFacts(target.value, step, target.year, target.institution_id)
        )

    def rule_of(indicator: Indicator) -> Rule:
        own = [topics[pk] for pk in links[indicator.pk]]
        return Rule(
            indicator_id=indicator.pk,
            code=indicator.code,
            source=indicator.source,
            aggregation=indicator.aggregation,
            operator=indicator.operator,
            unrated=indicator.unrated,
            year=indicator.year,
            required_units=indicator.required_units,
            short_text=indicator.short_text,
            source_note=indicator.source_note,
            targets=tuple(targets[indicator.pk]),
            topics=tuple(sorted(own, key=lambda t: (t.from_year, t.pk))),
            parts=tuple(rule_of(part) for part in parts if part.parent_id == indicator.pk),
        )

    return {indicator.pk: rule_of(indicator) for indicator in indicators}, topics, steps


def _load_topics(pks: set[int]) -> tuple[dict[int, StepFacts], dict[int, TopicFacts]]:
    """Steps and topics by id: the topics named, and those of the same lineage in other versions."""
    kin = Q(lineage__in=Topic.objects.filter(pk__in=pks).values("lineage"))
    rows = list(Topic.objects.filter(kin).select_related("version__instrument"))
    scale_of = {row.pk: row.scale_id or row.version.scale_id for row in rows}
    # steps of every scale are few, and targets may speak of a scale no topic here uses
    by_scale: dict[int, list[ScaleStep]] = defaultdict(list)
    for step in ScaleStep.objects.order_by("rank"):
        by_scale[step.scale_id].append(step)
    steps = {
        step.pk: StepFacts(
            step.pk, step.rank, len(found), step.label, step.short_label, step.scale_id
        )
        for found in by_scale.values()
        for step in found
    }
    scales = {
        scale.pk: ScaleFacts(
            pk=scale.pk,
            decimals=scale.decimals,
            steps=tuple(steps[step.pk] for step in by_scale[scale.pk]),
            bands=tuple((band.lower, band.label) for band in scale.bands.all()),
            smallest_difference=scale.smallest_difference,
            lowest=scale.lowest,
            highest=scale.highest,
            is_percent=scale.kind == Scale.Kind.PERCENT,
        )
        for scale in Scale.objects.filter(pk__in=scale_of.values()).prefetch_related("bands")
    }
    topics = {
        row.pk: TopicFacts(
            pk=row.pk,
            lineage=row.lineage,
            name=row.name,
            short_name=row.short_name,
            version_code=row.version.code,
            version_name=row.version.name,
            from_year=row.version.from_year,
            instrument_code=row.version.instrument.code,
            instrument_name=row.version.instrument.name,
            instrument_short_name=row.version.instrument.short_name,
            scale=scales[scale_of[row.pk]],
        )
        for row in rows
    }
    return steps, topics


def _load_facts(
    placed: Mapping[int, list[Placed]],
    rules: Sequence[Rule],
    *,
    catalogue: Catalogue,
    kept: Sequence[Rule],
    since: int,
    on: datetime.date,
    threshold: int,
    newest: _Newest | None,
) -> dict[int, Facts]:
    clusters = list(placed)
    institutions = {each.unit.institution_id for units in placed.values() for each in units}
    sources = {rule.source for rule in rules}
    topics = _kin([rule for rule in rules if rule not in kept], catalogue)
    readings: Mapping[int, list[Reading]] = {}
    inspections: Mapping[int, list[InspectionFacts]] = {}
    known: dict[int, dict[int, dict[int, Kept]]] = {}
    brief = [rule for rule in kept if newest and newest.may_skip(rule)]
    if topics:
        readings = load_readings(institutions, topics=topics, steps=catalogue.steps, since=since)
    if any(topic.instrument_code == INSPECTED for topic in topics.values()):
        inspections = load_inspections(institutions, since=since)
    full = [rule.indicator_id for rule in kept if rule not in brief]
    if full:
        known |= standings.load(
            full,
            institutions=institutions,
            topics=catalogue.topics,
            since=since,
            threshold=threshold,
        )
    if newest and brief:
        years = standings.years([rule.indicator_id for rule in brief], since=since, until=on.year)
        known |= standings.load(
            [rule.indicator_id for rule in brief],
            institutions=institutions,
            topics=catalogue.topics,
            since=since,
            threshold=threshold,
            years={rule.indicator_id: newest.of(rule, years[rule.indicator_id]) for rule in brief},
        )
    manual = [rule.indicator_id for rule in rules if rule.source == Source.MANUAL]
    reports = load_reports(manual) if manual else {}
    uses = _load_uses(institutions, clusters) if Source.METHODS in sources else []
    facts = {}
    for cluster in clusters:
        ids = {each.unit.institution_id for each in placed[cluster]}
        facts[cluster] = Facts(
            on=on,
            placed=placed[cluster],
            readings=readings,
            inspections=inspections,
            reports={
                indicator: [
                    report
                    for report, of_cluster in found
                    if report.institution_id in ids
                    or (report.institution_id is None and of_cluster in (None, cluster))
                ]
                for indicator, found in reports.items()
            },
            methods=_methods_of(cluster, ids, uses),
            threshold=threshold,
            kept=known,
        )
    if newest and brief:
        _catch_up(
            facts, known, brief, newest, catalogue=catalogue, since=since, threshold=threshold
        )
    return facts


def _catch_up(
    facts: Mapping[int, Facts],
    known: dict[int, dict[int, dict[int, Kept]]],
    rules: Sequence[Rule],
    newest: _Newest,
    *,
    catalogue: Catalogue,
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
    found = standings.load(
        behind,
        topics=catalogue.topics,
        since=since,
        threshold=threshold,
        clusters=behind,
    )
    for indicator, of_units in found.items():
        known[indicator].update(of_units)


def _kin(rules: Iterable[Rule], catalogue: Catalogue) -> dict[int, TopicFacts]:
    """The topics of rules, and those that ask for the same in other versions."""
    lineages = {topic.lineage for rule in rules for topic in rule.topics}
    return {pk: topic for pk, topic in catalogue.topics.items() if topic.lineage in lineages}


def _load_placed(
    clusters: Sequence[int], within: Collection[int] | None
) -> dict[int, list[Placed]]:
    """Placements within the time the institution is open, by cluster, in Danish order of name."""
    placed: dict[int, list[Placed]] = {cluster: [] for cluster in clusters}
    rows = (
        Placement.objects.filter(cluster__in=clusters)
        .select_related("institution")
        .order_by(danish("institution__name"), "institution", "from_on")
    )
    for row in rows:
        if within is not None and row.institution_id not in within:
            continue
        place = row.institution
        starts = [day for day in (row.from_on, place.opened_on) if day]
        ends = [day for day in (row.to_on, place.closed_on) if day]
        unit = Unit(place.pk, place.name, place.slug)
        span = Placed(unit, max(starts, default=None), min(ends, default=None))
        placed[row.cluster_id].append(span)
    return placed


def load_readings(
    institutions: Iterable[int],
    *,
    topics: Mapping[int, TopicFacts],
    steps: Mapping[int, StepFacts],
    since: int | None,
) -> dict[int, list[Reading]]:
    """Readings of these topics by institution; since: the first year, None all."""
    found: dict[int, list[Reading]] = defaultdict(list)
    rows = Measurement.objects.order_by().filter(institution__in=institutions, topic__in=topics)
    if since is not None:
        rows = rows.filter(year__gte=since)
    for row in rows.values_list(
        "institution", "topic", "year", "period", "group", "measured_on", "value", "step",
        "respondents", "is_suppressed", "raw", "batch__file_name", "row_number", "batch",
    ):  # fmt: skip
        found[row[0]].append(
            Reading(
                topic=topics[row[1]],
                year=row[2],
                period=row[3],
                group=row[4],
                measured_on=row[5],
                value=row[6],
                step=steps.get(row[7]),
                respondents=row[8],
                is_suppressed=row[9],
                raw=row[10],
                trace=Trace(row[11] or "", row[12], row[13]),
            )
        )
    return found


def load_inspections(
    institutions: Iterable[int], *, since: int | None
) -> dict[int, list[InspectionFacts]]:
    """Inspections by institution; since: the first year, None all."""
    found: dict[int, list[InspectionFacts]] = defaultdict(list)
    rows = Inspection.objects.order_by().filter(institution__in=institutions)
    if since is not None:
        rows = rows.filter(year__gte=since)
    for institution, year, kind, closed, discussed, file, number, batch in rows.values_list(
        "institution", "year", "kind", "closed_on", "discussed_on",
        "batch__file_name", "row_number", "batch",
    ):  # fmt: skip
        found[institution].append(
            InspectionFacts(
                year,
                is_light=kind == Inspection.Kind.LIGHT,
                closed_on=closed or discussed,
                trace=Trace(file or "", number, batch),
            )
        )
    return found


def load_reports(
    indicators: Sequence[int], about: Q | None = None
) -> dict[int, list[tuple[Report, int | None]]]:
    """Reports by indicator, each with the cluster of the strategy it belongs to."""
    found: dict[int, list[tuple[Report, int | None]]] = defaultdict(list)
    rows = ManualResult.objects.order_by("-year").filter(about or Q(), indicator__in=indicators)
    for indicator, cluster, institution, year, is_met, value, narrative, day in rows.values_list(
        "indicator", "indicator__goal__strategy__cluster",
        "institution", "year", "is_met", "value", "narrative", "reported_on",
    ):  # fmt: skip
        report = Report(institution, year, is_met, value, narrative, day)
        found[indicator].append((report, cluster))
    return found


def _load_uses(
    institutions: Iterable[int], clusters: Sequence[int]
) -> list[tuple[int, str, int | None, int, datetime.date | None, datetime.date | None]]:
    """(method, its name, its cluster, institution, from, to) of methods these clusters may use."""
    return list(
        MethodUse.objects.order_by("method__name", "pk")
        .filter(institution__in=institutions)
        .filter(Q(method__cluster=None) | Q(method__cluster__in=clusters))
        .values_list("method", "method__name", "method__cluster", "institution", "from_on", "to_on")
    )


def _methods_of(cluster: int, institutions: set[int], uses) -> list[MethodFacts]:
    names: dict[int, str] = {}
    found: dict[int, list] = defaultdict(list)
    for method, name, owner, institution, from_on, to_on in uses:
        if owner in (None, cluster) and institution in institutions:
            names[method] = name
            found[method].append((institution, from_on, to_on))
    return [MethodFacts(pk, names[pk], tuple(spans)) for pk, spans in found.items()]
