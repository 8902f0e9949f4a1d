"""“Se som”: read as another, told to all, and never more than reading."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts.models import CalendarAddress, SecurityEvent
from institutions.models import LookedAs, Membership
from institutions.models.looks import LONGEST
from tests.factories import ClusterFactory, InstitutionFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
WHY = "Hun kan ikke finde sine mål"
BAND = 'class="looking"'
#: Answered before anybody asks who is there, and tells of nobody.
ASKED_BY_MACHINES = {"health_live", "health_ready", "metrics"}


@pytest.fixture
def unit():
    return InstitutionFactory(cluster=ClusterFactory())


@pytest.fixture
def leader(unit):
    return MembershipFactory(
        leader=True, institution=unit, user=UserFactory(name="Lene Leder")
    ).user


@pytest.fixture
def looker():
    """An administrator by role, who is no superuser."""
    return MembershipFactory(administrator=True, user=UserFactory(name="Adam Admin")).user


def begin(client, person, *, by, reason=WHY):
    client.force_login(by, BACKEND)
    return client.post(reverse("person_look", args=[person.pk]), {"reason": reason})


def test_the_pages_are_the_persons_with_a_band_on_each(client, looker, leader, unit):
    assert begin(client, leader, by=looker).url == "/"

    for address in ("/", unit.get_absolute_url(), "/kommunen/", "/institutioner/", "/findes-ikke/"):
        page = client.get(address)
        told = page.content.decode()
        assert page.wsgi_request.user == leader, address
        assert BAND in told, address
        assert "Adam Admin" in told, address
    other = InstitutionFactory(cluster=ClusterFactory())
    assert client.get(other.get_absolute_url()).status_code == 404


def test_it_is_in_the_log_from_beginning_to_end_as_done_by_who_looked(client, looker, leader):
    begin(client, leader, by=looker)
    client.get("/admin/")
    client.post(reverse("look_end"))

    events = SecurityEvent.objects.exclude(kind__in=["signed_in", "rights_given"]).order_by("pk")
    assert list(events.values_list("kind", "actor")) == [
        ("look_began", looker.pk),
        ("refused", looker.pk),
        ("look_ended", looker.pk),
    ]
    assert {one.about_id for one in events.exclude(kind="refused")} == {str(leader.pk)}
    assert WHY not in repr(list(events.values()))  # the log holds no words that somebody wrote
    look = LookedAs.objects.get()
    assert (look.by, look.person, look.reason) == (looker, leader, WHY)
    assert look.is_over


def test_the_person_reads_on_their_own_page_who_looked_and_why(client, looker, leader):
    begin(client, leader, by=looker)
    client.post(reverse("look_end"))

    client.force_login(leader, BACKEND)
    told = client.get(reverse("my_page")).content.decode()

    assert "Adam Admin" in told
    assert WHY in told
    assert WHY in _page_of(leader, looker)


def _page_of(person, by):
    client = Client()
    client.force_login(by, BACKEND)
    return client.get(reverse("person_detail", args=[person.pk])).content.decode()


@pytest.mark.parametrize("reason", ["", "x", "Ring til 010190-1234"])
def test_without_a_reason_nobody_looks(client, looker, leader, reason):
    assert begin(client, leader, by=looker, reason=reason).status_code == 422
    assert not LookedAs.objects.exists()
    assert client.get("/").wsgi_request.user == looker


# --- Who may ------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["area_head", "consultant", "cluster_leader", "leader", "chair"])
def test_only_who_has_everything_looks(client, leader, unit, role):
    place = {
        "area_head": {"area": unit.area},
        "consultant": {"cluster": unit.placements.get().cluster},
        "cluster_leader": {"cluster": unit.placements.get().cluster},
    }.get(role, {"institution": unit})
    user = MembershipFactory(role=role, **place).user

    assert begin(client, leader, by=user).status_code == 404
    assert not LookedAs.objects.exists()


def test_nobody_sees_as_who_may_do_more(client, looker):
    superuser = UserFactory(administrator=True)

    assert begin(client, superuser, by=looker).status_code == 404
    assert begin(client, looker, by=superuser).status_code == 302
    assert begin(client, looker, by=looker).status_code == 404


def test_nobody_looks_as_a_closed_account_or_goes_on_when_they_lose_their_role(
    client, looker, leader
):
    begin(client, leader, by=looker)
    assert client.get("/").wsgi_request.user == leader

    Membership.objects.filter(user=looker).update(to_on=datetime.date(2020, 12, 31))
    page = client.get("/")
    assert page.wsgi_request.user == looker
    assert BAND not in page.content.decode()
    assert LookedAs.objects.get().ended_at


# --- Nothing is changed, nothing of the person's own is told ------------------------------------


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_every_way_of_writing_is_refused(client, looker, leader, unit, method):
    begin(client, leader, by=looker)
    before = Membership.objects.count()
    addresses = [
        "/",
        unit.get_absolute_url(),
        "/lokale-maal/nyt/",
        "/metoder/ny/",
        "/min-side/beskeder/",
        reverse("role_give", args=[leader.pk]),
        "/sprog/",
        "/admin/",
        "/konto/adgang-udefra/",
    ]

    for address in addresses:
        assert getattr(client, method)(address).status_code == 403, address
    assert Membership.objects.count() == before
    leader.refresh_from_db()
    assert leader.notices_by_mail == "daily"


def test_no_address_of_the_house_takes_anything_meanwhile(client, looker, leader):
    """Every address with a made-up end: refused before its view is called, but for the ways out."""
    begin(client, leader, by=looker)
    tried = 0
    for address in _addresses(get_resolver().url_patterns):
        answer = client.post(address)
        if answer.status_code != 404:
            assert answer.status_code == 403, address
            tried += 1
    assert tried > 100
    for name in ASKED_BY_MACHINES:  # before anybody is known
        assert client.post(reverse(name)).status_code == 405, name


def _addresses(patterns, before=""):
    for pattern in patterns:
        route = before + str(getattr(pattern.pattern, "_route", pattern.pattern))
        if hasattr(pattern, "url_patterns"):
            yield from _addresses(pattern.url_patterns, route)
        elif pattern.name not in {"look_end", "logout", *ASKED_BY_MACHINES} and "^" not in route:
            route = re.sub(r"<path:\w+>|<slug:\w+>|<str:\w+>|<uuid:\w+>", "x", route)
            yield "/" + re.sub(r"<\w+(?::\w+)?>", "1", route)


@pytest.mark.parametrize(
    "address",
    [
        "/min-side/",
        "/konto/adgang-udefra/",
        "/konto/adgangskode/",
        "/konto/haendelser/",
        "/admin/",
        "/admin/accounts/user/",
        "/ledelse/afdaekning/1/mine-svar/",  # says to the person that only they see them
        "/lokale-maal/nyt/",  # holds what the person has begun to write
        "/lokale-maal/1/ret/",
        "/lokale-maal/1/ret/to-tekster/1/",
        "/personer/1/",
        "/personer/oprydning/",
    ],
)
def test_what_is_the_persons_own_is_not_shown(client, looker, address):
    other = MembershipFactory(administrator=True, user=UserFactory(is_staff=True)).user
    looker.is_staff = True
    looker.save()
    secret = CalendarAddress.renew(other) or CalendarAddress.objects.get(user=other)
    begin(client, other, by=looker)

    answer = client.get(address)

    assert answer.status_code == 403
    assert secret.secret not in answer.content.decode()


# --- It ends ------------------------------------------------------------------------------------


def test_it_ends_by_a_button(client, looker, leader):
    begin(client, leader, by=looker)

    answer = client.post(reverse("look_end"))

    assert answer.url == reverse("person_detail", args=[leader.pk])
    page = client.get("/")
    assert page.wsgi_request.user == looker
    assert BAND not in page.content.decode()
    assert client.post(reverse("look_end")).url == "/"


def test_it_ends_by_itself_after_half_an_hour(client, looker, leader):
    begin(client, leader, by=looker)
    almost = timezone.now() - LONGEST + datetime.timedelta(minutes=1)
    LookedAs.objects.update(began_at=almost)
    assert client.get("/").wsgi_request.user == leader

    LookedAs.objects.update(began_at=timezone.now() - LONGEST)
    page = client.get("/")

    assert page.wsgi_request.user == looker
    assert BAND not in page.content.decode()
    assert SecurityEvent.objects.filter(kind="look_ended", actor=looker.pk).count() == 1
    assert LookedAs.objects.get().minutes == 30


def test_who_signs_out_looks_no_longer_and_the_person_stays_signed_in(client, looker, leader):
    at_home = Client()
    at_home.force_login(leader, BACKEND)
    begin(client, leader, by=looker)

    client.post(reverse("logout"))

    assert SecurityEvent.objects.filter(kind="look_ended").exists()
    assert SecurityEvent.objects.filter(kind="signed_out", actor=looker.pk).exists()
    assert client.get("/").status_code == 302
    assert at_home.get("/").status_code == 200


# --- Pages that are kept ------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/", "/kommunen/", "cluster", "/institutioner/"])
def test_a_kept_page_neither_keeps_the_band_nor_loses_it(client, looker, leader, unit, address):
    """In whichever order the three ask: the person, who looks, and who looks as themselves."""
    if address == "cluster":
        address = unit.placements.get().cluster.get_absolute_url()
    person, self_again = Client(), Client()
    person.force_login(leader, BACKEND)
    self_again.force_login(looker, BACKEND)

    begin(client, leader, by=looker)
    for _round in range(2):
        seen = client.get(address).content.decode()
        assert BAND in seen
        assert "Adam Admin" in seen
        own = person.get(address).content.decode()
        assert BAND not in own
        assert "Adam Admin" not in own
        assert BAND not in self_again.get(address).content.decode()


def test_a_browser_is_not_told_that_it_has_the_page_already(client, looker, leader):
    begin(client, leader, by=looker)
    seen = client.get("/kommunen/")
    client.post(reverse("look_end"))

    again = client.get("/kommunen/", headers={"if-none-match": seen.headers.get("ETag", '"x"')})

    assert again.status_code == 200
    assert BAND not in again.content.decode()
