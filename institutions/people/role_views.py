"""Roles given, changed, ended, and held by a deputy for a while."""

import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.confirming import fresh_sign_in_required
from accounts.models import User
from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from institutions.access import scope_of
from institutions.models import Membership
from institutions.people.forms import (
    ChangeRoleForm,
    DeputyForm,
    EndRoleForm,
    GiveRoleForm,
    roles_to_choose,
)
from institutions.people.giving import given_by, roles_given_by
from institutions.people.views import seen_person
from institutions.roles import HAVE_DEPUTIES, Role


@fresh_sign_in_required
def role_give(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which role; then where, from when and why."""
    person = seen_person(request, pk)
    roles = roles_given_by(request.user)
    is_own = person.pk == request.user.pk
    if not roles or (is_own and not scope_of(request.user).keeps_all):
        raise Http404
    told = request.GET.get("rolle", "")
    if told not in [role.value for role in roles]:
        facts = {"person": person, "roles": roles_to_choose(roles), "is_wrong": bool(told)}
        status = 422 if told else 200
        return render(request, "institutions/people/role_choose.html", facts, status=status)
    form = GiveRoleForm(request.POST or None, person=person, role=Role(told), by=request.user)
    if request.method == "POST" and form.is_valid():
        form.give()
        facts = {"person": person, "role": form.rows[0].title}
        messages.success(request, _("%(person)s is %(role)s.") % facts)
        return redirect("person_detail", person.pk)
    heading = _("%(name)s as %(role)s") % {"name": person, "role": Role(told).label}
    return _form_page(request, person, form, heading)


@fresh_sign_in_required
def role_change(request: SignedInRequest, pk: int, membership: int) -> HttpResponse:
    """The days of a role, and why."""
    person, row = _given_role(request, pk, membership)
    heading = _("%(role)s: the days") % {"role": capfirst(row.title)}
    form = ChangeRoleForm(request.POST or None, membership=row)
    if request.method == "POST" and form.is_valid():
        row.save()
        messages.success(request, _("The days are saved."))
        return redirect("person_detail", person.pk)
    return _form_page(request, person, form, heading, membership=membership)


@fresh_sign_in_required
def role_end(request: SignedInRequest, pk: int, membership: int) -> HttpResponse:
    """What ends with a role, and on which day; then it ends."""
    person, row = _given_role(request, pk, membership)
    answered = is_sure(request)
    form = EndRoleForm(request.POST if answered else None, membership=row)
    if not answered or not form.is_valid():
        return _ask_before_ending(request, person, row, form)
    day: datetime.date = form.cleaned_data["last_day"]
    if row.from_on and row.from_on > day:
        row.delete()
        messages.success(request, _("The role never begins."))
    else:
        row.to_on = day
        row.save(update_fields=["to_on"])
        facts = {"day": date_format(day, "DATE_FORMAT")}
        messages.success(request, _("The last day is %(day)s.") % facts)
    return redirect("person_detail", person.pk)


@fresh_sign_in_required
def role_deputy(request: SignedInRequest, pk: int, membership: int) -> HttpResponse:
    """Who stands in for somebody, from when until when."""
    person, row = _given_role(request, pk, membership)
    if row.role not in HAVE_DEPUTIES or row.deputises_for_id:
        raise Http404
    form = DeputyForm(request.POST or None, membership=row, by=request.user)
    if request.method == "POST" and form.is_valid():
        form.row.save()
        facts = {"deputy": form.row.user, "person": person}
        messages.success(request, _("%(deputy)s is deputy of %(person)s.") % facts)
        return redirect("person_detail", person.pk)
    heading = _("A deputy for %(name)s, %(role)s") % {"name": person, "role": row.title}
    return _form_page(request, person, form, heading)


def _given_role(request: SignedInRequest, pk: int, membership: int) -> tuple[User, Membership]:
    """A role of a person that the reader gives and that is not over; else there is none."""
    person = seen_person(request, pk)
    rows = (
        given_by(request.user)
        .filter(user=person)
        .select_related("area", "cluster", "institution", "board", "user", "deputises_for")
    )
    row = get_object_or_404(rows, pk=membership)
    if row.to_on and row.to_on < timezone.localdate():
        raise Http404
    return person, row


def _ask_before_ending(
    request: SignedInRequest, person: User, row: Membership, form: EndRoleForm
) -> HttpResponse:
    facts = {"name": person, "role": row.title, "place": row.board or row.place or _("everywhere")}
    lost = [
        _("After the last day %(name)s does not see what the role %(role)s opens.") % facts,
        _("What %(name)s has written and decided stays.") % facts,
    ]
    deputies = Membership.objects.filter(
        deputises_for=person, role=row.role, cluster=row.cluster, institution=row.institution
    ).current()
    lost += [
        _("%(deputy)s stays deputy until %(day)s.")
        % {"deputy": one.user, "day": date_format(one.to_on, "DATE_FORMAT")}
        for one in deputies.select_related("user")
        if one.to_on
    ]
    return ask(
        request,
        title=_("End the role %(role)s?") % facts,
        facts=[str(person), str(facts["place"])],
        lost=lost,
        button=_("End the role"),
        back=reverse("person_detail", args=[person.pk]),
        crumbs=[(reverse("person_detail", args=[person.pk]), str(person))],
        form=form,
    )


def _form_page(
    request: SignedInRequest, person: User, form: object, heading: str, **facts: object
) -> HttpResponse:
    is_bound = getattr(form, "is_bound", False)
    context = {"person": person, "form": form, "heading": heading, **facts}
    status = 422 if is_bound else 200
    return render(request, "institutions/people/role_form.html", context, status=status)
