"""The pages of what a cluster shares: to read and print, to write, to carry on to the next year."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from config.asked import whole_number
from files.papers import file_response
from institutions.models import Cluster
from leadership.models import SharedEconomy
from leadership.pages.teams import require
from leadership.workplace.economy import (
    SharedEconomyForm,
    SharedEconomyPage,
    SharedRows,
    begin_economy,
)
from leadership.workplace.economy_paper import economy_paper
from leadership.workplace.pages import is_of_team


@require_safe
def shared_economy(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = SharedEconomy.objects.visible_to(request.user).select_related("cluster")
    page = SharedEconomyPage.build(get_object_or_404(rows, pk=pk), user=request.user)
    return render(request, "leadership/workplace/economy.html", {"page": page})


@require_safe
def economy_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = SharedEconomy.objects.visible_to(request.user).select_related("cluster")
    page = SharedEconomyPage.build(get_object_or_404(rows, pk=pk), user=request.user)
    paper = economy_paper(page, on=timezone.localdate())
    return file_response(paper.content, name=paper.name)


@require_POST
def shared_economy_begin(request: SignedInRequest, slug: str) -> HttpResponse:
    """The table of a year: that of this one, or the next, with the rows of the one before."""
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user), slug=slug)
    require(is_of_team(cluster, request.user))
    this_year = timezone.localdate().year
    year = whole_number(request.POST.get("aar", "")) or this_year
    require(this_year - 1 <= year <= this_year + 2)
    return redirect("shared_economy_edit", pk=begin_economy(cluster, year).pk)


def _as_typed(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as it stands in the form: kroner are whole."""
    return {**row, "amount": int(row["amount"]) if row["amount"] else None}


def shared_economy_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    mine = SharedEconomy.objects.editable_by(request.user).select_related("cluster")
    economy = get_object_or_404(mine, pk=pk)
    data = request.POST or None
    form = SharedEconomyForm(data, economy=economy)
    rows = SharedRows(data, initial=[*map(_as_typed, economy.rows)], prefix="linje")
    if data and rows.is_valid() and form.is_valid():
        told = [row.row for row in rows.forms if row.row]
        if form.save([row for row in told if row]):
            messages.success(request, _("The table has been saved."))
            return redirect(economy)
    context = {"form": form, "formset": rows, "economy": economy}
    status = 422 if form.errors or any(rows.errors) else 200
    return render(request, "leadership/workplace/economy_form.html", context, status=status)
