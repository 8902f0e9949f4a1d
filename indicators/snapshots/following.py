"""The snapshots follow what is written: of measurements, of placements and of indicators.

What is asked for here is whether they held before the write; only then are they kept after it.
Writes of many rows of our own look after the snapshots themselves, within `truth.writing`.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import connections
from django.db.models.signals import m2m_changed

from config.row_events import tell_of_rows
from indicators.models import Indicator, ManualResult, ResultSnapshot, Target
from indicators.snapshots import keeping, truth
from institutions import events as places
from institutions.versions import DataVersion
from measurements import events as measured
from measurements.models import Inspection, Measurement


class Affected(NamedTuple):
    """What follows from a row: see `keeping.keep`. An empty tuple is nothing, None everything."""

    indicators: tuple[int, ...] | None = None
    institutions: tuple[int, ...] | None = None
    since: int | None = None


def subscribe() -> None:
    """Follow everything that the snapshots follow from."""
    measured.subscribers.fill("indicators", _of_measurements)
    places.subscribers.fill("indicators", _of_placements)
    tell_of_rows(
        "indicators",
        models={
            ManualResult: _of_report,
            Indicator: lambda row, is_new: _of_indicators(row.pk, row.parent_id),
            Target: lambda row, is_new: _of_indicators(row.indicator_id),
        },
        begin=_begin,
    )
    through = Indicator.topics.through
    m2m_changed.connect(_topics_changed, sender=through, dispatch_uid="snapshots:topics")


def nothing_yet(using: str, **kwargs: Any) -> None:
    """Where nothing has been measured, no snapshots are those of the data (after migrations)."""
    tables = connections[using].introspection.table_names()
    models = (Measurement, Inspection, ManualResult)
    is_there = ResultSnapshot._meta.db_table in tables and DataVersion._meta.db_table in tables
    if is_there and not any(model._base_manager.using(using).exists() for model in models):
        truth.declare()


def _of_measurements() -> measured.Publish:
    held = truth.were_true()

    def keep(change: measured.DataChange) -> None:
        if held and change == measured.NOTHING:
            truth.declare()
        elif held:
            keeping.keep(**change._asdict())

    return keep


def _of_placements() -> places.Publish:
    held = truth.were_true()

    def keep(institution: int) -> None:
        if held:
            keeping.keep(institutions=(institution,))

    return keep


def _begin() -> Callable[[Affected], None] | None:
    if truth.is_writing():
        return None
    held = truth.were_true()

    def keep(affected: Affected) -> None:
        if held:
            keeping.keep(**affected._asdict())

    return keep


def _topics_changed(
    sender: object, instance: Any, action: str, reverse: bool = False, **kwargs: object
) -> None:
    if truth.is_writing():
        return
    if action.startswith("pre_"):
        instance._snapshots_held = truth.were_true()
    elif instance.__dict__.pop("_snapshots_held", False):
        keeping.keep(**(Affected() if reverse else _of_indicators(instance.pk))._asdict())


def _of_report(row: Any, is_new: bool) -> Affected:
    places = () if row.institution_id is None else (row.institution_id,)
    return Affected(indicators=(row.indicator_id,), institutions=places, since=int(row.year))


def _of_indicators(*keys: int | None) -> Affected:
    return Affected(indicators=tuple(key for key in keys if key))
