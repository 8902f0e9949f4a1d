"""Figures of an institution that come more often than once a year, within their usual wander."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.text import slugify

from chance import Process, process
from chance import process_words as words
from charts import LineChart, line_chart
from dashboards.institution.answered import Answered
from measurements.models import Instrument, Measurement
from measurements.rounds_of_year import part_of, round_said

#: Quarters and weeks have a course of their own beside the months.
KINDS = {"K": "kvartal", "U": "uge"}


@dataclass(frozen=True, slots=True)
class ProcessPart:
    """A figure over its newest months or rounds. how: how its finding is known."""

    address: str
    instrument: str
    name: str
    heading: str
    how: tuple[str, ...]
    chart: LineChart
    decimals: int


def processes_of(measured: Iterable[Measurement], *, answered: Answered) -> Iterator[ProcessPart]:
    """Those of which enough is known, on the scale of the newest. measured: in any order."""
    for (lineage, group, kind), found in _series(measured).items():
        scale = found[-1].topic.scale_in_use
        same = [one for one in found if one.topic.scale_in_use.pk == scale.pk]
        told = [one for one in same if not _is_hidden(one, answered) and one.value is not None]
        wander = process(
            [float(one.value or 0) for one in told],
            lowest=None if scale.lowest is None else float(scale.lowest),
            highest=None if scale.highest is None else float(scale.highest),
        )
        if wander:
            yield _part("-".join(filter(None, (lineage, "forloeb", kind, group))), told, wander)


def _series(measured: Iterable[Measurement]) -> dict[tuple[str, str, str], list[Measurement]]:
    """Counted more often than once a year: topic, group and kind of period → figures in order."""
    series: dict[tuple[str, str, str], list[Measurement]] = defaultdict(list)
    for one in sorted(measured, key=lambda one: one.period):
        instrument = one.topic.version.instrument
        is_counted = instrument.kind == Instrument.Kind.COUNT and not instrument.is_running
        if is_counted and one.period != str(one.year):
            kind = KINDS.get(part_of(one.period)[:1], "")
            series[one.topic.lineage, one.group, kind].append(one)
    return series


def _part(address: str, told: Sequence[Measurement], wander: Process) -> ProcessPart:
    newest = told[-len(wander.values) :]
    topic = newest[-1].topic
    times = [time_of(one) for one in newest]
    decimals = topic.scale_in_use.decimals or 1
    name = f"{topic.name}, {newest[-1].group}" if newest[-1].group else topic.name
    return ProcessPart(
        address=slugify(address),
        instrument=topic.version.instrument.short_name,
        name=name,
        heading=f"{name}: {words.found(wander, times)}",
        how=words.how(wander, decimals),
        chart=line_chart(
            list(zip(times, wander.values, strict=True)),
            lowest=min(wander.low, *wander.values),
            limits=(wander.low, wander.mean, wander.high),
            marked=wander.outside,
        ),
        decimals=decimals,
    )


def _is_hidden(one: Measurement, answered: Answered) -> bool:
    if answered.is_hidden(one):
        return True
    return answered.is_distributed(one) and answered.distribution(one).cells[0].is_hidden


def time_of(one: Measurement) -> str:
    """“marts 2026”, “forår 2026”, or the period as it is."""
    said = round_said(one.period, one.year)
    return one.period if said == str(one.year) else said
