"""The pages of the value base."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from files.papers import file_response
from institutions.access import scope_of
from leadership.forms.value_base import ValueBaseForm
from leadership.models import JobRole, ValueBase
from leadership.value_base.contents import Contents
from leadership.value_base.pages import RoleComparison, RolePage, ValueBasePage
from leadership.value_base.papers import paper_of, paper_of_role


def value_base(request: SignedInRequest) -> HttpResponse:
    """The newest version in force, or the one asked for; searched, if something is sought."""
    versions, current, base = _chosen(request)
    page = ValueBasePage.build(
        base,
        versions=versions,
        current=current,
        user=request.user,
        search=request.GET.get("q", ""),
    )
    edits = scope_of(request.user).edits
    may_write = base is not None and edits.everything
    context = {"page": page, "may_write": may_write, "may_reflect": bool(edits)}
    return render(request, "value_base/value_base.html", context)


def value_base_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a version is called, and from which day it holds."""
    base = get_object_or_404(ValueBase.objects.editable_by(request.user), pk=pk)
    form = ValueBaseForm(request.POST or None, instance=base)
    if form.is_valid():
        form.save()
        messages.success(request, _("The version has been saved."))
        return redirect(f"{reverse('value_base')}?udgave={base.pk}")
    base.refresh_from_db()
    return render(request, "value_base/form.html", {"form": form, "base": base})


def value_base_matrix(request: SignedInRequest) -> HttpResponse:
    """All of it on one page, to be read through or printed."""
    _versions, _current, base = _chosen(request)
    contents = Contents.of(base) if base else None
    return render(request, "value_base/matrix.html", {"contents": contents})


def job_role_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    roles = JobRole.objects.visible_to(request.user).select_related("group__base")
    role = get_object_or_404(roles, pk=pk)
    page = RolePage.build(role, base=role.group.base, user=request.user)
    context = {"page": page, "may_reflect": bool(scope_of(request.user).edits)}
    return render(request, "value_base/role.html", context)


def value_base_paper(request: SignedInRequest) -> HttpResponse:
    """All of it on paper."""
    _versions, _current, base = _chosen(request)
    if base is None:
        raise Http404
    paper = paper_of(Contents.of(base), on=timezone.localdate())
    return file_response(paper.content, name=paper.name)


def job_role_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """What one role commits itself to, on paper."""
    roles = JobRole.objects.visible_to(request.user).select_related("group__base")
    role = get_object_or_404(roles, pk=pk)
    page = RolePage.build(role, base=role.group.base, user=request.user)
    paper = paper_of_role(page, on=timezone.localdate())
    return file_response(paper.content, name=paper.name)


def job_role_compare(request: SignedInRequest) -> HttpResponse:
    _versions, _current, base = _chosen(request)
    page = RoleComparison.build(
        base, one=request.GET.get("rolle", ""), other=request.GET.get("med", "")
    )
    return render(request, "value_base/compare.html", {"page": page})


def _chosen(
    request: SignedInRequest,
) -> tuple[tuple[ValueBase, ...], ValueBase | None, ValueBase | None]:
    """The versions the person may read, the one in force, and the one to show; one query."""
    versions = tuple(ValueBase.objects.visible_to(request.user))
    today = timezone.localdate()
    in_force = (base for base in versions if base.from_on and base.from_on <= today)
    current = next(in_force, None)  # the newest come first
    if "udgave" not in request.GET:
        return versions, current, current or next(iter(versions), None)
    asked = request.GET["udgave"]
    base = next((base for base in versions if str(base.pk) == asked), None)
    if base is None:
        raise Http404
    return versions, current, base
