"""An institution's local goals, in the four columns of the municipality's form."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import OuterRef, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse

from institutions.access import Reader, scope_of
from institutions.models import Institution
from strategy.models import Decision, Effort, Goal, LocalGoal
from strategy.progress import GoalTally, LocalGoalState
from strategy.workflow import LocalGoalStatus


@dataclass(frozen=True, slots=True)
class LocalGoalRow:
    """A row of the form: what, by which efforts, measured how and when, and how it goes."""

    standing: LocalGoalState
    text: str
    efforts: tuple[Effort, ...]
    how: str
    when_text: str
    measured_on: datetime.date | None
    adopted_on: datetime.date | None


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
    """All of an institution's local goals under the common goals; four queries."""

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
        may_write = Institution.objects.editable_by(user).filter(pk=institution.pk).exists()
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
    adopted = Decision.objects.filter(local_goal=OuterRef("pk"), to_status=LocalGoalStatus.ADOPTED)
    goals_here = (
        LocalGoal.objects.visible_to(user)
        .alive()
        .with_progress()
        .filter(institution=institution, goal__in=goals)
        .annotate(
            adopted_on=Subquery(adopted.order_by("-made_at").values(day=TruncDate("made_at"))[:1])
        )
        .order_by("goal__number", "pk")
    )
    efforts: dict[int, list[Effort]] = defaultdict(list)
    of_these = Effort.objects.filter(local_goal__in=goals_here.order_by().values("pk"))
    for effort in of_these.order_by("number"):
        efforts[effort.local_goal_id].append(effort)
    rows: dict[int, list[LocalGoalRow]] = defaultdict(list)
    for found in goals_here:
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
                adopted_on=found.adopted_on if standing.is_agreed else None,  # type: ignore[attr-defined]  # annotated
            )
        )
    return rows
