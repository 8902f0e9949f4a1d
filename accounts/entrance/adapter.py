"""The way in, as django-allauth asks about it: whoever is there already, and nobody new."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare

from accounts.addresses import normal_form
from accounts.models import User

#: What we tell people of by ourselves, or not at all; allauth would in words of its own.
UNTOLD = ("account/messages/", "socialaccount/messages/")

#: Whose password it was that opened the door, so that a new one closes it again.
PASSWORD_SHOWN = "password_shown"  # noqa: S105  # the name of a note


class Entrance(DefaultAccountAdapter):
    """What stands between the door and the first page (`get_login_stages`), and what does not.

    An account has one address, `User.email` in its normal form: allauth's table of addresses stays
    empty.
    """

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_email(self, email: str) -> str:
        return normal_form(email)

    def get_login_stages(self) -> list[str]:
        """In this order, once the person is known: their second factor, where they have one."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Whose account is closed is told no more than anybody else who does not come in."""
        return redirect("login")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        if message_template is None or not message_template.startswith(UNTOLD):
            super().add_message(
                request, level, message_template, message_context, extra_tags, message
            )


def let_in(request: HttpRequest, person: User, *, method: str, then: str) -> HttpResponse:
    """Take somebody who has shown who they are through the stages that are left, and then there.

    They are signed in when nothing is left: until then the answer leads to the next stage.
    """
    record_authentication(request, person, method=method)
    request.session[PASSWORD_SHOWN] = [person.pk, person.get_session_auth_hash()]
    return perform_login(request, person, redirect_url=then)


def is_still_theirs(request: HttpRequest, person: User) -> bool:
    """Whether the account is open, and the password is the one that was shown at the door."""
    number, shown = request.session.get(PASSWORD_SHOWN) or (None, "")
    is_same = number != person.pk or constant_time_compare(shown, person.get_session_auth_hash())
    return person.is_active and is_same
