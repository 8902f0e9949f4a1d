"""The administration of places and people: what staff reach, and forms that help."""

import pytest
from django.contrib.auth.models import Permission

from institutions.models import Cluster, Institution, Membership
from institutions.roles import Role
from tests.factories import (
    AreaFactory,
    ClusterFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PLACES = "/admin/institutions"


@pytest.fixture
def own():
    return ClusterFactory(name="Klynge Egen")


@pytest.fixture
def other():
    return ClusterFactory(name="Klynge Anden")


@pytest.fixture
def staff(client, own):
    """A cluster leader who may use the administration, with every right over places in it."""
    user = MembershipFactory(cluster_leader=True, cluster=own, user__is_staff=True).user
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="institutions"))
    client.force_login(user)
    return user


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def inlines(**values) -> dict:
    """The rows of an institution's form that a test says nothing about."""
    rows = {}
    for prefix in ("placements", "identifiers", "known_names", "groups", "boards", "memberships"):
        rows |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return rows | values


def facts(institution: Institution, **values) -> dict:
    return {
        "name": institution.name,
        "slug": institution.slug,
        "kind": institution.kind,
        "ownership": institution.ownership,
        "area": institution.area_id,
        "opened_on": "01.01.2020",
        "closed_on": "",
    } | inlines(**values)


def test_staff_find_their_own_places_and_no_others(client, staff, own, other):
    InstitutionFactory(name="Solsikken", cluster=own)
    stranger = InstitutionFactory(name="Søstjernen", cluster=other)

    page = client.get(f"{PLACES}/institution/").content.decode()

    assert "Solsikken" in page
    assert "Søstjernen" not in page
    there = client.get(f"{PLACES}/institution/{stranger.pk}/change/")
    assert there.status_code == 302  # as if it did not exist


def test_staff_are_offered_their_own_places_only(client, staff, own, other):
    answer = client.get(
        "/admin/autocomplete/",
        {"app_label": "institutions", "model_name": "board", "field_name": "cluster", "term": ""},
    ).json()

    assert [one["text"] for one in answer["results"]] == ["Klynge Egen"]


def test_staff_cannot_name_a_place_they_do_not_read(client, staff, own, other):
    stranger = InstitutionFactory(cluster=other)

    page = client.post(
        f"{PLACES}/board/add/",
        {"kind": "parent_council", "name": "Forældreråd", "institution": stranger.pk},
    )

    assert page.status_code == 200
    assert "institution" in page.context["adminform"].form.errors


def test_staff_cannot_give_themselves_a_role(client, staff, own):
    assert client.get(f"{PLACES}/membership/add/").status_code == 403

    client.post(
        f"{PLACES}/membership/add/", {"user": staff.pk, "role": Role.ADMINISTRATOR, "from_on": ""}
    )

    assert not Membership.objects.filter(role=Role.ADMINISTRATOR).exists()


def test_staff_read_in_no_lists(client, staff):
    assert client.get(f"{PLACES}/institution/import/").status_code == 403
    assert client.post(f"{PLACES}/institution/import/indlaes/").status_code == 403


def test_people_who_are_no_staff_stay_outside(client, own):
    client.force_login(MembershipFactory(administrator=True).user)

    assert client.get(f"{PLACES}/institution/").status_code in {302, 403}


def test_a_new_institution_gets_its_address_from_its_name(client, administrator):
    InstitutionFactory(slug="boernehuset-aakanden")
    area = AreaFactory()

    client.post(
        f"{PLACES}/institution/add/",
        inlines(
            name="Børnehuset Åkanden",
            slug="",
            kind="integrated",
            ownership="municipal",
            area=area.pk,
        ),
    )

    assert Institution.objects.get(name="Børnehuset Åkanden").slug == "boernehuset-aakanden-2"


def test_a_new_cluster_gets_its_address_without_the_word_for_cluster(client, administrator):
    client.post(
        f"{PLACES}/cluster/add/",
        {
            "name": "Klynge Fyrtårnet",
            "area": AreaFactory().pk,
            "ownership": "municipal",
            "boards-TOTAL_FORMS": 0,
            "boards-INITIAL_FORMS": 0,
            "memberships-TOTAL_FORMS": 0,
            "memberships-INITIAL_FORMS": 0,
        },
    )

    assert Cluster.objects.get(name="Klynge Fyrtårnet").slug == "fyrtaarnet"


