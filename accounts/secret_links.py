"""Pages that anybody with a secret link may open: found by it, and closed to whoever guesses.

Who answers is not known. Nothing of a visit is kept but a count of wrong links of its network, as a
keyed hash, until the time of waiting is over.
"""

import hashlib
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.counting import RateCounter
from accounts.sign_in import network_of

M = TypeVar("M", bound=Model)

#: Wrong links a network may try before it must wait: guessing is hopeless anyway.
WRONG_LINKS, WAIT_SECONDS = 20, 600
wrong_links = RateCounter("wrong survey links of a network", seconds=WAIT_SECONDS)


class TooManyTries(Exception):
    """An address has tried too many links that do not exist."""


class AlreadyAnswered(Exception):
    """The link has been used, or what it is for is over."""


def digest_of(token: str) -> str:
    """What is kept of a secret that is to be told again from others, and never shown."""
    return hashlib.sha256(token.encode()).hexdigest()


def look_up(rows: QuerySet[M], *, request: HttpRequest) -> M | None:
    """The row a link is for, of those that have it. TooManyTries for an address that guesses."""
    network = network_of(request)
    if wrong_links.count(network) >= WRONG_LINKS:
        raise TooManyTries
    found = rows.first()
    if found is None:
        wrong_links.add(network)
    return found


def wait(request: HttpRequest) -> HttpResponse:
    """The answer to an address that has tried too much."""
    response = render(request, "accounts/link_wait.html", status=429)
    response.headers["Retry-After"] = str(WAIT_SECONDS)
    return response


def over(request: HttpRequest, *, is_used: bool) -> HttpResponse:
    """The answer where nothing can be answered any more. is_used: for these answers are counted."""
    return render(request, "accounts/link_over.html", {"is_used": is_used}, status=410)
