"""What a local goal's form stores while it is written in; `static/js/autosave.js` asks for it."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from config.asked import whole_number
from config.asking import ask, is_sure
from strategy.autosave import autosave, settle
from strategy.forms import LocalGoalForm
from strategy.models import AutosavedText, KeptText, LocalGoal
from strategy.pages.interrupted import LONGEST
from strategy.pages.local_goal_forms import form_of, new_goal, visible_goal
from strategy.pages.local_goals.unsaved import differs, saved_answers
from strategy.workflow import Actor


def answers_in_words(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For addresses a script asks: 401 instead of the way to the sign-in, 403 for another person.

    A GET gives the secret that forms are sent with, which is a new one after a sign-in.
    """

    @login_not_required
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse({"reason": "signed_out"}, status=401)
        asked = request.GET if request.method == "GET" else request.POST
        if asked.get("writer") != str(request.user.pk):
            return JsonResponse({"reason": "someone_else"}, status=403)
        return view(request, *args, **kwargs)

    return answer


@answers_in_words
def local_goal_autosave(request: SignedInRequest, pk: int) -> HttpResponse:
    goal = visible_goal(request.user, pk)
    if not goal.lets(request.user, Actor.LEADER):
        raise Http404
    return _answer(request, goal)


@answers_in_words
def local_goal_autosave_new(request: SignedInRequest) -> HttpResponse:
    goal = new_goal(request)
    return _answer(request, _saved_meanwhile(request, goal) or goal)


def autosaved_text_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    text = _mine(request, pk)
    if not is_sure(request):
        return ask(
            request,
            title=_("Throw the unsaved text away?"),
            lost=[
                _("What you have written since %(time)s was saved only for you.")
                % {"time": date_format(timezone.localtime(text.saved_at), "SHORT_DATETIME_FORMAT")},
                _("It is deleted, and cannot be fetched back. What was saved before stays."),
            ],
            button=_("Throw the text away"),
            back=text.form_href,
        )
    address, _and, _its_own = text.form_href.partition("skrevet=")
    text.delete()
    messages.success(request, _("The unsaved text has been thrown away."))
    return redirect(address.rstrip("?&"))


@require_POST
def autosaved_text_compare(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put an unsaved text beside what another has saved since, to choose question by question."""
    text = _mine(request, pk)
    goal = text.local_goal
    if goal is None or not goal.lets(request.user, Actor.LEADER):
        raise Http404
    kept = KeptText.objects.create(
        local_goal=goal,
        written_by=request.user,
        kept_at=text.saved_at,
        based_on=text.based_on,
        answers=text.answers,
    )
    text.delete()
    return redirect("local_goal_conflict", pk=goal.pk, kept=kept.pk)


def _answer(request: SignedInRequest, goal: LocalGoal) -> JsonResponse:
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    if sum(map(len, request.POST.values())) > LONGEST:
        return JsonResponse({"message": _("The text is too long to be saved.")}, status=413)
    saved = saved_answers(goal)  # before the form writes on the goal
    form = form_of(request, goal, data=request.POST)
    form.is_valid()
    page, turn = form.cleaned_data.get("page"), whole_number(request.POST.get("turn"))
    if page is None or turn is None:
        return JsonResponse({"message": _("The text could not be saved.")}, status=400)
    _store(request, form, saved=saved, page=page, turn=turn)
    if form.holds_cpr:
        return JsonResponse(
            {
                "message": _(
                    "Something looks like a civil registration number. That answer is not saved"
                    " until you take it out."
                )
            },
            status=422,
        )
    time = date_format(timezone.localtime(), "TIME_FORMAT")
    sentence = _("Saved at %(time)s. Only you can see it until you save the draft.")
    if goal.is_agreed:
        sentence = _("Saved at %(time)s. Only you can see it until you save the changes.")
    return JsonResponse({"message": sentence % {"time": time}})


def _store(
    request: SignedInRequest,
    form: LocalGoalForm,
    *,
    saved: dict[str, Any],
    page: uuid.UUID,
    turn: int,
) -> None:
    answers, taken = form.fit_to_keep, form.cleaned_data.get("taken", "")
    if form.has_adopted_text:
        answers.pop("text", None)  # it is not written in
    if not differs(answers, saved=saved):
        settle(writer=request.user, page=page, taken=taken)
        return
    autosave(
        form.instance,
        writer=request.user,
        page=page,
        turn=turn,
        based_on=form.cleaned_data.get("version") or 0,
        answers=answers,
        taken=taken,
    )


def _saved_meanwhile(request: SignedInRequest, goal: LocalGoal) -> LocalGoal | None:
    """The goal that this form has made: its last words arrive after it was saved."""
    form = form_of(request, goal, data=request.POST)
    form.is_valid()
    key = form.cleaned_data.get("key")
    if key is None:
        return None
    made = LocalGoal.objects.visible_to(request.user).filter(
        form_key=key, goal=goal.goal, institution=goal.institution
    )
    return made.select_related("goal__strategy", "institution").first()


def _mine(request: SignedInRequest, pk: int) -> AutosavedText:
    texts = AutosavedText.objects.editable_by(request.user)
    return get_object_or_404(
        texts.select_related("goal", "institution", "local_goal__institution"), pk=pk
    )
