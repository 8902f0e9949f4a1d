"""The form of a local goal, for the views that show, save and autosave it."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from accounts.requests import SignedInRequest
from config.asked import whole_number
from institutions.access import Reader
from institutions.models import Institution
from strategy.forms import LocalGoalForm
from strategy.models import AutosavedText, Goal, LocalGoal, Statement
from strategy.slots import evidence

WITH_PLACES = (
    *("goal__strategy", "institution", "cluster", "statement"),
    *("begun_from__institution", "begun_from__cluster"),
    *("created_by", "updated_by"),
)


def visible_goal(user: Reader, pk: int) -> LocalGoal:
    goals = LocalGoal.objects.visible_to(user).select_related(*WITH_PLACES)
    return get_object_or_404(goals, pk=pk)


def new_goal(request: SignedInRequest) -> LocalGoal:
    """A local goal not yet saved: under the statement of the address, for the cluster whose vision
    it is of; or under the goal, and for the institution.
    """
    if "udsagn" in request.GET:
        statements = Statement.objects.worked_on_by(request.user)
        statement = get_object_or_404(
            statements.select_related("goal__strategy__cluster"),
            pk=whole_number(request.GET["udsagn"]) or 0,
        )
        return LocalGoal(
            goal=statement.goal,
            cluster=statement.goal.strategy.cluster,
            statement=statement,
            created_by=request.user,
            created_at=timezone.now(),
        )
    institutions = Institution.objects.editable_by(request.user).open()
    institution = get_object_or_404(institutions, slug=request.GET.get("institution", ""))
    number = whole_number(request.GET.get("maal"))
    if number is None:
        raise Http404
    goals = Goal.objects.visible_to(request.user).common().select_related("strategy")
    return LocalGoal(
        goal=get_object_or_404(goals, pk=number),
        institution=institution,
        created_by=request.user,
        created_at=timezone.now(),
    )


def form_of(
    request: SignedInRequest,
    goal: LocalGoal,
    *,
    data: Mapping[str, Any] | None = None,
    initial: dict[str, Any] | None = None,
    continues: AutosavedText | None = None,
) -> LocalGoalForm:
    """Its form, which saves and autosaves to the goal's own addresses."""
    if goal.pk is None:
        address = request.get_full_path()
        query = request.META.get("QUERY_STRING", "")
        autosaves_to = f"{reverse('local_goal_autosave_new')}?{query}"
    else:
        address = reverse("local_goal_edit", args=[goal.pk])
        autosaves_to = reverse("local_goal_autosave", args=[goal.pk])
    form = LocalGoalForm(
        data,
        instance=goal,
        initial=initial,
        indicators=evidence().offered(goal, user=request.user),
        address=address,
        continues=continues,
    )
    form.helper.attrs = {"data-autosave": autosaves_to, "data-writer": request.user.pk}
    return form


def as_data(goal: LocalGoal, answers: dict[str, Any]) -> dict[str, Any]:
    """Answers as the form would post them, upon the newest version."""
    return {**answers, "version": goal.version, "key": goal.form_key, "page": uuid.uuid4()}
