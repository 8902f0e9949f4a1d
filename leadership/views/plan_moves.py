"""The moves of a development plan: it is sent, signed, returned, and agreed anew."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from config.asking import Crumb, ask, is_sure
from leadership.forms import PlanMoveForm
from leadership.models import DevelopmentPlan
from leadership.views.teams import require
from leadership.workflow import MOVES_BY_NAME, NotAllowed, PlanMove, Stage
from strategy.workflow import Incomplete, Outdated

WITH_TEAM = ("team__cluster__area", "team__institution__area", "mapping__profile__scale")


def visible_plan(user, pk) -> DevelopmentPlan:
    plans = DevelopmentPlan.objects.visible_to(user).select_related(*WITH_TEAM)
    return get_object_or_404(plans, pk=pk)


def crumbs_of(plan: DevelopmentPlan) -> list[Crumb]:
    return [
        (reverse("leadership_home"), _("Leadership")),
        (plan.team.get_absolute_url(), str(plan.team)),
        (plan.get_absolute_url(), str(plan)),
    ]


def plan_move(request, pk, move):
    """Ask for what a move needs, or for a yes; a POST makes it."""
    plan = visible_plan(request.user, pk)
    wanted = MOVES_BY_NAME.get(move)
    if wanted is None:
        raise Http404
    if wanted not in plan.moves_for(request.user, timezone.localdate()):
        require(_takes_part(plan, request.user))
        messages.info(request, _("That cannot be done with the plan now."))
        return redirect(plan)
    answer = request.POST if is_sure(request) else None
    form = PlanMoveForm(answer, move=wanted, initial={"version": plan.version})
    if form.is_valid():
        try:
            plan.make(
                wanted,
                by=request.user,
                version=form.cleaned_data["version"],
                comment=form.cleaned_data.get("comment", ""),
            )
        except NotAllowed:
            messages.info(request, _("That cannot be done with the plan now."))
            return redirect(plan)
        except Outdated:
            messages.error(
                request, _("The plan has been changed since you opened it. Read it once more.")
            )
            return redirect(plan)
        except Incomplete as incomplete:
            form.add_missing(incomplete)
        else:
            messages.success(request, _done(wanted.to))
            return redirect(plan)
    return _ask_before_moving(request, plan, wanted, form=form)


def _ask_before_moving(request, plan: DevelopmentPlan, move: PlanMove, *, form: PlanMoveForm):
    signed = [_("You sign as %(person)s.") % {"person": request.user}]
    return ask(
        request,
        title=str(move.label),
        lost=[*(signed if move.to in (Stage.PROPOSED, Stage.AGREED) else ()), *map(str, move.lost)],
        button=str(move.label),
        back=plan.get_absolute_url(),
        crumbs=crumbs_of(plan),
        facts=[plan.team, plan],
        form=form,
    )


def _takes_part(plan: DevelopmentPlan, user) -> bool:
    today = timezone.localdate()
    return plan.team.has_member(user, today) or plan.team.is_overseen_by(user, today)


def _done(stage: Stage) -> str:
    sentences = {
        Stage.DRAFT: _("The plan is a draft again."),
        Stage.PROPOSED: _("You have signed the plan. It waits for the head of area."),
        Stage.AGREED: _("You have signed the plan. It is agreed."),
    }
    return sentences[stage]
