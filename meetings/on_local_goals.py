"""Meetings on the pages of local goals: at which one a goal was decided."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from config.slots import SlotPart
from institutions.access import Reader
from meetings.models import AgendaItem, Meeting
from strategy import slots
from strategy.models import Decision


def fill_slots() -> None:
    """Called when the app is ready."""
    slots.decided_at.fill("meetings", decided_at)


def decided_at(
    decisions: QuerySet[Decision], user: Reader
) -> list[tuple[Decision, SlotPart | None]]:
    """Each with the meeting it was made at, if any; one query, and two more where there is one.

    is_meeting_readable, is_item_readable: whether the person may follow a link to it.
    """
    rows: list[Any] = list(decisions.select_related("made_by", "at_meeting__item__meeting__board"))
    items = [row.at_meeting.item for row in rows if hasattr(row, "at_meeting")]
    if not items:
        return [(row, None) for row in rows]
    meetings = _seen(Meeting.objects.visible_to(user), {item.meeting_id for item in items})
    points = _seen(AgendaItem.objects.visible_to(user), {item.pk for item in items})
    told: list[tuple[Decision, SlotPart | None]] = []
    for row in rows:
        part = None
        if hasattr(row, "at_meeting"):
            item = row.at_meeting.item
            row.is_meeting_readable = item.meeting_id in meetings
            row.is_item_readable = item.pk in points
            part = SlotPart("meetings/_decided_at.html", row)
        told.append((row, part))
    return told


def _seen(visible: QuerySet[Any], keys: Collection[int]) -> set[int]:
    return set(visible.order_by().filter(pk__in=keys).values_list("pk", flat=True))
