"""What must not be written here: what tells of one child or one member of staff."""

import re

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

#: What parts a birthday from the rest, typed or pasted from a document; some of it is not seen.
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
BLANK = r"[\s\u00ad\u200b\u2060\ufeff]"
IN_A_LINE = r"[\t \u00a0\u00ad\u2000-\u200b\u202f\u2060\ufeff]"
CPR = re.compile(
    rf"(?<![0-9])(?:([0-9]{{2}})([0-9]{{2}})[0-9]{{2}}"
    rf"(?:{BLANK}{{0,2}}[{DASHES}]{BLANK}{{0,2}}|{IN_A_LINE}{{0,2}})"
    # A date as one writes it, by a dash alone: what stands further off may be any number.
    rf"|([0-9]{{2}})([ .-])([0-9]{{2}})\4[0-9]{{2}}[{DASHES}])[0-9]{{4}}(?![0-9])"
)
CPR_FOUND = _(
    "This looks like a civil registration number. Take it out: write nothing about "
    "individual children or staff."
)
#: Columns known to hold numbers and keys: some ten digits of theirs may look like a birthday.
NO_TEXT = {"value", "register_number", "sha256", "digest", "password", "code", "folded"}
CROSSED_OUT = "xxxxxx-xxxx"
DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def looks_like_cpr(text: str) -> bool:
    """Whether a text holds what may be a civil registration number (Danish: CPR-nummer).

    Six digits, a dash, a space or neither, four digits, and not part of a longer number; the first
    four must be a day and a month that exist, and may be parted as dates are. So the P-number
    1099009101 is none (there is no month 99), but a P-number beginning with 1003… cannot be told
    from a birthday: ask this about free text, not about columns known to hold numbers of
    institutions.
    """
    return any(_is_a_day(found) for found in CPR.finditer(str(text)))


def without_cpr(text: str) -> str:
    """The text with such numbers crossed out; for names that cannot be asked for anew."""
    return CPR.sub(lambda found: CROSSED_OUT if _is_a_day(found) else found[0], text)


def _is_a_day(found: re.Match[str]) -> bool:
    day, month = int(found[1] or found[3]), int(found[2] or found[5])
    return 1 <= month <= 12 and 1 <= day <= DAYS_OF_MONTH[month - 1]


def refuse_cpr(text: str) -> None:
    """A validator for free text: raise ValidationError (code "cpr") for such a number."""
    if looks_like_cpr(text):
        raise ValidationError(CPR_FOUND, code="cpr")


def watch_every_text() -> None:
    """Have every text of our models that people write refuse such a number, now and later.

    A validator on each field would be forgotten on the next one. `validators` is what a field has
    worked out once for this process; migrations ask for what the model says, and see no difference.
    """
    for model in apps.get_models():
        is_ours = (settings.BASE_DIR / model.__module__.partition(".")[0]).is_dir()
        if not (is_ours or model._meta.label == "auth.Group"):
            continue
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField)
            if is_text and not field.choices and field.editable and field.name not in NO_TEXT:
                own = [one for one in field.validators if one is not refuse_cpr]
                vars(field)["validators"] = [*own, refuse_cpr]
