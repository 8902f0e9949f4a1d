"""Saying at which meeting, and under which item, the committee approved a steering concept."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from meetings.forms.approvals import ApprovedAtForm
from meetings.models import MeetingApproval
from meetings.on_approvals import items_of_committee, note_item
from strategy.models import Approval
from strategy.pages.approvals import may_approve


def approval_at_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """For who approves, or records it for the committee. The approval itself stays as it is."""
    if not may_approve(request.user):
        raise Http404
    approvals = Approval.objects.visible_to(request.user).defer("content", "pdf")
    approval = get_object_or_404(approvals, pk=pk)
    items = items_of_committee(request.user)
    now = items.filter(approvals__approval=approval).first()
    form = ApprovedAtForm(request.POST or None, items=items, initial={"item": now})
    if form.is_valid():
        if item := form.cleaned_data["item"]:
            note_item(approval, item.pk)
        else:
            MeetingApproval.objects.filter(approval=approval).delete()
        messages.success(request, _("It has been saved at which meeting it was decided."))
        return redirect(approval)
    return render(request, "meetings/approved_at.html", {"form": form, "approval": approval})
