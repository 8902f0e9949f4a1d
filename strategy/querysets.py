"""Strategies and local goals within a person's reach, and what lists of them need.

A queryset that asks other models of the app stands beside its model.
"""

import datetime
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar, cast

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from institutions.access import Places, Reader, scope_of
from institutions.periods import DatedQuerySet
from institutions.querysets import PlaceQuerySet, within
from strategy.committee import approves_reports, writes_reports
from strategy.effort_rows import NAMES as EFFORT_NAMES
from strategy.workflow import AGREED, CLOSED_FOR_WRITING, UNFINISHED, LocalGoalStatus

if TYPE_CHECKING:
    from strategy.models import (  # noqa: F401  # what the querysets below are of
        Approval,
        Attachment,
        AutosavedText,
        Decision,
        Goal,
        GoalAssessment,
        GoalRound,
        KeptText,
        LocalGoal,
        Method,
        MethodUse,
        ProcessStep,
        ProposedAssessment,
        Statement,
        StatusReport,
        StatusUpdate,
        Strategy,
    )

M = TypeVar("M", bound=models.Model)


class OwnedQuerySet(models.QuerySet[M]):
    """Rows owned by a cluster, or by the municipality: the cluster is empty, and all may read."""

    owner = "cluster"

    def at_owners(self, places: Places) -> Self:
        condition = within(places, clusters=self.owner)
        return self.all() if condition is None else self.filter(condition)

    def visible_to(self, user: Reader) -> Self:
        """Those of the clusters the person reads, and the municipality's own."""
        reads = scope_of(user).reads
        condition = within(reads, clusters=self.owner)
        if condition is None:
            return self.all()
        return self.filter(condition | Q(**{self.owner: None})) if reads else self.none()

    def editable_by(self, user: Reader) -> Self:
        """Those of the clusters the person leads."""
        return self.at_owners(scope_of(user).edits)


#: The stages in which a strategy is what people work by.
IN_FORCE = ("adopted", "running")


class StrategyQuerySet(OwnedQuerySet["Strategy"]):
    def visible_to(self, user: Reader) -> Self:
        """As for all that is owned; what is still a draft only to those who may edit it."""
        readable = super().visible_to(user)
        drafts = Q(stage="draft")
        mine = within(scope_of(user).edits, clusters="cluster")
        return readable if mine is None else readable.filter(~drafts | mine)

    def to_begin_from(self, user: Reader) -> Self:
        """Those whose text may be copied: what the person reads, and what boards have adopted."""
        mine = self.visible_to(user).order_by().values("pk")
        adopted = Q(stage__in=[*IN_FORCE, "closed"])
        return self.filter(Q(pk__in=mine) | adopted) if scope_of(user).edits else self.none()

    def in_force(self, year: int | None = None) -> Self:
        """Those adopted and covering the year (this one unless told)."""
        year = year or timezone.localdate().year
        return self.filter(stage__in=IN_FORCE, from_year__lte=year, to_year__gte=year)


class OfStrategyQuerySet(OwnedQuerySet[M]):
    """Rows of a strategy, whose draft stays with its editors."""

    owner = "strategy__cluster"

    def visible_to(self, user: Reader) -> Self:
        readable = super().visible_to(user)
        mine = within(scope_of(user).edits, clusters=self.owner)
        return readable if mine is None else readable.filter(~Q(strategy__stage="draft") | mine)


class GoalQuerySet(OfStrategyQuerySet["Goal"]):
    def common(self) -> Self:
        """The municipality's strategic goals, to which local goals are written."""
        return self.filter(strategy__cluster=None, strategy__kind="common_goals")

    def in_force(self, year: int | None = None) -> Self:
        year = year or timezone.localdate().year
        return self.filter(
            strategy__stage__in=IN_FORCE,
            strategy__from_year__lte=year,
            strategy__to_year__gte=year,
        )

    def assessed_in(self, year: int) -> Self:
        """Those of which boards write in that year how they go."""
        return self.common().in_force(year)


