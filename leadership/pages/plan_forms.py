"""A team's development plan: written, signed by both parties, followed up, reviewed."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from files.papers import file_response
from institutions.access import Reader
from leadership.forms import (
    ActionForm,
    FocusForm,
    FollowUpDaysForm,
    PlanFollowUpForm,
    ProgressForm,
)
from leadership.models import (
    Action,
    Agreement,
    DevelopmentPlan,
    FocusArea,
)
from leadership.pages.plan import DevelopmentPlanPage
from leadership.pages.plan_moves import WITH_TEAM, crumbs_of, visible_plan
from leadership.pages.plan_paper import paper_of
from leadership.pages.team import TeamPage
from leadership.pages.teams import editable_team
from leadership.value_base.citing import (
    CitationChoice,
    CitationForm,
    build_focus_on,
    chosen_of_focus,
    citations_of_focus,
    take_back,
)
from leadership.workflow import PlanStage


@require_POST
def plan_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """A plan for the year of the newest mapping, or for this year."""
    team = editable_team(request.user, pk)
    page = TeamPage.build(team, user=request.user, on=timezone.localdate())
    closed = page.mapping if page.mapping and page.mapping.closed_on else None
    try:
        with transaction.atomic():
            plan, _is_new = DevelopmentPlan.objects.get_or_create(
                team=team, year=page.plan_year, defaults={"mapping": closed}
            )
    except IntegrityError:  # two pressed at the same moment
        plan = DevelopmentPlan.objects.get(team=team, year=page.plan_year)
    return redirect(plan)


def plan_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request.user, pk)
    page = DevelopmentPlanPage.build(plan, user=request.user, on=timezone.localdate())
    return render(request, "leadership/plan.html", {"page": page})


def plan_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request.user, pk)
    page = DevelopmentPlanPage.build(plan, user=request.user, on=timezone.localdate())
    paper = paper_of(page)
    return file_response(paper.content, name=paper.name)


def focus_create(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = _editable(request.user, pk)
    number = plan.focuses.aggregate(last=Max("number"))["last"] or 0
    return _write(request, FocusForm, FocusArea(plan=plan, number=number + 1), plan)


def focus_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    focus = get_object_or_404(
        FocusArea.objects.editable_by(request.user).select_related("plan"), pk=pk
    )
    return _write(request, FocusForm, focus, _editable(request.user, focus.plan_id))


def focus_commitments(request: SignedInRequest, pk: int) -> HttpResponse:
    """What an area of effort builds on in the value base."""
    focus = get_object_or_404(
        FocusArea.objects.editable_by(request.user).select_related("plan"), pk=pk
    )
    plan = _editable(request.user, focus.plan_id)
    commitments, chapters = citations_of_focus(focus)
    if request.method == "POST" and "fjern" in request.POST:
        if take_back(chapters if "kapitel" in request.POST else commitments, request):
            plan.touch()
        messages.success(request, _("The area of effort no longer builds on it."))
        return redirect(request.get_full_path())
    choice = CitationChoice.of(request)
    form = None
    if choice.offer is not None:
        chosen = chosen_of_focus(focus, choice.offer.cites)
        form = CitationForm(request.POST or None, offer=choice.offer, chosen=chosen)
        if request.method == "POST" and form.is_valid():
            with transaction.atomic():
                build_focus_on(focus, form)
                plan.touch()
            messages.success(request, _("The plan has been saved."))
            return redirect(plan)
    cites = choice.cited([*commitments, *chapters])
    context = {"choice": choice, "form": form, "back": plan, "cites": cites}
    return render(request, "value_base/choose.html", context)


def focus_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    focus = get_object_or_404(FocusArea.objects.editable_by(request.user), pk=pk)
    plan = _editable(request.user, focus.plan_id)
    count = focus.actions.count()
    sentence = ngettext(
        "Its %(count)s action goes along.", "Its %(count)s actions go along.", count
    )
    lost = [sentence % {"count": count}] if count else []
    button = _("Take the area of effort and its actions out of the plan")
    return _delete(request, focus, plan, lost=lost, button=button)


def action_create(request: SignedInRequest, pk: int) -> HttpResponse:
    focus = get_object_or_404(FocusArea.objects.editable_by(request.user), pk=pk)
    return _write(request, ActionForm, Action(focus=focus), _editable(request.user, focus.plan_id))


def action_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    action = get_object_or_404(
        Action.objects.editable_by(request.user).select_related("focus"), pk=pk
    )
    return _write(request, ActionForm, action, _editable(request.user, action.focus.plan_id))


def action_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    action = get_object_or_404(
        Action.objects.editable_by(request.user).select_related("focus"), pk=pk
    )
    plan = _editable(request.user, action.focus.plan_id)
    return _delete(request, action, plan, lost=[], button=_("Take the action out of the plan"))


def follow_up_days(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = _editable(request.user, pk)
    form = FollowUpDaysForm(request.POST or None, plan=plan)
    if form.is_valid():
        form.save()
        messages.success(request, _("The days have been saved."))
        return redirect(plan)
    context = {
        "form": form,
        "plan": plan,
        "heading": _("Days to follow up on"),
        "unsaved": _("The days have not been saved yet"),
    }
    return render(request, "leadership/plan_form.html", context)


def follow_up_hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """The next follow-up is held: how each action goes, and what was seen."""
    plan = get_object_or_404(
        DevelopmentPlan.objects.followed_up_by(request.user).select_related(*WITH_TEAM), pk=pk
    )
    follow_up = plan.follow_ups.filter(held_on=None).first()
    if plan.stage != PlanStage.AGREED or follow_up is None:
        messages.info(request, _("The plan has nothing to follow up on now."))
        return redirect(plan)
    follow_up.plan = plan
    form = PlanFollowUpForm(
        request.POST or None,
        follow_up=follow_up,
        actions=_actions(plan),
        user=request.user,
    )
    if form.is_valid():
        form.save()
        messages.success(request, _("The follow-up has been saved."))
        return redirect(plan)
    heading = _("Review of the year") if follow_up.is_review else _("Follow up on the plan")
    unsaved = _("The follow-up has not been saved yet")
    context = {"form": form, "plan": plan, "heading": heading, "unsaved": unsaved}
    return render(request, "leadership/plan_form.html", context)


def progress_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """How it goes with the actions, between the follow-ups."""
    plans = DevelopmentPlan.objects.editable_by(request.user).filter(stage=PlanStage.AGREED)
    plan = get_object_or_404(plans.select_related(*WITH_TEAM), pk=pk)
    form = ProgressForm(request.POST or None, actions=_actions(plan))
    if form.is_valid():
        form.save()
        messages.success(request, _("How it goes has been saved."))
        return redirect(plan)
    unsaved = _("How it goes has not been saved yet")
    context = {"form": form, "plan": plan, "heading": _("How it goes"), "unsaved": unsaved}
    return render(request, "leadership/plan_form.html", context)


def agreement_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A plan as it was when it was signed."""
    signers = ("team_signed_by", "head_signed_by", "ended_by")
    agreements = Agreement.objects.visible_to(request.user).select_related(
        *signers, "plan__team__cluster", "plan__team__institution"
    )
    agreement = get_object_or_404(agreements, pk=pk)
    return render(request, "leadership/agreement.html", {"agreement": agreement})


