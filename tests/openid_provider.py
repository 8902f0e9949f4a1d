"""A provider that nobody here wrote (oidc-provider-mock), and a browser that goes to and fro.

What the provider says can be altered on its way: so lies somebody who has come between, or a
provider that is not what it should be.
"""

import base64
import json
import threading
import time
import warnings
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.urls import reverse

from accounts.models import SecurityEvent, User
from config.openid import OpenIdProvider
from institutions.models import ClaimRule
from institutions.roles import Role
from tests.factories import InstitutionFactory

with warnings.catch_warnings(record=True):
    warnings.simplefilter("ignore")
    import flask
    import oidc_provider_mock
    import werkzeug.serving

CLIENT = "ledestjernen"
SECRET = "a-secret-that-only-the-two-know-0123456789"
FOREIGN_KEY = rsa.generate_private_key(65537, 2048)

#: Claims and header of an ID token → what is sent in its place. `sign` signs as the provider does.
Alter = Callable[[dict[str, Any], dict[str, Any], "Signer"], Any]


class Signer:
    """The provider's own key, and what it publishes of it."""

    def __init__(self, key: Any) -> None:
        self.private = jwt.PyJWK.from_json(json.dumps(key.as_dict(is_private=True)), "RS256").key
        self.public = self.private.public_key()

    def sign(self, claims: dict[str, Any], header: dict[str, Any]) -> str:
        told = {name: value for name, value in header.items() if value is not None}
        return jwt.encode(claims, self.private, "RS256", headers=told)


@dataclass
class Altered:
    """What the provider's answers become: none of it, unless a test says so."""

    token: Alter | None = None
    document: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def reset(self) -> None:
        self.token, self.document, self.asked = None, {}, []


class Provider:
    """A running provider: who its people are, and what becomes of what it says."""

    def __init__(self, port: int, altered: Altered, storage: Any) -> None:
        self.issuer = f"http://localhost:{port}"
        self.altered = altered
        self.storage = storage

    @property
    def signer(self) -> Signer:
        return Signer(self.storage["it"].jwk)

    def person(self, subject: str, **claims: Any) -> str:
        requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=5).raise_for_status()
        return subject

    def as_settings(self, key: str = "kommune", **others: Any) -> OpenIdProvider:
        told = {"key": key, "issuer": self.issuer, "client_id": CLIENT, "client_secret": SECRET}
        return OpenIdProvider(**told | {"name": "Log ind med kommunens login"} | others)

    def rotate_key(self) -> None:
        """From now on another key signs, by another name."""
        self.storage["it"].jwk = type(self.storage["it"].jwk).generate_key(is_private=True)


@contextmanager
def running():
    """A provider on a port of its own, until it is no longer needed."""
    altered, storage = Altered(), {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        app = oidc_provider_mock.app()

    @app.before_request
    def remember() -> None:
        storage["it"] = flask.g.oidc_provider_mock_storage
        altered.asked.append(flask.request.path)

    @app.after_request
    def alter(response):
        path = flask.request.path
        if path == "/oauth2/token" and altered.token and response.status_code == 200:
            told = response.get_json()
            signer = Signer(storage["it"].jwk)
            header = jwt.get_unverified_header(told["id_token"])
            claims = jwt.decode(told["id_token"], options={"verify_signature": False})
            told["id_token"] = altered.token(claims, {"kid": header.get("kid")}, signer)
            response.set_data(json.dumps(told))
        if change := altered.document.get(path):
            response.set_data(json.dumps(change(response.get_json())))
        return response

    def quietly(*args, **kwargs):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(app(*args, **kwargs))  # it works as it is read

    server = werkzeug.serving.make_server("localhost", 0, quietly)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        provider = Provider(server.server_port, altered, storage)
        requests.get(provider.issuer, timeout=5)
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def begin(client, *, key: str = "kommune", **query: str):
    """The browser presses the button: where it is sent."""
    response = client.get(reverse("openid_begin", args=[key]), query)
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def agree(there: str, subject: str) -> str:
    """At the provider the person says who they are: where the browser is sent back to."""
    answer = requests.post(there, data={"sub": subject}, allow_redirects=False, timeout=5)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def come_back(client, there: str):
    """The browser follows the provider's answer to us."""
    parts = urlsplit(there)
    return client.get(parts.path, dict(parse_qsl(parts.query, keep_blank_values=True)))


def log_in(client, subject: str, *, key: str = "kommune", **query: str):
    """There and back again."""
    return come_back(client, agree(begin(client, key=key, **query), subject))


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def forget_what_was_published() -> None:
    cache.clear()


def now() -> int:
    return int(time.time())


def for_lea(provider: Provider, settings) -> Provider:
    """The settings know the provider; it knows Lea, and her group makes her a leader."""
    provider.altered.reset()
    settings.OIDC_PROVIDERS = {"kommune": provider.as_settings()}
    ClaimRule.objects.create(
        value="Ledere", role=Role.LEADER, institution=InstitutionFactory(slug="solsikken")
    )
    provider.person("lea", email="lea@kommune.example", groups=["Ledere"])
    return provider


def reason() -> str:
    """Why the newest sign-in was refused, in the security log."""
    refused = SecurityEvent.objects.filter(kind="sign_in_refused").order_by("-pk")
    return refused[0].details["reason"]


def nobody_came_in(client) -> bool:
    return not (is_in(client) or User.objects.exists() or SocialAccount.objects.exists())


def plain(told: Any, header: dict[str, Any]) -> str:
    """Two parts of a token, as anybody can write them."""
    parts = (header, told)
    return ".".join(
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts
    )
