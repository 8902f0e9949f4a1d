"""Ratings of one inspection in one table: institutions by themes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from django.utils.translation import gettext as _

from chance import Movement, judge_rating
from config.phrases import part_of
from dashboards.comparison.found import ComparedPlace
from dashboards.findings import comparison as findings
from institutions.models import Cluster, Institution

#: With more institutions the clusters are counted instead.
MOST_PLACES = 60


@dataclass(frozen=True, slots=True)
class RatedTheme:
    """A theme as one version asks it. ranks and before: institution → step; labels: its words."""

    name: str
    ranks: Mapping[int, Decimal]
    before: Mapping[int, Decimal]
    labels: Mapping[int, str]

    @property
    def best(self) -> int:
        return max(self.labels, default=0)


@dataclass(frozen=True, slots=True)
class RatedCell:
    """A rating. was: that of the year before, where it was another. is_best: the best step."""

    rank: int
    of: int
    label: str
    was: str
    is_best: bool


@dataclass(frozen=True, slots=True)
class RatedRow:
    """An institution; reason instead of cells where it has none."""

    name: str
    href: str
    cells: tuple[RatedCell | None, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """The institutions of a cluster; no name where only one cluster is shown."""

    name: str
    href: str
    rows: tuple[RatedRow, ...]


@dataclass(frozen=True, slots=True)
class ThemeMatrix:
    """heads: the themes; totals: how many have the best step in each."""

    heading: str
    step: str
    heads: tuple[str, ...]
    totals: tuple[str, ...]
    groups: tuple[MatrixGroup, ...]
    figures: Mapping[str, int]
    warnings: tuple[str, ...]

    @property
    def width(self) -> int:
        return len(self.heads)

    @classmethod
    def of(
        cls,
        themes: Sequence[RatedTheme],
        places: Sequence[ComparedPlace],
        *,
        clusters: Sequence[Cluster],
        light: frozenset[int],
        warnings: Iterable[str],
    ) -> Self | None:
        """None where there is one theme only, or more institutions than can be read in one."""
        scales = {tuple(sorted(theme.labels.items())) for theme in themes}
        if len(themes) < 2 or len(places) > MOST_PLACES or len(scales) != 1:
            return None
        rated = [(_best_in(theme), len(theme.ranks)) for theme in themes]
        step = themes[0].labels[themes[0].best]
        best, of = sum(one[0] for one in rated), sum(one[1] for one in rated)
        names = {cluster.pk: cluster for cluster in clusters}
        keys = [key for key in (*names, None) if any(_key(one, names) == key for one in places)]
        return cls(
            heading=findings.matrix_heading(
                [(theme.name, *one) for theme, one in zip(themes, rated, strict=True)], step=step
            ),
            step=step,
            heads=tuple(theme.name for theme in themes),
            totals=tuple(part_of(*one) for one in rated),
            groups=tuple(
                MatrixGroup(
                    "" if len(keys) == 1 else names[key].name if key else _("Outside clusters"),
                    names[key].get_absolute_url() if key else "",
                    tuple(
                        _row(themes, place, light) for place in places if _key(place, names) == key
                    ),
                )
                for key in keys
            ),
            figures={"best": best, "rated": of} if of else {},
            warnings=tuple(dict.fromkeys(warnings)),
        )


def _key(place: ComparedPlace, clusters: Mapping[int, Cluster]) -> int | None:
    return place.cluster if place.cluster in clusters else None


def _best_in(theme: RatedTheme) -> int:
    return sum(rank == theme.best for rank in theme.ranks.values())


def _row(themes: Sequence[RatedTheme], place: ComparedPlace, light: frozenset[int]) -> RatedRow:
    page = Institution(slug="-").get_absolute_url().replace("/-/", f"/{place.slug}/")
    cells = tuple(_cell(theme, place.pk) for theme in themes)
    if any(cells):
        return RatedRow(place.name, page, cells)
    reason = _("Light inspection without ratings") if place.pk in light else _("Not rated")
    return RatedRow(place.name, page, (), reason)


def _cell(theme: RatedTheme, place: int) -> RatedCell | None:
    if place not in theme.ranks:
        return None
    rank, was = int(theme.ranks[place]), theme.before.get(place)
    is_other = was is not None and judge_rating(int(was), rank).shift != Movement.SAME
    return RatedCell(
        rank,
        len(theme.labels),
        theme.labels.get(rank, ""),
        theme.labels.get(int(was or 0), "") if is_other else "",
        rank == theme.best,
    )
