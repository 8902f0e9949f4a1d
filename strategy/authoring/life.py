"""Where a strategy is in its life, with the days: what has been, what is, what comes."""

import datetime
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from strategy.authoring.versions import stage_days
from strategy.models import Strategy
from strategy.strategy_life import StrategyStage

#: The way of a text; a closed one has gone all of it.
WAY = (
    StrategyStage.DRAFT,
    StrategyStage.HEARING,
    StrategyStage.ADOPTED,
    StrategyStage.RUNNING,
)


@dataclass(frozen=True, slots=True)
class LifeStep:
    """A step of the way. when: its day in words, empty where it is not known."""

    name: str
    when: str
    is_done: bool
    is_now: bool


def life_of(strategy: Strategy) -> tuple[LifeStep, ...]:
    """Its whole way; one query."""
    days = stage_days(strategy)
    way = [*WAY, StrategyStage.CLOSED] if strategy.stage == StrategyStage.CLOSED else list(WAY)
    now = way.index(StrategyStage(strategy.stage))
    return tuple(
        LifeStep(
            str(stage.label),
            _when(strategy, stage, days.get(stage), is_now=place == now, is_later=place > now),
            is_done=place < now,
            is_now=place == now,
        )
        for place, stage in enumerate(way)
    )


def _when(
    strategy: Strategy,
    stage: StrategyStage,
    day: datetime.date | None,
    *,
    is_now: bool,
    is_later: bool,
) -> str:
    if is_later or day is None:
        is_start = stage == StrategyStage.RUNNING and is_later
        return date_format(datetime.date(strategy.from_year, 1, 1)) if is_start else ""
    written = date_format(day)
    return _("since %(day)s") % {"day": written} if is_now else written
