"""A person's page, and roles given, changed, ended and held by a deputy; nobody climbs."""

import datetime
import re
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import SecurityEvent, User
from institutions.access import scope_of
from institutions.models import Board, Membership
from institutions.people.giving import given_by, may_give, people_seen_by
from institutions.roles import Role, Source
from tests.factories import (
    AreaFactory,
    BoardFactory,
    ClusterFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
TODAY = timezone.localdate()
LATER = TODAY + datetime.timedelta(days=60)


@pytest.fixture
def town():
    """Two clusters of an area; in the one a unit with two boards, and the people of all this."""
    area = AreaFactory()
    own, away = ClusterFactory(area=area), ClusterFactory(area=area)
    unit, neighbour = InstitutionFactory(cluster=own), InstitutionFactory(cluster=own)
    elsewhere = InstitutionFactory(cluster=away)
    people = {
        "administrator": MembershipFactory(administrator=True).user,
        "superuser": UserFactory(administrator=True),
        "area_head": MembershipFactory(area_head=True, area=area).user,
        "consultant": MembershipFactory(consultant=True, cluster=own).user,
        "cluster_leader": MembershipFactory(cluster_leader=True, cluster=own).user,
        "leader": MembershipFactory(leader=True, institution=unit).user,
        "chair": MembershipFactory(chair=True, institution=unit).user,
        "member": MembershipFactory(board_member=True, institution=unit).user,
        "member_elsewhere": MembershipFactory(board_member=True, institution=elsewhere).user,
        "stranger": UserFactory(),
    }
    deputy = MembershipFactory(
        leader=True, institution=unit, deputises_for=people["leader"], to_on=LATER
    ).user
    return SimpleNamespace(
        area=area,
        own=own,
        away=away,
        unit=unit,
        neighbour=neighbour,
        elsewhere=elsewhere,
        council=BoardFactory(institution=unit, kind="parent_council", name="Rådet"),
        deputy=deputy,
        **people,
    )


def page_of(client, person, *, by, status=200) -> str:
    client.force_login(by, BACKEND)
    answer = client.get(reverse("person_detail", args=[person.pk]))
    assert answer.status_code == status
    return answer.content.decode()


def give(client, person, role, place, *, by, **told):
    client.force_login(by, BACKEND)
    facts = {"places": place, "from_on": TODAY.isoformat(), "to_on": "", "note": ""} | told
    return client.post(f"{reverse('role_give', args=[person.pk])}?rolle={role}", facts)


def roles_of(person) -> set[str]:
    return set(person.memberships.current().values_list("role", flat=True))


# --- Who sees whose page ------------------------------------------------------------------------

SEEN = {
    "administrator": {"administrator", "leader", "member", "member_elsewhere", "stranger"},
    "area_head": {"leader", "member", "member_elsewhere"},
    "cluster_leader": {"leader", "member"},
    "leader": {"leader", "member"},
    "chair": set(),
    "member": set(),
    "consultant": set(),
    "stranger": set(),
    "deputy": set(),
}


@pytest.mark.parametrize("reader", SEEN)
def test_people_are_seen_by_those_who_oversee_a_place_of_theirs(client, town, reader):
    client.force_login(getattr(town, reader), BACKEND)

    for name in ("administrator", "leader", "member", "member_elsewhere", "stranger"):
        person = getattr(town, name)
        seen = client.get(reverse("person_detail", args=[person.pk])).status_code == 200
        assert seen is (name in SEEN[reader]), name
        assert people_seen_by(getattr(town, reader)).contains(person) is seen


@pytest.mark.parametrize(
    ("reader", "is_led"), [("superuser", True), ("leader", False), ("area_head", False)]
)
def test_who_looks_after_accounts_is_led_to_where_a_name_is_corrected(client, town, reader, is_led):
    there = f"/admin/accounts/user/{town.member.pk}/change/"

    page = page_of(client, town.member, by=getattr(town, reader))

    assert (there in page) is is_led
    if is_led:
        assert client.get(there).status_code == 200


def test_roles_elsewhere_are_not_told_to_who_oversees_one_place(client, town):
    MembershipFactory(user=town.member, area_head=True, area=AreaFactory(name="Område Fjernt"))

    told = page_of(client, town.member, by=town.leader)

    assert town.unit.name in told
    assert "Område Fjernt" not in told
    assert "Område Fjernt" in page_of(client, town.member, by=town.administrator)


def test_reading_somebody_is_noted(client, town):
    page_of(client, town.member, by=town.leader)

    event = SecurityEvent.objects.filter(kind="person_read").get()
    assert (event.actor, event.about_id) == (town.leader.pk, str(town.member.pk))


def test_a_page_says_where_roles_come_from(client, town):
    MembershipFactory(
        user=town.member,
        consultant=True,
        cluster=town.own,
        source=Source.SIGN_IN,
        note="DT-Konsulent",
    )

    told = page_of(client, town.member, by=town.administrator)

    assert "DT-Konsulent" in told
    row = town.member.memberships.get(role="consultant")
    assert reverse("role_change", args=[town.member.pk, row.pk]) not in told


# --- Nobody climbs ------------------------------------------------------------------------------

#: Who gives what, at which of the town's places.
MAY = {
    ("cluster_leader", "leader", "unit"),
    ("cluster_leader", "leader", "neighbour"),
    *(
        ("cluster_leader", role, place)
        for role in ("chair", "board_member", "staff_member")
        for place in ("own", "unit", "neighbour")
    ),
    *(("leader", role, "unit") for role in ("chair", "board_member", "staff_member")),
}
FIELD = {"own": "cluster", "away": "cluster", "area": "area", None: None}


@pytest.mark.parametrize("giver", sorted(set(SEEN) - {"administrator"}))
def test_nobody_gives_more_than_they_oversee(town, giver):
    """Every role × every place, asked of the rule itself and of the form."""
    for role in Role.values:
        for place in ("own", "away", "unit", "neighbour", "elsewhere", "area", None):
            field = FIELD.get(place, "institution")
            where = {field: getattr(town, place)} if field else {}
            row = Membership(user=town.stranger, role=role, **where)
            assert may_give(getattr(town, giver), row) is ((giver, role, place) in MAY), (
                role,
                place,
            )


def test_what_is_given_lies_within_what_the_giver_reaches(town):
    for giver in (town.leader, town.cluster_leader):
        reach = scope_of(giver)
        for role in Role:
            for field, place in (("institution", town.unit), ("cluster", town.own)):
                row = Membership(user=town.stranger, role=role, **{field: place})
                if may_give(giver, row):
                    row.save()
                    got = Membership.objects.filter(pk=row.pk).reach()
                    assert reach.reads.include(got.reads)
                    assert reach.edits.include(got.edits)
                    assert reach.answers_for.include(got.answers_for)
                    row.delete()


ATTACKS = [
    ("leader", "leader", "unit"),
    ("leader", "administrator", "m"),
    ("leader", "chair", "neighbour"),
    ("leader", "board_member", "own"),
    ("cluster_leader", "cluster_leader", "own"),
    ("cluster_leader", "leader", "elsewhere"),
    ("cluster_leader", "chair", "away"),
    ("cluster_leader", "chair", "m"),
    ("cluster_leader", "consultant", "own"),
    ("area_head", "leader", "unit"),
    ("chair", "board_member", "unit"),
    ("member", "chair", "unit"),
    ("deputy", "chair", "unit"),
    ("consultant", "board_member", "unit"),
    ("stranger", "administrator", "m"),
]


@pytest.mark.parametrize(("attacker", "role", "place"), ATTACKS)
def test_an_attack_gives_nothing(client, town, attacker, role, place):
    letter = {"own": "c", "away": "c", "m": ""}.get(place, "i")
    key = "m" if place == "m" else f"{letter}{getattr(town, place).pk}"
    before = Membership.objects.count()

    for person in (town.member, getattr(town, attacker)):
        answer = give(client, person, role, key, by=getattr(town, attacker))
        assert answer.status_code in (404, 422)
    assert Membership.objects.count() == before


@pytest.mark.parametrize("attacker", ["leader", "cluster_leader"])
def test_nobody_but_administrators_gives_themselves_anything(client, town, attacker):
    user = getattr(town, attacker)
    answer = give(client, user, "chair", f"i{town.unit.pk}", by=user)

    assert answer.status_code == 404
    assert roles_of(user) == {attacker}


@pytest.mark.parametrize("way", ["role_change", "role_end", "role_deputy"])
@pytest.mark.parametrize(
    ("attacker", "whose"),
    [
        ("leader", "leader"),
        ("leader", "member_elsewhere"),
        ("cluster_leader", "cluster_leader"),
        ("cluster_leader", "administrator"),
        ("area_head", "leader"),
        ("deputy", "member"),
        ("member", "chair"),
    ],
)
def test_roles_of_others_are_not_touched(client, town, way, attacker, whose):
    row = getattr(town, whose).memberships.get()
    client.force_login(getattr(town, attacker), BACKEND)
    facts = {
        "from_on": TODAY.isoformat(),
        "to_on": LATER.isoformat(),
        "last_day": TODAY.isoformat(),
        "sure": "yes",
        "deputy": getattr(town, attacker).pk,
    }

    answer = client.post(reverse(way, args=[getattr(town, whose).pk, row.pk]), facts)

    assert answer.status_code == 404
    row.refresh_from_db()
    assert row.to_on is None
    assert not Membership.objects.filter(deputises_for=row.user).exclude(user=town.deputy).exists()


def test_what_comes_by_sign_in_is_changed_by_nobody_here(client, town):
    row = MembershipFactory(
        user=town.member, staff_member=True, institution=town.unit, source=Source.SIGN_IN
    )

    for user in (town.administrator, town.cluster_leader, town.leader):
        assert not given_by(user).contains(row)
        client.force_login(user, BACKEND)
        address = reverse("role_end", args=[town.member.pk, row.pk])
        assert client.post(address, {"sure": "yes"}).status_code == 404


def test_a_role_is_not_named_at_another_persons_address(client, town):
    row = town.chair.memberships.get()
    client.force_login(town.administrator, BACKEND)

    answer = client.post(reverse("role_end", args=[town.member.pk, row.pk]), {"sure": "yes"})

    assert answer.status_code == 404


# --- Giving, changing, ending -------------------------------------------------------------------


def test_a_leader_gives_a_seat_on_one_board(client, town):
    answer = give(
        client, town.member, "chair", f"b{town.council.pk}", by=town.leader, note="Valgt 3. maj"
    )

    assert answer.status_code == 302
    row = town.member.memberships.get(role="chair")
    assert (row.institution, row.board, row.source) == (town.unit, town.council, "by_hand")
    assert row.note == "Valgt 3. maj"
    kept = set(Board.objects.kept_by(User.objects.get(pk=town.member.pk)))
    assert kept == {town.council}


def test_a_consultant_gets_several_places_at_once(client, town):
    places = [f"c{town.own.pk}", f"i{town.elsewhere.pk}"]

    assert give(client, town.stranger, "consultant", places, by=town.administrator).url
    rows = town.stranger.memberships.values_list("cluster", "institution")
    assert set(rows) == {(town.own.pk, None), (None, town.elsewhere.pk)}


@pytest.mark.parametrize(
    ("faulty", "field"),
    [
        ({"to_on": "1.1.2020"}, "to_on"),
        ({"from_on": "i morgen"}, "from_on"),
        ({"places": ""}, "places"),
        ({"places": "c1; drop"}, "places"),
        ({"note": "010190-1234"}, "note"),
    ],
)
def test_what_cannot_be_is_told_at_the_field(client, town, faulty, field):
    answer = give(
        client,
        town.stranger,
        "cluster_leader",
        faulty.pop("places", f"c{town.away.pk}"),
        by=town.administrator,
        **faulty,
    )

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not town.stranger.memberships.exists()


def test_the_same_role_is_not_given_twice(client, town):
    answer = give(client, town.chair, "chair", f"i{town.unit.pk}", by=town.leader)

    assert answer.status_code == 422
    assert town.chair.memberships.count() == 1


def test_days_are_changed_and_the_role_ends(client, town):
    row = town.member.memberships.get()
    client.force_login(town.leader, BACKEND)
    change = reverse("role_change", args=[town.member.pk, row.pk])
    end = reverse("role_end", args=[town.member.pk, row.pk])
    yesterday = TODAY - datetime.timedelta(days=1)

    facts = {"from_on": "1.8.2024", "to_on": LATER.strftime("%d.%m.%Y"), "note": "Nyt valg"}
    assert client.post(change, facts).status_code == 302
    row.refresh_from_db()
    assert (row.from_on, row.to_on) == (datetime.date(2024, 8, 1), LATER)

    assert client.post(end, {"last_day": yesterday.isoformat()}).status_code == 200  # it asks
    row.refresh_from_db()
    assert row.to_on == LATER
    facts = {"last_day": yesterday.isoformat(), "sure": "yes"}
    assert client.post(end, facts).status_code == 302
    row.refresh_from_db()
    assert row.to_on == yesterday
    assert not scope_of(User.objects.get(pk=town.member.pk)).reads
    assert client.get(change).status_code == 404  # what is over is not changed


def test_a_deputy_is_set_and_must_end(client, town):
    row = town.leader.memberships.get()
    client.force_login(town.cluster_leader, BACKEND)
    address = reverse("role_deputy", args=[town.leader.pk, row.pk])
    facts = {"deputy": town.member.pk, "from_on": TODAY.isoformat(), "to_on": "", "note": "Orlov"}

    assert client.post(address, facts).status_code == 422
    assert client.post(address, facts | {"to_on": LATER.isoformat()}).status_code == 302

    deputy = Membership.objects.get(user=town.member, role="leader")
    assert (deputy.institution, deputy.deputises_for, deputy.to_on) == (
        town.unit,
        town.leader,
        LATER,
    )
    told = page_of(client, town.member, by=town.cluster_leader)
    assert re.search(r"Orlov", told)


def test_a_page_costs_the_same_however_many_roles_there_are(client, town, queries_for):
    client.force_login(town.administrator, BACKEND)
    address = reverse("person_detail", args=[town.member.pk])
    small = queries_for(address)

    for _number in range(5):
        unit = InstitutionFactory(cluster=ClusterFactory())
        board = BoardFactory(institution=unit)
        MembershipFactory(user=town.member, chair=True, institution=unit, board=board)
        MembershipFactory(
            user=town.member,
            leader=True,
            institution=unit,
            deputises_for=UserFactory(),
            to_on=LATER,
        )

    assert queries_for(address) == small


@pytest.mark.parametrize("giver", ["leader", "cluster_leader"])
def test_the_rule_itself_gives_nobody_anything_of_their_own(town, giver):
    user = getattr(town, giver)
    for role in ("chair", "board_member", "leader"):
        row = Membership(user=user, role=role, institution=town.unit)
        assert not may_give(user, row)
    seat = MembershipFactory(user=user, chair=True, institution=town.unit)
    assert not given_by(user).contains(seat)
    stands_in = Membership(
        user=town.stranger, role="leader", institution=town.unit, deputises_for=user
    )
    assert not may_give(user, stands_in)
