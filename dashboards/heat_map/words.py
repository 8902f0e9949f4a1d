"""A heat map that speaks: a small one tells in words what stands in each cell, and of the whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from config.phrases import part_of
from dashboards.heat_map.cells import HeatGroup, HeatRow, figure_in_words
from indicators.evaluation.rules import Rule, TopicFacts
from indicators.snapshots.grid import SnapshotCell

#: More columns than this find no room for words, nor do more cells.
MOST_COLUMNS, MOST_CELLS = 7, 600

#: State → the sign before its words, and what the sign says to those who do not see it.
SIGNS = {
    "met": ("reached", gettext_lazy("Meets it")),
    "not_met": ("notyet", gettext_lazy("Not yet")),
}


class WordedCell(NamedTuple):
    """What stands in a cell. mark: its class; sign: an icon; heard: what it says. down, across: how

    many rows and columns it fills.
    """

    mark: str
    text: str
    sign: str = ""
    heard: str = ""
    href: str = ""
    down: int = 1
    across: int = 1


class WordedRow(NamedTuple):
    """An institution; of cells that fill several rows the first row has them."""

    name: str
    href: str
    cells: tuple[WordedCell, ...]


class WordedGroup(NamedTuple):
    """The institutions of a cluster, and how they stand together. units: in words."""

    name: str
    href: str
    units: str
    wholes: tuple[WordedCell, ...]
    rows: tuple[WordedRow, ...]


class WordedColumn(NamedTuple):
    """What a cell is told from. clusters: whose it is, None for all; why: none of institutions."""

    indicators: frozenset[int]
    clusters: frozenset[int | None]
    why: str
    hrefs: Mapping[int | None, str]

    def is_of(self, cluster: int | None) -> bool:
        return None in self.clusters or cluster in self.clusters

    def href(self, cluster: int | None) -> str:
        return self.hrefs.get(cluster, self.hrefs.get(None, ""))


@dataclass(frozen=True, slots=True)
class Wording:
    """figures: institution → indicator → figure, those of the parts of rules among them."""

    columns: Sequence[WordedColumn]
    figures: Mapping[int, Mapping[int, SnapshotCell]]
    topics: Mapping[int, TopicFacts]
    rules: Mapping[int, Rule]

    def groups(
        self, groups: Iterable[HeatGroup], places: Mapping[str, Any], clusters: Mapping[str, int]
    ) -> tuple[WordedGroup, ...]:
        """The same groups in words. places: address → institution; clusters: address → cluster."""
        return tuple(
            self._group(group, clusters.get(group.href), [places[row.href] for row in group.rows])
            for group in groups
        )

    def _group(self, group: HeatGroup, cluster: int | None, pks: Sequence[int]) -> WordedGroup:
        own = [column.is_of(cluster) for column in self.columns]
        wholes: tuple[WordedCell, ...]
        if any(own):
            wholes = tuple(
                self._whole(column, cluster, pks) if is_own else WordedCell("m", _("Not chosen"))
                for column, is_own in zip(self.columns, own, strict=True)
            )
        else:
            wholes = (WordedCell("m", _("Has chosen no indicators yet"), across=len(own)),)
        rows = tuple(
            WordedRow(row.name, row.href, tuple(self._row(row, pk, cluster, len(pks), nth)))
            for nth, (row, pk) in enumerate(zip(group.rows, pks, strict=True))
        )
        units = ngettext("%(n)s institution", "%(n)s institutions", len(pks)) % {"n": len(pks)}
        return WordedGroup(group.name, group.href, units, wholes, rows)

    def _whole(self, column: WordedColumn, cluster: int | None, pks: Sequence[int]) -> WordedCell:
        """How many of the institutions meet it, of those that can be judged."""
        states = [figure.state for pk in pks if (figure := self._figure(column, pk))]
        met = states.count("met")
        judged = met + states.count("not_met")
        if judged:
            text = _("%(part)s meet it") % {"part": part_of(met, judged)}
            return WordedCell("", text, href=column.href(cluster))
        return WordedCell("", _("See the figure") if column.why else "–", href=column.href(cluster))

    def _row(
        self, row: HeatRow, pk: int, cluster: int | None, rows: int, nth: int
    ) -> Iterator[WordedCell]:
        if not any(column.is_of(cluster) for column in self.columns):
            if not nth:
                yield WordedCell("m", _("No indicators"), down=rows, across=len(self.columns))
            return
        for column, cell in zip(self.columns, row.cells, strict=True):
            if column.why or not column.is_of(cluster):
                if not nth:
                    yield WordedCell("m", column.why if column.is_of(cluster) else "", down=rows)
                continue
            figure = self._figure(column, pk)
            if figure is None:
                yield WordedCell("m", self._of_parts(column, pk) or _("No data"))
                continue
            sign, heard = SIGNS.get(figure.state, ("", ""))
            text = self._of_parts(column, pk) or self.told(figure)
            yield WordedCell(cell.mark, text, sign, str(heard), cell.href)

    def _figure(self, column: WordedColumn, pk: int) -> SnapshotCell | None:
        here = self.figures.get(pk, {})
        return next((here[one] for one in column.indicators if one in here), None)

    def _of_parts(self, column: WordedColumn, pk: int) -> str:
        """The figures of the parts of a rule, each by its instrument; empty for a rule of one."""
        here = self.figures.get(pk, {})
        rule = next((self.rules[one] for one in sorted(column.indicators)), None)
        told = []
        missing = _("is missing")
        for part in rule.parts if rule else ():
            figure = here.get(part.indicator_id)
            name = part.topics[0].instrument_short_name if part.topics else part.short_text
            told.append(f"{name} {self.told(figure) if figure else missing}")
        return ", ".join(told)

    def told(self, figure: SnapshotCell) -> str:
        """A figure in words: its step by name, its number, or that there is none."""
        topic = self.topics.get(figure.topic or 0)
        if figure.state == "missing":
            return _("No data")
        if figure.rank is not None and topic and figure.state != "suppressed":
            steps = topic.scale.steps
            return next((one.short_label for one in steps if one.rank == figure.rank), "–")
        if figure.is_light and figure.state != "suppressed":
            return _("Light inspection")
        return figure_in_words(figure, self.topics)
