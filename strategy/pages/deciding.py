"""The board decides on all that an institution has sent, on one page."""

import re
from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.requests import SignedInRequest
from config.phrases import number
from institutions.access import Reader, scope_of
from institutions.models import Institution
from lifecycle import Incomplete, Outdated
from strategy.deciding import BoardChoice, Undecided, decide
from strategy.decision_forms import ChoiceForm, choices_of
from strategy.leave import no_board
from strategy.models import Decision, LocalGoal
from strategy.pages.local_goals import Whereabouts
from strategy.workflow import LOCAL_GOAL_LIFE, LocalGoalStatus


def institution_decide(request: SignedInRequest, slug: str) -> HttpResponse:
    """Each goal sent, with its decision; a button adopts them all. Nothing is decided by halves."""
    institution = get_object_or_404(Institution.objects.visible_to(request.user), slug=slug)
    reach = scope_of(request.user)
    if not reach.decides.holds(institution.pk):
        raise Http404
    goals = _sent(institution, request.user)
    needs_leave = any(_needs_leave(goal, request.user) for goal in goals[:1])
    forms = [
        ChoiceForm(request.POST or None, goal=goal, may_adopt=not needs_leave) for goal in goals
    ]
    if request.method == "POST":
        try:
            decided = _receive(request, forms)
        except Undecided as undecided:
            _show_newest(forms, _sent(institution, request.user), undecided)
        else:
            if decided:
                messages.success(request, _told(decided))
                return redirect(institution)
    return render(
        request,
        "strategy/institution_decide.html",
        {
            "where": Whereabouts.of(institution),
            "forms": forms,
            "form": next((form for form in forms if form.errors), None),
            "is_on_behalf": reach.edits.holds(institution.pk),
            "needs_leave": needs_leave,
            "lets_leaders": reach.chairs_a_board,
            "no_board": no_board(goals[0]) if goals else "",
        },
    )


def _needs_leave(goal: LocalGoal, user: Reader) -> bool:
    """Of one institution's goals it is the same of each."""
    way = LOCAL_GOAL_LIFE.find(goal.status, LocalGoalStatus.ADOPTED)
    return way is not None and goal.needs_leave(user, way)


def _sent(institution: Institution, user: Reader) -> list[LocalGoal]:
    goals = LocalGoal.objects.visible_to(user).filter(
        institution=institution, status=LocalGoalStatus.SENT
    )
    return list(
        goals.select_related("goal", "institution")
        .prefetch_related("efforts")
        .order_by("goal__strategy", "goal__number", "pk")
    )


def _receive(request: SignedInRequest, forms: list[ChoiceForm]) -> list[Decision]:
    """Decide what was chosen; nothing when something is wrong, and then the forms say what."""
    if not all(form.is_valid() for form in forms):
        return []
    if _chosen(request.POST) - {form.goal.pk for form in forms}:
        messages.error(request, _("A goal is no longer with the board. Nothing was decided."))
        return []
    choices = choices_of(forms)
    if request.POST.get("action") == "adopt_all":
        choices = [
            BoardChoice(form.goal.pk, form.cleaned_data["version"], LocalGoalStatus.ADOPTED)
            for form in forms
        ]
    if not choices:
        messages.error(request, _("Choose what the board decides on at least one goal."))
    return decide(choices, by=request.user)


def _chosen(posted: QueryDict) -> set[int]:
    """The goals that something was chosen for, those no longer on the page among them."""
    names = (re.fullmatch(r"maal-(\d+)-status", name) for name, value in posted.items() if value)
    return {int(found[1]) for found in names if found}


def _show_newest(
    forms: list[ChoiceForm], newest: Iterable[LocalGoal], undecided: Undecided
) -> None:
    """Each goal as it is now, and why nothing was decided of it."""
    by_id = {goal.pk: goal for goal in newest}
    for form in forms:
        form.goal = by_id.get(form.goal.pk, form.goal)
        _explain(form, undecided.refusals.get(form.goal.pk))


def _explain(form: ChoiceForm, refusal: Exception | None) -> None:
    if refusal is None:
        return
    if isinstance(refusal, PermissionDenied):
        raise refusal
    if isinstance(refusal, Incomplete):
        form.add_missing(refusal)
    elif isinstance(refusal, Outdated):
        form.add_error(None, _("The goal has been changed since you opened it. Read it once more."))
        form.show_newest()
    else:
        form.add_error(None, _("The goal is no longer with the board. Nothing was decided."))


def _told(decisions: list[Decision]) -> str:
    adopted = sum(decision.to_status == LocalGoalStatus.ADOPTED for decision in decisions)
    returned = len(decisions) - adopted
    told = []
    if adopted:
        told.append(
            ngettext(
                "%(count)s goal has been adopted.", "%(count)s goals have been adopted.", adopted
            )
            % {"count": capfirst(number(adopted, neuter=True))}
        )
    if returned:
        told.append(
            ngettext(
                "%(count)s goal has been returned to the leader.",
                "%(count)s goals have been returned to the leader.",
                returned,
            )
            % {"count": capfirst(number(returned, neuter=True))}
        )
    return " ".join(told)
