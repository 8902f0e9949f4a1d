"""What is to be done after a meeting."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from meetings.forms import FollowUpDoneForm
from meetings.models import AgendaItem, FollowUp, Meeting
from meetings.noticing import tell_of_done


def follow_up_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A follow-up; whoever is responsible, or keeps the minutes, says here that it is done."""
    follow_ups = FollowUp.objects.select_related("item__meeting__board", "person")
    follow_up = get_object_or_404(follow_ups.visible_to(request.user), pk=pk)
    may_edit = FollowUp.objects.editable_by(request.user).contains(follow_up)
    if request.method == "POST" and not may_edit:
        raise Http404
    form = FollowUpDoneForm(request.POST or None, instance=follow_up)
    if request.method == "POST" and follow_up.done_on is None and form.is_valid():
        follow_up.done_on = timezone.localdate()
        with transaction.atomic():
            form.save()
            tell_of_done(follow_up, by=request.user)
        messages.success(request, _("The follow-up is done."))
        return redirect(follow_up)
    meeting = follow_up.item.meeting
    return render(
        request,
        "meetings/follow_up.html",
        {
            "follow_up": follow_up,
            "is_overdue": follow_up.is_overdue(timezone.localdate()),
            "form": form if may_edit and follow_up.done_on is None else None,
            "sees_meeting": Meeting.objects.visible_to(request.user).contains(meeting),
            "sees_item": AgendaItem.objects.visible_to(request.user).contains(follow_up.item),
        },
    )
