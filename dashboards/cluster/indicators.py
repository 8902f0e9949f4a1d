"""The indicators of a cluster's strategy, as rows of a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts import SegmentBar, Sparkline, fields_of, sparkline, squares
from config.phrases import listing
from indicators.evaluation import Attainment
from indicators.evaluation.comparing import moved, with_value
from indicators.evaluation.results import InShort
from indicators.evaluation.rules import COUNTS_THINGS, UNIT_BY_UNIT
from indicators.models import Indicator


@dataclass(frozen=True, slots=True)
class YearOfUnits:
    """A year as a field per unit, where a line would tell of a change that other units made."""

    year: int
    chart: SegmentBar


class ShownIndicator(NamedTuple):
    """What a row shows, and no more; see `IndicatorRow`."""

    name: str
    text: str
    href: str
    found: InShort
    trend: Sparkline | None
    trend_text: str
    years: tuple[YearOfUnits, ...]
    trend_note: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator with how it stands now and how it came there.

    trend: a line; years: fields per unit in its place. trend_note: who is not measured this year.
    """

    name: str
    number: int
    text: str
    href: str
    attainment: Attainment
    trend: Sparkline | None
    trend_text: str
    years: tuple[YearOfUnits, ...] = ()
    trend_note: str = ""

    @classmethod
    def of(cls, indicator: Indicator, attainment: Attainment) -> Self:
        known = [year for year in attainment.trend if year.value is not None]
        by_units = _years_of_units(indicator, attainment)
        told = [
            _("%(result)s in %(year)s") % {"result": year.result_text, "year": year.year}
            for year in known
        ]
        return cls(
            name=_("Indicator %(number)s") % {"number": indicator.number},
            number=indicator.number,
            text=indicator.short_text or indicator.text,
            href=indicator.get_absolute_url(),
            attainment=attainment,
            trend=_line(attainment) if len(known) > 1 and not by_units else None,
            trend_text=listing(told),
            years=by_units,
            trend_note=_not_measured(attainment) if moved(attainment.trend) else "",
        )

    @property
    def shown(self) -> ShownIndicator:
        return ShownIndicator(
            self.name,
            self.text,
            self.href,
            self.attainment.in_short,
            self.trend,
            self.trend_text,
            self.years,
            self.trend_note,
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


def _line(found: Attainment) -> Sparkline:
    """The years as a line; it never leads to a year with another scale or other units."""
    return sparkline(
        [year.value for year in found.trend],
        target=found.trend[-1].target,
        breaks=[place for place, year in enumerate(found.trend) if place and year.is_break],
        gaps=moved(found.trend),
    )


def _years_of_units(indicator: Indicator, found: Attainment) -> tuple[YearOfUnits, ...]:
    """The two newest years on one scale as fields, where not the same units are counted."""
    if indicator.aggregation not in UNIT_BY_UNIT or indicator.source in COUNTS_THINGS:
        return ()
    years = with_value(found.trend)
    if found.is_whole or not moved(years):
        return ()
    slots = max(year.units for year in years[-2:])
    return tuple(
        YearOfUnits(
            year.year,
            squares(fields_of(met=year.met, counted=year.counted, units=year.units), slots=slots),
        )
        for year in years[-2:]
    )


def _not_measured(found: Attainment) -> str:
    if not found.missing:
        return ""
    return ngettext(
        "%(count)s is not measured yet", "%(count)s are not measured yet", found.missing
    ) % {"count": found.missing}


def reservations(rows: Sequence[IndicatorRow]) -> tuple[str, ...]:
    """Why some results do not cover every institution, in sentences."""
    return (
        *_about_all(rows),
        *(
            _("%(indicator)s: there are no data yet for %(places)s.")
            % {"indicator": row.name, "places": listing(missing)}
            for row in rows
            if row.has_result and (missing := _places_with("missing", [row]))
        ),
    )


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
