"""Indicators beside goals and local goals: what fills `strategy.slots.measured_with`."""

import datetime
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Exists, F, Q, QuerySet
from django.utils.translation import gettext as _

from config.slots import SlotPart
from indicators.freezing import freeze
from indicators.models import FrozenFigure, Indicator
from institutions.access import Reader
from institutions.models import Cluster, Institution, Placement
from institutions.remembering import kept_apart, rows_kept
from institutions.statements import rows_of
from measurements.models import Instrument
from measurements.own_data import own_data
from strategy.models import Goal, LocalGoal, StatusUpdate, Strategy
from strategy.querysets import LocalGoalQuerySet
from strategy.slots import GoalEvidence


def _named_in(text: str) -> tuple[tuple[str, str], ...]:
    """(Code, name) of each instrument that a text names, in its order: its figures tell, too."""
    instruments = rows_kept(
        lambda: (
            Instrument.objects.exclude(kind=Instrument.Kind.PROGRAMME)
            .order_by()
            .values_list("code", "short_name")
        ),
        "instruments that texts name",
    )
    found = []
    for code, name in instruments:
        # letters alone are that in their own case only: »TU« is no »tu«
        any_case = 0 if name.isupper() else re.IGNORECASE
        at = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, any_case)
        if name and at:
            found.append((at.start(), code, name))
    return tuple((code, name) for _at, code, name in sorted(found))


class IndicatorEvidence(GoalEvidence):
    """Goals are measured by indicators, and local goals are tied to them."""

    def of_goal(self, goal: Goal, *, user: Reader) -> SlotPart:
        found = rows_of(
            lambda: measured_by(goal, user=user), *("what measures a goal", goal.pk), reader=user
        )
        rows = {
            "indicators": tuple(found),
            "goal": goal,
            "may_write": may_write(goal, user=user),
            "named": _named_in(goal.measuring),
        }
        return SlotPart("indicators/_goal_measured.html", rows)

    def measures(self, goal: Goal, *, user: Reader) -> bool:
        return measured_by(goal, user=user).exists()

    def in_words(self, goals: Iterable[Goal]) -> Mapping[int, list[str]]:
        """The measuring points of the goals themselves; one query."""
        found: dict[int, list[str]] = {}
        own = Indicator.objects.in_use().whole().filter(goal__in=list(goals))
        for row in own.order_by("number", "pk"):
            told = {
                "number": row.number,
                "text": row.short_text,
                "source": row.source_note or row.get_source_display(),
            }
            line = _("Indicator %(number)s: %(text)s (%(source)s)") % told
            found.setdefault(row.goal_id, []).append(line)
        return found

    def of_local_goal(self, goal: LocalGoal, *, user: Reader) -> SlotPart | None:
        rows = tuple(Indicator.objects.visible_to(user).filter(local_goals=goal))
        return SlotPart("indicators/_local_goal_indicators.html", rows) if rows else None

    def of_institution(self, institution: Institution, *, user: Reader) -> SlotPart | None:
        rows = tuple(own_data(institution, user))
        return SlotPart("measurements/_own_data.html", rows) if rows else None

    def offered(self, goal: LocalGoal, *, user: Reader) -> QuerySet[Indicator]:
        """The goal's indicators, the cluster's own, those it has."""
        clusters = [goal.cluster_id] if goal.cluster_id else _placed(goal).values("cluster")
        own = Q(goal__strategy__cluster__in=clusters)
        offered = (
            Indicator.objects.visible_to(user).in_use().whole().filter(Q(goal=goal.goal_id) | own)
        )
        return Indicator.objects.filter(Q(pk__in=offered) | Q(pk__in=self.tied(goal)))

    def tied(self, goal: LocalGoal) -> QuerySet[Indicator]:
        return goal.indicators.all() if goal.pk else Indicator.objects.none()

    def with_each_tie(self, goals: LocalGoalQuerySet) -> LocalGoalQuerySet:
        return goals.annotate(tie=F("indicators"))

    def tie(self, goal: LocalGoal, *, more: Collection[Any], fewer: Collection[Any]) -> None:
        goal.indicators.add(*more)
        goal.indicators.remove(*fewer)

    def names(self, keys: Iterable[int]) -> dict[int, str]:
        return {row.pk: str(row) for row in Indicator.objects.filter(pk__in=list(keys))}

    def to_take_down(self, goal: LocalGoal, *, user: Reader) -> QuerySet[Indicator]:
        """None for an institution outside clusters, which indicators are not worked out for."""
        tied = Indicator.objects.visible_to(user).filter(local_goals=goal)
        return tied if goal.cluster_id else tied.filter(Exists(_placed(goal)))

    def take_down(
        self, update: StatusUpdate, chosen: Collection[Any], *, on: datetime.date
    ) -> None:
        cluster = _cluster_of(update.local_goal) if chosen else None
        if cluster:
            freeze(update, chosen, cluster=cluster, on=on)

    def taken_down(self, updates: Iterable[StatusUpdate]) -> Mapping[int, SlotPart]:
        found: dict[int, list[FrozenFigure]] = {}
        told = {update.pk: update.local_goal_id for update in updates}
        goals = tuple(sorted(set(told.values())))
        for figure in rows_of(
            lambda: FrozenFigure.objects.filter(status_update__local_goal__in=goals),
            *("taken down", goals),
            reader=None,
        ):
            if figure.status_update_id in told:
                found.setdefault(figure.status_update_id, []).append(figure)
        return {pk: SlotPart("indicators/_taken_down.html", rows) for pk, rows in found.items()}


def _placed(goal: LocalGoal) -> QuerySet[Placement]:
    return Placement.objects.current().order_by().filter(institution=goal.institution_id or 0)


def _cluster_of(goal: LocalGoal) -> Cluster | None:
    if goal.cluster_id:
        return goal.cluster
    placement = _placed(goal).select_related("cluster").first()
    return placement.cluster if placement else None


def writable_goals(user: Reader) -> QuerySet[Goal]:
    """Those the person writes indicators for: while their strategy is not closed."""
    return Goal.objects.editable_by(user).exclude(strategy__stage=Strategy.Stage.CLOSED)


def may_write(goal: Goal, *, user: Reader) -> bool:
    """Whether the person writes indicators for the goal."""
    return kept_apart(
        lambda: writable_goals(user).filter(pk=goal.pk).exists(),
        *("written to by indicators", goal.pk),
        reader=user,
    )


def measured_by(goal: Goal, *, user: Reader) -> QuerySet[Indicator]:
    """What the goal is measured by: its own indicators first, then those of its local goals."""
    mine = LocalGoal.objects.visible_to(user).alive().filter(goal=goal.pk).order_by().values("pk")
    tied = Indicator.objects.order_by().filter(local_goals__in=mine)
    return (
        Indicator.objects.visible_to(user)
        .whole()
        .filter(Q(goal=goal.pk) | Q(pk__in=tied.values("pk")))
        .annotate(is_own=Q(goal=goal.pk))
        .select_related("goal__strategy__cluster")
        .order_by("-is_own", "goal__strategy", "number", "pk")
    )
