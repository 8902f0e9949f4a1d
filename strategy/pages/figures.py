"""The figures of a local goal's own measurement: what was measured, added, corrected, taken out."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from strategy.figure_forms import FigureForm
from strategy.models import LocalGoal
from strategy.pages.local_goals import Whereabouts
from strategy.workflow import Actor


def local_goal_figures(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was measured, and a form for more, for those who lead the goal."""
    goal = _led(request, pk)
    if not goal.measure:
        messages.error(request, _("Write first what is counted, in the goal."))
        return redirect(goal)
    if goal.is_agreed and not goal.takes_figures:
        messages.info(request, _("The goal is evaluated: no more numbers are written in it."))
        return redirect(goal)
    form = FigureForm(request.POST or None, goal=goal)
    if form.is_valid():
        form.write_figure(by=request.user, note=form.cleaned_data["note"])
        messages.success(request, _("The number has been saved."))
        return redirect(goal)
    return render(
        request,
        "strategy/local_goal_figures.html",
        {
            "form": form,
            "goal": goal,
            "figures": goal.figures.all(),
            "where": Whereabouts.of_goal(goal),
        },
    )


def local_goal_figure_remove(request: SignedInRequest, pk: int, figure: int) -> HttpResponse:
    goal = _led(request, pk)
    row = get_object_or_404(goal.figures, pk=figure)
    if not is_sure(request):
        return ask(
            request,
            title=_("Take the number out?"),
            lost=[_("It no longer counts. The history keeps that it was there.")],
            button=_("Take it out"),
            back=goal.get_absolute_url(),
        )
    row.delete()
    messages.success(request, _("The number has been taken out."))
    return redirect("local_goal_figures", pk=goal.pk)


def _led(request: SignedInRequest, pk: int) -> LocalGoal:
    goals = LocalGoal.objects.visible_to(request.user).select_related(
        "goal", "institution", "cluster"
    )
    goal = get_object_or_404(goals, pk=pk)
    if not goal.lets(request.user, Actor.LEADER):
        raise Http404
    return goal
