"""A passkey alone as a way in: only as the answer to its own question, and where it is allowed."""

import pytest
from allauth.mfa.webauthn.internal.auth import STATE_SESSION_KEY
from django.test import Client

from accounts.factor import passkeys
from accounts.models import SecurityEvent
from tests.factories import UserFactory
from tests.second_factors import is_in

pytestmark = pytest.mark.django_db

DOOR = "/konto/log-ind/passkey/"


@pytest.mark.parametrize(
    "answer", ['{"id": 1}', "[1]", '"x"', '{"response": {"userHandle": "MQ"}}', "1"]
)
def test_what_somebody_made_up_opens_nothing(client, answer):
    UserFactory()
    client.get(DOOR)

    assert client.post(DOOR, {"credential": answer}).status_code == 200
    assert not is_in(client)
    refused = SecurityEvent.objects.get(kind="sign_in_refused")
    assert refused.details["reason"] == "passkey"


@pytest.mark.parametrize("answer", ["9" * 5000, "[" * 100_000, "[NaN]", "{"])
def test_what_cannot_even_be_read_is_refused_as_well(client, answer):
    response = client.post(DOOR, {"credential": answer})

    assert response.status_code == 200
    assert not is_in(client)


def test_the_question_demands_that_its_owner_shows_it_is_theirs(client):
    client.get(DOOR)

    assert client.session[STATE_SESSION_KEY]["user_verification"] == "required"


def test_the_answer_to_another_question_is_not_looked_at(client, rf, monkeypatch):
    """Of a second step a stolen key without its PIN is enough: that is no way in alone."""
    looked = []
    monkeypatch.setattr(passkeys, "use_passkey", lambda *told: looked.append(told))
    monkeypatch.setattr(
        passkeys.auth, "extract_user_from_response", lambda answer: looked.append(answer)
    )
    monkeypatch.setattr(
        passkeys.auth, "get_state", lambda: {"challenge": "x", "user_verification": "preferred"}
    )
    client.post(DOOR, {"credential": '{"response": {}}'})

    assert looked == []


def test_where_it_is_not_allowed_there_is_no_such_door(client, settings):
    settings.PASSKEY_ALONE = False

    assert client.get(DOOR).status_code == 404
    assert DOOR not in client.get("/konto/log-ind/").content.decode()


def test_who_is_in_is_led_on_and_nowhere_else(client):
    client.force_login(UserFactory())

    assert client.get(f"{DOOR}?next=/min-side/").url == "/min-side/"
    assert client.get(f"{DOOR}?next=https://evil.example/").url == "/"


def test_many_wrong_ones_from_a_network_wait(settings):
    settings.SIGN_IN_FAILURES_PER_NETWORK = 2
    client = Client()
    answers = [client.post(DOOR, {"credential": "[1]"}).status_code for _time in range(3)]

    assert answers == [200, 200, 429]
