"""Those who were counted at each institution, step by step: as its own page tells them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

from charts import StackedBar
from dashboards.institution.answered import Answered
from dashboards.institution.shared_out import bar_of, keys_of
from institutions.access import Reader
from measurements.models import Measurement, Topic
from measurements.suppression import threshold_for


@dataclass(frozen=True, slots=True)
class SharedOut:
    """(topic, institution) → its newest bar of the year; keys: what the parts are, by topic."""

    bars: Mapping[tuple[int, int], StackedBar]
    keys: Mapping[int, tuple[tuple[str, str], ...]]

    @classmethod
    def load(
        cls,
        topics: Mapping[int, Topic],
        *,
        institutions: Collection[int],
        year: int | None,
        user: Reader,
    ) -> Self:
        """Three queries, or none where nothing is shared out."""
        if not topics or year is None:
            return cls({}, {})
        measured = list(
            Measurement.objects.visible_to(user)
            .filter(topic__in=topics, year=year, institution__in=institutions)
            .order_by("period", "pk")
        )
        for one in measured:
            one.topic = topics[one.topic_id]
        answered = Answered.of(measured, threshold=threshold_for(user))
        bars: dict[tuple[int, int], StackedBar] = {}
        keys: dict[int, tuple[tuple[str, str], ...]] = {}
        for one in measured:  # the newest last; of several groups there is no single bar
            place = one.topic_id, one.institution_id
            bars.pop(place, None)
            if one.group or not answered.is_distributed(one):
                continue
            columns = answered.columns(one)
            bar = bar_of(answered.distribution(one), columns)
            if bar:
                bars[place] = bar
                keys[one.topic_id] = keys_of(columns)
        return cls(bars, keys)
