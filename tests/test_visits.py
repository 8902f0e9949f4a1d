"""Where one is signed in: seen, ended, told of by mail; nothing is kept that is not needed."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.browsers import browser_of, system_of
from accounts.events import Kind
from accounts.leaving import anonymise
from accounts.models import SecurityEvent, Visit
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "ledestjernen-demo"
PAGE = "/min-side/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def sent_at_once(monkeypatch):
    monkeypatch.setattr("accounts.new_browser.send_soon", lambda message, **kwargs: message.send())


def signed_in(person, *, agent=FIREFOX, client=None) -> Client:
    client = client or Client(headers={"User-Agent": agent})
    client.post("/konto/log-ind/", {"username": person.email, "password": PASSWORD})
    assert is_in(client)
    return client


def is_in(client) -> bool:
    return client.get(PAGE).status_code == 200


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def helper():
    """Somebody who looks after people."""
    user = UserFactory(is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(content_type__app_label="accounts"))
    return user


# --- One's own page -----------------------------------------------------------------------------


def test_the_page_says_where_one_is_signed_in_with_browser_and_machine(person):
    here = signed_in(person)
    signed_in(person, agent=IPHONE)

    page = here.get("/min-side/logget-ind/").content.decode()

    assert "Firefox, Windows" in page
    assert "Safari, iPhone" in page
    assert page.count("/slut/") == 2  # the one that is not here, and all others


def test_who_is_signed_out_in_one_browser_is_a_stranger_at_its_next_page(person):
    here, there, third = (signed_in(person) for _number in range(3))
    visit = Visit.objects.get(session_key=there.session.session_key)

    asked = here.post(f"/min-side/logget-ind/{visit.pk}/slut/")
    assert (asked.status_code, is_in(there)) == (200, True)
    here.post(f"/min-side/logget-ind/{visit.pk}/slut/", {"sure": "yes"})

    assert [is_in(client) for client in (here, there, third)] == [True, False, True]
    assert SecurityEvent.objects.filter(kind=Kind.VISITS_ENDED, about_id=person.pk).exists()


@pytest.mark.parametrize("store", ["db", "cached_db", "cache"])
def test_everywhere_else_ends_in_every_kind_of_store(person, settings, store):
    settings.SESSION_ENGINE = f"django.contrib.sessions.backends.{store}"
    here, *others = (signed_in(person) for _number in range(3))

    here.post("/min-side/logget-ind/andre/slut/", {"sure": "yes"})

    assert is_in(here)
    assert [is_in(client) for client in others] == [False, False]
    assert Visit.objects.filter(user=person).count() == 1


def test_nobody_ends_the_visit_of_another(person):
    theirs = signed_in(person)
    stranger = signed_in(UserFactory())
    visit = Visit.objects.get(user=person)

    answer = stranger.post(f"/min-side/logget-ind/{visit.pk}/slut/", {"sure": "yes"})
    stranger.post("/min-side/logget-ind/andre/slut/", {"sure": "yes"})

    assert answer.status_code == 404
    assert is_in(theirs)


def test_who_signs_out_is_on_no_list(person):
    client = signed_in(person)

    client.post("/konto/log-ud/")

    assert not Visit.objects.exists()


def test_a_new_password_ends_the_others_and_the_visit_here_goes_on(person):
    here, there = signed_in(person), signed_in(person)
    new = "grøn hest i regnvejr"

    here.post(
        "/konto/adgangskode/",
        {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
    )

    assert (is_in(here), is_in(there)) == (True, False)
    assert Visit.objects.get(user=person).session_key == here.session.session_key


def test_the_last_use_is_noted_every_ten_minutes_at_most(person):
    with time_machine.travel("2026-11-23 12:00+00:00", tick=False) as clock:
        client = signed_in(person)
        noted = []
        for _minute in range(31):
            clock.shift(60)
            with CaptureQueriesContext(connection) as queries:
                client.get(PAGE)
            noted.append(any('UPDATE "accounts_visit"' in query["sql"] for query in queries))
        seen = Visit.objects.get().seen_at

    assert noted.count(True) == 3
    assert seen == datetime.datetime(2026, 11, 23, 12, 30, tzinfo=datetime.UTC)


def test_a_visit_that_is_over_is_not_shown(person):
    with time_machine.travel("2026-11-23 12:00+00:00", tick=False) as clock:
        signed_in(person)
        clock.shift(datetime.timedelta(minutes=75))
        here = signed_in(person, agent=IPHONE)
        page = here.get("/min-side/logget-ind/").content.decode()

    assert "Windows" not in page


def test_no_address_and_nothing_fine_of_the_browser_is_kept(person):
    client = Client(headers={"User-Agent": FIREFOX}, REMOTE_ADDR="203.0.113.77")
    signed_in(person, client=client)

    row = Visit.objects.values().get()

    assert "203.0.113" not in str(row)
    for by_chance in ("id", "user_id", "session_key", "began_at", "seen_at"):
        del row[by_chance]
    assert "145" not in str(row)


def test_whoever_is_anonymised_is_signed_out(person):
    client = signed_in(person)

    anonymise(person)

    assert not is_in(client)
    assert not Visit.objects.exists()


AGENTS = {
    ("Edge", "Windows"): "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0",
    ("Chrome", "Android"): "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36",
    ("Chrome", "ChromeOS"): "Mozilla/5.0 (X11; CrOS x86_64) Chrome/140.0 Safari/537.36",
    ("Safari", "Mac"): "Mozilla/5.0 (Macintosh; Intel Mac OS X 15) Version/18.5 Safari/605",
    ("Safari", "iPhone"): IPHONE,
    ("Firefox", "Windows"): FIREFOX,
    ("", ""): "curl/8.5",
}


@pytest.mark.parametrize("told", AGENTS)
def test_a_browser_is_called_what_its_owner_calls_it(rf, told):
    request = rf.get("/", headers={"User-Agent": AGENTS[told]})

    assert (browser_of(request), system_of(request)) == told


# --- Others' visits -----------------------------------------------------------------------------


def test_who_looks_after_people_signs_a_person_out_everywhere(person, helper, client):
    theirs = [signed_in(person), signed_in(person)]
    client.force_login(helper)

    page = client.get(f"/konto/personer/{person.pk}/adgang/")
    client.post(f"/konto/personer/{person.pk}/adgang/log-ud/", {"sure": "yes"})

    assert "Firefox, Windows" in page.content.decode()
    assert [is_in(client) for client in theirs] == [False, False]
    event = SecurityEvent.objects.get(kind=Kind.VISITS_ENDED)
    assert (event.actor, event.about_id, event.details["count"]) == (helper.pk, str(person.pk), 2)


def test_nobody_signs_out_a_person_who_may_do_more(helper, client):
    chief = UserFactory(is_staff=True, is_superuser=True)
    theirs = signed_in(chief)
    client.force_login(helper)

    for address in ("", "log-ud/"):
        answer = client.post(f"/konto/personer/{chief.pk}/adgang/{address}", {"sure": "yes"})
        assert answer.status_code in {404, 405}
    assert client.get(f"/konto/personer/{chief.pk}/adgang/").status_code == 404
    assert is_in(theirs)


# --- A mail about a new browser -----------------------------------------------------------------


@pytest.fixture
def mails(person, sent_at_once, django_capture_on_commit_callbacks):
    def sign_in(client=None) -> list:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            client = signed_in(person, client=client)
        client.post("/konto/log-ud/")
        return [message for message in mail.outbox if message.to == [person.email]]

    return sign_in


def test_the_very_first_sign_in_is_told_to_nobody(mails):
    assert mails() == []


def test_a_browser_that_is_new_is_told_with_what_to_do(mails):
    mails()

    (told,) = mails()

    assert "Firefox, Windows" in told.body
    assert "/min-side/logget-ind/" in told.body
    assert str(timezone.localtime().year) in told.body


def test_a_browser_that_is_known_is_told_of_once(mails):
    mails()
    browser = Client(headers={"User-Agent": FIREFOX})

    assert [len(mails(browser)) for _time in range(3)] == [1, 0, 0]


def test_two_who_share_a_browser_are_both_known_in_it(mails, person):
    mails()
    shared = Client(headers={"User-Agent": FIREFOX})
    mails(shared)
    signed_in(UserFactory(), client=shared).post("/konto/log-ud/")

    assert mails(shared) == []


def test_who_wants_no_such_mail_gets_none(mails, person):
    mails()
    client = signed_in(person)
    client.post("/min-side/logget-ind/besked/")
    assert mails() == []

    client.post("/min-side/logget-ind/besked/", {"wants": "on"})
    assert len(mails()) == 1


def test_the_mark_of_a_known_browser_cannot_be_forged(mails, person, settings):
    mails()
    browser = Client(headers={"User-Agent": FIREFOX})
    browser.cookies[settings.KNOWN_BROWSER_COOKIE_NAME] = f"{person.pk}:forged"

    assert len(mails(browser)) == 1
