"""Showing anew who one is before what matters most: an open machine is not enough for it.

`fresh_sign_in_required` is for functions, `confirm_first` for pages of the administration. What was
sent goes along with the question, and is done when it is answered.
"""

import time
from collections.abc import Callable, Collection
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts import throttling
from accounts.confirm_form import ASKED, ConfirmForm
from accounts.events import Kind, record
from accounts.factor import passkeys
from accounts.requests import SignedInRequest, signed_in
from config.unstored import SECRET

P = ParamSpec("P")
View = Callable[Concatenate[SignedInRequest, P], HttpResponse]

#: These only look.
SAFE = ("GET", "HEAD", "OPTIONS")


def fresh_sign_in_required(view: View[P] | None = None, *, reading: bool = False) -> Callable:  # type: ignore[type-arg]  # as a decorator with and without arguments
    """Let nobody do this who signed in long ago and has not confirmed since who they are.

    reading: looking at the page is asked for, too, as where a file with personal data leaves.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def asking(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            return confirm_first(request, reading=reading) or view(request, *args, **kwargs)

        return asking

    return decorate if view is None else decorate(view)


def confirm_first(request: HttpRequest, *, reading: bool = False) -> HttpResponse | None:
    """The page that asks who one is; None where that is known well enough to go on."""
    only_looks = request.method in SAFE
    if (only_looks and not reading) or is_fresh(request):
        return None
    if only_looks:
        return redirect(f"{reverse('confirm')}?{urlencode({'next': request.get_full_path()})}")
    form = ConfirmForm(request, request.POST if ASKED in request.POST else None)
    if form.is_bound and (refused := too_many_tries(request)):
        return refused
    if form.is_valid():
        note_confirmed(request)
        sent = request.POST.copy()
        for name in (ASKED, *ConfirmForm.base_fields):
            sent.pop(name, None)
        request.POST = sent  # type: ignore[assignment]  # what the view is to see
        return None
    return page_that_asks(request, form)


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person signed in, or confirmed who they are, a short while ago."""
    shown = max(request.session.get(name, 0) for name in ("signed_in_at", "confirmed_at"))
    minutes = max(1, settings.FRESH_SIGN_IN_MINUTES)  # with none it would be asked without end
    return bool(time.time() - shown < minutes * 60)


def note_confirmed(request: HttpRequest) -> None:
    request.session["confirmed_at"] = int(time.time())
    record(Kind.CONFIRMED, request=request)


def too_many_tries(request: HttpRequest) -> HttpResponse | None:
    """The answer to whoever has guessed too often; nobody guesses in peace at an open machine."""
    person = signed_in(request)
    if throttling.old_passwords.count(person.pk) < settings.AXES_FAILURE_LIMIT:
        return throttling.no_more_codes(request, person)
    return throttling.too_often(request, throttling.old_passwords.seconds_left(person.pk))


def _sent(fields: QueryDict, *, without: Collection[str]) -> list[tuple[str, str]]:
    """What was sent, to be sent again."""
    there = ((name, value) for name, values in fields.lists() for value in values)
    return [(name, value) for name, value in there if name not in without]


def page_that_asks(request: HttpRequest, form: ConfirmForm, *, then: str = "") -> HttpResponse:
    """The question, with what was sent; what is secret in it does not go back to the browser.

    then: the address to go on to. Without it the form is sent to where the first one was.
    """
    names = {name for name in request.POST if any(secret in name for secret in SECRET)}
    is_lost = bool(names - {"csrfmiddlewaretoken", *ConfirmForm.base_fields})
    if then or is_lost:
        kept = [("next", then or request.get_full_path())]
    else:
        kept = _sent(request.POST, without={ASKED, *ConfirmForm.base_fields, *names})
    typed = form if "confirm_passkey" not in form.fields else ConfirmForm(request)
    context = {
        "form": form,
        "typed": typed,
        "question": passkeys.to_show(form.person) if form.has_passkey else None,
        "action": reverse("confirm") if then or is_lost else request.get_full_path(),
        "again": then or request.get_full_path(),
        "minutes": settings.FRESH_SIGN_IN_MINUTES,
        "has_files": bool(request.FILES),
        "fields": [(ASKED, "yes"), *kept],
        "is_kept": bool(request.POST and form.fields) and not (then or is_lost),
        "doors": form.doors(),
    }
    return render(request, "accounts/confirm.html", context)
