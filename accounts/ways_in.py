"""By which doors somebody comes in: for their own page, and for whoever looks after them."""

from dataclasses import dataclass
from typing import Self

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.utils.translation import gettext as _

from accounts.entrance.linking import binds, linked_to
from accounts.entrance.logins import called
from accounts.factor.demand import must_have_factor
from accounts.factor.keeping import Type, factors_of
from accounts.models import User
from accounts.pages.factor.own import name_of
from config.admin_site import lets_in
from config.sign_ins import sign_ins


@dataclass(frozen=True, slots=True)
class WaysIn:
    """How a person logs in; see `of`. logins: the municipality's, and what each is called.

    others: logins that could be linked, by key and name. must: whether a second step is demanded.
    """

    person: User
    logins: tuple[tuple[SocialAccount, str], ...]
    others: tuple[tuple[str, str], ...]
    factors: tuple[tuple[Authenticator, str], ...]
    must: bool

    @classmethod
    def of(cls, person: User) -> Self:
        """Two queries, and what is asked of the roles where a second step is demanded."""
        linked = list(linked_to(person))
        keys = {one.provider for one in linked}
        return cls(
            person,
            tuple((one, called(one.provider)) for one in linked),
            tuple((key, called(key)) for key in sign_ins() if key not in keys),
            tuple((one, name_of(one)) for one in factors_of(person)),
            must_have_factor(person),
        )

    @property
    def is_bound(self) -> bool:
        """Whether a login alone is the door, so that neither password nor passkey opens it."""
        providers = [sign_ins().get(one.provider) for one, _name in self.logins]
        return any(one is not None and binds(one, self.person) for one in providers)

    @property
    def password(self) -> str:
        if self.is_bound:
            return _("None: the municipality’s login is the only way in.")
        if self.person.has_usable_password():
            return _("Opens the account.")
        return _("None has been chosen yet.")

    @property
    def passkeys(self) -> int:
        """How many open the account alone."""
        if self.is_bound or not settings.PASSKEY_ALONE:
            return 0
        keys = [one for one, _name in self.factors if one.type == Type.WEBAUTHN]
        return sum(bool(WebAuthn(one).is_passwordless) for one in keys)

    @property
    def second_step(self) -> str:
        if self.factors:
            return ", ".join(name for _one, name in self.factors)
        if self.is_bound:
            return _("None here; the login may ask for one itself.")
        return _("None yet. It must be set up at the next login.") if self.must else _("None")


def looks_after_account(reader: "User", person: "User") -> bool:
    """Whether somebody sees how a person comes in: they change accounts, and have their rights."""
    return (
        reader.is_staff
        and all(lets_in.all(reader))
        and reader.has_perm("accounts.change_user")
        and reader.rights_include(person)
    )
