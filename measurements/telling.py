"""Which measurements may be told: of one topic, place and period, by what they tell together.

A share, a mean and a count with a known number of answers say how many answered otherwise, so each
is hidden where that is a small number, and where the distribution it was taken from hides it. What
stands for all children is hidden where one of the age groups is, and where it is small what is left
beside the groups that are known. A year, or a quarter, is hidden where one of its months is.
`measurements.suppression` has the rule for one distribution.

Everything else that is shown of measurements — standings, means of units, targets met, comparisons,
the years before — is worked out from what may be told, and so tells nothing more.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from institutions.statements import rows_of
from measurements.few import COUNTS_PEOPLE, Measure, MeasuredFigure, rest_of, tells_of_few
from measurements.models import AnswerCount
from measurements.rounds_of_year import wider_periods
from measurements.suppression import Distribution, DistributionCell, is_small, suppress


@dataclass(frozen=True, slots=True)
class DisclosedFigure:
    """What may be told of a figure: its value or not, and its distribution if it has one."""

    is_hidden: bool
    distribution: Distribution | None = None


#: What is read of a measurement to know what it tells.
READ = ("pk", "institution", "topic", "period", "group", "value", "respondents", "is_suppressed")


def hidden_of(
    rows: Iterable[Sequence[Any]], measures: Mapping[int, Measure], *, thresholds: Sequence[int]
) -> dict[int, frozenset[int]]:
    """Measurement → the thresholds at which its number is hidden, of those where it is at any.

    rows: of READ. measures: of their topics. One query, where there may be distributions.
    """
    found: dict[Hashable, set[int]] = defaultdict(set)
    figures = figures_of(rows, measures)
    for threshold in thresholds:
        for key, told in tell(figures, threshold=threshold).items():
            if told.is_hidden:
                found[key].add(threshold)
    return {key: frozenset(limits) for key, limits in found.items()}  # type: ignore[misc]  # by number, as told above


def figures_of(
    rows: Iterable[Sequence[Any]], measures: Mapping[int, Measure]
) -> list[MeasuredFigure]:
    """The measurements that may tell of people, with their distributions."""
    telling = [
        row
        for row in rows
        if row[6] is not None
        or row[7]
        or (row[5] is not None and measures[row[2]].kind in COUNTS_PEOPLE)
    ]
    answers = answers_of(row[0] for row in telling if measures[row[2]].steps)
    return [
        MeasuredFigure(
            row[0],
            tuple(row[1:4]),
            measures[row[2]],
            group=row[4],
            value=row[5],
            respondents=row[6],
            is_suppressed=row[7],
            cells=cells_of(measures[row[2]].steps, answers.get(row[0])),
            series=(row[1], row[2], row[4]),
            period=row[3],
        )
        for row in telling
    ]


def answers_of(measurements: Iterable[int]) -> dict[int, dict[int, AnswerCount]]:
    """Answers by measurement and step; one query, none for no measurements."""
    wanted = tuple(measurements)
    found: dict[int, dict[int, AnswerCount]] = defaultdict(dict)
    for answer in rows_of(
        lambda: AnswerCount.objects.order_by().filter(measurement__in=wanted),
        *("answers counted", wanted),
        reader=None,
    ):
        found[answer.measurement_id][answer.step_id] = answer
    return found


def cells_of(
    steps: Iterable[int], answers: Mapping[int, AnswerCount] | None
) -> tuple[DistributionCell, ...]:
    """A cell for each step, best first: an answer of which nothing is said was given by nobody."""
    if not answers:
        return ()
    found = []
    for step in steps:
        answer = answers.get(step)
        if answer is None:
            found.append(DistributionCell(step, count=0))
        else:
            found.append(
                DistributionCell(step, answer.count, answer.share, is_hidden=answer.is_suppressed)
            )
    return tuple(found)


def tell(figures: Iterable[MeasuredFigure], *, threshold: int) -> dict[Hashable, DisclosedFigure]:
    """Each figure by its key, as somebody with this threshold may see it."""
    figures = [*figures]
    found: dict[Hashable, DisclosedFigure] = {}
    together: dict[Hashable, list[MeasuredFigure]] = defaultdict(list)
    for figure in figures:
        found[figure.key] = _alone(figure, threshold)
        together[figure.about].append(figure)
    _hide_over_time(figures, found)
    for same in together.values():
        for figure in same:
            others = [other for other in same if other is not figure]
            if not figure.group and _tells_of(figure, others, found, threshold):
                found[figure.key] = _nothing(figure)
    _hide_over_time(figures, found)
    return found


def _hide_over_time(
    figures: Iterable[MeasuredFigure], found: dict[Hashable, DisclosedFigure]
) -> None:
    """Hide a year, or a quarter, of which a month is hidden: the other months would tell it."""
    for figure, narrower in wider_periods(figures):
        if any(hides(found[one.key]) for one in narrower):
            found[figure.key] = _nothing(figure)


def _alone(figure: MeasuredFigure, threshold: int) -> DisclosedFigure:
    """The figure as if there were no other."""
    if figure.is_suppressed or is_small(figure.respondents, threshold=threshold):
        return _nothing(figure)
    if not figure.cells:
        return DisclosedFigure(tells_of_few(figure, threshold))
    distribution = suppress(figure.cells, total=figure.respondents, threshold=threshold)
    if figure.measure.is_share:
        return DisclosedFigure(distribution.cells[0].is_hidden, distribution)
    return DisclosedFigure(
        distribution.has_hidden and tells_of_few(figure, threshold), distribution
    )


def _nothing(figure: MeasuredFigure) -> DisclosedFigure:
    if not figure.cells:
        return DisclosedFigure(is_hidden=True)
    hidden = tuple(DistributionCell(cell.key, is_hidden=True) for cell in figure.cells)
    return DisclosedFigure(True, Distribution(hidden, None, has_hidden=True))


def _tells_of(
    whole: MeasuredFigure,
    groups: Sequence[MeasuredFigure],
    found: Mapping[Hashable, DisclosedFigure],
    threshold: int,
) -> bool:
    """Whether what stands for everybody would tell of a group that is hidden, or of the rest."""
    if any(hides(found[group.key]) for group in groups):
        return True
    rest = rest_of(whole, groups)
    return rest is not None and hides(_alone(rest, threshold))


def hides(told: DisclosedFigure) -> bool:
    """Whether anything of a figure is hidden."""
    return told.is_hidden or (told.distribution is not None and told.distribution.has_hidden)
