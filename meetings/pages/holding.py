"""The meeting mode, in which a meeting is held: one item at a time, minutes and decisions."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from config.asked import whole_number
from config.privacy import refuse_cpr
from lifecycle import Closed, Incomplete, InvalidTransition, Outdated
from meetings.forms import GO_ON, FollowUpForm, MinutesForm
from meetings.models import AgendaItem, FollowUp
from meetings.pages.mode import MeetingMode
from meetings.pages.moves import visible
from strategy.assessing import AssessmentForm
from strategy.deciding import Undecided
from strategy.models import LocalGoal
from strategy.workflow import Actor
from strategy.workflow import LocalGoalStatus as GoalStatus


def meeting_begin(request, pk):
    """The meeting mode, at the first item."""
    meeting = visible(request, pk)
    first = AgendaItem.objects.visible_to(request.user).filter(meeting=meeting).first()
    if first is None:
        messages.info(request, _("There is nothing on the agenda yet."))
        return redirect(meeting)
    return redirect("meeting_mode", pk=meeting.pk, number=first.number)


def meeting_mode(request, pk, number):
    """One item at a time. A writer's POST saves the minutes of it, or adds a follow-up.

    Whoever asks to go on is shown the next item then.
    """
    meeting = visible(request, pk)
    today = timezone.localdate()
    mode = MeetingMode.build(meeting, number=number, user=request.user, on=today)
    if mode is None:
        raise Http404
    if not mode.may_write:
        if request.method == "POST":
            raise Http404
        return render(request, "meetings/mode.html", {"mode": mode})
    item = mode.item
    address = reverse("meeting_mode", args=[meeting.pk, number])
    sent = request.POST.get("form")
    assessments = _assessments(mode, request.POST if sent == "minutes" else None)
    minutes = MinutesForm(
        request.POST if sent == "minutes" else None,
        instance=item,
        address=address,
        is_main=not (mode.to_decide or mode.may_approve),
        goes_on=mode.after is not None,
    )
    follow_up = FollowUpForm(
        request.POST if sent == "follow-up" else None,
        instance=FollowUp(item=item),
        people=mode.people,
        address=address,
    )
    saved = _valid(minutes, *assessments) or _valid(follow_up)
    if saved:
        try:
            with transaction.atomic():
                meeting.hold_open()
                for form in saved:
                    form.save()
        except Closed as closed:
            messages.error(request, str(closed))
        else:
            messages.success(request, _("It has been saved."))
            if minutes in saved and GO_ON in request.POST and mode.after is not None:
                return redirect(mode.after.href)
        return redirect(address)
    context = {
        "mode": mode,
        "minutes": minutes,
        "assessments": assessments,
        "follow_up": follow_up,
        "form": next(
            (form for form in (minutes, *assessments) if form.is_bound and form.errors), follow_up
        ),
    }
    return render(request, "meetings/mode.html", context)


def _valid(*forms) -> tuple:
    """The forms that were sent together, if they were and all of them can be saved."""
    answers = [form.is_bound and form.is_valid() for form in forms]  # each says what it lacks
    return forms if all(answers) else ()


def _assessments(mode: MeetingMode, answers) -> list[AssessmentForm]:
    """What the board finds of each goal under the item, from the day of the meeting on."""
    meeting, cluster = mode.meeting, mode.meeting.board.cluster
    if cluster is None or mode.is_early:
        return []
    return [
        AssessmentForm(answers, goal=goal, cluster=cluster, on=meeting.held_on, may_leave=True)
        for goal in mode.to_assess
    ]


@require_POST
def meeting_decide(request, pk, goal):
    """Adopt or return a local goal, straight from the meeting."""
    items = AgendaItem.objects.editable_by(request.user).select_related("meeting__board")
    item = get_object_or_404(items, pk=pk)
    goals = LocalGoal.objects.visible_to(request.user).select_related("institution", "goal")
    local_goal = get_object_or_404(goals.filter(agenda_items=item), pk=goal)
    if not local_goal.lets(request.user, Actor.BOARD):
        raise Http404
    status = {"vedtag": GoalStatus.ADOPTED, "returner": GoalStatus.RETURNED}.get(
        request.POST.get("action", "")
    )
    version = whole_number(request.POST.get("version"))
    if status is None or version is None:
        raise Http404
    comment = request.POST.get("comment", "")[:5_000]
    try:
        refuse_cpr(comment)
        item.decide(local_goal, status, by=request.user, comment=comment, version=version)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except Incomplete:
        messages.error(
            request,
            _("%(place)s, goal %(number)s: write what the leader should look at, to return it.")
            % {"place": local_goal.institution, "number": local_goal.goal.number},
        )
    except (Closed, Outdated, InvalidTransition):
        messages.error(
            request, _("The goal has been changed since you opened it. Read it once more.")
        )
    else:
        wording = {
            GoalStatus.ADOPTED: _("%(place)s, goal %(number)s, has been adopted."),
            GoalStatus.RETURNED: _("%(place)s, goal %(number)s, has been returned."),
        }[status]
        words = {"place": local_goal.institution, "number": local_goal.goal.number}
        messages.success(request, wording % words)
    return redirect("meeting_mode", pk=item.meeting_id, number=item.number)


@require_POST
def meeting_adopt_all(request, pk):
    """Adopt every local goal under the item, as it was read; all or none."""
    items = AgendaItem.objects.editable_by(request.user).select_related("meeting__board")
    item = get_object_or_404(items, pk=pk)
    read = {
        goal: version
        for name, written in request.POST.items()
        if name.startswith("maal-")
        and (goal := whole_number(name.removeprefix("maal-"))) is not None
        and (version := whole_number(written)) is not None
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
