"""What a provider publishes of itself: its addresses and its keys, kept for a few minutes."""

from typing import Any

import requests
from django.core.cache import cache

from accounts.entrance.refusing import SignInRefused
from config.openid import OpenIdProvider
from config.sign_ins import is_safe_address

KEPT = 600
#: Seconds between two looks for keys because of a name that is not known.
LOOKED_ANEW_EVERY = 30
TIMEOUT = 5
#: The addresses that are used; all of them are looked at before any is.
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
USED = (*NEEDED, "userinfo_endpoint", "end_session_endpoint")


class Discovery:
    """The provider's own description (`/.well-known/openid-configuration`)."""

    def __init__(self, provider: OpenIdProvider) -> None:
        self.provider = provider
        self._name = f"openid:{provider.key}:{provider.issuer}"

    def described(self) -> dict[str, Any]:
        """The description; a provider that calls itself something else is another one."""
        found: dict[str, Any] | None = cache.get(f"{self._name}:described")
        if found is None:
            address = f"{self.provider.issuer.rstrip('/')}/.well-known/openid-configuration"
            found = _object(address)
            if found.get("issuer") != self.provider.issuer:
                raise SignInRefused("issuer", f"it calls itself {found.get('issuer')}")
            told = {name: found[name] for name in USED if name in found}
            lacking = [name for name in NEEDED if not found.get(name)]
            if amiss := lacking or [name for name in told if not is_safe_address(told[name])]:
                raise SignInRefused("description", ", ".join(amiss))
            cache.set(f"{self._name}:described", found, KEPT)
        return found

    def keys(self, *, anew: bool = False) -> list[dict[str, Any]]:
        """The published keys. anew: looked for now, though not again and again."""
        name = f"{self._name}:keys"
        kept: list[dict[str, Any]] | None = cache.get(name)
        if kept is not None and not (anew and cache.add(f"{name}:anew", True, LOOKED_ANEW_EVERY)):
            return kept
        keys = _object(self.described()["jwks_uri"]).get("keys")
        found = [key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []
        cache.set(name, found, KEPT)
        return found


def fetched(address: str) -> requests.Response:
    """What a provider answers there; nobody who is led elsewhere."""
    try:
        answer = requests.get(address, timeout=TIMEOUT, allow_redirects=False)
        answer.raise_for_status()
    except requests.RequestException as error:
        raise SignInRefused("unreachable", f"{address}: {error}") from error
    if answer.is_redirect:
        raise SignInRefused("unreachable", f"{address}: leads to {answer.headers['Location']}")
    return answer


def _object(address: str) -> dict[str, Any]:
    try:
        found = fetched(address).json()
    except ValueError as error:
        raise SignInRefused("unreachable", f"{address}: no JSON") from error
    if not isinstance(found, dict):
        raise SignInRefused("description", f"{address}: no object")
    return found
