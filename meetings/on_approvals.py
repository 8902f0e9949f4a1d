"""At which meeting the committee approved a steering concept, on the pages of approvals."""

from collections.abc import Mapping, Sequence

from config.slots import SlotPart
from institutions.access import Reader
from meetings.models import MeetingApproval
from meetings.on_local_goals import told_at
from strategy import slots
from strategy.models import Approval
from strategy.pages.approvals import may_approve


def fill_slots() -> None:
    """Called when the app is ready."""
    slots.approved_at.fill("meetings", approved_at)
    slots.approval_links.fill("meetings", link_to_choose)


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
