"""Evaluations of learning environments, and the paper for the political discussion."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from config.deadlines import is_still_ahead
from duties.culture import EvaluationCulture, half_years_of
from duties.discussion import may_discuss, paper_of_discussion
from duties.due import INSPECTED
from duties.evaluation_forms import EvaluationForm
from duties.models import EnvironmentEvaluation
from duties.rules import EVALUATION, RuleBook
from files.papers import file_response
from institutions.models import Institution


@require_safe
def evaluation_culture(request: SignedInRequest) -> HttpResponse:
    """Each unit: what is under way, the last evaluation, and when the next is agreed for."""
    today = timezone.localdate()
    context = {
        "page": EvaluationCulture.build(user=request.user, on=today),
        "rule": RuleBook.of([EVALUATION]).edition(EVALUATION, today),
        "may_discuss": may_discuss(request.user),
    }
    return render(request, "duties/culture.html", context)


@require_POST
def environment_begin(request: SignedInRequest) -> HttpResponse:
    """Begin the two years, or go on with those that are begun."""
    places = Institution.objects.editable_by(request.user).open().filter(kind__in=INSPECTED)
    place = get_object_or_404(places, slug=request.POST.get("institution", ""))
    evaluation, _is_new = EnvironmentEvaluation.objects.get_or_create(
        institution=place, done_on=None, defaults={"focus": _("The learning environment")}
    )
    return redirect("environment_edit", pk=evaluation.pk)


@require_safe
def environment_evaluation(request: SignedInRequest, pk: int) -> HttpResponse:
    seen = EnvironmentEvaluation.objects.visible_to(request.user).select_related("institution")
    evaluation = get_object_or_404(seen, pk=pk)
    context = {
        "evaluation": evaluation,
        "half_years": half_years_of(evaluation, on=timezone.localdate()),
        "may_write": EnvironmentEvaluation.objects.editable_by(request.user).contains(evaluation),
    }
    return render(request, "duties/evaluation.html", context)


@transaction.atomic
def environment_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = _editable(request).select_for_update(of=("self",)).filter(done_on=None)
    evaluation = get_object_or_404(rows, pk=pk)
    form = EvaluationForm(request.POST or None, instance=evaluation, by=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("The evaluation has been saved."))
        return redirect(evaluation)
    context = {"form": form, "institution": evaluation.institution, "pk": pk}
    status = 422 if form.errors else 200
    return render(request, "duties/evaluation_form.html", context, status=status)


@require_POST
def environment_done(request: SignedInRequest, pk: int) -> HttpResponse:
    """It is done, and read by all who read the place; or it goes on after all."""
    evaluation = get_object_or_404(_editable(request), pk=pk)
    others = EnvironmentEvaluation.objects.filter(institution=evaluation.institution_id)
    if evaluation.done_on and others.filter(done_on=None).exists():
        messages.info(request, _("The place has begun a new evaluation. This one stays done."))
        return redirect(evaluation)
    if is_still_ahead(evaluation.begun_on):
        messages.error(request, _("The two years have not begun yet. It cannot be done before."))
        return redirect(evaluation)
    evaluation.done_on = None if evaluation.done_on else timezone.localdate()
    evaluation.save(update_fields=["done_on"])
    told = (
        _("The evaluation is done. Whoever reads the place can read it.")
        if evaluation.done_on
        else _("The evaluation goes on, and only the leadership reads it.")
    )
    messages.success(request, told)
    return redirect(evaluation)


def environment_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """One that was begun by mistake. What is done stays."""
    evaluation = get_object_or_404(_editable(request).filter(done_on=None), pk=pk)
    if not is_sure(request):
        return ask(
            request,
            title=_("Delete the evaluation?"),
            lost=[_("What is written in it cannot be fetched back.")],
            button=_("Delete the evaluation"),
            back=evaluation.get_absolute_url(),
            crumbs=[(reverse("evaluation_culture"), _("Evaluation culture"))],
        )
    evaluation.delete()
    messages.success(request, _("The evaluation has been deleted."))
    return redirect("evaluation_culture")


@require_safe
def discussion_paper(request: SignedInRequest) -> HttpResponse:
    """What is there to discuss every second year, drawn from the evaluations and from tilsyn."""
    if not may_discuss(request.user):
        raise Http404
    paper = paper_of_discussion(user=request.user, on=timezone.localdate())
    return file_response(paper.content, name=paper.name)


def _editable(request: SignedInRequest) -> Any:
    return EnvironmentEvaluation.objects.editable_by(request.user).select_related("institution")
