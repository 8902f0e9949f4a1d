"""Which local goal a row of a form is: the one it is marked as, of the same text, or nearly so."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from strategy.answer_kinds import RowAnswer
from strategy.form_fields import EFFORTS
from strategy.models import LocalGoal
from strategy.word_form.labels import plain
from strategy.word_form.planned import PlannedGoal, State
from strategy.workflow import UNFINISHED

#: How much of two texts is the same where one is taken for the other, reworded.
NEARLY_THE_SAME = 0.75

#: Institution, goal, and the text as it is compared.
GoalKey = tuple[int, int, str]


def compared(planned: Sequence[PlannedGoal]) -> Iterable[PlannedGoal]:
    """Each beside the local goal that it was when the form went out, else the one of the same
    place, strategic goal and text.
    """
    goals = (
        LocalGoal.objects.alive()
        .filter(
            institution__in={one.institution.pk for one in planned if one.institution},
            goal__in={one.goal.pk for one in planned if one.goal},
        )
        .select_related("goal", "institution")
        .prefetch_related("efforts")
        .order_by("-updated_at")
    )
    there = {_key(goal): goal for goal in goals}
    marked = _marked(planned, there.values())
    seen: set[GoalKey] = set()
    for one in planned:
        if one.state is State.REFUSED or one.institution is None or one.goal is None:
            yield one
            continue
        key = (one.institution.pk, one.goal.pk, plain(one.row.text))
        existing = marked.get(id(one)) or there.get(key)
        if existing is not None and id(one) not in marked and existing in marked.values():
            existing = None  # another row is that goal, and has got other words
        if key in seen:
            yield replace(
                one, state=State.REFUSED, why=_("The same goal stands in the form twice.")
            )
        elif existing is None:
            yield replace(one, like=_reworded(key, there, planned))
        elif _says_the_same(existing, one):
            yield replace(one, existing=existing, state=State.UNCHANGED)
        elif existing.status in UNFINISHED:
            yield replace(one, existing=existing, state=State.CHANGED)
        else:
            why = _("The goal is there already (%(status)s), and is changed on its own page.") % {
                "status": existing.get_status_display().lower()
            }
            yield replace(one, existing=existing, state=State.REFUSED, why=why)
        seen.add(key)


def _marked(planned: Sequence[PlannedGoal], there: Iterable[LocalGoal]) -> dict[int, LocalGoal]:
    """id of a row → the goal that it is marked as. Of two so marked, the one that says the same."""
    by_mark = {(goal.institution_id, goal.goal_id, goal.form_key.hex): goal for goal in there}
    found: dict[int, tuple[int, bool]] = {}
    goals: dict[int, LocalGoal] = {}
    for one in planned:
        if not one.row.key or one.institution is None or one.goal is None:
            continue
        goal = by_mark.get((one.institution.pk, one.goal.pk, one.row.key))
        if goal is None:
            continue
        is_the_same = plain(one.row.text) == plain(goal.text)
        other = found.get(goal.pk)
        if other is None or (is_the_same and not other[1]):
            if other is not None:
                del goals[other[0]]
            found[goal.pk], goals[id(one)] = (id(one), is_the_same), goal
    return goals


def _reworded(
    key: GoalKey, there: dict[GoalKey, LocalGoal], planned: Sequence[PlannedGoal]
) -> LocalGoal | None:
    """The draft of the same place and goal that a text comes nearest to, where it is near."""
    place, number, text = key
    in_the_form = {plain(one.row.text) for one in planned}
    drafts = {
        other: goal
        for (at, under, other), goal in there.items()
        if (at, under) == (place, number) and goal.status in UNFINISHED and other not in in_the_form
    }
    close = difflib.get_close_matches(text[:1_000], drafts, n=1, cutoff=NEARLY_THE_SAME)
    return drafts[close[0]] if close else None


def _key(goal: LocalGoal) -> GoalKey:
    return goal.institution_id or 0, goal.goal_id, plain(goal.text)


def _says_the_same(goal: LocalGoal, one: PlannedGoal) -> bool:
    effect = one.effect
    return (
        _lines(goal.text) == _lines(one.row.text)
        and _efforts_say(EFFORTS.kept(goal.efforts.all()), EFFORTS.rows(one.row.efforts))
        and _lines(goal.how) == _lines(effect.how)
        and goal.measured_on in (effect.measured_on, None)  # a day in words may be left out
        and _lines(goal.when_text) == _lines(effect.when_text)
        and all(getattr(goal, name) == answer for name, answer in effect.measure.items())
        and (not one.row.responsible or goal.responsible == one.row.responsible)
    )


def _efforts_say(there: list[RowAnswer], read: list[RowAnswer]) -> bool:
    """Whether the efforts say all that was read; a form does not have to name who and when."""
    return len(there) == len(read) and all(
        _lines(effort[name]) == _lines(answer)
        for effort, row in zip(there, read, strict=True)
        for name, answer in row.items()
    )


def _lines(text: str) -> list[str]:
    """The words of a text, line by line; Word knows nothing of blank lines and double spaces."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
