"""Clusters, or the institutions of one, beside each other: topic by topic, as far as is fair."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from config.collation import danish
from dashboards.comparison.found import ComparedPlace, ComparedYears
from dashboards.comparison.matrix import ThemeMatrix
from dashboards.comparison.multiples import Multiples
from dashboards.comparison.rounds import one_of
from dashboards.comparison.shared_out import SharedOut
from dashboards.comparison.topics import TopicPart, topic_part
from indicators.extent import Extent
from indicators.filters import INSTRUMENT, FilterQuestion, Filters
from institutions.access import Reader
from institutions.models import NOT_DAYCARE, Area, Cluster, Institution, InstitutionKind, Placement
from measurements.models import Instrument

CLUSTER = "klynge"
#: Before the address of an area, among those of clusters.
OF_AREA = "omraade:"


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """The page, in eleven queries however many topics, clusters and institutions there are.

    Three more where those who were counted are drawn step by step.

    cluster or area: whose institutions are compared; none compares the clusters. followable: whose
    figures may be followed by themselves. is_counted: whether children are, step by step.
    """

    on: datetime.date
    instrument: Instrument | None
    year: int | None
    before: int | None
    cluster: Cluster | None
    area: Area | None
    scope: Extent
    filters: Filters
    choices: tuple[FilterQuestion, ...]
    parts: tuple[TopicPart, ...]
    followable: tuple[tuple[int, str], ...]
    multiples: Multiples | None = None
    matrix: ThemeMatrix | None = None
    is_counted: bool = False

    @property
    def summed_href(self) -> str:
        """Where the children of all the institutions are told of together, if they are."""
        if not (self.cluster and self.instrument and self.is_counted):
            return ""
        return f"{self.cluster.get_absolute_url()}#{self.instrument.code}-sum"

    @property
    def place(self) -> str:
        """Of what the parts count, as figures name it: a topic's code comes behind."""
        of = f"cluster:{self.cluster.slug}" if self.cluster else self.scope.name
        of = f"area:{self.area.slug}" if self.area else of
        return f"comparison of {of}, {self.year}/"

    @property
    def of(self) -> Cluster | Area | None:
        """Whose institutions are compared."""
        return self.cluster or self.area

    @property
    def parts_shown(self) -> tuple[TopicPart, ...]:
        """The topics that are told one by one: none where they all stand in one table."""
        return () if self.matrix or self.multiples else self.parts

    @property
    def now(self) -> str:
        """The round that all figures are of, or their year."""
        return one_of((part.rounds.now for part in self.parts if part.rows), self.year)

    @property
    def then(self) -> str:
        """That of the figures beside them, likewise; empty where there are none."""
        return one_of((part.rounds.before for part in self.parts if part.rows), self.before)

    @property
    def has_numbers(self) -> bool:
        return any(not part.is_rating for part in self.parts)

    @classmethod
    def build(cls, *, user: Reader, on: datetime.date, filters: Filters, cluster: str = "") -> Self:
        clusters = list(Cluster.objects.visible_to(user))
        areas = list(Area.objects.visible_to(user))
        chosen, area = _whose(clusters, areas, asked=cluster)
        instruments = list(Instrument.objects.order_by("name"))
        instrument = _instrument(instruments, filters)
        places = _places(instrument, user=user, on=on, filters=filters, area=area)
        if chosen:
            places = [place for place in places if place.cluster == chosen.pk]
        found = ComparedYears.load(
            instrument, places, user=user, until=filters.year or on.year, asked=filters.year
        )
        shared = SharedOut.load(
            found.shared_out if chosen or area else {},
            institutions=[place.pk for place in places],
            year=found.year,
            user=user,
        )
        parts = [
            topic_part(
                topics, found, places, shared, clusters=clusters, by_cluster=not (chosen or area)
            )
            for topics in found.topics.values()
        ]
        shown = tuple(part for part in parts if part.rows or part.warnings)
        return cls(
            on=on,
            instrument=instrument,
            year=found.year,
            before=found.before,
            cluster=chosen,
            area=area,
            scope=Extent(len(places), len(places))  # the title names the cluster or the area
            if chosen or area
            else Extent.of(
                len(places), user=user, on=on, filters=filters, without=_not_asked(instrument)
            ),
            filters=filters,
            choices=(
                _places_choice(clusters, areas, chosen or area),
                *_choices(filters, instruments, instrument, on.year),
            ),
            parts=shown,
            multiples=_multiples(shown),
            is_counted=bool(
                instrument and instrument.kind == Instrument.Kind.COUNT and found.shared_out
            ),
            matrix=_matrix(shown, places, clusters=clusters, light=found.light),
            followable=tuple((place.pk, place.name) for place in places) if chosen else (),
        )


