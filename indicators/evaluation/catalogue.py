"""Every indicator as a rule, read from the database in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from django.db.models import Q

from indicators.evaluation.rules import Rule, ScaleFacts, StepFacts, TargetFacts, TopicFacts
from indicators.models import Indicator, Target
from institutions import dependencies
from institutions.versions import Versions
from measurements.models import Scale, ScaleStep, Topic
from strategy.models import Strategy

#: The groups of tables that it is read from.
MADE_OF = ("rules", "strategy_goal", "strategy_strategy")


@dataclass(frozen=True, slots=True)
class RuleCatalogue:
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
    def of(cls, known: Versions) -> "RuleCatalogue":
        """The catalogue of these versions of the data: from memory when it is in use already."""
        if not known.keys() >= set(MADE_OF):
            return cls.load()
        dependencies.note(MADE_OF)
        key = tuple(known[name] for name in MADE_OF)
        if key not in _in_use:
            catalogue = cls.load()
            _in_use.clear()
            _in_use[key] = catalogue
        return _in_use[key]

    def concerns(self, rule: Rule, cluster: int) -> bool:
        """Whether a rule is of the cluster's own strategy, or the municipality's."""
        return self.cluster_of[rule.indicator_id] in (None, cluster)


#: What a rule is told by before it has a number of its own.
UNSAVED = 0
#: The catalogue in use, by the versions of the data that it was read from.
_in_use: dict[tuple[int, ...], RuleCatalogue] = {}


def forget_catalogue() -> None:
    """Read it anew next time."""
    _in_use.clear()


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
    steps, topics = load_topics({topic for found in links.values() for topic in found})
    targets: dict[int, list[TargetFacts]] = defaultdict(list)
    for target in Target.objects.order_by("pk"):
        step = steps.get(target.step_id) if target.step_id else None
        targets[target.indicator_id].append(
            TargetFacts(target.value, step, target.year, target.institution_id, target.of_each)
        )

    def rule(indicator: Indicator) -> Rule:
        return rule_of(
            indicator,
            targets=targets[indicator.pk],
            topics=[topics[pk] for pk in links[indicator.pk]],
            parts=[rule(part) for part in parts if part.parent_id == indicator.pk],
        )

    return {indicator.pk: rule(indicator) for indicator in indicators}, topics, steps


def rule_of(
    indicator: Indicator,
    *,
    targets: Iterable[TargetFacts],
    topics: Iterable[TopicFacts],
    parts: Iterable[Rule],
) -> Rule:
    """An indicator, saved or not, as the evaluation takes it."""
    return Rule(
        indicator_id=indicator.pk or UNSAVED,
        code=indicator.code,
        source=indicator.source,
        aggregation=indicator.aggregation,
        operator=indicator.operator,
        unrated=indicator.unrated,
        year=indicator.year,
        required_units=indicator.required_units,
        required_parts=indicator.required_parts,
        under_goal=_under_goal(indicator),
        short_text=indicator.short_text,
        source_note=indicator.source_note,
        targets=tuple(targets),
        topics=tuple(sorted(topics, key=lambda topic: (topic.from_year, topic.pk))),
        parts=tuple(parts),
    )


def load_topics(pks: set[int]) -> tuple[dict[int, StepFacts], dict[int, TopicFacts]]:
    """Steps of every scale, and topics, by id: those named, and their kin in other versions."""
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
            kind=scale.kind,
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
            instrument_kind=row.version.instrument.kind,
            instrument_name=row.version.instrument.name,
            instrument_short_name=row.version.instrument.short_name,
            is_of_daycare=row.version.instrument.is_of_daycare,
            scale=scales[scale_of[row.pk]],
        )
        for row in rows
    }
    return steps, topics


def _under_goal(indicator: Indicator) -> int | None:
    """Local goals are written to the common goals: an indicator of one is of those under it."""
    if indicator.source != Indicator.Source.LOCAL_GOALS:
        return None
    strategy = indicator.goal.strategy
    return indicator.goal_id if strategy.kind == Strategy.Kind.COMMON_GOALS else None
