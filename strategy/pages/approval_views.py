"""The committee approves the municipality's whole set of goals; everybody may read what it was."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from config.asking import is_sure
from strategy.approving import approve
from strategy.decision_forms import ApprovalForm
from strategy.models import Approval
from strategy.pages.approvals import (
    Approvable,
    ApprovalPage,
    in_force,
    is_on_behalf,
    may_approve,
)


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
    form = ApprovalForm(request.POST or None, strategy=strategy, initial={"kind": kind})
    if form.is_valid() and is_sure(request):
        approval = approve(
            strategy,
            by=request.user,
            approved_on=form.cleaned_data["approved_on"],
            note=form.cleaned_data["note"].strip(),
            on_behalf_of_committee=on_behalf,
            kind=form.cleaned_data["kind"],
        )
        messages.success(request, _("It has been approved, and stands as it is today."))
        return redirect(approval)
    approvable = Approvable.of(strategy, on=timezone.localdate())
    return render(
        request,
        "strategy/approval_create.html",
        {"form": form, "approvable": approvable, "is_on_behalf": on_behalf},
    )
