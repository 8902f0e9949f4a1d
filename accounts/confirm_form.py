"""The question who one is, as a form: the password, or what one has where that is a second step."""

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import throttling
from accounts.entrance.linking import is_bound, linked_to
from accounts.events import Kind, record
from accounts.factor.forms import WRONG_CODE, WRONG_PASSKEY, OneTimeCodeField
from accounts.factor.keeping import factors_of, show_factor
from accounts.requests import signed_in
from config.json_fields import JsonField
from config.sign_ins import SignInProvider, sign_ins

#: A field that tells the answer to the question from what was sent at first.
ASKED = "confirm"


class ConfirmForm(forms.Form):
    """By what the person signs in: the stronger, where they have more than a password."""

    confirm_password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Write your password.")},
    )
    confirm_code = OneTimeCodeField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("The six digits that your app shows now, or a recovery code."),
    )
    confirm_passkey = JsonField(widget=forms.HiddenInput)

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        super().__init__(data)
        self.request, self.person = request, signed_in(request)
        self.kinds = {str(factor.type) for factor in factors_of(self.person)}
        self.has_passkey = Authenticator.Type.WEBAUTHN in self.kinds
        asked = self._asked(data or {})
        self.fields = {name: field for name, field in self.fields.items() if name == asked}

    def doors(self) -> list[SignInProvider]:
        """The municipality's sign-ins by which the person can confirm who they are."""
        keys = linked_to(self.person).values_list("provider", flat=True)
        return [sign_ins()[key] for key in keys if key in sign_ins()]

    def _asked(self, data: Any) -> str:
        if self.kinds:
            is_shown = self.has_passkey and "confirm_passkey" in data
            return "confirm_passkey" if is_shown else "confirm_code"
        has_password = self.person.has_usable_password() and not is_bound(self.person)
        return "confirm_password" if has_password else ""

    def clean(self) -> dict[str, Any]:
        if not self.fields:
            raise forms.ValidationError(_("Log in anew: you have no password here."))
        return super().clean() or {}

    def clean_confirm_password(self) -> str:
        password: str = self.cleaned_data["confirm_password"]
        if not self.person.check_password(password):
            throttling.old_passwords.add(self.person.pk)
            self._refuse(_("This is not your password."))
        return password

    def clean_confirm_code(self) -> str:
        code: str = self.cleaned_data["confirm_code"]
        if show_factor(self.request, self.person, code=code) is None:
            self._refuse(str(WRONG_CODE))
        return code

    def clean_confirm_passkey(self) -> Any:
        answer = self.cleaned_data["confirm_passkey"]
        if show_factor(self.request, self.person, passkey=answer) is None:
            self._refuse(str(WRONG_PASSKEY))
        return answer

    def _refuse(self, sentence: str) -> None:
        record(Kind.CONFIRMATION_REFUSED, request=self.request)
        raise forms.ValidationError(sentence)
