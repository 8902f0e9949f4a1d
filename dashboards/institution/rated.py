"""The ratings of an institution's tilsyn, as they are read from the database."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from dashboards.institution.answered import steps_of
from institutions.access import Reader
from institutions.models import Institution
from institutions.statements import rows_for
from measurements.models import Instrument, Measurement, ScaleStep

#: How many years the page shows; ratings are read of as many before them, to compare with.
YEARS_SHOWN = 6


class ThemeRating(NamedTuple):
    """A rating as it is read from the database."""

    lineage: str
    theme: str
    number: int
    version: int
    scale: int
    year: int
    rank: int
    short_label: str
    label: str
    note: str
    file: str | None
    row: int | None
    imported_at: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class LegendStep:
    """A step of the newest scale, for the legend."""

    rank: int
    of: int
    short_label: str
    label: str
    meaning: str


#: What is read of a rating, in the order of its fields.
_ABOUT_RATING = (
    *("topic__lineage", "topic__short_name", "topic__number", "topic__version"),
    *("step__scale", "year", "step__rank", "step__short_label", "step__label"),
    *("note", "batch__file_name", "row_number", "batch__imported_at"),
)


def ratings_at(
    institution: Institution, *, user: Reader, on: datetime.date
) -> tuple[ThemeRating, ...]:
    """The last years' ratings of the whole institution; of several in a year the last one."""
    rows = rows_for(
        lambda reader, keys: (
            Measurement.objects.visible_to(reader)
            .filter(
                institution__in=keys,
                group="",
                topic__version__instrument__kind=Instrument.Kind.INSPECTION,
                step__isnull=False,
                year__range=(on.year - 2 * YEARS_SHOWN, on.year),
            )
            .order_by("year", "topic__number", "period")
            .values_list(*_ABOUT_RATING)
        ),
        *("ratings", on.year),
        reader=user,
        keys=(institution.pk,),
    )
    last = {(rating.lineage, rating.year): rating for rating in (ThemeRating(*row) for row in rows)}
    return tuple(last.values())


def legends_of(scales: set[int]) -> dict[int, tuple[LegendStep, ...]]:
    """Scale → its steps, best first."""
    found: dict[int, list[ScaleStep]] = {}
    for step in steps_of(frozenset(scales)):
        found.setdefault(step.scale_id, []).append(step)
    return {
        scale: tuple(
            LegendStep(step.rank, len(steps), step.short_label, step.label, step.meaning)
            for step in steps
        )
        for scale, steps in found.items()
    }
