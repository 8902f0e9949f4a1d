"""The indicators of a cluster's strategy, as rows of a table."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chance import Judged
from charts import SegmentBar, fields_of, squares
from config.phrases import listing
from indicators import not_due
from indicators.evaluation import Attainment, YearResult
from indicators.evaluation.attainments import InShort
from indicators.evaluation.rules import UNIT_BY_UNIT, Source
from indicators.models import Indicator
from meetings.promised import Promise

#: So many years are shown at most.
MOST_YEARS = 4
#: More things than this are not drawn one by one.
MOST_FIELDS = 20


@dataclass(frozen=True, slots=True)
class ShownYear:
    """A year: a field for each thing counted where they are counted, and the result in words.

    is_break: another scale begins. note: who is not counted.
    """

    year: int
    result: str
    chart: SegmentBar | None
    note: str
    is_break: bool


class ShownIndicator(NamedTuple):
    """What a row shows, and no more; see `IndicatorRow`."""

    name: str
    text: str
    href: str
    found: InShort
    years: tuple[ShownYear, ...]
    judged: Judged | None
    since: int | None
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator: how it stands now, how it came there, and whether that is a change.

    promises: what is done about it, where somebody has promised that.
    """

    pk: int
    name: str
    number: int
    text: str
    href: str
    attainment: Attainment
    years: tuple[ShownYear, ...] = ()
    promises: tuple[Promise, ...] = ()

    @classmethod
    def of(cls, indicator: Indicator, attainment: Attainment) -> Self:
        return cls(
            pk=indicator.pk,
            name=_("Indicator %(number)s") % {"number": indicator.number},
            number=indicator.number,
            text=indicator.short_text or indicator.text,
            href=indicator.get_absolute_url(),
            attainment=attainment,
            years=_years(indicator, attainment),
        )

    @property
    def shown(self) -> ShownIndicator:
        held = self.attainment.since_last
        return ShownIndicator(
            self.name,
            self.text,
            self.href,
            self.attainment.in_short,
            self.years,
            self.attainment.judged,
            held.before.year if held else None,
            self.promises,
        )

    @property
    def is_reached(self) -> bool:
        return self.attainment.status == "met"

    @property
    def has_result(self) -> bool:
        return self.attainment.value is not None

    @property
    def lacking_units(self) -> int:
        """Units that are counted but do not meet the target; 0 where units are not counted so."""
        found = self.attainment
        by_unit = any(unit.state in {"met", "not_met"} for unit in found.unit_results)
        return found.counted - found.met if by_unit and found.status != "met" else 0


def _years(indicator: Indicator, found: Attainment) -> tuple[ShownYear, ...]:
    """The newest years in which something is known; fields of one width, never a line."""
    known = [year for year in found.trend if year.value is not None][-MOST_YEARS:]
    fields = [_fields(indicator, found, year) for year in known]
    slots = max(map(len, fields), default=0)
    return tuple(
        ShownYear(
            year.year,
            _in_words(year, keys, indicator),
            squares(keys, slots=slots) if keys else None,
            _not_counted(year),
            bool(place and year.is_break),
        )
        for place, (year, keys) in enumerate(zip(known, fields, strict=True))
    )


def _in_words(year: YearResult, keys: list[str], indicator: Indicator) -> str:
    """“7 of 10” methods; else as people say it."""
    if keys and indicator.source == Source.METHODS:
        values = {"met": year.result_text, "counted": len(keys)}
        return _("%(met)s of %(counted)s") % values
    return year.result_text


def _fields(indicator: Indicator, found: Attainment, year: YearResult) -> list[str]:
    """A field for each unit, or each method that is to be in use; none where nothing is counted."""
    if indicator.source == Source.METHODS:
        target = int(year.target or 0)
        met = min(int(year.value or 0), target)
        return fields_of(met=met, counted=target, units=target) if target <= MOST_FIELDS else []
    is_of_units = indicator.aggregation in UNIT_BY_UNIT and not year.is_whole
    if not is_of_units or year.units > MOST_FIELDS or not found.has_target:
        return []
    return fields_of(met=year.met, counted=year.counted, units=year.units)


def _not_counted(year: YearResult) -> str:
    """How many units a year says nothing of, and why."""
    told = []
    if year.missing:
        told.append(_("%(count)s not measured") % {"count": year.missing})
    if year.not_rated:
        told.append(_("%(count)s Light-tilsyn") % {"count": year.not_rated})
    if year.suppressed:
        told.append(_("%(count)s hidden") % {"count": year.suppressed})
    return ", ".join(told)


def reservations(rows: Sequence[IndicatorRow], *, on: datetime.date) -> tuple[str, ...]:
    """Why some results do not cover every institution, in sentences; at most four queries."""
    told = [row for row in rows if row.has_result and not_due.lacking_in(row.attainment)]
    inspected: frozenset[int] = frozenset()
    if told:
        inspected = not_due.inspected_among(row.attainment.indicator_id for row in told)
    return (*_about_all(rows), *(text for row in told for text in _lacking(row, inspected, on=on)))


def _lacking(row: IndicatorRow, inspected: frozenset[int], *, on: datetime.date) -> Iterator[str]:
    """Where there are no data, and where there are none because nothing is due yet."""
    found = row.attainment
    later = not_due.due_later(found, is_inspected=found.indicator_id in inspected, on=on)
    lacking = not_due.lacking_in(found)
    due = {
        unit.name: later[unit.institution_id] for unit in lacking if unit.institution_id in later
    }
    for text in not_due.said(due, year=found.year):
        yield _("%(indicator)s: %(text)s") % {"indicator": row.name, "text": text}
    if missing := [unit.name for unit in lacking if unit.name not in due]:
        words = {"indicator": row.name, "places": listing(missing)}
        yield _("%(indicator)s: data are still missing for %(places)s.") % words


def _places_with(state: str, rows: Sequence[IndicatorRow]) -> list[str]:
    """The institutions for which one of the indicators is in the state, each once."""
    units = (unit for row in rows for unit in row.attainment.unit_results if unit.state == state)
    return list(dict.fromkeys(unit.name for unit in units))


def _about_all(rows: Sequence[IndicatorRow]) -> Iterator[str]:
    """What holds of institutions whatever the indicator."""
    if light := _places_with("not_rated", rows):
        yield (
            ngettext(
                "%(places)s had an inspection without ratings (Light-tilsyn) and does not count.",
                "%(places)s had an inspection without ratings (Light-tilsyn) and do not count.",
                len(light),
            )
            % {"places": listing(light)}
        )
    if hidden := _places_with("suppressed", rows):
        yield (
            ngettext(
                "%(places)s is hidden, because too few have answered.",
                "%(places)s are hidden, because too few have answered.",
                len(hidden),
            )
            % {"places": listing(hidden)}
        )
