"""How forms about hearings are laid out."""

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django_stubs_ext import StrOrPromise

from config.forms import Button


def in_one_column(*fields: str, label: StrOrPromise) -> FormHelper:
    helper = FormHelper()
    helper.layout = Layout(
        *fields, FormActions(Button(label, type="submit", css_class="btn-primary"))
    )
    return helper
