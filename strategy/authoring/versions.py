"""When a strategy was written in, and by whom: each sitting is a version, each move of its life."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from strategy.authoring.text import strategy_goals
from strategy.models import Goal, Statement, Strategy
from strategy.strategy_life import StrategyStage

#: Written again within this time by the same person is the same sitting.
SITTING = datetime.timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class TextVersion:
    """number: from 1. at: the last moment of the sitting. moved_to: the stage it went to then."""

    number: int
    at: datetime.datetime
    who: str
    moved_to: str = ""

    @property
    def words(self) -> str:
        """What came of it: a stage of its life, or a text written on."""
        if self.moved_to:
            return str(StrategyStage(self.moved_to).label)
        return _("Begun") if self.number == 1 else _("Written on")


@dataclass(frozen=True, slots=True)
class _Write:
    at: datetime.datetime
    who: int | None
    stage: str


def versions_of(strategy: Strategy) -> list[TextVersion]:
    """The newest first; four queries."""
    sittings: list[_Write] = []
    moved: list[str] = []
    for write in _writes(strategy):
        last = sittings[-1] if sittings else None
        is_same = last and write.who == last.who and write.at - last.at <= SITTING
        if last and is_same and (not write.stage or write.stage == last.stage):
            sittings[-1] = _Write(write.at, write.who, last.stage)
            continue
        stage = write.stage or (last.stage if last else "")
        moved.append(stage if last and stage != last.stage else "")
        sittings.append(_Write(write.at, write.who, stage))
    names = dict(
        User.objects.filter(pk__in={one.who for one in sittings}).values_list("pk", "name")
    )
    found = [
        TextVersion(number, one.at, names.get(one.who, "") if one.who else "", stage)
        for number, (one, stage) in enumerate(zip(sittings, moved, strict=True), start=1)
    ]
    return found[::-1]


def moment_of(strategy: Strategy) -> str:
    """The newest write as a word, to tell whether somebody has written since a page was read."""
    newest = max((write.at for write in _writes(strategy)), default=None)
    return newest.isoformat() if newest else ""


def stage_days(strategy: Strategy) -> dict[str, datetime.date]:
    """Stage → the day on which it came there, the last time."""
    found: dict[str, datetime.date] = {}
    before = ""
    rows = Strategy.history.filter(id=strategy.pk).order_by("history_date", "history_id")
    for at, stage in rows.values_list("history_date", "stage"):
        if stage != before:
            found[stage] = timezone.localdate(at)
        before = stage
    return found


def _writes(strategy: Strategy) -> Iterator[_Write]:
    goals = set(strategy_goals(strategy))
    told = ("history_date", "history_user_id")
    own = Strategy.history.filter(id=strategy.pk).values_list(*told, "stage")
    themes = Goal.history.filter(id__in=goals).values_list(*told)
    statements = Statement.history.filter(goal_id__in=goals).values_list(*told)
    rows = [*own, *((*row, "") for row in themes), *((*row, "") for row in statements)]
    for at, who, stage in sorted(rows, key=lambda row: row[0]):
        yield _Write(at, who, stage)
