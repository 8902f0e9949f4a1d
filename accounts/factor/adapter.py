"""What django-allauth asks of us about second factors: how secrets are kept, what we are called."""

import base64
from functools import lru_cache

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


class SecondFactors(DefaultMFAAdapter):
    """Secrets stand encrypted in the database, with a key made of SECRET_KEY or a former one."""

    def encrypt(self, text: str) -> str:
        return _cipher(_keys()).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher(_keys()).decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return f"Ledestjernen {settings.MUNICIPALITY_NAME}".strip()

    def _get_site_name(self) -> str:
        return "Ledestjernen"


def renewed_text(encrypted: str) -> str | None:
    """The same, encrypted with the key of today; None where it is already, or no key opens it."""
    try:
        _cipher(_keys()[:1]).decrypt(encrypted.encode())
    except InvalidToken:
        try:
            return _cipher(_keys()).rotate(encrypted.encode()).decode()
        except InvalidToken:
            return None
    return None


def _keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    made = [
        salted_hmac("second factor", "", secret=key, algorithm="sha256").digest() for key in keys
    ]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])
