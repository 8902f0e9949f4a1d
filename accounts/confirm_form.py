"""The question who one is, as a form: the password, of whoever has no second factor."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import throttling
from accounts.events import Kind, record
from accounts.requests import signed_in

#: A field that tells the answer to the question from what was sent at first.
ASKED = "confirm"


class ConfirmForm(forms.Form):
    """By what the person signs in: the stronger, where they have more."""

    confirm_password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Write your password.")},
    )

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        super().__init__(data)
        self.request, self.person = request, signed_in(request)
        if not self.person.has_usable_password():
            del self.fields["confirm_password"]

    def clean(self) -> dict[str, Any]:
        if not self.fields:
            raise forms.ValidationError(_("Log in anew: you have no password here."))
        return super().clean() or {}

    def clean_confirm_password(self) -> str:
        password: str = self.cleaned_data["confirm_password"]
        if not self.person.check_password(password):
            throttling.old_passwords.add(self.person.pk)
            record(Kind.CONFIRMATION_REFUSED, request=self.request)
            raise forms.ValidationError(_("This is not your password."))
        return password
