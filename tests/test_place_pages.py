"""Areas, clusters, institutions and boards are made, corrected and moved on pages."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from institutions.models import Area, Board, Cluster, Identifier, Institution
from tests.factories import (
    AreaFactory,
    BoardFactory,
    ClusterFactory,
    InstitutionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def _new_institution(**told):
    filled = {"name": "Solsikken", "number": "7001", "kind": "integrated", "ownership": "municipal"}
    return filled | told


def test_places_are_made_one_after_another_from_nothing(client):
    client.post(reverse("area_create"), {"name": "Område Vest"})
    area = Area.objects.get()
    told = {"name": "Klynge Fyrtårnet", "area": area.pk, "ownership": "municipal"}
    client.post(reverse("cluster_create"), told)
    cluster = Cluster.objects.get()

    answer = client.post(reverse("institution_create"), _new_institution(cluster=cluster.pk))

    assert answer.url == reverse("place_list")
    made = Institution.objects.get()
    assert (area.slug, cluster.slug, made.slug) == ("omraade-vest", "fyrtaarnet", "solsikken")
    assert made.area == area
    assert made.identifiers.get().value == "7001"
    assert made.placements.get().cluster == cluster
    page = client.get(reverse("place_list")).content.decode()
    assert page.index("Område Vest") < page.index("Klynge Fyrtårnet") < page.index("Solsikken")


def test_the_form_of_a_place_leads_to_where_it_is_merged_split_or_closed(client):
    place = InstitutionFactory(cluster=ClusterFactory())
    cluster = Cluster.objects.get()

    form = client.get(reverse("institution_edit", args=[place.slug])).content.decode()
    of_cluster = client.get(reverse("cluster_edit", args=[cluster.slug])).content.decode()

    assert place.get_absolute_url() in form
    assert cluster.get_absolute_url() in of_cluster
    page = client.get(place.get_absolute_url()).content.decode()
    assert reverse("institution_merge", args=[place.slug]) in page
    page = client.get(cluster.get_absolute_url()).content.decode()
    assert reverse("cluster_split", args=[cluster.slug]) in page
    assert reverse("cluster_close", args=[cluster.slug]) in page


def test_an_institution_needs_a_cluster_or_an_area(client):
    answer = client.post(reverse("institution_create"), _new_institution())

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"area"}
    assert not Institution.objects.exists()


def test_a_number_that_another_has_is_refused_beside_its_field(client):
    taken = InstitutionFactory(cluster=ClusterFactory())
    taken.identifiers.all().delete()
    taken.identifiers.create(kind="local", value="7001")
    told = _new_institution(cluster=Cluster.objects.get().pk)

    answer = client.post(reverse("institution_create"), told)

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"number"}


def test_a_corrected_institution_keeps_its_address_and_its_only_number(client, administrator):
    place = InstitutionFactory(cluster=ClusterFactory())
    place.identifiers.all().delete()
    place.identifiers.create(kind="local", value="7001")
    told = _new_institution(name="Solsikkens Hus", number="7002", area=place.area.pk)

    client.post(reverse("institution_edit", args=[place.slug]), told)

    corrected = Institution.objects.get()
    assert (corrected.name, corrected.slug) == ("Solsikkens Hus", place.slug)
    assert Identifier.objects.get().value == "7002"
    assert corrected.history.first().history_user == administrator


def test_a_move_of_next_year_changes_nothing_in_this_one(client):
    old, new = ClusterFactory(), ClusterFactory()
    place = InstitutionFactory(cluster=old)
    today = timezone.localdate()
    turn = datetime.date(today.year + 1, 1, 1)
    address = reverse("institution_move", args=[place.slug])

    answer = client.post(address, {"cluster": new.pk, "from_on": turn.strftime("%d.%m.%Y")})

    assert answer.status_code == 302
    days = (today, turn - datetime.timedelta(days=1), turn)
    assert [place.placements.on(day).get().cluster for day in days] == [old, old, new]
    assert Institution.objects.get().area == old.area
    assert str(new) in client.get(reverse("place_list")).content.decode()


def test_a_move_that_is_noted_is_told_and_taken_back_from_the_same_day(client):
    place = InstitutionFactory(cluster=(here := ClusterFactory(name="Klynge Fyrtårnet")))
    there = ClusterFactory(name="Klynge Kompasset")
    address = reverse("institution_move", args=[place.slug])
    client.post(address, {"cluster": there.pk, "from_on": "01.01.2035"})
    assert "1. januar 2035" in client.get(address).context["lead"]
    assert "1. januar 2035" in client.get(reverse("place_list")).content.decode()

    client.post(address, {"cluster": here.pk, "from_on": "01.01.2035"})

    [held] = place.placements.all()
    assert (held.cluster, held.to_on) == (here, None)
    assert "2035" not in client.get(address).context["lead"]
    assert "2035" not in strip_tags(client.get(reverse("place_list")).content.decode())


def test_a_second_move_before_the_first_is_refused(client):
    old, new = ClusterFactory(), ClusterFactory()
    place = InstitutionFactory(cluster=old)
    address = reverse("institution_move", args=[place.slug])
    year = timezone.localdate().year
    client.post(address, {"cluster": new.pk, "from_on": f"01.08.{year + 1}"})
    before = list(place.placements.values())

    answer = client.post(address, {"cluster": "", "from_on": f"01.01.{year + 1}"})

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"from_on"}
    assert list(place.placements.values()) == before


def test_an_institution_leaves_clusters_and_stays_in_the_area(client):
    cluster = ClusterFactory()
    place = InstitutionFactory(cluster=cluster, area=AreaFactory())
    today = timezone.localdate().strftime("%d.%m.%Y")

    client.post(reverse("institution_move", args=[place.slug]), {"cluster": "", "from_on": today})

    moved = Institution.objects.get()
    assert moved.area_on(timezone.localdate()) == cluster.area
    assert not moved.placements.current().exists()


def test_a_board_has_one_place_and_says_whether_it_publishes(client):
    cluster = ClusterFactory()
    place = InstitutionFactory(cluster=cluster)
    told = {"name": "Bestyrelsen", "kind": "parent_board", "cluster": cluster.pk}
    told["minutes_rule"] = "meeting"

    both = client.post(reverse("board_create"), told | {"institution": place.pk})
    client.post(reverse("board_create"), told | {"is_published": "on"})

    assert both.status_code == 422
    board = Board.objects.get()
    assert (board.cluster, board.is_published) == (cluster, True)
    client.post(reverse("board_edit", args=[board.pk]), told | {"name": "Fyrets bestyrelse"})
    assert Board.objects.get().name == "Fyrets bestyrelse"
    assert not Board.objects.get().is_published


def test_no_number_of_a_person_becomes_a_name(client):
    answer = client.post(reverse("area_create"), {"name": "Område 010203-4567"})

    assert answer.status_code == 422
    assert not Area.objects.exists()


def test_the_page_costs_the_same_however_many_places_there_are(client, queries_for):
    def fill():
        cluster = ClusterFactory()
        BoardFactory(cluster=cluster)
        InstitutionFactory.create_batch(2, cluster=cluster)
        InstitutionFactory(area=cluster.area)

    fill()
    few = queries_for(reverse("place_list"))
    for _one in range(4):
        fill()

    assert queries_for(reverse("place_list")) == few