class StatementQuerySet(models.QuerySet["Statement"]):
    """Statements of the visions that clusters work by."""

    def visible_to(self, user: Reader) -> Self:
        """Those of clusters' visions in force, or done with, that the person reads."""
        reads = within(scope_of(user).reads, clusters="goal__strategy__cluster")
        theirs = self.filter(
            goal__strategy__cluster__isnull=False, goal__strategy__stage__in=[*IN_FORCE, "closed"]
        )
        return theirs if reads is None else theirs.filter(reads)

    def worked_on_by(self, user: Reader) -> Self:
        """Those in force to which the person writes goals, in the cluster's leadership team."""
        team = within(scope_of(user).drafts, clusters="goal__strategy__cluster")
        theirs = self.visible_to(user).filter(goal__strategy__stage__in=IN_FORCE)
        return theirs if team is None else theirs.filter(team)


class ProcessStepQuerySet(OfStrategyQuerySet["ProcessStep"]):
    pass


class GoalAssessmentQuerySet(PlaceQuerySet["GoalAssessment"]):
    """What a board finds is read by others when its meeting is over."""

    paths = {"clusters": "cluster"}

    def visible_to(self, user: Reader) -> Self:
        return super().visible_to(user).filter(is_open=False)


class ProposedAssessmentQuerySet(PlaceQuerySet["ProposedAssessment"]):
    """Those who read a board's assessments read what was proposed to it."""

    paths = {"clusters": "cluster"}


def _led(user: Reader, path: str = "") -> Q | None:
    """The condition for local goals the person leads: of their institutions, of their team."""
    reach = scope_of(user)
    if reach.edits.everything:
        return None
    of_team = Q(**{f"{path}cluster__in": reach.drafts.clusters})
    return Q(**{f"{path}institution__in": reach.edits.institutions}) | of_team


class LocalGoalQuerySet(models.QuerySet["LocalGoal"]):
    def visible_to(self, user: Reader) -> Self:
        """Those of the institutions the person reads; unfinished texts only to leaders there.

        A text given up before the board adopted it stays unfinished.
        """
        reach = scope_of(user)
        readable = within(reach.reads, institutions="institution", clusters="cluster")
        drafts = within(reach.drafts, institutions="institution", clusters="cluster")
        if drafts is None:
            return self.all()
        newest = self._newest("decisions", by="made_at")
        finished = ~Q(status__in=[*UNFINISHED, LocalGoalStatus.DISCONTINUED]) | Q(
            status=LocalGoalStatus.DISCONTINUED, left_as__in=AGREED
        )
        return self.alias(left_as=Subquery(newest.values("from_status")[:1])).filter(
            (finished if readable is None else finished & readable) | drafts
        )

    def editable_by(self, user: Reader) -> Self:
        """Those of the institutions the person leads, while they may still be written in."""
        condition = _led(user)
        open_ones = self.exclude(status__in=CLOSED_FOR_WRITING)
        return open_ones if condition is None else open_ones.filter(condition)

    def led_by(self, user: Reader) -> Self:
        """Those of the institutions the person leads, whatever has become of them."""
        condition = _led(user)
        return self.all() if condition is None else self.filter(condition)

    def of_institutions(self) -> Self:
        """Those that institutions write under the common goals."""
        return self.filter(cluster=None)

    def with_each_effort(self) -> Self:
        """A row to each effort of a goal, in order, told as `effort_…`; one row without any."""
        told = {f"effort_{name}": F(f"efforts__{name}") for name in ("pk", *EFFORT_NAMES)}
        return self.annotate(**told).order_by("pk", "efforts__number")

    def unfinished_seen_by(self, user: Reader) -> Self:
        """Those of which the person reads what is, or was, still being written."""
        drafts = within(scope_of(user).drafts, institutions="institution", clusters="cluster")
        return self.all() if drafts is None else self.filter(drafts)

    def movable_by(self, user: Reader) -> Self:
        """Those whose status the person, as leader or for the board, may change at all."""
        reach = scope_of(user)
        led = _led(user)
        decided = within(reach.decides, institutions="institution", clusters="cluster")
        if led is None or decided is None:
            return self.all()
        return self.visible_to(user).filter(led | decided)

    def alive(self) -> Self:
        """All but those given up."""
        return self.exclude(status=LocalGoalStatus.DISCONTINUED)

    def agreed(self) -> Self:
        """Those the board has adopted."""
        return self.filter(status__in=AGREED)

    def with_progress(self) -> Self:
        """Each with `progress`: the word of its newest status update, or None."""
        newest = self._newest("status_updates", by="made_on")
        return self.annotate(progress=Subquery(newest.values("progress")[:1]))

    def _newest(self, name: str, *, by: str) -> models.QuerySet[Any]:
        """The rows that point at the goal of an outer query, the newest first."""
        relation = cast(models.ManyToOneRel, self.model._meta.get_field(name))
        rows = relation.related_model._default_manager.filter(
            **{relation.field.name: OuterRef("pk")}
        )
        return rows.order_by(f"-{by}", "-pk")

    def shared(self) -> Self:
        """Those that everybody who signs in may read as examples; drafts are never among them."""
        return self.exclude(shared_at=None).filter(status__in=AGREED)


