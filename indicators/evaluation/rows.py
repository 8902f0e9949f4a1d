"""What has been measured, inspected, reported and used, read from the database as facts."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from config.collation import danish
from indicators.evaluation.facts import UnitPeriod
from indicators.evaluation.rules import (
    InspectionFacts,
    LocalGoalFacts,
    MethodFacts,
    Report,
    ScaleFacts,
    StepFacts,
    TopicFacts,
    Trace,
    Unit,
    UnitReading,
)
from indicators.models import ManualResult
from institutions.models import NOT_DAYCARE, Placement
from institutions.remembering import rows_kept
from institutions.statements import rows_of
from measurements.few import Measure
from measurements.models import Inspection, Measurement
from measurements.suppression import is_small, thresholds
from measurements.telling import READ, hidden_of
from strategy.models import LocalGoal, LocalGoalFigure, MethodUse
from strategy.models.measures import is_reached_by
from strategy.workflow import AGREED


def load_placed(
    clusters: Sequence[int], within: Collection[int] | None
) -> dict[int, list[UnitPeriod]]:
    """Placements within the time the institution is open, by cluster, in Danish order of name."""
    placed: dict[int, list[UnitPeriod]] = {cluster: [] for cluster in clusters}
    rows = rows_kept(
        lambda: (
            Placement.objects.filter(cluster__in=clusters)
            .select_related("institution")
            .order_by(danish("institution__name"), "institution", "from_on")
        ),
        *("placed in", tuple(clusters)),
    )
    for row in rows:
        if within is not None and row.institution_id not in within:
            continue
        place = row.institution
        starts = [day for day in (row.from_on, place.opened_on) if day]
        ends = [day for day in (row.to_on, place.closed_on) if day]
        unit = Unit(place.pk, place.name, place.slug, place.kind not in NOT_DAYCARE)
        span = UnitPeriod(unit, max(starts, default=None), min(ends, default=None))
        placed[row.cluster_id].append(span)
    return placed


def load_readings(
    institutions: Iterable[int],
    *,
    topics: Mapping[int, TopicFacts],
    steps: Mapping[int, StepFacts],
    since: int | None,
) -> dict[int, list[UnitReading]]:
    """Readings of these topics by institution; since: the first year, None all."""
    found: dict[int, list[UnitReading]] = defaultdict(list)
    places = frozenset(institutions)
    read = rows_of(
        lambda: (
            Measurement.objects.order_by()
            .filter(_since(since), institution__in=places, topic__in=list(topics))
            .values_list(*READ, *MORE)
        ),
        *("readings", places, tuple(topics), since),
        reader=None,
    )
    measures = {pk: _measure(topic.scale) for pk, topic in topics.items()}
    hidden = hidden_of((row[: len(READ)] for row in read), measures, thresholds=thresholds())
    for row in read:
        pk, institution, topic, period, group, value, respondents, is_suppressed = row[: len(READ)]
        year, measured_on, step, raw, file, number, batch = row[len(READ) :]
        found[institution].append(
            UnitReading(
                topic=topics[topic],
                year=year,
                period=period,
                group=group,
                measured_on=measured_on,
                value=value,
                step=steps.get(step),
                respondents=respondents,
                is_suppressed=is_suppressed,
                raw=raw,
                trace=Trace(file or "", number, batch),
                hidden_at=hidden.get(pk, NOWHERE),
            )
        )
    return found


#: What is read of a report.
REPORTED = (
    *("indicator", "indicator__goal__strategy__cluster", "institution"),
    *("year", "is_met", "value", "narrative", "reported_on"),
)
#: What is read of a measurement besides what it tells.
MORE = ("year", "measured_on", "step", "raw", "batch__file_name", "row_number", "batch")

#: What is read of an inspection.
INSPECTED = (
    *("institution", "year", "kind", "closed_on", "discussed_on"),
    *("batch__file_name", "row_number", "batch"),
)

NOWHERE: frozenset[int] = frozenset()


def _since(year: int | None) -> Q:
    return Q() if year is None else Q(year__gte=year)


def _measure(scale: ScaleFacts) -> Measure:
    steps = tuple(step.pk for step in reversed(scale.steps))
    return Measure(scale.kind, scale.lowest, scale.highest, steps)


def load_inspections(
    institutions: Iterable[int], *, since: int | None
) -> dict[int, list[InspectionFacts]]:
    """Inspections by institution; since: the first year, None all."""
    found: dict[int, list[InspectionFacts]] = defaultdict(list)
    places = frozenset(institutions)
    rows = rows_of(
        lambda: (
            Inspection.objects.order_by()
            .filter(_since(since), institution__in=places)
            .values_list(*INSPECTED)
        ),
        *("inspections", places, since),
        reader=None,
    )
    for institution, year, kind, closed, discussed, file, number, batch in rows:
        found[institution].append(
            InspectionFacts(
                year,
                is_light=kind == Inspection.Kind.LIGHT,
                closed_on=closed or discussed,
                trace=Trace(file or "", number, batch),
            )
        )
    return found


def load_reports(
    indicators: Sequence[int], about: Q | None = None
) -> dict[int, list[tuple[Report, int | None]]]:
    """Reports by indicator, each with the cluster of the strategy it belongs to."""
    found: dict[int, list[tuple[Report, int | None]]] = defaultdict(list)
    rows = rows_of(
        lambda: (
            ManualResult.objects.order_by("-year")
            .filter(about or Q(), indicator__in=indicators)
            .values_list(*REPORTED)
        ),
        *("reports", tuple(indicators), about),
        reader=None,
    )
    for indicator, cluster, institution, year, is_met, value, narrative, day in rows:
        report = Report(institution, year, is_met, value, narrative, day)
        found[indicator].append((report, cluster))
    return found


def load_uses(
    institutions: Iterable[int], clusters: Sequence[int]
) -> tuple[tuple[int, str, int | None, int, datetime.date | None, datetime.date | None], ...]:
    """(method, its name, its cluster, institution, from, to) of methods these clusters may use."""
    users = frozenset(institutions)
    return rows_kept(
        lambda: (
            MethodUse.objects.order_by("method__name", "pk")
            .filter(institution__in=users)
            .filter(Q(method__cluster=None) | Q(method__cluster__in=clusters))
            .values_list(
                *("method", "method__name", "method__cluster", "institution", "from_on", "to_on")
            )
        ),
        *("uses of methods", users, tuple(clusters)),
    )


def methods_of(
    cluster: int,
    institutions: set[int],
    uses: Iterable[tuple[int, str, int | None, int, datetime.date | None, datetime.date | None]],
) -> list[MethodFacts]:
    names: dict[int, str] = {}
    found: dict[int, list[Any]] = defaultdict(list)
    for method, name, owner, institution, from_on, to_on in uses:
        if owner in (None, cluster) and institution in institutions:
            names[method] = name
            found[method].append((institution, from_on, to_on))
    return [MethodFacts(pk, names[pk], tuple(spans)) for pk, spans in found.items()]


def load_local_goals(institutions: Iterable[int]) -> tuple[Any, ...]:
    """The agreed local goals of these institutions, and what each of them has measured."""
    places = frozenset(institutions)
    agreed = LocalGoal.objects.order_by("pk").filter(institution__in=places, status__in=AGREED)
    goals = rows_of(
        lambda: agreed.values_list(*GOAL_TOLD), *("numbers of local goals", places), reader=None
    )
    figures = rows_of(
        lambda: (
            LocalGoalFigure.objects.order_by("measured_on", "pk")
            .filter(local_goal__in=agreed.order_by().values("pk"))
            .values_list("local_goal", "measured_on", "value", "respondents")
        ),
        *("figures of local goals", places),
        reader=None,
    )
    return goals, figures


GOAL_TOLD = (
    *("pk", "institution", "goal", "measured_on", "created_at"),
    *("measure", "baseline", "target"),
)


def local_goals_of(
    loaded: tuple[Any, ...], institutions: set[int], *, on: datetime.date, threshold: int
) -> list[LocalGoalFacts]:
    """Those of some institutions, each with its newest figure that day."""
    goals, figures = loaded
    newest = {goal: rest for goal, *rest in figures if rest[0] <= on}
    found = []
    for pk, institution, goal, day, begun, measure, baseline, target in goals:
        if institution not in institutions:
            continue
        has_target = bool(measure) and target is not None
        measured_on, value, respondents = newest.get(pk, (None, None, None))
        is_hidden = value is not None and is_small(respondents, threshold=threshold)
        is_told = has_target and value is not None and not is_hidden
        told = None if value is None else (value, respondents)
        aim = target if has_target else None
        reached = is_reached_by(told, baseline=baseline, target=aim, threshold=threshold)
        found.append(
            LocalGoalFacts(
                institution,
                goal,
                year=(day or timezone.localdate(begun)).year,
                has_target=has_target,
                is_reached=reached,
                is_hidden=has_target and is_hidden,
                figure_on=measured_on if is_told else None,
            )
        )
    return found
