"""What meetings tell of the goals that their boards assess: the minutes, and what was promised."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q

from config.slots import SlotPart
from institutions.access import Reader
from institutions.models import Board
from meetings.models import AgendaItem, Meeting
from meetings.promised import Promise, promised_by_cluster
from strategy.models import Goal

#: A cluster (id), and a day on which its board has assessed something.
Occasion = tuple[int, datetime.date]


@dataclass(frozen=True, slots=True)
class GoalFollowed:
    """Where a board assessed a goal, as far as somebody reads it, and what it promised about it."""

    minutes: str
    promises: tuple[Promise, ...]


def minutes_of(occasions: Collection[Occasion], *, user: Reader) -> Mapping[Occasion, str]:
    """Where the parent board met on the day it assessed its goals: its address; one query."""
    if not occasions:
        return {}
    held = (
        Meeting.objects.visible_to(user)
        .over()
        .filter(
            board__kind=Board.Kind.PARENT_BOARD,
            board__cluster__in={cluster for cluster, _day in occasions},
            held_on__in={day for _cluster, day in occasions},
        )
    )
    return {
        (meeting.board.cluster_id, meeting.held_on): meeting.get_absolute_url()
        for meeting in held.select_related("board").order_by("from_at", "pk")
        if meeting.board.cluster_id
    }


def followed(
    goal: Goal, assessed: Mapping[int, datetime.date], user: Reader, on: datetime.date
) -> Mapping[int, SlotPart]:
    """Fills `goal_followed`; two queries."""
    minutes = minutes_of(tuple(assessed.items()), user=user)
    # a subquery: what else the item is about is read as well
    items = AgendaItem.objects.filter(goals=goal.pk)
    promised = promised_by_cluster(Q(item__in=items.values("pk")), user=user, on=on)
    found = {}
    for cluster in {*assessed, *promised}:
        mine = promised.get(cluster)
        href = minutes.get((cluster, assessed[cluster]), "") if cluster in assessed else ""
        told = GoalFollowed(href, mine.goals.get(goal.pk, ()) if mine else ())
        found[cluster] = SlotPart("meetings/_goal_followed.html", told)
    return found
