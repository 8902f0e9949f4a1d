"""How often may be tried: counted in one place, by network and by person; nobody is shut out."""

import datetime
import threading
import time

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts import throttling
from accounts.counting import Counter, RateCounter, tidy
from accounts.models import ApiToken, User
from accounts.secret_links import WRONG_LINKS
from accounts.sign_in import network_of
from config.checks import REDIS_MISSING, cache_can_be_reached
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

SIGN_IN, CHANGE, FORGOTTEN = (
    f"/konto/{page}/" for page in ("log-ind", "adgangskode", "glemt-adgangskode")
)
PASSWORD = "ledestjernen-demo"
NEW = "grøn hest i regnvejr"
#: The address from which a whole municipality comes.
OFFICE = "203.0.113.7"


@pytest.fixture
def waits(monkeypatch):
    """How long answers waited; none does in tests."""
    waited: list[float] = []
    monkeypatch.setattr(throttling.time, "sleep", waited.append)
    return waited


@pytest.fixture
def sent_at_once(monkeypatch):
    monkeypatch.setattr("accounts.forms.send_soon", lambda message, **kwargs: message.send())


def sign_in(client, email, *, password="wrong", address=OFFICE):  # noqa: S107
    data = {"username": email, "password": password}
    return client.post(SIGN_IN, data, REMOTE_ADDR=address)


# --- Counting -----------------------------------------------------------------------------------


@pytest.fixture(params=["database", "cache"])
def place(request, settings):
    """Both places where can be counted; Django's own cache stands for Redis."""
    if request.param == "cache":
        monkey = pytest.MonkeyPatch()
        monkey.setattr("accounts.counting.cache_is_shared", lambda: True)
        cache.clear()
        yield request.param
        cache.clear()
        monkey.undo()
    else:
        yield request.param


def test_a_count_ends_and_begins_again(place):
    tally = RateCounter("test", seconds=60)
    with time_machine.travel("2026-11-23 12:00+00:00", tick=False) as clock:
        assert [tally.add("a") for _time in range(3)] == [1, 2, 3]
        assert tally.add("b") == 1
        clock.shift(20)
        assert (tally.count("a"), tally.seconds_left("a")) == (3, 40)
        clock.shift(41)
        assert tally.count("a") == 0
        assert tally.add("a") == 1
        assert tally.seconds_left("a") == 60


def test_a_row_tells_neither_who_nor_from_where():
    RateCounter("test", seconds=60).add("leder@example.com")

    assert Counter.objects.get().name.isalnum()
    assert len(Counter.objects.get().name) == 64


