"""Where what stands in a meeting leads, for whoever reads it today."""

from collections.abc import Iterable
from dataclasses import replace

from institutions.access import Reader
from meetings.pages.annexes import Annex
from meetings.pages.items import ItemView
from strategy.models import LocalGoal

GOAL = "local_goal"


def with_open_ways(items: Iterable[ItemView], *, user: Reader) -> tuple[ItemView, ...]:
    """The items, without ways to local goals that the person may not read today.

    One that the board has returned is a text of its leader's again. One query, and none where no
    item is about a local goal.
    """
    items = tuple(items)
    about = {one.pk for item in items for one in item.annexes if one.kind == GOAL}
    if not about:
        return items
    seen = set(LocalGoal.objects.visible_to(user).filter(pk__in=about).values_list("pk", flat=True))

    def led(one: Annex) -> Annex:
        return one if one.kind != GOAL or one.pk in seen else replace(one, href="")

    return tuple(replace(item, annexes=tuple(map(led, item.annexes))) for item in items)
