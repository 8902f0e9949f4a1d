"""What is typed and shown of second factors, as forms."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.factor.codes import step_of
from accounts.factor.keeping import show_factor
from accounts.models import User
from config.json_fields import JsonField
from config.privacy import refuse_cpr

WRONG_CODE = gettext_lazy("The code is wrong, or has been used. Wait for a new one, and try again.")
WRONG_PASSKEY = gettext_lazy("The passkey was not accepted. Try again.")

MUNICIPAL_ONLY = gettext_lazy("You log in with the municipality’s login, and not with a passkey.")


class OneTimeCodeField(forms.CharField):
    """A code of an app, or a recovery code: digits, filled in by telephones that know it."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short-field"}
        super().__init__(
            max_length=20,
            widget=forms.TextInput(attrs=attrs),
            error_messages={"required": gettext_lazy("Write the code.")},
            **kwargs,
        )


class PasskeyAnswerForm(forms.Form):
    """What a browser answers, put by a script into the hidden field."""

    credential = JsonField(widget=forms.HiddenInput)


class CodeForm(forms.Form):
    """The second step of signing in, by a code."""

    code = OneTimeCodeField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("The six digits that your app shows now, or a recovery code."),
    )

    def __init__(self, request: HttpRequest, person: User, data: Any = None) -> None:
        super().__init__(data)
        self.request, self.person = request, person

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        self.factor = show_factor(self.request, self.person, code=code)
        if self.factor is None:
            raise forms.ValidationError(WRONG_CODE)
        return code


class PasskeyForm(PasskeyAnswerForm):
    """The same by a passkey."""

    def __init__(self, request: HttpRequest, person: User, data: Any = None) -> None:
        super().__init__(data)
        self.request, self.person = request, person

    def clean(self) -> dict[str, Any]:
        answer = self.cleaned_data.get("credential") or {}
        self.factor = show_factor(self.request, self.person, passkey=answer)
        if self.factor is None:
            raise forms.ValidationError(WRONG_PASSKEY)
        return self.cleaned_data


class NewAppForm(forms.Form):
    """An app that makes codes is set up when it has made one."""

    code = OneTimeCodeField(label=gettext_lazy("The code that the app shows now"))

    def __init__(self, secret: str, data: Any = None) -> None:
        super().__init__(data)
        self.secret = secret

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        self.step = step_of(self.secret, code)
        if self.step is None:
            raise forms.ValidationError(
                _("This is not the code. Is the clock of your telephone right?")
            )
        return code


class NewPasskeyForm(PasskeyAnswerForm):
    """A passkey gets a name by which its owner knows it."""

    name = forms.CharField(
        label=gettext_lazy("What you call it"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("As “My telephone” or “The key on my key ring”."),
        validators=[refuse_cpr],
    )
