"""Local goals as examples: shared by those whose they are, and begun from by others."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from institutions.models import Institution
from lifecycle import InvalidTransition
from strategy.common_goals import common_goals
from strategy.examples import ExamplesPage, Search
from strategy.models import LocalGoal
from strategy.querysets import LocalGoalQuerySet
from strategy.workflow import Actor

#: What a search's parts are called in the address.
KEYS = {"words": "q", "goal": "maal", "age": "alder"}


def example_list(request: SignedInRequest) -> HttpResponse:
    asked = {name: request.GET.get(key, "").strip() for name, key in KEYS.items()}
    page = ExamplesPage.build(request.user, search=Search(**asked))
    return render(request, "strategy/example_list.html", {"page": page})


def example_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    example = get_object_or_404(_shared(), pk=pk)
    institutions = Institution.objects.editable_by(request.user).open()
    return render(
        request,
        "strategy/example_detail.html",
        {"example": example, "institutions": institutions},
    )


@require_POST
def example_use(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin a goal from an example, with credit to whose it was."""
    example = get_object_or_404(_shared(), pk=pk)
    institutions = Institution.objects.editable_by(request.user).open()
    institution = get_object_or_404(institutions, slug=request.POST.get("institution", ""))
    goal = common_goals().get(example.goal.number, example.goal)
    draft = LocalGoal.begin_from(example, goal=goal, institution=institution, by=request.user)
    messages.success(
        request,
        _("The draft begins with what %(institution)s wrote. Make it your own.")
        % {"institution": example.institution},
    )
    return redirect("local_goal_edit", pk=draft.pk)


@require_POST
def local_goal_share(request: SignedInRequest, pk: int) -> HttpResponse:
    """Share a goal as an example, or take it back."""
    goals = LocalGoal.objects.visible_to(request.user).of_institutions()
    goal = get_object_or_404(goals, pk=pk)
    if not goal.lets(request.user, Actor.LEADER):
        raise Http404
    if request.POST.get("action") == "stop":
        goal.stop_sharing()
        messages.success(request, _("The goal is no longer an example for others."))
        return redirect(goal)
    try:
        goal.share(by=request.user)
    except InvalidTransition:
        messages.error(request, _("Only what the board has adopted can be shared."))
    else:
        messages.success(request, _("Everybody who signs in can now read the goal as an example."))
    return redirect(goal)


def _shared() -> LocalGoalQuerySet:
    return (
        LocalGoal.objects.shared()
        .with_progress()
        .select_related("goal__strategy", "institution", "begun_from__institution")
        .prefetch_related("efforts")
    )
