from dataclasses import dataclass
from typing import Self

from institutions.access import Reader
from institutions.few import is_small, threshold_for
from institutions.statements import rows_of
from strategy.models import LocalGoal, LocalGoalFigure
from strategy.models.measures import is_reached_by


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """What a local goal's own measurement has said, as far as a reader may see it; newest first.

    hidden: how many figures are about too few. is_reached: what the newest of all says (decision
    30), so that page and indicator say the same; None where it is hidden.
    """

    rows: tuple[LocalGoalFigure, ...] = ()
    hidden: int = 0
    is_reached: bool | None = None

    @classmethod
    def of(cls, goal: LocalGoal, *, user: Reader) -> Self:
        """One query, none where nothing is counted. is_reached: None where nobody can tell."""
        if not goal.measure:
            return cls()
        every = tuple(
            rows_of(
                lambda: LocalGoalFigure.objects.filter(local_goal=goal.pk),
                *("figures of", goal.pk),
                reader=None,
            )
        )
        fewest = threshold_for(user)
        rows = tuple(row for row in every if not is_small(row.respondents, threshold=fewest))
        newest = next(((row.value, row.respondents) for row in every), None)
        reached = is_reached_by(
            newest, baseline=goal.baseline, target=goal.target, threshold=fewest
        )
        return cls(rows, len(every) - len(rows), reached)
