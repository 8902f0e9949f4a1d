"""What must not be written here: what tells of one child or one member of staff."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CPR = re.compile(
    r"(?<![0-9])([0-9]{2})([0-9]{2})[0-9]{2}[ \u00a0]?[-–‑]?[ \u00a0]?[0-9]{4}(?![0-9])"
)
CPR_FOUND = _(
    "This looks like a civil registration number. Take it out: write nothing about "
    "individual children or staff."
)
DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def looks_like_cpr(text: str) -> bool:
    """Whether a text holds what may be a civil registration number (Danish: CPR-nummer).

    Six digits, an optional hyphen or space, four digits, and not part of a longer number; the
    first four must be a day and a month that exist. So the P-number 1099009101 is none (there is
    no month 99), but a P-number beginning with 1003… cannot be told from a birthday: ask this
    about free text, not about columns known to hold numbers of institutions.
    """
    return any(
        1 <= int(month) <= 12 and 1 <= int(day) <= DAYS_OF_MONTH[int(month) - 1]
        for day, month in CPR.findall(str(text))
    )


def refuse_cpr(text: str) -> None:
    """A validator for free text: raise ValidationError (code "cpr") for such a number."""
    if looks_like_cpr(text):
        raise ValidationError(CPR_FOUND, code="cpr")
