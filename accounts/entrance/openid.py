"""OpenID Connect as django-allauth speaks it, with everything checked that it leaves to TLS."""

import base64
import hashlib
from typing import Any

import requests
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from accounts.entrance.claims import LONGEST, TOGETHER, Claims, KnownByClaims, leaves_out
from accounts.entrance.discovery import TIMEOUT, Discovery
from accounts.entrance.refusing import SignInRefused
from accounts.entrance.tokens import verified, was_asked_now
from config.openid import OpenIdProvider
from config.privacy import without_cpr

#: Claims that are seconds since 1970 (OpenID Connect Core 1.0, 2 and 5.1): on some days they read
#: as a day of birth and four digits.
TIMES = {"auth_time", "exp", "iat", "nbf", "updated_at"}


def nonce_of(verifier: str) -> str:
    """The nonce of a login under way: only the browser's session knows what it is made of."""
    digest = hashlib.sha256(b"nonce " + verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


class CheckedConnection(OpenIDConnectOAuth2Adapter):
    """One login: where it leads, and what comes back."""

    nonce = ""
    #: What logging out there will need, once somebody is known.
    visit: dict[str, Any] | None = None

    @property
    def provider_settings(self) -> OpenIdProvider:
        found: OpenIdProvider = settings.OIDC_PROVIDERS[self.provider_id]
        return found

    @property
    def openid_config(self) -> dict[str, Any]:
        return Discovery(self.provider_settings).described()

    def get_access_token_data(
        self, request: HttpRequest, app: Any, client: Any, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]:
        """The code becomes tokens. Who answers is told apart before anything is sent to them."""
        issuer = request.GET.get("iss")
        must_tell = self.openid_config.get("authorization_response_iss_parameter_supported") is True
        if (issuer is not None or must_tell) and issuer != self.provider_settings.issuer:
            raise SignInRefused("mixed_up")
        if not pkce_code_verifier:
            raise SignInRefused("expired")
        self.nonce = nonce_of(pkce_code_verifier)
        told: dict[str, Any] = super().get_access_token_data(
            request, app, client, pkce_code_verifier=pkce_code_verifier
        )
        if not isinstance(told, dict) or not isinstance(told.get("access_token"), str):
            raise SignInRefused("answer")
        # what it says of when to come again, and with what, is not needed: nobody does
        return {name: told[name] for name in ("access_token", "id_token") if name in told}

    def complete_login(
        self, request: HttpRequest, app: Any, token: Any, **kwargs: Any
    ) -> SocialLogin:
        provider = self.provider_settings
        id_token = kwargs["response"].get("id_token")
        claims = verified(id_token, provider, nonce=self.nonce)
        if request.user.is_authenticated and not was_asked_now(claims):
            raise SignInRefused("not_anew")
        if provider.userinfo and "userinfo_endpoint" in self.openid_config:
            claims = self._told_besides(token.token, claims) | claims
        if leaves_out(provider, claims):
            raise SignInRefused("left_out")
        claims.pop(TOGETHER, None)  # it has no limits in a shape that we know
        login: SocialLogin = self.get_provider().sociallogin_from_response(request, claims)
        login.claims = claims
        self.visit = _visit(provider, id_token, claims)
        return login

    def _told_besides(self, access_token: str, claims: Claims) -> Claims:
        """What the userinfo endpoint says of the same person."""
        address = self.openid_config["userinfo_endpoint"]
        headers = {"Authorization": f"Bearer {access_token}"}
        try:
            answer = requests.get(address, headers=headers, timeout=TIMEOUT, allow_redirects=False)
            answer.raise_for_status()
            told = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise SignInRefused("userinfo") from error
        if not isinstance(told, dict):
            raise SignInRefused("userinfo")
        if not constant_time_compare(str(told.get("sub", "")), claims["sub"]):
            raise SignInRefused("userinfo")
        return told


class CheckedOpenId(KnownByClaims, OpenIDConnectProvider):
    """A provider by OpenID Connect."""

    oauth2_adapter_class = CheckedConnection

    def get_pkce_params(self) -> dict[str, Any]:
        """With the question goes a nonce that the answer must have."""
        params: dict[str, Any] = super().get_pkce_params()
        if params.get("code_challenge_method") != "S256":
            raise OAuth2Error("PKCE is not switched on")
        params |= {"nonce": nonce_of(params["code_verifier"])}
        if (
            self.request.user.is_authenticated
        ):  # to confirm who they are: a look at a cookie is none
            params |= {"prompt": "login"}
        return params


def _visit(provider: OpenIdProvider, id_token: str, claims: Claims) -> dict[str, Any]:
    """What logging out needs, for the session; no token that holds a civil registration number."""
    told = (str(value) for name, value in claims.items() if name not in TIMES)
    has_number = any(without_cpr(text) != text for text in told)
    return {
        "provider": provider.key,
        "sid": str(claims.get("sid", ""))[:LONGEST],
        "hint": "" if has_number else id_token,
    }