def test_counters_that_are_over_go_and_others_stay():
    with time_machine.travel(timezone.now() - datetime.timedelta(hours=2)):
        for number in range(5):
            RateCounter("old", seconds=60).add(number)
        RateCounter("long", seconds=100_000).add("kept")

    tidy()

    assert Counter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_who_count_at_once_none_is_lost():
    counts: list[int] = []

    def add():
        counts.append(RateCounter("race", seconds=60).add("same"))
        if connection.vendor == "postgresql":
            connection.close()

    if connection.vendor == "sqlite":  # that of the tests is one connection's own: one at a time
        for _number in range(12):
            add()
        assert counts == list(range(1, 13))
        return
    threads = [threading.Thread(target=add) for _number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(counts) == list(range(1, 13))


def test_redis_without_its_package_is_told(settings, monkeypatch):
    backend = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://x"}
    settings.CACHES = {"default": backend}
    monkeypatch.setattr("config.checks.find_spec", lambda name: None)

    assert cache_can_be_reached(None) == [REDIS_MISSING]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    assert cache_can_be_reached(None) == []


# --- Signing in ---------------------------------------------------------------------------------


def test_passwords_cannot_be_sprayed_from_one_address(client, waits):
    people = [UserFactory() for _number in range(30)]

    answers = [sign_in(client, person.email).status_code for person in people * 3]

    assert answers == [200] * 60 + [429] * 30


def test_who_is_refused_is_told_when_to_come_back_in_danish(client, settings):
    settings.SIGN_IN_FAILURES_PER_NETWORK = 1
    with time_machine.travel("2026-11-23 12:00+00:00", tick=False) as clock:
        sign_in(client, "a@example.com")
        clock.shift(61)
        refused = sign_in(client, "b@example.com")
        clock.shift(int(refused["Retry-After"]) + 1)
        later = sign_in(client, "b@example.com")

    assert (refused.status_code, refused["Retry-After"]) == (429, "539")
    assert "Du kan prøve igen om 9 minutter" in refused.content.decode()
    assert later.status_code == 200


def test_a_sprayer_at_the_office_shuts_nobody_out_in_their_own_browser(client, settings, waits):
    owner = UserFactory()
    sign_in(client, owner.email, password=PASSWORD)
    client.post("/konto/log-ud/")
    settings.SIGN_IN_FAILURES_PER_NETWORK = 3
    for number in range(5):
        sign_in(Client(), f"nobody{number}@example.com")

    assert sign_in(Client(), owner.email, password=PASSWORD).status_code == 429
    assert sign_in(client, owner.email, password=PASSWORD).status_code == 302


def test_a_known_browser_is_known_for_its_owner_alone(client, settings):
    owner, other = UserFactory(), UserFactory()
    sign_in(client, owner.email, password=PASSWORD)
    client.post("/konto/log-ud/")
    settings.SIGN_IN_FAILURES_PER_NETWORK = 0

    assert sign_in(client, other.email, password=PASSWORD).status_code == 429
    client.cookies[settings.KNOWN_BROWSER_COOKIE_NAME] = f"{other.pk}:forged"
    assert sign_in(client, other.email, password=PASSWORD).status_code == 429


def test_the_addresses_of_one_household_are_one(client, waits):
    owner = UserFactory()

    answers = [
        sign_in(client, owner.email, address=f"2001:db8:1:2::{number:x}").status_code
        for number in range(1, 16)
    ]

    assert answers == [200] * 9 + [429] * 6


@given(st.ip_addresses(v=6), st.integers(0, 2**64 - 1))
def test_a_network_of_ipv6_is_its_first_half(address, rest):
    other = type(address)((int(address) >> 64 << 64) | rest)
    if address.ipv4_mapped or other.ipv4_mapped:
        return

    assert network_of(_From(address)) == network_of(_From(other))
    assert network_of(_From(f"::ffff:{OFFICE}")) == network_of(_From(OFFICE)) == OFFICE
    assert network_of(_From("unknown")) is None


class _From:
    def __init__(self, address):
        self.META = {"REMOTE_ADDR": str(address)}


def test_guesses_at_one_person_from_everywhere_wait_and_never_lock(client, waits):
    owner = UserFactory()
    for number in range(40):
        sign_in(Client(), owner.email, address=f"198.51.100.{number}")

    right = sign_in(client, owner.email, password=PASSWORD)

    assert right.status_code == 302
    assert waits[0] > 0
    assert waits == sorted(waits)
    assert waits[-1] == throttling.LONGEST_DELAY
    assert len(waits) == 41 - 10


def test_a_person_who_is_not_there_waits_as_well(client, waits):
    for number in range(12):
        sign_in(Client(), "nobody@example.com", address=f"198.51.100.{number}")

    assert len(waits) == 2


def test_the_owners_browser_does_not_wait(client, waits):
    owner = UserFactory()
    sign_in(client, owner.email, password=PASSWORD)
    client.post("/konto/log-ud/")
    for number in range(20):
        sign_in(Client(), owner.email, address=f"198.51.100.{number}")
    waits.clear()

    assert sign_in(client, owner.email, password=PASSWORD).status_code == 302
    assert waits == []


def test_answers_that_wait_never_hold_all_of_a_process(monkeypatch):
    begun, go_on = threading.Semaphore(0), threading.Event()

    def sleep(seconds):
        begun.release()
        go_on.wait(5)

    monkeypatch.setattr(throttling.time, "sleep", sleep)
    threads = [
        threading.Thread(target=throttling.wait, args=[1]) for _n in range(throttling.MOST_WAITING)
    ]
    for thread in threads:
        thread.start()
    for _thread in threads:
        begun.acquire(timeout=5)
    began = time.monotonic()

    assert throttling.wait(1) is False
    assert time.monotonic() - began < 1
    go_on.set()
    for thread in threads:
        thread.join()


# --- Passwords, old and new ---------------------------------------------------------------------


def test_wrong_old_passwords_are_counted(client):
    owner = UserFactory()
    client.force_login(owner)

    def change(old):
        chosen = {"old_password": old, "new_password1": NEW, "new_password2": NEW}
        return client.post(CHANGE, chosen).status_code

    with time_machine.travel("2026-11-23 12:00+00:00", tick=False) as clock:
        client.force_login(owner)
        assert [change("wrong") for _time in range(25)] == [200] * 10 + [429] * 15
        assert change(PASSWORD) == 429
        clock.shift(datetime.timedelta(hours=1, seconds=1))
        client.force_login(owner)
        assert change(PASSWORD) == 302


def test_a_person_gets_one_link_in_five_minutes(client, mailoutbox, sent_at_once):
    owner, other = UserFactory(), UserFactory()
    with time_machine.travel("2026-11-23 12:00+00:00", tick=False) as clock:
        answers = {client.post(FORGOTTEN, {"email": owner.email})["Location"] for _n in range(30)}
        client.post(FORGOTTEN, {"email": other.email})
        answers.add(client.post(FORGOTTEN, {"email": "nobody@example.com"})["Location"])
        assert [mail.to for mail in mailoutbox] == [[owner.email], [other.email]]
        clock.shift(301)
        client.post(FORGOTTEN, {"email": owner.email})

    assert len(mailoutbox) == 3
    assert answers == {"/konto/glemt-adgangskode/sendt/"}


def test_nobody_asks_for_links_for_everybody(client, mailoutbox, sent_at_once, settings):
    settings.SIGN_IN_FAILURES_PER_NETWORK = 3
    people = [UserFactory() for _number in range(5)]

    answers = [client.post(FORGOTTEN, {"email": person.email}) for person in people]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert len(mailoutbox) == 3


def test_who_has_no_password_yet_chooses_one_by_link(client, mailoutbox, sent_at_once):
    owner = User.objects.create_user("ny@example.com", name="Ny Leder")
    closed = User.objects.create_user("lukket@example.com", name="Lukket", is_active=False)

    client.post(FORGOTTEN, {"email": closed.email})
    client.post(FORGOTTEN, {"email": owner.email})
    link = mailoutbox[0].body.partition("http://testserver")[2].split()[0]
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"new_password1": NEW, "new_password2": NEW})

    assert {address for mail in mailoutbox for address in mail.to} == {owner.email}
    assert sign_in(client, owner.email, password=NEW).status_code == 302


