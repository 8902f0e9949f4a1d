"""Rounds of local goals: what is missing, carrying over, and reminding."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from institutions.access import scope_of
from strategy.common_goals import common_goals
from strategy.models import GoalRound, LocalGoal
from strategy.round_reminders import count_to_remind, remind
from strategy.rounds import RoundPage
from strategy.workflow import Actor


def goal_round_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    page = _page(request, pk)
    return render(request, "strategy/round_detail.html", {"page": page})


def goal_round_remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write to those who lack something; pressed twice in a day, they hear of it once."""
    if not scope_of(request.user).edits.everything:
        raise Http404
    page = _page(request, pk)
    waiting = count_to_remind(page)
    if waiting and not is_sure(request):
        sentence = ngettext(
            "%(count)s person gets an e-mail now. It cannot be called back.",
            "%(count)s people get an e-mail now. It cannot be called back.",
            waiting,
        )
        return ask(
            request,
            title=_("Remind those who lack something?"),
            lost=[sentence % {"count": waiting}],
            button=_("Send the reminders"),
            back=page.round.get_absolute_url(),
        )
    if request.method != "POST":
        return redirect(page.round)
    count = remind(page, site=request.build_absolute_uri("/").rstrip("/"))
    if count:
        sentence = ngettext(
            "%(count)s person has been reminded.", "%(count)s people have been reminded.", count
        )
        messages.success(request, sentence % {"count": count})
    else:
        messages.info(request, _("Everybody who can be reminded has been reminded today."))
    return redirect(page.round)


@require_POST
def local_goal_carry_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin this year's goal with the words of an earlier one."""
    earlier = get_object_or_404(
        LocalGoal.objects.visible_to(request.user)
        .agreed()
        .select_related("goal", "institution", "cluster", "statement")
        .prefetch_related("efforts"),
        pk=pk,
    )
    if not earlier.lets(request.user, Actor.LEADER):
        raise Http404
    goal = earlier.goal
    if earlier.cluster is None:
        goal = common_goals().get(goal.number, goal)
    draft = LocalGoal.begin_from(
        earlier, goal=goal, institution=earlier.institution, by=request.user
    )
    messages.success(
        request,
        _(
            "The earlier goal has been carried over, with its number and who sees to it. Its days"
            " are moved to the coming year: look at them."
        ),
    )
    return redirect("local_goal_edit", pk=draft.pk)


def _page(request: SignedInRequest, pk: int) -> RoundPage:
    goal_round = get_object_or_404(GoalRound.objects.visible_to(request.user), pk=pk)
    return RoundPage.build(goal_round, user=request.user, on=timezone.localdate())
