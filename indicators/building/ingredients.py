"""What a rule can be made of: only what exists, as choices of a form."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Self

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from indicators.evaluation.rules import Source
from institutions.models import Institution
from measurements.models import Instrument, Measurement, ScaleStep, Topic
from measurements.models.instruments import Scale
from strategy.models import Goal

#: Before the code of an instrument, where a rule's source is one.
MEASURED = "i-"

#: Choices as a form's field takes them: values with words, in groups or not.
Choices = list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What the rule of a goal may be made of; few queries."""

    goal: Goal
    topics: tuple[Topic, ...]
    steps: tuple[ScaleStep, ...]
    measured: frozenset[int]
    institutions: tuple[Institution, ...]

    @classmethod
    def of(cls, goal: Goal) -> Self:
        """goal: with its strategy selected."""
        topics = (
            Topic.objects.select_related("version__instrument", "version__scale", "scale")
            .annotate(has_data=Exists(Measurement.objects.filter(topic=OuterRef("pk"))))
            .order_by("version__instrument__name", "-version__from_year", "version", "number")
        )
        found = tuple(topics)
        places = Institution.objects.open()
        if goal.strategy.cluster_id:
            places = places.in_cluster(goal.strategy.cluster_id)
        return cls(
            goal=goal,
            topics=found,
            steps=tuple(ScaleStep.objects.select_related("scale").order_by("scale", "-rank")),
            measured=frozenset(topic.pk for topic in found if getattr(topic, "has_data", False)),
            institutions=tuple(places),
        )

    @property
    def years(self) -> range:
        """Those of the strategy."""
        strategy = self.goal.strategy
        return range(strategy.from_year, min(strategy.to_year, strategy.from_year + MOST_YEARS) + 1)

    def kinds(self, *, of_part: bool = False) -> Choices:
        """What may be measured: instruments, those with data first, and what is not one."""
        instruments = list(dict.fromkeys(topic.version.instrument for topic in self.topics))
        with_data = {topic.version.instrument_id for topic in self.topics if self._has_data(topic)}
        there = [each for each in instruments if each.pk in with_data]
        empty = [each for each in instruments if each.pk not in with_data]
        others: Choices = [(Source.MANUAL.value, _("figures and answers that we report ourselves"))]
        if not of_part:
            others.insert(0, (Source.METHODS.value, _("shared methods in use")))
            others.insert(1, (Source.LOCAL_GOALS.value, _("local goals' own figures")))
            others.append((Source.COMPOSITE.value, _("several things together")))
        groups = [
            (_("Instruments with data"), _named(there)),
            (_("Instruments without data yet"), _named(empty)),
            (_("Other things"), others),
        ]
        return [(label, choices) for label, choices in groups if choices]

    def topics_of(self, kind: str) -> list[Topic]:
        """The topics of the instrument that a kind names; none of what is not an instrument."""
        if not kind.startswith(MEASURED):
            return []
        code = kind.removeprefix(MEASURED)
        return [topic for topic in self.topics if topic.version.instrument.code == code]

    def topic_choices(self, kind: str) -> Choices:
        """Topics of an instrument by edition, the newest first, with the scale of each edition."""
        grouped = groupby(self.topics_of(kind), key=lambda topic: topic.version)
        return [
            (
                f"{version.name} · {version.scale.name}",
                [(str(topic.pk), topic.name) for topic in topics],
            )
            for version, topics in grouped
        ]

    def step_choices(self, kind: str) -> Choices:
        """Steps of the scales that an instrument is rated on, by scale, the best first."""
        scales = {
            topic.scale_in_use.pk
            for topic in self.topics_of(kind)
            if topic.scale_in_use.kind == Scale.Kind.ORDINAL
        }
        fitting = [step for step in self.steps if step.scale_id in scales]
        return [
            (scale.name, [(str(step.pk), step.label) for step in steps])
            for scale, steps in groupby(fitting, key=lambda step: step.scale)
        ]

    def is_numbered(self, kind: str) -> bool:
        """Whether anything of the kind is a number."""
        topics = self.topics_of(kind)
        return not topics or any(t.scale_in_use.kind != Scale.Kind.ORDINAL for t in topics)

    def is_inspected(self, kind: str) -> bool:
        """Whether units of the kind may be inspected without ratings."""
        inspected = Instrument.Kind.INSPECTION
        return any(one.version.instrument.kind == inspected for one in self.topics_of(kind))

    def _has_data(self, topic: Topic) -> bool:
        return topic.pk in self.measured


#: A strategy without an end in sight is offered this many years.
MOST_YEARS = 12


def _named(instruments: Iterable[Instrument]) -> Choices:
    return [(f"{MEASURED}{each.code}", each.name) for each in instruments]


def kind_of_topic(topic: Topic) -> str:
    """The kind whose topics it is among: its instrument."""
    return f"{MEASURED}{topic.version.instrument.code}"
