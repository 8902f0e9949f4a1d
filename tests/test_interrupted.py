"""A visit that ends while somebody writes: the text waits behind the sign-in."""

import pytest

from tests.factories import GoalFactory, InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader():
    return MembershipFactory(leader=True, institution=InstitutionFactory(cluster=None)).user


@pytest.fixture
def address(leader):
    institution = leader.memberships.get().institution
    return f"/lokale-maal/nyt/?maal={GoalFactory().pk}&institution={institution.slug}"


@pytest.fixture
def sign_in(client):
    def sign_in(user):
        """As the form of sign-in does it: the session goes on, under a new key."""
        user.set_password("a long and rare password")
        user.save()
        client.post(
            "/konto/log-ind/",
            {"username": user.email, "password": "a long and rare password"},
        )

    return sign_in


def test_a_text_is_shown_again_once_after_the_sign_in(client, address, leader, sign_in):
    answer = client.post(address, {"text": "Alle børn har en ven.", "action": "save"})

    assert answer.url.startswith("/konto/log-ind/?next=")
    sign_in(leader)
    assert "Alle børn har en ven." in client.get(address).content.decode()
    assert "Alle børn har en ven." not in client.get(address).content.decode()


def test_a_text_is_not_shown_in_another_form(client, address, leader, sign_in):
    client.post(address, {"text": "Alle børn har en ven."})
    sign_in(leader)

    other = address.replace("maal=", f"maal={GoalFactory().pk}&x=")

    assert "Alle børn har en ven." not in client.get(other).content.decode()


@pytest.mark.parametrize("text", ["Barnet 010203-1234 trives.", "å" * 60_000])
def test_what_must_not_be_kept_is_not(client, address, text):
    client.post(address, {"text": text})

    assert "interrupted" not in client.session


def test_just_looking_keeps_nothing(client, address):
    client.get(address)

    assert "interrupted" not in client.session
