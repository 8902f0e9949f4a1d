"""What a person has written of a strategy, saved row by row: rows that stay keep their history."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from strategy.authoring.editions import partners_of
from strategy.authoring.text import ThemeText
from strategy.models import Goal, Statement, Strategy

#: Where rows stand while they change places: no list is as long.
ASIDE = 10_000


@dataclass(frozen=True, slots=True)
class WrittenTheme:
    """A theme as it is written; goal: its row, None for a new one."""

    goal: Goal | None
    text: str
    short_name: str
    statements: tuple[str, ...]
    measuring: str


@transaction.atomic
def save_themes(strategy: Strategy, themes: Sequence[WrittenTheme]) -> None:
    """In their order. Goals that are not among them stay: they are taken out by `take_out`."""
    there = {goal.pk: goal for goal in strategy.goals.all()}
    kept = {theme.goal.pk for theme in themes if theme.goal}
    others = [goal for pk, goal in there.items() if pk not in kept]
    _step_aside(strategy.goals.all(), wanted=len(there) + len(themes))
    for number, theme in enumerate(themes, start=1):
        goal = there[theme.goal.pk] if theme.goal else Goal(strategy=strategy)
        written = (number, theme.text, theme.short_name, theme.measuring)
        is_same = (goal.number, goal.text, goal.short_name, goal.measuring) == written
        goal.number, goal.text, goal.short_name, goal.measuring = written
        if goal.pk and is_same:
            Goal.objects.filter(pk=goal.pk).update(number=number)
        else:
            goal.save()
        save_statements(goal, theme.statements)
    for number, goal in enumerate(others, start=len(themes) + 1):
        Goal.objects.filter(pk=goal.pk).update(number=number)


def save_statements(goal: Goal, texts: Sequence[str]) -> None:
    """Those that got other words keep their row; the rest are added or deleted."""
    there = list(goal.statements.order_by("number"))
    partners = dict(partners_of([row.text for row in there], texts))
    kept = {there[old].pk for old in partners.values()}
    for row in there:
        if row.pk not in kept:
            row.delete()
    before = {row.pk: (row.number, row.text) for row in there}
    _step_aside(goal.statements.all(), wanted=len(there) + len(texts))
    for place, text in enumerate(texts):
        row = there[partners[place]] if place in partners else Statement(goal=goal)
        row.number, row.text = place + 1, text
        if row.pk and before[row.pk] == (row.number, row.text):
            Statement.objects.filter(pk=row.pk).update(number=row.number)
        else:
            row.save()


def _step_aside(rows, *, wanted: int) -> None:  # type: ignore[no-untyped-def]
    """Out of each other's way, without a word in the history."""
    for place, pk in enumerate(rows.order_by("number").values_list("pk", flat=True)):
        rows.filter(pk=pk).update(number=ASIDE + wanted + place)


def add_theme(strategy: Strategy, theme: ThemeText) -> Goal:
    """A theme like another, last."""
    last = strategy.goals.order_by("-number").first()
    goal = Goal.objects.create(
        strategy=strategy,
        number=(last.number if last else 0) + 1,
        text=theme.text,
        short_name=theme.short_name,
        measuring=theme.measuring,
    )
    save_statements(goal, theme.statements)
    return goal
