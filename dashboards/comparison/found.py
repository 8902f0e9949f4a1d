"""What was measured of one instrument, by topic and institution."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, Self

from django.db.models import Max

from config.numbers import mean
from institutions.access import Reader
from measurements.few import measure_of
from measurements.models import Inspection, Instrument, Measurement, Scale, Topic
from measurements.rounds_of_year import comes_again_as, in_order_of_year, round_said
from measurements.suppression import threshold_for
from measurements.telling import READ, hidden_of


class ComparedPlace(NamedTuple):
    pk: int
    name: str
    slug: str
    cluster: int | None


class ComparedValue(NamedTuple):
    """One measurement, seen or hidden."""

    institution: int
    topic: int
    year: int
    group: str
    period: str
    value: Decimal | None
    rank: int | None
    respondents: int | None
    is_hidden: bool


VALUE = ("institution", "topic", "year", "group", "period", "value", "step__rank", "respondents")


@dataclass(frozen=True, slots=True)
class ComparedYears:
    """What was measured in a year and the one before: by topic and institution.

    topics: lineage → the topics of its versions, the newest version first. shared: topics of which
    some figure is the share of the best step, and not a rating of the whole.
    """

    year: int | None
    before: int | None
    topics: Mapping[str, Sequence[Topic]]
    values: Mapping[tuple[int, int, int], Sequence[ComparedValue]]  # (topic, institution, year)
    light: frozenset[int]
    shared: frozenset[int]

    @classmethod
    def load(
        cls,
        instrument: Instrument | None,
        places: Sequence[ComparedPlace],
        *,
        user: Reader,
        until: int,
        asked: int | None,
    ) -> Self:
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
        values: dict[tuple[int, int, int], list[ComparedValue]] = defaultdict(list)
        measures = {one.pk: measure_of(one) for same in topics.values() for one in same}
        rows = measured.filter(year__in=[newest, earlier]).order_by("period")
        read = [row for row in rows.values_list(*VALUE, *READ) if row[0] in wanted]
        told = (row[len(VALUE) :] for row in read)
        hidden = hidden_of(told, measures, thresholds=[threshold_for(user)])
        for row in read:
            value = ComparedValue(*row[: len(VALUE)], row[len(VALUE)] in hidden)  # type: ignore[call-arg]  # so it begins
            values[row[1], row[0], row[2]].append(value)
        light = Inspection.objects.visible_to(user).filter(
            year=newest or 0, kind=Inspection.Kind.LIGHT
        )
        is_inspected = instrument is not None and instrument.kind == Instrument.Kind.INSPECTION
        return cls(
            newest,
            earlier,
            topics,
            values,
            frozenset(light.values_list("institution", flat=True)) if is_inspected else frozenset(),
            _shared(values),
        )

    def of(self, topic: Topic, institution: int, year: int | None) -> tuple[Decimal | None, bool]:
        """What stands of an institution: a rank or a number, and whether it is hidden.

        The newest of each group; of ratings the lowest, of numbers the mean, as indicators count.
        Hidden where that of a group is.
        """
        seen = list(self._newest(topic, institution, year).values())
        if not seen or any(value.is_hidden for value in seen):
            return None, bool(seen)
        ranks = [value.rank for value in seen if value.rank is not None]
        if ranks:
            return Decimal(min(ranks)), False
        known = [value.value for value in seen if value.value is not None]
        return (mean(known), False) if known else (None, False)

    @property
    def shared_out(self) -> dict[int, Topic]:
        """The topics with steps that were told as shares, by their own numbers."""
        every = (one for same in self.topics.values() for one in same)
        return {
            one.pk: one
            for one in every
            if one.scale_in_use.kind == Scale.Kind.ORDINAL and one.pk in self.shared
        }

    def answers(self, topic: Topic, institution: int) -> int | None:
        """How many answers are behind a mean that stands; None where it is not known."""
        newest = self._newest(topic, institution, self.year)
        return next(iter(newest.values())).respondents if len(newest) == 1 else None

    def when(self, topic: Topic, institution: int, year: int | None) -> str:
        """The round that what stands is of; the year where it is of several, "" for nothing."""
        periods = {one.period for one in self._newest(topic, institution, year).values()}
        if not periods:
            return ""
        return round_said(periods.pop() if len(periods) == 1 else str(year), year or 0)

    def _newest(self, topic: Topic, institution: int, year: int | None) -> dict[str, ComparedValue]:
        """The newest figure of each group in a year; of the year before that of the same part."""
        found = self.values.get((topic.pk, institution, year or 0), ())
        newest = {
            one.group: one for one in sorted(found, key=lambda one: in_order_of_year(one.period))
        }
        if year == self.year or not any(comes_again_as(one.period) for one in found):
            return newest
        parts = {
            group: comes_again_as(one.period)
            for group, one in self._newest(topic, institution, self.year).items()
        }
        same = {
            one.group: one for one in found if comes_again_as(one.period) == parts.get(one.group)
        }
        return {group: same.get(group, one) for group, one in newest.items()}


def _shared(
    values: Mapping[tuple[int, int, int], Sequence[ComparedValue]],
) -> frozenset[int]:
    return frozenset(
        topic
        for (topic, _place, _year), ones in values.items()
        if any(one.rank is None and one.value is not None for one in ones)
    )
