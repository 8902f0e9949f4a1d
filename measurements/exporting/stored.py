"""The measurements of a layout's instrument as they lie in the database, ready to be written."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet

from institutions.models import Identifier, Institution
from measurements.layouts import Layout
from measurements.models import AnswerCount, Inspection, Measurement


class ExportedValue(NamedTuple):
    """A measurement, in the order of FIELDS."""

    pk: int
    topic: int
    institution: int
    group: str
    period: str
    year: int
    measured_on: datetime.date | None
    value: Decimal | None
    step: int | None
    respondents: int | None
    is_suppressed: bool
    note: str


FIELDS = (
    "pk",
    "topic_id",
    "institution_id",
    "group",
    "period",
    "year",
    "measured_on",
    "value",
    "step_id",
    "respondents",
    "is_suppressed",
    "note",
)


class ExportedPlace(NamedTuple):
    """An institution: its name, and its present numbers by kind."""

    name: str
    numbers: dict[str, str]


class StoredAnswer(NamedTuple):
    """How many, or which share, gave the answer of a step."""

    step: int
    number: int | None
    share: Decimal | None
    is_suppressed: bool


@dataclass(frozen=True, slots=True)
class StoredMeasurements:
    """What there is to write: values in the order of places and periods, and what belongs to them.

    answers: by measurement. inspections: by institution and year.
    """

    values: list[ExportedValue]
    places: dict[int, ExportedPlace]
    answers: dict[int, list[StoredAnswer]] = field(default_factory=dict)
    inspections: dict[tuple[int, int], list[Inspection]] = field(default_factory=dict)


def stored(
    layout: Layout,
    *,
    institutions: Iterable[int] | None = None,
    year: int | None = None,
    latest: bool = False,
) -> StoredMeasurements:
    """Everything measured with the layout's instrument, in five queries.

    institutions: only these (all unless told). latest: only the last period of each institution
    and group.
    """
    measured = Measurement.objects.filter(topic__version__instrument__code=layout.instrument)
    inspected = Inspection.objects.all() if layout.inspections else Inspection.objects.none()
    if not layout.rates:
        measured = measured.none()
    if institutions is not None:
        chosen = list(institutions)
        measured = measured.filter(institution__in=chosen)
        inspected = inspected.filter(institution__in=chosen)
    if year is not None:
        measured, inspected = measured.filter(year=year), inspected.filter(year=year)
    order = ("institution", "period", "group", "topic__version", "topic__number")
    values = [ExportedValue(*row) for row in measured.order_by(*order).values_list(*FIELDS)]
    inspections = list(inspected.order_by("institution", "year", "kind"))
    if latest:
        values, inspections = _latest(values, inspections)
    by_year = defaultdict(list)
    for inspection in inspections:
        by_year[inspection.institution_id, inspection.year].append(inspection)
    used = {value.institution for value in values} | {one for one, _year in by_year}
    answers = _answers(measured, {value.pk for value in values}) if layout.answers else {}
    return StoredMeasurements(values, places(used), answers, dict(by_year))


def places(institutions: Iterable[int]) -> dict[int, ExportedPlace]:
    """Institutions by their keys, in Danish order of their names."""
    chosen = Institution.objects.filter(pk__in=institutions)
    found = {pk: ExportedPlace(name, {}) for pk, name in chosen.values_list("pk", "name")}
    current = Identifier.objects.current().filter(institution__in=found)
    for pk, kind, value in current.order_by("pk").values_list("institution", "kind", "value"):
        found[pk].numbers[kind] = value
    return found


def _latest(
    values: list[ExportedValue], inspections: list[Inspection]
) -> tuple[list[ExportedValue], list[Inspection]]:
    if inspections:  # an inspection without ratings is the last one all the same
        last: dict[int, int] = {}
        for pk, year in [(one.institution_id, one.year) for one in inspections] + [
            (value.institution, value.year) for value in values
        ]:
            last[pk] = max(year, last.get(pk, year))
        return (
            [value for value in values if value.year == last[value.institution]],
            [one for one in inspections if one.year == last[one.institution_id]],
        )
    period: dict[tuple[int, str], str] = {}
    for value in values:
        key = (value.institution, value.group)
        period[key] = max(value.period, period.get(key, ""))
    return [one for one in values if one.period == period[one.institution, one.group]], []


def _answers(measured: QuerySet[Measurement], wanted: set[int]) -> dict[int, list[StoredAnswer]]:
    rows = (
        AnswerCount.objects.filter(measurement__in=measured)
        .order_by("measurement", "-step__rank")
        .values_list("measurement", "step", "count", "share", "is_suppressed")
    )
    answers = defaultdict(list)
    for pk, step, number, share, is_suppressed in rows:
        if pk in wanted:
            answers[pk].append(StoredAnswer(step, number, share, is_suppressed))
    return dict(answers)
