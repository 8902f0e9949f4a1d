"""How forms about meetings are laid out."""

from typing import TYPE_CHECKING

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django_stubs_ext import StrOrPromise

from config.forms import Button

if TYPE_CHECKING:
    from crispy_forms.layout import Part


def in_one_column(*fields: "Part", label: StrOrPromise) -> FormHelper:
    """Fields below each other, and the button."""
    helper = FormHelper()
    helper.layout = Layout(
        *fields, FormActions(Button(label, type="submit", css_class="btn-primary"))
    )
    return helper
