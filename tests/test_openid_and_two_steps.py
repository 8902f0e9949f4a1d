"""The municipality's own sign-in beside the second step: what each asks for, and what it opens."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import ApiToken, User, Visit
from institutions.models import ClaimRule
from institutions.roles import Role
from tests.factories import InstitutionFactory
from tests.openid_provider import log_in, running
from tests.second_factors import LIST, SECOND, code_of, set_up_app

pytestmark = pytest.mark.django_db

KEYS = "/konto/adgang-udefra/"


@pytest.fixture(scope="module")
def started():
    with running() as provider:
        yield provider


@pytest.fixture
def lea(started, settings, monkeypatch):
    """A leader who comes in by the municipality's sign-in."""
    started.altered.reset()
    settings.OIDC_PROVIDERS = {"kommune": started.as_settings()}
    monkeypatch.setattr("accounts.entrance.linking.send_soon", lambda message: None)
    place = InstitutionFactory()
    ClaimRule.objects.create(value="Ledere", role=Role.LEADER, institution=place)
    started.person("lea", email="lea@kommune.example", name="Lea Leder", groups=["Ledere"])
    return "lea"


def comes_in(who: str) -> Client:
    client = Client()
    log_in(client, who)
    return client


def test_a_second_step_is_not_demanded_where_the_municipality_has_its_own(lea, settings):
    settings.SECOND_FACTOR_ROLES = ["all"]

    client = comes_in(lea)

    assert client.get("/min-side/").status_code == 200
    assert Visit.objects.get().door == "provider"


def test_who_has_set_one_up_shows_it_behind_that_door_too(lea):
    secret, _codes = set_up_app(comes_in(lea))

    client = Client()
    answer = log_in(client, lea)
    assert answer.url == SECOND
    assert client.get(LIST).status_code == 302
    client.post(SECOND, {"code": code_of(secret)})

    assert client.get(LIST).status_code == 200


def test_one_confirms_who_one_is_by_the_same_door_and_the_provider_must_ask(lea):
    now = timezone.localtime()
    with time_machine.travel(now, tick=False) as clock:
        client = comes_in(lea)
        clock.shift(datetime.timedelta(minutes=20))
        page = client.post(KEYS, {"name": "Power BI", "scope": "figures", "days": "30"})
        assert not ApiToken.objects.exists()
        assert "/konto/kommune/kommune/?next=%2Fkonto%2Fadgang" in page.content.decode()
        asked = client.get("/konto/kommune/kommune/", {"next": KEYS})
        assert parse_qs(urlsplit(asked.url).query)["prompt"] == ["login"]


def test_who_comes_by_that_door_cannot_confirm_by_a_password(lea):
    now = timezone.localtime()
    with time_machine.travel(now, tick=False) as clock:
        client = comes_in(lea)
        person = User.objects.get()
        person.set_password("grøn hest i regnvejr")
        person.save()
        client.force_login(person)
        clock.shift(datetime.timedelta(minutes=20))
        data = {"name": "Power BI", "scope": "figures", "days": "30"}
        client.post(KEYS, data | {"confirm": "yes", "confirm_password": "grøn hest i regnvejr"})

    assert not ApiToken.objects.exists()
