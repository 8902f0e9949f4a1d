"""What may be told of the answers that were counted at an institution."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from institutions.remembering import rows_kept
from measurements.few import Measure, MeasuredFigure
from measurements.models import AnswerCount, Measurement, ScaleStep
from measurements.suppression import Distribution
from measurements.telling import DisclosedFigure, answers_of, cells_of, tell


@dataclass(frozen=True, slots=True)
class Answered:
    """What may be told of measurements, and steps by scale, best first; two queries."""

    told: dict[Hashable, DisclosedFigure]
    steps: dict[int, list[ScaleStep]]
    threshold: int

    @classmethod
    def of(cls, measured: Sequence[Measurement], *, threshold: int) -> "Answered":
        answers = answers_of(m.pk for m in measured)
        steps: dict[int, list[ScaleStep]] = {}
        scales = frozenset(m.topic.scale_in_use.pk for m in measured if m.pk in answers)
        for step in steps_of(scales):
            steps.setdefault(step.scale_id, []).append(step)
        figures = [_figure(m, answers.get(m.pk), steps) for m in measured]
        return cls(tell(figures, threshold=threshold), steps, threshold)

    def columns(self, measurement: Measurement) -> list[ScaleStep]:
        return self.steps[measurement.topic.scale_in_use.pk]

    def is_distributed(self, measurement: Measurement) -> bool:
        return self.told[measurement.pk].distribution is not None

    def distribution(self, measurement: Measurement) -> Distribution:
        """The answers as the reader may see them, best step first."""
        found = self.told[measurement.pk].distribution
        assert found is not None  # noqa: S101 - asked of those that have one
        return found

    def is_hidden(self, measurement: Measurement) -> bool:
        return self.told[measurement.pk].is_hidden


def steps_of(scales: frozenset[int]) -> tuple[ScaleStep, ...]:
    """The steps of some scales, the best of each first; one query."""
    return rows_kept(
        lambda: ScaleStep.objects.filter(scale__in=scales).order_by("scale", "-rank"),
        *("steps of scales", scales),
    )


def _figure(
    measurement: Measurement,
    answers: Mapping[int, AnswerCount] | None,
    steps: Mapping[int, Sequence[ScaleStep]],
) -> MeasuredFigure:
    scale = measurement.topic.scale_in_use
    ranked = [step.pk for step in steps.get(scale.pk, ())]
    return MeasuredFigure(
        measurement.pk,
        (measurement.institution_id, measurement.topic_id, measurement.period),
        Measure(scale.kind, scale.lowest, scale.highest),
        group=measurement.group,
        value=measurement.value,
        respondents=measurement.respondents,
        is_suppressed=measurement.is_suppressed,
        cells=cells_of(ranked, answers),
        series=(measurement.institution_id, measurement.topic_id, measurement.group),
        period=measurement.period,
    )
