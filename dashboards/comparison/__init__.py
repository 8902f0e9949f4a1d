"""Clusters, or the institutions of one, beside each other: topic by topic, as far as is fair."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, Self

from django.db.models import Max, OuterRef, Subquery
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from config.collation import danish
from dashboards.charts import Bar, RangeRow, distribution_bar, range_row
from dashboards.charts.bars import ramp_key
from dashboards.filters import INSTRUMENT, Choice, Filters
from dashboards.findings import comparison as findings
from institutions.models import Cluster, Institution, Placement
from measurements.models import Inspection, Instrument, Measurement, Scale, Topic
from measurements.suppression import is_small, threshold_for

#: What a cluster rests on before one institution no longer decides.
ENOUGH = 3
CLUSTER = "klynge"


class Place(NamedTuple):
    pk: int
    name: str
    slug: str
    cluster: int | None


class Value(NamedTuple):
    """One measurement, seen or hidden."""

    institution: int
    topic: int
    year: int
    group: str
    period: str
    value: Decimal | None
    rank: int | None
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A cluster or an institution under a topic. text: its figure, or its ratings, in words.

    rank: an institution's, on a scale of so many steps. before: the same a year earlier in the same
    version; n: the institutions it is made of.
    """

    name: str
    href: str
    text: str
    before: str
    n: int
    rank: int | None = None
    of: int = 0
    chart: RangeRow | None = None
    bar: Bar | None = None


@dataclass(frozen=True, slots=True)
class TopicPart:
    """One small multiple: a topic with its rows, its finding and what to beware of."""

    name: str
    short_name: str
    lineage: str
    version: str
    heading: str
    measured: int
    units: int
    is_rating: bool
    rows: tuple[Row, ...]
    warnings: tuple[str, ...]

    @property
    def titled(self) -> str:
        """The finding with its topic, since several topics may find the same."""
        return f"{self.short_name}: {self.heading}"

    @property
    def note(self) -> str:
        """The version, and how many institutions are measured in it."""
        counted = _("%(measured)s of %(units)s institutions are measured") % {
            "measured": self.measured,
            "units": self.units,
        }
        return f"{self.version}. {counted}."


@dataclass(frozen=True, slots=True)
class Comparison:
    """The page, in eight queries however many topics, clusters and institutions there are.

    cluster: whose institutions are compared; None compares the clusters.
    """

    on: datetime.date
    instrument: Instrument | None
    year: int | None
    before: int | None
    cluster: Cluster | None
    filters: Filters
    choices: tuple[Choice, ...]
    parts: tuple[TopicPart, ...]

    @property
    def has_numbers(self) -> bool:
        return any(not part.is_rating for part in self.parts)

    @classmethod
    def build(cls, *, user, on: datetime.date, filters: Filters, cluster: str = "") -> Self:
        clusters = list(Cluster.objects.visible_to(user))
        # who reads a single cluster compares its institutions
        chosen = next((one for one in clusters if one.slug == cluster), None)
        if chosen is None and len(clusters) == 1:
            chosen = clusters[0]
        instruments = list(Instrument.objects.order_by("name"))
        instrument = _instrument(instruments, filters)
        places = _places(user=user, on=on, filters=filters)
        if chosen:
            places = [place for place in places if place.cluster == chosen.pk]
        found = _Found.load(
            instrument, places, user=user, until=filters.year or on.year, asked=filters.year
        )
        parts = [
            _part(topics, found, places, clusters=clusters, by_cluster=chosen is None)
            for topics in found.topics.values()
        ]
        return cls(
            on=on,
            instrument=instrument,
            year=found.year,
            before=found.before,
            cluster=chosen,
            filters=filters,
            choices=(
                Choice(
                    CLUSTER,
                    _("Compare"),
                    (
                        ("", _("The clusters"), chosen is None),
                        *(
                            (
                                one.slug,
                                _("Institutions of %(cluster)s") % {"cluster": one},
                                one == chosen,
                            )
                            for one in clusters
                        ),
                    ),
                ),
                *_choices(filters, instruments, instrument, on.year),
            ),
            parts=tuple(part for part in parts if part.rows or part.warnings),
        )


def _instrument(instruments: Sequence[Instrument], filters: Filters) -> Instrument | None:
    by_code = {one.code: one for one in instruments}
    return by_code.get(filters.instrument) or by_code.get("tilsyn") or next(iter(instruments), None)


def _choices(
    filters: Filters, instruments: Sequence[Instrument], chosen: Instrument | None, year: int
) -> list[Choice]:
    """As everywhere, but one instrument is always chosen."""
    options = tuple((one.code, one.short_name, one == chosen) for one in instruments)
    return [
        Choice(INSTRUMENT, each.label, options) if each.name == INSTRUMENT else each
        for each in filters.choices(this_year=year)
    ]


