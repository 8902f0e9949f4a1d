"""What the forms of local goals, decisions and plans have in common: a button, and a day."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django_stubs_ext import StrOrPromise

from config.asking import SURE
from config.forms import Button, DateInput
from strategy.days_in_words import example_day


def button(
    label: StrOrPromise, *, action: str = "", is_first: bool = True, asks: bool = False
) -> Button:
    """asks: pressing it answers the page's question with yes, see `config.asking`."""
    if asks:
        return Button(label, type="submit", css_class="btn-primary", name=SURE, value="yes")
    own = {"name": "action", "value": action} if action else {}
    looks = "btn-primary" if is_first else "btn-outline-primary"
    return Button(label, type="submit", css_class=looks, **own)


class WrittenDateField(forms.DateField):
    """A date typed as text; what cannot be read is quoted back."""

    widget = DateInput

    def to_python(self, value: Any) -> datetime.date | None:
        try:
            return super().to_python(value)
        except ValidationError:
            sentence = gettext("“%(written)s” is not a date. Write it as %(date)s.")
            raise ValidationError(
                sentence % {"written": value, "date": example_day()}, code="invalid"
            ) from None
