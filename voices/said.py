"""What children and parents say about an indicator: the figures of the questions it names."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.db.models import QuerySet
from django.urls import reverse

from config.numbers import written
from config.slots import SlotPart
from indicators.models import Indicator
from institutions.access import Reader, scope_of
from institutions.models import Cluster, Institution
from institutions.statements import rows_of
from measurements.few import measure_of
from measurements.models import Measurement, Topic
from measurements.rounds_of_year import round_said
from measurements.suppression import threshold_for
from measurements.telling import READ, hidden_of

#: How many rounds of a unit are shown: the newest. Those before are on the unit's own page.
ROUNDS_SHOWN = 1


@dataclass(frozen=True, slots=True)
class SaidRow:
    """A unit's round: when, and per question the mean, “–” for none, None where it is hidden."""

    unit: str
    when: str
    cells: tuple[tuple[str, str | None], ...]

    @property
    def is_hidden(self) -> bool:
        return all(cell is None for _topic, cell in self.cells)


@dataclass(frozen=True, slots=True)
class SaidPage:
    """What is said in a cluster: each unit's newest rounds; five queries."""

    instrument: str
    scale: str
    topics: tuple[str, ...]
    rows: tuple[SaidRow, ...]
    open_address: str

    @classmethod
    def of(cls, indicator: Indicator, cluster: Cluster, user: Reader) -> Self | None:
        """None where the indicator names no questions that are asked by link."""
        topics = _topics(indicator)
        if not topics:
            return None
        units = tuple(
            Institution.objects.visible_to(user).in_cluster(cluster).order_by("name", "pk")
        )
        measured = list(_measured(units, topics, user))
        hidden = _hidden(measured, topics, user)
        asked = topics[0].version.instrument.voices
        return cls(
            instrument=topics[0].version.instrument.short_name,
            scale=_scale(topics[0]),
            topics=tuple(topic.short_name for topic in topics),
            rows=tuple(_rows(units, topics, measured, hidden)),
            open_address=f"{reverse('voice_round_create')}?hvem={asked.audience}"
            if any(_leads(unit, user) for unit in units)
            else "",
        )


def said_part(indicator: Indicator, cluster: Cluster, user: Reader) -> SlotPart | None:
    """What fills `indicators.slots.said_about`."""
    if indicator.source != Indicator.Source.MANUAL:
        return None
    page = SaidPage.of(indicator, cluster, user)
    return SlotPart("voices/_said.html", page) if page else None


def _topics(indicator: Indicator) -> list[Topic]:
    return rows_of(
        lambda: (
            Topic.objects.filter(indicators=indicator.pk, version__instrument__voices__isnull=False)
            .select_related("scale", "version__scale", "version__instrument__voices")
            .prefetch_related("scale__steps", "version__scale__steps")
            .order_by("number", "pk")
        ),
        *("asked by link for", indicator.pk),
        reader=None,
    )


def _measured(
    units: tuple[Institution, ...], topics: list[Topic], user: Reader
) -> QuerySet[Measurement]:
    return Measurement.objects.visible_to(user).filter(
        institution__in=units, topic__in=topics, group=""
    )


def _hidden(measured: list[Measurement], topics: list[Topic], user: Reader) -> set[int]:
    """The figures that this reader may not be told."""
    threshold = threshold_for(user)
    measures = {topic.pk: measure_of(topic) for topic in topics}
    rows = [
        (row.pk, row.institution_id, row.topic_id, *(getattr(row, name) for name in READ[3:]))
        for row in measured
    ]
    return {
        pk for pk, limits in hidden_of(rows, measures, thresholds=[threshold]).items() if limits
    }


def _rows(
    units: tuple[Institution, ...],
    topics: list[Topic],
    measured: list[Measurement],
    hidden: set[int],
) -> list[SaidRow]:
    found: dict[int, dict[str, dict[int, Measurement]]] = defaultdict(lambda: defaultdict(dict))
    for row in measured:
        found[row.institution_id][row.period][row.topic_id] = row
    return [
        SaidRow(
            unit.name,
            round_said(period, int(period[:4])),
            tuple(
                (topic.short_name, _cell(topic, found[unit.pk][period], hidden)) for topic in topics
            ),
        )
        for unit in units
        for period in sorted(found[unit.pk], reverse=True)[:ROUNDS_SHOWN]
    ]


def _cell(topic: Topic, of_round: Mapping[int, Measurement], hidden: set[int]) -> str | None:
    row = of_round.get(topic.pk)
    if row is None:
        return "–"
    if row.pk in hidden or row.is_suppressed or row.value is None:
        return None
    return written(row.value, topic.scale_in_use.decimals)


def _scale(topic: Topic) -> str:
    """“1 er Nej, 3 er Ja” as the ends of the scale are called."""
    steps = sorted(topic.scale_in_use.steps.all(), key=lambda step: step.rank)
    return ", ".join(f"{step.rank} = {step.label}" for step in steps)


def _leads(unit: Institution, user: Reader) -> bool:
    return scope_of(user).edits.holds(unit.pk)
