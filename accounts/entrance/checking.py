"""What an operator is told of a login before anybody uses it: `manage.py check_sign_in`."""

import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qs, urlsplit

import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse

from accounts.entrance.discovery import TIMEOUT, Discovery
from accounts.entrance.known import errors_in
from accounts.entrance.openid import CheckedConnection
from accounts.entrance.refusing import SignInRefused
from config.openid import OpenIdProvider
from config.saml import SamlProvider
from config.sign_ins import SignInProvider
from config.site import site_address

#: What an error of a login means, in the words of its setting (RFC 6749, 4.1.2.1 and 5.2).
MEANS = {
    "invalid_client": "it knows no such client_id, or another client_secret",
    "invalid_scope": "it does not permit all of the scopes",
    "unauthorized_client": "client_id may not use the authorization code flow there",
    "unsupported_response_type": "client_id may not use the authorization code flow there",
}
#: The secret is tried with a code that is none: where it is right, only the code is refused.
NO_CODE = "check-sign-in"


def openid_lines(provider: OpenIdProvider) -> Iterator[str]:
    """What it is told of us, and whether it answers as it should. Raises where it does not."""
    yield f"redirect address: {_ours('openid_connect_callback', provider)}"
    yield f"back-channel logout address: {_ours('openid_end', provider)}"
    yield f"address after logging out: {site_address()}{reverse('login')}"
    discovery = Discovery(provider)
    described, keys = discovery.described(), discovery.keys(anew=True)
    yield f"keys: {len(keys)}"
    if not keys:
        raise SignInRefused("key", "it publishes none")
    for name in ("userinfo_endpoint", "end_session_endpoint"):
        yield f"{name}: {described.get(name, 'none')}"
    yield from _question(provider)
    yield _secret(provider)


def saml_lines(provider: SamlProvider) -> Iterator[str]:
    from accounts.entrance.saml import description  # noqa: PLC0415  # an extra

    base = site_address()
    yield f"what we are called: {description.entity_id_of(provider, base)}"
    for name, address in description.addresses(provider, base).items():
        yield f"{name} address: {address}"
    until = description.valid_until(provider)
    yield f"certificate: ours is valid until {until:%Y-%m-%d}"
    found = description.described(provider, anew=True)
    yield f"certificates: {len(found['x509certMulti']['signing'])}"
    for name in ("singleSignOnService", "singleLogoutService"):
        yield f"{name}: {found.get(name, {}).get('url', 'none')}"
    yield from _question(provider)


def _ours(name: str, provider: SignInProvider) -> str:
    return f"{site_address()}{reverse(name, args=[provider.key])}"


def _clock(told: str) -> str:
    """By the time that the login's server writes on whatever it answers."""
    try:
        ahead = round(parsedate_to_datetime(told).timestamp() - time.time())
    except ValueError:
        return "clock: it does not tell its time"
    if abs(ahead) <= settings.OIDC_CLOCK_SKEW_SECONDS:
        return f"clock: {ahead:+d} seconds from ours"
    return f"clock: WRONG, {ahead:+d} seconds from ours: nobody will come in"


def _question(provider: SignInProvider) -> Iterator[str]:
    """Ask as a browser would: whether it knows us, and would send people back here."""
    door = get_adapter().get_provider(_request(), provider.key)
    there: str = door.redirect(door.request, AuthProcess.LOGIN)["Location"]
    try:
        answer = requests.get(there, timeout=TIMEOUT, allow_redirects=False)
    except requests.RequestException as error:
        raise SignInRefused("unreachable", f"{there.partition('?')[0]}: {error}") from error
    yield _clock(answer.headers.get("Date", ""))
    back = parse_qs(urlsplit(answer.headers.get("Location", "")).query)
    if code := back.get("error", [""])[0]:
        why = MEANS.get(code, back.get("error_description", [""])[0])
        raise SignInRefused("declined", f"{code}: {why}")
    if not answer.ok:
        raise SignInRefused(
            "declined",
            f"it answers {answer.status_code}: it does not know us, or not our address",
        )
    yield "question: it is taken"


def _secret(provider: OpenIdProvider) -> str:
    """Whether the login takes our id and secret, as far as it says."""
    request = _request()
    connection = CheckedConnection(request, provider.key)
    app = connection.get_provider().app
    client = connection.get_client(request, app)  # type: ignore[attr-defined]  # allauth's
    try:
        client.get_access_token(NO_CODE, pkce_code_verifier=NO_CODE * 4)
    except (OAuth2Error, PermissionDenied, requests.RequestException) as error:
        code, told = errors_in(error)
        if code in ("invalid_client", "unauthorized_client"):
            raise SignInRefused("answer", f"{code}: {MEANS[code]}. {told}".strip()) from error
        if code != "invalid_grant":
            return f"secret: it does not say whether it is right ({code or 'no answer'})"
    return "secret: it is taken"


def _request() -> HttpRequest:
    """A browser's, that asks for us by the address that people do."""
    site = urlsplit(site_address())
    request = RequestFactory(HTTP_HOST=site.netloc).get("/", secure=site.scheme == "https")
    request.user = AnonymousUser()
    request.session = SessionStore()  # nothing of it is kept
    return request


def reached(provider: SignInProvider) -> Iterator[str]:
    """All that is said of a login."""
    if isinstance(provider, SamlProvider):
        return saml_lines(provider)
    return openid_lines(settings.OIDC_PROVIDERS[provider.key])
