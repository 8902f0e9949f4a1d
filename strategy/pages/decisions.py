"""What happens to a local goal after it is written: moves through its life, and how it goes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from config.asking import is_sure
from config.storage import rows_with_files
from institutions.access import Reader
from lifecycle import Incomplete, InvalidTransition, Outdated, Transition
from strategy.attaching import hand_out
from strategy.decision_forms import StatusUpdateForm, TransitionForm
from strategy.leave import NEEDS_LEAVE, no_board
from strategy.models import Attachment, LocalGoal, StatusUpdate
from strategy.models.loops import LockCause
from strategy.pages.local_goals import Whereabouts
from strategy.slots import evidence, notes_on
from strategy.with_leaders import known_to
from strategy.workflow import LOCAL_GOAL_LIFE, Actor, LocalGoalStatus


def local_goal_move(request: SignedInRequest, pk: int, status: str) -> HttpResponse:
    """Ask for what a move needs, or for a yes; a POST makes it."""
    if status not in LocalGoalStatus.values:
        raise Http404
    goal = _visible(request.user, pk)
    status = LocalGoalStatus(status)
    way = LOCAL_GOAL_LIFE.find(goal.status, status)
    ways_there = [way for way in LOCAL_GOAL_LIFE.all() if way.to == status]
    if _lacks_leave(request.user, goal, way):
        messages.error(request, no_board(goal) or NEEDS_LEAVE)
        return redirect(goal)
    if not any(goal.allows(request.user, known) for known in ways_there):
        raise PermissionDenied
    if way is None:
        messages.error(request, goal.said.already)
        return redirect(goal)
    if not goal.allows(request.user, way):
        raise PermissionDenied
    is_on_behalf = goal.is_on_behalf(request.user, way)
    asks_why = goal.asks_why(request.user, way)
    form = TransitionForm(request.POST or None, way=way, goal=goal, asks_why=asks_why)
    if form.is_valid() and (is_sure(request) or not way.lost):
        answer = _move(request, goal, way, form, is_on_behalf=is_on_behalf)
        if answer is not None:
            return answer
    return render(
        request,
        "strategy/local_goal_move.html",
        {
            "form": form,
            "goal": goal,
            "way": way,
            "is_on_behalf": is_on_behalf,
            "stands_in": goal.stands_in(request.user, way),
            "where": Whereabouts.of_goal(goal),
            "notes": notes_on(goal) if goal.lets(request.user, Actor.LEADER) else [],
        },
    )


def _lacks_leave(user: Reader, goal: LocalGoal, way: Transition[LocalGoalStatus] | None) -> bool:
    """Whether who may act for the board may not this time, unless the board has given leave."""
    return way is not None and goal.lets(user, Actor.BOARD) and goal.needs_leave(user, way)


def _move(
    request: SignedInRequest,
    goal: LocalGoal,
    way: Transition[LocalGoalStatus],
    form: TransitionForm,
    *,
    is_on_behalf: bool,
) -> HttpResponse | None:
    """Make the move, and lead on; None where the form says what it lacks."""
    try:
        with transaction.atomic():
            decision = goal.transition(
                way.name,
                by=request.user,
                comment=form.cleaned_data["comment"],
                outcome=form.cleaned_data.get("outcome", ""),
                goes_on=form.cleaned_data.get("goes_on", ""),
                expected_on=form.cleaned_data.get("expected_on"),
                on_behalf_of_board=is_on_behalf,
                version=form.cleaned_data["version"],
            )
            form.write_figure(by=request.user, decision=decision)
            if way.to == LocalGoalStatus.EVALUATED:
                goal.loops.lock(LockCause.OPENED)
    except InvalidTransition:
        goal.refresh_from_db()
        messages.error(request, goal.said.already)
        return _onwards(request, goal)
    except Outdated:
        messages.error(
            request, _("The goal has been changed since you opened it. Read it once more.")
        )
        return redirect(goal)
    except Incomplete as incomplete:
        if "complete" in way.needs:
            return redirect(f"{reverse('local_goal_edit', args=[goal.pk])}?mangler=1")
        form.add_missing(incomplete)
        return None
    messages.success(request, way.done or goal.said.done)
    return _onwards(request, goal)


def _onwards(request: SignedInRequest, goal: LocalGoal) -> HttpResponse:
    """To the goal; or home, for those who see nothing of it any longer."""
    is_seen = known_to(request.user).filter(pk=goal.pk).exists()
    return redirect(goal if is_seen else "home")


def status_update_create(request: SignedInRequest, pk: int) -> HttpResponse:
    goal = _visible(request.user, pk)
    if not goal.lets(request.user, Actor.LEADER):
        raise Http404
    if goal.status != LocalGoalStatus.IN_PROGRESS:
        messages.error(request, _("Write about how it goes once the work has begun."))
        return redirect(goal)
    sent = request.method == "POST"
    newest = None if sent and "unchanged" not in request.POST else goal.status_updates.first()
    if newest and sent:
        newest.say_again(by=request.user).save()
        messages.success(request, _("The status has been saved."))
        return redirect(goal)
    update = StatusUpdate(local_goal=goal, made_by=request.user)
    form = StatusUpdateForm(
        request.POST or None,
        request.FILES or None,
        instance=update,
        indicators=evidence().to_take_down(goal, user=request.user),
    )
    if form.is_valid():
        with rows_with_files():
            form.save_whole(by=request.user)
            chosen = form.cleaned_data.get("figures") or ()
            if chosen:
                goal.loops.lock(LockCause.MEASURED)
            evidence().take_down(update, chosen, on=timezone.localdate())
        messages.success(request, _("The status has been saved."))
        return redirect(goal)
    return render(
        request,
        "strategy/local_goal_status.html",
        {"form": form, "goal": goal, "where": Whereabouts.of_goal(goal), "newest": newest},
    )


@require_safe
def attachment_fetch(request: SignedInRequest, pk: int) -> HttpResponse:
    """A file of a status update, for those who read the goal: to be saved, never shown here."""
    return hand_out(get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk))


def _visible(user: Reader, pk: int) -> LocalGoal:
    goals = LocalGoal.objects.visible_to(user).select_related(
        "goal__strategy", "institution", "cluster", "statement"
    )
    return get_object_or_404(goals, pk=pk)
