"""How forms about meetings are laid out."""

from typing import TYPE_CHECKING

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django.forms import BaseForm
from django_stubs_ext import StrOrPromise

from config.forms import Button
from meetings.forms.minutes import WRITES

if TYPE_CHECKING:
    from crispy_forms.layout import Part


def sent_along(form: BaseForm, *fields: "Part", name: str, label: StrOrPromise) -> FormHelper:
    """Fields of a row that is added on the page of an item: sent with all that is written there.

    name: of the button, by which the row is asked for though nothing is written in it.
    """
    form.use_required_attribute = False  # the row may be left empty
    for field in form.fields.values():
        field.widget.attrs["form"] = WRITES
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    button = Button(
        label, type="submit", name=name, value="1", form=WRITES, css_class="btn-outline-primary"
    )
    helper.layout = Layout(*fields, FormActions(button))
    return helper


def in_one_column(*fields: "Part", label: StrOrPromise) -> FormHelper:
    """Fields below each other, and the button."""
    helper = FormHelper()
    helper.layout = Layout(
        *fields, FormActions(Button(label, type="submit", css_class="btn-primary"))
    )
    return helper
