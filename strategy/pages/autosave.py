"""What a local goal's form stores while it is written in; `static/js/autosave.js` asks for it."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import OuterRef, Subquery
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
from institutions.models import Institution
from strategy.answer_kinds import RowAnswer
from strategy.autosave import autosave, settle
from strategy.effort_rows import NAMES
from strategy.form_fields import EFFORTS
from strategy.models import AutosavedText, Effort, Goal, KeptText, LocalGoal, Statement
from strategy.pages.interrupted import LONGEST
from strategy.pages.local_goals.unsaved import differs
from strategy.slots import evidence
from strategy.typed import TypedAnswers
from strategy.workflow import Actor

#: More than any form is saved while it is open, or any goal has versions; a row can have no more.
MOST_TURNS = 2**31 - 1


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
    return _answer(request, _led(request, pk))


@answers_in_words
def local_goal_autosave_new(request: SignedInRequest) -> HttpResponse:
    """What is written before the goal has been saved once, and the last words after it was."""
    begun, goal = _new_or_begun(request)
    return _answer(request, _led(request, begun) if begun else _Saved(goal))


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
        answers=text.answers | _ties_offered(request, goal, text.answers.get("indicators", [])),
    )
    text.delete()
    return redirect("local_goal_conflict", pk=goal.pk, kept=kept.pk)


@dataclass(frozen=True, slots=True)
class _Saved:
    """A local goal as it was saved, with its efforts and ties; or one that has not been."""

    goal: LocalGoal
    efforts: Sequence[RowAnswer] = ()
    ties: Sequence[int] = ()

    @property
    def answers(self) -> dict[str, Any]:
        if self.goal.pk is None:
            return {}
        return self.goal.columns_kept | {"efforts": self.efforts, "indicators": self.ties}


def _led(request: SignedInRequest, pk: int) -> _Saved:
    """A local goal of an institution that the person leads, and all that its form shows; one query.

    A row comes for each effort and each tie, which are few.
    """
    goals = LocalGoal.objects.led_by(request.user).filter(pk=pk).with_each_effort()
    rows: list[Any] = list(evidence().with_each_tie(goals))
    if not rows:
        raise Http404
    efforts = {
        row.effort_pk: Effort(
            pk=row.effort_pk, **{name: getattr(row, f"effort_{name}") for name in NAMES}
        )
        for row in rows
        if row.effort_pk
    }
    ties = {row.tie for row in rows if row.tie}
    return _Saved(rows[0], EFFORTS.kept(efforts.values()), sorted(ties))


def _new_or_begun(request: SignedInRequest) -> tuple[int | None, LocalGoal]:
    """A goal not yet saved, of the address; and the key of the one that its form has made, if any.

    One query, which asks as `new_goal` does.
    """
    key = _uuid(request.POST.get("key", "")) or uuid.uuid4()
    if "udsagn" in request.GET:
        return _new_or_begun_to_statement(request, key)
    number = whole_number(request.GET.get("maal"))
    places = Institution.objects.editable_by(request.user).open()
    place = places.order_by().filter(slug=request.GET.get("institution", "")).values("pk")
    made = LocalGoal.objects.order_by().filter(
        form_key=key,
        goal=OuterRef("pk"),
        institution__in=place,
    )
    goals = Goal.objects.visible_to(request.user).common().filter(pk=number or 0)
    found = goals.values_list("pk", Subquery(place[:1]), Subquery(made.values("pk")[:1])).first()
    if found is None or found[1] is None:
        raise Http404
    goal, institution, begun = found
    return begun, LocalGoal(goal_id=goal, institution_id=institution)


def _new_or_begun_to_statement(
    request: SignedInRequest, key: uuid.UUID
) -> tuple[int | None, LocalGoal]:
    """The same of a goal of the cluster, under a statement of its vision."""
    made = LocalGoal.objects.order_by().filter(form_key=key, statement=OuterRef("pk"))
    statements = Statement.objects.worked_on_by(request.user)
    found = (
        statements.filter(pk=whole_number(request.GET["udsagn"]) or 0)
        .values_list("pk", "goal", "goal__strategy__cluster", Subquery(made.values("pk")[:1]))
        .first()
    )
    if found is None:
        raise Http404
    statement, goal, cluster, begun = found
    return begun, LocalGoal(goal_id=goal, cluster_id=cluster, statement_id=statement)


def _answer(request: SignedInRequest, saved: _Saved) -> JsonResponse:
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    if sum(map(len, request.POST.values())) > LONGEST:
        return JsonResponse({"message": _("The text is too long to be saved.")}, status=413)
    page, turn = _uuid(request.POST.get("page", "")), whole_number(request.POST.get("turn"))
    if page is None or turn is None or turn > MOST_TURNS:
        return JsonResponse({"message": _("The text could not be saved.")}, status=400)
    typed = TypedAnswers.of(request.POST, saved=saved.efforts)
    _store(request, typed.fit_to_keep, saved=saved, page=page, turn=turn)
    if typed.refused:
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
    if saved.goal.is_agreed:
        sentence = _("Saved at %(time)s. Only you can see it until you save the changes.")
    return JsonResponse({"message": sentence % {"time": time}})


def _store(
    request: SignedInRequest, answers: dict[str, Any], *, saved: _Saved, page: uuid.UUID, turn: int
) -> None:
    taken = request.POST.get("taken", "").strip()
    chosen = map(whole_number, request.POST.getlist("indicators"))
    answers["indicators"] = sorted({number for number in chosen if number is not None})
    if saved.goal.is_agreed:
        answers.pop("text", None)  # it is not written in
    if not differs(answers, saved=saved.answers):
        settle(writer=request.user, page=page, taken=taken)
        return
    autosave(
        saved.goal,
        writer=request.user,
        page=page,
        turn=turn,
        based_on=min(whole_number(request.POST.get("version")) or 0, MOST_TURNS),
        answers=answers,
        taken=taken,
        efforts=saved.efforts,
    )


def _ties_offered(
    request: SignedInRequest, goal: LocalGoal, chosen: Sequence[int]
) -> dict[str, list[int]]:
    """Of what was chosen in an open form, that which the person is offered: the rest has names."""
    offered = set(evidence().offered(goal, user=request.user).values_list("pk", flat=True))
    return {"indicators": sorted(offered & set(chosen))} if offered else {}


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text.strip())
    except ValueError:
        return None


def _mine(request: SignedInRequest, pk: int) -> AutosavedText:
    texts = AutosavedText.objects.editable_by(request.user)
    return get_object_or_404(
        texts.select_related("goal", "institution", "local_goal__institution"), pk=pk
    )
