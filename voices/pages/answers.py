"""Answering by the link of a unit: by children with an adult beside them, and by parents."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.secret_links import AlreadyAnswered, TooManyTries, over, wait
from voices.answering import NoRoom, find, new_sheet, questions_of, take
from voices.forms import AnswersForm
from voices.interview import Interview
from voices.models import UnitLink

#: The cookie by which a browser knows that it has answered: it says that and nothing else.
COOKIE = "besvaret"
A_DAY = 86400


@login_not_required
@never_cache
def voice_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with a link. Who answers is not known, and nothing is kept that could tell it."""
    try:
        link = find(token, request=request)
        if link is None:
            raise Http404
        if not link.round.is_open:
            return over(request, is_used=False)
        if link.is_full:
            raise NoRoom
        return _interview(request, link) if _is_child(link) else _pulse(request, link)
    except TooManyTries:
        return wait(request)
    except AlreadyAnswered:
        return over(request, is_used=True)
    except NoRoom:
        return render(request, "voices/full.html", status=410)


@login_not_required
@require_safe
def voice_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/link_thanks.html")


def _is_child(link: UnitLink) -> bool:
    return link.round.asked.is_for_children


def _interview(request: HttpRequest, link: UnitLink) -> HttpResponse:
    questions = questions_of(link.round)
    if request.method != "POST":
        at = Interview(questions)
    elif "send" in request.POST:
        at = Interview.of(request.POST, questions)
        if at.answers:
            take(link, at.answers, sheet=at.sheet, request=request)
        return render(request, "voices/child_thanks.html", {"link": link})
    else:
        at = Interview.of(request.POST, questions)
    return render(request, "voices/child.html", {"at": at, "link": link})


def _pulse(request: HttpRequest, link: UnitLink) -> HttpResponse:
    is_again = COOKIE in request.COOKIES
    form = AnswersForm(
        request.POST or None, questions=questions_of(link.round), initial={"sheet": new_sheet()}
    )
    if form.is_valid():
        sheet = form.cleaned_data["sheet"]
        take(link, form.answers, sheet=sheet, is_again=is_again, request=request)
        return _thanked(link)
    context = {"form": form, "link": link, "is_again": is_again}
    return render(request, "voices/pulse.html", context, status=422 if form.errors else 200)


def _thanked(link: UnitLink) -> HttpResponse:
    """On to the thanks; the browser keeps, for this address alone, that it has answered."""
    answer = redirect("voice_thanks")
    days = (link.round.closes_on - timezone.localdate()).days + 1
    answer.set_cookie(
        COOKIE,
        "ja",
        max_age=days * A_DAY,
        path=reverse("voice_answer", args=[link.token]),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer
