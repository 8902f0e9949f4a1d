"""The page a strategy is written on: its form, its themes in their order, and what is taken out."""

from dataclasses import dataclass, field
from typing import Any, Self

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from strategy.authoring.forms import (
    MOST_THEMES,
    StrategyForm,
    VisionThemeForm,
    goals_by_key,
    told_theme,
)
from strategy.authoring.saving import save_themes
from strategy.authoring.versions import moment_of
from strategy.models import Goal, Strategy
from strategy.slots import theme_held

#: Names of what is sent along: how many themes, those taken out, when the page was read.
THEMES, OUT, READ_AT = "temaer", "ud", "laest"


@dataclass(slots=True)
class StrategySheet:
    """read_at: the newest write when the page was read; taken_out: keys of goals."""

    strategy: Strategy
    form: StrategyForm
    themes: list[VisionThemeForm]
    goals: dict[int, Goal]
    read_at: str
    taken_out: list[int] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, strategy: Strategy, data: QueryDict | None = None) -> Self:
        """As it stands, or as it was sent; held against the rules when it is saved."""
        goals = goals_by_key(strategy)
        if data is None:
            themes = [
                VisionThemeForm(
                    goals=goals,
                    place=place,
                    of_vision=is_vision(strategy),
                    initial=told_theme(goal, [row.text for row in goal.statements.all()]),
                )
                for place, goal in enumerate(goals.values())
            ]
            form = StrategyForm(instance=strategy)
            return cls(strategy, form, themes, goals, moment_of(strategy))
        sent = data.get(THEMES, "")
        count = min(int(sent), MOST_THEMES) if sent.isdecimal() else 0
        themes = [
            VisionThemeForm(data, goals=goals, place=place, of_vision=is_vision(strategy))
            for place in range(count)
        ]
        out = [int(key) for key in data.getlist(OUT) if key.isdecimal() and int(key) in goals]
        form = StrategyForm(data, instance=strategy)
        return cls(strategy, form, themes, goals, data.get(READ_AT, ""), out)

    @property
    def is_vision(self) -> bool:
        return is_vision(self.strategy)

    @property
    def forms(self) -> list[Any]:
        return [self.form, *self.themes]

    @property
    def statements(self) -> int:
        return sum(theme.count for theme in self.themes)

    def rearranged(self, action: str) -> None:
        """A theme more, one further up or down, one taken out: shown, and not saved yet."""
        shown = [self._as_sent(theme) for theme in self.themes]
        what, _dash, place = action.partition("-")
        at = int(place) if place.isdecimal() else -1
        if what == "tema" and len(shown) < MOST_THEMES:
            shown.append({})
        elif 0 <= at < len(shown):
            other = at + {"op": -1, "ned": 1}.get(what, 0)
            if what == "fjern":
                self._take_out(shown, at)
            elif 0 <= other < len(shown):
                shown[at], shown[other] = shown[other], shown[at]
        self.themes = [
            VisionThemeForm(
                goals=self.goals, place=place, of_vision=self.is_vision, initial=initial
            )
            for place, initial in enumerate(shown)
        ]
        known = {name: self.form[name].value() for name in self.form.fields}
        self.form = StrategyForm(instance=self.strategy, initial=known)

    def _take_out(self, shown: list[dict[str, Any]], at: int) -> None:
        goal = self.themes[at].goal
        self.told = why_held(goal) if goal else []
        if self.told:
            return
        shown.pop(at)
        if goal:
            self.taken_out.append(goal.pk)

    @staticmethod
    def _as_sent(theme: VisionThemeForm) -> dict[str, Any]:
        return {name: theme[name].value() for name in theme.fields}

    def is_valid(self) -> bool:
        """Whether all can be saved. A theme that is left out without a word is one to ask about."""
        self.themes = [theme for theme in self.themes if not theme.is_empty]
        is_good = all([self.form.is_valid(), *[theme.is_valid() for theme in self.themes]])
        if self.read_at != moment_of(self.strategy):
            self.read_at = moment_of(self.strategy)
            told = _(
                "Somebody else has saved since you opened the page. See what in the versions. Press"
                " save again, and what you have written here stands; the other text is kept."
            )
            self.form.add_error(None, told)
            return False
        held = [why for key in self.taken_out for why in why_held(self.goals[key])]
        for why in held:
            self.form.add_error(None, why)
        return is_good and not held

    @transaction.atomic
    def save(self) -> None:
        """Only what has changed is written, so that the history tells of nothing else."""
        if self.form.has_changed():
            self.form.save()
        for key in self.taken_out:
            self.goals[key].delete()
        save_themes(self.strategy, [theme.written() for theme in self.themes])


def is_vision(strategy: Strategy) -> bool:
    """Whether its goals are called themes."""
    return strategy.kind == Strategy.Kind.VISION


def why_held(goal: Goal) -> list[str]:
    """Why a theme cannot be taken out: somebody works by it, or it is measured."""
    return why_used(goal) + [why for held in theme_held.all(goal) for why in held]


def why_used(goal: Goal) -> list[str]:
    """Who works by a theme already."""
    found = []
    if goal.local_goals.exists():
        found.append(_("“%(theme)s” has local goals.") % {"theme": goal.short_name})
    if goal.assessments.exists():
        found.append(_("A board has assessed “%(theme)s”.") % {"theme": goal.short_name})
    return found
