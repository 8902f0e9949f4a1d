"""What is made when somebody has answered: an instrument, its scale, an edition, its questions."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max, Model, ProtectedError, QuerySet
from django.utils.text import Truncator

from measurements.models import (
    Instrument,
    InstrumentVersion,
    Scale,
    ScaleStep,
    Topic,
)
from measurements.own.naming import code_for_instrument, code_for_version, lineage_for

SHORT_TOPIC, SHORT_STEP = 60, 40


class NewScale(NamedTuple):
    """How something is measured, as it was described. steps: from lowest to highest."""

    kind: str
    steps: Sequence[str] = ()
    lowest: Decimal | None = None
    highest: Decimal | None = None
    decimals: int = 1
    unit: str = ""
    low_is_good: bool = False


class EditionQuestion(NamedTuple):
    """A question of a new edition. of: the topic of the edition before that it is the same as."""

    name: str
    of: Topic | None = None


@transaction.atomic
def make_instrument(
    *,
    name: str,
    short_name: str,
    kind: str,
    group_name: str,
    year: int,
    scale: Scale | NewScale,
    questions: Sequence[str],
) -> Instrument:
    """An instrument with its first edition."""
    instrument = Instrument.objects.create(
        code=code_for_instrument(name),
        name=name,
        short_name=short_name,
        kind=kind,
        group_name=group_name,
    )
    code = code_for_version(instrument.code, year)
    if isinstance(scale, NewScale):
        scale = make_scale(scale, code=code, name=f"{short_name} {year}")
    version = InstrumentVersion.objects.create(
        instrument=instrument, code=code, name=str(year), scale=scale, from_year=year
    )
    _ask(version, [EditionQuestion(one) for one in questions])
    return instrument


def make_scale(told: NewScale, *, code: str, name: str) -> Scale:
    """The scale that was described. Steps of numbers are what its whole numbers are called."""
    is_rated = told.kind == Scale.Kind.ORDINAL
    scale = Scale.objects.create(
        code=code,
        name=name,
        kind=told.kind,
        lowest=None if is_rated else told.lowest,
        highest=None if is_rated else told.highest,
        decimals=told.decimals,
        unit=told.unit,
        low_is_good=told.low_is_good,
    )
    first = 1 if is_rated or told.lowest is None else int(told.lowest)
    for rank, label in enumerate(told.steps, start=first):
        short = Truncator(label).chars(SHORT_STEP)
        ScaleStep.objects.create(scale=scale, rank=rank, label=label, short_label=short)
    return scale


@transaction.atomic
def make_edition(
    instrument: Instrument,
    *,
    year: int,
    name: str,
    scale: Scale,
    questions: Sequence[EditionQuestion],
    closing: Iterable[InstrumentVersion] = (),
) -> InstrumentVersion:
    """A new edition. closing: those that are used no longer than until it begins.

    An edition of an earlier year is used until the next one begins.
    """
    for version in closing:
        version.to_year = year - 1
        version.save(update_fields=["to_year"])
    later = instrument.versions.filter(from_year__gt=year).order_by("from_year").first()
    version = InstrumentVersion.objects.create(
        instrument=instrument,
        code=code_for_version(instrument.code, year),
        name=name,
        scale=scale,
        from_year=year,
        to_year=later.from_year - 1 if later else None,
    )
    _ask(version, questions)
    return version


@transaction.atomic
def add_questions(version: InstrumentVersion, names: Iterable[str]) -> None:
    """More questions of an edition, behind those it has."""
    last = version.topics.aggregate(last=Max("number"))["last"] or 0
    taken: set[str] = set()
    for number, name in enumerate(names, start=last + 1):
        lineage = lineage_for(version.instrument.code, name, taken)
        taken.add(lineage)
        short = Truncator(name).chars(SHORT_TOPIC)
        Topic.objects.create(
            version=version, number=number, name=name, short_name=short, lineage=lineage
        )


def _ask(version: InstrumentVersion, questions: Sequence[EditionQuestion]) -> None:
    """The questions of an edition, numbered as they stand."""
    taken: set[str] = set()
    for number, question in enumerate(questions, start=1):
        old = question.of
        lineage = old.lineage if old else lineage_for(version.instrument.code, question.name, taken)
        taken.add(lineage)
        keeps_name = old is not None and old.name == question.name
        Topic.objects.create(
            version=version,
            number=number,
            name=question.name,
            short_name=old.short_name
            if old and keeps_name
            else Truncator(question.name).chars(SHORT_TOPIC),
            synonyms=list(old.synonyms) if old else [],
            lineage=lineage,
            scale=old.scale if old and old.scale_id else None,
            is_optional=old.is_optional if old else False,
        )


def is_used(instrument: Instrument) -> bool:
    """Whether anything points at it or at its questions, whoever keeps that."""
    topics = Topic.objects.filter(version__instrument=instrument)
    return _pointed_at(topics) or _pointed_at(
        Instrument.objects.filter(pk=instrument.pk), besides=(InstrumentVersion,)
    )


def _pointed_at(rows: QuerySet[Any], *, besides: tuple[type[Model], ...] = ()) -> bool:
    return any(
        relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": rows}).exists()
        for relation in rows.model._meta.related_objects
        if relation.related_model not in besides
    )


@transaction.atomic
def unmake(instrument: Instrument) -> None:
    """Take an instrument that nothing stands in away, with the scales that were its alone."""
    scales = {version.scale for version in instrument.versions.select_related("scale")}
    instrument.delete()
    for scale in scales:
        try:
            with transaction.atomic():
                scale.delete()
        except ProtectedError:
            continue


@transaction.atomic
def close(instrument: Instrument, *, year: int) -> None:
    """It is used no more: its open editions end with the year, or with their first one."""
    for version in instrument.versions.filter(to_year=None):
        version.to_year = max(year, version.from_year)
        version.save(update_fields=["to_year"])
