"""Who has delivered to a measuring round, and who has not yet."""

from dataclasses import dataclass
from typing import Self

from django.db.models import Q
from django.utils import timezone

from institutions.models import NOT_DAYCARE, Institution
from institutions.periods import holds_on
from measurements.models import Inspection, Instrument, Measurement, MeasuringRound


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far a round is: how many institutions it expects, and those it still lacks, by name."""

    expected: int
    missing: tuple[Institution, ...]

    @property
    def delivered(self) -> int:
        return self.expected - len(self.missing)

    @classmethod
    def of(cls, one: MeasuringRound) -> Self:
        """As it stands now, in four queries. An inspection without ratings is delivered too."""
        day = min(one.deadline_on, timezone.localdate())
        expected = Institution.objects.open_on(day)
        if one.kinds:
            expected = expected.filter(kind__in=one.kinds)
        elif one.instrument.is_of_daycare:
            expected = expected.exclude(kind__in=NOT_DAYCARE)
        if clusters := list(one.clusters.all()):
            expected = expected.filter(
                holds_on(day, "placements__"), placements__cluster__in=clusters
            ).distinct()
        has_delivered = delivered(one)
        institutions = list(expected)
        lacking = tuple(place for place in institutions if place.pk not in has_delivered)
        return cls(len(institutions), lacking)


def delivered(one: MeasuringRound) -> set[int]:
    """The keys of the institutions that something is measured of in the round."""
    in_period = Q(year=int(one.period[:4])) if one.is_of_a_year else Q(period=one.period)
    measured = Measurement.objects.filter(in_period, topic__version__instrument=one.instrument_id)
    found = set(measured.order_by().values_list("institution", flat=True).distinct())
    if one.instrument.kind == Instrument.Kind.INSPECTION:
        inspected = Inspection.objects.filter(year=int(one.period[:4])).order_by()
        found |= set(inspected.values_list("institution", flat=True))
    return found
