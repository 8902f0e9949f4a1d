"""Who reads of others' accounts is written down, whichever page it is on."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve

from accounts.models import SecurityEvent, User
from accounts.watching import PAGES_ABOUT_PEOPLE
from institutions.models import Cluster
from tests import crawling
from tests.splitting import long_but

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

ADDRESS = re.compile(r"[\w.]+@example\.com")
BACKEND = "django.contrib.auth.backends.ModelBackend"
READ = "person_read"


def view_name(url: str) -> str:
    return resolve(url.partition("?")[0]).view_name


def names_below(resolver) -> set[str]:
    """The names of all addresses without those of the administration."""
    found = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            found.add(pattern.name)
        elif not pattern.namespace:
            found |= names_below(pattern)
    return found


@pytest.mark.thorough
@pytest.mark.parametrize("reader", long_but("klyngeleder", of=["administrator", "klyngeleder"]))
def test_each_page_with_the_address_of_another_is_noted(reader, monkeypatch):
    monkeypatch.setattr(crawling, "IN_THE_ADMINISTRATION", 0)
    monkeypatch.setattr(crawling, "IN_THE_ADMINISTRATION_WITH_A_QUERY", 0)
    client = Client()
    person = User.objects.get(email=f"{reader}@example.com")
    others = set(User.objects.exclude(pk=person.pk).values_list("email", flat=True))
    client.force_login(person, BACKEND)

    pages = list(crawling.walk(client, of_one_kind=1))

    told = {page.url: set(ADDRESS.findall(page.html)) & others for page in pages}
    telling = {view_name(url) for url, addresses in told.items() if addresses}
    noted = SecurityEvent.objects.filter(actor=person.pk, kind=READ).values_list("where", flat=True)
    assert {"people_list", "person_detail"} <= telling
    assert telling - set(noted) == set()


def test_who_asks_who_sees_a_place_is_noted_with_the_place():
    client = Client()
    administrator = User.objects.get(email="administrator@example.com")
    client.force_login(administrator, BACKEND)

    client.get("/personer/hvem/klynge/fyrtaarnet/")

    noted = SecurityEvent.objects.get(actor=administrator.pk, kind=READ)
    cluster = Cluster.objects.get(slug="fyrtaarnet")
    assert (noted.about, noted.about_id) == ("institutions.cluster", str(cluster.pk))


def test_pages_that_tell_of_people_are_there():
    assert names_below(get_resolver()) >= PAGES_ABOUT_PEOPLE


@pytest.mark.parametrize("name", ["udlevering", "anonymiser", "se-som", "slaa-sammen", "rolle"])
def test_each_page_about_a_person_says_about_whom(name):
    client = Client()
    administrator = User.objects.get(email="administrator@example.com")
    leader = User.objects.get(email="leder@example.com")
    client.force_login(administrator, BACKEND)

    for about in (leader, administrator):
        client.get(f"/personer/{about.pk}/{name}/")

    noted = SecurityEvent.objects.filter(actor=administrator.pk, kind=READ)
    assert list(noted.values_list("about", "about_id")) == [("accounts.user", str(leader.pk))]
