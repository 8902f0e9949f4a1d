"""What somebody wrote while their visit ended: it waits for them behind the sign-in."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from accounts.counting import RateCounter
from accounts.requests import SignedInRequest
from accounts.throttling import known_person
from config.asked import whole_number
from config.privacy import looks_like_cpr
from strategy.models import Goal, LocalGoal

SESSION_KEY = "interrupted"
LONGEST = 50_000  # characters, as a form sends them
KEYS = {"key", "page"}  # no texts: some ten digits of theirs may look like a birthday
WAITS = 60 * 60  # seconds a text waits for its writer
#: More than a person leaves behind in that time, and less than fills anything.
MOST_WAITING = 20
waiting_texts = RateCounter("texts that wait for a person", seconds=WAITS)


def keeps_what_was_written(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a page with a form: what comes from somebody no longer signed in is kept until they are.

    It lies in the session of the browser that wrote it, and is shown again (`taken_up`) to whoever
    signs in there and may open the same form. The page asks for signing in like every other.
    """

    @login_not_required
    @wraps(view)
    def asks_for_sign_in(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        address = request.get_full_path()
        written = _answers(request.POST)
        if written and _is_from_here(request, **kwargs) and _may_be_kept(written):
            request.session[SESSION_KEY] = [address, written.urlencode(), int(time.time())]
            request.session.set_expiry(WAITS)
        return redirect_to_login(address)

    return asks_for_sign_in


def taken_up(request: HttpRequest) -> QueryDict | None:
    """What was written in this form before the sign-in, once; says that it is not saved yet."""
    address, written, at = request.session.get(SESSION_KEY, ("", "", 0))
    if address != request.get_full_path():
        return None
    del request.session[SESSION_KEY]
    if time.time() - at > WAITS:
        return None
    messages.info(
        request,
        _("You were signed out while you wrote. Your text is below; it has not been saved yet."),
    )
    return QueryDict(written)


def _is_from_here(request: HttpRequest, *, pk: int | None = None) -> bool:
    """Whether somebody has signed in in this browser before, and what is written in is there.

    Anybody else would fill the database with what nobody ever comes back to. pk: of the local goal;
    a new one is written under the goal in the address.
    """
    person = known_person(request)
    if person is None:
        return False
    if pk is None:
        number = whole_number(request.GET.get("maal")) or 0
        is_there = Goal.objects.filter(pk=number).exists()
    else:
        is_there = LocalGoal.objects.filter(pk=pk).exists()
    return is_there and waiting_texts.add(person) <= MOST_WAITING


def _answers(posted: QueryDict) -> QueryDict:
    answers = posted.copy()
    for name in ("csrfmiddlewaretoken", "action"):
        answers.pop(name, None)
    return answers


def _may_be_kept(answers: QueryDict) -> bool:
    """Not what is longer than anybody writes, nor what must not be kept anywhere."""
    texts = [text for name, values in answers.lists() if name not in KEYS for text in values]
    return sum(map(len, texts)) <= LONGEST and not any(map(looks_like_cpr, texts))
