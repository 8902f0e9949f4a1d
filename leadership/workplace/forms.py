"""What is done about a theme, and what came of it."""

from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from config.deadlines import MindsDays
from config.forms import Submit
from config.others_words import KeepsOthersWords
from leadership.models import ThemeAction
from strategy.form_parts import WrittenDateField


class ThemeActionForm(MindsDays, KeepsOthersWords, forms.ModelForm[ThemeAction]):
    """What, who and until when; once it is there also whether it is done."""

    ahead = ("until_on",)

    until_on = WrittenDateField(label=_("Until when?"))
    done_on = WrittenDateField(label=_("Done on (optional)"), required=False)

    class Meta:
        model = ThemeAction
        fields = ["what", "who", "until_on", "done_on", "outcome"]
        widgets = {
            "what": forms.Textarea(attrs={"rows": 3}),
            "outcome": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "what": _("What do we do?"),
            "who": _("Who sees to it?"),
            "outcome": _("What came of it? (optional)"),
        }
        help_texts = {"what": _("Write nothing that can be traced to individual staff.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = list(self.Meta.fields)
        if self.instance.pk is None:
            names = names[:3]
            del self.fields["done_on"], self.fields["outcome"]
        self.helper = FormHelper()
        self.helper.layout = Layout(*names, FormActions(Submit("save", _("Save the action"))))
