"""What was counted or asked at an institution: TOPI, language tests, parents and staff.

Small numbers are hidden before anything reaches a page, by what the reader may see.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from charts import DivergingBar, diverging_bars
from charts.bars import ANSWERS
from config.numbers import written, written_plainly
from config.phrases import in_per_cent
from dashboards.findings import institution as findings
from dashboards.institution.answered import Answered
from dashboards.institution.measured import MeasuredTable, measured_tables
from institutions.access import Reader
from institutions.models import Institution
from institutions.statements import rows_of
from measurements.models import Instrument, Measurement, ScaleStep
from measurements.suppression import Distribution, DistributionCell, is_small, threshold_for

#: Instruments whose answers are counted, and those that give a mean.
COUNTED = Instrument.Kind.COUNT
ASKED = Instrument.Kind.SURVEY
OBSERVED = Instrument.Kind.OBSERVATION
YEARS_BACK = 6
ROUNDS_SHOWN = 3
#: The fewest answers of which shares are told in per cent.
SHARES_FROM = 20


@dataclass(frozen=True, slots=True)
class Round:
    """Answers counted once: in all, and (step, how many); None where it may not be told.

    counts: the same as numbers, as far as they are known: how many, and which share.
    """

    name: str
    total: int | None
    cells: tuple[tuple[str, str | None], ...]
    counts: tuple[DistributionCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """Rounds of one topic, the newest first; columns are the steps, best first."""

    address: str
    name: str
    topic: str
    heading: str
    columns: tuple[str, ...]
    rounds: tuple[Round, ...]
    threshold: int
    figures: Mapping[str, int]  # what the heading counts

    @property
    def has_hidden(self) -> bool:
        return any(cell is None for found in self.rounds for _step, cell in found.cells)


@dataclass(frozen=True, slots=True)
class SurveyMean:
    """A question's newest mean and the one before on the same scale; None is hidden.

    mean and mean_before: the same as numbers.
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


@dataclass(frozen=True, slots=True)
class Surveys:
    """What has been counted and asked; three queries, or two when nothing is counted.

    tables: of instruments whose figures are neither distributions nor means.
    """

    counted: tuple[Counted, ...]
    asked: tuple[Asked, ...]
    tables: tuple[MeasuredTable, ...] = ()

    @classmethod
    def of(cls, institution: Institution, *, user: Reader, on: datetime.date) -> "Surveys":
        measured = rows_of(
            lambda: (
                Measurement.objects.visible_to(user)
                .filter(
                    institution=institution.pk,
                    topic__version__instrument__kind__in=[COUNTED, ASKED, OBSERVED],
                    year__range=(on.year - YEARS_BACK, on.year),
                )
                .select_related("step", "topic__scale")
                .select_related("topic__version__scale", "topic__version__instrument")
                .order_by("topic__version__instrument__code", "topic__number", "-period", "group")
            ),
            *("surveys", institution.pk, on.year),
            reader=user,
        )
        threshold = threshold_for(user)
        answered = Answered.of(measured, threshold=threshold)
        counted = [m for m in measured if _kind(m) == COUNTED and answered.is_distributed(m)]
        asked = [m for m in measured if _kind(m) == ASKED and not m.step_id and not m.group]
        told = {m.pk for m in asked}
        distributed = {_code(m) for m in counted}
        return cls(
            counted=tuple(_counted(counted, answered=answered)),
            asked=tuple(
                _asked(code, list(found), answered=answered)
                for code, found in groupby(asked, key=_code)
            ),
            tables=tuple(
                measured_tables(
                    (m for m in measured if m.pk not in told and _code(m) not in distributed),
                    answered=answered,
                )
            ),
        )


def _code(measurement: Measurement) -> str:
    return measurement.topic.version.instrument.code


def _kind(measurement: Measurement) -> str:
    return measurement.topic.version.instrument.kind


def _counted(measured: Sequence[Measurement], *, answered: Answered) -> Iterable[Counted]:
    for topic, found in groupby(measured, key=lambda measurement: measurement.topic):
        shown = [(m, answered.distribution(m)) for m in _newest_rounds(list(found))]
        first, distribution = shown[0]
        columns = answered.columns(first)
        best, total = distribution.cells[0], distribution.total
        yield Counted(
            address=topic.lineage,
            name=topic.version.instrument.short_name,
            topic=topic.name,
            heading=findings.counted_heading(
                topic.version.instrument.short_name,
                when=_round_name(first),
                label=columns[0].label,
                count=best.count,
                share=best.share,
                total=total,
            ),
            columns=tuple(step.label for step in columns),
            rounds=tuple(_round(m, distributed, columns) for m, distributed in shown),
            threshold=answered.threshold,
            figures=(
                {"best": best.count, "assessed": total}
                if best.count is not None and total is not None
                else {}
            ),
        )


def _newest_rounds(found: list[Measurement]) -> list[Measurement]:
    periods = sorted({m.period for m in found}, reverse=True)[:ROUNDS_SHOWN]
    return [m for m in found if m.period in periods]


def _round(
    measurement: Measurement, distribution: Distribution, columns: Sequence[ScaleStep]
) -> Round:
    name = _round_name(measurement)
    return Round(
        name=f"{name}, {measurement.group}" if measurement.group else name,
        total=distribution.total,
        cells=tuple(
            (step.label, _written(cell))
            for step, cell in zip(columns, distribution.cells, strict=True)
        ),
        counts=distribution.cells,
    )


def _written(cell: DistributionCell) -> str | None:
    if cell.is_hidden:
        return None
    if cell.count is not None:
        return str(cell.count)
    return "–" if cell.share is None else f"{in_per_cent(cell.share)} %"


def _round_name(measurement: Measurement) -> str:
    """“forår 2026”, “efterår 2026”, or the year."""
    half = measurement.period.removeprefix(f"{measurement.year}-")
    if half == "1":
        return _("spring %(year)s") % {"year": measurement.year}
    if half == "2":
        return _("autumn %(year)s") % {"year": measurement.year}
    return str(measurement.year)


def _asked(code: str, found: list[Measurement], *, answered: Answered) -> Asked:
    year = max(m.year for m in found)
    version = next(m.topic.version for m in found if m.year == year)
    same = [m for m in found if m.topic.version.scale_id == version.scale_id]
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
            answers=[(m.value, a.topic, a.value) for m, a in zip(newest, answers, strict=True)],
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
        bar=bar,
        positive=f"{sum(shares[-half:])} %" if shares else "",
        negative=f"{sum(shares[:half])} %" if shares else "",
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
        shares.append(int((share * 100).quantize(Decimal(1), ROUND_HALF_UP)))
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
