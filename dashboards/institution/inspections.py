"""Tilsyn of an institution: themes by years, with a break where the scale changed."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dashboards.findings import institution as findings
from dashboards.institution.rated import (
    YEARS_SHOWN,
    LegendStep,
    ThemeRating,
    legends_of,
    ratings_at,
)
from duties.due import INSPECTED
from institutions.access import Reader, scope_of
from institutions.models import Institution
from institutions.statements import rows_for
from measurements.models import Inspection


@dataclass(frozen=True, slots=True)
class RatingCell:
    """A rating, or why there is none: `light` after an inspection without ratings."""

    rank: int = 0
    of: int = 0
    label: str = ""
    light: bool = False
    is_break: bool = False


@dataclass(frozen=True, slots=True)
class InspectionYear:
    """A year. `is_break`: another scale begins with it."""

    year: int
    version: int | None
    is_break: bool
    light: bool


@dataclass(frozen=True, slots=True)
class ScaleSpan:
    """Years side by side that share a scale, for the upper head of the table."""

    label: str
    span: int
    is_break: bool


@dataclass(frozen=True, slots=True)
class InspectionTheme:
    name: str
    cells: tuple[RatingCell, ...]


@dataclass(frozen=True, slots=True)
class RatingSource:
    """Where the newest ratings stand: file, first and last row, when it was read."""

    file: str
    first_row: int
    last_row: int
    imported_on: datetime.date


@dataclass(frozen=True, slots=True)
class Inspections:
    """The tilsyn of the last years; three queries."""

    newest: Inspection | None
    columns: tuple[InspectionYear, ...]
    stretches: tuple[ScaleSpan, ...]
    themes: tuple[InspectionTheme, ...]
    legend: tuple[LegendStep, ...]
    orders: tuple[tuple[str, str], ...]
    rated_in: int | None
    source: RatingSource | None
    heading: str
    highest: tuple[str, ...]
    lowest: tuple[str, ...]
    figures: Mapping[str, int]  # what the heading counts
    register: str  # the address of the institution in the register, where it is in it
    is_asked: bool  # whether it has any, or is of a kind that has

    @classmethod
    def of(cls, institution: Institution, *, user: Reader, on: datetime.date) -> Self:
        visits = tuple(
            rows_for(
                lambda reader, keys: (
                    Inspection.objects.visible_to(reader)
                    .filter(institution__in=keys, year__lte=on.year)
                    .order_by("-year", "-closed_on", "-pk")[:YEARS_SHOWN]
                ),
                *("visits", on.year),
                reader=user,
                keys=(institution.pk,),
            )
        )
        ratings = ratings_at(institution, user=user, on=on)
        steps = legends_of({rating.scale for rating in ratings})
        years = sorted({visit.year for visit in visits} | {r.year for r in ratings})[-YEARS_SHOWN:]
        columns = _columns(years, ratings=ratings, visits=visits)
        newest_rated = max((rating.year for rating in ratings), default=None)
        newest = tuple(rating for rating in ratings if rating.year == newest_rated)
        ranks = {rating.rank for rating in newest}
        return cls(
            newest=visits[0] if visits else None,
            columns=columns,
            stretches=_stretches(columns),
            themes=_themes(ratings, columns=columns, steps=steps),
            legend=steps[newest[0].scale] if newest else (),
            orders=tuple((rating.theme, rating.note) for rating in newest if rating.note),
            rated_in=newest_rated,
            source=None if scope_of(user).is_board_only else _source(newest),
            heading=_heading(ratings, columns=columns, steps=steps, newest=newest),
            highest=_extreme(newest, max(ranks)) if len(ranks) > 1 else (),
            lowest=_extreme(newest, min(ranks)) if len(ranks) > 1 else (),
            figures=_figures(columns=columns, steps=steps, newest=newest),
            register=_register(institution, on=on),
            is_asked=institution.is_daycare or bool(columns),
        )

    @property
    def is_empty(self) -> bool:
        return not self.columns

    @property
    def has_break(self) -> bool:
        return any(column.is_break for column in self.columns)


def _register(institution: Institution, *, on: datetime.date) -> str:
    is_open = institution.closed_on is None or institution.closed_on >= on
    if institution.kind not in INSPECTED or not is_open:
        return ""
    return reverse("inspection_duty", args=[institution.slug])


def _columns(
    years: Sequence[int], *, ratings: Sequence[ThemeRating], visits: Sequence[Inspection]
) -> tuple[InspectionYear, ...]:
    version_in = {rating.year: rating.version for rating in ratings}
    light = {visit.year for visit in visits if visit.kind == Inspection.Kind.LIGHT}
    columns = []
    before = None
    for year in years:
        version = version_in.get(year, before)
        columns.append(
            InspectionYear(
                year=year,
                version=version,
                is_break=before is not None and version != before,
                light=year in light and year not in version_in,
            )
        )
        before = version
    return tuple(columns)


def _stretches(columns: Sequence[InspectionYear]) -> tuple[ScaleSpan, ...]:
    runs = [list(run) for _version, run in groupby(columns, key=lambda column: column.version)]
    if len(runs) < 2:
        return ()
    stretches = []
    for place, run in enumerate(runs):
        years = {"first": run[0].year, "last": run[-1].year}
        if place == 0:
            label = _("Scale until %(last)s") % years
        elif place == len(runs) - 1:
            label = _("New scale from %(first)s") % years
        else:
            label = _("Scale %(first)s–%(last)s") % years
        stretches.append(ScaleSpan(label, len(run), is_break=place > 0))
    return tuple(stretches)


def _themes(
    ratings: Sequence[ThemeRating],
    *,
    columns: Sequence[InspectionYear],
    steps: Mapping[int, tuple[LegendStep, ...]],
) -> tuple[InspectionTheme, ...]:
    rated = {(rating.lineage, rating.year): rating for rating in ratings}
    names = {r.lineage: (r.number, r.theme) for r in ratings}  # the newest version's own words
    themes = []
    for lineage, (_number, name) in sorted(names.items(), key=lambda item: item[1]):
        cells = []
        for column in columns:
            rating = rated.get((lineage, column.year))
            if rating:
                of = len(steps[rating.scale])
                cells.append(
                    RatingCell(rating.rank, of, rating.short_label, is_break=column.is_break)
                )
            else:
                cells.append(RatingCell(light=column.light, is_break=column.is_break))
        themes.append(InspectionTheme(name, tuple(cells)))
    return tuple(themes)


def _source(newest: Sequence[ThemeRating]) -> RatingSource | None:
    traced = [
        (rating.file, rating.row, timezone.localdate(rating.imported_at))
        for rating in newest
        if rating.file and rating.row and rating.imported_at
    ]
    if len({file for file, *_rest in traced}) != 1:
        return None
    file, _row, imported_on = traced[0]
    rows = [row for _file, row, _on in traced]
    return RatingSource(file, min(rows), max(rows), imported_on)


def _extreme(newest: Sequence[ThemeRating], rank: int) -> tuple[str, ...]:
    return tuple(rating.theme for rating in newest if rating.rank == rank)


def _figures(
    *,
    columns: Sequence[InspectionYear],
    steps: Mapping[int, tuple[LegendStep, ...]],
    newest: Sequence[ThemeRating],
) -> dict[str, int]:
    """How many of the themes have the best rating, where the heading tells it in numbers."""
    if not columns or len(newest) < 2 or newest[0].year != columns[-1].year:
        return {}
    best = steps[newest[0].scale][0]
    has_best = sum(rating.rank == best.rank for rating in newest)
    return {"best_rated": has_best, "rated": len(newest)}


def _heading(
    ratings: Sequence[ThemeRating],
    *,
    columns: Sequence[InspectionYear],
    steps: Mapping[int, tuple[LegendStep, ...]],
    newest: Sequence[ThemeRating],
) -> str:
    if not columns:
        return findings.no_inspections()
    last = columns[-1]
    if not newest or newest[0].year != last.year:
        rated_in = newest[0].year if newest else None
        return findings.unrated_inspection(last.year, light=last.light, rated_in=rated_in)
    year = last.year
    before = {
        rating.lineage: rating
        for rating in ratings
        if rating.year == max((r.year for r in ratings if r.year < year), default=0)
        and rating.version == newest[0].version
    }
    moves = [
        rating.rank - before[rating.lineage].rank for rating in newest if rating.lineage in before
    ]
    best = steps[newest[0].scale][0]
    return findings.inspection_heading(
        year,
        best_label=best.label,
        best=sum(rating.rank == best.rank for rating in newest),
        rated=len(newest),
        lower=sum(move < 0 for move in moves),
        higher=sum(move > 0 for move in moves),
        compared_with=next((rating.year for rating in before.values()), None),
    )
