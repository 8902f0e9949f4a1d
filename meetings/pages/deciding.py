"""What is decided and proposed under an item, straight from the meeting."""

from dataclasses import dataclass
from typing import Self

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from config.asked import whole_number
from config.phrases import number
from config.privacy import refuse_cpr
from lifecycle import Closed, Incomplete, LifecycleError, NotAllowed
from meetings.models import AgendaItem
from meetings.pages.mode import to_assess_under
from strategy.deciding import Undecided
from strategy.decision_forms import ExpectedField, ExpectedForm
from strategy.models import LocalGoal
from strategy.proposing import proposal_forms, proposes_for
from strategy.workflow import Actor
from strategy.workflow import LocalGoalStatus as GoalStatus


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


#: Where the session keeps what was written with a decision that was refused.
REFUSED = "refused decision"


@dataclass(frozen=True, slots=True)
class Refused:
    """What was written with a decision that was refused, to be corrected; never a number (CPR)."""

    goal: int
    comment: str
    form: ExpectedForm

    @classmethod
    def of(cls, request: SignedInRequest) -> Self | None:
        """Given once."""
        kept = request.session.pop(REFUSED, None)
        if kept is None:
            return None
        goal, comment, day = kept
        return cls(goal, comment, ExpectedForm({"expected_on": day}, goal=goal))


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
    comment, day = request.POST.get("comment", "")[:5_000], request.POST.get("expected_on", "")[:50]
    try:
        refuse_cpr(f"{comment} {day}")
        request.session[REFUSED] = [local_goal.pk, comment, day]
        item.decide(
            local_goal,
            status,
            by=request.user,
            comment=comment,
            version=version,
            expected_on=ExpectedField().clean(day),
        )
    except (ValidationError, LifecycleError) as refused:
        messages.error(request, _why_not(refused, words))
    else:
        del request.session[REFUSED]
        messages.success(request, said % words)
    return redirect("meeting_mode", pk=item.pk)


#: Nothing is decided at a meeting that has not been held.
NOT_YET = gettext_lazy(
    "What the board decides can be noted here from the day of the meeting. Nothing was changed."
)


def _why_not(refused: ValidationError | LifecycleError, words: dict[str, object]) -> str:
    if isinstance(refused, ValidationError):
        return " ".join(refused.messages)
    if isinstance(refused, NotAllowed):
        return str(NOT_YET)
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
    except Undecided as undecided:
        if any(isinstance(why, PermissionDenied) for why in undecided.refusals.values()):
            raise PermissionDenied from undecided
        changed = _("A goal has been changed since you opened it. Nothing was decided.")
        messages.error(request, changed)
    except NotAllowed:
        messages.error(request, NOT_YET)
    except Closed as closed:
        messages.error(request, str(closed))
    else:
        messages.success(
            request,
            ngettext(
                "%(count)s local goal has been adopted.",
                "%(count)s local goals have been adopted.",
                count,
            )
            % {"count": capfirst(number(count, neuter=True))},
        )
    return redirect("meeting_mode", pk=item.pk)
