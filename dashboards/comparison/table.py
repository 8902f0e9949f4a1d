"""The rows of one topic: clusters, or the institutions of one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from math import ceil, floor
from types import MappingProxyType
from typing import Any, NamedTuple

from charts import RangeRow, SegmentBar, StackedBar, distribution_bar, range_row
from charts.bars import ramp_key
from config.numbers import mean as mean_of
from config.numbers import written
from dashboards.comparison.found import ComparedPlace, ComparedYears
from dashboards.comparison.rounds import RoundsCompared
from dashboards.comparison.shared_out import SharedOut
from dashboards.findings import comparison as findings
from institutions.models import Cluster, Institution
from measurements.models import Scale, Topic

#: What a cluster rests on before one institution no longer decides.
ENOUGH = 3
#: A scale of more whole numbers is not ruled at each.
MOST_RULED = 11


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """A cluster or an institution under a topic. text: its figure, or its ratings, in words.

    parts: those who were counted, step by step; answers: how many they are.
    rank: an institution's, on a scale of so many steps. before: the same a year earlier in the same
    version; n: the institutions it is made of. when: of which round, where others are of another.
    """

    name: str
    href: str
    text: str
    before: str
    n: int
    rank: int | None = None
    of: int = 0
    chart: RangeRow | None = None
    bar: SegmentBar | None = None
    parts: StackedBar | None = None
    answers: int | None = None
    when: str = ""


class ComparedRows(NamedTuple):
    """The rows under a topic and what is found in them.

    few: (cluster, institutions it rests on). figures: what the heading counts, by name. found and
    values: of numbers only.
    """

    rows: tuple[ComparisonRow, ...]
    heading: str
    few: Sequence[tuple[str, int]]
    figures: Mapping[str, int] = MappingProxyType({})
    found: findings.NumbersFound | None = None
    values: Sequence[Decimal] = ()


def ruled(scale: Scale) -> tuple[int, ...]:
    """The whole numbers of a short scale, at which it is ruled."""
    if scale.lowest is None or scale.highest is None:
        return ()
    whole = range(ceil(scale.lowest), floor(scale.highest) + 1)
    return tuple(whole) if len(whole) <= MOST_RULED else ()


@dataclass(frozen=True)
class ComparisonTable:
    """The rows of a topic. known: institution → what stands of it."""

    topic: Topic
    scale: Scale
    found: ComparedYears
    known: Mapping[int, Decimal]
    shared: SharedOut
    rounds: RoundsCompared

    @property
    def is_rating(self) -> bool:
        return self.scale.kind == Scale.Kind.ORDINAL and not self.is_share

    @property
    def is_share(self) -> bool:
        """Whether the figures are per cent of those who were asked or looked at."""
        return self.scale.kind == Scale.Kind.PERCENT or (
            self.scale.kind == Scale.Kind.ORDINAL and self.topic.pk in self.found.shared
        )

    @cached_property
    def steps(self) -> list[Any]:
        return sorted(self.scale.steps.all(), key=lambda step: -step.rank)

    def _values_of(self, cluster: Cluster, places: Sequence[ComparedPlace]) -> list[Decimal]:
        own = (place.pk for place in places if place.cluster == cluster.pk)
        return [self.known[pk] for pk in own if pk in self.known]

    def of_clusters(
        self, clusters: Sequence[Cluster], places: Sequence[ComparedPlace]
    ) -> ComparedRows:
        rows: list[ComparisonRow] = []
        means: list[tuple[str, Decimal, int | None]] = []
        best: list[tuple[str, int, int]] = []
        few = []
        for cluster in clusters:
            values = self._values_of(cluster, places)
            if not values:
                continue
            if len(values) < ENOUGH:
                few.append((cluster.name, len(values)))
            href = cluster.get_absolute_url()
            if self.is_rating:
                top = len(self.steps)
                best.append((cluster.name, sum(value == top for value in values), len(values)))
                rows.append(self._ratings(cluster.name, href, values))
                continue
            mean = mean_of(values)
            means.append((cluster.name, mean, None))
            rows.append(self._number(cluster.name, href, mean, values, before=None, n=len(values)))
        if self.is_rating:
            step = self.steps[0].label if self.steps else ""
            told = findings.ratings_heading(best, step=step)
            return ComparedRows(tuple(rows), told, few, findings.ratings_figures(best))
        return self._numbers(rows, means, few)

    def _of_institution(self, place: ComparedPlace) -> ComparisonRow:
        page = Institution(slug="-").get_absolute_url()
        value, href = self.known[place.pk], page.replace("/-/", f"/{place.slug}/")
        before, _hidden = self.found.of(self.topic, place.pk, self.found.before)
        if self.is_rating:
            was = "" if before is None else self._label(before)
            row = self._ratings(place.name, href, [value], before=was)
            return replace(row, when=self.rounds.of_places.get(place.pk, ""))
        others = [other for pk, other in self.known.items() if pk != place.pk]
        row = self._number(place.name, href, value, others, before=before)
        parts = self.shared.bars.get((self.topic.pk, place.pk))
        return replace(
            row,
            parts=parts,
            answers=self.found.answers(self.topic, place.pk),
            when=self.rounds.of_places.get(place.pk, ""),
        )

    def of_institutions(self, places: Sequence[ComparedPlace]) -> ComparedRows:
        rows = [self._of_institution(place) for place in places if place.pk in self.known]
        values = [
            (place.name, self.known[place.pk], self.found.answers(self.topic, place.pk))
            for place in places
            if place.pk in self.known
        ]
        if self.is_rating:
            top = len(self.steps)
            heading = findings.units_heading(
                [(name, int(rank)) for name, rank, _of in values],
                step=self.steps[0].label if self.steps else "",
                best=top,
            )
            count = sum(value == top for _name, value, _of in values)
            figures = {"best": count, "rated": len(values)} if values else {}
            return ComparedRows(tuple(rows), heading, [], figures)
        return self._numbers(rows, values, [])

    def _numbers(
        self,
        rows: Sequence[ComparisonRow],
        values: list[tuple[str, Decimal, int | None]],
        few: Sequence[tuple[str, int]],
    ) -> ComparedRows:
        found = findings.numbers_found(
            values,
            least=self.scale.smallest_difference,
            decimals=self.scale.decimals,
            ends=(Decimal(0), Decimal(100))
            if self.is_share
            else (self.scale.lowest, self.scale.highest),
        )
        numbers = [value for _name, value, _of in values]
        return ComparedRows(tuple(rows), found.heading, few, found=found, values=numbers)

    def counted(self, places: Sequence[ComparedPlace]) -> Iterator[tuple[str, int, int]]:
        """(institution, how many have the best answer, of how many), as far as it is known."""
        for place in places if self.is_share else ():
            answers = self.found.answers(self.topic, place.pk)
            if place.pk in self.known and answers:
                yield place.name, round(self.known[place.pk] * answers / 100), answers

    def _label(self, rank: Decimal) -> str:
        return next((step.label for step in self.steps if step.rank == rank), "")

    def _ratings(
        self, name: str, href: str, values: Sequence[Decimal], before: str = ""
    ) -> ComparisonRow:
        """How many there are of each rating: in words, and as a bar."""
        counts = [(step, sum(value == step.rank for value in values)) for step in self.steps]
        present = [(step, count) for step, count in counts if count]
        of = len(self.steps)
        text = ", ".join(
            step.label if len(values) == 1 else f"{count} {step.short_label}"
            for step, count in present
        )
        if len(values) == 1:
            return ComparisonRow(name, href, text, before, 1, rank=int(values[0]), of=of)
        bar = distribution_bar([(ramp_key(step.rank, of=of), count) for step, count in present])
        return ComparisonRow(name, href, text, before, len(values), bar=bar)

    def _number(
        self, name: str, href: str, own: Decimal, others: Sequence[Decimal], *,
        before: Decimal | None, n: int = 1,
    ) -> ComparisonRow:  # fmt: skip
        lowest, highest = self._ends()
        chart = range_row(
            own=float(own),
            was=None if before is None else float(before),
            others=[float(value) for value in others],
            lowest=lowest,
            highest=highest,
            grid=ruled(self.scale),
        )
        return ComparisonRow(
            name,
            href,
            written(own, self.scale.decimals),
            "" if before is None else written(before, self.scale.decimals),
            n,
            chart=chart,
        )

    def _ends(self) -> tuple[float, float]:
        """The ends of the scale, or of what was measured where it has none."""
        values = list(self.known.values()) or [Decimal(0)]
        lowest = min(values) if self.scale.lowest is None else self.scale.lowest
        highest = max(values) if self.scale.highest is None else self.scale.highest
        return float(lowest), float(highest) if highest > lowest else float(lowest) + 1
