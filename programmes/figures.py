"""What a result may say to whom: parts, shares and how many answered, small numbers hidden.

A figure that stands in a public document is shown as printed there, few or not, and where the
document is uneven that is said beside it. Everything else follows `measurements.suppression`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from config.numbers import rounded
from measurements.suppression import DistributionCell, suppress
from programmes.disclosure import (
    WHOLE,
    AnsweredQuestion,
    AnswerFigure,
    count_of,
    hide_small,
    share,
    share_told,
    written,
)
from programmes.models import Question, Result


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
            count = count_of(figure, result.respondents or 0)
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
    told = share_told(answers.parts)
    if answers.kind == Question.Kind.DEGREE and answers.is_complete and told != WHOLE:
        sentences.append(
            _("The answers make %(told)s %% because of rounding.") % {"told": written(told)}
        )
    return tuple(sentences)
