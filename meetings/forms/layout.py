"""How forms about meetings are laid out."""

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout

from config.forms import Button


def in_one_column(*fields, label) -> FormHelper:
    """Fields below each other, and the button."""
    helper = FormHelper()
    helper.layout = Layout(
        *fields, FormActions(Button(label, type="submit", css_class="btn-primary"))
    )
    return helper
