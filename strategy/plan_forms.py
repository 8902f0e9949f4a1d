"""The steps of a time and process plan as rows of a form."""

from typing import Any

from django import forms
from django.forms.models import BaseInlineFormSet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from config.days import has_come
from config.deadlines import MindsDays
from config.others_words import KeepsOthersWords
from config.privacy import refuse_cpr
from strategy.form_parts import WrittenDateField
from strategy.models import ProcessStep, Strategy

#: Empty rows below those that are there, and the most a plan may hold.
MORE_STEPS, MOST_STEPS = 3, 60


#: What stands in one line below what happens.
WHEN = ("actor", "when_text", "from_on", "to_on", "deadline_on", "done_on")


class ProcessStepForm(MindsDays, KeepsOthersWords, forms.ModelForm[ProcessStep]):
    """A step. Without words of its own for when, the dates stand in their place."""

    not_before = {
        "to_on": ("from_on", _("The last day cannot come before the first day.")),
        "deadline_on": ("from_on", _("The deadline cannot come before the first day.")),
    }

    from_on = WrittenDateField(label=_("from"))
    to_on = WrittenDateField(label=_("to"))
    deadline_on = WrittenDateField(label=_("Deadline"), required=False)
    done_on = WrittenDateField(label=_("Done"), required=False, validators=[has_come])

    class Meta:
        model = ProcessStep
        fields = ["text", *WHEN]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["when_text"].required = False
        for name, field in self.fields.items():
            looks = field.widget.attrs.get("class", "")
            field.widget.attrs["class"] = f"form-control {looks}".strip()
            if name in ("text", "actor", "when_text"):
                field.validators = [*field.validators, refuse_cpr]

    @property
    def when(self) -> list[forms.BoundField]:
        """Who and when, in one line of fields below what happens."""
        return [self[name] for name in WHEN]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        begins, ends = answers.get("from_on"), answers.get("to_on")
        if begins and ends and not answers.get("when_text"):
            dates = [date_format(day, "SHORT_DATE_FORMAT") for day in (begins, ends)]
            answers["when_text"] = "–".join(dict.fromkeys(dates))
        return answers


class ProcessStepRows(BaseInlineFormSet[ProcessStep, Strategy, ProcessStepForm]):
    """The steps of one strategy, and empty rows below them."""


PlanForms = forms.inlineformset_factory(
    Strategy,
    ProcessStep,
    form=ProcessStepForm,
    formset=ProcessStepRows,
    extra=MORE_STEPS,
    max_num=MOST_STEPS,
    absolute_max=MOST_STEPS + MORE_STEPS,
)
