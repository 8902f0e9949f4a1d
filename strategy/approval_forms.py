"""What the committee approves of a strategy, when, and at which of its meetings."""

import datetime
from collections.abc import Sequence
from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.deadlines import MindsDays
from config.forms import Radios, field_of_words
from config.privacy import refuse_cpr
from strategy.form_parts import WrittenDateField, button
from strategy.models import Approval, Strategy


class ApprovalForm(MindsDays, forms.Form):
    """What of a strategy the committee approved, on which day, and what it said."""

    kind = forms.ChoiceField(
        label=_("What has the committee approved"),
        choices=Approval.Kind,
        widget=Radios,
    )
    approved_on = WrittenDateField(
        label=_("When did the committee approve it"),
        help_text=_("The day of its meeting. The texts are written down as they stand now."),
        initial=timezone.localdate,
        error_messages={"required": _("Write the day of the committee's meeting.")},
    )
    item = forms.TypedChoiceField(
        label=_("At which meeting was it decided (optional)"),
        help_text=_("It can be chosen later, too, on the page of the approval."),
        coerce=int,
        empty_value=None,
        required=False,
    )
    note = forms.CharField(
        label=_("Note (optional)"),
        help_text=_("For example the number of the item. Everybody who signs in can read it."),
        widget=forms.Textarea(attrs={"rows": 2}),
        validators=[refuse_cpr],
        max_length=2_000,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        strategy: Strategy,
        items: Sequence[tuple[int, str, datetime.date]] = (),
        **kwargs: Any,
    ) -> None:
        """items: of agendas, under which it may have been decided."""
        super().__init__(*args, **kwargs)
        self.strategy = strategy
        known = [(pk, called) for pk, called, _day in items]
        self.days = {pk: day for pk, _called, day in items}
        field_of_words(self, "item").choices = [("", _("No meeting is named")), *known]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "kind",
            "approved_on",
            *(["item"] if known else []),
            "note",
            FormActions(button(_("Approve the steering concept"), asks=True)),
        )

    def clean_approved_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["approved_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Nothing can be approved before the day of the meeting."))
        return day

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        asked = {name: answers.get(name) for name in ("kind", "approved_on")}
        if all(asked.values()) and self.strategy.approvals.filter(**asked).exists():
            self.add_error("approved_on", _("It has been approved on this day already."))
        met_on = self.days.get(answers.get("item") or 0)
        if met_on and answers.get("approved_on") not in (met_on, None):
            self.add_error("item", _("The committee met on another day. Choose the same day."))
        return answers
