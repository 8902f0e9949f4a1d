import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.template import loader
from django.utils.translation import gettext_lazy as _

from accounts import new_password
from accounts.entrance.linking import bound, is_bound
from accounts.invitations.invitation import AccountInvitation
from accounts.mail import send_soon
from accounts.models import User
from accounts.throttling import reset_mails
from config.sign_ins import sign_ins


class _StartsAtTheHeading(forms.BaseForm):
    """A form that does not take the focus: a screen reader begins with the page's heading."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("autofocus", None)


class SignInForm(_StartsAtTheHeading, auth_forms.AuthenticationForm):
    username = auth_forms.UsernameField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    error_messages = {
        "invalid_login": _(
            "The e-mail address and the password do not belong together."
            " Check both, or choose a new password."
        ),
        "inactive": _("This account is closed. Ask your administrator."),
        "bound": _("You log in with the municipality’s login, not with a password."),
    }

    def confirm_login_allowed(self, user: Any) -> None:
        """A password opens nothing for whoever comes in by the municipality's sign-in alone."""
        super().confirm_login_allowed(user)
        if is_bound(user):
            raise forms.ValidationError(self.error_messages["bound"], code="bound")


if TYPE_CHECKING:
    _SetPasswordForm = auth_forms.SetPasswordForm[User]
    _PasswordByAdministratorForm = auth_forms.AdminPasswordChangeForm[User]
else:
    _SetPasswordForm = auth_forms.SetPasswordForm
    _PasswordByAdministratorForm = auth_forms.AdminPasswordChangeForm


class _ChoosesPassword(_SetPasswordForm):
    """What is wrong with a password is said where it is written, not where it is repeated."""

    def validate_password_for_user(self, user: User, password_field_name: str = "") -> None:
        super().validate_password_for_user(user, "new_password1")


class _ClosesKeys(_ChoosesPassword):
    """Asks whoever has keys or a calendar address whether to close them with the old password."""

    closes_unless_asked_not_to = False

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        if new_password.has_keys(user):
            self.fields["close_keys"] = forms.BooleanField(
                label=_("Also close my access keys and the address of my calendar"),
                help_text=_(
                    "Programs and calendars that use them no longer get anything."
                    " You make new ones afterwards."
                ),
                required=False,
                initial=self.closes_unless_asked_not_to,
            )

    def save(self, commit: bool = True) -> User:
        with transaction.atomic():
            user = super().save(commit)
            is_closed = self.cleaned_data.get("close_keys", False)
            if is_closed:
                new_password.close_keys(user)
        new_password.tell(user, is_closed=is_closed)
        return user


class NewPasswordForm(_StartsAtTheHeading, _ClosesKeys):
    """By a link: whoever has forgotten a password may have lost more."""

    closes_unless_asked_not_to = True


class FirstPasswordForm(_StartsAtTheHeading, _ChoosesPassword):
    """By an invitation: there is nothing older that could live on."""


class PasswordChangeForm(_StartsAtTheHeading, _ClosesKeys, auth_forms.PasswordChangeForm):
    pass


class PasswordByAdministratorForm(_PasswordByAdministratorForm):
    """Somebody else's password: what opens in their name without it is closed, too."""

    usable_password_help_text = _(  # type: ignore[assignment]  # Django's own is lazy, too
        "Without a password they can still log in with the municipality’s login, where there is"
        " one. The password they have is lost."
    )

    def save(self, commit: bool = True) -> User:
        with transaction.atomic():
            user = super().save(commit)
            is_closed = new_password.has_keys(user)
            new_password.close_keys(user)
        new_password.tell(user, is_closed=is_closed, by_administrator=True)
        return user


class ForgottenPasswordForm(_StartsAtTheHeading, auth_forms.PasswordResetForm):
    """Asks for an address; what the page answers does not tell whether it is known.

    People without a password choose their first one by the link, as an invitation; none is sent to
    those who come in by the municipality's sign-in alone, nor to those whose invitation waits to be
    sent or was withdrawn: they are to come in later, or not.
    """

    def get_users(self, email: str) -> QuerySet[User]:
        people = User.objects.filter(email=email, is_active=True)
        if sign_ins():
            people = people.exclude(bound())
        kept_out = AccountInvitation.objects.keeping_out().values("person")
        return people.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX, pk__in=kept_out)

    def send_mail(
        self,
        subject_template_name: str,
        email_template_name: str,
        context: dict[str, Any],
        from_email: str | None,
        to_email: str,
        html_email_template_name: str | None = None,
    ) -> None:
        if reset_mails.add(context["user"].pk) > 1:
            return  # one is on its way
        subject = " ".join(loader.render_to_string(subject_template_name, context).split())
        text = loader.render_to_string(email_template_name, context)
        worth = datetime.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
        send_soon(EmailMessage(subject, text, from_email, [to_email]), worth=worth)


class UserCreationForm(auth_forms.AdminUserCreationForm[User]):
    class Meta:
        model = User
        fields = ["email", "name"]
        field_classes: dict[str, Any] = {}


class UserChangeForm(auth_forms.UserChangeForm[User]):
    class Meta:
        model = User
        fields = "__all__"
        field_classes: dict[str, Any] = {}
