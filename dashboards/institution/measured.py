"""What was counted, observed or asked at an institution, and has no section of another kind.

Key figures, observations in words, an instrument of the municipality's own: a row for each
question, this year beside the year before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Self

from chance import Judged, judge_rating, judge_value
from config.numbers import written
from dashboards.findings.measured import measured_heading
from dashboards.institution.answered import Answered
from measurements.models import Instrument, Measurement, Scale
from measurements.rounds_of_year import in_order_of_year, is_part, part_of, round_said

#: A question, by its lineage, and a part of the house.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """A question, of the house or of a part of it. Texts are as they are shown; None is hidden.

    number: the value or the rank; judged: what may be said of it beside the year before. is_judged:
    whether the scale says what is good. when, was_when: of which part of its year each is. places:
    of a cluster, how many institutions the value is of; hidden_places: of how many there is one
    that is hidden.
    """

    topic: str
    group: str
    value: str | None
    was: str | None
    number: Decimal | None
    was_number: Decimal | None
    judged: Judged | None
    is_judged: bool
    when: str = ""
    was_when: str = ""
    places: int | None = None
    hidden_places: int = 0

    @property
    def is_hidden(self) -> bool:
        return self.value is None

    @property
    def what(self) -> str:
        """The question, and of which part of the year its figure is: for those who take figures."""
        return f"{self.topic} ({self.when})" if self.when else self.topic


@dataclass(frozen=True, slots=True)
class MeasuredTable:
    """The newest year of an instrument, and the one before: of an institution, or of a cluster."""

    code: str  # of its section
    instrument: str
    name: str
    heading: str
    year: int
    was_year: int | None
    group_name: str
    rows: tuple[MeasuredRow, ...]
    threshold: int

    @classmethod
    def of(
        cls,
        instrument: Instrument,
        *,
        years: tuple[int, int | None],
        rows: tuple[MeasuredRow, ...],
        judged: Sequence[Judged],
        threshold: int,
        group_name: str = "",
    ) -> Self:
        """judged: of those rows that were measured both times."""
        year, was_year = years
        heading = measured_heading(
            instrument.short_name,
            year=year,
            was_year=was_year,
            judged=judged,
            are_judged=all(row.is_judged for row in rows),
            count=len(rows),
        )
        return cls(
            code=f"{instrument.code}-tal",
            instrument=instrument.code,
            name=instrument.short_name,
            heading=heading,
            year=year,
            was_year=was_year,
            group_name=group_name,
            rows=rows,
            threshold=threshold,
        )

    @property
    def has_hidden(self) -> bool:
        return any(row.value is None or row.was is None or row.hidden_places for row in self.rows)

    @property
    def is_of_several(self) -> bool:
        """Whether its figures are of several institutions together."""
        return any(row.places is not None for row in self.rows)


def measured_tables(
    measured: Iterable[Measurement], *, answered: Answered
) -> Iterator[MeasuredTable]:
    """A table of each instrument. measured: ordered by instrument and topic, newest first."""
    for instrument, found in groupby(measured, key=lambda m: m.topic.version.instrument):
        of_it = list(found)
        year, was_year = newest_years(of_it)
        newest = _latest(m for m in of_it if m.year == year)
        before = _latest((m for m in of_it if m.year == was_year), like=newest)
        rows = tuple(
            _row(m, before.get(key), answered=answered)
            for key, m in sorted(newest.items(), key=lambda one: _place(one[1]))
        )
        yield MeasuredTable.of(
            instrument,
            years=(year, was_year),
            rows=rows,
            judged=[row.judged for row in rows if row.judged],
            threshold=answered.threshold,
            group_name=instrument.group_name if any(row.group for row in rows) else "",
        )


def newest_years(measured: Iterable[Measurement]) -> tuple[int, int | None]:
    """The newest year, and the one before it that has anything."""
    years = sorted({one.year for one in measured}, reverse=True)
    return years[0], next(iter(years[1:]), None)


def _latest(
    measured: Iterable[Measurement], *, like: Mapping[Key, Measurement] | None = None
) -> dict[Key, Measurement]:
    """Of each question and part of the house the figure of the year, else the last one in it.

    like: those of another year; of a month the same month is taken, where there is one.
    """
    found: dict[Key, Measurement] = {}
    for one in sorted(measured, key=_in_order):
        key = one.topic.lineage, one.group
        part = part_of(like[key].period) if like and key in like else ""
        is_like = part != "" and part_of(one.period) == part
        if key not in found or is_like or not (part and part_of(found[key].period) == part):
            found[key] = one
    return found


def _in_order(one: Measurement) -> tuple[bool, str]:
    return in_order_of_year(one.period)


def _place(measurement: Measurement) -> tuple[int, str]:
    return measurement.topic.number, measurement.group


def _row(now: Measurement, before: Measurement | None, *, answered: Answered) -> MeasuredRow:
    number, was_number = _number(now, answered), _number(before, answered) if before else None
    return MeasuredRow(
        topic=now.topic.name,
        group=now.group,
        value=_written(now, answered),
        was=_written(before, answered) if before else "–",
        number=number,
        was_number=was_number,
        when=_when(now),
        was_when=_when(before) if before else "",
        judged=_judged(now, number, was_number)
        if before
        and before.topic.scale_in_use == now.topic.scale_in_use
        and part_of(before.period) == part_of(now.period)
        else None,
        is_judged=now.step is not None or now.topic.scale_in_use.low_is_good is not None,
    )


def _when(one: Measurement) -> str:
    """“marts 2026”, of a figure that is not of its whole year."""
    return round_said(one.period, one.year) if is_part(one.period) else ""


def _number(measurement: Measurement, answered: Answered) -> Decimal | None:
    if answered.is_hidden(measurement):
        return None
    return Decimal(measurement.step.rank) if measurement.step else measurement.value


def _written(measurement: Measurement, answered: Answered) -> str | None:
    if answered.is_hidden(measurement):
        return None
    if measurement.step:
        return measurement.step.label
    if measurement.value is None:
        return "–"
    return amount(measurement.value, measurement.topic.scale_in_use)


def amount(value: Decimal, scale: Scale) -> str:
    """A number with its unit: “6,1 %”, “12 timer”. On steps it is the share of the best answer."""
    is_share = scale.kind in (Scale.Kind.PERCENT, Scale.Kind.ORDINAL)
    unit = "%" if is_share else scale.unit
    return f"{written(value, scale.decimals)}\N{NO-BREAK SPACE}{unit}".rstrip()


def _judged(measurement: Measurement, now: Decimal | None, was: Decimal | None) -> Judged | None:
    if now is None or was is None:
        return None
    if measurement.step:
        return judge_rating(int(was), int(now))
    scale = measurement.topic.scale_in_use
    return judge_value(was, now, good=good_of(scale), least=scale.smallest_difference)


def good_of(scale: Scale) -> int:
    """1 where high is good, -1 where low is, 0 where the scale does not say."""
    return {None: 0, True: -1, False: 1}[scale.low_is_good]
