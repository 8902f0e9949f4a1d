"""The learning loops of a local goal: read as a chain, written, and locked by the figures."""

import uuid

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest, own_eyes_only
from config.asked import whole_number
from config.asking import ask, is_sure
from lifecycle import Outdated
from strategy.autosave import autosave, settle
from strategy.loop_forms import LoopForm, typed_answers
from strategy.models import AutosavedText, LearningLoop, LocalGoal
from strategy.models.kept import NEW_LOOP
from strategy.models.loops import LockCause
from strategy.pages.autosave import MOST_TURNS, answers_in_words
from strategy.pages.interrupted import LONGEST, keeps_what_was_written, taken_up
from strategy.pages.local_goal_forms import visible_goal
from strategy.pages.local_goals import Whereabouts
from strategy.pages.local_goals.learning import Learning, LoopShown
from strategy.pages.local_goals.unsaved import Unsaved
from strategy.workflow import Actor


def local_goal_learning(request: SignedInRequest, pk: int) -> HttpResponse:
    """The chain of loops, the newest first."""
    goal = visible_goal(request.user, pk)
    return render(
        request,
        "strategy/local_goal_learning.html",
        {
            "goal": goal,
            "learning": Learning.of(goal, user=request.user),
            "where": Whereabouts.of_goal(goal),
        },
    )


