"""A topic of a comparison: its rows, what is found in them, and what to beware of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import number
from dashboards.comparison.found import ComparedPlace, ComparedYears
from dashboards.comparison.funnels import FunnelPart
from dashboards.comparison.matrix import RatedTheme
from dashboards.comparison.rounds import RoundsCompared
from dashboards.comparison.shared_out import SharedOut
from dashboards.comparison.table import ComparedRows, ComparisonRow, ComparisonTable
from dashboards.findings import comparison as findings
from institutions.models import Cluster
from measurements.models import Scale, Topic


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
    hidden: int
    is_rating: bool
    rows: tuple[ComparisonRow, ...]
    warnings: tuple[str, ...]
    scale: Scale
    compared: ComparedRows
    rounds: RoundsCompared
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
        """The version, how many institutions are measured in it, and how many are hidden."""
        counted = _("%(measured)s of %(units)s institutions are measured") % {
            "measured": self.measured,
            "units": self.units,
        }
        if not self.hidden:
            return f"{self.version}. {counted}."
        hidden = ngettext(
            "%(number)s is hidden, because the numbers are small",
            "%(number)s are hidden, because the numbers are small",
            self.hidden,
        ) % {"number": number(self.hidden)}
        return f"{self.version}. {counted}; {hidden}."


def _is_measured(topics: Sequence[Topic], place: ComparedPlace, found: ComparedYears) -> bool:
    """Whether there is anything of the year of one of the topics."""
    return any((one.pk, place.pk, found.year or 0) in found.values for one in topics)


def topic_part(
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
    standing = (place for place in places if place.pk in known)
    rounds = RoundsCompared.of(topic, standing, found)
    table = ComparisonTable(topic, scale, found, known, shared, rounds)
    compared = table.of_clusters(clusters, places) if by_cluster else table.of_institutions(places)
    return TopicPart(
        name=topic.name,
        short_name=topic.short_name,
        lineage=topic.lineage,
        version=topic.version.name,
        heading=compared.heading,
        figures=compared.figures,
        measured=count[topic.pk],
        units=len(places),
        hidden=len(hidden),
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
        rounds=rounds,
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