def _editable(user: Reader, pk: int) -> DevelopmentPlan:
    """A plan that may be written in: by its team, while it is a draft."""
    plans = DevelopmentPlan.objects.editable_by(user).filter(stage=PlanStage.DRAFT)
    return get_object_or_404(plans.select_related(*WITH_TEAM), pk=pk)


def _actions(plan: DevelopmentPlan) -> QuerySet[Action]:
    actions = Action.objects.filter(focus__plan=plan)
    return actions.order_by("focus__number", "due_on", "pk")


def _write(
    request: SignedInRequest,
    form_class: type[FocusForm] | type[ActionForm],
    row: FocusArea | Action | None,
    plan: DevelopmentPlan,
) -> HttpResponse:
    """A part of the plan, written or rewritten."""
    extra = {"user": request.user} if form_class is FocusForm else {}
    form = form_class(request.POST or None, instance=row, **extra)
    if form.is_valid():
        with transaction.atomic():
            form.save()
            plan.touch()
        messages.success(request, _("The plan has been saved."))
        return redirect(plan)
    words = {
        FocusForm: _("Area of effort"),
        ActionForm: pgettext("of a plan", "Action"),
    }
    context = {"form": form, "plan": plan, "heading": words[form_class], "row": row}
    return render(request, "leadership/plan_form.html", context)


def _delete(
    request: SignedInRequest,
    row: FocusArea | Action,
    plan: DevelopmentPlan,
    *,
    lost: list[str],
    button: str,
) -> HttpResponse:
    if not is_sure(request):
        return ask(
            request,
            title=_("Take it out of the plan?"),
            lost=[_("“%(row)s”, with all that is written in it.") % {"row": row}, *lost],
            button=button,
            back=plan.get_absolute_url(),
            crumbs=crumbs_of(plan),
        )
    with transaction.atomic():
        row.delete()
        plan.touch()
    messages.success(request, _("“%(row)s” has been taken out of the plan.") % {"row": row})
    return redirect(plan)
