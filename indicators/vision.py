"""Indicators that come with the program, as rows: rules and targets from `indicators/data/`.

Those of the vision are its measuring points; those of the workplace are followed beside them.
"""

import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from indicators.models import Indicator, IndicatorOwner, Target
from indicators.reckoning import why_never
from indicators.snapshots import keeping, truth
from measurements.models import ScaleStep, Topic
from strategy.models import Goal, Strategy

DATA = Path(__file__).parent / "data"
VISION, WORKPLACE = DATA / "vision_indicators.toml", DATA / "workplace_indicators.toml"


def load_indicators(strategy: Strategy) -> list[Indicator]:
    """Create the vision's indicators on the strategy's goals, where their code is missing.

    Those that are there stay as they are, with their targets; one that could never be worked out
    is refused. The goals are found by number;
    KeyError when the strategy lacks one. The reference data must be loaded.
    """
    return _kept(lambda: _load(strategy))


def load_workplace(goal: Goal, *, owner: User | None = None) -> list[Indicator]:
    """Follow the workplace under a goal: what is missing of it, each with a rhythm.

    owner: who sees to those that are new, until somebody else does.
    """
    return _kept(lambda: _load_beside(goal, owner))


def _kept(load: Callable[[], list[Indicator]]) -> list[Indicator]:
    """What is loaded, with its results kept from now on."""
    with truth.writing() as were_true:
        found = load()
        if were_true:
            keeping.keep(indicators=[indicator.pk for indicator in found])
    return found


def _load_beside(goal: Goal, owner: User | None) -> list[Indicator]:
    found = []
    for row in _rows(WORKPLACE):
        rhythm: int = row.pop("rhythm")
        indicator = _create({**row, "source": "topics", "is_beside": True}, goal=goal)
        IndicatorOwner.objects.get_or_create(
            indicator=indicator, defaults={"rhythm": rhythm, "person": owner}
        )
        found.append(indicator)
    return found


def _rows(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["indicators"]
    return rows


def _load(strategy: Strategy) -> list[Indicator]:
    rows = _rows(VISION)
    goals = {goal.number: goal for goal in strategy.goals.all()}
    found = []
    for row in rows:
        goal = goals[row.pop("goal")]
        parts = row.pop("parts", ())
        indicator = _create(row, goal=goal)
        found.append(indicator)
        for part in parts:
            _create(part, goal=goal, parent=indicator)
    return found


def _create(row: dict[str, Any], *, goal: Goal, parent: Indicator | None = None) -> Indicator:
    code, topics, targets = row.pop("code"), row.pop("topics", ()), row.pop("targets", ())
    indicator, is_new = Indicator.objects.get_or_create(
        goal=goal, code=code, defaults={**row, "parent": parent}
    )
    if is_new:
        for topic in topics:
            version, lineage = topic.split()
            indicator.topics.add(Topic.objects.get(version__code=version, lineage=lineage))
        for target in targets:
            _create_target(target, indicator)
        never = why_never(
            indicator,
            topics=list(indicator.topics.select_related("version")),
            targets=list(indicator.targets.select_related("step__scale")),
        )
        if never:
            raise ValidationError(never)
    return indicator


def _create_target(target: dict[str, Any], indicator: Indicator) -> None:
    if "step" in target:
        scale, rank = target["step"].split()
        step = ScaleStep.objects.get(scale__code=scale, rank=int(rank))
        Target.objects.create(indicator=indicator, step=step)
    else:
        Target.objects.create(indicator=indicator, value=Decimal(target["value"]))
