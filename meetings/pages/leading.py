"""Where what stands in a meeting leads, for whoever reads it today."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from institutions.access import Reader
from meetings.pages.annexes import Annex
from meetings.pages.items import ItemView
from meetings.pages.lines import ItemLine
from strategy.models import LocalGoal
from strategy.with_leaders import known_to

Way = TypeVar("Way", Annex, ItemLine)

GOAL = "local_goal"


def with_open_ways(items: Iterable[ItemView], *, user: Reader) -> tuple[ItemView, ...]:
    """The items, without ways to local goals of which nothing is told to the person today.

    One that the board has returned is a text of its leader's again: its page tells the board why it
    was. One query, and none where no item is about a local goal.
    """
    items = tuple(items)
    about = {one.pk for item in items for one in item.annexes if one.kind == GOAL}
    if not about:
        return items
    seen = set(known_to(user).order_by().filter(pk__in=about).values_list("pk", flat=True))
    closed = {LocalGoal(pk=pk).get_absolute_url() for pk in about - seen}
    if not closed:
        return items

    def led(one: Way) -> Way:
        return replace(one, href="") if one.href in closed else one

    return tuple(
        replace(
            item,
            annexes=tuple(map(led, item.annexes)),
            decisions=tuple(map(led, item.decisions)),
            settled=tuple(map(led, item.settled)),
        )
        for item in items
    )
