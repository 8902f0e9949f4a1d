import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import ApiToken


class ApiTokenForm(forms.ModelForm):
    """A new access key: what it is for, what it may read, and for how long."""

    days = forms.TypedChoiceField(
        label=_("How long is it valid"),
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("a year"))],
        coerce=int,
        initial=90,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = ApiToken
        fields = ["name", "scope"]
        widgets = {"scope": forms.RadioSelect}

    def issue_to(self, user) -> str:
        """Make the key, and return it: it can be shown this once."""
        token = self.save(commit=False)
        token.user = user
        token.expires_at = timezone.now() + datetime.timedelta(days=self.cleaned_data["days"])
        return token.issue()