class GoalRoundQuerySet(models.QuerySet["GoalRound"]):
    def visible_to(self, user: Reader) -> Self:
        """All of them to whoever reads anything; their pages show each the places they read."""
        return self.all() if scope_of(user).reads else self.none()

    def open_on(self, day: datetime.date) -> Self:
        """Those that have opened and are not closed."""
        return self.filter(opens_on__lte=day).filter(Q(closed_on=None) | Q(closed_on__gt=day))


class KeptTextQuerySet(PlaceQuerySet["KeptText"]):
    """Texts that did not become the goal's: for the leadership, as drafts are."""

    paths = {"institutions": "local_goal__institution", "clusters": "local_goal__cluster"}

    def visible_to(self, user: Reader) -> Self:
        return self.at(scope_of(user).drafts)

    def editable_by(self, user: Reader) -> Self:
        """Those the person wrote and may still put into the goal."""
        condition = _led(user, "local_goal__")
        mine = self.filter(written_by=user)
        return mine if condition is None else mine.filter(condition)


class AutosavedTextQuerySet(models.QuerySet["AutosavedText"]):
    """Texts being written: each is its writer's alone."""

    def visible_to(self, user: Reader) -> Self:
        return self.filter(writer=user.pk)

    def editable_by(self, user: Reader) -> Self:
        return self.visible_to(user)

    def of_form(self, local_goal: "LocalGoal", *, part: str = "") -> Self:
        """Those of one local goal; of one not begun, those begun there under the same goal.

        part: of a learning loop's form, instead of the goal's own.
        """
        same = ("goal_id", "institution_id", "cluster_id", "statement_id")
        return self.filter(
            local_goal=local_goal.pk,
            part=part,
            **{name: getattr(local_goal, name) for name in same},
        )


class Unchangeable(Exception):
    """What has been approved stands as it was: it is neither changed nor taken away."""


class ApprovalQuerySet(models.QuerySet["Approval"]):
    """Approvals of the steering concept: written once, read by everybody who reads anything."""

    def visible_to(self, user: Reader) -> Self:
        """Without their files, which are fetched one by one."""
        return self.defer("pdf") if scope_of(user).reads else self.none()

    def whole(self) -> Self:
        """Those of the finished concept, with the local goals."""
        return self.filter(kind="whole")

    def update(self, **kwargs: Any) -> NoReturn:
        raise Unchangeable

    def delete(self) -> NoReturn:
        raise Unchangeable

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unchangeable


class MethodQuerySet(OwnedQuerySet["Method"]):
    pass


class MethodUseQuerySet(PlaceQuerySet["MethodUse"], DatedQuerySet["MethodUse"]):  # type: ignore[override]  # both say the same of themselves
    paths = {"institutions": "institution"}


class StatusReportQuerySet(models.QuerySet["StatusReport"]):
    """Reports to the committee: drafts for the administration, then for it, then for everybody."""

    def visible_to(self, user: Reader) -> Self:
        if writes_reports(user):
            return self.all()
        if approves_reports(user):
            return self.exclude(stage="draft")
        return self.filter(stage="approved") if scope_of(user).reads else self.none()

    def editable_by(self, user: Reader) -> Self:
        """Drafts, for those who write them."""
        return self.filter(stage="draft") if writes_reports(user) else self.none()
