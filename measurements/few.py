"""Whether a figure tells of few people."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from config.numbers import rounded
from measurements.models import Scale, Topic
from measurements.suppression import DistributionCell

HUNDRED = Decimal(100)


Kind = Scale.Kind


#: Kinds of scales whose numbers may count people, though nobody says how many they are in all.
COUNTS_PEOPLE = frozenset({Kind.COUNT, Kind.ORDINAL})


class Measure(NamedTuple):
    """A scale, as far as it says what numbers on it tell. steps: best first."""

    kind: str = ""
    lowest: Decimal | None = None
    highest: Decimal | None = None
    steps: tuple[int, ...] = ()

    @property
    def is_share(self) -> bool:
        """Whether a number is in per cent of those who answered."""
        return self.kind in (Kind.PERCENT, Kind.ORDINAL)


def measure_of(topic: Topic) -> Measure:
    """What numbers of a topic tell; it has its scale and the steps of that at hand."""
    scale = topic.scale_in_use
    ranked = sorted(scale.steps.all(), key=lambda step: -step.rank)
    return Measure(scale.kind, scale.lowest, scale.highest, tuple(step.pk for step in ranked))


@dataclass(frozen=True, slots=True)
class MeasuredFigure:
    """What is measured of one group, and how it may be read.

    about: what figures have in common that tell of each other: institution, topic and period.
    group: empty for everybody. cells: its distribution, the best answer first, each answer there
    is; empty where only the value is known. series: what figures of the same place, topic and group
    have in common; period: when each is of.
    """

    key: Hashable
    about: Hashable
    measure: Measure
    group: str = ""
    value: Decimal | None = None
    respondents: int | None = None
    is_suppressed: bool = False
    cells: tuple[DistributionCell, ...] = ()
    series: Hashable = None
    period: str = ""


def tells_of_few(figure: MeasuredFigure, threshold: int) -> bool:
    """Whether a value says of somebody, but of fewer than the threshold, how they answered.

    Of no more than the threshold not even nobody or all is told: that a value is hidden would else
    tell that it is neither, and so that both are few.
    """
    value, answers, measure = figure.value, figure.respondents, figure.measure
    if value is None:
        return False
    if measure.kind == Kind.COUNT:
        return _is_few(value, threshold) or (
            answers is not None and (answers <= threshold or _is_few(answers - value, threshold))
        )
    if answers is None:
        return False
    if measure.is_share:
        count = value * answers / HUNDRED
        return (
            answers <= threshold or _is_few(count, threshold) or _is_few(answers - count, threshold)
        )
    return any(
        _is_near(end, figure, answers, value, threshold)
        for end in (measure.lowest, measure.highest)
        if end is not None
    )


def _is_near(
    end: Decimal, figure: MeasuredFigure, answers: int, mean: Decimal, threshold: int
) -> bool:
    """Whether a mean tells that some, but few, gave the answer at an end of the scale, or another.

    Whoever gave another is one step away at least, and the whole scale at most.
    """
    steps = _whole(abs(mean - end) * answers)
    lowest, highest = figure.measure.lowest, figure.measure.highest
    widest = int(highest - lowest) if lowest is not None and highest is not None else steps
    least, most = -(-steps // max(widest, 1)), min(steps, answers)
    return 0 < least <= most < threshold or 0 < answers - most <= answers - least < threshold


def _is_few(count: Decimal, threshold: int) -> bool:
    return 0 < _whole(count) < threshold


def _whole(count: Decimal) -> int:
    return int(rounded(count, 0))


def rest_of(whole: MeasuredFigure, groups: Sequence[MeasuredFigure]) -> MeasuredFigure | None:
    """Those who are in none of the groups, as anybody can work them out; None where nobody can,
    there are none, or the groups are no parts of the whole.
    """
    own = _counts(whole)
    others = [_counts(group) for group in groups]
    if not others or any(len(counts) != len(own) for counts in others):
        return None
    left = [first - sum(rest) for first, *rest in zip(own, *others, strict=True)]
    if len(left) < 2 or left[0] <= 0 or any(count < 0 for count in left[1:]):
        return None
    answers, *counts = left
    if whole.cells:
        cells = tuple(DistributionCell(at, count) for at, count in enumerate(counts))
        return replace(whole, respondents=answers, cells=cells)
    value = Decimal(counts[0])
    if whole.measure.kind != Kind.COUNT:
        value *= (HUNDRED if whole.measure.is_share else Decimal(1)) / answers
    return replace(whole, respondents=answers, value=value)


def _counts(figure: MeasuredFigure) -> list[int]:
    """How many answered, and how many gave each answer; of a mean the sum of all answers."""
    total, value = figure.respondents, figure.value
    if total is None:
        return []
    if figure.cells:
        counts = [_count(cell, total) for cell in figure.cells]
        return [] if None in counts else [total, *(one or 0 for one in counts)]
    if value is None:
        return []
    if figure.measure.kind != Kind.COUNT:
        value *= total / (HUNDRED if figure.measure.is_share else Decimal(1))
    return [total, _whole(value)]


def _count(cell: DistributionCell, total: int) -> int | None:
    if cell.count is not None or cell.share is None:
        return cell.count
    return _whole(cell.share * total)
