"""The meeting mode, in which a meeting is held: one item at a time, minutes and decisions."""

from dataclasses import dataclass
from typing import Any, Self

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from config.asked import whole_number
from config.privacy import refuse_cpr
from lifecycle import Closed, Incomplete, LifecycleError
from meetings.forms import GO_ON, FollowUpForm, MinutesForm
from meetings.models import AgendaItem, FollowUp
from meetings.pages.closed import in_turn, save_together, saved
from meetings.pages.mode import MeetingMode, to_assess_under
from meetings.pages.moves import visible
from meetings.pages.offline import kept_offline
from meetings.pages.screen import MeetingScreen
from strategy.assessing import AssessmentForm
from strategy.deciding import Undecided
from strategy.models import LocalGoal
from strategy.pages.autosave import answers_in_words
from strategy.proposing import proposal_forms, proposes_for
from strategy.workflow import Actor
from strategy.workflow import LocalGoalStatus as GoalStatus


def meeting_begin(request: SignedInRequest, pk: int) -> HttpResponse:
    """The meeting mode, at the first item."""
    meeting = visible(request, pk)
    first = AgendaItem.objects.visible_to(request.user).filter(meeting=meeting).first()
    if first is None:
        messages.info(request, _("There is nothing on the agenda yet."))
        return redirect(meeting)
    return redirect("meeting_mode", pk=meeting.pk, number=first.number)


