"""The survey of staff in a cluster: each theme with its figure, and what is done about it."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from config.numbers import written
from institutions.access import Reader
from institutions.models import Cluster
from leadership.models import ThemeAction
from leadership.workplace.declared import made_of
from measurements.few import measure_of
from measurements.models import Measurement, Topic
from measurements.suppression import threshold_for
from measurements.telling import READ, hidden_of


@dataclass(frozen=True, slots=True)
class SurveyedTheme:
    """A theme, its newest mean in the cluster, and what is done about it, what is open first.

    places: of how many institutions the mean is. topic: the one of the newest edition.
    """

    topic: int
    name: str
    value: str
    year: int | None
    was: str
    was_year: int | None
    places: int
    actions: tuple[ThemeAction, ...]
    overdue: frozenset[int]

    @property
    def open_actions(self) -> int:
        return sum(action.done_on is None for action in self.actions)


def surveyed_themes(
    cluster: Cluster, institutions: Collection[int], *, user: Reader, on: datetime.date
) -> tuple[SurveyedTheme, ...]:
    """Those with a figure or an action; four queries."""
    topics = list(
        Topic.objects.filter(version__instrument__code=made_of().survey)
        .select_related("version__scale", "scale")
        .prefetch_related("version__scale__steps", "scale__steps")
        .order_by("number", "version__from_year")
    )
    newest = {topic.lineage: topic for topic in topics}
    means = _means(topics, institutions, user=user)
    actions: dict[str, list[ThemeAction]] = defaultdict(list)
    rows = ThemeAction.objects.visible_to(user).filter(cluster=cluster).select_related("topic")
    for action in rows:
        actions[action.topic.lineage].append(action)
    found = []
    for lineage, topic in newest.items():
        told = sorted(means.get(lineage, {}).items(), reverse=True)
        if not told and not actions[lineage]:
            continue
        now, before = (*told, None, None)[:2]
        places = topic.scale_in_use.decimals
        found.append(
            SurveyedTheme(
                topic=topic.pk,
                name=topic.name,
                value=written(now[1][0], places) if now else "",
                year=now[0] if now else None,
                was=written(before[1][0], places) if before else "",
                was_year=before[0] if before else None,
                places=now[1][1] if now else 0,
                actions=tuple(actions[lineage]),
                overdue=frozenset(one.pk for one in actions[lineage] if one.is_overdue(on)),
            )
        )
    return tuple(found)


def _means(
    topics: Iterable[Topic], institutions: Collection[int], *, user: Reader
) -> dict[str, dict[int, tuple[Decimal, int]]]:
    """Lineage → year → (mean of those who answered, of how many institutions that are told of)."""
    known = {topic.pk: topic for topic in topics}
    threshold = threshold_for(user)
    measured = Measurement.objects.visible_to(user).filter(
        topic__in=known, institution__in=institutions, group="", value__isnull=False
    )
    rows: list[tuple[Any, ...]] = list(measured.order_by("pk").values_list(*READ, "year"))
    measures = {topic.pk: measure_of(topic) for topic in known.values()}
    hidden = hidden_of([row[:-1] for row in rows], measures, thresholds=[threshold])
    told: dict[tuple[str, int], list[tuple[Decimal, int]]] = defaultdict(list)
    for pk, _place, topic, _period, _group, value, answers, _suppressed, year in rows:
        if pk not in hidden:
            told[known[topic].lineage, year].append((value, answers or 1))
    found: dict[str, dict[int, tuple[Decimal, int]]] = defaultdict(dict)
    for (lineage, year), values in told.items():
        total = sum(answers for _value, answers in values)
        mean = sum((value * answers for value, answers in values), Decimal(0)) / total
        found[lineage][year] = (mean, len(values))
    return found
