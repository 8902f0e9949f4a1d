"""What the committee has approved, as it stood that day; and what it would approve today."""

import datetime
import itertools
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from config.slots import SlotPart
from institutions.access import Reader, scope_of
from institutions.models import Institution
from strategy.form_fields import MEASURE
from strategy.models import Approval, LocalGoal, StatusReport, Strategy
from strategy.report_life import ReportStage
from strategy.slots import approval_links, approved_at
from strategy.workflow import AGREED, LocalGoalStatus


class ApprovalRow(NamedTuple):
    """An approval in a list; at: the meeting at which it was decided, where it is known."""

    approval: Approval
    at: SlotPart | None


def approval_rows(approvals: QuerySet[Approval], *, user: Reader) -> tuple[ApprovalRow, ...]:
    """In their order, without what they say; one query, and what meetings take."""
    rows = list(approvals.select_related("strategy", "approved_by").defer("content", "pdf"))
    at = approved_at.first(rows, user) or {}
    return tuple(ApprovalRow(row, at.get(row.pk)) for row in rows)


@dataclass(frozen=True, slots=True)
class ApprovedGoal:
    """A local goal as it was approved."""

    number: int
    text: str
    efforts: tuple[str, ...]
    how: str
    measured_on: datetime.date | None
    when_text: str
    measure_text: str
    status: str
    adopted_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class ApprovedPlace:
    name: str
    local_goals: tuple[ApprovedGoal, ...]


@dataclass(frozen=True, slots=True)
class ApprovedCluster:
    """The institutions of a cluster; without a name, those outside clusters."""

    name: str
    places: tuple[ApprovedPlace, ...]


@dataclass(frozen=True, slots=True)
class ApprovalPage:
    """An approval as it was written down: the part of it that the person reads. One query.

    places: how many institutions there are in all of it; read: how many of them are shown.
    reports: what has been told since of how these goals go. at: the meeting that decided it.
    """

    approval: Approval
    goals: tuple[dict[str, Any], ...]
    plan: tuple[tuple[str, str, str], ...]
    clusters: tuple[ApprovedCluster, ...]
    places: int
    read: int
    local_goals: int
    reports: tuple[StatusReport, ...]
    at: SlotPart | None
    links: tuple[SlotPart, ...]

    @property
    def is_of_the_day(self) -> bool:
        """Whether it was written down on the day it was approved: else it may have changed."""
        return timezone.localdate(self.approval.made_at) == self.approval.approved_on

    @classmethod
    def build(cls, approval: Approval, *, user: Reader) -> Self:
        content = approval.content
        shown = shown_places(content, user=user)
        # those outside clusters last; within a cluster they stand in the order of their names
        shown.sort(key=lambda place: (place["cluster"] == "", place["cluster"]))
        clusters = itertools.groupby(shown, key=lambda place: place["cluster"])
        return cls(
            approval=approval,
            goals=tuple(content["goals"]),
            plan=tuple((row["when"], row["who"], row["what"]) for row in content["plan"]),
            clusters=tuple(
                ApprovedCluster(name, tuple(map(_place, places))) for name, places in clusters
            ),
            places=len(content["places"]),
            read=len(shown),
            local_goals=sum(len(place["local_goals"]) for place in content["places"]),
            reports=tuple(
                StatusReport.objects.visible_to(user)
                .filter(strategy=approval.strategy_id)
                .exclude(stage=ReportStage.DRAFT)
            ),
            at=(approved_at.first([approval], user) or {}).get(approval.pk),
            links=tuple(filter(None, approval_links.all(approval, user))),
        )

    @property
    def is_part(self) -> bool:
        return self.read < self.places


@dataclass(frozen=True, slots=True)
class Approvable:
    """What would be approved today under one strategy; two queries.

    without: the institutions that have no adopted goal under it.
    """

    strategy: Strategy
    local_goals: int
    awaiting: int
    places: int
    without: tuple[str, ...]

    @classmethod
    def of(cls, strategy: Strategy, *, on: datetime.date) -> Self:
        of_strategy = LocalGoal.objects.filter(goal__strategy=strategy)
        counts = dict(
            of_strategy.order_by()
            .values("status")
            .annotate(n=Count("pk"))
            .values_list("status", "n")
        )
        has_any = of_strategy.filter(institution=OuterRef("pk"), status__in=AGREED)
        places = Institution.objects.open_on(on).annotate(has_any=Exists(has_any))
        rows = list(places.values_list("name", "has_any"))
        return cls(
            strategy=strategy,
            local_goals=sum(counts.get(status, 0) for status in AGREED),
            awaiting=counts.get(LocalGoalStatus.SENT, 0),
            places=len(rows),
            without=tuple(name for name, has_any in rows if not has_any),
        )


def shown_places(content: dict[str, Any], *, user: Reader) -> list[dict[str, Any]]:
    """The institutions of a concept that the person follows."""
    reads = scope_of(user).reads
    return [place for place in content["places"] if reads.holds(place["id"])]


def in_force(user: Reader) -> Strategy | None:
    """The common goals of today, of which the committee approves the steering concept."""
    strategies = Strategy.objects.visible_to(user).filter(
        cluster=None, kind=Strategy.Kind.COMMON_GOALS
    )
    return strategies.in_force().order_by("-from_year", "-pk").first()


def may_approve(user: Reader) -> bool:
    """Whether a person is of the municipality's committee, or records what it has approved."""
    reach = scope_of(user)
    return reach.sits.in_committee or is_on_behalf(user)


def is_on_behalf(user: Reader) -> bool:
    """Whether an approval by this person is recorded as made for the committee."""
    reach = scope_of(user)
    return reach.edits.everything and not reach.sits.in_committee


def _place(place: dict[str, Any]) -> ApprovedPlace:
    return ApprovedPlace(place["institution"], tuple(map(_goal, place["local_goals"])))


def _goal(row: dict[str, Any]) -> ApprovedGoal:
    return ApprovedGoal(
        number=row["goal"],
        text=row["text"],
        efforts=tuple(row["efforts"]),
        how=row["how"],
        measured_on=_day(row["measured_on"]),
        when_text=row["when_text"],
        measure_text=MEASURE.line(row),
        status=str(LocalGoalStatus(row["status"]).label),
        adopted_on=_day(row["adopted_on"]),
    )


def _day(written: str) -> datetime.date | None:
    return datetime.date.fromisoformat(written) if written else None
