"""An institution's local goals, in the four columns of the municipality's form."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse

from institutions.access import Reader, scope_of
from institutions.models import Institution
from institutions.statements import rows_for
from strategy.evaluations import Afterwards, afterwards_of, with_afterwards
from strategy.form_fields import MEASURE_FIELDS
from strategy.models import (
    Decision,
    Effort,
    Goal,
    LearningLoop,
    LocalGoal,
    LocalGoalFigure,
    StatusUpdate,
)
from strategy.models.measures import counted
from strategy.progress import GoalTally, LocalGoalState
from strategy.querysets import LocalGoalQuerySet
from strategy.workflow import LocalGoalStatus


@dataclass(frozen=True, slots=True)
class LocalGoalRow:
    """A row of the form: what, by which efforts, measured how and when, and how it goes.

    measure: the answers of `MEASURE_FIELDS`; figure: the newest that the reader may see, and
    figure_of, out of how many. loops: what was expected, tried, seen and decided, oldest first.
    said: what its leader wrote last of how it goes.
    """

    standing: LocalGoalState
    text: str
    efforts: tuple[Effort, ...]
    how: str
    when_text: str
    measured_on: datetime.date | None
    measure_text: str
    measure: tuple[Any, ...]
    figure: Decimal | None
    figure_on: datetime.date | None
    adopted_on: datetime.date | None
    after: Afterwards | None = None
    figure_of: Decimal | None = None
    loops: tuple[LearningLoop, ...] = ()
    unit: str = ""
    said: str = ""
    said_on: datetime.date | None = None

    @property
    def figure_text(self) -> str:
        """The newest figure in its unit; empty without one."""
        return "" if self.figure is None else counted(self.figure, self.figure_of, self.unit)


@dataclass(frozen=True, slots=True)
class GoalGroup:
    """A strategic goal with the institution's rows; `write_href` for those who may add one."""

    number: int
    text: str
    href: str
    rows: tuple[LocalGoalRow, ...]
    write_href: str


@dataclass(frozen=True, slots=True)
class LocalGoals:
    """All of an institution's local goals under the common goals; five queries."""

    groups: tuple[GoalGroup, ...]
    tally: GoalTally
    write_href: str
    decide_href: str = ""

    @property
    def awaiting(self) -> int:
        """How many await the decision of the board."""
        return sum(row.standing.awaits_board for group in self.groups for row in group.rows)

    @classmethod
    def of(cls, institution: Institution, *, user: Reader, goals: Sequence[Goal]) -> "LocalGoals":
        may_write = bool(
            rows_for(
                lambda reader, keys: Institution.objects.editable_by(reader).filter(pk__in=keys),
                *("written at",),
                reader=user,
                keys=(institution.pk,),
            )
        )
        rows = _rows(institution, user=user, goals=goals)
        new = reverse("local_goal_create")
        groups = tuple(
            GoalGroup(
                number=goal.number,
                text=goal.text,
                href=goal.get_absolute_url(),
                rows=tuple(rows[goal.pk]),
                write_href=f"{new}?{urlencode({'maal': goal.pk, 'institution': institution.slug})}"
                if may_write
                else "",
            )
            for goal in goals
        )
        tally = GoalTally.of(row.standing for found in rows.values() for row in found)
        query = urlencode({"institution": institution.slug})
        may_decide = scope_of(user).decides.holds(institution.pk)
        return cls(
            groups,
            tally,
            write_href=f"{new}?{query}" if may_write else "",
            decide_href=reverse("institution_decide", args=[institution.slug])
            if may_decide
            else "",
        )


def _rows(
    institution: Institution, *, user: Reader, goals: Sequence[Goal]
) -> dict[int, list[LocalGoalRow]]:
    keys = (institution.pk, *(goal.pk for goal in goals))

    def here(reader: Reader, keys: Sequence[int]) -> LocalGoalQuerySet:
        at = LocalGoal.objects.visible_to(reader).alive().filter(institution=keys[0])
        return at.filter(goal__in=keys[1:])

    efforts: dict[int, list[Effort]] = defaultdict(list)
    for effort in rows_for(
        lambda reader, keys: Effort.objects.filter(
            local_goal__in=here(reader, keys).order_by().values("pk")
        ).order_by("number"),
        *("efforts at",),
        reader=user,
        keys=keys,
    ):
        efforts[effort.local_goal_id].append(effort)
    loops: dict[int, list[LearningLoop]] = defaultdict(list)
    for loop in rows_for(
        lambda reader, keys: LearningLoop.objects.filter(
            local_goal__in=here(reader, keys).order_by().values("pk")
        ).order_by("pk"),
        *("learning loops at",),
        reader=user,
        keys=keys,
    ):
        loops[loop.local_goal_id].append(loop)
    rows: dict[int, list[LocalGoalRow]] = defaultdict(list)
    for found in rows_for(
        lambda reader, keys: _with_days(here(reader, keys), user=reader),
        *("local goals at",),
        reader=user,
        keys=keys,
    ):
        standing = LocalGoalState(
            found.pk,
            found.goal_id,
            institution.pk,
            found.status,
            found.outcome,
            found.progress,
        )
        rows[found.goal_id].append(
            LocalGoalRow(
                standing=standing,
                text=str(found),
                efforts=tuple(efforts[found.pk]),
                how=found.how,
                when_text=found.when_text,
                measured_on=found.measured_on,
                measure_text=found.measure_text,
                measure=tuple(getattr(found, field.name) for field in MEASURE_FIELDS),
                figure=found.figure,
                figure_on=found.figure_on,
                adopted_on=found.adopted_on if standing.is_agreed else None,
                after=afterwards_of(found),
                figure_of=found.figure_of,
                loops=tuple(_with_goal(loop, found) for loop in loops[found.pk]),
                unit=found.unit,
                said=found.written_last or "",
                said_on=found.written_last_on,
            )
        )
    return rows


def _with_goal(loop: LearningLoop, goal: LocalGoal) -> LearningLoop:
    loop.local_goal = goal
    return loop


def _with_days(goals: LocalGoalQuerySet, *, user: Reader) -> QuerySet[Any]:
    """Each with its newest word and figure, and the day it was adopted."""
    figures = LocalGoalFigure.objects.of_enough(user).filter(local_goal=OuterRef("pk"))
    adopted = Decision.objects.filter(local_goal=OuterRef("pk"), to_status=LocalGoalStatus.ADOPTED)
    newest = adopted.order_by("-made_at").values(day=TruncDate("made_at"))
    updates = StatusUpdate.objects.visible_to(user).filter(local_goal=OuterRef("pk"))
    told = (
        with_afterwards(goals, user=user)
        .with_progress()
        .annotate(
            adopted_on=Subquery(newest[:1]),
            figure=Subquery(figures.values("value")[:1]),
            figure_on=Subquery(figures.values("measured_on")[:1]),
            figure_of=Subquery(figures.values("out_of")[:1]),
            written_last=Subquery(updates.values("narrative")[:1]),
            written_last_on=Subquery(updates.values("made_on")[:1]),
        )
    )
    return told.order_by("goal__number", "pk")
