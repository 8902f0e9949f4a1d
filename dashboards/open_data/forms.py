"""What is to be public, and under which licence."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from config.forms import Radios, field_of_rows
from indicators.models import Indicator, OpenRelease


class IndicatorsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # as Django has it
    """Indicators by name and by whose they are."""

    def label_from_instance(self, obj: Indicator) -> str:
        return f"{obj} ({obj.goal.strategy})"


class OpenDataForm(forms.Form):
    """Which indicators become public."""

    indicators = IndicatorsField(
        label=_("Which measuring points become public?"),
        queryset=Indicator.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one measuring point.")},
    )
    licence = forms.ChoiceField(
        label=_("What may others do with the data?"),
        choices=OpenRelease.Licence.choices,
        initial=OpenRelease.Licence.ATTRIBUTION,
        widget=Radios,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of_rows(self, "indicators").queryset = (
            Indicator.objects.whole().in_use().select_related("goal__strategy__cluster")
        )
        self.helper = FormHelper()
        self.helper.form_tag = False

    @property
    def chosen(self) -> Iterable[Indicator]:
        """What was ticked, once the form has been found right."""
        rows: Iterable[Indicator] = self.cleaned_data["indicators"]
        return rows
