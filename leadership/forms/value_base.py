from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from config.deadlines import MindsDays
from config.forms import Button, DateInput
from config.privacy import refuse_cpr
from leadership.models import ValueBase


class ValueBaseForm(MindsDays, forms.ModelForm[ValueBase]):
    """A version of the value base: what it is called, its words, and from which day it holds."""

    class Meta:
        model = ValueBase
        fields = ["name", "source", "from_on", "introduction"]
        widgets = {
            "from_on": DateInput,
            "introduction": forms.Textarea(attrs={"rows": 5}),
        }
        labels = {"name": _("Name"), "from_on": _("From which day does it hold")}
        error_messages = {
            "from_on": {"unique": _("Another version holds from that day already.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "source", "introduction"):
            self.fields[name].validators.append(refuse_cpr)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *self.fields,
            FormActions(Button(_("Save the version"), type="submit", css_class="btn-primary")),
        )
