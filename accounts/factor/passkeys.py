"""Passkeys: what the browser is asked, and whether what it answers is right."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import InvalidSignature
from django.conf import settings
from django.core.exceptions import ValidationError
from fido2.webauthn import UserVerificationRequirement

if TYPE_CHECKING:
    from accounts.models import User

T = TypeVar("T")

#: What reading an answer raises that somebody has made up.
MADE_UP = (
    *(ValidationError, InvalidSignature, ValueError, TypeError, KeyError, IndexError),
    *(AttributeError, NotImplementedError, OverflowError),
)


def to_register(person: "User") -> dict[str, Any]:
    """What the browser is asked in order to make a passkey.

    One that the key itself remembers, where it can: with that alone one can sign in.
    """
    question = auth.begin_registration(person, passwordless=False)
    if settings.PASSKEY_ALONE:
        wanted = dict(question["publicKey"]["authenticatorSelection"])
        wanted |= {"residentKey": "preferred", "requireResidentKey": False}
        question["publicKey"] = dict(question["publicKey"]) | {"authenticatorSelection": wanted}
    return question


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


def to_sign_in() -> dict[str, Any]:
    """What the browser of a stranger is asked: any passkey it has for us, by whoever holds it."""
    return auth.begin_authentication(None)


def use_alone(answer: Any) -> Authenticator | None:
    """The passkey of a stranger who has shown it to their own device first, by finger or PIN.

    Only as the answer to `to_sign_in`: of a second step nobody has to show that the key is theirs.
    """
    asked = auth.get_state() or {}
    if asked.get("user_verification") != UserVerificationRequirement.REQUIRED:
        auth.clear_state()
        return None

    def whose() -> Any:
        auth.parse_authentication_response(answer)
        return auth.extract_user_from_response(answer)

    person = _unless_made_up(whose)
    if person is None:
        auth.clear_state()
        return None
    return use_passkey(person, answer)


def _unless_made_up(read: Callable[[], T]) -> T | None:
    try:
        return read()
    except MADE_UP:
        return None