def moving(institution: Institution, to: Cluster, *, ends: str, begins: str) -> dict:
    """The form in which a unit's placement ends and the next begins."""
    placement = institution.placements.get()
    return facts(
        institution,
        **{
            "placements-TOTAL_FORMS": 2,
            "placements-INITIAL_FORMS": 1,
            "placements-0-id": placement.pk,
            "placements-0-institution": institution.pk,
            "placements-0-cluster": placement.cluster_id,
            "placements-0-from_on": "01.01.2020",
            "placements-0-to_on": ends,
            "placements-1-id": "",
            "placements-1-institution": institution.pk,
            "placements-1-cluster": to.pk,
            "placements-1-from_on": begins,
            "placements-1-to_on": "",
        },
    )


def test_ending_a_placement_and_beginning_the_next_is_one_step(client, administrator, own, other):
    institution = InstitutionFactory(cluster=own)

    client.post(
        f"{PLACES}/institution/{institution.pk}/change/",
        moving(institution, other, ends="31.07.2026", begins="01.08.2026"),
    )

    assert [(p.cluster, str(p.from_on)) for p in institution.placements.order_by("from_on")] == [
        (own, "2020-01-01"),
        (other, "2026-08-01"),
    ]


def test_two_placements_at_once_are_told_at_their_field(client, administrator, own, other):
    institution = InstitutionFactory(cluster=own)

    page = client.post(
        f"{PLACES}/institution/{institution.pk}/change/",
        moving(institution, other, ends="31.08.2026", begins="01.08.2026"),
    )

    assert page.status_code == 200
    [formset] = [
        f for f in page.context["inline_admin_formsets"] if "placements" in f.formset.prefix
    ]
    assert "from_on" in formset.formset.errors[1]
    assert institution.placements.count() == 1


def test_the_list_of_institutions_is_searched_by_number_and_told_by_cluster(
    client, administrator, own, other
):
    InstitutionFactory(name="Solsikken", cluster=own, number="9101")
    InstitutionFactory(name="Søstjernen", cluster=other, number="9302")

    found = client.get(f"{PLACES}/institution/?q=9302").content.decode()
    in_own = client.get(f"{PLACES}/institution/?cluster={own.slug}").content.decode()

    assert "Søstjernen" in found
    assert "Solsikken" not in found
    assert "Solsikken" in in_own
    assert "Søstjernen" not in in_own


def test_memberships_are_told_apart_by_their_time(client, administrator, own):
    MembershipFactory(leader=True, user__name="Nu Nielsen", cluster=own)
    MembershipFactory(leader=True, user__name="Før Frandsen", cluster=own, former=True)

    now = client.get(f"{PLACES}/membership/?period=current").content.decode()
    before = client.get(f"{PLACES}/membership/?period=past").content.decode()

    assert "Nu Nielsen" in now
    assert "Før Frandsen" not in now
    assert "Før Frandsen" in before
    assert "Nu Nielsen" not in before


def test_the_history_of_an_institution_says_who_changed_it(client, administrator):
    institution = InstitutionFactory(name="Solsikken", slug="solsikken")

    client.post(
        f"{PLACES}/institution/{institution.pk}/change/",
        facts(institution, name="x") | {"name": "Solstrålen"},
    )
    page = client.get(f"{PLACES}/institution/{institution.pk}/history/").content.decode()

    assert administrator.name in page


@pytest.mark.parametrize("page", ["area", "cluster", "institution", "board", "membership"])
def test_a_list_costs_the_same_however_long(client, administrator, queries_for, page):
    def fill() -> None:
        cluster = ClusterFactory()
        InstitutionFactory(cluster=cluster, number=f"n{cluster.pk}")
        MembershipFactory(chair=True, cluster=cluster)

    fill()
    queries_for(f"{PLACES}/{page}/")
    small = queries_for(f"{PLACES}/{page}/")
    for _number in range(5):
        fill()

    assert queries_for(f"{PLACES}/{page}/") == small
