"""The time and process plan of a strategy, written row by row."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from strategy.models import ProcessStep, Strategy
from strategy.pages.strategies import own_strategy, place_crumbs
from strategy.plan_forms import PlanForms


@require_POST
def process_step_done(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tick a step where it is shown, or take the tick back: whoever writes the plan."""
    mine = Strategy.objects.editable_by(request.user).exclude(stage=Strategy.Stage.CLOSED)
    step = get_object_or_404(ProcessStep.objects.filter(strategy__in=mine), pk=pk)
    step.done_on = None if step.done_on else timezone.localdate()
    step.save(update_fields=["done_on"])
    messages.success(request, _("The process plan has been saved."))
    return redirect("process_plan")


def process_plan_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """All its steps at once; an empty row is none."""
    strategy = own_strategy(request, pk)
    if strategy.stage == Strategy.Stage.CLOSED:
        messages.error(request, _("It is closed, so nobody writes in it any more."))
        return redirect(strategy)
    rows = PlanForms(
        request.POST if request.method == "POST" else None, instance=strategy, prefix="trin"
    )
    if request.method == "POST" and rows.is_valid():
        with transaction.atomic():
            rows.save()
        messages.success(request, _("The process plan has been saved."))
        return redirect("process_plan_edit", pk)
    context = {
        "rows": rows,
        "strategy": strategy,
        "crumbs": [*place_crumbs(strategy.cluster), (strategy.get_absolute_url(), str(strategy))],
    }
    return render(request, "strategy/process_plan_edit.html", context)
