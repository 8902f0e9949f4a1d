"""What was learned of a local goal over the years, and of those it goes on from, by its loops."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts import CountedBar, counted_bar
from institutions.access import Reader
from institutions.few import is_small, threshold_for
from strategy.models import LearningLoop, LocalGoal, LocalGoalFigure, LoopAddition
from strategy.models.loops import start_of
from strategy.workflow import Actor


@dataclass(frozen=True, slots=True)
class LoopShown:
    """Once round: the loop, its place in the chain, and the figures of its time, newest first.

    hidden: how many figures of its time are about too few for the reader. may_write: whether the
    person leads the goal it is of.
    """

    loop: LearningLoop
    number: int
    figures: tuple[LocalGoalFigure, ...]
    hidden: int
    additions: tuple[LoopAddition, ...]
    may_write: bool

    @property
    def name(self) -> str:
        """“Runde 2: også når den faste pædagog er væk”."""
        told = {"number": self.number, "title": self.loop.title}
        if not self.loop.title:
            return _("Loop %(number)s") % told
        return _("Loop %(number)s: %(title)s") % told

    @property
    def address(self) -> str:
        """The id of its section on the page."""
        return f"laering-{self.number}"

    @property
    def figure(self) -> LocalGoalFigure | None:
        return self.figures[0] if self.figures else None

    @property
    def figure_text(self) -> str:
        """“31 af 34 uger”; empty where nothing is measured, or may be seen."""
        return f"{self.figure.text} {self.loop.local_goal.unit}".strip() if self.figure else ""

    @property
    def has_held(self) -> bool | None:
        """Whether it went as expected; None while nobody can tell, or the reader may not."""
        is_newest_hidden = self.hidden and not self.figures
        if self.figure is None or is_newest_hidden or not self.loop.is_over:
            return None
        return self.loop.holds(self.figure.value, self.figure.out_of)

    @property
    def bar(self) -> CountedBar | None:
        """What was counted out of all, with the line of what is expected.

        Where they are of different wholes, both are drawn in per cent of their own.
        """
        of, figure = self.loop.expected_of, self.figure
        expected = self.loop.expected if of else None
        if figure is None or not figure.out_of:
            return None
        if not of or expected is None or of == figure.out_of:
            return counted_bar(figure.value, expected=expected, of=figure.out_of)
        seen, line = (100 * figure.value / figure.out_of, 100 * expected / of)
        return counted_bar(seen, expected=line, of=100)

    @property
    def finding(self) -> str:
        """What stands over it, as far as it is known."""
        told = {"expected": self.loop.expected_text, "seen": self.figure_text}
        if self.has_held is True:
            return _("It went as expected: %(seen)s") % told
        if self.has_held is False:
            return _("It went otherwise than expected: %(seen)s") % told
        if self.loop.is_over:
            return self.loop.get_choice_display() or _("What was seen has been written")
        if self.figure and self.loop.expected_text:
            return _("%(seen)s until now; expected is %(expected)s") % told
        if self.loop.expected_text:
            return _("Expected is %(expected)s; no number is written yet") % told
        return _("The expectation is written; what was seen is not yet")


@dataclass(frozen=True, slots=True)
class Learning:
    """The loops of a local goal and of those it goes on from, or that go on from it; oldest first.

    Four queries.
    """

    goal: LocalGoal
    loops: tuple[LoopShown, ...]
    may_begin: bool

    @classmethod
    def of(cls, goal: LocalGoal, *, user: Reader) -> Self:
        chain = chain_of(goal, user=user)
        order = {each.pk: place for place, each in enumerate(chain)}
        loops = sorted(
            LearningLoop.objects.filter(local_goal__in=order).select_related("expected_by"),
            key=lambda loop: (order[loop.local_goal_id], loop.pk),
        )
        of_goal = {each.pk: each for each in chain}
        for loop in loops:
            loop.local_goal = of_goal[loop.local_goal_id]
        figures = list(LocalGoalFigure.objects.filter(local_goal__in=order)) if loops else []
        added = list(
            LoopAddition.objects.filter(loop__in=[loop.pk for loop in loops]).select_related(
                "added_by"
            )
            if loops
            else []
        )
        shown = tuple(
            _shown(loop, number, loops, figures, added, user=user)
            for number, loop in enumerate(loops, start=1)
        )
        leads = goal.lets(user, Actor.LEADER)
        return cls(goal, shown, leads and LearningLoop.may_begin(goal))

    @property
    def newest_first(self) -> tuple[LoopShown, ...]:
        return self.loops[::-1]

    @property
    def newest(self) -> LoopShown | None:
        return self.loops[-1] if self.loops else None

    @property
    def best_told(self) -> LoopShown | None:
        """The newest that a number tells of: done with, else under way."""
        told = [shown for shown in self.newest_first if shown.figure]
        return next((shown for shown in told if shown.loop.is_over), told[0] if told else None)

    @property
    def is_waiting(self) -> bool:
        """Whether the newest loop is not done with, so that the next waits for it."""
        return self.newest is not None and not self.newest.loop.is_over

    @property
    def finding(self) -> str:
        if not self.newest:
            return _("Nothing has been learned in loops yet")
        return self.newest.finding

    @property
    def counts_otherwise(self) -> bool:
        """Whether not all of them count the same, out of as many."""
        goals = [shown.loop.local_goal for shown in self.loops]
        return len({(goal.measure.casefold(), goal.unit.casefold()) for goal in goals}) > 1

    @property
    def finding_of_years(self) -> str:
        """From the first figure to the newest, where they count the same out of as many."""
        told = [shown for shown in self.loops if shown.figure and shown.loop.is_over]
        bases = {shown.figure.out_of for shown in told if shown.figure}
        if len(told) < 2 or len(bases) > 1 or self.counts_otherwise:
            return ngettext("%(count)s loop", "%(count)s loops", len(self.loops)) % {
                "count": len(self.loops)
            }
        return _("From %(first)s to %(newest)s") % {
            "first": told[0].figure_text,
            "newest": told[-1].figure_text,
        }

    @property
    def next_heading(self) -> str:
        number = {"number": len(self.loops) + 1}
        if self.is_waiting:
            return _("Loop %(number)s begins when what was seen has been written") % number
        return _("Loop %(number)s begins with an expectation") % number


def chain_of(goal: LocalGoal, *, user: Reader) -> list[LocalGoal]:
    """The goal with those it was carried over from, and those carried over from it; oldest first.

    As far as the person sees them; one query. Words borrowed from another place are none of it.
    """
    here = LocalGoal.objects.visible_to(user).filter(
        institution=goal.institution_id, cluster=goal.cluster_id
    )
    known = {each.pk: each for each in here.order_by("pk")}
    known[goal.pk] = goal
    chain, onwards = {goal.pk}, {goal.pk}
    earlier = known.get(goal.begun_from_id or 0)
    while earlier is not None and earlier.pk not in chain:
        chain.add(earlier.pk)
        earlier = known.get(earlier.begun_from_id or 0)
    for each in known.values():  # by id: what goes on from another is the younger
        if each.begun_from_id in onwards:
            onwards.add(each.pk)
    return [known[pk] for pk in sorted(chain | onwards)]


def _shown(
    loop: LearningLoop,
    number: int,
    loops: Sequence[LearningLoop],
    figures: Iterable[LocalGoalFigure],
    added: Iterable[LoopAddition],
    *,
    user: Reader,
) -> LoopShown:
    later = [each.expected_at for each in loops if each.local_goal_id == loop.local_goal_id]
    ends = min((at for at in later if at > loop.expected_at), default=None)
    mine = [
        row
        for row in figures
        if row.local_goal_id == loop.local_goal_id
        and start_of(row.measured_on, days_later=1) > loop.expected_at
        and (ends is None or start_of(row.measured_on, days_later=1) <= ends)
    ]
    fewest = threshold_for(user)
    seen = tuple(row for row in mine if not is_small(row.respondents, threshold=fewest))
    if mine and mine[0] not in seen:
        seen = ()  # an older one says nothing where the newest is hidden; decision 30
    return LoopShown(
        loop,
        number,
        seen,
        len(mine) - len(seen),
        tuple(row for row in added if row.loop_id == loop.pk),
        loop.local_goal.lets(user, Actor.LEADER) and loop.local_goal.is_agreed,
    )
