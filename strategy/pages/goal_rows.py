"""The strategic goals as a cluster's board sees them."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from institutions.access import Reader
from institutions.models import Cluster
from strategy.models import Goal, GoalAssessment, ProposedAssessment
from strategy.pages import findings
from strategy.progress import GoalTally, LocalGoalState
from strategy.workflow import Assessment


@dataclass(frozen=True, slots=True)
class Assessments:
    """What the board has said of each goal, day by day; one query.

    by_goal: the newest: goal id → (day, progress, narrative). told: all, (goal id, day, progress).
    """

    by_goal: dict[int, tuple[datetime.date, str, str]]
    told: tuple[tuple[int, datetime.date, str], ...]

    @classmethod
    def of(
        cls,
        goals: Iterable[Goal],
        *,
        cluster: Cluster,
        user: Reader,
        until: datetime.date | None = None,
    ) -> Self:
        """until: the last day that is told of; all there are where none is given."""
        rows = GoalAssessment.objects.visible_to(user).filter(
            cluster=cluster, goal__in=[goal.pk for goal in goals]
        )
        if until is not None:
            rows = rows.filter(assessed_on__lte=until)
        found = list(
            rows.order_by("assessed_on", "pk").values_list(
                "goal", "assessed_on", "progress", "narrative"
            )
        )
        return cls(
            {goal: (on, progress, narrative) for goal, on, progress, narrative in found},
            tuple((goal, on, progress) for goal, on, progress, _narrative in found),
        )

    def since(self, goal: int) -> datetime.date | None:
        """The first day since when the board has said its newest word about a goal."""
        first = None
        for told, on, progress in reversed(self.told):
            if told != goal:
                continue
            if progress != self.by_goal[goal][1]:
                break
            first = on
        return first

    @property
    def newest_on(self) -> datetime.date | None:
        return max((assessed_on for assessed_on, *_rest in self.by_goal.values()), default=None)


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A strategic goal: the board's newest word about it, and its local goals per state.

    since: when the board first said that word. proposed: the word that the leader proposes, and
    the board has not answered.
    """

    number: int
    text: str
    href: str
    progress: str | None
    narrative: str
    assessed_on: datetime.date | None
    tally: GoalTally
    since: datetime.date | None = None
    proposed: str = ""

    @property
    def who_says(self) -> str:
        """Who says how it goes, since when, and what is proposed now."""
        word = _word(self.progress)
        told = findings.assessed(word, since=self.since, on=self.assessed_on)
        if not self.proposed:
            return told
        return f"{told} {findings.proposed(_word(self.proposed), instead_of=word)}"

    @property
    def proposes(self) -> str:
        """The word that the leader proposes, where it is another than the board's."""
        return _word(self.proposed) if self.proposed != self.progress else ""

    @property
    def quoted(self) -> str:
        """What the board wrote, with its day: the local goals beside it have moved since."""
        if not (self.narrative and self.assessed_on):
            return ""
        return findings.board_wrote(self.narrative, on=self.assessed_on)

    @classmethod
    def rows(
        cls,
        goals: Sequence[Goal],
        *,
        assessments: Assessments,
        standings: Iterable[LocalGoalState],
        proposals: Mapping[int, ProposedAssessment] | None = None,
    ) -> tuple[Self, ...]:
        """proposals: goal id → what the leader proposes, where that is told."""
        found: dict[int, list[LocalGoalState]] = {goal.pk: [] for goal in goals}
        for standing in standings:
            found[standing.goal].append(standing)
        rows = []
        for goal in goals:
            proposal = (proposals or {}).get(goal.pk)
            assessed_on, progress, narrative = assessments.by_goal.get(goal.pk, (None, None, ""))
            rows.append(
                cls(
                    number=goal.number,
                    text=goal.text,
                    href=goal.get_absolute_url(),
                    progress=progress,
                    narrative=narrative,
                    assessed_on=assessed_on,
                    tally=GoalTally.of(found[goal.pk]),
                    since=assessments.since(goal.pk),
                    proposed=proposal.progress if proposal else "",
                )
            )
        return tuple(rows)


def _word(progress: str | None) -> str:
    return str(Assessment(progress).label) if progress else ""