def _places(*, user, on: datetime.date, filters: Filters) -> list[Place]:
    placed = Placement.objects.on(on).filter(institution=OuterRef("pk"))
    rows = (
        filters.of_institutions(Institution.objects.visible_to(user).open_on(on))
        .order_by(danish("name"), "pk")
        .annotate(cluster_now=Subquery(placed.values("cluster")[:1]))
        .values_list("pk", "name", "slug", "cluster_now")
    )
    return [Place(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class _Found:
    """What was measured in a year and the one before: by topic and institution.

    topics: lineage → the topics of its versions, the newest version first.
    """

    year: int | None
    before: int | None
    topics: Mapping[str, Sequence[Topic]]
    values: Mapping[tuple[int, int, int], Sequence[Value]]  # (topic, institution, year)
    light: frozenset[int]

    @classmethod
    def load(
        cls, instrument: Instrument | None, places: Sequence[Place], *, user, until: int,
        asked: int | None,
    ) -> Self:  # fmt: skip
        measured = Measurement.objects.visible_to(user).filter(
            topic__version__instrument=instrument, year__lte=until
        )
        newest = measured.aggregate(newest=Max("year"))["newest"] if asked is None else asked
        earlier = measured.filter(year__lt=newest or 0).aggregate(newest=Max("year"))["newest"]
        topics: dict[str, list[Topic]] = defaultdict(list)
        for topic in (
            Topic.objects.filter(version__instrument=instrument)
            .select_related("version__scale", "scale")
            .prefetch_related("version__scale__steps", "scale__steps")
            .order_by("-version__from_year", "number")
        ):
            topics[topic.lineage].append(topic)
        wanted = {place.pk for place in places}
        values: dict[tuple[int, int, int], list[Value]] = defaultdict(list)
        threshold = threshold_for(user)
        rows = measured.filter(year__in=[newest, earlier]).order_by("period")
        for row in rows.values_list(
            "institution", "topic", "year", "group", "period", "value", "step__rank",
            "respondents", "is_suppressed",
        ):  # fmt: skip
            if row[0] in wanted:
                is_hidden = row[8] or is_small(row[7], threshold=threshold)
                values[row[1], row[0], row[2]].append(Value(*row[:7], is_hidden))
        light = Inspection.objects.visible_to(user).filter(
            year=newest or 0, kind=Inspection.Kind.LIGHT
        )
        is_tilsyn = instrument is not None and instrument.code == "tilsyn"
        return cls(
            newest,
            earlier,
            topics,
            values,
            frozenset(light.values_list("institution", flat=True)) if is_tilsyn else frozenset(),
        )

    def of(self, topic: Topic, institution: int, year: int | None) -> tuple[Decimal | None, bool]:
        """What stands of an institution: a rank or a number, and whether it is hidden.

        The newest of each group; of ratings the lowest, of numbers the mean, as indicators count.
        """
        newest = {
            value.group: value for value in self.values.get((topic.pk, institution, year or 0), ())
        }
        seen = [value for value in newest.values() if not value.is_hidden]
        if not seen:
            return None, bool(newest)
        ranks = [value.rank for value in seen if value.rank is not None]
        if ranks:
            return Decimal(min(ranks)), False
        known = [value.value for value in seen if value.value is not None]
        return (sum(known, Decimal(0)) / len(known), False) if known else (None, False)


def _part(
    topics: Sequence[Topic],
    found: _Found,
    places: Sequence[Place],
    *,
    clusters: Sequence[Cluster],
    by_cluster: bool,
) -> TopicPart:
    """A topic in the version that most institutions are measured in; the others are told of."""
    count: Counter[int] = Counter()
    for topic in topics:
        for place in places:
            count[topic.pk] += (topic.pk, place.pk, found.year or 0) in found.values
    topic = max(topics, key=lambda one: (count[one.pk], one.version.from_year))
    scale = topic.scale or topic.version.scale
    known: dict[int, Decimal] = {}
    hidden, other, light = [], [], []
    for place in places:
        value, is_hidden = found.of(topic, place.pk, found.year)
        if value is not None:
            known[place.pk] = value
        elif is_hidden:
            hidden.append(place.name)
        elif any((one.pk, place.pk, found.year or 0) in found.values for one in topics):
            other.append(place.name)
        elif place.pk in found.light and count[topic.pk]:
            light.append(place.name)
    table = _Table(topic, scale, found, known)
    if by_cluster:
        rows, heading, few = table.of_clusters(clusters, places)
    else:
        rows, heading, few = table.of_institutions(places)
    return TopicPart(
        name=topic.name,
        short_name=topic.short_name,
        lineage=topic.lineage,
        version=topic.version.name,
        heading=heading,
        measured=len(known),
        units=len(places),
        is_rating=table.is_rating,
        rows=rows,
        warnings=findings.warnings(
            few=few, other_version=other, hidden=hidden, light=light, version=topic.version.name
        ),
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of a topic. known: institution → what stands of it."""

    topic: Topic
    scale: Scale
    found: _Found
    known: Mapping[int, Decimal]

    @property
    def is_rating(self) -> bool:
        return self.scale.kind == Scale.Kind.ORDINAL

    @property
    def steps(self) -> list:
        return sorted(self.scale.steps.all(), key=lambda step: -step.rank)

    def of_clusters(
        self, clusters: Sequence[Cluster], places: Sequence[Place]
    ) -> tuple[tuple[Row, ...], str, list[tuple[str, int]]]:
        rows: list[Row] = []
        means: list[tuple[str, Decimal]] = []
        best: list[tuple[str, int, int]] = []
        few = []
        for cluster in clusters:
            values = [
                self.known[p.pk] for p in places if p.cluster == cluster.pk and p.pk in self.known
            ]
            if not values:
                continue
            if len(values) < ENOUGH:
                few.append((cluster.name, len(values)))
            href = cluster.get_absolute_url()
            if self.is_rating:
                top = len(self.steps)
                best.append((cluster.name, sum(value == top for value in values), len(values)))
                rows.append(self._ratings(cluster.name, href, values))
            else:
                mean = sum(values, Decimal(0)) / len(values)
                means.append((cluster.name, mean))
                rows.append(
                    self._number(cluster.name, href, mean, values, before=None, n=len(values))
                )
        if self.is_rating:
            step = self.steps[0].label if self.steps else ""
            return tuple(rows), findings.ratings_heading(best, step=step), few
        return tuple(rows), self._numbers_heading(means), few

    def of_institutions(
        self, places: Sequence[Place]
    ) -> tuple[tuple[Row, ...], str, list[tuple[str, int]]]:
        rows = []
        page = Institution(slug="-").get_absolute_url()
        for place in places:
            if place.pk not in self.known:
                continue
            value, href = self.known[place.pk], page.replace("/-/", f"/{place.slug}/")
            before, _hidden = self.found.of(self.topic, place.pk, self.found.before)
            if self.is_rating:
                was = "" if before is None else self._label(before)
                rows.append(self._ratings(place.name, href, [value], before=was))
            else:
                others = [other for pk, other in self.known.items() if pk != place.pk]
                rows.append(self._number(place.name, href, value, others, before=before))
        values = [(place.name, self.known[place.pk]) for place in places if place.pk in self.known]
        if self.is_rating:
            heading = findings.units_heading(
                [(name, int(rank)) for name, rank in values],
                step=self.steps[0].label if self.steps else "",
                best=len(self.steps),
            )
            return tuple(rows), heading, []
        return tuple(rows), self._numbers_heading(values), []

    def _numbers_heading(self, rows: list[tuple[str, Decimal]]) -> str:
        return findings.numbers_heading(
            rows, least=self.scale.smallest_difference, decimals=self.scale.decimals
        )

    def _label(self, rank: Decimal) -> str:
        return next((step.label for step in self.steps if step.rank == rank), "")

    def _ratings(self, name: str, href: str, values: Sequence[Decimal], before: str = "") -> Row:
        """How many there are of each rating: in words, and as a bar."""
        counts = [(step, sum(value == step.rank for value in values)) for step in self.steps]
        present = [(step, count) for step, count in counts if count]
        of = len(self.steps)
        text = ", ".join(
            step.label if len(values) == 1 else f"{count} {step.short_label}"
            for step, count in present
        )
        if len(values) == 1:
            return Row(name, href, text, before, 1, rank=int(values[0]), of=of)
        bar = distribution_bar([(ramp_key(step.rank, of=of), count) for step, count in present])
        return Row(name, href, text, before, len(values), bar=bar)

    def _number(
        self, name: str, href: str, own: Decimal, others: Sequence[Decimal], *,
        before: Decimal | None, n: int = 1,
    ) -> Row:  # fmt: skip
        lowest, highest = self._ends()
        chart = range_row(
            own=float(own),
            was=None if before is None else float(before),
            others=[float(value) for value in others],
            lowest=lowest,
            highest=highest,
        )
        return Row(
            name,
            href,
            number_format(own, self.scale.decimals),
            "" if before is None else number_format(before, self.scale.decimals),
            n,
            chart=chart,
        )

    def _ends(self) -> tuple[float, float]:
        """The ends of the scale, or of what was measured where it has none."""
        values = list(self.known.values()) or [Decimal(0)]
        lowest = min(values) if self.scale.lowest is None else self.scale.lowest
        highest = max(values) if self.scale.highest is None else self.scale.highest
        return float(lowest), float(highest) if highest > lowest else float(lowest) + 1
