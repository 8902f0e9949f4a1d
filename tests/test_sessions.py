"""How long a visit lasts, and what a browser may keep of it."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.sessions import shorten_idle_time
from institutions.roles import Role
from tests.factories import MembershipFactory, UserFactory

PAGE = "/konto/adgangskode/"
NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def visitor(client, db, clock):
    client.force_login(UserFactory())
    return client


def is_let_in(client) -> bool:
    return client.get(PAGE).status_code == 200


def test_a_visit_ends_after_an_hour_of_doing_nothing(visitor, clock):
    clock.shift(datetime.timedelta(minutes=59))
    assert is_let_in(visitor)

    clock.shift(datetime.timedelta(minutes=61))
    assert not is_let_in(visitor)


def test_a_visit_goes_on_while_somebody_works(visitor, clock):
    for _ in range(10):
        clock.shift(datetime.timedelta(minutes=50))
        assert is_let_in(visitor)


def test_a_visit_ends_after_twelve_hours_however_busy(visitor, clock):
    for _ in range(14):
        clock.shift(datetime.timedelta(minutes=50))
        visitor.get(PAGE)
    assert is_let_in(visitor)

    clock.shift(datetime.timedelta(minutes=21))
    assert not is_let_in(visitor)


def test_a_visit_can_be_given_less_idle_time(visitor, clock, rf):
    request = rf.get("/")
    request.session = visitor.session
    shorten_idle_time(request, minutes=30)
    request.session.save()

    clock.shift(datetime.timedelta(minutes=31))

    assert not is_let_in(visitor)


def test_being_seen_costs_a_write_once_a_minute_at_most(visitor, clock):
    def writes() -> int:
        with CaptureQueriesContext(connection) as queries:
            visitor.get(PAGE)
        return sum("UPDATE" in query["sql"] for query in queries)

    assert writes() == 0
    clock.shift(datetime.timedelta(seconds=61))
    assert writes() == 1
    assert writes() == 0


def test_signing_in_changes_the_session_key(client, db):
    user = UserFactory()
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before

    client.post("/konto/log-ind/", {"username": user.email, "password": "ledestjernen-demo"})

    assert client.session.session_key != before


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(visitor):
    stolen = Client()
    stolen.cookies["sessionid"] = visitor.cookies["sessionid"].value
    assert is_let_in(stolen)

    visitor.post("/konto/log-ud/")

    assert not is_let_in(stolen)


def test_signing_out_takes_a_post(visitor):
    assert visitor.get("/konto/log-ud/").status_code == 405
    assert is_let_in(visitor)


def test_who_is_closed_is_out_at_the_next_page(client, db):
    user = UserFactory()
    client.force_login(user)
    user.is_active = False
    user.save()

    assert not is_let_in(client)


def test_nothing_of_a_visit_is_kept_in_caches(visitor):
    assert set(visitor.get(PAGE)["Cache-Control"].split(", ")) >= {"private", "no-store"}
    assert "no-store" in visitor.get("/there-is-no-such-page/")["Cache-Control"]


def test_the_cookies_of_a_production_site_are_locked_to_it(production, db):
    user = UserFactory()
    client = Client()
    client.get("/konto/log-ind/", secure=True)
    client.post(
        "/konto/log-ind/",
        {"username": user.email, "password": "ledestjernen-demo"},
        secure=True,
    )
    client.post("/sprog/", {"language": "en", "next": "/"}, secure=True)

    ours = {f"__Host-{name}" for name in ("sessionid", "csrftoken", "language", "known")}
    assert ours == set(client.cookies)
    for cookie in client.cookies.values():
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert not cookie["domain"]


def test_those_who_only_sit_on_a_board_have_half_an_hour(client, db, clock):
    board_member = MembershipFactory(role=Role.BOARD_MEMBER).user
    client.force_login(board_member)
    clock.shift(datetime.timedelta(minutes=29))
    assert is_let_in(client)

    clock.shift(datetime.timedelta(minutes=31))
    assert not is_let_in(client)
