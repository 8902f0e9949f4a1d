"""The municipality's form in Word: fetched, and read in when it is filled in."""

from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import SignedInRequest
from files.word import Unreadable
from imports.engine import commit, preview
from imports.errors import Busy, ImportRefused
from institutions.access import scope_of
from institutions.models import Cluster, Institution
from institutions.models.places import InstitutionQuerySet
from strategy.common_goals import common_goals
from strategy.models import Goal
from strategy.word_form.filled_in import empty_form, form_of_cluster, form_of_institution
from strategy.word_form.forms import RowFormSet, WordFileForm, rows_to_correct
from strategy.word_form.importing import LocalGoalsDiff
from strategy.word_form.kind import LocalGoalsForm
from strategy.word_form.writing import MEDIA_TYPE

M = TypeVar("M", bound=Model)

PREFIX = "rows"


def word_form(request: SignedInRequest) -> HttpResponse:
    """Fetch the form, or choose a filled-in one; what was understood of it is shown at once."""
    institutions = _writable(request)
    form = WordFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kind = LocalGoalsForm(by=request.user)
            plan = preview(kind, kind.open(file.read(), file.name))
        except (Unreadable, ImportRefused) as refusal:
            form.add_error("file", refusal.message)
        else:
            return _preview(request, plan, name=file.name)
    clusters = Cluster.objects.visible_to(request.user)
    return render(
        request,
        "strategy/word_form.html",
        {"form": form, "institutions": institutions, "clusters": clusters},
    )


@require_POST
def word_form_import(request: SignedInRequest) -> HttpResponse:
    """Read the rows in as they have been corrected."""
    _writable(request)
    formset = RowFormSet(request.POST, prefix=PREFIX, form_kwargs=_choices(request))
    if not formset.is_valid():
        return render(request, "strategy/word_form_preview.html", {"formset": formset})
    rows = [row.planned() for row in formset if row.is_used]
    try:
        plan = commit(LocalGoalsForm(by=request.user), rows).diff
    except Busy as busy:
        messages.error(request, busy.message)
        return render(request, "strategy/word_form_preview.html", {"formset": formset})
    written, same = len(plan.to_write), plan.unchanged_count
    if written:
        sentence = ngettext(
            "%(count)s local goal has been read in as a draft.",
            "%(count)s local goals have been read in as drafts.",
            written,
        )
        messages.success(request, sentence % {"count": written})
    if same or not written:
        messages.info(request, _("The rest was there already, and has not been changed."))
    for sentence in plan.not_understood:
        messages.warning(request, sentence)
    return redirect("home")


@require_GET
def word_form_empty(request: SignedInRequest) -> HttpResponse:
    if not scope_of(request.user).reads:
        raise Http404
    return _file(empty_form(), name=_("form"))


@require_GET
def word_form_of_institution(request: SignedInRequest, slug: str) -> HttpResponse:
    institution = get_object_or_404(Institution.objects.visible_to(request.user), slug=slug)
    return _file(form_of_institution(institution, user=request.user), name=institution.slug)


@require_GET
def word_form_of_cluster(request: SignedInRequest, slug: str) -> HttpResponse:
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user), slug=slug)
    return _file(form_of_cluster(cluster, user=request.user), name=cluster.slug)


def _writable(request: SignedInRequest) -> InstitutionQuerySet:
    """The institutions whose goals the person writes; who writes none finds no such page."""
    if not scope_of(request.user).edits:
        raise Http404
    return Institution.objects.editable_by(request.user).open()


def _choices(request: SignedInRequest) -> dict[str, Any]:
    """The institutions and goals a row may belong to, fetched once for all rows."""
    goals = Goal.objects.filter(pk__in=[goal.pk for goal in common_goals().values()])
    return {"institutions": _fetched(_writable(request)), "goals": _fetched(goals)}


def _fetched(queryset: QuerySet[M]) -> QuerySet[M]:
    len(queryset)
    return queryset


def _preview(request: SignedInRequest, plan: LocalGoalsDiff, *, name: str) -> HttpResponse:
    rows = [one for one in plan.goals if one.is_correctable]
    if len(rows) > RowFormSet.max_num:
        sentence = _("The form has %(count)s rows; here at most %(most)s can be read in at once.")
        messages.error(request, sentence % {"count": len(rows), "most": RowFormSet.max_num})
        return redirect("word_form")
    formset = RowFormSet(
        prefix=PREFIX, initial=rows_to_correct(rows), form_kwargs=_choices(request)
    )
    return render(
        request,
        "strategy/word_form_preview.html",
        {
            "formset": formset,
            "name": name,
            "plan": plan,
            "states": [one.state.value for one in rows],
            "unchanged": plan.unchanged_count,
        },
    )


def _file(content: bytes, *, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    file_name = f"lokale-maal-{slugify(name)}.docx"
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response
