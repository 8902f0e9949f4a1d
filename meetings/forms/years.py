"""What a cluster does through the year."""

from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from config.deadlines import MindsDays, is_still_ahead
from config.django_private import ValidatesAlso
from config.forms import DateInput
from config.others_words import KeepsOthersWords
from meetings.forms.layout import in_one_column
from meetings.models import YearStep


def _half(name: str) -> Column:
    return Column(name, css_class="col-sm-6")


class YearStepForm(MindsDays, ValidatesAlso, KeepsOthersWords, forms.ModelForm[YearStep]):
    """Something a cluster does at a time of the year."""

    validates_also = frozenset({"cluster"})
    not_before = {"to_on": ("from_on", _("The last day cannot come before the first day."))}

    class Meta:
        model = YearStep
        fields = ["title", "actor", "kind", "from_on", "to_on", "invited", "outcome"]
        widgets = {
            "from_on": DateInput,
            "to_on": DateInput,
            "outcome": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {
            "invited": _("Who is invited (optional)"),
            "outcome": _("What came of it (optional)"),
            "actor": _("Who (optional)"),
            "from_on": _("First day"),
            "to_on": _("Last day"),
        }
        help_texts = {
            "from_on": _("For example 01.03.2027."),
            "invited": _(
                "For example staff and parents of all houses. It stands in the year wheel; nobody"
                " gets a mail of it, so invite them yourself."
            ),
            "outcome": _(
                "Written when it has been held. Nothing that can be traced to individual children"
                " or staff."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = in_one_column(
            "title",
            "actor",
            "kind",
            Row(_half("from_on"), _half("to_on")),
            "invited",
            "outcome",
            label=_("Save"),
        )

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("outcome") and is_still_ahead(answers.get("from_on")):
            self.add_error("outcome", _("It has not been yet: write what came of it afterwards."))
        return answers
