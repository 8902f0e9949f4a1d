"""The sign-ins of the municipality, as OIDC_PROVIDERS describes them; docs/sign-in.md shows how."""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
HERE = {"127.0.0.1", "localhost", "::1"}
#: Signatures that only the provider can make. None of them is `none`, or takes the key that
#: everybody can fetch for a secret.
ALGORITHMS = tuple(f"{kind}{bits}" for kind in ("RS", "PS", "ES") for bits in (256, 384, 512))


@dataclass(frozen=True, slots=True)
class OpenIdProvider:
    """One sign-in of the municipality.

    key: its part of our addresses. name: what the button says. claims: the claims in which it tells
    groups and the like, which rules give roles by. link_by_email: whether somebody it does not know
    us by yet is taken for the person here with the same address, where it says in
    `email_verified_claim` that the address is theirs. password_too: whether its people may sign in
    with a password as well. userinfo: whether claims are asked for at its `userinfo_endpoint`, too.
    """

    key: str
    issuer: str
    client_id: str
    client_secret: str = ""
    name: str = ""
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    claims: tuple[str, ...] = ("groups",)
    link_by_email: bool = False
    email_verified_claim: str = "email_verified"
    password_too: bool = False
    userinfo: bool = True

    def as_app(self) -> dict[str, Any]:
        """The same, as django-allauth takes it."""
        return {
            "provider_id": self.key,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": {
                "server_url": self.issuer.rstrip("/"),
                "oauth_pkce_enabled": True,
                "scope": list(self.scopes),
            },
        }


KNOWN = {field.name: field for field in dataclasses.fields(OpenIdProvider)}


def read_providers(told: object) -> dict[str, OpenIdProvider]:
    """The providers by key. What is amiss stops the start: half a sign-in is worse than none."""
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise ImproperlyConfigured("OIDC_PROVIDERS must be a list of objects, as JSON")
    providers = [_read(one) for one in told]
    by_key = {provider.key: provider for provider in providers}
    if len(by_key) < len(providers):
        raise ImproperlyConfigured("OIDC_PROVIDERS has two with the same key")
    return by_key


def _read(told: Mapping[str, Any]) -> OpenIdProvider:
    fields = dict(told)
    secret_file = fields.pop("client_secret_file", "")
    if secret_file:
        fields["client_secret"] = Path(secret_file).read_text("utf-8").strip()
    if unknown := set(fields) - set(KNOWN):
        raise ImproperlyConfigured(f"OIDC_PROVIDERS: unknown {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        fields[name] = _checked(name, value)
    lacking = [name for name in ("key", "issuer", "client_id") if not fields.get(name)]
    if lacking:
        raise ImproperlyConfigured(f"OIDC_PROVIDERS: {', '.join(lacking)} is missing")
    provider = OpenIdProvider(**fields)
    if not KEY.fullmatch(provider.key):
        raise ImproperlyConfigured("OIDC_PROVIDERS: a key has small letters, digits and hyphens")
    if not is_safe_address(provider.issuer):
        raise ImproperlyConfigured("OIDC_PROVIDERS: an issuer is an https address")
    if "openid" not in provider.scopes:
        raise ImproperlyConfigured("OIDC_PROVIDERS: without the scope openid nobody is known")
    return provider


def _checked(name: str, value: object) -> object:
    """A value of the kind that the field has: "no" would otherwise be as true as true."""
    kind = type(KNOWN[name].default)
    if kind is tuple:
        is_right = isinstance(value, Sequence) and not isinstance(value, str)
        if not is_right or not all(isinstance(one, str) for one in value):  # type: ignore[attr-defined]  # it is one
            raise ImproperlyConfigured(f"OIDC_PROVIDERS: {name} must be a list of texts")
        return tuple(value)  # type: ignore[arg-type]  # here too
    wanted = bool if kind is bool else str
    if not isinstance(value, wanted):
        raise ImproperlyConfigured(f"OIDC_PROVIDERS: {name} must be a {wanted.__name__}")
    return value


def is_safe_address(address: object) -> bool:
    """Whether what is fetched there comes from whom it says: https, or this machine itself."""
    if not isinstance(address, str):
        return False
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE)
