"""What was measured in one institution when each instrument last was used there."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from config.numbers import mean, written
from institutions.access import Reader
from institutions.models import Institution
from measurements.instruments_used import InstrumentsUsed
from measurements.models import Instrument, Measurement, ScaleStep

#: What the unit's own data are taken from.
KINDS = (Instrument.Kind.INSPECTION, Instrument.Kind.PROFILE)


@dataclass(frozen=True, slots=True)
class OwnRating:
    """What an instrument said of the institution when it last was used, about one topic.

    rank and steps: of a rating. number: the mean of the institution's groups, as it is shown.
    """

    instrument: str
    year: int
    topic: str
    label: str
    rank: int | None
    steps: int
    number: str


def own_data(institution: Institution, user: Reader) -> Iterator[OwnRating]:
    """The newest year of tilsyn and KIDS, in the order of their topics."""
    instruments = InstrumentsUsed.known().of(KINDS)
    topics = [topic for some in instruments.topics.values() for topic in some]
    here = Measurement.objects.order_by().filter(institution=institution, topic__in=topics)
    used = here.annotate(used=instruments.used).values_list("used")
    newest = dict(used.annotate(year=Max("year")))
    if not newest:
        return
    used_last = (Q(topic__in=instruments.topics[pk], year=year) for pk, year in newest.items())
    steps = ScaleStep.objects.order_by().filter(scale=OuterRef("step__scale")).values("scale")
    rows = (
        Measurement.objects.visible_to(user)
        .filter(reduce(or_, used_last), institution=institution, is_suppressed=False)
        .filter(Q(group="") | Q(step=None))
        .filter(Q(respondents=None) | Q(respondents__gte=settings.SMALL_N_BOARD))
        .newest_of_each_group()
        .annotate(step_count=Coalesce(Subquery(steps.annotate(n=Count("pk")).values("n")), 0))
        .select_related("topic__version__instrument", "topic__scale", "topic__version__scale")
        .select_related("step")
        .order_by("-topic__version__instrument__code", "topic__number", "topic", "-period")
    )
    for _topic, of_topic in itertools.groupby(rows, key=lambda row: row.topic_id):
        newest_first = list(of_topic)
        row = newest_first[0]
        values = [other.value for other in newest_first if other.value is not None]
        yield OwnRating(
            instrument=row.topic.version.instrument.short_name,
            year=row.year,
            topic=row.topic.short_name,
            label=row.step.short_label if row.step else "",
            rank=row.step.rank if row.step else None,
            steps=row.step_count,  # type: ignore[attr-defined]  # annotated above
            number=written(mean(values), row.topic.scale_in_use.decimals) if values else "",
        )
