"""Remarks of inspections: noted, and followed to their end; and what a board was told."""

import datetime

from django.contrib import messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.requests import SignedInRequest
from config.asking import Crumb, ask, is_sure
from duties.forms import BoardToldForm, RemarkForm, RemarkMoveForm, version_of
from duties.models import BoardTold, Remark
from duties.noticing import tell_of_remark
from duties.pages.register import may_ask, may_note_board, may_write
from duties.pages.remark_page import RemarkPage
from duties.rules import ORDER, RuleBook
from duties.workflow import REMARK_LIFE
from institutions.models import Institution, Membership
from lifecycle.asking import move_asked
from measurements.models import Inspection, Measurement
from strategy.models import LocalGoal
from strategy.workflow import CLOSED_FOR_WRITING

#: For whoever writes in an earlier one than the newest, or moves it.
CHANGED = gettext_lazy("The remark has been changed since you opened it. Read it once more.")
NOTED = gettext_lazy(
    "Somebody else has noted this since you opened the page. Open it again, and read what stands."
)


def remark_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note what an inspection asks for."""
    inspection = _inspection(request, pk)
    if not may_write(request, inspection.institution):
        raise Http404
    remark = Remark(institution=inspection.institution, year=inspection.year, visit=inspection.kind)
    return _written(request, remark)


def remark_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    remarks = Remark.objects.editable_by(request.user).select_related("institution")
    remark = get_object_or_404(remarks, pk=pk)
    if not remark.is_open:
        messages.info(request, remark.said.closed)
        return redirect(remark)
    return _written(request, remark)


def remark_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A remark with all that has been done about it."""
    remark = _visible(request, pk)
    today = timezone.localdate()
    context = {
        "remark": remark,
        "page": RemarkPage.build(remark, user=request.user, on=today),
        "steps": remark.steps.select_related("made_by").order_by("-made_at", "-pk"),
        "ways": remark.transitions_for(request.user),
        "is_overdue": remark.is_overdue(today),
        "may_write": remark.is_open and may_write(request, remark.institution),
    }
    return render(request, "duties/remark.html", context)


def remark_move(request: SignedInRequest, pk: int, move: str) -> HttpResponse:
    """Ask for what a move needs; a POST with a yes makes it."""
    remark = _visible(request, pk)
    if move not in {way.name for way in REMARK_LIFE.all()}:
        raise Http404
    if not may_write(request, remark.institution):
        raise Http404
    way = REMARK_LIFE.find(remark.stage, move)
    if way is None or not remark.allows(request.user, way):
        messages.info(request, remark.said.already)
        return redirect(remark)
    answer = request.POST if is_sure(request) else None
    form = RemarkMoveForm(answer, way=way, initial={"version": remark.version})
    back = remark.get_absolute_url()
    moved = move_asked(request, remark, way, form=form, back=back, outdated=str(CHANGED))
    return moved or ask(
        request,
        title=str(way.label),
        lost=map(str, way.lost),
        button=str(way.label),
        back=back,
        crumbs=_crumbs(remark),
        facts=[remark.institution, remark.get_kind_display()],
        form=form,
    )


