from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import SecurityEvent
from config.forms import DateInput


class LogFilter(forms.Form):
    """Which events are shown: of a kind, about a person, on a day. Works as an address."""

    kind = forms.ChoiceField(
        label=_("What happened"),
        required=False,
        choices=[("", _("Everything")), *SecurityEvent.Kind.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    person = forms.CharField(
        label=_("Person"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=DateInput(attrs={"class": "form-control short-field"}),
    )
