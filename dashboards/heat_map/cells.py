"""The cells of the heat map as text: a sign and a figure, and their words in the legend."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from config.numbers import written, written_plainly
from config.phrases import part_of
from indicators.evaluation.rules import Rule, TopicFacts
from indicators.evaluation.words import requirement
from indicators.snapshots.grid import SnapshotCell

__all__ = ["HeatGroup", "SnapshotCell", "groups", "legend", "mark_of", "part_of", "target_of"]

#: Mark → (class of the cell, sign before its figure).
SIGNS = {
    "met": ("y", "★ "),
    "not_met": ("n", "☆ "),
    "counted": ("c", ""),
    "not_rated": ("l", ""),
    "missing": ("m", ""),
    "suppressed": ("s", ""),
}


#: Indicator → institution → its figures of earlier years, oldest first; None for no data.
Earlier = dict[int, dict[int, tuple[SnapshotCell | None, ...]]]

#: What stands for a figure of an earlier year that is hidden, or was never given.
HIDDEN, LIGHT, NOTHING = "*", "L", "–"
NEW_SCALE = "|"


def mark_of(figure: SnapshotCell) -> str:
    """Which sign a figure is shown with."""
    return figure.state


def legend(marks: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """(sign, what it means), for the marks that occur; what is missing is always explained."""
    words = {
        "met": ("★", _("Meets the target")),
        "not_met": ("☆", _("Does not meet it yet")),
        "counted": (_("figure"), _("Measured, but without a target")),
        "not_rated": (_("Light"), _("Light inspection: not rated, and does not count")),
        "suppressed": (_("hidden"), _("Hidden, because few have answered")),
        "missing": ("–", _("No data")),
    }
    return tuple(words[key] for key in words if key in marks or key == "missing")


def target_of(rule: Rule, year: int | None) -> str:
    """What each unit is to reach, in words; empty for none of its own."""
    return requirement(rule, year or rule.year or 0)


class HeatCell(NamedTuple):
    """What stands in a cell. mark: its class; past: the years before; href: "" for no link."""

    mark: str
    past: str
    text: str
    href: str


class HeatRow(NamedTuple):
    """An institution and its cells, one for each column."""

    name: str
    href: str
    cells: tuple[HeatCell, ...]

    @property
    def plain(self) -> SafeString:
        """The cells without links and without the years before, drawn."""
        return format_html_join("", "{}", ((drawn(cell.mark, cell.text),) for cell in self.cells))


@lru_cache(maxsize=4096)
def drawn(mark: str, text: str) -> SafeString:
    """A cell by its template. Drawn once: in a large table most are alike, and loops take long."""
    return render_to_string("dashboards/_heat_cell.html", {"mark": mark, "text": text})


class HeatGroup(NamedTuple):
    """The institutions of a cluster; href is "" for those outside clusters."""

    name: str
    href: str
    rows: tuple[HeatRow, ...]


def groups(
    places: Sequence[Any],
    *,
    clusters: Mapping[Any, Any],
    columns: Sequence[frozenset[int]],
    figures: Mapping[int, Mapping[int, SnapshotCell]],
    topics: Mapping[int, TopicFacts],
    with_links: bool,
    earlier: Earlier,
) -> tuple[HeatGroup, ...]:
    """The rows of the table by cluster, in the order of the clusters; last those outside them.

    earlier: what stands small before the figure.
    """
    by_cluster: dict[int | None, list[Any]] = defaultdict(list)
    for place in places:
        by_cluster[place.cluster if place.cluster in clusters else None].append(place)
    page = reverse("institution_detail", args=["-"])
    indicator_page = reverse("indicator_detail", args=[0])
    drawing = _Drawing(topics, figures, earlier, columns, indicator_page)
    found = []
    for pk in [
        *(pk for pk in clusters if pk in by_cluster),
        *([None] if None in by_cluster else []),
    ]:
        cluster = clusters[pk] if pk is not None else None
        rows = tuple(
            HeatRow(
                place.name,
                page.replace("/-/", f"/{place.slug}/"),
                drawing.cells(place, cluster.slug if cluster and with_links else ""),
            )
            for place in by_cluster[pk]
        )
        name = cluster.name if cluster else _("Outside clusters")
        found.append(HeatGroup(name, cluster.get_absolute_url() if cluster else "", rows))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What the cells are made of."""

    topics: Mapping[int, TopicFacts]
    figures: Mapping[int, Mapping[int, SnapshotCell]]
    earlier: Earlier
    columns: Sequence[frozenset[int]]
    indicator_page: str  # of the indicator 0
    plain: dict[SnapshotCell, HeatCell] = field(default_factory=dict)

    def cells(self, place: Any, cluster: str) -> tuple[HeatCell, ...]:
        """The cells of an institution. cluster: whose pages they lead to; "" for no links."""
        return tuple(self._cell(indicators, place, cluster) for indicators in self.columns)

    def _cell(self, indicators: frozenset[int], place: Any, cluster: str) -> HeatCell:
        here = self.figures[place.pk]
        of = next((one for one in indicators if one in here), None)
        past = self._past(indicators, place.pk, here[of] if of else None) if self.earlier else ""
        if of is None:
            return HeatCell("m", past, "–", "")
        figure = here[of]
        if figure not in self.plain:
            mark, sign = SIGNS[figure.state]
            self.plain[figure] = HeatCell(
                mark, "", f"{sign}{figure_in_words(figure, self.topics)}", ""
            )
        cell = self.plain[figure]
        if not cluster and not past:
            return cell  # most cells of a large table are alike
        href = self._address(of, cluster, figure.year, place.slug) if cluster else ""
        return cell._replace(past=past, href=href)

    def _address(self, indicator: int, cluster: str, year: int, place: str) -> str:
        """Where the figure is told about: its indicator's page, at the institution."""
        page = self.indicator_page.replace("/0/", f"/{indicator}/")
        return f"{page}?klynge={cluster}&aar={year}#enhed-{place}"

    def _past(self, indicators: frozenset[int], place: int, newest: SnapshotCell | None) -> str:
        found = (self.earlier[one] for one in indicators if place in self.earlier.get(one, ()))
        before = next(found, None)
        return past_in_words(before[place], newest, topics=self.topics) if before else ""


