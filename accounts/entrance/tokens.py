"""What a provider signs: read only where issuer, audience, key, times and purpose are right."""

import hashlib
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import jwt
from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import constant_time_compare

from accounts.entrance.claims import Claims
from accounts.entrance.discovery import Discovery
from accounts.entrance.refusing import SignInRefused
from config.openid import ALGORITHMS, OpenIdProvider

LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
#: A token of which somebody waits for the answer is not older than this, in seconds.
OLDEST = 600


def verified(token: object, provider: OpenIdProvider, *, nonce: str) -> Claims:
    """The claims of an ID token that answers the question which had this nonce."""
    claims = _claims(token, provider)
    if not constant_time_compare(str(claims.get("nonce", "")), nonce):
        raise SignInRefused("nonce")
    _refuse_old(claims)
    return claims


def was_asked_now(claims: Claims) -> bool:
    """Whether somebody showed the provider who they are a moment ago, as far as it tells.

    It is asked to let them (`prompt=login`), by an address that whoever sits there can change.
    """
    shown = claims.get("auth_time")
    oldest = time.time() - OLDEST - settings.OIDC_CLOCK_SKEW_SECONDS
    return shown is None or (isinstance(shown, int | float) and shown >= oldest)


def verified_logout(token: object, provider: OpenIdProvider) -> Claims:
    """The claims of a logout token, once: a second time it is nobody's word."""
    claims = _claims(token, provider, also=("jti",), subject=False)
    events = claims.get("events")
    is_logout = isinstance(events, Mapping) and LOGOUT_EVENT in events
    if not is_logout or "nonce" in claims or not (claims.get("sub") or claims.get("sid")):
        raise SignInRefused("no_logout_token")
    _refuse_old(claims)
    used = hashlib.sha256(f"{provider.issuer} {claims['jti']}".encode()).hexdigest()
    if not cache.add(f"logout:{used}", True, 2 * OLDEST):
        raise SignInRefused("used")
    return claims


def _refuse_old(claims: Claims) -> None:
    age = time.time() - claims["iat"]
    if age > OLDEST + settings.OIDC_CLOCK_SKEW_SECONDS:
        raise SignInRefused("too_old", f"signed {age:.0f} seconds ago by its clock")


def _claims(
    token: object,
    provider: OpenIdProvider,
    *,
    also: tuple[str, ...] = (),
    subject: bool = True,
) -> Claims:
    if not isinstance(token, str) or len(token) > 100_000:
        raise SignInRefused("no_token")
    try:
        claims = _decoded(
            token,
            provider,
            issuer=provider.issuer,
            audience=provider.client_id,
            leeway=settings.OIDC_CLOCK_SKEW_SECONDS,
            options={"require": ["iss", "aud", "exp", "iat", *also, *(["sub"] if subject else [])]},
        )
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise SignInRefused("token", str(error)) from error
    is_for_several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (is_for_several or "azp" in claims) and claims.get("azp") != provider.client_id:
        raise SignInRefused("meant_for_another")
    if subject and not (isinstance(claims["sub"], str) and claims["sub"].strip()):
        raise SignInRefused("token")
    return claims


def _decoded(token: str, provider: OpenIdProvider, **wanted: Any) -> Claims:
    """The claims of what one of the provider's keys has signed.

    By a key that the token names, of a kind that fits how it says it is signed. Where none of those
    known has signed it, the provider may have new ones.
    """
    header = jwt.get_unverified_header(token)
    algorithm, name = header.get("alg"), header.get("kid")
    if algorithm not in ALGORITHMS:
        raise SignInRefused("algorithm")
    discovery = Discovery(provider)
    for anew in (False, True):
        for key in discovery.keys(anew=anew):
            if _fits(key, name, algorithm):
                public = jwt.PyJWK.from_dict(key, algorithm=algorithm).key
                with suppress(jwt.InvalidSignatureError):
                    claims: Claims = jwt.decode(token, public, algorithms=[algorithm], **wanted)
                    return claims
    raise SignInRefused("key")


def _fits(key: Mapping[str, Any], name: object, algorithm: str) -> bool:
    """Whether a published key may have signed: by its name where one is told, and by its kind."""
    kind = "EC" if algorithm.startswith("ES") else "RSA"
    return (
        (name is None or key.get("kid") == name)
        and key.get("kty") == kind
        and key.get("use", "sig") == "sig"
        and (algorithm.startswith("PS") or key.get("alg", algorithm) == algorithm)
    )
