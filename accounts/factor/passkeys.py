"""Passkeys: what the browser is asked, and whether what it answers is right."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import InvalidSignature
from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from accounts.models import User

T = TypeVar("T")

#: What reading an answer raises that somebody has made up.
MADE_UP = (
    *(ValidationError, InvalidSignature, ValueError, TypeError, KeyError, IndexError),
    *(AttributeError, NotImplementedError, OverflowError),
)


def to_register(person: "User") -> dict[str, Any]:
    """What the browser is asked in order to make a passkey."""
    return auth.begin_registration(person, passwordless=False)


def register(person: "User", answer: Any, *, name: str) -> Authenticator | None:
    """Keep a new passkey; None where the answer is not one to what we asked."""

    def read() -> Authenticator:
        auth.parse_registration_response(answer)
        auth.complete_registration(answer)
        return auth.WebAuthn.add(person, name, answer).instance

    return _unless_made_up(read)


def to_show(person: "User") -> dict[str, Any]:
    """What the browser is asked in order to show a passkey that the person has."""
    return auth.begin_authentication(person)


def use_passkey(person: "User", answer: Any) -> Authenticator | None:
    """The passkey that was shown; None where the answer is not one to what we asked last."""

    def read() -> Authenticator:
        auth.parse_authentication_response(answer)
        return auth.complete_authentication(person, answer)

    found = _unless_made_up(read)
    if found is None:
        auth.clear_state()  # a question is asked once
    return found


def _unless_made_up(read: Callable[[], T]) -> T | None:
    try:
        return read()
    except MADE_UP:
        return None
