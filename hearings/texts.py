"""The text that a hearing is about, as plain values: as it stands, or as it was locked.

Whatever it is of, it is passages with a name each, so that receivers answer passage by passage and
two editions are put side by side in one way.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from institutions.models import Institution
from leadership.models import DevelopmentPlan
from strategy.authoring.editions import EditionPart, sentence_rows
from strategy.authoring.text import StrategyText
from strategy.models import LocalGoal, Strategy
from strategy.querysets import LocalGoalQuerySet
from strategy.workflow import LocalGoalStatus

if TYPE_CHECKING:
    from hearings.models import Hearing

#: How the key of a passage begins that is a local goal.
LOCAL_GOAL = "local-"
#: Local goals that somebody can still have an opinion of.
STANDING = (LocalGoalStatus.SENT, LocalGoalStatus.ADOPTED, LocalGoalStatus.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text that one can answer to. key: the same in every edition of the text."""

    key: str
    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HearingText:
    """All that receivers read of a text."""

    title: str
    passages: tuple[Passage, ...]

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Self:
        """From how it is kept."""
        return cls(
            content["title"],
            tuple(
                Passage(row["key"], row["name"], tuple(row["lines"])) for row in content["passages"]
            ),
        )

    @property
    def as_facts(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "title": self.title,
            "passages": [
                {"key": one.key, "name": one.name, "lines": list(one.lines)}
                for one in self.passages
            ],
        }

    def said_in(self, key: str) -> str:
        """The first words of a passage: of a local goal, the goal itself; nothing of the whole."""
        known = {one.key: one.lines for one in self.passages}
        return next(iter(known.get(key, ())), "")

    def name_of(self, key: str) -> str:
        """The name of a passage; without a key it is the whole."""
        known = {one.key: one.name for one in self.passages}
        return known.get(key) or _("The text as a whole")


def text_now(hearing: "Hearing") -> HearingText:
    """As the text stands today."""
    if hearing.strategy is not None:
        return HearingText(hearing.strategy.title, tuple(_of_strategy(hearing.strategy)))
    if hearing.plan is not None:
        return HearingText(str(hearing.plan), tuple(_of_plan(hearing.plan)))
    goals = _local_goals(hearing)
    title = str(hearing.goal_round or "")
    if hearing.goal_round is None:
        title = _("Local goals, %(place)s") % {"place": hearing.place}
    return HearingText(title, tuple(filter(None, map(_of_local_goal, goals))))


def both_editions(first: HearingText, second: HearingText) -> tuple[EditionPart, ...]:
    """The passages side by side, in the order of the second; what was taken out comes last."""
    before = {one.key: one for one in first.passages}
    rows = [(before.pop(one.key, None), one) for one in second.passages]
    rows += [(one, None) for one in before.values()]  # type: ignore[misc]  # the rest of them
    return tuple(
        EditionPart(_named(old, new), tuple(sentence_rows(_lines(old), _lines(new))))
        for old, new in rows
    )


def _named(old: Passage | None, new: Passage | None) -> str:
    return next(one.name for one in (new, old) if one is not None)


def _lines(passage: Passage | None) -> Sequence[str]:
    return passage.lines if passage else ()


def _passage(key: str, name: str, lines: Sequence[str]) -> Iterator[Passage]:
    """A passage, where anything stands in it."""
    written = tuple(line.strip() for line in lines if line.strip())
    if written:
        yield Passage(key, name, written)


def _of_strategy(strategy: Strategy) -> Iterator[Passage]:
    text = StrategyText.of(strategy)
    is_vision = strategy.kind == Strategy.Kind.VISION
    headline = _("The vision in one sentence") if is_vision else _("The goals in one sentence")
    yield from _passage("headline", headline, [text.headline])
    yield from _passage("text", _("In more words"), text.text.splitlines())
    name = _("Theme %(number)s") if is_vision else _("Goal %(number)s")
    for theme in text.themes:
        numbered = name % {"number": theme.number}
        measured = [
            _("It is measured so: %(how)s") % {"how": line.strip()}
            for line in theme.measuring.splitlines()
            if line.strip()
        ]
        lines = [theme.text, *theme.statements, *measured]
        yield from _passage(f"goal-{theme.key}", numbered, lines)


def _of_plan(plan: DevelopmentPlan) -> Iterator[Passage]:
    """What the parties agree on; who is responsible for what stays with them."""
    for focus in plan.focuses.prefetch_related("actions"):
        actions = [_with_day(row.text, row.due_on) for row in focus.actions.all()]
        yield from _passage(f"focus-{focus.pk}", focus.name, [focus.text, *actions])
    days = [_with_day(_("Follow-up"), row.planned_on) for row in plan.follow_ups.all()]
    yield from _passage("follow-ups", _("When we follow up"), days)


def _with_day(text: str, day: datetime.date | None) -> str:
    if day is None:
        return text
    words = {"what": text, "day": date_format(day, "DATE_FORMAT")}
    return _("%(what)s (%(day)s)") % words


def goals_to_choose(hearing: "Hearing") -> LocalGoalQuerySet:
    """Those of the round, or of the place: of a cluster its own and its institutions'.

    What nobody has sent to a board yet is read by nobody but those who write it.
    """
    goals = LocalGoal.objects.filter(status__in=STANDING)
    if hearing.goal_round is not None:
        asked = hearing.goal_round.institutions.all()
        chosen = hearing.goal_round.goals.all()
        goals = goals.of_institutions()
        goals = goals.filter(institution__in=asked) if asked else goals
        return (
            goals.filter(goal__in=chosen)
            if chosen
            else goals.filter(
                goal__strategy__cluster=None, goal__strategy__stage__in=["adopted", "running"]
            )
        )
    if hearing.institution_id:
        return goals.filter(institution=hearing.institution_id)
    units = Institution.objects.in_cluster(hearing.cluster_id, timezone.localdate())
    return goals.filter(cluster=hearing.cluster_id or 0) | goals.filter(
        institution__in=units.order_by().values("pk")
    )


def goals_heard(hearing: "Hearing") -> LocalGoalQuerySet:
    """Those that go in; once it is opened those that went in, whatever became of them since."""
    if hearing.content is None:
        goals = goals_to_choose(hearing)
        return goals.exclude(pk__in=hearing.left_out.values("pk")) if hearing.pk else goals
    keys = [one.key for one in hearing.first_text.passages if one.key.startswith(LOCAL_GOAL)]
    return LocalGoal.objects.filter(pk__in=[key.removeprefix(LOCAL_GOAL) for key in keys])


def _local_goals(hearing: "Hearing") -> LocalGoalQuerySet:
    goals = goals_heard(hearing).alive()
    return goals.select_related("institution", "cluster", "goal").prefetch_related("efforts")


def key_of(goal: LocalGoal) -> str:
    """The key of its passage."""
    return f"{LOCAL_GOAL}{goal.pk}"


def _of_local_goal(goal: LocalGoal) -> Passage | None:
    efforts = [_("Effort: %(text)s") % {"text": effort.text} for effort in goal.efforts.all()]
    how = [_("The effect is measured so: %(how)s") % {"how": goal.how}] if goal.how else []
    return next(_passage(key_of(goal), goal.name, [goal.text, *efforts, *how]), None)
