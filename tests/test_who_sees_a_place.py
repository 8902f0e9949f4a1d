"""A page for a place: who sees this, and why; and the accounts to look through once a year."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from institutions.access import scope_of
from institutions.people.clearing import PeopleToClear
from institutions.people.seen_by import SeenBy
from tests.factories import (
    AreaFactory,
    ClusterFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def people():
    """One of each role at each kind of place in two areas, and some whose roles are over."""
    units = []
    for _area in range(2):
        area = AreaFactory()
        MembershipFactory(area_head=True, area=area)
        for _cluster in range(2):
            cluster = ClusterFactory(area=area)
            MembershipFactory(cluster_leader=True, cluster=cluster)
            MembershipFactory(chair=True, cluster=cluster)
            MembershipFactory(consultant=True, cluster=cluster)
            for _unit in range(2):
                unit = InstitutionFactory(cluster=cluster)
                MembershipFactory(leader=True, institution=unit)
                MembershipFactory(board_member=True, institution=unit)
                MembershipFactory(former=True, leader=True, institution=unit)
                units.append(unit)
        alone = InstitutionFactory(area=area)
        MembershipFactory(leader=True, institution=alone)
        units.append(alone)
    MembershipFactory(administrator=True)
    MembershipFactory(board_member=True)
    MembershipFactory(consultant=True)
    UserFactory(administrator=True)
    UserFactory()
    MembershipFactory(leader=True, institution=units[0], user__is_active=False)
    return units


def told(place) -> set[int]:
    page = SeenBy.of(place)
    groups = (page.here, page.beside, page.above, page.everywhere)
    return {one.person.pk for group in groups for one in group}


def test_who_is_told_to_see_an_institution_sees_it_and_nobody_else_does(people):
    """The page is worked out of memberships, the access of scopes: they agree for everybody."""
    for unit in people:
        sees = {one.pk for one in User.objects.all() if scope_of(one).reads.holds(unit.pk)}
        assert told(unit) == sees


def test_the_same_of_clusters_and_areas(people):
    for unit in people[:4]:
        cluster = unit.placements.get().cluster
        sees = {
            one.pk
            for one in User.objects.all()
            if (reads := scope_of(one).reads).everything or cluster.pk in reads.clusters
        }
        assert told(cluster) == sees
        area = cluster.area
        sees = {
            one.pk
            for one in User.objects.all()
            if (reads := scope_of(one).reads).everything or area.pk in reads.areas
        }
        assert told(area) == sees


def test_a_page_names_people_and_leads_only_to_whom_the_reader_oversees(client, people):
    unit = people[0]
    leader = User.objects.get(
        memberships__institution=unit,
        memberships__role="leader",
        memberships__to_on=None,
        is_active=True,
    )
    client.force_login(leader, BACKEND)

    page = client.get(reverse("place_seen_by", args=["institution", unit.slug]))

    assert page.status_code == 200
    text = page.content.decode()
    for one in SeenBy.of(unit).here:
        assert reverse("person_detail", args=[one.person.pk]) in text
    for one in SeenBy.of(unit).above:
        assert one.person.name in text
        assert reverse("person_detail", args=[one.person.pk]) not in text
    assert (
        reverse("place_seen_by", args=["institution", unit.slug])
        in client.get(unit.get_absolute_url()).content.decode()
    )


def test_a_page_costs_the_same_however_many_see_it(client, people, queries_for):
    client.force_login(UserFactory(administrator=True), BACKEND)
    address = reverse("place_seen_by", args=["institution", people[0].slug])
    small = queries_for(address)

    for _number in range(5):
        MembershipFactory(chair=True, institution=people[0])
        MembershipFactory(leader=True, institution=people[1])

    assert queries_for(address) == small


@pytest.mark.parametrize("address", ["/personer/hvem/klynge/findes-ikke/", "/personer/hvem/x/y/"])
def test_a_place_that_is_not_there_is_not_there(client, address):
    client.force_login(UserFactory(administrator=True), BACKEND)

    assert client.get(address).status_code == 404


# --- Once a year --------------------------------------------------------------------------------


def test_the_list_holds_whose_roles_ended_who_never_came_and_who_is_there_twice():
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    over = MembershipFactory(former=True).user
    until_yesterday = MembershipFactory(user=over, to_on=yesterday)
    never = MembershipFactory(user__name="Aldrig Kommet").user
    came = MembershipFactory(user__last_login=timezone.now()).user
    without = UserFactory()
    closed = MembershipFactory(former=True, user__is_active=False).user
    later = MembershipFactory(
        from_on=timezone.localdate() + datetime.timedelta(days=9), user__last_login=timezone.now()
    ).user
    double = MembershipFactory(user__name="aldrig  KOMMET", user__last_login=timezone.now()).user

    page = PeopleToClear.build()

    assert page.over == (over,)
    assert page.over[0].last_day == until_yesterday.to_on
    assert page.never == (never,)
    assert page.without == (without,)
    assert page.twice == ((never, double),)
    assert not {came, closed, later} & {*page.over, *page.never, *page.without}


def test_the_page_leads_to_each(client):
    over = MembershipFactory(former=True).user
    twin = MembershipFactory(user__name=over.name).user
    client.force_login(MembershipFactory(administrator=True).user, BACKEND)

    text = client.get(reverse("people_to_clear")).content.decode()

    assert reverse("person_detail", args=[over.pk]) in text
    assert f"{reverse('person_merge', args=[over.pk])}?med={twin.pk}" in text


def test_whose_roles_have_ended_is_told_so_and_not_that_nobody_has_said_yet(client):
    ended, new = MembershipFactory(former=True).user, UserFactory()
    client.force_login(ended, BACKEND)
    told_ended = client.get("/").content.decode()
    client.force_login(new, BACKEND)
    told_new = client.get("/").content.decode()

    assert "31. december 2023" in told_ended
    assert "31. december 2023" not in told_new
    assert told_ended.count('id="velkommen"') == told_new.count('id="velkommen"') == 1