def _whose(
    clusters: Sequence[Cluster], areas: Sequence[Area], *, asked: str
) -> tuple[Cluster | None, Area | None]:
    """The cluster or the area whose institutions are compared.

    Who reads a single cluster compares its institutions, where no area is asked for.
    """
    area = next((one for one in areas if f"{OF_AREA}{one.slug}" == asked), None)
    cluster = next((one for one in clusters if one.slug == asked), None)
    if cluster is None and area is None and len(clusters) == 1:
        cluster = clusters[0]
    return cluster, area


def _matrix(
    parts: Sequence[TopicPart],
    places: Sequence[ComparedPlace],
    *,
    clusters: Sequence[Cluster],
    light: frozenset[int],
) -> ThemeMatrix | None:
    """All topics in one table, where all are rated."""
    rated = [part.rated for part in parts if part.rated]
    if len(rated) < len(parts):
        return None
    warnings = (text for part in parts for text in part.warnings)
    return ThemeMatrix.of(rated, places, clusters=clusters, light=light, warnings=warnings)


def _multiples(parts: Sequence[TopicPart]) -> Multiples | None:
    """The topics as small charts, where all are numbers on one scale."""
    if any(part.funnel or part.is_rating for part in parts):
        return None
    return Multiples.of(
        [(part.name, part.note, part.scale, part.compared, part.rounds) for part in parts],
        warnings=[text for part in parts for text in part.warnings],
    )


def _places_choice(
    clusters: Sequence[Cluster], areas: Sequence[Area], chosen: Cluster | Area | None
) -> FilterQuestion:
    """The clusters beside each other, or the institutions of one, or of an area."""
    options = (
        ("", _("The clusters"), chosen is None),
        *(_option(one, one.slug, chosen) for one in clusters),
        *(_option(one, f"{OF_AREA}{one.slug}", chosen) for one in areas),
    )
    return FilterQuestion(CLUSTER, _("Compare"), options)


def _option(
    one: Cluster | Area, address: str, chosen: Cluster | Area | None
) -> tuple[str, str, bool]:
    return address, _("Institutions of %(cluster)s") % {"cluster": one}, one == chosen


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


def _not_asked(instrument: Instrument | None) -> frozenset[InstitutionKind]:
    """The kinds that the instrument is not of: one of daycare alone is of no school."""
    return NOT_DAYCARE if instrument and instrument.is_of_daycare else frozenset()


def _places(
    instrument: Instrument | None,
    *,
    user: Reader,
    on: datetime.date,
    filters: Filters,
    area: Area | None,
) -> list[ComparedPlace]:
    """The places that the instrument is of."""
    placed = Placement.objects.on(on).filter(institution=OuterRef("pk"))
    every = Institution.objects.visible_to(user).open_on(on)
    every = every.exclude(kind__in=_not_asked(instrument))
    rows = (
        filters.of_institutions(every if area is None else every.filter(area=area))
        .order_by(danish("name"), "pk")
        .annotate(cluster_now=Subquery(placed.values("cluster")[:1]))
        .values_list("pk", "name", "slug", "cluster_now")
    )
    return [ComparedPlace(*row) for row in rows]
