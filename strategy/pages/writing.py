"""Writing a local goal: a new one, an old one, and what to do when two write at once."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest, own_eyes_only
from config.asked import whole_number
from institutions.models import Institution
from institutions.page_cache import cached_page
from institutions.remembering import remembered
from lifecycle import Incomplete, InvalidTransition, Outdated
from strategy.autosave import settle
from strategy.forms import LocalGoalForm
from strategy.models import Goal, KeptText, LocalGoal
from strategy.pages.interrupted import keeps_what_was_written, taken_up
from strategy.pages.local_goal_forms import WITH_PLACES, as_data, form_of, new_goal, visible_goal
from strategy.pages.local_goals import (
    Conflict,
    LocalGoalPage,
    SidePanel,
    Unsaved,
    Whereabouts,
    of_local_goal,
)
from strategy.pages.local_goals.conflict import answers_of
from strategy.pages.with_leaders import show_with_leaders
from strategy.slots import undertow
from strategy.workflow import Actor, LocalGoalStatus


@cached_page(around=of_local_goal)
def local_goal_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    reader = request.user
    try:
        goal = remembered(lambda: visible_goal(reader, pk), "local goal", pk, reader=reader)
    except Http404:
        return show_with_leaders(request, pk)
    page = LocalGoalPage.build(goal, user=request.user)
    return render(request, "strategy/local_goal_detail.html", {"page": page})


@own_eyes_only
@keeps_what_was_written
def local_goal_create(request: SignedInRequest) -> HttpResponse:
    """A new local goal; without a goal and an institution in the address, choose them first."""
    if "udsagn" not in request.GET and not {"maal", "institution"} <= request.GET.keys():
        return _choose(request)
    goal = new_goal(request)
    if request.method == "POST":
        return _receive(request, _already_begun(request, goal) or goal)
    return _open(request, goal)


@own_eyes_only
@keeps_what_was_written
def local_goal_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    goal = visible_goal(request.user, pk)
    if not goal.lets(request.user, Actor.LEADER):
        raise Http404
    if request.method == "POST":
        return _receive(request, goal)
    if not goal.is_open:
        messages.info(request, _closed(goal))
        return redirect(goal)
    if request.GET.get("mangler"):
        form = form_of(request, goal, data=as_data(goal, answers_of(goal)))
        missing = goal.missing
        form.is_valid()
        form.add_missing(Incomplete(missing))
        return _show(request, form, goal)
    if "tekster" in request.GET:
        kept = _kept(request, goal, request.GET["tekster"])
        conflict = Conflict.of(goal, kept=kept)
        form = form_of(request, goal, initial=conflict.both())
        return _show(request, form, goal, conflict=conflict)
    return _open(request, goal)


@own_eyes_only
def local_goal_conflict(request: SignedInRequest, pk: int, kept: int) -> HttpResponse:
    """Two texts side by side, to choose from."""
    goal = visible_goal(request.user, pk)
    text = _kept(request, goal, kept)
    conflict = Conflict.of(goal, kept=text)
    if not goal.is_open:
        messages.info(request, _closed(goal))
        return redirect(goal)
    if not conflict.differences:
        return redirect("local_goal_edit", pk=goal.pk)
    if request.method == "POST" and request.POST.get("action") == "both":
        address = reverse("local_goal_edit", args=[goal.pk])
        return redirect(f"{address}?tekster={text.pk}")
    if request.method == "POST" and request.POST.get("version") == str(goal.version):
        answers = conflict.chosen(request.POST)
        response = _receive(request, goal, data=as_data(goal, answers))
        if not Conflict.of(visible_goal(request.user, goal.pk), kept=text).differences:
            text.delete()  # it is the goal's text now
        return response
    is_newer = request.method == "POST"
    return render(
        request,
        "strategy/local_goal_conflict.html",
        {
            "conflict": conflict,
            "goal": goal,
            "kept": text,
            "is_newer": is_newer,
            "is_own": goal.updated_by_id == request.user.pk,
            "where": Whereabouts.of_goal(goal),
        },
    )


def _kept(request: SignedInRequest, goal: LocalGoal, pk: int | str) -> KeptText:
    mine = KeptText.objects.editable_by(request.user).filter(local_goal=goal)
    return get_object_or_404(mine, pk=whole_number(str(pk)))


def _open(request: SignedInRequest, goal: LocalGoal) -> HttpResponse:
    """The form with what the person has written in it last, saved or not."""
    data = taken_up(request)
    unsaved = Unsaved.of(
        goal,
        user=request.user,
        chosen=request.GET.get("skrevet", ""),
        but_page=data.get("page", "") if data else "",
    )
    continues = None if data else unsaved.current
    form = form_of(request, goal, data=data, continues=continues)
    return _show(request, form, goal, unsaved=unsaved)


def _choose(request: SignedInRequest) -> HttpResponse:
    """The goals and institutions to choose between."""
    return render(
        request,
        "strategy/local_goal_begin.html",
        {
            "goals": Goal.objects.visible_to(request.user)
            .common()
            .in_force()
            .select_related("strategy"),
            "institutions": Institution.objects.editable_by(request.user).open(),
            "chosen_goal": request.GET.get("maal", ""),
            "chosen_institution": request.GET.get("institution", ""),
        },
    )


def _already_begun(request: SignedInRequest, goal: LocalGoal) -> LocalGoal | None:
    """The goal that this very form has made already: a double click, or back and again.

    Asked of its key alone: a form that is checked leaves what was written on its goal, also what
    is refused, and the form that is checked next would take that for what stood there before.
    """
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return None
    begun = LocalGoal.objects.visible_to(request.user).select_related(*WITH_PLACES)
    return begun.filter(
        form_key=key,
        goal=goal.goal,
        institution=goal.institution,
        cluster=goal.cluster,
    ).first()


def _receive(
    request: SignedInRequest, goal: LocalGoal, *, data: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Save what was written, send it if asked to, and lose none of it."""
    form = form_of(request, goal, data=request.POST if data is None else data)
    if request.POST.get("action") == "rows":
        form.offer_rows()
        return _show(request, form, goal, is_unsaved=True)
    form.is_valid()
    if goal.pk is not None and not goal.is_open:
        return _keep(request, form)
    along = list(undertow.all(goal)) if goal.pk else []
    try:
        with transaction.atomic():
            form.write(by=request.user)
    except IntegrityError:  # the same form, sent twice at the same moment
        begun = _already_begun(request, goal)
        return redirect("local_goal_edit", pk=begun.pk) if begun else _show(request, form, goal)
    except Outdated:
        return _reconcile(request, form)
    for each in along:
        for sentence in each.told(goal):
            messages.info(request, sentence)
    if form.errors:
        return _show(request, form, goal)
    _settle(request, form)
    if request.POST.get("action") == "send":
        return _send(request, form, goal)
    return redirect("local_goal_edit", pk=goal.pk)


