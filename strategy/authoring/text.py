"""A strategy as plain values: as it stands, or as it was at a moment, from what history keeps."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from strategy.models import Goal, Statement, Strategy


@dataclass(frozen=True, slots=True)
class ThemeText:
    """A theme of a vision, or a common goal, with what it promises. key: of its row.

    measuring: how it is measured, in words.
    """

    key: int
    number: int
    text: str
    short_name: str
    statements: tuple[str, ...] = ()
    measuring: str = ""


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
        """As it was then; None before it was there. Seven queries."""
        goal_ids = {*strategy_goals(strategy), *strategy.goals.values_list("pk", flat=True)}
        past = _newest(Strategy.history.filter(id=strategy.pk), moment)
        goals = _newest(
            Goal.history.filter(id__in=goal_ids), moment, now=Goal.objects.filter(pk__in=goal_ids)
        )
        statements = _newest(
            Statement.history.filter(goal_id__in=goal_ids),
            moment,
            now=Statement.objects.filter(goal__in=goal_ids),
        )
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
                    goal.measuring,
                )
                for goal in sorted(goals, key=lambda goal: goal.number)
            ),
        )


def strategy_goals(strategy: Strategy) -> Iterable[int]:
    """The keys of its goals, those that were taken out included."""
    return Goal.history.filter(strategy_id=strategy.pk).order_by().values_list("id", flat=True)


def _newest(rows: Any, moment: datetime.datetime, *, now: Iterable[Any] = ()) -> list[Any]:
    """Each row's newest version by then, without those that had been deleted.

    now: rows as they stand. One without a beginning in the history was there before what is kept
    of it (`HISTORY_KEEP_DAYS`), and is as its oldest version, or as it stands, tells.
    """
    found: dict[int, Any] = {}
    known = set()
    for row in rows.order_by("history_date", "history_id"):
        is_oldest = row.id not in known
        known.add(row.id)
        if row.history_date <= moment or (is_oldest and row.history_type == "~"):
            found[row.id] = row
    unchanged = [row for row in now if row.pk not in known]
    return [*unchanged, *(row for row in found.values() if row.history_type != "-")]
