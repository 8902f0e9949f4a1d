"""The municipality's logins that open a person's account: linked by its owner, and unlinked."""

from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts import slots
from accounts.entrance.claims import LONGEST, Claims
from accounts.entrance.linking import linked_to, tell_of_link
from accounts.entrance.met import Met
from accounts.entrance.refusing import SignInRefused
from accounts.events import Kind, record
from accounts.factor.keeping import Type, factors_of
from accounts.models import User
from accounts.requests import looker_of
from accounts.visits import end_visits
from config.privacy import without_cpr
from config.sign_ins import SignInProvider, sign_ins

#: Where a question keeps whose account its answer is to be linked to.
WHOSE = "person"


def way_to_link(request: HttpRequest, person: User, provider: SignInProvider) -> str:
    """Where the login is asked whom it knows, to link that to this account and to no other."""
    door = get_adapter().get_provider(request, provider.key)
    there: str = door.redirect(request, AuthProcess.CONNECT, data={WHOSE: person.pk})["Location"]
    return there


def link(request: HttpRequest, login: Met, claims: Claims) -> None:
    """The answer to that: the login opens the account of who asked, and of nobody else.

    Whoever has come in another way since, or looks as another, has not asked. An identity that
    another account has stays there, whatever its address; and a login knows a person once.
    """
    provider = sign_ins()[login.account.provider]
    asked = (login.state.get("data") or {}).get(WHOSE)
    if asked is None or asked != request.user.pk or looker_of(request) is not None:
        raise SignInRefused("expired")
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=asked)
        if login.is_existing and login.user.pk != person.pk:
            raise SignInRefused("linked_to_another")
        if login.is_existing:
            login.keep()
        else:
            if linked_to(person).filter(provider=provider.key).exists():
                raise SignInRefused("linked_already")
            _connect(request, login, person)
            end_visits(person, but=request.session.session_key)
            record(Kind.DOOR_LINKED, request=request, about=person, provider=provider.key)
            tell_of_link(person, provider)
        all(slots.take_roles.all(person, provider.key, claims))
    request.session.cycle_key()
    request.has_linked = True  # type: ignore[attr-defined]  # see `has_linked`
    told = without_cpr(str(claims.get("email") or claims.get("name") or "")[:LONGEST])
    if told:
        facts = {"login": called(provider.key), "name": told}
        messages.success(
            request, _("“%(login)s” opens your account now. It knows you as %(name)s.") % facts
        )
    else:
        facts = {"login": called(provider.key)}
        messages.success(request, _("“%(login)s” opens your account now.") % facts)


def has_linked(request: HttpRequest) -> bool:
    """Whether this answer of a login has been linked to the account of who is in already."""
    return bool(getattr(request, "has_linked", False))


def _connect(request: HttpRequest, login: Met, person: User) -> None:
    try:
        with transaction.atomic():
            login.connect(request, person)
    except IntegrityError as error:  # another account had it a moment ago
        raise SignInRefused("linked_to_another") from error


def has_other_door(account: SocialAccount) -> bool:
    """Whether its owner comes in without this login: by another, a password, a passkey alone."""
    person = account.user
    if linked_to(person).filter(provider__in=sign_ins()).exclude(pk=account.pk).exists():
        return True
    return person.has_usable_password() or _has_passkey_alone(person)


def _has_passkey_alone(person: User) -> bool:
    """Only a passkey that says itself that it is remembered: others are for a second step."""
    keys = factors_of(person).filter(type=Type.WEBAUTHN) if settings.PASSKEY_ALONE else ()
    return any(WebAuthn(key).is_passwordless for key in keys)


@transaction.atomic
def unlink_one(request: HttpRequest, account: SocialAccount, *, by: User) -> bool:
    """Let a login open the account no longer; False where its owner would have no door left.

    With it go the roles that its claims gave, and every visit but this one. Whoever looks after
    people may take the last one as well: they know how the person is to come in.
    """
    person = User.objects.select_for_update().get(pk=account.user_id)
    is_own = by.pk == person.pk
    if is_own and not has_other_door(account):
        return False
    if not linked_to(person).filter(pk=account.pk).delete()[0]:
        return True  # somebody else was quicker
    all(slots.take_roles.all(person, account.provider, {}))
    end_visits(person, but=request.session.session_key if is_own else None)
    record(Kind.DOOR_UNLINKED, request=request, about=person, provider=account.provider)
    tell_of_link(person, sign_ins().get(account.provider), by=None if is_own else by, gone=True)
    if is_own:
        request.session.cycle_key()
    return True


def called(key: str) -> str:
    """What a login's button says; its key where the settings know it no longer."""
    provider = sign_ins().get(key)
    if provider is None:
        return key
    return provider.name or _("Log in with the municipality’s login")
