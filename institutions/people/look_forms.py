from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from config.privacy import refuse_cpr
from institutions.people.forms import actions


class LookForm(forms.Form):
    """Why somebody looks as another."""

    reason = forms.CharField(
        label=_("Why?"),
        min_length=3,
        max_length=200,
        validators=[refuse_cpr],
        help_text=_("The person can read it on their own page. No CPR numbers."),
    )
    helper = FormHelper()
    helper.layout = Layout("reason", actions(_("See as the person")))
