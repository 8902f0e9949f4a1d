"""What the board of a cluster finds of a common goal, outside a meeting."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from institutions.models import Cluster
from strategy.assessing import AssessmentForm, assessed_by
from strategy.models import Goal


def goal_assess(request: SignedInRequest, pk: int, slug: str) -> HttpResponse:
    """Write how the goal goes, by the board of a cluster, today."""
    today = timezone.localdate()
    clusters = Cluster.objects.visible_to(request.user)
    cluster = get_object_or_404(clusters, slug=slug)
    goals = Goal.objects.visible_to(request.user).assessed_in(today.year)
    goal = get_object_or_404(goals.select_related("strategy"), pk=pk)
    if not assessed_by(request.user).contains(cluster):
        raise Http404
    form = AssessmentForm(request.POST or None, goal=goal, cluster=cluster, on=today)
    if form.is_valid():
        form.save()
        messages.success(request, _("The assessment of the board has been saved."))
        return redirect(goal)
    context = {"form": form, "goal": goal, "cluster": cluster, "on": today}
    return render(request, "strategy/goal_assess.html", context)
