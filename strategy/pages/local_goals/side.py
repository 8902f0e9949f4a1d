from dataclasses import dataclass
from typing import Self

from django.db.models import Case, IntegerField, Value, When

from config.slots import SlotPart
from institutions.access import Reader
from institutions.models import Institution
from strategy.models import Goal, LocalGoal
from strategy.querysets import LocalGoalQuerySet
from strategy.slots import evidence
from strategy.workflow import LocalGoalStatus, Outcome

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class SidePanel:
    """What helps whoever writes a local goal: the goal, what others wrote, the unit's own data.

    is_measured: the goal's page says how it is measured. Three queries.
    """

    goal: Goal
    examples: tuple[LocalGoal, ...]
    own_data: SlotPart | None
    is_measured: bool = False

    @classmethod
    def build(cls, goal: Goal, *, institution: Institution, user: Reader) -> Self:
        return cls(
            goal,
            tuple(_examples(goal, institution, user)),
            evidence().of_institution(institution, user=user),
            is_measured=evidence().measures(goal, user=user),
        )


def _examples(goal: Goal, institution: Institution, user: Reader) -> LocalGoalQuerySet:
    """Agreed local goals of others under the same goal: those reached first, then the newest."""
    reached_first = Case(
        When(outcome=Outcome.REACHED, then=Value(0)),
        When(status=LocalGoalStatus.IN_PROGRESS, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return (
        LocalGoal.objects.visible_to(user)
        .agreed()
        .filter(goal=goal)
        .exclude(institution=institution)
        .with_progress()
        .select_related("institution")
        .order_by(reached_first, "-updated_at", "pk")[:EXAMPLES]
    )
