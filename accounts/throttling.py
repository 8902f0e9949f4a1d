"""How often may be tried: by a network, at a person, by a person. What is too often is told."""

import math
import threading
import time
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.addresses import counted_form
from accounts.counting import RateCounter
from accounts.models import User
from accounts.sign_in import network_of

TEN_MINUTES, HOUR = 600, 3600

#: Wrong passwords and wishes for a new one, by network.
failures_of_network = RateCounter("sign-in failures of a network", seconds=TEN_MINUTES)
resets_of_network = RateCounter("resets of a network", seconds=TEN_MINUTES)
#: Logins begun at the municipality's sign-in, by network.
logins_of_network = RateCounter("municipal logins of a network", seconds=TEN_MINUTES)
#: Wrong passwords for a person, wherever from.
failures_at_person = RateCounter("sign-in failures at a person", seconds=HOUR)
#: Wrong old passwords of somebody who is signed in.
old_passwords = RateCounter("old passwords", seconds=HOUR)
#: Codes of a second factor that were wrong, wherever from.
wrong_codes = RateCounter("wrong codes", seconds=HOUR)
#: Links of invitations that lead nowhere, by network.
wrong_links = RateCounter("wrong links of a network", seconds=TEN_MINUTES)
#: Mails with a link to choose a new password.
reset_mails = RateCounter("reset mails", seconds=300)

#: Seconds that an answer waits, at most, and how many answers of a process wait at once.
LONGEST_DELAY, MOST_WAITING = 3.0, 4
TRY_AGAIN = 5
#: Wrong codes that cost no waiting.
FREE_CODES = 3
_waiting = threading.BoundedSemaphore(MOST_WAITING)

#: A cookie by which a browser is known in which a person has signed in before.
KNOWN_BROWSER_AGE = 60 * 60 * 24 * 180
MOST_KNOWN = 20
_signer = Signer(salt="known browser")


def note_failure(
    sender: object,
    credentials: Mapping[str, Any],
    request: HttpRequest | None = None,
    **kwargs: object,
) -> None:
    """Count a wrong password (a receiver of `user_login_failed`)."""
    failures_at_person.add(counted_form(credentials.get("username") or ""))
    if request is not None:
        failures_of_network.add(network_of(request))


def too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """The answer to a person who has tried too often: in how many minutes they may again."""
    minutes = math.ceil(seconds / 60)
    response = render(request, "accounts/too_often.html", {"minutes": minutes}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def delay_for(email: str) -> float:
    """How many seconds a guess at this person waits: never for good, so it shuts nobody out."""
    free: int = settings.SIGN_IN_FAILURES_BEFORE_DELAY
    over = failures_at_person.count(counted_form(email)) - free
    return min(LONGEST_DELAY, max(0, over + 1) / 4)


def no_more_codes(request: HttpRequest, person: User) -> HttpResponse | None:
    """The answer to whoever has tried too many codes; of the last ones each waits longer."""
    tried = wrong_codes.count(person.pk)
    if tried >= settings.AXES_FAILURE_LIMIT:
        return too_often(request, wrong_codes.seconds_left(person.pk))
    delay = max(0, tried - FREE_CODES) / 2
    if delay and not wait(min(LONGEST_DELAY, delay)):
        return too_often(request, TRY_AGAIN)
    return None


def wait(seconds: float) -> bool:
    """Wait before answering; False, at once, where too many answers wait already."""
    if not _waiting.acquire(blocking=False):
        return False
    try:
        time.sleep(seconds)
    finally:
        _waiting.release()
    return True


def remember_browser(response: HttpResponse, user: User, *, others: Iterable[int] = ()) -> None:
    """Know this browser again: guesses elsewhere do not slow its owner down.

    others: who is known here already. Several share one, as in an institution's office; whoever
    signed in last is named first.
    """
    people = [user.pk, *(pk for pk in others if pk != user.pk)][:MOST_KNOWN]
    response.set_cookie(
        settings.KNOWN_BROWSER_COOKIE_NAME,
        _signer.sign(".".join(map(str, people))),
        max_age=KNOWN_BROWSER_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def known_people(request: HttpRequest) -> list[int]:
    """Who has signed in in this browser before, by number: whoever did so last comes first."""
    try:
        told = _signer.unsign(request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE_NAME, ""))
        return [int(number) for number in told.split(".")]
    except (BadSignature, ValueError):
        return []


def known_person(request: HttpRequest) -> int | None:
    """Who signed in last in this browser; None where nobody has."""
    return next(iter(known_people(request)), None)


def is_known_browser(request: HttpRequest, email: str) -> bool:
    """Whether the person with this address has signed in here before."""
    people = User.objects.filter(pk__in=known_people(request))
    return counted_form(email) in set(people.values_list("email", flat=True))
