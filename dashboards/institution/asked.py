"""What was asked at an institution: parents' and staff's means, question by question.

Small numbers are hidden before anything reaches a page, by what the reader may see.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from chance import Judged, judge_means, judge_value
from charts import DivergingBar, diverging_bars
from charts.bars import ANSWERS
from config.numbers import rounded, written, written_plainly
from dashboards.findings import institution as findings
from dashboards.institution.answered import Answered
from dashboards.institution.measured import good_of
from measurements.models import Measurement, ScaleStep
from measurements.suppression import is_small

#: The fewest answers of which shares are told in per cent.
SHARES_FROM = 20


@dataclass(frozen=True, slots=True)
class SurveyMean:
    """A question's newest mean and the one before on the same scale; None is hidden.

    mean and mean_before: the same as numbers.
    judged: the one beside the other; None where either is hidden.
    bar: how the answers are distributed; positive and negative: the shares above and below the
    middle answer, where enough have answered for shares to mean anything.
    """

    topic: str
    value: str | None
    was: str
    respondents: int | None
    mean: Decimal | None = None
    mean_before: Decimal | None = None
    bar: DivergingBar | None = None
    positive: str = ""
    negative: str = ""
    judged: Judged | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """The newest means of a survey."""

    code: str
    name: str
    heading: str
    year: int
    was_year: int | None
    highest: str
    steps: tuple[tuple[str, str], ...]
    answers: tuple[SurveyMean, ...]
    threshold: int
    smallest_difference: str

    @property
    def has_hidden(self) -> bool:
        return any(answer.value is None for answer in self.answers)

    @property
    def has_bars(self) -> bool:
        return any(answer.bar for answer in self.answers)


def asked_of(code: str, found: list[Measurement], *, answered: Answered) -> Asked:
    year = max(m.year for m in found)
    version = next(m.topic.version for m in found if m.year == year)
    same = [m for m in found if m.topic.version_id == version.pk]
    by_year: dict[int, list[Measurement]] = defaultdict(list)
    for measurement in same:
        by_year[measurement.year].append(measurement)
    newest = by_year.pop(year, [])
    was_year = max(by_year, default=None)
    before = {m.topic.lineage: m for m in by_year[was_year]} if was_year else {}
    counts = [_answer_shares(m, answered=answered) for m in newest]
    bars = diverging_bars(counts)
    answers = tuple(
        _answer(m, before.get(m.topic.lineage), shares=shares, bar=bar, answered=answered)
        for m, shares, bar in zip(newest, counts, bars, strict=True)
    )
    name, scale = version.instrument.short_name, version.scale
    drawn = next((m for m, bar in zip(newest, bars, strict=True) if bar), None)
    return Asked(
        code=code,
        name=name,
        heading=findings.asked_heading(
            name,
            year=year,
            was_year=was_year,
            shown=[one.value for one in answers if one.value is not None],
            judged=[one.judged for one in answers if one.judged],
            highest=scale.highest,
        ),
        year=year,
        was_year=was_year,
        highest=_plain(scale.highest),
        steps=_legend(answered.columns(drawn)) if drawn else (),
        answers=answers,
        threshold=answered.threshold,
        smallest_difference=_plain(scale.smallest_difference),
    )


def _answer(
    measurement: Measurement,
    before: Measurement | None,
    *,
    shares: Sequence[int] | None,
    bar: DivergingBar | None,
    answered: Answered,
) -> SurveyMean:
    few = is_small(measurement.respondents, threshold=answered.threshold)
    half = len(shares) // 2 if shares else 0
    return SurveyMean(
        topic=measurement.topic.name,
        value=_mean(measurement, answered=answered),
        was=(_mean(before, answered=answered) or "–") if before else "–",
        respondents=None if few else measurement.respondents,
        mean=_number(measurement, answered=answered),
        mean_before=_number(before, answered=answered) if before else None,
        judged=_judged(measurement, before, answered=answered) if before else None,
        bar=bar,
        positive=f"{sum(shares[-half:])} %" if shares else "",
        negative=f"{sum(shares[:half])} %" if shares else "",
    )


def _judged(now: Measurement, was: Measurement, *, answered: Answered) -> Judged | None:
    means = _number(was, answered=answered), _number(now, answered=answered)
    if means[0] is None or means[1] is None:
        return None
    scale = now.topic.scale_in_use
    if scale.lowest is None or scale.highest is None:
        return judge_value(means[0], means[1], good=good_of(scale), least=scale.smallest_difference)
    return judge_means(
        (means[0], was.respondents or 0),
        (means[1], now.respondents or 0),
        lowest=scale.lowest,
        highest=scale.highest,
        good=-1 if scale.low_is_good else 1,
        least=scale.smallest_difference,
    )


def _answer_shares(measurement: Measurement, *, answered: Answered) -> list[int] | None:
    """Per cent per answer, lowest first; None where something is hidden or few have answered."""
    if not answered.is_distributed(measurement):
        return None
    distribution = answered.distribution(measurement)
    if distribution.has_hidden or (distribution.total or 0) < SHARES_FROM:
        return None
    shares = []
    for cell in reversed(distribution.cells):
        share = cell.share
        if share is None:
            share = Decimal(cell.count or 0) / Decimal(distribution.total or 1)
        shares.append(int(rounded(share * 100, 0)))
    return shares


def _legend(columns: Sequence[ScaleStep]) -> tuple[tuple[str, str], ...]:
    """(class of the segment, word), lowest answer first."""
    keys = ANSWERS[len(columns)]
    return tuple(
        (f"seg-{key}", step.short_label.lower())
        for key, step in zip(keys, reversed(columns), strict=True)
    )


def _mean(measurement: Measurement, *, answered: Answered) -> str | None:
    value = _number(measurement, answered=answered)
    decimals = measurement.topic.scale_in_use.decimals
    return None if value is None else written(value, decimals)


def _number(measurement: Measurement, *, answered: Answered) -> Decimal | None:
    return None if answered.is_hidden(measurement) else measurement.value


def _plain(value: Decimal | None) -> str:
    return "" if value is None else written_plainly(value)
