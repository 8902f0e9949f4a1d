"""Which indicators the values of an import are used for, on its receipt and on each of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from config.slots import SlotPart
from indicators.models import Indicator
from institutions.access import Reader
from measurements.models import Import, Measurement
from measurements.querysets import MeasurementQuerySet


class IndicatorOfImport(NamedTuple):
    """An indicator whose values the import wrote. became: how its result changed, or ""."""

    indicator: Indicator
    became: str


@dataclass(frozen=True, slots=True)
class IndicatorsOfImport:
    """Those of clusters. knows_effects: whether it was seen what became of them."""

    rows: tuple[IndicatorOfImport, ...]
    knows_effects: bool


def on_receipt(batch: Import) -> SlotPart:
    """The indicators that use the values of an import; three queries."""
    indicators = (
        Indicator.objects.in_use()
        .whole()
        .filter(goal__strategy__cluster__isnull=False, pk__in=_using(batch))
    )
    rows = tuple(
        IndicatorOfImport(indicator, _became(batch, indicator))
        for indicator in indicators.select_related("goal__strategy__cluster")
    )
    facts = IndicatorsOfImport(rows, knows_effects=batch.effects is not None)
    return SlotPart("indicators/_of_import.html", facts)


def on_row(user: Reader, measurements: MeasurementQuerySet) -> SlotPart:
    """The indicators that a reader may see and that are worked out from a row's measurements."""
    used_by = (
        Indicator.objects.visible_to(user)
        .in_use()
        .filter(topics__in=measurements.order_by().values("topic"), parent=None)
    )
    return SlotPart(
        "indicators/_of_row.html", used_by.distinct().order_by("goal__strategy", "number")
    )


def _using(batch: Import) -> Sequence[int]:
    """The indicators, whole or in parts, whose topics the import wrote values of."""
    standing = Measurement.objects.filter(batch=batch).order_by().values("topic")
    revised = Measurement.objects.filter(revisions__batch=batch).order_by().values("topic")
    topics = {found["topic"] for found in standing.union(revised)}
    pairs = Indicator.objects.filter(topics__in=topics).values_list("pk", "parent")
    return [parent or pk for pk, parent in pairs]


def _became(batch: Import, indicator: Indicator) -> str:
    """What was noted when it was read in; it may have changed since."""
    for effect in batch.effects or ():
        if effect["indicator"] == indicator.pk:
            told: str = _("from %(before)s to %(after)s") % effect
            return told
    return ""
