"""Taking figures down as they stand today, as evidence of what somebody writes."""

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.utils import translation

from indicators.evaluation import Attainment, UnitResult, UnitState, attainments
from indicators.models import FrozenFigure, Indicator
from institutions.models import Cluster
from measurements.suppression import EVERY_READER
from strategy.models import StatusUpdate


def freeze(
    status_update: StatusUpdate,
    indicators: Iterable[Indicator],
    *,
    cluster: Cluster,
    on: datetime.date,
) -> list[FrozenFigure]:
    """Take the indicators down as the boards see them today, for all who read the goal."""
    chosen = list(indicators)
    institution = status_update.local_goal.institution_id
    with translation.override(settings.LANGUAGE_CODE):
        found = attainments(chosen, cluster=cluster, user=EVERY_READER, on=on)
        figures = [
            _figure(status_update, indicator, found[indicator.pk], institution=institution)
            for indicator in chosen
        ]
    return FrozenFigure.objects.bulk_create(figures)


def _figure(
    status_update: StatusUpdate,
    indicator: Indicator,
    attainment: Attainment,
    *,
    institution: int | None,
) -> FrozenFigure:
    own = next(
        (unit for unit in attainment.unit_results if unit.institution_id == institution), None
    )
    return FrozenFigure(
        status_update=status_update,
        indicator=indicator,
        name=str(indicator)[:300],
        year=attainment.year,
        mark=attainment.mark,
        word=attainment.word,
        result=attainment.result_text,
        target=attainment.target_text,
        own=_told(own) if own else "",
    )


def _told(unit: UnitResult) -> str:
    """What was measured in the unit, or why it is not told."""
    is_told = unit.state in {UnitState.MET, UnitState.NOT_MET, UnitState.COUNTED}
    return unit.label if is_told and unit.label else unit.word
