"""A visit that ends while somebody writes: the text waits behind the sign-in."""

import datetime

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.utils import timezone

from accounts.throttling import remember_browser
from strategy.pages.interrupted import MOST_WAITING
from tests.factories import GoalFactory, InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader():
    return MembershipFactory(leader=True, institution=InstitutionFactory(cluster=None)).user


@pytest.fixture
def address(leader):
    institution = leader.memberships.get().institution
    return f"/lokale-maal/nyt/?maal={GoalFactory().pk}&institution={institution.slug}"


@pytest.fixture(autouse=True)
def known(client, leader):
    """The browser is one in which the leader has signed in before."""
    answer = HttpResponse()
    remember_browser(answer, leader)
    client.cookies.update(answer.cookies)


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


@pytest.mark.parametrize("cookie", [None, "1", "1:forged"])
def test_strangers_fill_nothing(client, address, cookie):
    del client.cookies[settings.KNOWN_BROWSER_COOKIE_NAME]
    if cookie:
        client.cookies[settings.KNOWN_BROWSER_COOKIE_NAME] = cookie

    answer = client.post(address, {"text": "Alle børn har en ven."})

    assert answer.url.startswith("/konto/log-ind/?next=")
    assert not Session.objects.exists()


def test_what_was_written_in_no_goal_is_not_kept(client):
    client.post("/lokale-maal/99999999/ret/", {"text": "Alle børn har en ven."})

    assert not Session.objects.exists()


def test_what_was_written_under_no_goal_is_not_kept(client, address):
    client.post(address.replace("maal=", "maal=999999"), {"text": "Alle børn har en ven."})

    assert not Session.objects.exists()


def test_a_browser_without_its_session_leaves_no_more_than_a_person_writes(client, address):
    for _number in range(MOST_WAITING + 5):
        client.cookies.pop(settings.SESSION_COOKIE_NAME, None)  # so that each is a visit of its own
        client.post(address, {"text": "Alle børn har en ven."})

    assert Session.objects.count() == MOST_WAITING


def test_a_text_waits_for_an_hour(client, address, leader, sign_in):
    client.post(address, {"text": "Alle børn har en ven."})
    ends = Session.objects.get().expire_date - timezone.now()
    assert ends <= datetime.timedelta(hours=1)

    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=61)):
        sign_in(leader)
        assert "Alle børn har en ven." not in client.get(address).content.decode()


def test_the_visit_that_follows_lasts_as_long_as_every_other(client, address, leader, sign_in):
    client.post(address, {"text": "Alle børn har en ven."})
    sign_in(leader)

    ends = Session.objects.get(pk=client.session.session_key).expire_date - timezone.now()
    assert ends > datetime.timedelta(hours=2)
