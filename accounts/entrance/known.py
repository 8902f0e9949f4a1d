"""Who it is whom the municipality's sign-in sends: known already, to be linked, new, or nobody."""

import re
from typing import Any, NoReturn

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse

from accounts import slots
from accounts.addresses import is_normal, normal_form
from accounts.entrance.claims import LONGEST, Claims, told_of
from accounts.entrance.linking import binds, linked_to, tell_of_link
from accounts.entrance.logins import link
from accounts.entrance.met import Met
from accounts.entrance.refusing import SignInRefused
from accounts.events import Kind, record
from accounts.models import User
from accounts.visits import end_visits
from config.privacy import without_cpr
from config.sign_ins import SignInProvider, sign_ins

#: As providers write that something is so: some of them as a text or a number.
TRUE = {"true", "1"}
#: A login's own word and words for an error, in what allauth tells of its answer.
_ERROR = re.compile(r'"error"\s*:\s*"([\w.-]+)"')
_SAID = re.compile(r'"error_description"\s*:\s*"([^"]*)"')


class Acquaintance(DefaultSocialAccountAdapter):
    """What django-allauth asks about people whom a provider knows."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The providers of the settings; the table of them stays empty."""
        return [
            SocialApp(**one.as_app())
            for one in sign_ins().values()
            if provider in (None, one.protocol, one.key)
        ]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Who is new has been let in by `pre_social_login`, or nobody is."""
        return False

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> NoReturn:
        """Whatever allauth found amiss is told on our page."""
        told, why = (request.GET.get(name, "") for name in ("error", "error_description"))
        detail = without_cpr(f"{told}: {why}")[:LONGEST] if told else ""
        if error == AuthError.CANCELLED:
            raise SignInRefused("cancelled", detail)
        if exception is not None:
            detail = without_cpr(": ".join(errors_in(exception)))[:LONGEST]
            raise SignInRefused("answer", detail) from exception
        is_ours = bool((extra_context or {}).get("state"))  # this browser asked
        raise SignInRefused("declined" if told and is_ours else "expired", detail)

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        return reverse("login_list")

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> User:
        return User()

    def pre_social_login(self, request: HttpRequest, sociallogin: Met) -> None:  # type: ignore[override]
        """Find the person, and give them the roles that the provider's claims say.

        In one transaction: who does not come in does not become known, either, and nothing is
        written of them; only that claims give no role any more ends roles. Who is in already
        and asked for it has the login linked to their account (`logins.link`).
        """
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            link(request, sociallogin, sociallogin.claims)
            return
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise SignInRefused("expired")
        provider = sign_ins()[sociallogin.account.provider]
        claims = sociallogin.claims
        with transaction.atomic():
            is_known = sociallogin.is_existing
            if not is_known:
                sociallogin.connect(request, _met(provider, claims))
                record(Kind.DOOR_LINKED, about=sociallogin.user, provider=provider.key)
            person = sociallogin.user
            if not person.is_active:
                raise SignInRefused("closed")
            if is_known:
                sociallogin.keep()
            has_a_role = any(slots.take_roles.all(person, provider.key, claims))
            if not (has_a_role or person.is_superuser):
                end_visits(person)
        if not (has_a_role or person.is_superuser):
            raise SignInRefused("no_role", told_of(provider, claims))
        person.backend = "django.contrib.auth.backends.ModelBackend"


def errors_in(error: Exception) -> tuple[str, str]:
    """A login's own word for an error, and what it says of it; nothing else of its answer."""
    code, said = (pattern.search(str(error)) for pattern in (_ERROR, _SAID))
    return code[1] if code else type(error).__name__, said[1] if said else ""


def _met(provider: SignInProvider, claims: Claims) -> User:
    """The person here who is meant, or a new one: met for the first time by this provider."""
    address = normal_form(str(claims.get("email") or ""))
    try:
        validate_email(address)
    except ValidationError as error:
        raise SignInRefused("no_address", told_of(provider, claims)) from error
    if not is_normal(address):
        raise SignInRefused("no_address", told_of(provider, claims))
    person = User.objects.filter(email=address).first()
    return _made(provider, address, claims) if person is None else _linked(provider, person, claims)


def _linked(provider: SignInProvider, person: User, claims: Claims) -> User:
    """Somebody here with the same address: theirs only where the provider vouches for it.

    Nor is it taken for theirs where the provider knows the address's owner as somebody else
    already, or where the account may do everything: that is the door for when this one is broken.
    """
    is_verified = str(claims.get(provider.email_verified_claim)).lower() in TRUE
    is_met = linked_to(person).filter(provider=provider.key).exists()
    if not (provider.link_by_email and is_verified) or is_met or person.is_superuser:
        raise SignInRefused("address_taken")
    if binds(provider, person):
        person.set_unusable_password()
    tell_of_link(person, provider)
    return person


def _made(provider: SignInProvider, address: str, claims: Claims) -> User:
    """Somebody new, who comes in because their claims give them a role."""
    if not any(slots.gives_a_role.all(provider.key, claims)):
        raise SignInRefused("no_role", told_of(provider, claims))
    name = without_cpr(str(claims.get("name") or "").strip())[:150]
    try:
        with transaction.atomic():
            return User.objects.create_user(address, name=name or address.partition("@")[0])
    except IntegrityError as error:
        raise SignInRefused("address_taken") from error
