"""The heat map: every institution the reader reads by every indicator, one figure in each cell."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

from dashboards.findings import heat_map as findings
from dashboards.heat_map import cells
from dashboards.heat_map.columns import (
    HeatColumn,
    HeatPlace,
    columns_of,
    earlier_of,
    have_room,
    indicators_of,
    places_of,
    with_parts_of,
)
from dashboards.heat_map.sheets import SHEETS, PaperSize, sheet_for, sheet_for_words
from dashboards.heat_map.words import WordedGroup, Wording
from indicators.evaluation.catalogue import RuleCatalogue
from indicators.evaluation.rules import COUNTS_THINGS
from indicators.extent import Extent
from indicators.filters import FilterQuestion, Filters, choice
from indicators.snapshots import grid
from institutions.access import Reader
from institutions.models import Area, Cluster, Institution
from institutions.remembering import versions_now
from measurements.suppression import threshold_for

#: In a table with more cells than this they are no links: nobody steps through so many.
MOST_LINKS = 1_500
#: How many earlier years stand before a figure where they are asked for, as in `?udvikling=ja`.
EARLIER_YEARS = 5
OVER_YEARS, YES = "udvikling", "ja"


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
        places = places_of(user=user, on=on, filters=filters, area=area)
        clusters = {cluster.pk: cluster for cluster in Cluster.objects.visible_to(user)}
        every = indicators_of(user=user, on=on, filters=filters)
        kept = [one for one in every if one.source not in COUNTS_THINGS]
        catalogue = RuleCatalogue.of(versions_now())
        speaks = not over_years and have_room(every, places)
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
        columns, shown = columns_of(indicators, rules, figures, places)
        has_links = len(places) * len(columns) <= MOST_LINKS
        groups = cells.groups(
            places,
            clusters=clusters,
            columns=[column.indicators for column in columns],
            figures=shown,
            topics=catalogue.topics,
            with_links=has_links,
            earlier=earlier_of(columns, figures) if over_years else {},
        )
        return cls(
            on=on,
            area=area,
            filters=filters,
            choices=_choices(filters, area=area, on=on, over_years=over_years),
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
                    with_parts_of(shown, parts, figures),
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


def _choices(
    filters: Filters, *, area: Area | None, on: datetime.date, over_years: bool
) -> tuple[FilterQuestion, ...]:
    """What can be asked for, and whether the years before are shown.

    None on the page of an area: it has a form of its own, for all that it shows.
    """
    if area is not None:
        return ()
    several = _("%(count)s years") % {"count": EARLIER_YEARS + 1}
    chosen = YES if over_years else ""
    years = choice(OVER_YEARS, _("Development"), _("One year"), [(YES, several)], chosen)
    return (*filters.choices(this_year=on.year), years)
