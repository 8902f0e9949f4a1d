"""Standings follow what is saved or deleted one row at a time: forms, the admin, a console.

Writes of many rows look after the standings themselves, within `truth.writing`.
"""

from typing import Any, NamedTuple

from django.db import connections
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from institutions.versions import DataVersion
from indicators.snapshots import (keeping, truth)


class Scope(NamedTuple):
    """What follows from a row: see `keeping.keep`. An empty tuple is nothing, None everything."""

    indicators: tuple[int, ...] | None = None
    lineages: tuple[str, ...] | None = None
    institutions: tuple[int, ...] | None = None
    since: int | None = None


EVERYTHING = Scope()


def begin() -> None:
    """Follow every model that standings follow from."""
    from institutions.models import Placement
    from measurements import models

    before = {
        models.Measurement: _of_measurement,
        models.Inspection: _of_inspection,
        models.ManualResult: _of_report,
        models.Indicator: _of_indicator,
        models.Target: _of_target,
        Placement: _of_placement,
        **dict.fromkeys(
            [
                models.Topic,
                models.InstrumentVersion,
                models.Instrument,
                models.Scale,
                models.ScaleStep,
                models.ScaleBand,
            ],
            _of_reference,
        ),
    }
    for model, scope_of in before.items():
        _follow(model, scope_of)
    through = models.Indicator.topics.through
    m2m_changed.connect(_topics_changed, sender=through, dispatch_uid="standings:topics")


def nothing_yet(using: str, **kwargs) -> None:
    """Where nothing has been measured, no standings are those of the data (after migrations)."""
    from measurements.models import (Inspection, Measurement)
    from indicators.models import (ManualResult, ResultSnapshot)

    tables = connections[using].introspection.table_names()
    models = (Measurement, Inspection, ManualResult)
    is_there = ResultSnapshot._meta.db_table in tables and DataVersion._meta.db_table in tables
    if is_there and not any(model._base_manager.using(using).exists() for model in models):
        truth.declare()


def _follow(model: type, scope_of) -> None:
    def about_to(sender, instance, raw=False, **kwargs) -> None:
        if not raw and not truth.is_writing():
            old = sender._base_manager.filter(pk=instance.pk).first() if instance.pk else None
            instance._standings = (truth.were_true(), scope_of(old) if old else None)

    def done(sender, instance, created=False, raw=False, **kwargs) -> None:
        were_true, before = instance.__dict__.pop("_standings", (False, None))
        if not were_true:
            return
        is_new = created and scope_of is _of_reference
        for scope in dict.fromkeys([before, None if is_new else scope_of(instance)]):
            if scope is not None:
                keeping.keep(**scope._asdict())
        if is_new and before is None:  # nothing can have been measured by it yet
            truth.declare()

    name = f"standings:{model.__name__}"
    pre_save.connect(about_to, sender=model, weak=False, dispatch_uid=f"{name}:pre_save")
    post_save.connect(done, sender=model, weak=False, dispatch_uid=f"{name}:post_save")
    pre_delete.connect(about_to, sender=model, weak=False, dispatch_uid=f"{name}:pre_delete")
    post_delete.connect(done, sender=model, weak=False, dispatch_uid=f"{name}:post_delete")


def _topics_changed(sender, instance, action, reverse=False, **kwargs) -> None:
    if truth.is_writing():
        return
    if action.startswith("pre_"):
        instance._standings_of_topics = truth.were_true()
    elif instance.__dict__.pop("_standings_of_topics", False):
        scope = EVERYTHING if reverse else Scope(indicators=(instance.pk,))
        keeping.keep(**scope._asdict())


def _of_measurement(row: Any) -> Scope:
    return Scope(
        lineages=(row.topic.lineage,),
        institutions=(row.institution_id,),
        since=int(row.year),
    )


def _of_inspection(row: Any) -> Scope:
    from measurements.models import Topic

    inspected = Topic.objects.filter(version__instrument__code=keeping.INSPECTED)
    lineages = tuple(inspected.order_by().values_list("lineage", flat=True).distinct())
    return Scope(lineages=lineages, institutions=(row.institution_id,), since=int(row.year))


def _of_report(row: Any) -> Scope:
    places = () if row.institution_id is None else (row.institution_id,)
    return Scope(indicators=(row.indicator_id,), institutions=places, since=int(row.year))


def _of_indicator(row: Any) -> Scope:
    return Scope(indicators=tuple(filter(None, (row.pk, row.parent_id))))


def _of_target(row: Any) -> Scope:
    return Scope(indicators=(row.indicator_id,))


def _of_placement(row: Any) -> Scope:
    return Scope(institutions=(row.institution_id,))


def _of_reference(_row: Any) -> Scope:
    return EVERYTHING
