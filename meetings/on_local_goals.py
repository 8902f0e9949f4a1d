"""Meetings on the pages of local goals and statements: who decided, who asks, who contributes."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.slots import SlotPart
from institutions.access import Reader
from institutions.statements import rows_for
from meetings.models import AgendaItem, BoardQuestion, Contribution, Meeting
from meetings.pages.questions import board_that_asks, line_of
from meetings.workflow import MeetingStatus
from strategy import slots
from strategy.models import Decision, LocalGoal, Statement
from strategy.workflow import LocalGoalStatus as GoalStatus


def fill_slots() -> None:
    """Called when the app is ready."""
    slots.decided_at.fill("meetings", decided_at)
    slots.between_meetings.fill("meetings", lambda decisions: decisions.filter(at_meeting=None))
    slots.local_goal_asked.fill("meetings", asked)
    slots.local_goal_on_agenda.fill("meetings", on_agenda)
    slots.local_goal_pairs.fill("meetings", groups_of)
    slots.statement_pairs.fill("meetings", groups_for)


def groups_of(goal: LocalGoal) -> SlotPart | None:
    """The groups that contribute to a goal or one of its efforts; one query."""
    here = Q(local_goal=goal) | Q(effort__local_goal=goal)
    rows = tuple(Contribution.objects.filter(here).select_related("board", "effort"))
    return SlotPart("meetings/_groups_of_goal.html", rows) if rows else None


def groups_for(statement: Statement, user: Reader) -> SlotPart | None:
    """The groups the person sees contribute to a statement, or to a goal under it; one query."""
    goals = LocalGoal.objects.visible_to(user).alive().filter(statement=statement)
    here = Q(statement=statement) | Q(local_goal__in=goals) | Q(effort__local_goal__in=goals)
    found = Contribution.objects.visible_to(user).filter(here)
    rows = tuple(found.select_related("board", "effort", "local_goal"))
    return SlotPart("meetings/_groups_of_goal.html", rows) if rows else None


def asked(goal: LocalGoal, user: Reader) -> SlotPart | None:
    """What members have asked about a goal that awaits their board, and where one asks."""
    rows = _questions(goal.pk, user=user)
    is_settled = goal.status != GoalStatus.SENT and not (
        any(row.awaits_answer for row in rows) and _ahead(goal).exists()
    )
    lines = tuple(line_of(row, is_settled=is_settled) for row in rows)
    may_ask = goal.status == GoalStatus.SENT and board_that_asks(goal, user) is not None
    if not (lines or may_ask):
        return None
    waiting = sum(line.mark == "waiting" for line in lines)
    if waiting:
        words = ngettext(
            "%(count)s question awaits an answer", "%(count)s questions await an answer", waiting
        )
        heading = words % {"count": waiting}
    else:
        heading = _("Nothing awaits an answer")
    href = reverse("local_goal_ask", args=[goal.pk]) if may_ask else ""
    return SlotPart(
        "meetings/_asked_of_goal.html", {"lines": lines, "href": href, "heading": heading}
    )


def on_agenda(goal: LocalGoal, user: Reader) -> SlotPart | None:
    """The item of a coming meeting that the goal stands under, if the person reads it."""
    ahead = _ahead(goal).filter(meeting__held_on__gte=timezone.localdate()).order_by()
    seen = AgendaItem.objects.visible_to(user).filter(pk__in=ahead.values("pk"))
    coming = seen.order_by("meeting__held_on", "pk")
    item = coming.select_related("meeting").first()
    return SlotPart("meetings/_goal_on_agenda.html", item) if item else None


def _ahead(goal: LocalGoal) -> QuerySet[AgendaItem]:
    """The items it stands under at meetings that have been called and are not over."""
    return AgendaItem.objects.filter(local_goals=goal, meeting__status=MeetingStatus.CALLED)


def _questions(goal: int, *, user: Reader) -> list[BoardQuestion]:
    """Those about a goal, or an item with it, that the person sees; of most nothing is asked."""
    return rows_for(
        lambda reader, keys: (
            BoardQuestion.objects.visible_to(reader)
            .filter(Q(local_goal__in=keys) | Q(item__in=_items_with(keys)))
            .order_by("pk")
        ),
        *("asked about a goal",),
        reader=user,
        keys=(goal,),
    )


def _items_with(goals: Sequence[int]) -> QuerySet[Any, Any]:
    """The items of meetings that have been called and are not over."""
    linked = AgendaItem.local_goals.through.objects.filter(localgoal__in=goals)
    ahead = linked.filter(agendaitem__meeting__status=MeetingStatus.CALLED)
    return ahead.values("agendaitem")


def decided_at(
    decisions: QuerySet[Decision], user: Reader
) -> list[tuple[Decision, SlotPart | None]]:
    """Each with the meeting it was made at, if any; one query, and two more where there is one."""
    rows = list(decisions.select_related("made_by", "at_meeting__item__meeting__board"))
    told = told_at(rows, user)
    return [(row, told.get(row.pk)) for row in rows]


def told_at(rows: Sequence[Any], user: Reader) -> dict[int, SlotPart]:
    """Where each of these was decided, of those that say so (`at_meeting`, read along with them).

    No query, and two where there is one. is_meeting_readable, is_item_readable: whether the person
    may follow a link to it.
    """
    made = [row for row in rows if hasattr(row, "at_meeting")]
    items = [row.at_meeting.item for row in made]
    if not items:
        return {}
    meetings = _seen(Meeting.objects.visible_to(user), {item.meeting_id for item in items})
    points = _seen(AgendaItem.objects.visible_to(user), {item.pk for item in items})
    for row, item in zip(made, items, strict=True):
        row.is_meeting_readable = item.meeting_id in meetings
        row.is_item_readable = item.pk in points
    return {row.pk: SlotPart("meetings/_decided_at.html", row) for row in made}


def _seen(visible: QuerySet[Any], keys: Collection[int]) -> set[int]:
    return set(visible.order_by().filter(pk__in=keys).values_list("pk", flat=True))
