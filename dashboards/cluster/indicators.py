"""The indicators of a cluster's strategy, as rows of a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.charts import Sparkline, sparkline
from dashboards.findings.words import listing
from measurements.attainment import Attainment
from measurements.models import Indicator


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator with how it stands now and how it came there."""

    name: str
    number: int
    text: str
    href: str
    attainment: Attainment
    trend: Sparkline | None
    trend_text: str

    @classmethod
    def of(cls, indicator: Indicator, attainment: Attainment) -> Self:
        years = attainment.trend
        known = [year for year in years if year.value is not None]
        chart = None
        if len(known) > 1:
            chart = sparkline(
                [year.value for year in years],
                target=years[-1].target,
                breaks=[place for place, year in enumerate(years) if place and year.is_break],
            )
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
            trend=chart,
            trend_text=listing(told),
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


def reservations(rows: Sequence[IndicatorRow]) -> tuple[str, ...]:
    """Why some results do not cover every institution, in sentences."""
    light: dict[str, list[str]] = {}
    hidden: dict[str, list[str]] = {}
    for row in rows:
        for unit in row.attainment.unit_results:
            if unit.state == "not_rated":
                light.setdefault(unit.name, []).append(row.name)
            elif unit.state == "suppressed":
                hidden.setdefault(unit.name, []).append(row.name)
    notes = []
    if light:
        notes.append(
            ngettext(
                "%(places)s had an inspection without ratings (Light-tilsyn) and does not count.",
                "%(places)s had an inspection without ratings (Light-tilsyn) and do not count.",
                len(light),
            )
            % {"places": listing(list(light))}
        )
    if hidden:
        notes.append(
            ngettext(
                "%(places)s is hidden, because too few have answered.",
                "%(places)s are hidden, because too few have answered.",
                len(hidden),
            )
            % {"places": listing(list(hidden))}
        )
    for row in rows:
        missing = [unit.name for unit in row.attainment.unit_results if unit.state == "missing"]
        if missing and row.has_result:
            notes.append(
                _("%(indicator)s: there are no data yet for %(places)s.")
                % {"indicator": row.name, "places": listing(missing)}
            )
    return tuple(notes)
