"""Clusters, or the institutions of one, beside each other: topic by topic, as far as is fair."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from config.collation import danish
from dashboards.comparison.found import ComparedPlace, ComparedYears
from dashboards.comparison.funnels import FunnelPart
from dashboards.comparison.matrix import RatedTheme, ThemeMatrix
from dashboards.comparison.multiples import Multiples
from dashboards.comparison.shared_out import SharedOut
from dashboards.comparison.table import ComparedRows, ComparisonRow, ComparisonTable
from dashboards.findings import comparison as findings
from indicators.extent import Extent
from indicators.filters import INSTRUMENT, FilterQuestion, Filters
from institutions.access import Reader
from institutions.models import Cluster, Institution, Placement
from measurements.models import Instrument, Scale, Topic

CLUSTER = "klynge"


@dataclass(frozen=True, slots=True)
class TopicPart:
    """One small multiple: a topic with its rows, its finding and what to beware of."""

    name: str
    short_name: str
    lineage: str
    version: str
    heading: str
    figures: Mapping[str, int]
    measured: int
    units: int
    is_rating: bool
    rows: tuple[ComparisonRow, ...]
    warnings: tuple[str, ...]
    scale: Scale
    compared: ComparedRows
    keys: tuple[tuple[str, str], ...] = ()
    rated: RatedTheme | None = None
    funnel: FunnelPart | None = None

    @property
    def hides_some(self) -> bool:
        """Whether a bar has a part that is not told."""
        bars = (row.parts for row in self.rows if row.parts)
        return any(part.key == "none" for bar in bars for part in bar.parts)

    @property
    def titled(self) -> str:
        """The finding with its topic, since several topics may find the same."""
        found = self.funnel.heading if self.funnel else self.heading
        return f"{self.short_name}: {found}"

    @property
    def counted(self) -> Mapping[str, int]:
        """What the heading counts."""
        return self.funnel.figures if self.funnel else self.figures

    @property
    def note(self) -> str:
        """The version, and how many institutions are measured in it."""
        counted = _("%(measured)s of %(units)s institutions are measured") % {
            "measured": self.measured,
            "units": self.units,
        }
        return f"{self.version}. {counted}."


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """The page, in eight queries however many topics, clusters and institutions there are.

    cluster: whose institutions are compared; None compares the clusters. followable: whose figures
    may be followed by themselves.
    """

    on: datetime.date
    instrument: Instrument | None
    year: int | None
    before: int | None
    cluster: Cluster | None
    scope: Extent
    filters: Filters
    choices: tuple[FilterQuestion, ...]
    parts: tuple[TopicPart, ...]
    followable: tuple[tuple[int, str], ...]
    matrix: ThemeMatrix | None = None

    @property
    def place(self) -> str:
        """Of what the parts count, as figures name it: a topic's code comes behind."""
        of = f"cluster:{self.cluster.slug}" if self.cluster else self.scope.name
        return f"comparison of {of}, {self.year}/"

    @property
    def parts_shown(self) -> tuple[TopicPart, ...]:
        """The topics that are told one by one: none where they all stand in one table."""
        return () if self.matrix or self.multiples else self.parts

    @property
    def multiples(self) -> Multiples | None:
        """The topics as small charts, where all are numbers on one scale."""
        if any(part.funnel or part.is_rating for part in self.parts):
            return None
        return Multiples.of(
            [(part.name, part.note, part.scale, part.compared) for part in self.parts],
            warnings=[text for part in self.parts for text in part.warnings],
        )

    @property
    def has_numbers(self) -> bool:
        return any(not part.is_rating for part in self.parts)

    @classmethod
    def build(cls, *, user: Reader, on: datetime.date, filters: Filters, cluster: str = "") -> Self:
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
        found = ComparedYears.load(
            instrument, places, user=user, until=filters.year or on.year, asked=filters.year
        )
        shared = (
            SharedOut.load(
                found.shared_out,
                institutions=[place.pk for place in places],
                year=found.year,
                user=user,
            )
            if chosen
            else SharedOut({}, {})
        )
        parts = [
            _part(topics, found, places, shared, clusters=clusters, by_cluster=chosen is None)
            for topics in found.topics.values()
        ]
        shown = tuple(part for part in parts if part.rows or part.warnings)
        return cls(
            on=on,
            instrument=instrument,
            year=found.year,
            before=found.before,
            cluster=chosen,
            scope=Extent(len(places), len(places))  # the title names the cluster
            if chosen
            else Extent.of(len(places), user=user, on=on, filters=filters),
            filters=filters,
            choices=(
                FilterQuestion(
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
            parts=shown,
            matrix=ThemeMatrix.of(
                [part.rated for part in shown if part.rated],
                places,
                clusters=clusters,
                light=found.light,
                warnings=(text for part in shown for text in part.warnings),
            )
            if all(part.rated for part in shown)
            else None,
            followable=tuple((place.pk, place.name) for place in places) if chosen else (),
        )


def _instrument(instruments: Sequence[Instrument], filters: Filters) -> Instrument | None:
    by_code = {one.code: one for one in instruments}
    inspected = (one for one in instruments if one.kind == Instrument.Kind.INSPECTION)
    first = next(inspected, None) or next(iter(instruments), None)
    return by_code.get(filters.instrument) or first


def _choices(
    filters: Filters, instruments: Sequence[Instrument], chosen: Instrument | None, year: int
) -> list[FilterQuestion]:
    """As everywhere, but one instrument is always chosen."""
    options = tuple((one.code, one.short_name, one == chosen) for one in instruments)
    return [
        FilterQuestion(INSTRUMENT, each.label, options) if each.name == INSTRUMENT else each
        for each in filters.choices(this_year=year)
    ]


def _places(*, user: Reader, on: datetime.date, filters: Filters) -> list[ComparedPlace]:
    placed = Placement.objects.on(on).filter(institution=OuterRef("pk"))
    rows = (
        filters.of_institutions(Institution.objects.visible_to(user).open_on(on))
        .order_by(danish("name"), "pk")
        .annotate(cluster_now=Subquery(placed.values("cluster")[:1]))
        .values_list("pk", "name", "slug", "cluster_now")
    )
    return [ComparedPlace(*row) for row in rows]


def _is_measured(topics: Sequence[Topic], place: ComparedPlace, found: ComparedYears) -> bool:
    """Whether there is anything of the year of one of the topics."""
    return any((one.pk, place.pk, found.year or 0) in found.values for one in topics)


def _part(
    topics: Sequence[Topic],
    found: ComparedYears,
    places: Sequence[ComparedPlace],
    shared: SharedOut,
    *,
    clusters: Sequence[Cluster],
    by_cluster: bool,
) -> TopicPart:
    """A topic in the version that most institutions are measured in; the others are told of."""
    year = found.year or 0
    count = {
        one.pk: sum((one.pk, place.pk, year) in found.values for place in places) for one in topics
    }
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
        elif _is_measured(topics, place, found):
            other.append(place.name)
        elif place.pk in found.light and count[topic.pk]:
            light.append(place.name)
    table = ComparisonTable(topic, scale, found, known, shared)
    compared = table.of_clusters(clusters, places) if by_cluster else table.of_institutions(places)
    return TopicPart(
        name=topic.name,
        short_name=topic.short_name,
        lineage=topic.lineage,
        version=topic.version.name,
        heading=compared.heading,
        figures=compared.figures,
        measured=len(known),
        units=len(places),
        is_rating=table.is_rating,
        rows=compared.rows,
        warnings=findings.warnings(
            few=compared.few,
            other_version=other,
            hidden=hidden,
            light=light,
            version=topic.version.name,
        ),
        keys=shared.keys.get(topic.pk, ()),
        scale=scale,
        compared=compared,
        rated=_rated(table, found, places) if table.is_rating else None,
        funnel=FunnelPart.of(table.counted(places)),
    )


def _rated(
    table: ComparisonTable, found: ComparedYears, places: Sequence[ComparedPlace]
) -> RatedTheme:
    """The ratings of a theme, this year and the year before."""
    before = {place.pk: found.of(table.topic, place.pk, found.before)[0] for place in places}
    return RatedTheme(
        table.topic.short_name,
        table.known,
        {pk: rank for pk, rank in before.items() if rank is not None},
        {step.rank: step.short_label for step in table.steps},
    )
