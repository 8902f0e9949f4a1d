"""When boards were informed of inspections, and what they answered."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Min, QuerySet

from duties.models import BoardTold
from institutions.editions import ANYBODY
from institutions.roles import OF_INSTITUTIONS
from institutions.statements import rows_for
from measurements.models import Inspection
from meetings.models import AgendaItem
from meetings.workflow import OVER

#: An inspection as it is unique: institution, year and kind.
Key = tuple[int, int, str]


def key_of(inspection: Inspection) -> Key:
    return inspection.institution_id, inspection.year, inspection.kind


def boards_told(
    inspections: Iterable[Inspection], *, on: datetime.date
) -> dict[Key, tuple[datetime.date, str]]:
    """Inspection → when the board was first informed of it, and what it answered.

    By an item of a meeting that was held, and by what was noted by hand. Of a confidential item
    nothing is told.
    """
    by_id = {inspection.pk: key_of(inspection) for inspection in inspections}
    held = rows_for(
        lambda _reader, keys: _informed(keys, on=on),
        *("informed", on),
        reader=ANYBODY,
        keys=tuple(by_id),
    )
    told = {by_id[pk]: (day, "") for pk, day in held}
    noted = rows_for(
        lambda _reader, keys: BoardTold.objects.filter(institution__in=keys, told_on__lte=on),
        *("noted by hand", on),
        reader=ANYBODY,
        keys=sorted({key[0] for key in by_id.values()}),
    )
    for row in noted:
        key = (row.institution_id, row.year, row.visit)
        first = min(row.told_on, told[key][0]) if key in told else row.told_on
        told[key] = (first, row.answer)
    return told


def _informed(inspections: Sequence[int], *, on: datetime.date) -> QuerySet[Any, Any]:
    """Inspection → the first meeting that an item about it was at."""
    return (
        AgendaItem.inspections.through.objects.filter(
            inspection__in=inspections,
            agendaitem__is_confidential=False,
            agendaitem__meeting__status__in=OVER,
            agendaitem__meeting__held_on__lte=on,
            agendaitem__meeting__board__kind__in=OF_INSTITUTIONS,
        )
        .values_list("inspection")
        .annotate(first=Min("agendaitem__meeting__held_on"))
    )