@in_turn
def meeting_mode(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """One item at a time. A writer's POST saves the minutes of it, or adds a follow-up.

    Whoever asks to go on is shown the next item then.
    """
    meeting = visible(request, pk)
    mode = MeetingMode.build(meeting, number=number, user=request.user, on=timezone.localdate())
    if mode is None or (request.method == "POST" and not mode.may_write):
        raise Http404
    offline = kept_offline(
        meeting, [row.href for row in mode.places], papers=mode.papers, user=request.user
    )
    if not mode.may_write:
        return render(request, "meetings/mode.html", {"mode": mode, "offline": offline})
    forms = ItemForms.of(mode, request.POST)
    if answered := forms.answered:
        is_saved = saved(request, meeting, *answered, said=_("It has been saved."))
        goes_on = is_saved and GO_ON in request.POST and forms.minutes in answered
        return redirect(mode.after.href if goes_on and mode.after else mode.href)
    context = {
        "mode": mode,
        "offline": offline,
        "minutes": forms.minutes,
        "assessments": forms.assessments,
        "follow_up": forms.follow_up,
        "form": forms.to_correct,
    }
    return render(request, "meetings/mode.html", context)


@answers_in_words
@in_turn
def meeting_autosave(request: SignedInRequest, pk: int, number: int) -> JsonResponse:
    """Minutes saved while they are written; `static/js/autosave.js` asks for it.

    seen: marks of what stands there now, so that the next saving is of that.
    """
    meeting = visible(request, pk)
    mode = MeetingMode.build(meeting, number=number, user=request.user, on=timezone.localdate())
    if mode is None or not mode.may_write:
        raise Http404
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    forms = ItemForms.of(mode, request.POST)
    answered = forms.answered if forms.minutes.is_bound else ()
    if not answered:
        told = _("Not saved yet: something must be corrected. Press Save to see what.")
        return JsonResponse({"message": told}, status=422)
    try:
        save_together(meeting, *answered)
    except Closed as closed:
        return JsonResponse({"message": str(closed)}, status=409)
    clock = time_format(timezone.localtime().time(), "H.i")
    return JsonResponse(
        {
            "message": _("Saved at %(time)s. The board sees it when the meeting is closed.")
            % {"time": clock},
            "seen": {"seen": forms.minutes.mark}
            | {form.add_prefix("seen"): form.mark for form in forms.assessments},
        }
    )


def meeting_screen(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """One item for a large screen, without anything around it."""
    meeting = visible(request, pk)
    screen = MeetingScreen.build(meeting, number=number, user=request.user, on=timezone.localdate())
    if screen is None:
        raise Http404
    return render(request, "meetings/screen.html", {"screen": screen})


def item_propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the leader of the cluster proposes that the board finds of the goals of an item."""
    items = AgendaItem.objects.editable_by(request.user).select_related("meeting__board__cluster")
    item = get_object_or_404(items, pk=pk)
    cluster, goals = item.meeting.board.cluster, to_assess_under(item)
    if not goals or cluster is None or not proposes_for(request.user, cluster.pk):
        raise Http404
    forms = proposal_forms(goals, request.POST or None, cluster=cluster, user=request.user)
    valid = [form.is_valid() for form in forms]  # each says what it lacks
    if all(valid):
        for form in forms:
            form.propose(by=request.user, on=timezone.localdate())
        messages.success(request, _("Your proposals have been saved. The board sees them."))
        return redirect(item)
    context = {"forms": forms, "item": item, "meeting": item.meeting}
    context["form"] = next((form for form in forms if form.errors), forms[0])
    return render(request, "meetings/propose.html", context)


@dataclass(frozen=True, slots=True)
class ItemForms:
    """What a writer answers under an item: minutes with assessments, or one more follow-up."""

    minutes: MinutesForm
    assessments: tuple[AssessmentForm, ...]
    follow_up: FollowUpForm

    @classmethod
    def of(cls, mode: MeetingMode, answers: QueryDict) -> Self:
        sent = answers.get("form")
        written = answers if sent == "minutes" else None
        return cls(
            minutes=MinutesForm(
                written,
                instance=mode.item,
                address=mode.href,
                is_main=not (mode.to_decide or mode.may_approve),
                goes_on=mode.after is not None,
            ),
            assessments=_assessments(mode, written),
            follow_up=FollowUpForm(
                answers if sent == "follow-up" else None,
                instance=FollowUp(item=mode.item),
                people=mode.people,
                address=mode.href,
            ),
        )

    @property
    def answered(self) -> tuple[ModelForm[Any], ...]:
        """Those that were sent together, if all of them can be saved."""
        return _valid(self.minutes, *self.assessments) or _valid(self.follow_up)

    @property
    def to_correct(self) -> ModelForm[Any]:
        """The one whose errors the page sums up."""
        answers: tuple[ModelForm[Any], ...] = (self.minutes, *self.assessments)
        return next((form for form in answers if form.is_bound and form.errors), self.follow_up)


def _valid(*forms: ModelForm[Any]) -> tuple[ModelForm[Any], ...]:
    """The forms that were sent together, if they were and all of them can be saved."""
    answers = [form.is_bound and form.is_valid() for form in forms]  # each says what it lacks
    return forms if all(answers) else ()


def _assessments(mode: MeetingMode, answers: QueryDict | None) -> tuple[AssessmentForm, ...]:
    """What the board finds of each goal under the item, from the day of the meeting on."""
    meeting, cluster = mode.meeting, mode.meeting.board.cluster
    if cluster is None or mode.is_early:
        return ()
    return tuple(
        AssessmentForm(
            answers,
            goal=goal,
            cluster=cluster,
            on=meeting.held_on,
            may_leave=True,
            proposed=mode.proposed.get(goal.pk),
        )
        for goal in mode.to_assess
    )


#: What the board does with a local goal: the word sent → where it goes, and what is said.
DECISIONS = {
    "vedtag": (GoalStatus.ADOPTED, gettext_lazy("%(goal)s, has been adopted.")),
    "returner": (
        GoalStatus.RETURNED,
        gettext_lazy("%(goal)s, has been returned."),
    ),
}


@require_POST
def meeting_decide(request: SignedInRequest, pk: int, goal: int) -> HttpResponse:
    """Adopt or return a local goal, straight from the meeting."""
    items = AgendaItem.objects.editable_by(request.user).select_related("meeting__board")
    item = get_object_or_404(items, pk=pk)
    goals = LocalGoal.objects.visible_to(request.user).select_related(
        "institution", "cluster", "goal"
    )
    local_goal = get_object_or_404(goals.filter(agenda_items=item), pk=goal)
    action = request.POST.get("action", "")
    version = whole_number(request.POST.get("version"))
    if not local_goal.lets(request.user, Actor.BOARD) or action not in DECISIONS or version is None:
        raise Http404
    status, said = DECISIONS[action]
    words: dict[str, object] = {"goal": local_goal.name}
    try:
        comment = request.POST.get("comment", "")[:5_000]
        refuse_cpr(comment)
        item.decide(local_goal, status, by=request.user, comment=comment, version=version)
    except (ValidationError, LifecycleError) as refused:
        messages.error(request, _why_not(refused, words))
    else:
        messages.success(request, said % words)
    return redirect("meeting_mode", pk=item.meeting_id, number=item.number)


def _why_not(refused: ValidationError | LifecycleError, words: dict[str, object]) -> str:
    if isinstance(refused, ValidationError):
        return " ".join(refused.messages)
    if isinstance(refused, Incomplete):
        return _("%(goal)s: write what the leader should look at, to return it.") % words
    return _("The goal has been changed since you opened it. Read it once more.")


@require_POST
def meeting_adopt_all(request: SignedInRequest, pk: int) -> HttpResponse:
    """Adopt every local goal under the item, as it was read; all or none."""
    items = AgendaItem.objects.editable_by(request.user).select_related("meeting__board")
    item = get_object_or_404(items, pk=pk)
    read = {
        goal: version
        for name in request.POST
        if name.startswith("maal-")
        and (goal := whole_number(name.removeprefix("maal-"))) is not None
        and (version := whole_number(request.POST.get(name))) is not None
    }
    try:
        count = item.adopt(read, by=request.user)
    except (Closed, Undecided):
        messages.error(
            request, _("A goal has been changed since you opened it. Nothing was decided.")
        )
    else:
        messages.success(
            request,
            ngettext(
                "%(count)s local goal has been adopted.",
                "%(count)s local goals have been adopted.",
                count,
            )
            % {"count": count},
        )
    return redirect("meeting_mode", pk=item.meeting_id, number=item.number)