def figure_in_words(figure: SnapshotCell, topics: Mapping[int, TopicFacts]) -> str:
    """A figure as its cell tells it: its step of how many, its value, or that there is none."""
    if figure.state == "suppressed":
        return _("hidden")
    if figure.state == "missing":
        return "–"
    topic = topics.get(figure.topic or 0)
    if figure.rank is not None and topic:
        of = len(topic.scale.steps)
        return f"{figure.rank}/{of}"
    if figure.is_light:
        return _("Light")
    if figure.value is not None:
        if topic is None:
            return written_plainly(figure.value)
        return written(figure.value, topic.scale.decimals)
    return _("Yes") if figure.state == "met" else _("No") if figure.state == "not_met" else "–"


def past_in_words(
    figures: Sequence[SnapshotCell | None],
    newest: SnapshotCell | None,
    *,
    topics: Mapping[int, TopicFacts],
) -> str:
    """Figures of the years before, in order, with a stroke where another scale begins."""
    parts: list[str] = []
    scale = None
    for figure in figures:
        topic = figure.topic if figure else None
        if scale and topic and topic != scale:
            parts.append(NEW_SCALE)
        scale = topic or scale
        parts.append(_in_short(figure, topics))
    if scale and newest and newest.topic and newest.topic != scale:
        parts.append(NEW_SCALE)
    return " ".join(parts)


def _in_short(figure: SnapshotCell | None, topics: Mapping[int, TopicFacts]) -> str:
    """A figure of an earlier year: the number of its step, its value, or a sign."""
    if figure is None or figure.state == "missing":
        return NOTHING
    if figure.state == "suppressed":
        return HIDDEN
    if figure.rank is not None:
        return str(figure.rank)
    if figure.is_light:
        return LIGHT
    if figure.value is not None:
        return figure_in_words(figure, topics)
    return {"met": "★", "not_met": "☆"}.get(figure.state, NOTHING)
