"""The pages on which areas, clusters, institutions and boards are made and corrected."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import SignedInRequest
from config.asked import whole_number
from config.asking import Crumb
from imports.page_doors import for_those_who
from imports.slots import next_step_of
from institutions.access import scope_of
from institutions.models import Area, Board, Cluster, Institution, InstitutionKind
from institutions.moving_house import MoveRefused
from institutions.pages.place_forms import (
    AreaOnPages,
    BoardOnPages,
    ClusterOnPages,
    InstitutionOnPages,
    MoveForm,
    RowOnPages,
    next_year,
)
from institutions.pages.structure import Structure
from institutions.people.giving import renewed_by
from institutions.way_in import may_import


def looks_after_places(person: User) -> bool:
    """Places are the municipality's: whoever edits everything looks after them."""
    return scope_of(person).edits.everything


@require_safe
@for_those_who(looks_after_places)
def place_list(request: SignedInRequest) -> HttpResponse:
    """All places as they are today, each with the way to its form."""
    context = {
        "structure": Structure.now(),
        "may_import": may_import(request.user),
        "next_step": next_step_of(request.user),
    }
    return render(request, "institutions/places.html", context)


@for_those_who(looks_after_places)
def area_create(request: SignedInRequest) -> HttpResponse:
    return _form(request, AreaOnPages(request.POST or None), _("New area"))


@for_those_who(looks_after_places)
def area_edit(request: SignedInRequest, slug: str) -> HttpResponse:
    area = get_object_or_404(Area, slug=slug)
    return _form(request, AreaOnPages(request.POST or None, instance=area), str(area))


@for_those_who(looks_after_places)
def cluster_create(request: SignedInRequest) -> HttpResponse:
    form = ClusterOnPages(request.POST or None, initial=_asked_for(request, "area"))
    return _form(request, form, _("New cluster"))


@for_those_who(looks_after_places)
def cluster_edit(request: SignedInRequest, slug: str) -> HttpResponse:
    cluster = get_object_or_404(Cluster, slug=slug)
    form = ClusterOnPages(request.POST or None, instance=cluster)
    words = _("Split or close it: on its own page")
    return _form(request, form, str(cluster), also=[(cluster.get_absolute_url(), words)])


@for_those_who(looks_after_places)
def institution_create(request: SignedInRequest) -> HttpResponse:
    form = InstitutionOnPages(request.POST or None, initial=_asked_for(request, "cluster"))
    return _form(request, form, _("New institution"))


@for_those_who(looks_after_places)
def institution_edit(request: SignedInRequest, slug: str) -> HttpResponse:
    institution = get_object_or_404(Institution, slug=slug)
    form = InstitutionOnPages(request.POST or None, instance=institution)
    words = _("Merge it with another, or see it: on its own page")
    return _form(request, form, str(institution), also=[(institution.get_absolute_url(), words)])


@for_those_who(looks_after_places)
def institution_move(request: SignedInRequest, slug: str) -> HttpResponse:
    """Into another cluster from a day on."""
    institution = get_object_or_404(Institution, slug=slug)
    first = {"from_on": next_year()}
    form = MoveForm(request.POST or None, institution=institution, initial=first)
    title = _("Move %(institution)s") % {"institution": institution}
    if request.method == "POST" and form.is_valid():
        try:
            form.save()
        except MoveRefused as refusal:
            form.add_error("from_on", refusal.message)
        else:
            messages.success(request, _("The move is noted. What was before it stays as it was."))
            return redirect("place_list")
    return _shown(request, form, title, lead=_where(institution))


@for_those_who(looks_after_places)
def board_create(request: SignedInRequest) -> HttpResponse:
    asked: dict[str, Any] = {**_asked_for(request, "cluster", "institution")}
    of = Cluster.objects.filter(pk=whole_number(asked.get("cluster", "")) or 0).first()
    if of:
        name = _("The board of %(cluster)s") % {"cluster": of}
        asked |= {"name": name, "kind": Board.Kind.PARENT_BOARD}
    unit = Institution.objects.filter(pk=whole_number(asked.get("institution", "")) or 0).first()
    if unit and unit.kind == InstitutionKind.SCHOOL:
        name = _("The school board of %(school)s") % {"school": unit}
        asked |= {"name": name, "kind": Board.Kind.SCHOOL_BOARD}
    elif unit:
        name = _("The parent council of %(institution)s") % {"institution": unit}
        asked |= {"name": name, "kind": Board.Kind.PARENT_COUNCIL}
    form = BoardOnPages(request.POST or None, initial=asked)
    return _form(request, form, _("New board"))


@for_those_who(looks_after_places)
def board_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    board = get_object_or_404(Board, pk=pk)
    form = BoardOnPages(request.POST or None, instance=board)
    also = []
    if renewed_by(request.user).filter(pk=pk).exists():
        words = _("Put in a new board: who stays and who is new")
        also = [(reverse("board_renew", args=[pk]), words)]
    return _form(request, form, str(board), also=also)


def _form(
    request: SignedInRequest, form: RowOnPages[Any], title: str, *, also: Iterable[Crumb] = ()
) -> HttpResponse:
    """The form; once it is right, what it made, and all places again."""
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.instance._history_user = request.user  # simple_history asks
            row = form.save()
        messages.success(request, _("%(place)s is saved.") % {"place": row})
        return redirect("place_list")
    return _shown(request, form, title, also=also)


def _where(institution: Institution) -> str:
    """Where it is today, and the move that is noted already, with the way back."""
    placements = institution.placements.select_related("cluster").order_by("from_on")
    held = placements.current().first()
    told: dict[str, Any] = {"institution": institution, "cluster": held and held.cluster}
    if held is None:
        where = _("%(institution)s is outside clusters today.") % told
    else:
        where = _("%(institution)s is in %(cluster)s today.") % told
    ahead = placements.filter(from_on__gt=timezone.localdate()).first()
    if ahead is None or ahead.from_on is None:
        return where
    told = {"cluster": ahead.cluster, "day": date_format(ahead.from_on, "DATE_FORMAT")}
    noted = _(
        "From %(day)s it is in %(cluster)s. It stays after all? Choose where it is now, from the"
        " same day."
    )
    return f"{where} {noted % told}"


def _shown(
    request: SignedInRequest, form: Any, title: str, *, lead: str = "", also: Iterable[Crumb] = ()
) -> HttpResponse:
    context = {"form": form, "title": title, "lead": lead, "also": also}
    status = 422 if form.errors else 200
    return render(request, "institutions/place_form.html", context, status=status)


def _asked_for(request: SignedInRequest, *names: str) -> dict[str, str]:
    """What the link said of the new one: which area or cluster it belongs to."""
    return {name: request.GET[name] for name in names if name in request.GET}
