"""What a result may say to whom: parts, shares and how many answered, small numbers hidden.

A figure that stands in a public document is shown as printed there, few or not, and where the
document is uneven that is said beside it. Everything else follows `measurements.suppression`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from config.numbers import rounded, written_plainly
from measurements.suppression import DistributionCell, is_small, suppress
from measurements.telling import Measure, tells_of_few
from measurements.telling import MeasuredFigure as Measured
from programmes.models import Question, Result

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
        if told != set(range(1, int(middle + 0.5))) and _told(self.parts) < WHOLE:
            return None
        return _together(self, found) or AnswerFigure("", percent=Decimal(0))

    @property
    def untold(self) -> Decimal:
        """The per cent of which the source tells nothing."""
        if self.kind != Question.Kind.DEGREE or any(part.words for part in self.parts):
            return Decimal(0)
        return max(WHOLE - _told(self.parts), Decimal(0)) if not self.is_complete else Decimal(0)

    @property
    def is_complete(self) -> bool:
        """Whether every step of the scale is told of."""
        told = {rank for part in self.parts for rank in range(part.low or 0, (part.high or 0) + 1)}
        return told >= set(range(1, self.steps + 1))


def _told(parts: Iterable[AnswerFigure]) -> Decimal:
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


def answers_of(result: Result, *, threshold: int) -> AnsweredQuestion:
    """What a result says to a reader with this threshold; its parts must be fetched along."""
    question = result.question
    parts = tuple(
        AnswerFigure(part.label, part.low, part.high, part.percent, part.count, part.words)
        for part in result.parts.all()
    )
    told = AnsweredQuestion(
        kind=question.kind,
        parts=parts,
        respondents=result.respondents,
        completed=result.completed,
        respondents_word=result.respondents_word,
        mean=_mean(question, parts) if result.mean is None else result.mean,
        note=result.note,
        is_published=result.is_published,
    )
    return told if told.is_published else hide_small(told, threshold=threshold)


def _mean(question: Question, parts: Sequence[AnswerFigure]) -> Decimal | None:
    """The mean of numbers answered; degrees have none."""
    if question.kind != Question.Kind.MEAN:
        return None
    rated = [(part.low, part.count) for part in parts if part.low and part.count is not None]
    total = sum(count for _rank, count in rated)
    if not total:
        return None
    weighed = sum((Decimal(rank) * count for rank, count in rated), Decimal(0))
    return rounded(weighed / total, 1)


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
        counted = [replace(part, count=_count(part, total)) for part in answers.parts]
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
    parts = [replace(part, count=_count(part, total)) for part in answers.parts]
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


def _count(part: AnswerFigure, total: int) -> int | None:
    if part.count is not None or part.percent is None:
        return part.count
    return int(rounded(part.percent * total / WHOLE, 0))


def _hidden(part: AnswerFigure) -> AnswerFigure:
    return replace(part, percent=None, count=None, words="", is_hidden=True)


class ResultPlace(NamedTuple):
    """What a result is about: a course, an institution, or neither: the whole."""

    course: int | None
    institution: int | None


WHOLE_PROGRAMME = ResultPlace(None, None)


def newest(results: Iterable[Result]) -> dict[int, dict[ResultPlace, Result]]:
    """Question → place → the newest of the results given, which come in the order of entering."""
    found: dict[int, dict[ResultPlace, Result]] = defaultdict(dict)
    for result in results:
        found[result.question_id][ResultPlace(result.course_id, result.institution_id)] = result
    return found


def pooled(results: Sequence[Result], *, threshold: int) -> AnsweredQuestion | None:
    """What the results of several places say together; None where that cannot be worked out."""
    counted = [result for result in results if result.respondents]
    if not counted:
        return None
    total = sum(result.respondents or 0 for result in counted)
    parts: dict[str, AnswerFigure] = {}
    for result in counted:
        for part in result.parts.all():
            figure = AnswerFigure(part.label, part.low, part.high, part.percent, part.count)
            count = _count(figure, result.respondents or 0)
            if count is None:
                return None
            key = part.label.casefold()
            known = parts.get(key, replace(figure, percent=None, count=0))
            parts[key] = replace(known, count=(known.count or 0) + count)
    question = counted[0].question
    told = AnsweredQuestion(
        kind=question.kind,
        parts=tuple(parts.values()),
        respondents=total,
        mean=_mean(question, tuple(parts.values())),
    )
    return hide_small(told, threshold=threshold)


def shown_places(
    results: dict[ResultPlace, Result], *, threshold: int
) -> dict[ResultPlace, AnsweredQuestion]:
    """The answers place by place, so hidden that no hidden one can be worked out from the whole."""
    places = [place for place in results if place != WHOLE_PROGRAMME]
    cells = [DistributionCell(place, results[place].respondents) for place in places]
    total = sum(results[place].respondents or 0 for place in places)
    known = suppress(cells, total=total, threshold=threshold)
    hidden = {cell.key for cell in known.cells if cell.is_hidden}
    return {
        place: hide_small(answers_of(results[place], threshold=threshold), threshold=10**9)
        if place in hidden
        else answers_of(results[place], threshold=threshold)
        for place in places
    }


def unevenness(answers: AnsweredQuestion) -> tuple[str, ...]:
    """Where a source's own figures do not fit together, each in a sentence (kildeafvigelse)."""
    if not answers.is_published:
        return ()
    sentences = []
    counts = [part.count for part in answers.parts if part.count is not None]
    n = answers.respondents
    if n and sum(counts) > n:
        sentences.append(
            _("%(sum)s = %(total)s, but the source gives %(n)s.")
            % {"sum": " + ".join(map(str, counts)), "total": sum(counts), "n": n}
        )
    for part in answers.parts:
        if n and part.count is not None and part.percent is not None:
            worked_out = share(part.count, n)
            if worked_out != part.percent:
                sentences.append(
                    _("%(count)s of %(n)s is %(percent)s %%, but the source gives %(printed)s %%.")
                    % {
                        "count": part.count,
                        "n": n,
                        "percent": worked_out,
                        "printed": written(part.percent),
                    }
                )
    told = _told(answers.parts)
    if answers.kind == Question.Kind.DEGREE and answers.is_complete and told != WHOLE:
        sentences.append(
            _("The answers make %(told)s %% because of rounding.") % {"told": written(told)}
        )
    return tuple(sentences)


def written(number: Decimal) -> str:
    """61, 12,5: without decimals that say nothing."""
    return written_plainly(rounded(number, 1))
