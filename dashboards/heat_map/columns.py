"""The rows and columns of a heat map: which institutions, which indicators, and what is known."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from config.collation import danish
from dashboards.heat_map import cells
from dashboards.heat_map.cells import SnapshotCell
from dashboards.heat_map.words import MOST_CELLS, MOST_COLUMNS, WordedColumn
from indicators.evaluation.rules import Rule
from indicators.filters import Filters
from indicators.models import Indicator
from institutions.access import Reader
from institutions.models import Area, Institution, Placement


class HeatPlace(NamedTuple):
    """An institution, and the cluster it is in on the day; None is outside clusters."""

    pk: int
    name: str
    slug: str
    cluster: int | None


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """An indicator, which clusters may have in their own strategies each: told by code and text.

    year: the newest in which anything is known; None for nothing at all. since: the first year of
    those shown. met of judged: the institutions that meet it, of those that can be told. clusters:
    whose they are, and hrefs: the pages of each; is_whole: told of a cluster, not of institutions.
    """

    code: str
    text: str
    href: str
    indicators: frozenset[int]
    year: int | None
    since: int | None
    met: int
    judged: int
    shown: int
    target: str
    clusters: frozenset[int | None]
    hrefs: Mapping[int | None, str]
    is_whole: bool

    @property
    def worded(self) -> WordedColumn:
        why = "" if self.shown else _("No figures of single institutions")
        if self.is_whole:
            why = _("Counted for the cluster as a whole")
        return WordedColumn(self.indicators, self.clusters, why, self.hrefs)

    @property
    def first_year(self) -> int | None:
        """The first of the years in its cells, where there are several."""
        return self.since if self.since != self.year else None

    @property
    def total(self) -> str:
        return cells.part_of(self.met, self.judged) if self.judged else "–"


def have_room(indicators: Sequence[Indicator], places: Sequence[HeatPlace]) -> bool:
    """Whether there is room for words: not many columns, nor many cells."""
    columns = len({_alike(one) for one in indicators})
    return columns <= MOST_COLUMNS and columns * len(places) <= MOST_CELLS


def _alike(one: Indicator) -> tuple[bool, str, str]:
    """By what the indicators of several clusters are one column."""
    return one.goal.strategy.cluster_id is None, one.code, one.short_text


def with_parts_of(
    shown: Mapping[int, Mapping[int, SnapshotCell]],
    parts: Mapping[int, Rule],
    figures: Mapping[int, Mapping[int, Mapping[int, SnapshotCell]]],
) -> dict[int, dict[int, SnapshotCell]]:
    """What is shown, and of the parts of rules the newest of the same year."""
    found = {place: dict(of_place) for place, of_place in shown.items()}
    for part in parts:
        by_year = figures.get(part, {})
        for place, figure in by_year.get(max(by_year, default=0), {}).items():
            found.setdefault(place, {})[part] = figure
    return found


def earlier_of(
    columns: Sequence[HeatColumn], figures: Mapping[int, Mapping[int, Mapping[int, SnapshotCell]]]
) -> cells.Earlier:
    """Indicator → institution → figures of the years before the newest, oldest first."""
    found: cells.Earlier = {}
    for column in columns:
        years = range(column.since or 0, column.year or 0)
        for indicator in column.indicators:
            by_year = figures.get(indicator, {})
            found[indicator] = _by_place([by_year.get(year, {}) for year in years])
    return found


def _by_place(
    by_year: Sequence[Mapping[int, SnapshotCell]],
) -> dict[int, tuple[SnapshotCell | None, ...]]:
    """Years of figures by institution, turned round: institution → its figures, year by year."""
    places = {place for of_year in by_year for place in of_year}
    return {place: tuple(of_year.get(place) for of_year in by_year) for place in places}


def places_of(
    *, user: Reader, on: datetime.date, filters: Filters, area: Area | None
) -> list[HeatPlace]:
    placed = Placement.objects.on(on).filter(institution=OuterRef("pk"))
    found = filters.of_institutions(Institution.objects.visible_to(user).open_on(on))
    if area is not None:
        found = found.filter(area=area)
    rows = (
        found.order_by(danish("name"), "pk")
        .annotate(cluster_now=Subquery(placed.values("cluster")[:1]))
        .values_list("pk", "name", "slug", "cluster_now")
    )
    return [HeatPlace(*row) for row in rows]


def indicators_of(*, user: Reader, on: datetime.date, filters: Filters) -> list[Indicator]:
    year = filters.year or on.year
    found = (
        Indicator.objects.visible_to(user)
        .whole()
        .filter(
            goal__strategy__stage__in=["adopted", "running"],
            goal__strategy__from_year__lte=year,
            goal__strategy__to_year__gte=year,
        )
        .select_related("goal__strategy")
        .order_by("goal__strategy__cluster", "number", "code", "pk")
    )
    return list(filters.of_indicators(found))


def columns_of(
    indicators: Sequence[Indicator],
    rules: Mapping[int, Rule],
    figures: Mapping[int, Mapping[int, Mapping[int, SnapshotCell]]],
    places: Sequence[HeatPlace],
) -> tuple[tuple[HeatColumn, ...], dict[int, dict[int, SnapshotCell]]]:
    """The columns, and what stands in them: institution → indicator → figure.

    figures: indicator → year → institution → figure.
    """
    alike: dict[tuple[bool, str, str], list[Indicator]] = defaultdict(list)
    for one in indicators:
        alike[_alike(one)].append(one)
    columns: list[HeatColumn] = []
    shown: dict[int, dict[int, SnapshotCell]] = {place.pk: {} for place in places}
    for (_common, code, text), same in alike.items():
        years = [year for one in same for year in figures.get(one.pk, ())]
        year = max(years, default=None)
        states: Counter[str] = Counter()
        for one in same:
            of_year = figures.get(one.pk, {}).get(year or 0, {})
            for institution in of_year.keys() & shown.keys():
                shown[institution][one.pk] = of_year[institution]
                states[of_year[institution].state] += 1
        columns.append(
            HeatColumn(
                code=code,
                text=text or same[0].text,
                href=same[0].get_absolute_url(),
                indicators=frozenset(one.pk for one in same),
                year=year,
                since=min(years, default=None),
                met=states["met"],
                judged=states["met"] + states["not_met"],
                shown=states.total(),
                target=cells.target_of(rules[same[0].pk], year),
                clusters=frozenset(one.goal.strategy.cluster_id for one in same),
                hrefs={one.goal.strategy.cluster_id: one.get_absolute_url() for one in same},
                is_whole=rules[same[0].pk].counts_things,
            )
        )
    return tuple(columns), shown
