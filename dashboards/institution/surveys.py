"""What was counted or asked at an institution: TOPI, language tests, parents and staff.

Small numbers are hidden before anything reaches a page, by what the reader may see.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from chance import judge_counts
from charts import StackedBar
from config.phrases import in_per_cent
from dashboards.findings.counted import best_of, counted_heading, summed_heading
from dashboards.institution.answered import Answered
from dashboards.institution.asked import Asked, asked_of
from dashboards.institution.measured import MeasuredTable, measured_tables
from dashboards.institution.processes import ProcessPart, processes_of
from dashboards.institution.shared_out import bar_of, keys_of
from institutions.access import Reader
from institutions.models import Institution
from institutions.remembering import rows_kept
from institutions.statements import rows_for
from measurements.models import Instrument, Measurement, Scale, ScaleStep, Topic
from measurements.rounds_of_year import round_said, year_before
from measurements.suppression import Distribution, DistributionCell, threshold_for

#: Instruments that are counted, those that are asked, and those that are looked at.
COUNTED = Instrument.Kind.COUNT
ASKED = Instrument.Kind.SURVEY
OBSERVED = Instrument.Kind.OBSERVATION
KINDS = [COUNTED, ASKED, OBSERVED]
YEARS_BACK = 6
ROUNDS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Round:
    """Answers counted once: in all, and (step, how many); None where it may not be told.

    counts: the same as numbers, as far as they are known: how many, and which share.
    """

    name: str
    total: int | None
    cells: tuple[tuple[str, str | None], ...]
    counts: tuple[DistributionCell, ...] = ()
    bar: StackedBar | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """Rounds of one topic, the newest first; columns are the steps, best first."""

    address: str
    name: str
    full_name: str
    topic: str
    heading: str
    columns: tuple[str, ...]
    rounds: tuple[Round, ...]
    threshold: int
    figures: Mapping[str, int]  # what the heading counts
    keys: tuple[tuple[str, str], ...] = ()

    @property
    def has_bars(self) -> bool:
        return any(found.bar for found in self.rounds)

    @property
    def has_hidden(self) -> bool:
        return any(cell is None for found in self.rounds for _step, cell in found.cells)


@dataclass(frozen=True, slots=True)
class Surveys:
    """What has been counted and asked; four queries, or three when nothing is counted.

    tables: of instruments whose figures are neither distributions nor means. processes: figures
    that come more often than once a year, where there are enough.
    """

    counted: tuple[Counted, ...]
    asked: tuple[Asked, ...]
    tables: tuple[MeasuredTable, ...] = ()
    processes: tuple[ProcessPart, ...] = ()

    @classmethod
    def of(cls, institution: Institution, *, user: Reader, on: datetime.date) -> "Surveys":
        measured = rows_for(
            lambda reader, keys: (
                Measurement.objects.visible_to(reader)
                .filter(
                    institution__in=keys,
                    topic__version__instrument__kind__in=KINDS,
                    year__range=(on.year - YEARS_BACK, on.year),
                )
                .select_related("step")
                .order_by("topic__version__instrument__code", "topic__number", "-period", "group")
            ),
            *("surveys", on.year),
            reader=user,
            keys=(institution.pk,),
        )
        topics = topics_by_id()
        for measurement in measured:
            measurement.topic = topics[measurement.topic_id]
        threshold = threshold_for(user)
        answered = Answered.of(measured, threshold=threshold)
        counted = [m for m in measured if answered.is_distributed(m) and _is_share(m)]
        told = {m.pk for m in counted}
        means = [
            m
            for m in measured
            if _kind(m) == ASKED and m.pk not in told and not m.step_id and not m.group
        ]
        asked = newest_of_each_year(means)
        told = {m.pk for m in means}
        distributed = {_code(m) for m in counted}
        return cls(
            counted=tuple(_counted(counted, answered=answered)),
            asked=tuple(
                asked_of(code, list(found), answered=answered)
                for code, found in groupby(asked, key=_code)
            ),
            tables=tuple(
                measured_tables(
                    (m for m in measured if m.pk not in told and _code(m) not in distributed),
                    answered=answered,
                )
            ),
            processes=tuple(processes_of(measured, answered=answered)),
        )


def newest_of_each_year(measured: Iterable[Measurement]) -> list[Measurement]:
    """Of each question and year the newest round, where it is asked more than once in a year."""
    found: dict[tuple[int, int], Measurement] = {}
    for one in measured:  # the newest come first
        found.setdefault((one.topic_id, one.year), one)
    return list(found.values())


def topics_by_id() -> dict[int, Topic]:
    """What is asked, counted and observed: read once for many figures, kept when these change."""
    return {topic.pk: topic for topic in rows_kept(_topics, "topics of surveys")}


def _topics() -> QuerySet[Topic]:
    asked = Topic.objects.filter(version__instrument__kind__in=KINDS).order_by()
    return asked.select_related("scale", "version__scale", "version__instrument")


def _code(measurement: Measurement) -> str:
    return measurement.topic.version.instrument.code


def _is_share(measurement: Measurement) -> bool:
    """Whether its number is the share of the best answer, and not a mean of its own."""
    return measurement.topic.scale_in_use.kind == Scale.Kind.ORDINAL


def _kind(measurement: Measurement) -> str:
    return measurement.topic.version.instrument.kind


def _counted(measured: Sequence[Measurement], *, answered: Answered) -> Iterable[Counted]:
    for topic, found in groupby(measured, key=lambda measurement: measurement.topic):
        rows = list(found)
        shown = [(m, answered.distribution(m)) for m in _newest_rounds(rows)]
        first, distribution = shown[0]
        columns = answered.columns(first)
        best, total = distribution.cells[0], distribution.total
        yield Counted(
            address=topic.lineage,
            name=topic.version.instrument.short_name,
            full_name=topic.version.instrument.name,
            topic=topic.name,
            heading=_heading(first, before=_before(first, rows), answered=answered),
            columns=tuple(step.label for step in columns),
            rounds=tuple(_round(m, distributed, columns) for m, distributed in shown),
            threshold=answered.threshold,
            figures=(
                {"best": best.count, "assessed": total}
                if best.count is not None and total is not None
                else {}
            ),
            keys=keys_of(columns),
        )


def _before(first: Measurement, rows: Iterable[Measurement]) -> Measurement | None:
    """The same round of the year before, of the same children: spring beside spring."""
    period = year_before(first.period, first.year)
    return next((m for m in rows if (m.period, m.group) == (period, first.group)), None)


def _heading(first: Measurement, *, before: Measurement | None, answered: Answered) -> str:
    name = first.topic.version.instrument.short_name
    told = answered.distribution(first)
    when, label = _named_round(first), answered.columns(first)[0].label
    best = told.cells[0]
    was = best_of(answered.distribution(before)) if before else None
    if best.count is None or told.total is None or was is None or before is None:
        return counted_heading(
            name, when=when, label=label, count=best.count, share=best.share, total=told.total
        )
    now = (best.count, told.total)
    return summed_heading(
        name,
        when=when,
        label=label,
        now=now,
        was_when=_round_name(before),
        was=was,
        judged=judge_counts(was, now),
    )


def _newest_rounds(found: list[Measurement]) -> list[Measurement]:
    periods = sorted({m.period for m in found}, reverse=True)[:ROUNDS_SHOWN]
    return [m for m in found if m.period in periods]


def _round(
    measurement: Measurement, distribution: Distribution, columns: Sequence[ScaleStep]
) -> Round:
    return Round(
        name=_named_round(measurement),
        total=distribution.total,
        cells=tuple(
            (step.label, _written(cell))
            for step, cell in zip(columns, distribution.cells, strict=True)
        ),
        counts=distribution.cells,
        bar=bar_of(distribution, columns),
    )


def _written(cell: DistributionCell) -> str | None:
    if cell.is_hidden:
        return None
    if cell.count is not None:
        return str(cell.count)
    return "–" if cell.share is None else f"{in_per_cent(cell.share)} %"


def _named_round(measurement: Measurement) -> str:
    """With the part of the children it is of: “2026, 3-årige”."""
    name = _round_name(measurement)
    return f"{name}, {measurement.group}" if measurement.group else name


def _round_name(measurement: Measurement) -> str:
    """“forår 2026”, “efterår 2026”, or the year."""
    return round_said(measurement.period, measurement.year)