def board_told(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note when a board was informed of an inspection, and what it answered."""
    inspection = _inspection(request, pk)
    if not may_note_board(request, inspection.institution):
        raise Http404
    told = BoardTold.objects.about(inspection).first() or BoardTold(
        institution=inspection.institution, year=inspection.year, visit=inspection.kind
    )
    form = BoardToldForm(request.POST or None, instance=told, reported_on=inspection.closed_on)
    back = reverse("inspection_duty", args=[inspection.institution.slug])
    if form.is_valid() and _noted(form, told, by=request.user):
        messages.success(request, _("It is noted that the board was informed."))
        return redirect(back)
    return render(
        request,
        "duties/form.html",
        {
            "form": form,
            "title": _("The board and the report of tilsyn"),
            "institution": inspection.institution,
            "about": f"{inspection.get_kind_display()} {inspection.year}",
        },
    )


def _reported_on(remark: Remark) -> datetime.date | None:
    """The day of the report that a remark stands in, where it is known."""
    inspections = Inspection.objects.filter(
        institution=remark.institution_id, year=remark.year, kind=remark.visit
    )
    return inspections.values_list("closed_on", flat=True).first()


def _is_as_read(form: RemarkForm) -> bool:
    """Whether nobody has written in the remark or moved it meanwhile; held until it is saved."""
    if "version" not in form.fields:
        return True
    read = form.cleaned_data["version"]
    form.instance.version = read + 1
    held = Remark.objects.filter(pk=form.instance.pk, version=read).update(version=read + 1)
    if not held:
        form.add_error(None, CHANGED)
    return bool(held)


@transaction.atomic
def _noted(form: BoardToldForm, told: BoardTold, *, by: User) -> bool:
    """Save what was noted, unless somebody has noted something else since the page was opened."""
    now = BoardTold.objects.select_for_update().filter(
        institution=told.institution_id, year=told.year, visit=told.visit
    )
    if form.cleaned_data["version"] != version_of(now.first()):
        form.add_error(None, NOTED)
        return False
    told.noted_by = by
    form.save()
    return True


@transaction.atomic
def _written(request: SignedInRequest, remark: Remark) -> HttpResponse:
    today = timezone.localdate()
    people = _people(remark.institution, today)
    is_new = remark.pk is None
    asks = is_new or may_ask(request, remark.institution)
    form = RemarkForm(
        request.POST or None,
        instance=remark,
        initial={"text": _named_text(request, remark)} if is_new else None,
        people=people,
        goals=_goals(request, remark),
        asks=asks,
        reported_on=_reported_on(remark),
    )
    if form.is_valid() and _is_as_read(form):
        if remark.kind == Remark.Kind.ORDER and remark.due_on is None:
            days = RuleBook.of([ORDER]).number(ORDER, today)
            remark.due_on = today + datetime.timedelta(days=days) if days else None
        form.save()
        if is_new:
            tell_of_remark(remark, by=request.user)
        kind = remark.get_kind_display()
        messages.success(request, _("Saved in the register: %(kind)s.") % {"kind": kind.lower()})
        return redirect(remark)
    visit = Inspection.Kind(remark.visit).label
    return render(
        request,
        "duties/form.html",
        {
            "form": form,
            "title": _("A remark of an inspection"),
            "institution": Institution.objects.get(pk=remark.institution_id),
            "about": f"{visit} {remark.year}",
        },
    )


def _people(institution: Institution, on: datetime.date) -> QuerySet[User]:
    """Who may be responsible: those with a role at the institution or its cluster that day."""
    cluster = institution.placements.on(on).values("cluster")
    held = Membership.objects.on(on)
    here = held.filter(institution=institution) | held.filter(cluster__in=cluster)
    return User.objects.filter(pk__in=here.values("user"), is_active=True).order_by("name")


def _goals(request: SignedInRequest, remark: Remark) -> QuerySet[LocalGoal]:
    """What the remark may be worked on in: the place's local goals, those given up left out."""
    goals = LocalGoal.objects.visible_to(request.user).filter(institution=remark.institution_id)
    kept = remark.local_goals.values("pk") if remark.pk else []
    return goals.filter(~Q(status__in=CLOSED_FOR_WRITING) | Q(pk__in=kept)).order_by("goal", "pk")


def _named_text(request: SignedInRequest, remark: Remark) -> str:
    """The words of an instruction in the data of tilsyn, where it is noted from there."""
    named = request.GET.get("fra", "")
    if not named.isdecimal():
        return ""
    measured = Measurement.objects.visible_to(request.user).filter(
        pk=int(named[:9]), institution=remark.institution_id, year=remark.year
    )
    return measured.values_list("note", flat=True).first() or ""


def _inspection(request: SignedInRequest, pk: int) -> Inspection:
    visits = Inspection.objects.visible_to(request.user).select_related("institution")
    return get_object_or_404(visits, pk=pk)


def _visible(request: SignedInRequest, pk: int) -> Remark:
    remarks = Remark.objects.visible_to(request.user).select_related("institution", "person")
    return get_object_or_404(remarks, pk=pk)


def _crumbs(remark: Remark) -> list[Crumb]:
    return [
        (reverse("inspection_register"), _("Register of tilsyn")),
        (reverse("inspection_duty", args=[remark.institution.slug]), str(remark.institution)),
        (remark.get_absolute_url(), _("Remark")),
    ]
