"""The moves of a development plan: it is sent, signed, returned, and agreed anew."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from config.asking import Crumb, ask, is_sure
from institutions.access import Reader
from leadership.forms import PlanMoveForm
from leadership.models import DevelopmentPlan
from leadership.pages.teams import require
from leadership.workflow import PLAN_LIFE, PlanStage
from lifecycle import Transition
from lifecycle.asking import move_asked

WITH_TEAM = ("team__cluster__area", "team__institution__area", "mapping__profile__scale")


def visible_plan(user: Reader, pk: int) -> DevelopmentPlan:
    plans = DevelopmentPlan.objects.visible_to(user).select_related(*WITH_TEAM)
    return get_object_or_404(plans, pk=pk)


def crumbs_of(plan: DevelopmentPlan) -> list[Crumb]:
    return [
        (reverse("leadership_home"), _("Leadership")),
        (plan.team.get_absolute_url(), str(plan.team)),
        (plan.get_absolute_url(), str(plan)),
    ]


def plan_move(request: SignedInRequest, pk: int, move: str) -> HttpResponse:
    """Ask for what a move needs, or for a yes; a POST makes it."""
    plan = visible_plan(request.user, pk)
    if move not in {way.name for way in PLAN_LIFE.all()}:
        raise Http404
    wanted = PLAN_LIFE.find(plan.stage, move)
    if wanted is None or wanted not in plan.transitions_for(request.user):
        require(_takes_part(plan, request.user))
        messages.info(request, plan.said.already)
        return redirect(plan)
    answer = request.POST if is_sure(request) else None
    form = PlanMoveForm(answer, way=wanted, initial={"version": plan.version})
    outdated = _("The plan has been changed since you opened it. Read it once more.")
    back = plan.get_absolute_url()
    moved = move_asked(request, plan, wanted, form=form, back=back, outdated=outdated)
    return moved or _ask_before_moving(request, plan, wanted, form=form)


def _ask_before_moving(
    request: SignedInRequest, plan: DevelopmentPlan, move: Transition[Any], *, form: PlanMoveForm
) -> HttpResponse:
    complete = "complete" in move.needs
    signed = [_("You sign as %(person)s.") % {"person": request.user}]
    return ask(
        request,
        title=str(move.label),
        lost=[
            *(signed if move.to in (PlanStage.PROPOSED, PlanStage.AGREED) else ()),
            *map(str, move.lost),
        ],
        button=str(move.label),
        back=plan.get_absolute_url(),
        crumbs=crumbs_of(plan),
        facts=[plan.team, plan],
        missing=plan.missing.values() if complete else (),
        form=form,
    )


def _takes_part(plan: DevelopmentPlan, user: Reader) -> bool:
    today = timezone.localdate()
    return plan.team.has_member(user, today) or plan.team.is_overseen_by(user, today)
