"""Programmes on the pages of local goals: which one a goal carries on."""

from config.slots import SlotPart
from programmes.models import Anchor, Programme
from strategy import slots
from strategy.models import LocalGoal


def fill_slots() -> None:
    """Called when the app is ready."""
    slots.local_goal_pairs.fill("programmes", what_it_carries_on)
    slots.local_goal_links.fill("programmes", link_to_tie)


def what_it_carries_on(goal: LocalGoal) -> SlotPart | None:
    """One query. Whoever reads a local goal reads the programmes that are no drafts."""
    rows = tuple(
        Anchor.objects.filter(local_goal=goal, programme__is_draft=False).select_related(
            "programme", "point"
        )
    )
    return SlotPart("programmes/_local_goal_carries_on.html", rows) if rows else None


def link_to_tie(goal: LocalGoal) -> SlotPart | None:
    """For those who lead the goal, while it can be written in."""
    if not goal.is_open:
        return None
    rows = tuple(Anchor.objects.filter(local_goal=goal).select_related("programme"))
    may_tie = Programme.objects.filter(is_draft=False).exists()
    return SlotPart(
        "programmes/_local_goal_link.html", {"goal": goal, "rows": rows, "may_tie": may_tie}
    )
