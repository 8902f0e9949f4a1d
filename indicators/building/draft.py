"""A rule as it is written on the page, saved or not: held against what can work, tried, saved."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects

from indicators.evaluation.catalogue import load_topics, rule_of
from indicators.evaluation.rules import Rule, StepFacts, TargetFacts, TopicFacts
from indicators.models import Indicator, Target
from indicators.reckoning import why_never
from measurements.models import Topic


@dataclass(slots=True)
class DraftRule:
    """An indicator with what else its page writes. parts: of several together; None for others."""

    indicator: Indicator
    topics: list[Topic] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    parts: list["DraftRule"] | None = None
    left_out: list[Indicator] = field(default_factory=list)

    @property
    def is_part(self) -> bool:
        return self.indicator.parent is not None

    def never(self) -> list[str]:
        """Why it could never be worked out, or not be saved; empty when it can."""
        found = why_never(
            self.indicator,
            topics=self.topics,
            targets=self.targets,
            parts=None if self.parts is None else [part.indicator for part in self.parts],
            is_part=self.is_part,
        )
        for part in self.parts or ():
            found += [f"{part.indicator.short_text}: {sentence}" for sentence in part.never()]
        return found

    def check(self) -> None:
        """Raises ValidationError where a field or a constraint of the model refuses."""
        self.indicator.full_clean(exclude=["parent"])

    def rule(self) -> tuple[Rule, dict[int, TopicFacts], dict[int, StepFacts]]:
        """As the evaluation takes it, with the topics and steps it speaks of; few queries."""
        steps, topics = load_topics({topic.pk for each in self._all() for topic in each.topics})
        return self._rule(topics, steps), topics, steps

    def _all(self) -> list["DraftRule"]:
        return [self, *(self.parts or ())]

    def _rule(self, topics: dict[int, TopicFacts], steps: dict[int, StepFacts]) -> Rule:
        return rule_of(
            self.indicator,
            targets=(
                TargetFacts(
                    target.value,
                    steps[target.step_id] if target.step_id else None,
                    target.year,
                    target.institution_id,
                    target.of_each,
                )
                for target in self.targets
            ),
            topics=(topics[topic.pk] for topic in self.topics),
            parts=(part._rule(topics, steps) for part in self.parts or ()),
        )

    @transaction.atomic
    def save(self) -> Indicator:
        """Write it, its targets and its parts. Raises ValidationError where it can never work."""
        if never := self.never():
            raise ValidationError(never)
        self._write()
        for part in self.parts or ():
            part.indicator.parent = self.indicator
            part.indicator.goal = self.indicator.goal
            part._write()
        for part_left in self.left_out:
            part_left.delete()
        return self.indicator

    def _write(self) -> None:
        self.indicator.save()
        self.indicator.topics.set(self.topics)
        _write_targets(self.indicator, self.targets)


def _write_targets(indicator: Indicator, wanted: Iterable[Target]) -> None:
    """What is there already is changed or taken away; what is new is added."""
    there = {_key(row): row for row in indicator.targets.all()}
    for target in wanted:
        row = there.pop(_key(target), None) or target
        if row.pk and (row.value, row.step_id) == (target.value, target.step_id):
            continue
        row.indicator = indicator
        row.value, row.step = target.value, target.step
        row.save()
    for row in there.values():
        row.delete()


def _key(target: Target) -> tuple[int | None, int | None, bool]:
    return target.year, target.institution_id, target.of_each


def draft_of(indicator: Indicator) -> DraftRule:
    """The rule as it is in the database; a fixed number of queries, however many parts."""
    parts = list(indicator.parts.order_by("number", "pk"))
    topics = Topic.objects.select_related("version__instrument", "version__scale", "scale")
    targets = Target.objects.select_related("step__scale", "institution")
    prefetch_related_objects(
        [indicator, *parts], Prefetch("topics", topics), Prefetch("targets", targets)
    )
    draft = _read(indicator)
    if indicator.source == Indicator.Source.COMPOSITE:
        draft.parts = [_read(part) for part in parts]
    return draft


def _read(indicator: Indicator) -> DraftRule:
    return DraftRule(indicator, list(indicator.topics.all()), list(indicator.targets.all()))
