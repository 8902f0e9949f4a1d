"""What a sign-in tells of somebody: who it is, and of all the rest what rules give roles by."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from config.privacy import without_cpr
from config.sign_ins import SignInProvider, sign_ins

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin

Claims = dict[str, Any]

#: Longest text of a claim that is kept, and most of one claim.
LONGEST, MOST = 200, 200
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
#: The attribute by which Entra ID tells where groups are that it left out.
ENTRA_GROUPS = "http://schemas.microsoft.com/claims/groups.link"
#: Where claims stand that hold together only: a privilege, and what it is limited to.
TOGETHER = "together"


def identity_of(issuer: str, subject: str) -> str:
    """Whom an issuer knows as this subject: nobody else is ever called the same."""
    return hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()


def values_of(claims: Mapping[str, Any], name: str) -> list[str]:
    """The texts of a claim that is one text, or a list of them."""
    told = claims.get(name)
    told = told if isinstance(told, list) else [told]
    texts = [str(one).strip() for one in told if isinstance(one, str | int)]
    return [text for text in texts if 0 < len(text) <= LONGEST][:MOST]


def leaves_out(provider: SignInProvider, claims: Mapping[str, Any]) -> bool:
    """Whether it says that there is more than it tells, of what rules give roles by.

    Entra ID leaves all groups out where somebody has very many, and tells where else they are
    (OpenID Connect, 5.6.2; by SAML an attribute of its own): that they have none it does not say.
    """
    elsewhere = claims.get("_claim_names")
    names = set(elsewhere) if isinstance(elsewhere, Mapping) else set()
    if claims.get("hasgroups") in (True, "true") or ENTRA_GROUPS in claims:
        names |= {name for name in provider.claims if name.endswith("groups")}
    return any(name in names and name not in claims for name in provider.claims)


def told_together(claims: Mapping[str, Any]) -> list[Claims]:
    """The sets of claims of which each holds by itself, as a privilege with its limits."""
    sets = claims.get(TOGETHER)
    return [one for one in sets if isinstance(one, dict)] if isinstance(sets, list) else []


def told_of(provider: SignInProvider, claims: Mapping[str, Any]) -> str:
    """How much was told of what is asked for, and nothing of what: for whoever sets a login up."""
    names = ("email", *provider.claims)
    numbers = {name: len(values_of(claims, name)) for name in names}
    for one in told_together(claims):
        for name in numbers:
            numbers[name] += len(values_of(one, name))
    return ", ".join(f"{name}: {number or 'not told'}" for name, number in numbers.items())


def kept_claims(provider: SignInProvider, claims: Claims) -> Claims:
    """Of what was told, what rules give roles by; no numbers of people.

    Of sets everything: without a limit a privilege would be more than it was.
    """
    sets = [_kept(one, one) for one in told_together(claims)[:MOST]]
    return _kept(provider.claims, claims) | ({TOGETHER: sets} if sets else {})


def _kept(names: Iterable[str], claims: Claims) -> Claims:
    told = {name: values_of(claims, name) for name in names if name in claims}
    return {name: list(map(_without_cpr, texts)) for name, texts in told.items()}


def _without_cpr(text: str) -> str:
    """An identifier of eight, four, four, four and twelve signs is one, whatever stands in it."""
    return text if UUID.fullmatch(text) else without_cpr(text)


class KnownByClaims:
    """A provider of django-allauth whose people are known by issuer and subject."""

    app: Any

    def sociallogin_from_response(self, request: HttpRequest, response: Claims) -> "SocialLogin":
        from accounts.entrance.met import Met  # noqa: PLC0415  # needs models; this is read before

        login = super().sociallogin_from_response(request, response)  # type: ignore[misc]
        return Met(user=login.user, account=login.account, provider=self)

    def extract_uid(self, data: Claims) -> str:
        return identity_of(data["iss"], data["sub"])

    def extract_extra_data(self, data: Claims) -> Claims:
        return kept_claims(sign_ins()[self.app.provider_id], data)

    def extract_common_fields(self, data: Claims) -> dict[str, Any]:
        return {"email": data.get("email"), "name": data.get("name")}

    def extract_email_addresses(self, data: Claims) -> list[Any]:
        return []  # there is one address, `User.email`
