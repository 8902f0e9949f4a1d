"""A cluster that becomes two: from a day on, and never before it."""

import datetime

import pytest
from django.urls import reverse

from institutions.merging import MergeRefused
from institutions.models import Cluster, ClusterSplit, Institution, Placement
from institutions.splitting import split, undo
from tests.factories import ClusterFactory, InstitutionFactory, PlacementFactory, UserFactory

pytestmark = pytest.mark.django_db

BEGUN, DAY = datetime.date(2020, 1, 1), datetime.date(2027, 1, 1)
EVE = datetime.date(2026, 12, 31)


@pytest.fixture
def cluster():
    cluster = ClusterFactory(name="Klynge Skoven", slug="skoven")
    for name in ("Solen", "Månen", "Stjernen"):
        PlacementFactory(
            institution=InstitutionFactory(name=name, slug=name.lower()),
            cluster=cluster,
            from_on=BEGUN,
        )
    return cluster


def of(name: str) -> list[tuple]:
    rows = Placement.objects.filter(institution__name=name).order_by("from_on")
    return list(rows.values_list("cluster__name", "from_on", "to_on"))


def sent(**changes) -> dict:
    chosen = list(Institution.objects.filter(name="Solen").values_list("pk", flat=True))
    return {"name": "Klynge Lunden", "from_on": "01.01.2027", "institutions": chosen} | changes


def test_before_the_day_all_is_as_it_was(cluster):
    chosen = Institution.objects.filter(name__in=["Solen", "Månen"])
    by = UserFactory()
    new = split(
        cluster,
        name="Klynge Lunden",
        institutions=[one.pk for one in chosen],
        from_on=DAY,
        by=by,
    )
    assert (new.slug, new.area) == ("lunden", cluster.area)
    for name in ("Solen", "Månen"):
        assert of(name) == [("Klynge Skoven", BEGUN, EVE), ("Klynge Lunden", DAY, None)]
    assert of("Stjernen") == [("Klynge Skoven", BEGUN, None)]
    assert Institution.objects.in_cluster(cluster, EVE).count() == 3
    assert Institution.objects.in_cluster(new, DAY).count() == 2
    assert set(Placement.history.filter(cluster=new).values_list("history_user", flat=True)) == {
        by.pk
    }


def test_a_placement_that_ends_goes_on_to_its_end_in_the_new_one(cluster):
    ends = datetime.date(2028, 7, 31)
    Placement.objects.filter(institution__name="Solen").update(to_on=ends)
    split(cluster, name="Ny", institutions=[Institution.objects.get(name="Solen").pk], from_on=DAY)
    assert of("Solen") == [("Klynge Skoven", BEGUN, EVE), ("Ny", DAY, ends)]


def test_one_that_begins_on_the_day_begins_in_the_new_one(cluster):
    Placement.objects.filter(institution__name="Solen").update(from_on=DAY)
    split(cluster, name="Ny", institutions=[Institution.objects.get(name="Solen").pk], from_on=DAY)
    assert of("Solen") == [("Ny", DAY, None)]


def test_on_the_page_it_is_told_before_it_happens(client, cluster):
    client.force_login(UserFactory(administrator=True))
    address = reverse("cluster_split", args=[cluster.slug])
    assert address in client.get(cluster.get_absolute_url()).content.decode()
    asked = client.post(address, sent()).content.decode()
    assert "Fra 1. januar 2027 har Klynge Lunden: Solen." in asked
    assert not Cluster.objects.filter(name="Klynge Lunden").exists()
    done = client.post(address, sent(sure="yes"), follow=True).content.decode()
    assert "Klynge Lunden er oprettet." in done
    assert of("Solen")[-1] == ("Klynge Lunden", DAY, None)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": ""}, "Udfyld feltet."),
        ({"name": "klynge skoven"}, "Området har allerede en klynge med dette navn."),
        ({"institutions": []}, "Udfyld feltet."),
        ({"institutions": ["all"]}, "Mindst én institution bliver."),
        ({"from_on": "31.12.2019"}, "Den dag er disse ikke i klyngen: Solen."),
        ({"from_on": "i morgen"}, "dato"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(client, cluster, changes, told):
    if changes.get("institutions") == ["all"]:
        changes = {"institutions": list(Institution.objects.values_list("pk", flat=True))}
    client.force_login(UserFactory(administrator=True))
    address = reverse("cluster_split", args=[cluster.slug])
    answer = client.post(address, sent(sure="yes", **changes))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert Cluster.objects.count() == 1
    assert of("Solen") == [("Klynge Skoven", BEGUN, None)]


def rows() -> list[tuple]:
    return list(Placement.objects.order_by("pk").values_list())


def split_two(cluster) -> ClusterSplit:
    """Solen from the middle of its time there, Månen from its first day."""
    Placement.objects.filter(institution__name="Månen").update(from_on=DAY)
    chosen = Institution.objects.filter(name__in=["Solen", "Månen"]).values_list("pk", flat=True)
    split(cluster, name="Klynge Lunden", institutions=list(chosen), from_on=DAY)
    return ClusterSplit.objects.get()


def test_undone_everything_is_as_it_was(cluster):
    Placement.objects.filter(institution__name="Månen").update(from_on=DAY)
    before = rows()
    held = split_two(cluster)
    assert rows() != before

    left = undo(held, by=UserFactory())

    held.refresh_from_db()
    assert (rows(), left, held.undone_at is None) == (before, 0, False)
    assert not Cluster.objects.filter(name="Klynge Lunden").exists()
    with pytest.raises(MergeRefused):
        undo(held, by=None)


def test_what_the_new_cluster_has_of_its_own_is_never_lost(cluster):
    held = split_two(cluster)
    new = Cluster.objects.get(name="Klynge Lunden")
    PlacementFactory(institution=InstitutionFactory(), cluster=new, from_on=DAY)
    there = rows()

    with pytest.raises(MergeRefused) as refused:
        undo(held, by=None)

    assert "Klynge Lunden" in refused.value.message
    assert rows() == there


def test_it_is_undone_on_the_page(client, cluster):
    client.force_login(UserFactory(administrator=True))
    held = split_two(cluster)
    page = client.get(reverse("cluster_split", args=[cluster.slug])).content.decode()
    address = reverse("cluster_unsplit", args=[cluster.slug, held.pk])

    answer = client.post(address, follow=True)

    assert address in page
    assert of("Solen") == [("Klynge Skoven", BEGUN, None)]
    assert "som før delingen" in answer.content.decode()
