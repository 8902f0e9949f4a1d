"""Snapshots worked out and written, set by set."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction

from config.django_private import delete_unasked
from indicators.evaluation.catalogue import RuleCatalogue
from indicators.models import ResultSnapshot
from indicators.snapshots.rows import in_parts
from indicators.snapshots.truth import declare, writing
from institutions.versions import versions
from measurements.importing.tables import fill

COLUMNS = (
    "indicator_id",
    "institution_id",
    "year",
    "audience",
    "state",
    "value",
    "rank",
    "raw",
    "topic_id",
    "as_of",
    "carried_from",
    "is_light",
    "is_other_scale",
    "has_reading",
    "shown_topic_id",
    "shown_rank",
    "shown_value",
)


@transaction.atomic
def rebuild() -> int:
    """Every standing anew, of every year; how many there are."""
    ResultSnapshot.objects.all().delete()
    count = _write(RuleCatalogue.of(versions()))
    declare()
    return count


@contextmanager
def rebuilding() -> Iterator[None]:
    """A write that leaves no standing as it was: all are made anew with it, if they held before."""
    with writing() as were_true:
        yield
        if were_true:
            rebuild()


@transaction.atomic
def keep(
    *,
    indicators: Iterable[int] | None = None,
    lineages: Iterable[str] | None = None,
    institutions: Iterable[int] | None = None,
    since: int | None = None,
) -> None:
    """Keep the snapshots of what has been written, and say that they hold.

    indicators: these and what they are parts of, None all. lineages: those about topics that ask
    for the same as these. institutions: None all. since: the first year that anything was written
    about; earlier ones stand as they did.
    """
    catalogue = RuleCatalogue.of(versions())
    wanted = _touched(catalogue, indicators, lineages)
    places = None if institutions is None else sorted(set(institutions))
    if wanted:
        old = ResultSnapshot.objects.filter(indicator__in=wanted)
        if places is not None:
            old = old.filter(institution__in=places)
        if since is not None:
            old = old.filter(year__gte=since)
        delete_unasked(old.order_by())
        _write(catalogue, only=wanted, places=places, since=since)
    declare()


def _touched(
    catalogue: RuleCatalogue, indicators: Iterable[int] | None, lineages: Iterable[str] | None
) -> set[int]:
    """The rules to work out again: a composite with its parts, and parts with their composite."""
    if indicators is None and lineages is None:
        return set(catalogue.rules)
    asked, about = set(indicators or ()), set(lineages or ())
    touched = {
        pk
        for pk, rule in catalogue.rules.items()
        if pk in asked or any(topic.lineage in about for topic in rule.topics)
    }
    for pk, rule in catalogue.rules.items():
        family = {pk, *(part.indicator_id for part in rule.parts)}
        if rule.parts and family & touched:
            touched |= family
    return touched


def _write(
    catalogue: RuleCatalogue,
    *,
    only: set[int] | None = None,
    places: Sequence[int] | None = None,
    since: int | None = None,
) -> int:
    count = 0
    for found in in_parts(catalogue, only, places, since):
        with connection.cursor() as cursor:
            fill(cursor, ResultSnapshot, COLUMNS, found)
        count += len(found)
    return count
