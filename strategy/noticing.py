"""What is told of local goals, rounds and days of measuring: by status and place, no texts."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.told.kinds import NoticeKind, by_the_day, register, tell
from institutions.audiences import (
    board_of_cluster,
    board_of_institution,
    leaders_by_institution,
    when_moved,
)
from institutions.models import Institution
from strategy.leave import adopted_under_leave
from strategy.models import Decision, GoalRound, LocalGoal
from strategy.querysets import LocalGoalQuerySet
from strategy.reminders import leaders_of_goal, tell_of_measuring
from strategy.silence import tell_of_silence
from strategy.with_leaders import known_to
from strategy.workflow import LocalGoalStatus

#: How long after its day a round is still told of, should nobody have run the worker.
LATE = datetime.timedelta(days=7)
#: How long before its deadline.
SOON = datetime.timedelta(days=7)


def declare() -> None:
    """Called when the app is ready."""
    register(
        NoticeKind("goal_sent", _known_goals, _sent),
        NoticeKind("goal_returned", _known_goals, _returned),
        NoticeKind("goal_adopted", _with_leave, _adopted),
        NoticeKind("goal_adopted_for_board", _adopted_for_board, _adopted),
        NoticeKind("measuring_day", _goals, _to_measure),
        NoticeKind("status_due", _goals, _to_tell_of, _where_to_tell),
        NoticeKind("round_opened", _rounds, _opened),
        NoticeKind("round_closes", _rounds, _closes),
    )
    label = LocalGoal._meta.label
    when_moved(label, LocalGoalStatus.SENT, "goal_sent", _to_board)
    when_moved(label, LocalGoalStatus.RETURNED, "goal_returned", _to_both)
    when_moved(label, LocalGoalStatus.ADOPTED, "goal_adopted", _to_leaders)
    when_moved(label, LocalGoalStatus.ADOPTED, "goal_adopted_for_board", _to_board_left_out)
    by_the_day.fill("measuring", tell_of_measuring)
    by_the_day.fill("silence", tell_of_silence)
    by_the_day.fill("rounds", tell_of_rounds)


def tell_of_rounds(on: datetime.date) -> None:
    """Rounds that have opened, and those that end within a week, to the leaders they ask."""
    rounds = GoalRound.objects.open_on(on)
    for goal_round in rounds.filter(opens_on__gt=on - LATE):
        tell("round_opened", goal_round, _asked(goal_round, on), occasion=f"{goal_round.opens_on}")
    for goal_round in rounds.filter(deadline_on__range=(on, on + SOON)):
        occasion = f"{goal_round.deadline_on}"
        tell("round_closes", goal_round, _asked(goal_round, on), occasion=occasion)


def _asked(goal_round: GoalRound, on: datetime.date) -> set[int]:
    chosen = set(goal_round.institutions.values_list("pk", flat=True))
    asked = chosen or set(Institution.objects.open_on(on).order_by().values_list("pk", flat=True))
    return set().union(*leaders_by_institution(asked, on=on).values())


def _to_board(goal: LocalGoal, on: datetime.date) -> Iterator[tuple[LocalGoal, set[int]]]:
    yield goal, _board(goal, on)


def _to_leaders(goal: LocalGoal, on: datetime.date) -> Iterator[tuple[LocalGoal, set[int]]]:
    yield goal, leaders_of_goal(goal, on)


def _to_both(goal: LocalGoal, on: datetime.date) -> Iterator[tuple[LocalGoal, set[int]]]:
    """Its leaders, and those on the board who were not there when it was returned."""
    yield goal, leaders_of_goal(goal, on) | _board(goal, on)


def _to_board_left_out(goal: LocalGoal, on: datetime.date) -> Iterator[tuple[LocalGoal, set[int]]]:
    """Those for whom it was adopted; of what they did at a meeting they read nothing here."""
    newest = goal.decisions.first()
    if newest is not None and newest.on_behalf_of_board:
        yield goal, _board(goal, on) - leaders_of_goal(goal, on)


def _board(goal: LocalGoal, on: datetime.date) -> set[int]:
    if goal.cluster_id:
        return board_of_cluster(goal.cluster_id, on)
    return board_of_institution(goal.institution_id or 0, on)


def _goals(person: User) -> LocalGoalQuerySet:
    return LocalGoal.objects.visible_to(person).select_related("institution", "cluster", "goal")


def _with_leave(person: User) -> LocalGoalQuerySet:
    return _goals(person).annotate(is_under_leave=_is_under_leave())


def _adopted_for_board(person: User) -> LocalGoalQuerySet:
    is_under_leave = _is_under_leave()
    return _goals(person).annotate(is_under_leave=is_under_leave).filter(is_under_leave)


def _is_under_leave() -> Exists:
    """Whether a goal was adopted on behalf of the board, between its meetings."""
    adopted = Decision.objects.filter(
        local_goal=OuterRef(OuterRef("pk")), to_status=LocalGoalStatus.ADOPTED
    )
    newest = adopted.order_by("-made_at", "-pk").values("pk")[:1]
    return Exists(adopted_under_leave().filter(pk=Subquery(newest)))


def _known_goals(person: User) -> LocalGoalQuerySet:
    return known_to(person).select_related("institution", "cluster", "goal")


def _rounds(person: User) -> Any:
    return GoalRound.objects.visible_to(person)


def _words(goal: LocalGoal) -> dict[str, Any]:
    return {"place": goal.place.name, "goal": goal.about}


def _sent(goal: LocalGoal) -> str:
    told = _words(goal)
    if goal.status != LocalGoalStatus.SENT:
        return _("A local goal under %(goal)s at %(place)s was sent to the board.") % told
    return _("A local goal under %(goal)s at %(place)s awaits the decision of the board.") % told


def _returned(goal: LocalGoal) -> str:
    return _("The board has returned a local goal under %(goal)s at %(place)s.") % _words(goal)


def _adopted(goal: LocalGoal) -> str:
    if goal.is_under_leave:  # type: ignore[attr-defined]  # annotated in `_with_leave`
        told = _("A local goal under %(goal)s at %(place)s was adopted on behalf of the board.")
        return told % _words(goal)
    return _("The board has adopted a local goal under %(goal)s at %(place)s.") % _words(goal)


def _to_measure(goal: LocalGoal) -> str:
    day = date_format(goal.measured_on, "DATE_FORMAT") if goal.measured_on else ""
    return _(
        "The effect of a local goal under %(goal)s at %(place)s is to be measured on %(day)s."
    ) % {**_words(goal), "day": day}


def _to_tell_of(goal: LocalGoal) -> str:
    return _("Tell how the local goal under %(goal)s at %(place)s goes.") % _words(goal)


def _where_to_tell(goal: LocalGoal) -> str:
    """Where one word is enough, while the goal is under way."""
    if goal.status != LocalGoalStatus.IN_PROGRESS:
        return goal.get_absolute_url()
    return reverse("status_update_create", args=[goal.pk])


def _opened(goal_round: GoalRound) -> str:
    return _("The round of local goals for %(year)s has opened.") % {"year": goal_round.year}


def _closes(goal_round: GoalRound) -> str:
    return _("The round of local goals for %(year)s ends on %(day)s.") % {
        "year": goal_round.year,
        "day": date_format(goal_round.deadline_on, "DATE_FORMAT"),
    }
