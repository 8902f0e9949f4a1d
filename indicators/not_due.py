"""Data that are not missing: the next inspection is due after the year that is counted."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import listing
from indicators import slots
from indicators.evaluation import Attainment, UnitState
from indicators.evaluation.results import UnitResult
from indicators.models import Indicator
from measurements.models import Instrument


def due_later(
    found: Attainment, *, is_inspected: bool, on: datetime.date
) -> Mapping[int, datetime.date]:
    """Institution id → the day its next inspection is due, where that is after the year counted."""
    lacking = frozenset(unit.institution_id for unit in lacking_in(found))
    if not lacking or not is_inspected:
        return {}
    return slots.not_due.first(lacking, found.year, on) or {}


def lacking_in(found: Attainment) -> list[UnitResult]:
    return [unit for unit in found.unit_results if unit.state == UnitState.MISSING]


def inspected_among(indicators: Iterable[int]) -> frozenset[int]:
    """Those of the indicators that are about what inspections rate alone; one query."""
    rows = Indicator.objects.filter(pk__in=list(indicators), topics__isnull=False).order_by()
    kinds: dict[int, set[str]] = defaultdict(set)
    for pk, kind in rows.values_list("pk", "topics__version__instrument__kind"):
        kinds[pk].add(kind)
    return frozenset(pk for pk, found in kinds.items() if found == {Instrument.Kind.INSPECTION})


def said(names: Mapping[str, datetime.date], *, year: int) -> list[str]:
    """“Solsikken og Lærkereden skal først have tilsyn i 2027, efter 2026.”, a sentence a year."""
    by_year: dict[int, list[str]] = defaultdict(list)
    for name, due_on in names.items():
        by_year[due_on.year].append(name)
    return [
        ngettext(
            "%(places)s is not due to be inspected until %(due)s, which is after %(year)s.",
            "%(places)s are not due to be inspected until %(due)s, which is after %(year)s.",
            len(places),
        )
        % {"places": listing(places), "due": due, "year": year}
        for due, places in sorted(by_year.items())
    ]


def counted(later: Mapping[int, datetime.date], *, year: int) -> str:
    """“3 enheder skal først have tilsyn efter 2026.”"""
    return ngettext(
        "%(count)s unit is not due to be inspected until after %(year)s.",
        "%(count)s units are not due to be inspected until after %(year)s.",
        len(later),
    ) % {"count": len(later), "year": year}


def word() -> str:
    return _("Not due yet")
