"""The heat map: every institution the reader reads by every indicator, one figure in each cell."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from config.collation import danish
from dashboards.findings import heat_map as findings
from dashboards.heat_map import cells
from dashboards.heat_map.cells import SnapshotCell
from dashboards.heat_map.sheets import SHEETS, PaperSize, sheet_for, sheet_for_words
from dashboards.heat_map.words import (
    MOST_CELLS,
    MOST_COLUMNS,
    WordedColumn,
    WordedGroup,
    Wording,
)
from indicators.evaluation.catalogue import RuleCatalogue
from indicators.evaluation.rules import COUNTS_THINGS, Rule
from indicators.extent import Extent
from indicators.filters import FilterQuestion, Filters, choice
from indicators.models import Indicator
from indicators.snapshots import grid
from institutions.access import Reader
from institutions.models import Area, Cluster, Institution, Placement
from institutions.remembering import versions_now
from measurements.suppression import threshold_for

#: In a table with more cells than this they are no links: nobody steps through so many.
MOST_LINKS = 1_500
#: How many earlier years stand before a figure where they are asked for, as in `?udvikling=ja`.
EARLIER_YEARS = 5
OVER_YEARS, YES = "udvikling", "ja"


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


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Institutions by indicators, in seven queries, whatever there is of either.

    groups: the rows of the table, by cluster.
    left_out: codes of the indicators that count no institutions, and have no column. worded: the
    rows in words, where there are few enough; then every indicator has its column.
    """

    on: datetime.date
    area: Area | None
    filters: Filters
    choices: tuple[FilterQuestion, ...]
    columns: tuple[HeatColumn, ...]
    institutions: int
    scope: Extent
    groups: tuple[cells.HeatGroup, ...]
    has_links: bool
    marks: frozenset[str]
    over_years: bool
    left_out: tuple[str, ...] = ()
    worded: tuple[WordedGroup, ...] = ()

    @classmethod
    def build(
        cls,
        *,
        user: Reader,
        on: datetime.date,
        filters: Filters,
        area: Area | None = None,
        over_years: bool = False,
    ) -> Self:
        """over_years: with the figures of the years before, too."""
        places = _places(user=user, on=on, filters=filters, area=area)
        clusters = {cluster.pk: cluster for cluster in Cluster.objects.visible_to(user)}
        every = _indicators(user=user, on=on, filters=filters)
        kept = [one for one in every if one.source not in COUNTS_THINGS]
        catalogue = RuleCatalogue.of(versions_now())
        speaks = not over_years and _have_room(every, places)
        indicators = every if speaks else kept
        rules = {one.pk: catalogue.rules[one.pk] for one in indicators}
        parts = {part.indicator_id: part for rule in rules.values() for part in rule.parts}
        figures = grid.load(
            catalogue,
            {**rules, **parts} if speaks else rules,
            institutions=[place.pk for place in places],
            year=filters.year,
            until=on.year,
            threshold=threshold_for(user),
            back=EARLIER_YEARS if over_years else 0,
        )
        columns, shown = _columns(indicators, rules, figures, places)
        has_links = len(places) * len(columns) <= MOST_LINKS
        groups = cells.groups(
            places,
            clusters=clusters,
            columns=[column.indicators for column in columns],
            figures=shown,
            topics=catalogue.topics,
            with_links=has_links,
            earlier=_earlier(columns, figures) if over_years else {},
        )
        return cls(
            on=on,
            area=area,
            filters=filters,
            choices=(*filters.choices(this_year=on.year), *_years_choice(area, over_years)),
            columns=columns,
            institutions=len(places),
            scope=Extent.of(len(places), user=user, on=on, filters=filters, area=area),
            groups=groups,
            has_links=has_links,
            marks=frozenset(
                cells.mark_of(figure) for row in shown.values() for figure in row.values()
            ),
            over_years=over_years,
            left_out=tuple(sorted({one.code for one in every} - {one.code for one in indicators})),
            worded=_worded(
                groups,
                places,
                clusters,
                Wording(
                    [column.worded for column in columns],
                    _with_parts(shown, parts, figures),
                    catalogue.topics,
                    rules,
                ),
            )
            if speaks
            else (),
        )

    @property
    def speaks(self) -> bool:
        """Whether each cell is told in words."""
        return bool(self.worded)

    @property
    def left_out_text(self) -> str:
        return findings.counted_as_a_whole(self.left_out)

    @property
    def figures(self) -> dict[str, int]:
        """What the heading counts, where it tells a part of the indicators."""
        judged = [column for column in self.columns if column.judged]
        full = sum(column.met == column.judged for column in judged)
        if len(judged) < 2 or full in (0, len(judged)):
            return {}
        return {"reached_everywhere": full, "judged": len(judged)}

    @property
    def heading(self) -> str:
        return findings.heading(
            [(column.code, column.met, column.judged) for column in self.columns],
            institutions=self.institutions,
        )

    @property
    def width(self) -> int:
        """How many columns the table has, with that of the names."""
        return len(self.columns) + 1

    @property
    def is_plain(self) -> bool:
        """Whether a cell is no more than a figure: no link, no years before."""
        return not self.has_links and not self.over_years

    @property
    def prints_years(self) -> bool:
        """Whether the years before go on paper, too: where no column is cut off for them."""
        return self.over_years and self._sheet(with_years=True) is not None

    @property
    def is_too_wide(self) -> bool:
        """Whether it is too wide for the largest sheet even so."""
        return self._sheet(with_years=False) is None

    @property
    def sheet(self) -> str:
        """The paper it is printed on, as the stylesheet calls it."""
        return (self._sheet(with_years=self.prints_years) or SHEETS[-1]).name

    def _sheet(self, *, with_years: bool) -> PaperSize | None:
        if self.speaks:
            return sheet_for_words(len(self.columns))
        return sheet_for([column.code for column in self.columns], with_years=with_years)

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """(sign, what it means) of the marks that occur."""
        return cells.legend(self.marks)


def _have_room(indicators: Sequence[Indicator], places: Sequence[HeatPlace]) -> bool:
    """Whether there is room for words: not many columns, nor many cells."""
    columns = len({_alike(one) for one in indicators})
    return columns <= MOST_COLUMNS and columns * len(places) <= MOST_CELLS


def _alike(one: Indicator) -> tuple[bool, str, str]:
    """By what the indicators of several clusters are one column."""
    return one.goal.strategy.cluster_id is None, one.code, one.short_text


def _with_parts(
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


def _worded(
    groups: Sequence[cells.HeatGroup],
    places: Sequence[HeatPlace],
    clusters: Mapping[int, Cluster],
    wording: Wording,
) -> tuple[WordedGroup, ...]:
    page = Institution(slug="-").get_absolute_url()
    return wording.groups(
        groups,
        {page.replace("/-/", f"/{place.slug}/"): place.pk for place in places},
        {cluster.get_absolute_url(): pk for pk, cluster in clusters.items()},
    )


def _years_choice(area: Area | None, over_years: bool) -> tuple[FilterQuestion, ...]:
    """Whether the years before are shown; a heat map on the page of an area has only one."""
    if area is not None:
        return ()
    several = _("%(count)s years") % {"count": EARLIER_YEARS + 1}
    chosen = YES if over_years else ""
    return (choice(OVER_YEARS, _("Development"), _("One year"), [(YES, several)], chosen),)


def _earlier(
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


def _places(
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


def _indicators(*, user: Reader, on: datetime.date, filters: Filters) -> list[Indicator]:
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


def _columns(
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
