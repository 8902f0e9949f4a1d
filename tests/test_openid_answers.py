"""Attacks on the way to the municipality's login and back: each refused."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from tests.factories import InstitutionFactory, MembershipFactory
from tests.openid_provider import (
    agree,
    begin,
    come_back,
    for_lea,
    is_in,
    log_in,
    nobody_came_in,
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


# --- There and back -----------------------------------------------------------------------------


def answer_at(path: str, **query: str) -> str:
    return path + "?" + "&".join(f"{name}={value}" for name, value in query.items())


ANSWER = "/konto/kommune/kommune/svar/"


def test_an_answer_that_nobody_asked_for(client, provider):
    assert client.get(answer_at(ANSWER, code="x", state="y")).status_code == 403
    assert client.get(answer_at(ANSWER, code="x")).status_code == 403
    assert client.get(ANSWER).status_code == 403
    assert reason() == "expired"
    assert nobody_came_in(client)


def test_the_answer_of_another_browser_is_worth_nothing(client, provider):
    back = agree(begin(Client()), "lea")

    assert come_back(client, back).status_code == 403
    assert nobody_came_in(client)


def test_an_answer_is_worth_something_once(client, provider):
    back = agree(begin(client), "lea")
    come_back(client, back)
    client.post("/konto/log-ud/")

    assert come_back(client, back).status_code == 403
    assert not is_in(client)
    assert reason() == "expired"


def test_a_copied_answer_does_not_open_a_second_browser_of_the_same_session(client, provider):
    second = Client()
    there = begin(client)
    second.cookies = client.cookies.copy()
    back = agree(there, "lea")
    come_back(client, back)

    assert come_back(second, back).status_code == 403
    assert not is_in(second)


def test_a_code_of_somebody_elses_login_is_refused_by_its_nonce(client, provider):
    """The mock does not look at PKCE, as some providers do not: the nonce is there for that."""
    stolen = parse_qs(urlsplit(agree(begin(Client()), "lea")).query)["code"][0]
    mine = parse_qs(urlsplit(begin(client)).query)["state"][0]

    response = client.get(answer_at(ANSWER, code=stolen, state=mine))

    assert response.status_code == 403
    assert nobody_came_in(client)
    assert reason() == "nonce"


def test_an_answer_after_ten_minutes_comes_too_late(client, provider):
    back = agree(begin(client), "lea")

    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=11)):
        assert come_back(client, back).status_code == 403
    assert reason() == "expired"


def test_two_providers_are_not_mixed_up(client, provider, settings):
    settings.OIDC_PROVIDERS |= {"anden": provider.as_settings("anden", client_id="other")}
    back = agree(begin(client), "lea")

    response = client.get(
        back.replace("http://testserver", "").replace("/kommune/kommune/", "/kommune/anden/")
    )

    assert response.status_code == 403
    assert nobody_came_in(client)
    assert reason() == "expired"


@pytest.mark.parametrize("issuer", ["https://evil.example", "", "http://localhost"])
def test_an_answer_that_names_another_issuer_is_not_redeemed(client, provider, issuer):
    provider.altered.asked.clear()

    response = client.get(
        agree(begin(client), "lea").removeprefix("http://testserver") + f"&iss={issuer}"
    )

    assert response.status_code == 403
    assert reason() == "mixed_up"
    assert "/oauth2/token" not in provider.altered.asked


def test_a_provider_that_promises_to_name_itself_must(client, provider):
    promise = {"authorization_response_iss_parameter_supported": True}
    provider.altered.document["/.well-known/openid-configuration"] = lambda told: told | promise

    assert log_in(client, "lea").status_code == 403
    assert reason() == "mixed_up"


def test_an_answer_is_not_posted(client, provider):
    assert client.post(ANSWER, {"code": "x"}).status_code == 405
    assert client.post("/konto/kommune/kommune/").status_code == 405


@pytest.mark.parametrize("key", ["ukendt", "openid_connect", "kommune2"])
def test_a_provider_that_is_not_in_the_settings_has_no_page(client, provider, key):
    for name in ("openid_begin", "openid_connect_callback"):
        assert client.get(reverse(name, args=[key])).status_code == 404
    assert client.post(reverse("openid_end", args=[key])).status_code == 404


@pytest.mark.parametrize(
    "there",
    [
        "//evil.example",
        "https://evil.example/",
        "https:evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        " //evil.example",
    ],
)
def test_nobody_is_led_to_another_site_afterwards(client, provider, there):
    response = log_in(client, "lea", next=there)

    assert is_in(client)
    assert response["Location"] == "/"


def test_the_question_cannot_be_changed_by_whoever_writes_the_link(client, provider):
    added = {
        "auth_params": "redirect_uri=https://evil.example/&prompt=none&nonce=mine",
        "scope": "admin",
        "redirect_uri": "https://evil.example/",
        "process": "connect",
        "action": "reauthenticate",
        "state": "mine",
    }

    asked = parse_qs(urlsplit(begin(client, **added)).query)

    assert asked["redirect_uri"] == [f"http://testserver{ANSWER}"]
    assert "prompt" not in asked
    assert asked["nonce"] != ["mine"]
    assert asked["state"] != ["mine"]
    assert sorted(asked["scope"][0].split()) == ["email", "openid", "profile"]


def test_whoever_is_in_already_is_not_linked_to_somebody_elses_identity(client, provider):
    """Login CSRF: a foreign login takes the place of one's own, and never joins it."""
    victim = MembershipFactory(leader=True, institution=InstitutionFactory()).user
    client.force_login(victim)

    log_in(client, "lea")

    assert client.session["_auth_user_id"] != str(victim.pk)
    assert not SocialAccount.objects.filter(user=victim).exists()


def test_begun_logins_are_counted(client, provider, monkeypatch):
    monkeypatch.setattr("accounts.entrance.views.MOST", 3)

    answers = [client.get("/konto/kommune/kommune/").status_code for _time in range(5)]

    assert answers == [302, 302, 302, 429, 429]
