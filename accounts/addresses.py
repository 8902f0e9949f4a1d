"""The one normal form of an e-mail address: so it is stored, found and counted."""

import unicodedata

from django.db import models

#: What an address in its normal form is made of: printable ASCII without capital letters. It means
#: the same to Python and to PostgreSQL.
NORMAL_FORM = r"\A[!-@\[-~]+\Z"


def normal_form(text: str) -> str:
    """The address as it is stored and found: NFKC, small letters, the domain as DNS has it.

    Letters outside ASCII before the @ stay as they are, so that no account has such an address:
    databases disagree about which of them are equal (to PostgreSQL `ı` is an i).
    """
    text = unicodedata.normalize("NFKC", text).strip().lower()
    name, at, domain = text.rpartition("@")
    try:
        return name + at + domain.encode("idna").decode("ascii").lower()
    except UnicodeError:  # a search for a part of one, or no address at all
        return text


def is_normal(address: str) -> bool:
    """Whether an account can have this address."""
    return address.isascii() and address == normal_form(address)


def counted_form(text: str) -> str:
    """What attempts to sign in with an address are counted under, however it is spelled.

    Lookalikes that fold to the letters of an account count as attempts at that account, although
    they never open it.
    """
    folded = normal_form(text).upper().lower()
    return unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()[:255]


class NormalEmailField(models.EmailField[str, str]):
    """An e-mail address that is stored and looked up in its normal form only."""

    def to_python(self, value: object) -> str | None:
        text: str | None = super().to_python(value)
        return text if text is None else normal_form(text)

    def get_prep_value(self, value: object) -> str | None:
        text: str | None = super().get_prep_value(value)
        return text if text is None else normal_form(text)
