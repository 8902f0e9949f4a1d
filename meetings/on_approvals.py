"""At which meeting the committee approved a steering concept, on the pages of approvals."""

import datetime
from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.utils import timezone

from config.slots import SlotPart
from institutions.access import Reader
from institutions.models import Board
from meetings.models import AgendaItem, MeetingApproval
from meetings.on_local_goals import told_at
from meetings.querysets import AgendaItemQuerySet
from meetings.workflow import OVER
from strategy import slots
from strategy.models import Approval
from strategy.pages.approvals import may_approve


def fill_slots() -> None:
    """Called when the app is ready."""
    slots.approved_at.fill("meetings", approved_at)
    slots.approval_links.fill("meetings", link_to_choose)
    slots.meetings_to_choose.fill("meetings", items_to_choose)
    slots.note_meeting.fill("meetings", note_item)


def items_of_committee(user: Reader) -> AgendaItemQuerySet:
    """What the committee has met about and decided on beside minutes, the newest meeting first."""
    items = AgendaItem.objects.visible_to(user).filter(
        kind=AgendaItem.Kind.DECISION,
        minutes_of=None,
        meeting__board__kind=Board.Kind.COMMITTEE,
    )
    held = items.filter(Q(meeting__status__in=OVER) | Q(meeting__held_on=timezone.localdate()))
    return held.select_related("meeting__board").order_by("-meeting__held_on", "number")


def items_to_choose(user: Reader) -> list[tuple[int, str, datetime.date]]:
    """Each of them, as it is called among others, and the day."""
    return [
        (item.pk, f"{item.meeting.day}: {item}", item.meeting.held_on)
        for item in items_of_committee(user)
    ]


def note_item(approval: Approval, item: int) -> None:
    """Note under which item it was decided: one of those that could be chosen."""
    MeetingApproval.objects.update_or_create(approval=approval, defaults={"item_id": item})


def approved_at(approvals: Sequence[Approval], user: Reader) -> Mapping[int, SlotPart]:
    """One query, and two more where a meeting is known."""
    links = MeetingApproval.objects.filter(approval__in=[row.pk for row in approvals])
    by_approval = {
        link.approval_id: link for link in links.select_related("item__meeting__board").order_by()
    }
    at_meetings = [row for row in approvals if row.pk in by_approval]
    for row in at_meetings:
        row.at_meeting = by_approval[row.pk]
    return told_at(at_meetings, user)


def link_to_choose(approval: Approval, user: Reader) -> SlotPart | None:
    """For those who approve, or record it for the committee."""
    return SlotPart("meetings/_approval_link.html", approval) if may_approve(user) else None