def _send(request: SignedInRequest, form: LocalGoalForm, goal: LocalGoal) -> HttpResponse:
    try:
        goal.transition(LocalGoalStatus.SENT, by=request.user, version=goal.version)
    except Incomplete as incomplete:
        form.add_missing(incomplete)
        return _show(request, form, goal, is_sending=True)
    except (InvalidTransition, Outdated):
        goal.refresh_from_db()
        messages.error(request, _closed(goal))
    else:
        messages.success(request, goal.said.done)
        for hint in goal.hints[:1]:
            messages.info(request, _("The board may ask: %(hint)s") % {"hint": hint.text})
    return redirect(goal)


def _reconcile(request: SignedInRequest, form: LocalGoalForm) -> HttpResponse:
    """Somebody saved meanwhile: keep what was written, and let its writer choose."""
    goal = visible_goal(request.user, form.instance.pk)
    if form.holds_cpr:  # such a text is kept nowhere; on the page it is not lost
        return _show(request, form, goal, is_unsaved=True)
    if not goal.is_open:
        return _keep(request, form)
    kept = _kept_text(request, form)
    conflict = Conflict.of(goal, kept=kept)
    if not conflict.differences or conflict.is_only_mine:  # it was only moved, or says the same
        kept.delete()
        return _receive(request, goal, data=as_data(goal, conflict.answers))
    return redirect("local_goal_conflict", pk=goal.pk, kept=kept.pk)


def _keep(request: SignedInRequest, form: LocalGoalForm) -> HttpResponse:
    """The goal can no longer be written in: put what was written into its history."""
    goal = visible_goal(request.user, form.instance.pk)
    if form.holds_cpr:
        messages.error(request, _closed(goal))
        return redirect(goal)
    kept = _kept_text(request, form)
    if Conflict.of(goal, kept=kept).differences:
        sentence = _("What you wrote is in the goal's history.")
        messages.error(request, f"{_closed(goal)} {sentence}")
    else:  # the form was sent twice
        kept.delete()
        messages.info(request, _closed(goal))
    return redirect(goal)


def _settle(request: SignedInRequest, form: LocalGoalForm) -> None:
    """What the form stored while it was written in stands in the goal now, or beside it."""
    settle(
        writer=request.user,
        page=form.cleaned_data.get("page"),
        taken=form.cleaned_data.get("taken", ""),
    )


def _kept_text(request: SignedInRequest, form: LocalGoalForm) -> KeptText:
    _settle(request, form)
    return KeptText.objects.create(
        local_goal=visible_goal(request.user, form.instance.pk),
        written_by=request.user,
        based_on=form.cleaned_data.get("version") or 0,
        answers=form.answers,
    )


def _closed(goal: LocalGoal) -> str:
    return str(goal.said.closed or _("The goal has been changed meanwhile."))


def _show(
    request: SignedInRequest,
    form: LocalGoalForm,
    goal: LocalGoal,
    *,
    is_sending: bool = False,
    is_unsaved: bool = False,
    conflict: Conflict | None = None,
    unsaved: Unsaved | None = None,
) -> HttpResponse:
    if goal.pk is not None:  # saved just now, perhaps: from here on it has an address
        form.helper.form_action = reverse("local_goal_edit", args=[goal.pk])
    return render(
        request,
        "strategy/local_goal_form.html",
        {
            "form": form,
            "goal": goal,
            "where": Whereabouts.of_goal(goal),
            "hints": goal.hints if goal.pk and not goal.is_agreed else (),
            "side": SidePanel.build(goal, user=request.user),
            "is_sending": is_sending or "mangler" in request.GET,
            "is_unsaved": is_unsaved,
            "conflict": conflict,
            "unsaved": unsaved,
            "warnings": [along.warning for along in undertow.all(goal) if along.warning]
            if goal.pk
            else (),
            "is_private": goal.status in (LocalGoalStatus.DRAFT, LocalGoalStatus.RETURNED),
            "is_saved_today": timezone.localdate(goal.updated_at) == timezone.localdate(),
        },
    )
