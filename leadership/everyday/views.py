"""Reflections on commitments, the introduction of new staff, and the paper to talk by."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from files.papers import file_response
from institutions.access import scope_of
from leadership.everyday.pages import CommitmentPage, EverydayPage, OnboardingPage
from leadership.forms.everyday import OnboardingForm, ReflectionForm, StepsForm
from leadership.models import Commitment, JobRole, Onboarding, Reflection
from leadership.value_base.pages import RolePage
from leadership.value_base.papers import paper_to_talk_by


@require_safe
def everyday(request: SignedInRequest) -> HttpResponse:
    """The value base as it is lived where the person leads."""
    _only_leaders(request)
    page = EverydayPage.build(request.user, on=timezone.localdate())
    return render(request, "value_base/everyday/everyday.html", {"page": page})


@require_safe
def commitment_lived(request: SignedInRequest, pk: int) -> HttpResponse:
    """One commitment over time."""
    _only_leaders(request)
    page = CommitmentPage.build(_commitment(request, pk), request.user)
    return render(request, "value_base/everyday/commitment.html", {"page": page})


def reflection_create(request: SignedInRequest, pk: int) -> HttpResponse:
    _only_leaders(request)
    reflection = Reflection(commitment=_commitment(request, pk), written_by=request.user)
    return _written(request, reflection)


def reflection_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Reflection.objects.editable_by(request.user)
    reflection = get_object_or_404(
        rows.select_related("commitment__cell__role", "cluster", "institution"), pk=pk
    )
    return _written(request, reflection)


def _written(request: SignedInRequest, reflection: Reflection) -> HttpResponse:
    form = ReflectionForm(request.POST or None, instance=reflection, user=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("The reflection has been saved."))
        return redirect(reflection)
    context = {"form": form, "commitment": reflection.commitment}
    status = 422 if form.errors else 200
    return render(request, "value_base/everyday/reflection_form.html", context, status=status)


def reflection_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    reflection = get_object_or_404(Reflection.objects.editable_by(request.user), pk=pk)
    back = reflection.get_absolute_url()
    if not is_sure(request):
        return ask(
            request,
            title=_("Delete the reflection?"),
            lost=[_("What was written that day cannot be fetched back.")],
            button=_("Delete the reflection"),
            back=back,
            crumbs=[(reverse("everyday"), _("The value base in everyday life"))],
        )
    reflection.delete()
    messages.success(request, _("The reflection has been deleted."))
    return redirect(back)


def onboarding_create(request: SignedInRequest) -> HttpResponse:
    _only_leaders(request)
    return _described(request, Onboarding(made_by=request.user))


def onboarding_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _described(request, _onboarding(request, pk))


def _described(request: SignedInRequest, onboarding: Onboarding) -> HttpResponse:
    form = OnboardingForm(request.POST or None, instance=onboarding, user=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("The introduction has been saved."))
        return redirect(onboarding)
    context = {"form": form, "is_new": onboarding.pk is None}
    status = 422 if form.errors else 200
    return render(request, "value_base/everyday/onboarding_form.html", context, status=status)


def onboarding_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The checklist; a POST notes what has been gone through."""
    onboarding = _onboarding(request, pk)
    form = StepsForm(request.POST or None, onboarding=onboarding)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("It has been noted."))
        return redirect(onboarding)
    page = OnboardingPage.build(onboarding, on=timezone.localdate())
    context = {"page": page, "form": form}
    status = 422 if form.errors else 200
    return render(request, "value_base/everyday/onboarding.html", context, status=status)


@require_POST
def onboarding_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """It is over; or it goes on after all."""
    onboarding = _onboarding(request, pk)
    onboarding.ended_on = None if onboarding.ended_on else timezone.localdate()
    onboarding.save(update_fields=["ended_on"])
    return redirect(onboarding)


def onboarding_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    onboarding = _onboarding(request, pk)
    if not is_sure(request):
        return ask(
            request,
            title=_("Delete the introduction?"),
            lost=[_("Its checklist goes with it.")],
            button=_("Delete the introduction"),
            back=onboarding.get_absolute_url(),
            crumbs=[(reverse("everyday"), _("The value base in everyday life"))],
        )
    onboarding.delete()
    messages.success(request, _("The introduction has been deleted."))
    return redirect("everyday")


@require_safe
def talk_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """The commitments of a role with lines to write on: nothing of it is kept."""
    roles = JobRole.objects.visible_to(request.user).select_related("group__base")
    role = get_object_or_404(roles, pk=pk)
    page = RolePage.build(role, base=role.group.base, user=request.user)
    paper = paper_to_talk_by(page, on=timezone.localdate())
    return file_response(paper.content, name=paper.name)


def _only_leaders(request: SignedInRequest) -> None:
    """404 for whoever leads nobody: there is nothing for them here."""
    if not scope_of(request.user).edits:
        raise Http404


def _commitment(request: SignedInRequest, pk: int) -> Commitment:
    rows = Commitment.objects.visible_to(request.user).select_related("cell__role", "cell__area")
    return get_object_or_404(rows, pk=pk)


def _onboarding(request: SignedInRequest, pk: int) -> Onboarding:
    rows = Onboarding.objects.editable_by(request.user)
    return get_object_or_404(rows.select_related("institution", "role__group"), pk=pk)
