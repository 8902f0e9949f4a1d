"""Meetings on the pages of local goals: at which one a goal was decided."""

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

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
    """Each with the meeting it was made at, if any; one query.

    is_meeting_readable, is_item_readable: whether the person may follow a link to it.
    """
    readable = Meeting.objects.visible_to(user).order_by().values("pk")
    items = AgendaItem.objects.visible_to(user).order_by().values("pk")
    rows = decisions.select_related("made_by", "at_meeting__item__meeting__board").annotate(
        is_meeting_readable=ExpressionWrapper(
            Q(at_meeting__item__meeting__in=readable), output_field=BooleanField()
        ),
        is_item_readable=ExpressionWrapper(
            Q(at_meeting__item__in=items), output_field=BooleanField()
        ),
    )
    return [
        (row, SlotPart("meetings/_decided_at.html", row) if hasattr(row, "at_meeting") else None)
        for row in rows
    ]
