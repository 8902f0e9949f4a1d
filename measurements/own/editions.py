"""An instrument with its editions side by side: what is the same across them, and what is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.db.models import Count
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import number
from measurements.layouts import Layout, all_layouts
from measurements.models import Instrument, InstrumentVersion, Measurement, Scale, Topic
from measurements.own.making import is_used

#: So many editions stand beside each other; the older ones are told by name.
SIDE_BY_SIDE = 3


class EditionCell(NamedTuple):
    """A question as an edition asks it. differs: in other words than the next edition here."""

    topic: Topic | None
    differs: bool


class EditionRow(NamedTuple):
    """What is the same question across the editions."""

    number: int
    cells: tuple[EditionCell, ...]


@dataclass(frozen=True, slots=True)
class InstrumentPage:
    """An instrument, its editions (newest first), and the layouts it is filled in with."""

    instrument: Instrument
    versions: tuple[InstrumentVersion, ...]
    rows: tuple[EditionRow, ...]
    layouts: tuple[Layout, ...]
    values: int
    may_go: bool

    @classmethod
    def of(cls, instrument: Instrument) -> Self:
        versions = tuple(
            instrument.versions.select_related("scale")
            .prefetch_related("topics__scale", "scale__steps")
            .order_by("-from_year", "-pk")
        )
        count = Measurement.objects.filter(topic__version__instrument=instrument).count()
        layouts = all_layouts().values()
        return cls(
            instrument,
            versions,
            tuple(_rows(versions[:SIDE_BY_SIDE])),
            tuple(one for one in layouts if one.instrument == instrument.code),
            count,
            not is_used(instrument),
        )

    @property
    def newest(self) -> InstrumentVersion | None:
        return self.versions[0] if self.versions else None

    @property
    def shown(self) -> tuple[InstrumentVersion, ...]:
        return self.versions[:SIDE_BY_SIDE]

    @property
    def is_open(self) -> bool:
        return any(version.to_year is None for version in self.versions)

    @property
    def typed(self) -> Layout | None:
        """The layout of which a row can be typed in."""
        return next((one for one in self.layouts if one.topics_across and not one.answers), None)

    @property
    def questions_heading(self) -> str:
        """How many questions are those of the edition before, and how many are new."""
        if self.newest is None:
            return _("There are no questions yet")
        if len(self.versions) < 2:
            count = len(self.rows)
            told = ngettext(
                "%(n)s question in %(edition)s", "%(n)s questions in %(edition)s", count
            )
            return capfirst(told % {"n": number(count, neuter=True), "edition": self.newest.name})
        asked = [row.cells for row in self.rows if row.cells[0].topic]
        same = sum(1 for cells in asked if cells[1].topic)
        new = len(asked) - same
        before = self.versions[1].name
        told = ngettext(
            "%(n)s question is the same as in %(before)s",
            "%(n)s questions are the same as in %(before)s",
            same,
        ) % {"n": number(same, neuter=True), "before": before}
        if new:
            told += ngettext(", and %(n)s is new", ", and %(n)s are new", new) % {
                "n": number(new, neuter=True)
            }
        return capfirst(told)


def scale_heading(scale: Scale) -> str:
    """What a scale is, without a full stop; which end is good where it is told."""
    ends = {True: _("low is good"), False: _("high is good"), None: ""}
    return ", ".join(filter(None, [_extent(scale), ends[scale.low_is_good]]))


def _extent(scale: Scale) -> str:
    """Its steps, its ends, or what is counted."""
    if scale.kind == Scale.Kind.ORDINAL:
        return _("%(n)s steps") % {"n": number(len(scale.steps.all()), neuter=True)}
    if scale.lowest is None or scale.highest is None:
        return _("Measured as %(unit)s") % {"unit": scale.unit or _("a number")}
    ends = {"lowest": f"{scale.lowest.normalize():f}", "highest": f"{scale.highest.normalize():f}"}
    unit = f" {scale.unit}" if scale.unit else ""
    return _("From %(lowest)s to %(highest)s%(unit)s") % {**ends, "unit": unit}


def _rows(versions: Sequence[InstrumentVersion]) -> list[EditionRow]:
    """The questions of the newest edition, then those that only older ones have."""
    asked = [{topic.lineage: topic for topic in version.topics.all()} for version in versions]
    lineages = dict.fromkeys(lineage for topics in asked for lineage in topics)
    rows = []
    for place, lineage in enumerate(lineages, start=1):
        topics = [topics.get(lineage) for topics in asked]
        cells = [
            EditionCell(
                topic,
                bool(index and topic and topics[index - 1] and topics[0])
                and topic.name != topics[0].name,  # type: ignore[union-attr]  # both are there
            )
            for index, topic in enumerate(topics)
        ]
        rows.append(EditionRow(place, tuple(cells)))
    return rows


@dataclass(frozen=True, slots=True)
class ListedInstrument:
    """A line of the list of instruments."""

    instrument: Instrument
    questions: int
    editions: int


def listed() -> list[ListedInstrument]:
    """Every instrument that files are read of, in two queries."""
    found = (
        Instrument.objects.exclude(kind=Instrument.Kind.PROGRAMME)
        .annotate(editions=Count("versions", distinct=True))
        .order_by("name")
    )
    counted = InstrumentVersion.objects.annotate(asked=Count("topics")).order_by("from_year", "pk")
    newest = dict(counted.values_list("instrument", "asked"))  # of each the last one stays
    return [ListedInstrument(one, newest.get(one.pk, 0), one.editions) for one in found]
