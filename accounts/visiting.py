"""Keeping the list of where people are signed in true: it begins, goes on, moves and ends."""

from typing import TYPE_CHECKING

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils import timezone

from accounts.browsers import browser_of, system_of
from accounts.models import Visit
from accounts.visits import SignedInBy

if TYPE_CHECKING:
    from accounts.models import User

#: Where django-allauth notes in the session by what somebody has shown who they are.
SHOWN = "account_authentication_methods"


def begin_visit(sender: object, request: HttpRequest, user: "User", **kwargs: object) -> None:
    """Note a new visit (a receiver of `user_logged_in`)."""
    session = request.session
    if session.session_key is None:
        session.create()
    facts = {
        "user": user,
        "browser": browser_of(request),
        "system": system_of(request),
        "door": door_of(request, user),
        "began_at": timezone.now(),
        "seen_at": timezone.now(),
    }
    Visit.objects.update_or_create(session_key=session.session_key, defaults=facts)


def note_last_use(session: SessionBase) -> None:
    Visit.objects.filter(session_key=session.session_key).update(seen_at=timezone.now())


def follow(former: str, session: SessionBase) -> None:
    """A new password gives the session a new key: the visit is the same."""
    Visit.objects.filter(session_key=former).update(session_key=session.session_key)


def forget_visit(sender: object, request: HttpRequest, user: "User", **kwargs: object) -> None:
    """Whoever signs out is there no more (a receiver of `user_logged_out`)."""
    if user is not None and request.session.session_key:
        Visit.objects.filter(session_key=request.session.session_key).delete()


def door_of(request: HttpRequest, user: "User") -> SignedInBy:
    """By which door the person of this session came in, as what let them in has noted it."""
    is_theirs = request.session.get(f"{SHOWN}_user") == str(user.pk)
    records = request.session.get(SHOWN, []) if is_theirs else []
    methods = {record.get("method") for record in records}
    if "socialaccount" in methods:
        return SignedInBy.PROVIDER
    if "mfa" not in methods:
        return SignedInBy.PASSWORD
    return SignedInBy.PASSWORD_AND_FACTOR if "password" in methods else SignedInBy.PASSKEY
