"""A cluster that ends on a day: told before, never earlier than the day, and undone."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse

from institutions.closing_clusters import close
from institutions.merging import MergeRefused, part
from institutions.models import Cluster, ClusterClosing, Institution, Membership, Placement
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    InstitutionFactory,
    MembershipFactory,
    PlacementFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

BEGUN, LAST = datetime.date(2020, 1, 1), datetime.date(2026, 12, 31)
NEXT = datetime.date(2027, 1, 1)


@pytest.fixture
def cluster():
    cluster = ClusterFactory(name="Klynge Skoven", slug="skoven")
    for name, begun in (("Solen", BEGUN), ("Månen", datetime.date(2027, 8, 1))):
        place = InstitutionFactory(name=name, slug=name.lower())
        PlacementFactory(institution=place, cluster=cluster, from_on=begun)
    MembershipFactory(cluster=cluster, role="cluster_leader", from_on=BEGUN)
    MembershipFactory(cluster=cluster, role="cluster_leader", from_on=NEXT)
    BoardFactory(cluster=cluster, name="Skovens bestyrelse")
    return cluster


@pytest.fixture
def other():
    return ClusterFactory(name="Klynge Lunden", slug="lunden")


def of(name: str) -> list[tuple]:
    rows = Placement.objects.filter(institution__name=name).order_by("from_on")
    return list(rows.values_list("cluster__name", "from_on", "to_on"))


def rows() -> list[list[tuple]]:
    tables = (Placement, Membership, Cluster, Institution)
    return [list(model.objects.order_by("pk").values_list()) for model in tables]


def test_its_institutions_are_in_the_other_from_the_next_day(cluster, other):
    close(cluster, last_day=LAST, goes_to=other, by=UserFactory())

    assert of("Solen") == [("Klynge Skoven", BEGUN, LAST), ("Klynge Lunden", NEXT, None)]
    assert of("Månen") == [("Klynge Lunden", datetime.date(2027, 8, 1), None)]
    assert list(Membership.objects.filter(cluster=cluster).values_list("to_on")) == [(LAST,)]


def test_outside_clusters_they_stay_in_the_area_they_were_in(cluster):
    close(cluster, last_day=LAST, goes_to=None, by=None)

    assert (of("Solen"), of("Månen")) == ([("Klynge Skoven", BEGUN, LAST)], [])
    assert Institution.objects.get(name="Solen").area == cluster.area


@pytest.mark.parametrize("goes_on", [True, False])
def test_undone_everything_is_as_it_was(cluster, other, goes_on):
    before = rows()
    held = close(cluster, last_day=LAST, goes_to=other if goes_on else None, by=None)
    assert rows() != before

    left = part(ClusterClosing.objects.get(pk=held.pk), by=UserFactory())

    assert (rows(), left) == (before, 0)


def test_it_closes_once(cluster, other):
    close(cluster, last_day=LAST, goes_to=other, by=None)

    with pytest.raises(MergeRefused):
        close(cluster, last_day=NEXT, goes_to=None, by=None)


def test_a_closed_one_is_offered_for_nothing(cluster):
    Cluster.objects.filter(pk=cluster.pk).update(closed_on=datetime.date(2020, 6, 1))

    assert cluster not in Cluster.objects.open()


def test_on_the_page_it_is_told_before_it_happens_and_undone(client, cluster, other):
    client.force_login(UserFactory(administrator=True))
    address = reverse("cluster_close", args=[cluster.slug])
    sent = {"last_day": "31.12.2026", "goes_to": other.pk}
    assert address in client.get(cluster.get_absolute_url()).content.decode()
    before = rows()

    asked = client.post(address, sent).content.decode()
    for told in ("Klynge Lunden", "Solen", "Skovens bestyrelse"):
        assert told in asked
    assert rows() == before
    client.post(address, {**sent, "sure": "yes"})
    held = ClusterClosing.objects.get()
    undo = reverse("cluster_reopen", args=[cluster.slug, held.pk])

    assert undo in client.get(address).content.decode()
    assert client.post(undo, follow=True).status_code == 200
    assert rows() == before


def test_in_a_browser_it_is_undone_with_the_button_of_the_page(cluster, other):
    close(cluster, last_day=LAST, goes_to=other, by=UserFactory())
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(UserFactory(administrator=True))
    page = browser.get(reverse("cluster_close", args=["skoven"])).content.decode()
    [form] = re.findall(r'<form method="post" action="([^"]*aabn/)">(.*?)</form>', page, re.DOTALL)
    [token] = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', form[1])

    browser.post(form[0], {"csrfmiddlewaretoken": token})

    cluster.refresh_from_db()
    assert cluster.closed_on is None


def test_what_is_missing_is_said(client, cluster):
    client.force_login(UserFactory(administrator=True))

    answer = client.post(reverse("cluster_close", args=[cluster.slug]), {"last_day": "i morgen"})

    assert answer.status_code == 422
