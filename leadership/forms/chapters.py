from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from config.crossed import VersionReadForm
from config.forms import Submit
from files.number_fields import WholeNumberField
from leadership.models import Chapter


class ChapterForm(VersionReadForm[Chapter]):
    """A chapter, written on the version it was opened with."""

    crossed = _(
        "Somebody else has saved the chapter since you opened it. Their text stands below. Press"
        " save again, and what you have written here stands; theirs is kept among the earlier"
        " wordings."
    )

    class Meta:
        model = Chapter
        fields = ["name", "text", "references", "number"]
        field_classes = {"number": WholeNumberField}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 14}),
            "references": forms.Textarea(attrs={"rows": 3}),
            "number": forms.TextInput(attrs={"class": "short-field"}),
        }
        labels = {
            "text": _("The text"),
            "references": _("What it refers to (optional)"),
            "number": _("Its place among the chapters"),
        }
        help_texts = {
            "text": _("An empty line begins a new paragraph."),
            "references": _("One to a line: what it is, and the address: “The law https://…”."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *self.fields, FormActions(Submit("save", _("Save the chapter")))
        )

    def save(self, commit: bool = True) -> Chapter:
        if self.changed_data and self.instance.pk:
            self.instance.version += 1
        if {"name", "text"} & set(self.changed_data):
            self.instance.is_example = False
        return super().save(commit)
