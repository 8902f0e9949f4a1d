"""What every sign-in of the municipality has, by whichever protocol; docs/sign-in.md shows how."""

import dataclasses
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
HERE = {"127.0.0.1", "localhost", "::1"}
#: Kinds of values that are neither a text, yes or no, nor a list of texts.
KINDS: dict[type, str] = {tuple: "list of texts", dict: "object of texts"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInProvider:
    """One sign-in of the municipality.

    key: its part of our addresses. issuer: what it calls itself. name: what the button says.
    claims: what it tells that rules give roles by. link_by_email: whether somebody it does not know
    us by yet is taken for the person here with the same address, where it says in
    `email_verified_claim` that the address is theirs. password_too: whether its people may sign in
    with a password as well.
    """

    #: What django-allauth calls the protocol, and the setting that describes such sign-ins.
    protocol: ClassVar[str]
    setting: ClassVar[str]
    needed: ClassVar[tuple[str, ...]] = ("key", "issuer")

    key: str
    issuer: str
    name: str = ""
    claims: tuple[str, ...] = ("groups",)
    link_by_email: bool = False
    email_verified_claim: str = "email_verified"
    password_too: bool = False

    def as_app(self) -> dict[str, Any]:
        """The same, as django-allauth takes it."""
        return {"provider": self.protocol, "provider_id": self.key, "name": self.name}

    def check(self) -> None:
        """Refuse what would be half a sign-in."""
        if not KEY.fullmatch(self.key):
            self.refuse("a key has small letters, digits and hyphens")

    @classmethod
    def refuse(cls, why: str) -> None:
        raise ImproperlyConfigured(f"{cls.setting}: {why}")

    @classmethod
    def read(cls, told: object) -> dict[str, Self]:
        """All of a setting, by key. What is amiss stops the start: half a sign-in is none."""
        if isinstance(told, str):
            try:
                told = json.loads(told or "[]")
            except ValueError as error:
                raise ImproperlyConfigured(f"{cls.setting} is no JSON: {error}") from error
        if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
            raise ImproperlyConfigured(f"{cls.setting} must be a list of objects, as JSON")
        providers = [cls._read(one) for one in told]
        by_key = {provider.key: provider for provider in providers}
        if len(by_key) < len(providers):
            cls.refuse("two have the same key")
        return by_key

    @classmethod
    def _read(cls, told: Mapping[str, Any]) -> Self:
        known = {field.name: field for field in dataclasses.fields(cls)}
        fields = dict(told)
        for name in [one for one in fields if one.endswith("_file")]:
            fields[name.removesuffix("_file")] = cls._in_file(name, fields.pop(name))
        if unknown := set(fields) - set(known):
            cls.refuse(f"unknown {', '.join(sorted(unknown))}")
        for name, value in fields.items():
            fields[name] = cls._checked(known[name], value)
        if lacking := [name for name in cls.needed if not fields.get(name)]:
            cls.refuse(f"{', '.join(lacking)} is missing")
        provider = cls(**fields)
        provider.check()
        return provider

    @classmethod
    def _in_file(cls, name: str, path: str) -> str:
        try:
            return Path(path).read_text("utf-8").strip()
        except (OSError, TypeError, ValueError) as error:
            raise ImproperlyConfigured(f"{cls.setting}: {name} cannot be read: {error}") from error

    @classmethod
    def _checked(cls, field: "dataclasses.Field[Any]", value: object) -> object:
        """A value of the kind that the field has: "no" would otherwise be as true as true."""
        default = field.default
        if field.default_factory is not dataclasses.MISSING:
            default = field.default_factory()
        kind = type(default) if isinstance(default, bool | tuple | dict) else str
        if kind is tuple and isinstance(value, Sequence) and not isinstance(value, str):
            value = tuple(value)
        parts: list[object] = []
        if isinstance(value, dict):
            parts = [*value, *value.values()]
        elif isinstance(value, tuple):
            parts = [*value]
        if not isinstance(value, kind) or not all(isinstance(part, str) for part in parts):
            cls.refuse(f"{field.name} must be a {KINDS.get(kind, kind.__name__)}")
        return value


def sign_ins() -> dict[str, SignInProvider]:
    """All sign-ins of the municipality, by key."""
    return {**settings.OIDC_PROVIDERS, **settings.SAML_PROVIDERS}


def refuse_same_key(*kinds: Mapping[str, SignInProvider]) -> None:
    """A key names one sign-in: people are known by it."""
    keys = [key for providers in kinds for key in providers]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise ImproperlyConfigured(f"Two sign-ins have the key {', '.join(sorted(twice))}")


def is_safe_address(address: object) -> bool:
    """Whether what is fetched there comes from whom it says: https, or this machine itself."""
    if not isinstance(address, str):
        return False
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE)
