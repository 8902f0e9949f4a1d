"""Logging out because the provider says so, and because somebody only claims that it does."""

from typing import Any

import pytest
from django.test import Client

from tests.openid_provider import (
    CLIENT,
    for_lea,
    log_in,
    nobody_came_in,
    now,
    plain,
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


# --- Logging out by the provider ----------------------------------------------------------------

EVENT = {"http://schemas.openid.net/event/backchannel-logout": {}}


def logout_claims(provider, **other: Any) -> dict[str, Any]:
    told = {
        "iss": provider.issuer,
        "aud": CLIENT,
        "iat": now(),
        "exp": now() + 120,
        "jti": "one",
        "sub": "lea",
        "events": EVENT,
    }
    return {name: value for name, value in (told | other).items() if value is not None}


@pytest.mark.parametrize(
    "other",
    [
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"nonce": "n"},
        {"events": None},
        {"events": {"another": {}}},
        {"events": list(EVENT)},
        {"jti": None},
        {"sub": None},
        {"exp": 1},
        {"exp": None},
        {"iat": 1},
    ],
    ids=str,
)
def test_a_logout_token_with_a_lie_ends_nothing(client, provider, other):
    log_in(client, "lea")
    token = provider.signer.sign(logout_claims(provider, **other), {})

    answer = Client().post("/konto/kommune/kommune/afmeld/", {"logout_token": token})

    assert answer.status_code == 400
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("token", [None, "", "x.y.z", plain({"sub": "lea"}, {"alg": "none"}) + "."])
def test_what_nobody_signed_ends_nothing(client, provider, token):
    log_in(client, "lea")

    data = {} if token is None else {"logout_token": token}

    assert Client().post("/konto/kommune/kommune/afmeld/", data).status_code == 400
    assert client.get("/").status_code == 200


def test_a_logout_token_is_worth_something_once(client, provider):
    token = provider.signer.sign(logout_claims(provider), {})
    end = "/konto/kommune/kommune/afmeld/"
    assert client.post(end, {"logout_token": token}).status_code == 200
    log_in(client, "lea")

    assert Client().post(end, {"logout_token": token}).status_code == 400
    assert client.get("/").status_code == 200


def test_a_logout_token_of_another_session_there_leaves_this_one(client, provider):
    log_in(client, "lea")
    token = provider.signer.sign(logout_claims(provider, sid="another"), {})

    assert (
        Client().post("/konto/kommune/kommune/afmeld/", {"logout_token": token}).status_code == 200
    )
    assert client.get("/").status_code == 200


def test_a_logout_token_logs_nobody_in(client, provider):
    provider.altered.token = lambda told, header, signer: signer.sign(
        {name: value for name, value in told.items() if name != "nonce"} | {"events": EVENT}, header
    )

    assert log_in(client, "lea").status_code == 403
    assert nobody_came_in(client)
