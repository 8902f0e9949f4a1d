"""The strategies that come with the product, for a municipality and its clusters to begin from."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from institutions.models import Cluster
from strategy.models import Goal, ProcessStep, Statement, Strategy

DATA = Path(__file__).parent / "data"


def load_common_goals() -> Strategy:
    """The four strategic goals with their time and process plan, for the municipality.

    A strategy of this title that is there already is left as it is, local changes and all.
    """
    return _load("common_goals", Strategy.Kind.COMMON_GOALS, cluster=None)


def load_vision(cluster: Cluster) -> Strategy:
    """The vision "Børnefortællingen", its themes and statements, for a cluster to begin from."""
    return _load("vision", Strategy.Kind.VISION, cluster=cluster)


@transaction.atomic
def _load(name: str, kind: Strategy.Kind, *, cluster: Cluster | None) -> Strategy:
    data = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    goals, steps = data.pop("goals"), data.pop("steps", [])
    strategy, is_new = Strategy.objects.get_or_create(
        kind=kind,
        cluster=cluster,
        title=data.pop("title"),
        defaults={"stage": Strategy.Stage.RUNNING, **data},
    )
    if is_new:
        for row in goals:
            add_goal(strategy, **row)
        ProcessStep.objects.bulk_create(ProcessStep(strategy=strategy, **row) for row in steps)
    return strategy


def add_goal(strategy: Strategy, *, statements: list[str] | None = None, **fields: Any) -> Goal:
    """Add a goal (number, text, short_name) with its statements, in their order, to a strategy."""
    goal = Goal.objects.create(strategy=strategy, **fields)
    rows = [
        Statement(goal=goal, number=number, text=text)
        for number, text in enumerate(statements or [], start=1)
    ]
    bulk_create_with_history(rows, Statement)
    return goal