@own_eyes_only
@keeps_what_was_written
def learning_loop_write(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form of a loop (`?runde=`), or of a new one."""
    goal = _led(request, pk)
    loop = _loop(request, goal)
    if request.method == "POST":
        return _receive(request, loop)
    if loop.pk is None and not LearningLoop.may_begin(goal):
        messages.info(request, _("A loop is begun on a goal that the board has adopted."))
        return redirect("local_goal_learning", pk=goal.pk)
    data = taken_up(request)
    unsaved = _unsaved(request, loop)
    form = LoopForm(data, loop=loop, continues=None if data else unsaved.current)
    return _show(request, form, unsaved=unsaved)


@answers_in_words
def learning_loop_autosave(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is being written in the form, for its writer alone."""
    loop = _loop(request, _led(request, pk))
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    if sum(map(len, request.POST.values())) > LONGEST:
        return JsonResponse({"message": _("The text is too long to be saved.")}, status=413)
    page, turn = _uuid(request.POST.get("page", "")), whole_number(request.POST.get("turn"))
    if page is None or turn is None or turn > MOST_TURNS:
        return JsonResponse({"message": _("The text could not be saved.")}, status=400)
    answers, refused = typed_answers(request.POST)
    fit = {name: answer for name, answer in answers.items() if name not in refused}
    taken = request.POST.get("taken", "").strip()
    stands = loop.answers if loop.pk else {}
    if all(answer.strip() == stands.get(name, "").strip() for name, answer in fit.items()):
        settle(writer=request.user, page=page, taken=taken)
    else:
        autosave(
            loop.local_goal,
            writer=request.user,
            page=page,
            turn=turn,
            based_on=min(whole_number(request.POST.get("version")) or 0, MOST_TURNS),
            answers=fit,
            taken=taken,
            part=_part(loop),
        )
    if refused:
        sentence = _(
            "Something looks like a civil registration number. That answer is not saved until you"
            " take it out."
        )
        return JsonResponse({"message": sentence}, status=422)
    time = date_format(timezone.localtime(), "TIME_FORMAT")
    sentence = _("Saved at %(time)s. Only you can see it until you save the loop.")
    return JsonResponse({"message": sentence % {"time": time}})


def learning_loop_open(request: SignedInRequest, pk: int, loop: int) -> HttpResponse:
    """Lock the expectation by hand, to write what was seen."""
    goal = _led(request, pk)
    row = get_object_or_404(goal.loops, pk=loop)
    form = f"{reverse('learning_loop_write', args=[goal.pk])}?{urlencode({'runde': row.pk})}"
    if not row.is_locked and not is_sure(request):
        return ask(
            request,
            title=_("Lock the expectation?"),
            lost=[_("It can no longer be changed. Whatever you come to think of is added to it.")],
            button=_("Lock it, and write what you saw"),
            back=row.get_absolute_url(),
        )
    if request.method == "POST":
        goal.loops.filter(pk=row.pk).lock(LockCause.OPENED)
    return redirect(form)


def _receive(request: SignedInRequest, loop: LearningLoop) -> HttpResponse:
    """Save what was written, and lose none of it."""
    form = LoopForm(request.POST, loop=loop)
    if not form.is_valid():
        return _show(request, form)
    if not (loop.local_goal.is_agreed if loop.pk else LearningLoop.may_begin(loop.local_goal)):
        form.add_error(None, _("The goal is no longer agreed. Copy what you have written."))
        return _show(request, form)
    try:
        with transaction.atomic():
            late = form.write(by=request.user)
    except IntegrityError:  # the same form, sent twice
        return redirect("local_goal_learning", pk=loop.local_goal_id)
    except Outdated:
        newest = loop.local_goal.loops.select_related("saved_by").get(pk=loop.pk)
        return _show(request, form, newest=newest, theirs=form.against(newest))
    settle(
        writer=request.user,
        page=form.cleaned_data.get("page"),
        taken=form.cleaned_data.get("taken", ""),
    )
    messages.success(request, _("The loop has been saved."))
    if late is not None:
        sentence = _("The expectation had been locked. What you wrote stands as an addition to it.")
        messages.info(request, sentence)
    return redirect(loop)


def _show(request: SignedInRequest, form: LoopForm, **context: object) -> HttpResponse:
    loop = form.loop
    goal = loop.local_goal
    query = urlencode({"runde": loop.pk}) if loop.pk else ""
    autosaves_to = f"{reverse('learning_loop_autosave', args=[goal.pk])}?{query}"
    form.helper.attrs = {"data-autosave": autosaves_to, "data-writer": request.user.pk}
    learning = Learning.of(goal, user=request.user)
    return render(
        request,
        "strategy/learning_loop_form.html",
        {
            "form": form,
            "goal": goal,
            "shown": next((each for each in learning.loops if each.loop.pk == loop.pk), None),
            "before": _before(learning, loop),
            "where": Whereabouts.of_goal(goal),
            **context,
        },
    )


def _before(learning: Learning, loop: LearningLoop) -> LoopShown | None:
    """What the loop builds on."""
    earlier = [each for each in learning.loops if loop.pk is None or each.loop.pk < loop.pk]
    return earlier[-1] if earlier else None


def _unsaved(request: SignedInRequest, loop: LearningLoop) -> Unsaved:
    """The newest text, or the one of the address, and those written in the form elsewhere."""
    mine = AutosavedText.objects.visible_to(request.user)
    texts = list(mine.of_form(loop.local_goal, part=_part(loop)))
    chosen = request.GET.get("skrevet", "")
    current = next((text for text in texts if str(text.pk) == chosen), texts[0] if texts else None)
    return Unsaved(current, tuple(text for text in texts if text is not current), ())


def _part(loop: LearningLoop) -> str:
    return str(loop.pk) if loop.pk else NEW_LOOP


def _loop(request: SignedInRequest, goal: LocalGoal) -> LearningLoop:
    if "runde" not in request.GET:
        return LearningLoop(local_goal=goal)
    loops = LearningLoop.objects.filter(local_goal=goal)
    loop = get_object_or_404(loops, pk=whole_number(request.GET["runde"]) or 0)
    loop.local_goal = goal
    return loop


def _led(request: SignedInRequest, pk: int) -> LocalGoal:
    goal = visible_goal(request.user, pk)
    if not goal.lets(request.user, Actor.LEADER):
        raise Http404
    return goal


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text.strip())
    except ValueError:
        return None
