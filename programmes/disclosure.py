"""Answers to a programme's questions, with what is of too few hidden."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from config.numbers import rounded, written_plainly
from measurements.few import Measure, tells_of_few
from measurements.few import MeasuredFigure as Measured
from measurements.suppression import DistributionCell, is_small, suppress
from programmes.models import Question

#: The fewest answers of which shares are told in per cent, unless a source has told them.
SHARES_FROM = 20


WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class AnswerFigure:
    """One part of the answers: what was answered, by how many; hidden, it has no numbers."""

    label: str
    low: int | None = None
    high: int | None = None
    percent: Decimal | None = None
    count: int | None = None
    words: str = ""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question as it was answered, by the whole or at one place.

    is_hidden: too few for this reader. respondents and completed are then unknown.
    """

    kind: str
    parts: tuple[AnswerFigure, ...]
    respondents: int | None = None
    completed: int | None = None
    respondents_word: str = ""
    mean: Decimal | None = None
    note: str = ""
    is_published: bool = False
    is_hidden: bool = False
    steps: int = 5

    @property
    def high(self) -> AnswerFigure | None:
        """The parts above the middle of the scale, together; None where they may not be told."""
        middle = (self.steps + 1) / 2
        return _together(self, [part for part in self.parts if part.low and part.low > middle])

    @property
    def low(self) -> AnswerFigure | None:
        """The parts below the middle, together; None also where the source does not tell them."""
        middle = (self.steps + 1) / 2
        found = [part for part in self.parts if part.high and part.high < middle]
        told = {rank for part in found for rank in range(part.low or 0, (part.high or 0) + 1)}
        if told != set(range(1, int(middle + 0.5))) and share_told(self.parts) < WHOLE:
            return None
        return _together(self, found) or AnswerFigure("", percent=Decimal(0))

    @property
    def untold(self) -> Decimal:
        """The per cent of which the source tells nothing."""
        if self.kind != Question.Kind.DEGREE or any(part.words for part in self.parts):
            return Decimal(0)
        return (
            max(WHOLE - share_told(self.parts), Decimal(0)) if not self.is_complete else Decimal(0)
        )

    @property
    def is_complete(self) -> bool:
        """Whether every step of the scale is told of."""
        told = {rank for part in self.parts for rank in range(part.low or 0, (part.high or 0) + 1)}
        return told >= set(range(1, self.steps + 1))


def share_told(parts: Iterable[AnswerFigure]) -> Decimal:
    return sum((part.percent for part in parts if part.percent is not None), Decimal(0))


def _together(answers: AnsweredQuestion, parts: Sequence[AnswerFigure]) -> AnswerFigure | None:
    if not parts or any(part.is_hidden or part.words for part in parts):
        return None
    percents = [part.percent for part in parts]
    counts = [part.count for part in parts]
    label = parts[0].label if len(parts) == 1 else ""
    count = None if None in counts else sum(filter(None, counts))
    if count is not None and answers.respondents and not answers.is_published:
        percent = share(count, answers.respondents)  # of whole numbers, not of rounded shares
    elif None in percents:
        return None
    else:
        percent = sum((one for one in percents if one is not None), Decimal(0))
    return AnswerFigure(label, parts[-1].low, parts[0].high, percent, count)


def share(count: int, of: int) -> Decimal:
    """A count of a number in whole per cent."""
    return rounded(WHOLE * Decimal(count) / Decimal(of), 0)


def _has_hidden(parts: Sequence[AnswerFigure], total: int, threshold: int) -> bool:
    """Whether some of the parts would have to be hidden from somebody with this threshold."""
    cells = [DistributionCell(place, part.count) for place, part in enumerate(parts)]
    rest = total - sum(part.count for part in parts if part.count is not None)
    if rest > 0:
        cells.append(DistributionCell("rest", rest))
    return suppress(cells, total=total, threshold=threshold).has_hidden


def hide_small(answers: AnsweredQuestion, *, threshold: int) -> AnsweredQuestion:
    """The answers as somebody with this threshold may see them; shares from enough answers only.

    Where one answer was given by few, several are told together; where that does not help, none.
    """
    total = answers.respondents
    if total is None or is_small(total, threshold=threshold):
        return replace(
            answers,
            parts=tuple(_hidden(part) for part in answers.parts),
            respondents=None,
            completed=None,
            mean=None,
            note="",
            is_hidden=True,
        )
    if answers.kind == Question.Kind.SHARE:  # several may be ticked: each has its own rest
        counted = [replace(part, count=count_of(part, total)) for part in answers.parts]
        shown = [_may_stand_alone(part.count, total, threshold) for part in counted]
        return replace(answers, parts=_told_or_hidden(counted, shown, total))
    for parts in _groupings(answers, total):
        if not _has_hidden(parts, total, threshold):
            return replace(answers, parts=_told_or_hidden(parts, [True] * len(parts), total))
    hidden = [False] * len(answers.parts)
    mean = answers.mean if total >= SHARES_FROM else None
    degrees = Measure("numeric", Decimal(1), Decimal(answers.steps))
    asked = Measured(None, None, degrees, value=mean, respondents=total)
    if tells_of_few(asked, threshold):
        mean = None
    return replace(answers, mean=mean, parts=_told_or_hidden(answers.parts, hidden, total))


def _groupings(answers: AnsweredQuestion, total: int) -> Iterator[list[AnswerFigure]]:
    """The answers as finely as they are known, then coarser: few are hidden among their like."""
    parts = [replace(part, count=count_of(part, total)) for part in answers.parts]
    yield parts
    if answers.kind != Question.Kind.DEGREE or any(part.count is None for part in parts):
        return
    middle = (answers.steps + 1) // 2
    above = _summed(parts, middle + 1, answers.steps, _("in high or very high degree"))
    at = _summed(parts, middle, middle, _("in some degree"))
    below = _summed(parts, 1, middle - 1, _("in low degree or not at all"))
    yield [above, at, below]
    yield [above, _summed(parts, 1, middle, _("in some degree or less"))]


def _summed(parts: Sequence[AnswerFigure], low: int, high: int, label: str) -> AnswerFigure:
    within = [part for part in parts if part.low and low <= part.low and (part.high or 0) <= high]
    return AnswerFigure(label, low, high, count=sum(part.count or 0 for part in within))


def _told_or_hidden(
    parts: Sequence[AnswerFigure], shown: Sequence[bool], total: int
) -> tuple[AnswerFigure, ...]:
    return tuple(
        replace(part, percent=_percent(part.count, total)) if is_shown else _hidden(part)
        for part, is_shown in zip(parts, shown, strict=True)
    )


def _may_stand_alone(count: int | None, total: int, threshold: int) -> bool:
    return count is not None and all(not 0 < few < threshold for few in (count, total - count))


def _percent(count: int | None, total: int) -> Decimal | None:
    return None if count is None or total < SHARES_FROM else share(count, total)


def count_of(part: AnswerFigure, total: int) -> int | None:
    if part.count is not None or part.percent is None:
        return part.count
    return int(rounded(part.percent * total / WHOLE, 0))


def _hidden(part: AnswerFigure) -> AnswerFigure:
    return replace(part, percent=None, count=None, words="", is_hidden=True)


def written(number: Decimal) -> str:
    """61, 12,5: without decimals that say nothing."""
    return written_plainly(rounded(number, 1))
