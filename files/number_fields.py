"""Fields of forms for numbers, read as the files are: never a guess, and never Django's own.

Django's read “40.000” as 40, and a browser's field for numbers sends it so.
"""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.admin import options
from django.core.exceptions import ValidationError
from django.db import models

from files.spreadsheets.danish_values import NotUnderstood, danish_decimal, danish_whole


class WrittenNumberField(forms.DecimalField):
    """A number typed as text, as Danes write it; what can be read in two ways is refused."""

    widget = forms.TextInput

    def __init__(self, *, max_digits: int = 12, decimal_places: int = 3, **kwargs: Any) -> None:
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **kwargs)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            return danish_decimal(value)
        except NotUnderstood as error:
            raise ValidationError(str(error), code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        # in every language of the site with a comma: it is read so
        if not isinstance(value, Decimal):
            return value
        return format(value.normalize(), "f").replace(".", ",")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _has_changed(self, initial, data)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}


class WholeNumberField(forms.IntegerField):
    """A whole number typed as text: “40.000” is forty thousand, and “1,5” is refused."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            return danish_whole(value)
        except NotUnderstood as error:
            raise ValidationError(str(error), code="invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _has_changed(self, initial, data)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "off"}


class WholeAmountField(WholeNumberField):
    """A whole number that may be large, and stands with its thousands apart."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


def _has_changed(field: forms.Field, initial: Any, data: Any) -> bool:
    """Whether another number was typed; what is no number is."""
    try:
        return bool(field.to_python(initial) != field.to_python(data))
    except ValidationError:
        return True


def in_the_administration() -> None:
    """Have Django's administration read numbers as our own pages do."""
    options.FORMFIELD_FOR_DBFIELD_DEFAULTS |= {
        models.IntegerField: {"form_class": WholeNumberField},
        models.BigIntegerField: {"form_class": WholeNumberField},
        models.DecimalField: {"form_class": WrittenNumberField},
    }
