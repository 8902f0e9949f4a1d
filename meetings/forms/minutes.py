"""What came of a meeting: who was there, what was said and decided."""

from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from config.forms import Button
from meetings.forms.layout import in_one_column
from meetings.models import AgendaItem, Meeting

#: The button by which one saves the minutes of an item and goes to the next.
GO_ON = "videre"


class AttendanceForm(forms.ModelForm[Meeting]):
    """Who was at the meeting."""

    class Meta:
        model = Meeting
        fields = ["present", "absent"]
        widgets = {
            "present": forms.Textarea(attrs={"rows": 3}),
            "absent": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {"present": _("Present"), "absent": _("Sent apologies (optional)")}
        help_texts = {"present": _("Names, as they are to stand in the minutes.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = in_one_column("present", "absent", label=_("Save who was there"))


class MinutesForm(forms.ModelForm[AgendaItem]):
    """What was said and decided under an item.

    is_main: whether saving is the page's main thing. goes_on: whether another item follows.
    """

    class Meta:
        model = AgendaItem
        fields = ["resolution", "minutes"]
        widgets = {
            "resolution": forms.Textarea(attrs={"rows": 3}),
            "minutes": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"minutes": _("Minutes (optional)")}
        help_texts = {
            "minutes": _(
                "The discussion in a few lines. Write nothing that can be traced to individual"
                " children or staff."
            )
        }

    def __init__(
        self, *args: Any, address: str, is_main: bool = True, goes_on: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resolution"].label = {
            AgendaItem.Kind.INFORMATION: _("What the board noted (optional)"),
            AgendaItem.Kind.DISCUSSION: _("What the discussion came to (optional)"),
            AgendaItem.Kind.DECISION: _("What was decided"),
        }[AgendaItem.Kind(self.instance.kind)]
        self.helper = FormHelper()
        self.helper.form_tag = False  # the page's own: what the board assesses is saved with it
        self.helper.disable_csrf = True
        self.address = address
        self.helper.layout = Layout(
            HTML('<input type="hidden" name="form" value="minutes">'),
            "resolution",
            "minutes",
            FormActions(
                Button(
                    _("Save"),
                    type="submit",
                    css_class="btn-primary" if is_main else "btn-outline-primary",
                ),
                *([_go_on()] if goes_on else []),
            ),
        )


def _go_on() -> Button:
    label = _("Save, and go to the next item")
    return Button(label, type="submit", name=GO_ON, value="1", css_class="btn-outline-primary")
