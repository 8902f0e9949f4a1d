"""The committee approves the municipality's whole set of goals; everybody may read what it was."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from config.asking import is_sure
from strategy.approval_forms import ApprovalForm
from strategy.approving import approve
from strategy.models import Approval
from strategy.pages.approvals import (
    Approvable,
    ApprovalPage,
    in_force,
    is_on_behalf,
    may_approve,
)
from strategy.slots import meetings_to_choose, note_meeting


def approval_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    approval = get_object_or_404(Approval.objects.visible_to(request.user), pk=pk)
    page = ApprovalPage.build(approval, user=request.user)
    return render(request, "strategy/approval.html", {"page": page})


def approval_create(request: SignedInRequest) -> HttpResponse:
    """What would be approved, and a yes; of the common goals in force."""
    if not may_approve(request.user):
        raise Http404
    strategy = in_force(request.user)
    if strategy is None:
        messages.error(request, _("There are no common goals in force to approve."))
        return redirect("municipality")
    on_behalf = is_on_behalf(request.user)
    kind = request.GET.get("hvad", "")
    items = meetings_to_choose.first(request.user) or []
    form = ApprovalForm(
        request.POST or None, strategy=strategy, items=items, initial={"kind": kind}
    )
    if form.is_valid() and is_sure(request):
        with transaction.atomic():
            approval = approve(
                strategy,
                by=request.user,
                approved_on=form.cleaned_data["approved_on"],
                note=form.cleaned_data["note"].strip(),
                on_behalf_of_committee=on_behalf,
                kind=form.cleaned_data["kind"],
            )
            if form.cleaned_data["item"]:
                note_meeting.first(approval, form.cleaned_data["item"])
        messages.success(request, _("It has been approved, and stands as it is today."))
        return redirect(approval)
    approvable = Approvable.of(strategy, on=timezone.localdate())
    return render(
        request,
        "strategy/approval_create.html",
        {"form": form, "approvable": approvable, "is_on_behalf": on_behalf},
    )
