"""KIDS: where an institution lies on the scale, among the others of its cluster."""

import datetime
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django.db.models import Avg

from charts import RangeRow, ScaleLabel, range_row, scale_labels
from config.numbers import rounded, written
from dashboards.findings import institution as findings
from dashboards.institution.profile_means import means_of
from institutions.access import Reader
from institutions.models import Institution
from institutions.remembering import rows_kept
from institutions.statements import rows_for
from measurements.models import Measurement, ScaleBand


@dataclass(frozen=True, slots=True)
class ProfileArea:
    """One area: own value now and before, and the others' range. Texts are as they are shown."""

    name: str
    own: str
    band: str
    was: str
    others: str
    chart: RangeRow
    value: Decimal
    was_value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class KidsProfile:
    """The newest KIDS of an institution, with the year before in the same version; three queries.

    An institution's value is the mean of its groups. The others are those of the cluster that were
    measured with the same version in the same year.
    """

    version: str
    year: int
    was_year: int | None
    groups: int
    first_on: datetime.date | None
    last_on: datetime.date | None
    areas: tuple[ProfileArea, ...]
    labels: tuple[ScaleLabel, ...]
    has_others: bool
    heading: str
    figures: Mapping[str, int]  # what the heading counts

    @classmethod
    def of(
        cls,
        institution: Institution,
        *,
        user: Reader,
        cluster_mates: Iterable[int],
        on: datetime.date,
    ) -> Self | None:
        """None when nothing has been measured."""
        own = means_of({institution.pk}, user=user, on=on)
        if not own:
            return None
        newest = max(own, key=lambda row: (row["year"], row["topic__version__from_year"]))
        year, version = newest["year"], newest["topic__version"]
        on_it = [row for row in own if row["topic__version"] == version]
        was_year = max((row["year"] for row in on_it if row["year"] < year), default=None)
        scale = _ScaleOf(newest, _bands(newest["topic__version__scale"]))
        now = [row for row in on_it if row["year"] == year]
        values = {
            (r["topic__lineage"], r["institution"], r["year"]): scale.rounded(r["mean"])
            for r in on_it
        }
        others = {*cluster_mates} - {institution.pk}
        mates = _mates(others, user=user, version=version, year=year, scale=scale)
        areas, sides = _areas(
            now,
            values,
            mates,
            own=(institution.pk, year),
            before=(institution.pk, was_year or 0),
            scale=scale,
        )
        below, above = sum(side < 0 for side in sides), sum(side > 0 for side in sides)
        return cls(
            version=newest["topic__version__name"],
            year=year,
            was_year=was_year,
            groups=max(row["groups"] for row in now),
            first_on=min(filter(None, (row["first_on"] for row in now)), default=None),
            last_on=max(filter(None, (row["last_on"] for row in now)), default=None),
            areas=tuple(areas),
            labels=scale.labels,
            has_others=any(area.others for area in areas),
            heading=findings.profile_heading(
                year,
                name=institution.name,
                areas=len(areas),
                compared=len(sides),
                below=below,
                above=above,
            ),
            figures=_figures(len(sides), below=below, above=above),
        )


def _bands(scale: int) -> tuple[tuple[Decimal, str, str], ...]:
    """(from, what it is called, in short), the lowest first; one query."""
    return rows_kept(
        lambda: (
            ScaleBand.objects.filter(scale=scale)
            .order_by("lower")
            .values_list("lower", "label", "short_label")
        ),
        *("bands of a scale", scale),
    )


def _figures(compared: int, *, below: int, above: int) -> dict[str, int]:
    """On how many of the areas the heading tells, where it tells it in numbers."""
    if compared < 2 or below == above:
        return {}
    return {"on_one_side": max(below, above), "compared": compared}


def _mates(
    institutions: set[int], *, user: Reader, version: int, year: int, scale: "_ScaleOf"
) -> dict[str, list[Decimal]]:
    """Lineage → the values of the others in a year, sorted; one query.

    Of them nothing else is told, so that not all their years have to be read.
    """
    rows = rows_for(
        lambda reader, keys: (
            Measurement.objects.visible_to(reader)
            .filter(institution__in=keys, topic__version=version, year=year, value__isnull=False)
            .newest_of_each_group()
            .order_by()
            .values_list("topic__lineage", "institution")
            .annotate(mean=Avg("value"))
        ),
        *("profiles of others", version, year),
        reader=user,
        keys=sorted(institutions),
    )
    found: dict[str, list[Decimal]] = defaultdict(list)
    for lineage, _place, mean in rows:
        insort(found[lineage], scale.rounded(mean))
    return found


def _areas(
    rows: Iterable[dict[str, Any]],
    values: Mapping[tuple[str, int, int], Decimal],
    mates: Mapping[str, list[Decimal]],
    *,
    own: tuple[int, int],
    before: tuple[int, int],
    scale: "_ScaleOf",
) -> tuple[list[ProfileArea], list[int]]:
    """The areas in their order, and on which side of the others each is, where there are several.

    own, before: the institution, and this year or the one it is held against.
    """
    areas, sides = [], []
    for row in sorted(rows, key=lambda row: row["topic__number"]):
        lineage = row["topic__lineage"]
        mean, others = values[lineage, *own], mates.get(lineage, [])
        was = values.get((lineage, *before))
        areas.append(scale.area(row["topic__name"], own=mean, was=was, others=others))
        if len(others) > 1:
            sides.append(_side(mean, others))
    return areas, sides


class _ScaleOf:
    """The scale of a version: how its values are rounded, written and drawn."""

    def __init__(self, row: dict[str, Any], bands: tuple[tuple[Decimal, str, str], ...]) -> None:
        self.lowest = row["topic__version__scale__lowest"] or Decimal(0)
        self.highest = row["topic__version__scale__highest"] or Decimal(100)
        self.decimals = row["topic__version__scale__decimals"]
        self.bands = bands

    def rounded(self, value: Decimal | float) -> Decimal:
        return rounded(Decimal(value), self.decimals)

    def written(self, value: Decimal | None) -> str:
        return "" if value is None else written(value, self.decimals)

    def area(
        self, name: str, *, own: Decimal, was: Decimal | None, others: list[Decimal]
    ) -> ProfileArea:
        everybody = [*others, own]
        around = ""
        if others:
            around = f"{self.written(min(everybody))}–{self.written(max(everybody))}"
        limits = [lower for lower, _label, _short in self.bands]
        return ProfileArea(
            name=name,
            own=self.written(own),
            band=next((label for lower, label, _ in reversed(self.bands) if lower <= own), ""),
            was=self.written(was),
            others=around,
            chart=range_row(
                own=float(own),
                was=None if was is None else float(was),
                others=[float(value) for value in others],
                lowest=float(self.lowest),
                highest=float(self.highest),
                grid=[float(value) for value in {self.lowest, *limits, self.highest}],
            ),
            value=own,
            was_value=was,
        )

    @property
    def labels(self) -> tuple[ScaleLabel, ...]:
        ends = [lower for lower, *_rest in self.bands[1:]] + [self.highest]
        return scale_labels(
            [
                (short.lower(), float(lower), float(end))
                for (lower, _label, short), end in zip(self.bands, ends, strict=True)
            ]
            if self.bands
            else [],
            lowest=float(self.lowest),
            highest=float(self.highest),
        )


def _side(own: Decimal, others: list[Decimal]) -> int:
    """Whether more of the others lie above (-1) or below (1); 0 in the middle."""
    above, below = sum(value > own for value in others), sum(value < own for value in others)
    return (below > above) - (above > below)
