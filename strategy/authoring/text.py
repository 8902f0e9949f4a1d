"""A strategy as plain values: as it stands, or as it was at a moment, from what history keeps."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from strategy.models import Goal, Statement, Strategy


@dataclass(frozen=True, slots=True)
class ThemeText:
    """A theme of a vision, or a common goal, with what it promises. key: of its row."""

    key: int
    number: int
    text: str
    short_name: str
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StrategyText:
    """All that is written in a strategy."""

    title: str
    headline: str
    text: str
    from_year: int
    to_year: int
    stage: str
    themes: tuple[ThemeText, ...] = ()

    @property
    def years(self) -> str:
        return f"{self.from_year}–{self.to_year}"

    @property
    def statements(self) -> int:
        return sum(len(theme.statements) for theme in self.themes)

    @classmethod
    def of(cls, strategy: Strategy) -> Self:
        """As it stands; two queries."""
        return cls.of_goals(strategy, strategy.goals.prefetch_related("statements"))

    @classmethod
    def of_goals(cls, strategy: Strategy, goals: Iterable[Goal]) -> Self:
        """As it stands, with goals that have been read already, and their statements."""
        found = list(goals)
        return cls._made(strategy, found, (row for goal in found for row in goal.statements.all()))

    @classmethod
    def at(cls, strategy: Strategy, moment: datetime.datetime) -> "StrategyText | None":
        """As it was then; None before it was there. Three queries."""
        goal_ids = set(strategy_goals(strategy))
        past = _newest(Strategy.history.filter(id=strategy.pk), moment)
        goals = _newest(Goal.history.filter(id__in=goal_ids), moment)
        statements = _newest(Statement.history.filter(goal_id__in=goal_ids), moment)
        if not past:
            return None
        there = [goal for goal in goals if goal.strategy_id == strategy.pk]
        return cls._made(past[0], there, statements)

    @classmethod
    def _made(cls, strategy: Any, goals: Iterable[Any], statements: Iterable[Any]) -> Self:
        of_goal: dict[int, list[Any]] = defaultdict(list)
        for row in statements:
            of_goal[row.goal_id].append(row)
        return cls(
            title=strategy.title,
            headline=strategy.headline,
            text=strategy.text,
            from_year=strategy.from_year,
            to_year=strategy.to_year,
            stage=strategy.stage,
            themes=tuple(
                ThemeText(
                    goal.id,
                    goal.number,
                    goal.text,
                    goal.short_name,
                    tuple(row.text for row in sorted(of_goal[goal.id], key=lambda r: r.number)),
                )
                for goal in sorted(goals, key=lambda goal: goal.number)
            ),
        )


def strategy_goals(strategy: Strategy) -> Iterable[int]:
    """The keys of its goals, those that were taken out included."""
    return Goal.history.filter(strategy_id=strategy.pk).order_by().values_list("id", flat=True)


def _newest(rows: Any, moment: datetime.datetime) -> list[Any]:
    """Each row's newest version by then, without those that had been deleted."""
    found: dict[int, Any] = {}
    for row in rows.filter(history_date__lte=moment).order_by("history_date", "history_id"):
        found[row.id] = row
    return [row for row in found.values() if row.history_type != "-"]
