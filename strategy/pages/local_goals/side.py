from dataclasses import dataclass
from typing import Self

from django.db.models import Case, IntegerField, Value, When

from config.slots import SlotPart
from institutions.access import Reader
from strategy.models import Decision, Goal, LocalGoal
from strategy.querysets import LocalGoalQuerySet
from strategy.slots import evidence
from strategy.workflow import LocalGoalStatus, Outcome

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class SidePanel:
    """What helps whoever writes a local goal: the goal, what others wrote, the unit's own data.

    is_measured: the goal's page says how it is measured. learned: how the goal it goes on from was
    evaluated. Three queries, and one where it goes on from another.
    """

    goal: Goal
    examples: tuple[LocalGoal, ...]
    own_data: SlotPart | None
    is_measured: bool = False
    learned: Decision | None = None

    @property
    def is_of_vision(self) -> bool:
        """Whether it is a theme of a cluster's vision, and none of the common goals."""
        return self.goal.strategy.cluster_id is not None

    @classmethod
    def build(cls, local_goal: LocalGoal, *, user: Reader) -> Self:
        goal, institution = local_goal.goal, local_goal.institution
        return cls(
            goal,
            tuple(_examples(local_goal, user)),
            evidence().of_institution(institution, user=user) if institution else None,
            is_measured=bool(goal.measuring) or evidence().measures(goal, user=user),
            learned=_learned(local_goal),
        )


def _learned(local_goal: LocalGoal) -> Decision | None:
    source = local_goal.begun_from
    if source is None or source.place != local_goal.place:
        return None
    return source.decisions.filter(to_status=LocalGoalStatus.EVALUATED).first()


def _examples(local_goal: LocalGoal, user: Reader) -> LocalGoalQuerySet:
    """Agreed local goals of others under the same goal: those reached first, then the newest."""
    reached_first = Case(
        When(outcome=Outcome.REACHED, then=Value(0)),
        When(status=LocalGoalStatus.IN_PROGRESS, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    own = (
        {"institution": local_goal.institution_id}
        if local_goal.institution_id
        else {"pk": local_goal.pk or 0}
    )
    return (
        LocalGoal.objects.visible_to(user)
        .agreed()
        .filter(goal=local_goal.goal_id)
        .exclude(**own)
        .with_progress()
        .select_related("institution", "cluster")
        .order_by(reached_first, "-updated_at", "pk")[:EXAMPLES]
    )
