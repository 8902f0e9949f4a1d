"""A page that shows part of the municipality says so, on the page and in what is taken along."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from indicators.extent import Extent
from institutions.models import InstitutionKind
from measurements.reference import load_reference
from tests.factories import AreaFactory, ClusterFactory, InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db

PART, WHOLE = "Du ser 2 af 5 enheder", "5 enheder"


@pytest.fixture
def town():
    """An area of two clusters with four institutions, and one elsewhere."""
    load_reference()
    area = AreaFactory(name="Område Vest")
    mine, other = ClusterFactory(area=area), ClusterFactory(area=area)
    for cluster in (mine, mine, other, other):
        InstitutionFactory(cluster=cluster, area=area)
    InstitutionFactory(cluster=ClusterFactory(area=AreaFactory()))
    return mine


READERS = {
    "board": lambda cluster: MembershipFactory(board_member=True, cluster=cluster),
    "leader": lambda cluster: MembershipFactory(cluster_leader=True, cluster=cluster),
    "committee": lambda cluster: MembershipFactory(board_member=True),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("page", ["municipality", "heat_map", "institution_list", "indicator_list"])
def test_a_page_of_the_municipality_says_which_part_it_shows(client, town, reader, page):
    client.force_login(READERS[reader](town).user)

    told = client.get(reverse(page)).content.decode()

    if reader == "committee":
        assert f">{WHOLE}<" in told
        assert "Du ser" not in told
    else:
        assert PART in told


def test_the_clusters_beside_each_other_say_so_and_those_of_one_cluster_do_not(client, town):
    InstitutionFactory(cluster=ClusterFactory(area=town.area), area=town.area)
    client.force_login(MembershipFactory(area_head=True, area=town.area).user)

    assert "Du ser 5 af 6 enheder" in client.get(reverse("comparison")).content.decode()
    one = client.get(reverse("comparison"), {"klynge": town.slug}).content.decode()
    assert ">2 enheder<" in one
    assert "Du ser" not in one


def test_an_area_tells_of_its_own_institutions(client, town):
    address = town.area.get_absolute_url()
    client.force_login(MembershipFactory(cluster_leader=True, cluster=town).user)
    assert client.get(address).status_code == 404
    client.force_login(MembershipFactory(area_head=True, area=town.area).user)
    told = client.get(address).content.decode()
    assert ">4 enheder<" in told
    assert "Du ser" not in told


def test_a_filter_narrows_the_whole_as_it_narrows_the_part(client, town):
    client.force_login(MembershipFactory(board_member=True, cluster=town).user)

    kind = InstitutionKind.SCHOOL.value
    told = client.get(reverse("municipality"), {"type": kind}).content.decode()

    assert ">0 enheder<" in told


def test_the_workbook_says_so(client, town):
    client.force_login(MembershipFactory(board_member=True, cluster=town).user)

    content = client.get(reverse("municipality_figures")).content

    rows = list(load_workbook(io.BytesIO(content))["Det, du ser"].values)
    assert rows[1][:2] == (2, 5)


def test_only_those_who_read_everything_are_spared_a_query(django_assert_num_queries, town):
    from django.utils import timezone

    committee = MembershipFactory(board_member=True).user
    board = MembershipFactory(board_member=True, cluster=town).user
    for user, queries in ((committee, 0), (board, 1)):
        Extent.of(2, user=user, on=timezone.localdate())  # works out the reach
        with django_assert_num_queries(queries):
            Extent.of(2, user=user, on=timezone.localdate())
