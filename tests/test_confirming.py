"""Before what matters most one shows anew who one is; what was sent is not lost over it."""

import datetime
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.events import Kind
from accounts.models import ApiToken, CalendarAddress, SecurityEvent, User
from institutions.models import Membership
from tests.factories import ClusterFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "ledestjernen-demo"
KEY = {"name": "Power BI på kontoret", "scope": "figures", "days": "90"}
KEYS, CONFIRM = "/konto/adgang-udefra/", "/konto/bekraeft/"


@pytest.fixture
def clock():
    now = timezone.localtime().replace(hour=10)
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture
def person(clock):
    return UserFactory(administrator=True, is_staff=True, is_superuser=True)


@pytest.fixture
def stale(person, clock):
    """Whoever signed in a while ago, and has been at work since."""
    client = Client()
    client.force_login(person)
    clock.shift(datetime.timedelta(minutes=20))
    return client


def answered(client, page, *, password=PASSWORD):
    """Answer the question with all that its form holds."""
    text = page.content.decode()
    form = re.search(r'<form method="post" action="([^"]+)" novalidate>(.*?)</form>', text, re.S)
    fields = re.findall(r'type="hidden"[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', form[2])
    return client.post(form[1], {**dict(fields), "confirm_password": password})


def asks(page) -> bool:
    return page.status_code == 200 and b'name="confirm_password"' in page.content


def test_who_has_just_signed_in_is_not_asked(person, client):
    client.force_login(person)

    client.post(KEYS, KEY)

    assert ApiToken.objects.filter(user=person).exists()


def test_a_key_is_made_after_the_question_with_what_was_typed(stale, person):
    page = stale.post(KEYS, KEY)
    assert asks(page)
    assert not ApiToken.objects.exists()

    done = answered(stale, page)

    assert ApiToken.objects.get(user=person).name == KEY["name"]
    assert b"lst_" in done.content
    kinds = list(SecurityEvent.objects.values_list("kind", flat=True))
    assert Kind.CONFIRMED in kinds


def test_a_wrong_answer_does_nothing_and_keeps_what_was_typed(stale):
    refused = answered(stale, stale.post(KEYS, KEY), password="gættet")

    assert asks(refused)
    assert not ApiToken.objects.exists()
    assert KEY["name"] in refused.content.decode()
    assert "gættet" not in refused.content.decode()
    assert SecurityEvent.objects.filter(kind=Kind.CONFIRMATION_REFUSED).exists()
    assert answered(stale, refused).status_code == 200
    assert ApiToken.objects.exists()


def test_nobody_guesses_in_peace(stale, settings):
    settings.AXES_FAILURE_LIMIT = 3
    page = stale.post(KEYS, KEY)
    answers = [answered(stale, page, password=f"gæt {n}").status_code for n in range(4)]

    assert answers == [200, 200, 200, 429]
    assert answered(stale, page).status_code == 429
    assert not ApiToken.objects.exists()


def test_one_answer_is_good_for_a_while_and_no_longer(stale, clock):
    answered(stale, stale.post(KEYS, KEY))
    clock.shift(datetime.timedelta(minutes=14))
    assert not asks(stale.post(KEYS, KEY))

    clock.shift(datetime.timedelta(minutes=2))
    assert asks(stale.post(KEYS, KEY))


def test_the_address_of_a_calendar_is_made_after_the_question(stale, person):
    page = stale.post("/min-side/kalender/ny/")
    assert asks(page)

    answered(stale, page)

    assert CalendarAddress.objects.filter(user=person).exists()


def test_looking_costs_no_question(stale):
    for address in (KEYS, "/min-side/", "/konto/haendelser/", "/admin/accounts/user/"):
        assert stale.get(address).status_code == 200


def test_a_file_with_personal_data_leaves_after_the_question(stale):
    led = stale.get("/konto/haendelser/fil.csv?kind=signed_in")
    assert led.status_code == 302
    page = stale.get(led.url)
    assert asks(page)

    done = answered(stale, page)

    assert done.url == "/konto/haendelser/fil.csv?kind=signed_in"
    assert "attachment" in stale.get(done.url)["Content-Disposition"]


def test_a_role_is_given_after_the_question(stale):
    member, cluster = UserFactory(), ClusterFactory()
    role = {"user": member.pk, "role": "leader", "cluster": cluster.pk, "from_on": "01.08.2026"}
    page = stale.post("/admin/institutions/membership/add/", role)
    assert asks(page)
    assert not Membership.objects.filter(user=member).exists()

    answered(stale, page)

    assert Membership.objects.get(user=member).cluster == cluster


RIGHTS = {"email": "ny@example.com", "name": "Ny", "is_active": "on", "is_superuser": "on"}


def test_rights_are_given_after_the_question(stale):
    member = UserFactory()
    page = stale.post(f"/admin/accounts/user/{member.pk}/change/", RIGHTS)
    member.refresh_from_db()
    assert (asks(page), member.is_superuser) == (True, False)

    answered(stale, page)

    member.refresh_from_db()
    assert member.is_superuser


def test_the_password_of_another_is_set_after_the_question_and_never_sent_back(stale):
    member = UserFactory()
    address = f"/admin/accounts/user/{member.pk}/password/"
    assert urlsplit(stale.get(address).url).path == CONFIRM
    new = "grøn hest i regnvejr"
    page = stale.post(address, {"password1": new, "password2": new, "usable_password": "true"})

    assert asks(page)
    assert new not in page.content.decode()
    assert answered(stale, page).url == address
    assert stale.get(address).status_code == 200
    assert User.objects.get(pk=member.pk).check_password(PASSWORD)


@pytest.mark.parametrize("action", ["delete/", "change/"])
def test_no_person_is_changed_or_deleted_without_it(stale, action):
    member = UserFactory()

    assert asks(stale.post(f"/admin/accounts/user/{member.pk}/{action}", {"post": "yes"}))
    assert User.objects.get(pk=member.pk).is_active


EVIL = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]


@pytest.mark.parametrize("there", EVIL)
def test_the_question_leads_nowhere_else(stale, there):
    page = stale.get(CONFIRM, {"next": there})

    assert answered(stale, page).url == "/min-side/"


def test_who_has_no_password_here_signs_in_anew(stale, person):
    person.set_unusable_password()
    person.save()
    stale.force_login(person)
    session = stale.session
    session["signed_in_at"] = 0
    session["seen_at"] = int(timezone.now().timestamp())
    session["signed_in_at"] = session["seen_at"] - 3600
    session.save()

    page = stale.post(KEYS, KEY)

    assert not ApiToken.objects.exists()
    assert b'name="confirm_password"' not in page.content
    there = re.search(rb'name="next" value="([^"]+)"', page.content)[1].decode()
    assert parse_qs(urlsplit(there).query)["next"] == [KEYS]
    assert stale.post("/konto/log-ud/", {"next": there}).url == there
    # what says that it is confirmed opens nothing by itself
    stale.force_login(person)
    session = stale.session
    session["signed_in_at"] -= 3600
    session.save()
    stale.post(KEYS, {**KEY, "confirm": "yes"})
    assert not ApiToken.objects.exists()
