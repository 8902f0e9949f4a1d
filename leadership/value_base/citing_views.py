"""What a local goal builds on: commitments and chapters, chosen by its leader."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from leadership.value_base.citing import (
    CitationChoice,
    CitationForm,
    build_goal_on,
    chosen_of_goal,
    take_back,
)
from strategy.models import LocalGoal
from strategy.workflow import Actor


def local_goal_based_on(request: SignedInRequest, pk: int) -> HttpResponse:
    goals = LocalGoal.objects.visible_to(request.user).select_related(
        "goal", "institution", "cluster"
    )
    goal = get_object_or_404(goals, pk=pk)
    if not goal.lets(request.user, Actor.LEADER):
        raise Http404
    efforts = list(goal.efforts.all())
    asked = request.GET.get("indsats", "")
    effort = next((effort for effort in efforts if str(effort.pk) == asked), None)
    if request.method == "POST" and "fjern" in request.POST:
        take_back(goal.based_on, request)
        messages.success(request, _("The goal no longer builds on it."))
        return redirect(request.get_full_path())
    choice = CitationChoice.of(request)
    form = None
    if choice.offer is not None:
        chosen = chosen_of_goal(goal, effort, choice.offer.cites)
        form = CitationForm(request.POST or None, offer=choice.offer, chosen=chosen)
        if request.method == "POST" and form.is_valid():
            build_goal_on(goal, effort, form)
            messages.success(request, _("What the goal builds on has been saved."))
            return redirect(goal)
    return render(
        request,
        "value_base/choose.html",
        {
            "choice": choice,
            "form": form,
            "back": goal,
            "efforts": efforts,
            "effort": effort,
            "cites": choice.cited(goal.based_on.with_what_is_cited()),
        },
    )
