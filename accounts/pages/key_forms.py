import datetime

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import ApiToken, User
from config.forms import Radios


class ApiTokenForm(forms.ModelForm[ApiToken]):
    """A new access key: what it is for, what it may read, and for how long."""

    days = forms.TypedChoiceField(
        label=_("How long is it valid"),
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("a year"))],
        coerce=int,
        initial=90,
        widget=Radios,
    )

    class Meta:
        model = ApiToken
        fields = ["name", "scope"]
        widgets = {"scope": Radios}

    @transaction.atomic
    def issue_to(self, user: User) -> str:
        """Make the key, and return it: it can be shown this once. Empty where there are too many.

        The person's row is locked meanwhile: of two keys asked for at once both are counted.
        """
        User.objects.select_for_update().get(pk=user.pk)
        if ApiToken.objects.filter(user=user).open().count() >= settings.API_OPEN_KEYS:
            self.add_error(None, self.too_many())
            return ""
        token = self.save(commit=False)
        token.user = user
        token.expires_at = timezone.now() + datetime.timedelta(days=self.cleaned_data["days"])
        return token.issue()

    @staticmethod
    def too_many() -> str:
        return gettext(
            "You have %(most)s open keys, which is the most. Close one before you make another."
        ) % {"most": settings.API_OPEN_KEYS}
