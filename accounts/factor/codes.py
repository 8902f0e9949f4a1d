"""Codes that somebody types: six digits of an app, or eight of a recovery code. Each works once."""

import logging
import secrets
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt, encrypt
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import transaction

from accounts.factor.adapter import renewed_text
from accounts.models import User

logger = logging.getLogger(__name__)
Type = Authenticator.Type


@transaction.atomic
def use_code(person: User, typed: str) -> Authenticator | None:
    """Use a code up; None where it is none of the person's, or has been used.

    The person's rows are locked meanwhile: of two who send the same code at once one is refused.
    """
    code = _plain(typed)
    rows = Authenticator.objects.select_for_update().filter(user=person).order_by("pk")
    for factor in rows.exclude(type=Type.WEBAUTHN):
        try:
            uses = _use_totp if factor.type == Type.TOTP else _use_recovery_code
            if uses(factor, code):
                return factor
        except InvalidToken:
            logger.error("A second factor was encrypted with a key that we no longer have")
    return None


def step_of(secret: str, typed: str, *, after: int = 0) -> int | None:
    """The step of time whose code it is: this one, or one beside it; never one already used."""
    code = _plain(typed)
    for step in yield_hotp_counters_from_time():
        expected = format_hotp_value(hotp_value(secret, step))
        if step > after and secrets.compare_digest(expected, code):
            return step
    return None


def new_totp(person: User, secret: str, *, step: int) -> Authenticator:
    """Keep the secret of an app. step: of the code that showed it works, which works no more."""
    data = {"secret": encrypt(secret), "step": step}
    return Authenticator.objects.create(user=person, type=Type.TOTP, data=data)


@transaction.atomic
def new_recovery_codes(person: User) -> list[str]:
    """Ten codes in the place of those before; they are never shown again."""
    User.objects.select_for_update().get(pk=person.pk)
    Authenticator.objects.filter(user=person, type=Type.RECOVERY_CODES).delete()
    return RecoveryCodes.activate(person).generate_codes()


def recovery_codes_left(factor: Authenticator) -> int:
    return len(RecoveryCodes(factor).get_unused_codes())


def renew_secrets() -> int:
    """Encrypt anew, with the key of today, what a former key encrypted; how many.

    So a former key can be taken away after a while, as docs/configuration.md says.
    """
    renewed = 0
    if not settings.SECRET_KEY_FALLBACKS:
        return renewed
    for number in list(Authenticator.objects.values_list("pk", flat=True)):
        with transaction.atomic():
            factor = Authenticator.objects.select_for_update().filter(pk=number).first()
            if factor is not None and _renew(factor.data):
                factor.save(update_fields=["data"])
                renewed += 1
    return renewed


def _renew(data: dict[str, Any]) -> bool:
    is_new = False
    for name in ("secret", "seed"):
        if name in data and (anew := renewed_text(data[name])) is not None:
            data[name], is_new = anew, True
    return is_new


def _use_totp(factor: Authenticator, code: str) -> bool:
    step = step_of(decrypt(factor.data["secret"]), code, after=factor.data.get("step", 0))
    if step is None:
        return False
    factor.data["step"] = step
    factor.save(update_fields=["data"])
    return True


def _use_recovery_code(factor: Authenticator, code: str) -> bool:
    return RecoveryCodes(factor).validate_code(code)


def _plain(typed: str) -> str:
    """As apps show them in groups, so people type them; what is no digit of ours is no code."""
    code = "".join(typed.split()).replace("-", "")
    return code if code.isascii() and code.isdigit() and len(code) <= 12 else ""