# --- Keys and links -----------------------------------------------------------------------------


def key_of(user) -> str:
    ends = timezone.now() + datetime.timedelta(days=1)
    return ApiToken(user=user, name="Power BI", expires_at=ends).issue()


def ask(client, key, address=OFFICE):
    return client.get(
        "/api/v1/clusters", headers={"authorization": f"Bearer {key}"}, REMOTE_ADDR=address
    ).status_code


def test_many_keys_of_one_person_ask_no_more_often(client, settings):
    settings.API_REQUESTS_PER_MINUTE = 6
    user, other = (MembershipFactory(board_member=True).user for _number in range(2))
    keys = [key_of(user) for _number in range(3)]

    answers = [ask(client, keys[number % 3]) for number in range(10)]

    assert answers == [200] * 6 + [429] * 4
    assert ask(client, key_of(other)) == 200


def test_unknown_keys_push_nobodys_count_out(client, settings):
    settings.API_REQUESTS_PER_MINUTE = 2
    key = key_of(MembershipFactory(board_member=True).user)
    assert [ask(client, key) for _time in range(3)] == [200, 200, 429]

    strangers = [ask(client, f"lst_forkert{number}") for number in range(330)]

    assert strangers == [401] * 60 + [429] * 270
    assert ask(client, key) == 429
    assert ask(client, "lst_forkert", address="198.51.100.1") == 401


def test_a_person_has_ten_open_keys_at_most(client):
    user = UserFactory()
    client.force_login(user)
    form = {"name": "Power BI", "scope": "figures", "days": "90"}

    for _time in range(12):
        answer = client.post("/konto/adgang-udefra/", form)

    assert user.api_tokens.count() == 10
    assert "Du har 10 åbne nøgler" in answer.content.decode()
    user.api_tokens.first().revoke()
    client.post("/konto/adgang-udefra/", form)
    assert user.api_tokens.open().count() == 10


def test_survey_links_are_not_guessed_from_a_whole_network(client):
    answers = [
        client.get(
            reverse("survey_answer", args=[f"forkert{n}"]), REMOTE_ADDR=f"2001:db8::{n:x}"
        ).status_code
        for n in range(1, WRONG_LINKS + 3)
    ]

    assert answers == [404] * WRONG_LINKS + [429] * 2
