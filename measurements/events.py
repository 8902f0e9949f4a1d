"""What is written of measurements, published to whoever works something out from them.

`subscribers` are asked before anything is written, within the transaction of the write, and what
each answers with is told afterwards what was written. So what follows from measurements can be kept
in the same transaction, and only where it held before. Whoever writes many rows says so with
`writing_many`; a row saved by itself is published by itself.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from django.db import transaction

from config.row_events import tell_of_rows
from config.slots import Slot
from measurements import models


class DataChange(NamedTuple):
    """What was written about. None is all.

    lineages: what the topics ask for. since: the first year. An empty set of lineages is nothing
    that can have been measured yet, such as a new instrument.
    """

    lineages: frozenset[str] | None = None
    institutions: frozenset[int] | None = None
    since: int | None = None


EVERYTHING = DataChange()
NOTHING = DataChange(lineages=frozenset())

Publish = Callable[[DataChange], None]

subscribers: Slot[[], Publish] = Slot("what is written of measurements")

#: Whether a write of many rows is going on that tells of itself.
_many: ContextVar[bool] = ContextVar("many", default=False)


@contextmanager
def writing_many() -> Iterator[Publish]:
    """A write of many rows in one transaction; what it yields is to be told what was written.

    Within it nothing is told of single rows.
    """
    before = _many.set(True)
    try:
        with transaction.atomic():
            yield _begin()
    finally:
        _many.reset(before)


def _begin() -> Publish:
    told = list(subscribers.all())

    def publish(change: DataChange) -> None:
        for subscriber in told:
            subscriber(change)

    return publish


def publish_rows() -> None:
    """Publish every row that is saved or deleted by itself (called once, when the app is ready)."""
    reference = (
        models.Topic,
        models.InstrumentVersion,
        models.Instrument,
        models.Scale,
        models.ScaleStep,
        models.ScaleBand,
    )
    tell_of_rows(
        "measurements",
        models={
            models.Measurement: _of_measurement,
            models.Inspection: _of_inspection,
            **dict.fromkeys(reference, _of_reference),
        },
        begin=lambda: None if _many.get() else _begin(),
    )


def _of_measurement(row: Any, is_new: bool) -> DataChange:
    return DataChange(
        lineages=frozenset({row.topic.lineage}),
        institutions=frozenset({row.institution_id}),
        since=int(row.year),
    )


def _of_inspection(row: Any, is_new: bool) -> DataChange:
    of_visits = models.Topic.objects.filter(
        version__instrument__kind=models.Instrument.Kind.INSPECTION
    )
    inspected = of_visits.order_by()
    return DataChange(
        lineages=frozenset(inspected.values_list("lineage", flat=True).distinct()),
        institutions=frozenset({row.institution_id}),
        since=int(row.year),
    )


def _of_reference(row: Any, is_new: bool) -> DataChange:
    return NOTHING if is_new else EVERYTHING
