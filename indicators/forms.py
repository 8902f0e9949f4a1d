from typing import Any, cast

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from config.forms import Button, Radios, field_of_rows
from config.privacy import refuse_cpr
from files.number_fields import WrittenNumberField
from indicators.models import Indicator, ManualResult
from institutions.models import Institution


class ManualResultForm(forms.Form):
    """What a unit, or the leadership for the whole cluster, reports for an indicator of a year.

    institutions: those the person may report for; None when it is for the whole. A report of the
    year that is there already is corrected, and its history kept.
    """

    institution: forms.ModelChoiceField[Institution] = forms.ModelChoiceField(
        label=_("Institution"), queryset=Institution.objects.none()
    )
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    is_met = forms.TypedChoiceField(
        label=_("Have you reached it?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda answer: answer == "yes",
        widget=Radios,
    )
    value = WrittenNumberField(label=_("The number (optional)"), required=False)
    narrative = forms.CharField(
        label=_("In words (optional)"),
        help_text=_("Write nothing that can be traced to individual children or staff."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
        validators=[refuse_cpr],
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        indicator: Indicator,
        institutions: list[Institution] | None,
        this_year: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        self.heading = (
            _("Report how it goes in the cluster")
            if institutions is None
            else _("Report how it goes in your institution")
        )
        years = cast(forms.TypedChoiceField, self.fields["year"])
        years.choices = [(year, str(year)) for year in (this_year, this_year - 1)]
        if institutions is None:
            del self.fields["institution"], self.fields["is_met"]
            self.fields["value"].label = _("The result, as a number")
            self.fields["value"].required = True
        else:
            places = Institution.objects.filter(pk__in=[place.pk for place in institutions])
            field_of_rows(self, "institution").queryset = places
            if len(institutions) == 1:
                self.fields["institution"].initial = institutions[0]
        self.helper = FormHelper()
        self.helper.form_action = "#indberet"
        self.helper.layout = Layout(
            *[name for name in ("institution", "year") if name in self.fields],
            *[name for name in ("is_met",) if name in self.fields],
            Field("value", css_class="short-field"),
            "narrative",
            FormActions(Button(_("Report"), type="submit", css_class="btn-primary")),
        )

    @transaction.atomic
    def save(self, *, by: User) -> ManualResult:
        """Write or correct the report of the year."""
        answers = self.cleaned_data
        # one at a time: two reports for the whole would not meet in the database's constraint
        Indicator.objects.select_for_update().get(pk=self.indicator.pk)
        key = {
            "indicator": self.indicator,
            "institution": answers.get("institution"),
            "year": answers["year"],
        }
        result = ManualResult.objects.filter(**key).first() or ManualResult(**key)
        result.is_met = answers.get("is_met")
        result.value = answers["value"]
        result.narrative = answers["narrative"]
        result.reported_on = timezone.localdate()
        result.reported_by = by
        result.save()
        return result
