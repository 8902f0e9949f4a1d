"""Attacks on the municipality's door by what it is told: each over the wire, each refused."""

import base64
import hmac
import json
from dataclasses import dataclass
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from tests.openid_provider import (
    CLIENT,
    FOREIGN_KEY,
    SECRET,
    Alter,
    agree,
    come_back,
    for_lea,
    is_in,
    log_in,
    nobody_came_in,
    now,
    plain,
    reason,
    running,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def started():
    with running() as provider:
        yield provider


@pytest.fixture
def provider(started, settings):
    return for_lea(started, settings)


# --- What is signed -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Lie:
    """One lie in a token: what it is, what becomes of the token, why it is refused."""

    name: str
    alter: Alter
    reason: str


def changed(**claims: Any) -> Alter:
    """Signed by the provider's own key, but with other claims; None leaves one out."""

    def alter(told, header, signer):
        told = {name: value for name, value in (told | claims).items() if value is not None}
        return signer.sign(told, header)

    return alter


def late(**seconds: int) -> Alter:
    return lambda told, header, signer: signer.sign(
        told | {name: now() + offset for name, offset in seconds.items()}, header
    )


def unsigned(algorithm: str) -> Alter:
    return lambda told, header, signer: plain(told, {"alg": algorithm}) + "."


def public_pem(signer) -> bytes:
    return signer.public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def hmac_by(secret) -> Alter:
    """Signed as a secret would: with something that others know, too."""

    def alter(told, header, signer):
        signed = plain(told, {"alg": "HS256"})
        digest = hmac.digest(secret(signer), signed.encode(), "sha256")
        return f"{signed}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"

    return alter


def foreign(**header: Any) -> Alter:
    return lambda told, _header, signer: jwt.encode(told, FOREIGN_KEY, "RS256", headers=header)


def foreign_jwk() -> dict[str, Any]:
    return json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(FOREIGN_KEY.public_key()))


def other_payload(told, header, signer) -> str:
    head, _body, signature = signer.sign(told, header).split(".")
    return f"{head}.{plain(told | {'sub': 'chief'}, {}).split('.')[1]}.{signature}"


def no_signature(told, header, signer) -> str:
    return signer.sign(told, header).rpartition(".")[0] + "."


LIES = [
    Lie("another issuer", changed(iss="https://evil.example"), "token"),
    Lie("the issuer with a slash", lambda t, h, s: s.sign(t | {"iss": t["iss"] + "/"}, h), "token"),
    Lie("no issuer", changed(iss=None), "token"),
    Lie("another audience", changed(aud="another-client"), "token"),
    Lie("an audience of others", changed(aud=["one", "two"]), "token"),
    Lie("no audience", changed(aud=None), "token"),
    Lie("several audiences, no party", changed(aud=[CLIENT, "one"]), "meant_for_another"),
    Lie("made for another party", changed(azp="another-client"), "meant_for_another"),
    Lie("no nonce", changed(nonce=None), "nonce"),
    Lie("an empty nonce", changed(nonce=""), "nonce"),
    Lie("the nonce of another login", changed(nonce="n" * 43), "nonce"),
    Lie("a list of nonces", lambda t, h, s: s.sign(t | {"nonce": [t["nonce"]]}, h), "nonce"),
    Lie("run out", late(exp=-61, iat=-120), "token"),
    Lie("not yet valid", late(nbf=120), "token"),
    Lie("from the future", late(iat=120), "token"),
    Lie("long ago, valid for years", late(iat=-7200, exp=86400), "too_old"),
    Lie("valid for ever", changed(exp=None), "token"),
    Lie("of no time", changed(iat=None), "token"),
    Lie("times that are none", changed(exp="tomorrow"), "token"),
    Lie("about nobody", changed(sub=None), "token"),
    Lie("about an empty name", changed(sub=" "), "token"),
    Lie("about a number", changed(sub=7), "token"),
    Lie("algorithm none", unsigned("none"), "algorithm"),
    Lie("algorithm nOnE", unsigned("nOnE"), "algorithm"),
    Lie("no algorithm", unsigned(""), "algorithm"),
    Lie("the signature cut off", no_signature, "key"),
    Lie("another payload under the signature", other_payload, "key"),
    Lie("HS256 with the client's secret", hmac_by(lambda s: SECRET.encode()), "algorithm"),
    Lie("HS256 with the public key", hmac_by(public_pem), "algorithm"),
    Lie("a foreign key", foreign(), "key"),
    Lie("a foreign key by an unknown name", foreign(kid="another"), "key"),
    Lie("a foreign key brought along", foreign(jwk=foreign_jwk()), "key"),
    Lie("a foreign key at an address", foreign(jku="https://evil.example/keys"), "key"),
    Lie("something one must understand", lambda t, h, s: s.sign(t, h | {"crit": ["b64"]}), "token"),
    Lie("no token", lambda t, h, s: None, "no_token"),
    Lie("no text", lambda t, h, s: {"sub": "lea"}, "no_token"),
    Lie("no JWT", lambda t, h, s: "lea", "token"),
    Lie("a list in its place", lambda t, h, s: plain(["lea"], {"alg": "RS256"}) + ".AA", "key"),
    Lie("far too long", lambda t, h, s: "e" * 200_000, "no_token"),
]


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.name)
def test_a_token_with_a_lie_opens_nothing(client, provider, lie):
    provider.altered.token = lie.alter

    response = log_in(client, "lea")

    assert response.status_code == 403
    assert nobody_came_in(client)
    assert reason() == lie.reason


def test_what_is_said_of_times_nobody_reckons_with(client, provider):
    provider.altered.document["/oauth2/token"] = lambda told: told | {"expires_in": "soon"}

    log_in(client, "lea")

    assert is_in(client)


def test_without_a_lie_the_same_login_comes_in(client, provider):
    provider.altered.token = changed()

    log_in(client, "lea")

    assert is_in(client)


DOCUMENTS = {
    "somebody else at the userinfo endpoint": (
        "/userinfo",
        lambda told: told | {"sub": "chief"},
        "userinfo",
    ),
    "several at the userinfo endpoint": ("/userinfo", lambda told: [told], "userinfo"),
    "a description of another issuer": (
        "/.well-known/openid-configuration",
        lambda told: told | {"issuer": "x"},
        "issuer",
    ),
    "keys at an address without TLS": (
        "/.well-known/openid-configuration",
        lambda told: told | {"jwks_uri": "http://evil.example/keys"},
        "description",
    ),
    "tokens out of a file": (
        "/.well-known/openid-configuration",
        lambda told: told | {"token_endpoint": "file:///etc/passwd"},
        "description",
    ),
    "no keys": ("/jwks", lambda told: {"keys": []}, "key"),
    "a secret among the keys": (
        "/jwks",
        lambda told: {"keys": [{"kty": "oct", "k": "c2VjcmV0"}]},
        "key",
    ),
    "a code that is refused": ("/oauth2/token", lambda told: {"error": "invalid_grant"}, "answer"),
    "a list for a token": ("/oauth2/token", lambda told: ["access_token"], "answer"),
    "a number for a token": ("/oauth2/token", lambda told: told | {"access_token": 7}, "answer"),
}


@pytest.mark.parametrize(("path", "change", "why"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_with_a_lie_opens_nothing(client, provider, path, change, why):
    provider.altered.document[path] = change

    response = client.get("/konto/kommune/kommune/")
    if response.status_code == 302:
        response = come_back(client, agree(response["Location"], "lea"))

    assert response.status_code == 403
    assert nobody_came_in(client)
    assert reason() == why
