"""Rules and facts from the database, for any number of indicators and clusters in a fixed number of
queries.
"""

import datetime
from collections.abc import Collection, Iterable, Mapping

from django.utils import timezone

from indicators.evaluation.attainments import Attainment, InBrief
from indicators.evaluation.catalogue import MADE_OF, RuleCatalogue
from indicators.evaluation.evaluating import evaluate, evaluate_in_brief
from indicators.evaluation.facts import Facts
from indicators.evaluation.facts_loading import is_steady, load_facts
from indicators.evaluation.newest import NewestYears
from indicators.evaluation.rows import (
    load_placed,
)
from indicators.evaluation.rules import Rule, StepFacts, TopicFacts
from indicators.evaluation.trends import TREND_YEARS
from indicators.models import Indicator
from indicators.snapshots import truth
from institutions.models import Cluster
from institutions.remembering import follows, situation, versions_now
from measurements.suppression import Audience, threshold_for

#: How far back facts are read before the first year asked for: a trend, and a rating to carry
#: forward.
YEARS_BACK = TREND_YEARS


def attainments(
    indicators: Iterable[Indicator],
    *,
    cluster: Cluster,
    user: Audience = None,
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
    user: Audience = None,
    year: int | None = None,
    on: datetime.date | None = None,
    with_trend: bool = True,
    within: Collection[int] | None = None,
) -> dict[int, dict[int, Attainment]]:
    """The same for many clusters at once: cluster id → indicator id → attainment.

    within: only these institutions count; None all of the clusters.
    """
    evidence = RuleEvidence.load(
        indicators, clusters=clusters, user=user, year=year, on=on, in_full=False, within=within
    )
    return {
        cluster: {
            rule.indicator_id: _evaluated(rule, facts, year=year, with_trend=with_trend)
            for rule in evidence.rules.values()
        }
        for cluster, facts in evidence.facts.items()
    }


def _evaluated(rule: Rule, facts: Facts, *, year: int | None, with_trend: bool) -> Attainment:
    """The attainment, worked out once for the same facts under the same rules: of all figures that
    are written, most are held against other rules than one.
    """

    def work_out() -> Attainment:
        return evaluate(rule, facts, year=year, with_trend=with_trend)

    if situation.get() is None:
        return work_out()
    known, told = versions_now(), facts.told(rule)
    if told is None or not known.keys() >= set(MADE_OF):
        return work_out()
    rules = tuple(known[name] for name in MADE_OF)
    return follows(work_out, "attainment", rules, rule.indicator_id, year, with_trend, told)


def in_brief_by_cluster(
    indicators: Iterable[Indicator],
    *,
    clusters: Iterable[Cluster],
    user: Audience = None,
    year: int | None = None,
    on: datetime.date | None = None,
    within: Collection[int] | None = None,
) -> dict[int, dict[int, InBrief]]:
    """Cluster id → indicator id → status and result, of the indicators that concern the cluster:
    its own and the municipality's.

    Only the years that these follow from are read, so that a whole town can be told at once.
    """
    evidence = RuleEvidence.load(
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


class RuleEvidence:
    """The rules of some indicators and the facts of some clusters: indicator id → rule, cluster id
    → facts.
    """

    def __init__(
        self,
        rules: Mapping[int, Rule],
        facts: Mapping[int, Facts],
        catalogue: RuleCatalogue,
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
        user: Audience = None,
        year: int | None = None,
        on: datetime.date | None = None,
        in_full: bool = True,
        newest: bool = False,
        within: Collection[int] | None = None,
    ) -> "RuleEvidence":
        """Read all that is needed, in a fixed number of queries.

        in_full: with what each unit was before and the row it stood in. Without, what is kept of
        the units (their snapshots) takes the place of their readings, as far as it holds. newest:
        of what is kept only the years that a status follows from.
        """
        on = on or timezone.localdate()
        known = versions_now()
        catalogue = RuleCatalogue.of(known)
        rules = {each.pk: catalogue.rules[each.pk] for each in indicators}
        every_rule = [each for rule in rules.values() for each in (rule, *rule.parts)]
        asked = [year or rule.year or on.year for rule in rules.values()]
        since = min([*asked, on.year], default=on.year) - YEARS_BACK
        kept = [] if in_full or not truth.are_true(known) else list(filter(is_steady, every_rule))
        facts = load_facts(
            load_placed([cluster.pk for cluster in clusters], within),
            every_rule,
            catalogue=catalogue,
            kept=kept,
            since=since,
            on=on,
            threshold=threshold_for(user),
            newest=NewestYears.of_rules(rules.values(), year) if newest else None,
        )
        return cls(rules, facts, catalogue)

    @classmethod
    def of_rule(
        cls,
        rule: Rule,
        *,
        topics: Mapping[int, TopicFacts],
        steps: Mapping[int, StepFacts],
        cluster: Cluster,
        user: Audience = None,
        on: datetime.date,
    ) -> "RuleEvidence":
        """Of a rule that may not be saved, as it is told: every reading, nothing that is kept."""
        catalogue = RuleCatalogue({rule.indicator_id: rule}, topics, steps, {})
        facts = load_facts(
            load_placed([cluster.pk], None),
            [rule, *rule.parts],
            catalogue=catalogue,
            kept=[],
            since=min(rule.year or on.year, on.year) - YEARS_BACK,
            on=on,
            threshold=threshold_for(user),
            newest=None,
        )
        return cls({rule.indicator_id: rule}, facts, catalogue)

    def kin(self, rule: Rule) -> list[TopicFacts]:
        """The rule's topics and those that ask for the same in other versions."""
        lineages = {topic.lineage for topic in rule.topics}
        return [topic for topic in self.topics.values() if topic.lineage in lineages]
