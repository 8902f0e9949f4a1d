"""What to keep an eye on while a programme goes on: planned for all, answered by its owner."""

import datetime
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import Self

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from config.phrases import number
from institutions.access import Reader, scope_of
from programmes.models import AttentionPoint, Programme
from programmes.writing.memo_forms import AttentionForm


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """A point with how it stands on a day."""

    point: AttentionPoint
    is_overdue: bool
    may_edit: bool


@dataclass(frozen=True, slots=True)
class AttentionList:
    """The points of a programme, kind by kind, in two queries."""

    kinds: tuple[tuple[str, tuple[AttentionRow, ...]], ...]
    open: int
    overdue: int

    @classmethod
    def build(cls, programme: Programme, *, user: Reader, on: datetime.date) -> Self:
        points = list(
            AttentionPoint.objects.visible_to(user)
            .filter(programme=programme)
            .order_by("kind", "due_on", "pk")
        )
        plans = scope_of(user).plans.everything
        rows = [
            AttentionRow(one, one.is_overdue(on), plans or (one.owner_id or 0) == user.pk)
            for one in points
        ]
        is_open = [row for row in rows if row.point.state != AttentionPoint.State.DONE]
        return cls(tuple(_by_kind(rows)), len(is_open), sum(row.is_overdue for row in is_open))

    @property
    def heading(self) -> str:
        """“Fire opmærksomhedspunkter er åbne, ét er over tid”."""
        if not self.kinds:
            return _("Nothing is written yet of what to keep an eye on")
        words = {"number": capfirst(number(self.open, neuter=True)), "overdue": self.overdue}
        if not self.overdue:
            return (
                ngettext(
                    "%(number)s attention point is open",
                    "%(number)s attention points are open",
                    self.open,
                )
                % words
            )
        return (
            ngettext(
                "%(number)s attention point is open, %(overdue)s past its day",
                "%(number)s attention points are open, %(overdue)s past their day",
                self.open,
            )
            % words
        )


def _by_kind(
    rows: Iterable[AttentionRow],
) -> Iterable[tuple[str, tuple[AttentionRow, ...]]]:
    for kind in AttentionPoint.Kind:
        found = tuple(row for row in rows if row.point.kind == kind)
        if found:
            yield str(kind.label), found


def attention_create(request: SignedInRequest, slug: str) -> HttpResponse:
    programme = get_object_or_404(Programme.objects.editable_by(request.user), slug=slug)
    point = AttentionPoint(programme=programme)
    form = AttentionForm(request.POST or None, instance=point, may_plan=True)
    if form.is_valid():
        form.save(commit=False).answer()
        messages.success(request, _("The attention point has been saved."))
        return redirect(_list_of(programme))
    return _form(request, form, programme, heading=_("A new attention point"))


def attention_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """All of it for who plans the programme; how it goes, for its owner."""
    point = _editable(request, pk)
    plans = scope_of(request.user).plans.everything
    was = copy(point)  # an invalid form has changed its instance already
    form = AttentionForm(request.POST or None, instance=point, may_plan=plans)
    if form.is_valid():
        form.save(commit=False).answer()
        messages.success(request, _("It has been saved how it goes."))
        return redirect(_list_of(point.programme))
    delete = reverse("attention_delete", args=[pk]) if plans else ""
    return _form(
        request,
        form,
        point.programme,
        heading=_("How does it go?"),
        lead="" if plans else was.text,
        delete=delete,
    )


def attention_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take away what was written by mistake. What is taken care of stays, and says so."""
    points = AttentionPoint.objects.filter(
        programme__in=Programme.objects.editable_by(request.user)
    )
    point = get_object_or_404(points.select_related("programme"), pk=pk)
    if is_sure(request):
        point.delete()
        messages.success(request, _("The attention point has been deleted."))
        return redirect(_list_of(point.programme))
    return ask(
        request,
        title=_("Delete the attention point?"),
        lost=[
            _("“%(point)s” goes. If it has been taken care of, mark it so instead.")
            % {"point": point.text}
        ],
        button=_("Delete the attention point"),
        back=point.get_absolute_url(),
        crumbs=[(point.programme.get_absolute_url(), point.programme.name)],
    )


def _editable(request: SignedInRequest, pk: int) -> AttentionPoint:
    points = AttentionPoint.objects.editable_by(request.user).select_related("programme")
    return get_object_or_404(points, pk=pk)


def _list_of(programme: Programme) -> str:
    return f"{programme.get_absolute_url()}#opmaerksomhed"


def _form(
    request: SignedInRequest,
    form: AttentionForm,
    programme: Programme,
    *,
    heading: str,
    lead: str = "",
    delete: str = "",
) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "programme": programme,
        "lead": lead,
        "delete": delete,
        "back": _list_of(programme),
    }
    return render(request, "programmes/part_form.html", context)
