"""Answering by the open link, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.secret_links import AlreadyAnswered, TooManyTries, wait
from hearings.answering import NoRoomForMore, find_open, take_public
from hearings.forms import PublicAnswerForm
from hearings.models import Hearing
from voices.answering import new_sheet


@login_not_required
@never_cache
def hearing_public(request: HttpRequest, token: str) -> HttpResponse:
    """The text, and what one thinks of it. Nothing is kept before it is sent."""
    try:
        hearing = find_open(token, request=request)
        if hearing is None:
            raise Http404
        if not hearing.takes_public_answers:
            return _closed(request, hearing)
        return _answered(request, hearing)
    except TooManyTries:
        return wait(request)


@login_not_required
@require_safe
def hearing_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "hearings/thanks.html")


def _answered(request: HttpRequest, hearing: Hearing) -> HttpResponse:
    form = PublicAnswerForm(
        request.POST or None,
        text=hearing.first_text,
        words={},
        initial={"sheet": new_sheet()},
    )
    if form.is_valid():
        told = form.cleaned_data
        try:
            take_public(
                hearing,
                form.words,
                sheet=told["sheet"],
                name=told["name"].strip(),
                organisation=told["organisation"].strip(),
                request=request,
            )
        except AlreadyAnswered:
            if not Hearing.objects.get(pk=hearing.pk).takes_public_answers:
                return _closed(request, hearing, form=form)
        except NoRoomForMore:
            return _closed(request, hearing, form=form, is_full=True)
        return redirect("hearing_thanks")
    context = {"form": form, "hearing": hearing}
    status = 422 if form.errors else 200
    return render(request, "hearings/public.html", context, status=status)


def _closed(
    request: HttpRequest,
    hearing: Hearing,
    *,
    form: PublicAnswerForm | None = None,
    is_full: bool = False,
) -> HttpResponse:
    """Closed, or full: with the words that somebody was about to send, to take along."""
    words = [text for text in form.words.values() if text] if form else []
    context = {"hearing": hearing, "is_full": is_full, "words": words}
    return render(request, "hearings/public_closed.html", context, status=410)
