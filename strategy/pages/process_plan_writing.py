"""The time and process plan of a strategy, written row by row."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from strategy.models import Strategy
from strategy.pages.strategies import own_strategy, place_crumbs
from strategy.plan_forms import PlanForms


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
