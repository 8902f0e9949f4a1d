"""A new year's board in place of the old one: one step, one day, and undone until then."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccountInvitation, User
from institutions.models import BoardRenewal, Membership
from institutions.people.renewing.members import members_in
from institutions.roles import BoardKind, Role, Source
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)
from tests.mailing import deliver_mail

pytestmark = pytest.mark.django_db

NEW = "Bo Krag bo@example.com\nAnja Holm <anja@example.com>"


@pytest.fixture(autouse=True)
def where_the_site_is(settings):
    settings.SITE_URL = "https://ledestjernen.example.dk"


@pytest.fixture
def place():
    return InstitutionFactory(name="Regnbuen", cluster=ClusterFactory())


@pytest.fixture
def board(place):
    council = {"kind": BoardKind.PARENT_COUNCIL, "name": "Forældrerådet i Regnbuen"}
    return BoardFactory(**council, institution=place, cluster=None)


@pytest.fixture
def leader(place):
    return MembershipFactory(role=Role.LEADER, institution=place, cluster=None).user


def seat(place, role=Role.BOARD_MEMBER, **fields):
    return MembershipFactory(role=role, institution=place, cluster=None, **fields)


def day(days=30) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def renew(client, board, **told):
    fields = {"constituted_on": day().isoformat(), "new": NEW, "chair": "new", "sure": "yes"}
    return client.post(reverse("board_renew", args=[board.pk]), {**fields, **told})


def on(board, when) -> set[tuple[str, str]]:
    rows = Membership.objects.on_board(board).on(when)
    return {(one.user.name, one.role) for one in rows.select_related("user")}


def test_the_old_board_stops_the_day_before_and_the_new_one_begins(client, board, place, leader):
    old = seat(place, Role.CHAIR)
    stays = seat(place)
    client.force_login(leader)

    renew(client, board, stays=[stays.pk])

    before, after = day() - datetime.timedelta(days=1), day()
    assert on(board, before) == {(old.user.name, "chair"), (stays.user.name, "board_member")}
    assert on(board, after) == {
        (stays.user.name, "board_member"),
        ("Bo Krag", "chair"),
        ("Anja Holm", "board_member"),
    }
    deliver_mail()
    assert sorted(message.to[0] for message in mail.outbox) == [
        "anja@example.com",
        "bo@example.com",
    ]
    assert "forældrerådet i Regnbuen" in mail.outbox[0].body


def test_nothing_happens_before_the_question_is_answered(client, board, place, leader):
    old = seat(place)
    client.force_login(leader)

    page = renew(client, board, sure="")

    told = page.content.decode()
    assert old.user.name in told
    assert "Bo Krag" in told
    assert not User.objects.filter(email="bo@example.com").exists()
    old.refresh_from_db()
    assert old.to_on is None


def test_one_who_stays_becomes_chair(client, board, place, leader):
    chair, member = seat(place, Role.CHAIR), seat(place)
    client.force_login(leader)

    renew(client, board, stays=[chair.pk, member.pk], chair=member.pk, new="")

    assert on(board, day()) == {
        (chair.user.name, "board_member"),
        (member.user.name, "chair"),
    }
    assert on(board, day(29)) == {(chair.user.name, "chair"), (member.user.name, "board_member")}


def test_it_is_undone_until_the_day(client, board, place, leader):
    old = seat(place)
    client.force_login(leader)
    renew(client, board)
    renewal = BoardRenewal.objects.get()
    url = reverse("board_renewal_undo", args=[board.pk, renewal.pk])

    assert "Fortryd" in client.post(url).content.decode()
    client.post(url, {"sure": "yes"})

    old.refresh_from_db()
    assert old.to_on is None
    assert on(board, day()) == {(old.user.name, "board_member")}
    assert not User.objects.filter(email="bo@example.com").exists()
    assert not AccountInvitation.objects.exists()


def test_it_is_not_undone_once_it_has_begun(client, board, place, leader):
    old = seat(place)
    client.force_login(leader)
    renew(client, board)
    past = timezone.localdate() - datetime.timedelta(days=1)
    long_ago = timezone.now() - datetime.timedelta(days=20)
    BoardRenewal.objects.update(constituted_on=past, made_at=long_ago)
    renewal = BoardRenewal.objects.get()

    client.post(reverse("board_renewal_undo", args=[board.pk, renewal.pk]), {"sure": "yes"})

    old.refresh_from_db()
    assert old.to_on is not None
    assert BoardRenewal.objects.get().undone_at is None


def test_who_sat_on_two_boards_of_the_place_goes_on_sitting_on_the_other(client, board, place):
    other = BoardFactory(kind=BoardKind.PARENT_BOARD, name="Best.", institution=place, cluster=None)
    old = seat(place)
    client.force_login(UserFactory(administrator=True))

    renew(client, board)

    assert (old.user.name, "board_member") in on(other, day())
    assert (old.user.name, "board_member") not in on(board, day())
    assert {name for name, _role in on(board, day())} == {"Bo Krag", "Anja Holm"}


def test_staff_representatives_are_ticked_beforehand(client, board, place, leader):
    staff, parent = seat(place, Role.STAFF_MEMBER), seat(place)
    client.force_login(leader)

    form = client.get(reverse("board_renew", args=[board.pk])).context["form"]

    assert form["stays"].value() == [str(staff.pk)]
    assert str(parent.pk) in dict(form.fields["stays"].choices)


def test_seats_of_the_sign_in_are_left_alone(client, board, place, leader):
    kept = seat(place, source=Source.SIGN_IN)
    client.force_login(leader)

    renew(client, board)

    kept.refresh_from_db()
    assert kept.to_on is None


@pytest.mark.parametrize(
    "told",
    [
        {"constituted_on": ""},
        {"constituted_on": "2019-01-01"},
        {"constituted_on": "2099-01-01"},
        {"new": ""},
        {"new": "Bo Krag"},
        {"new": "bo@example.com"},
        {"new": "Bo Krag bo@example,com"},
        {"new": "Bo bo@example.com\nEva bo@example.com"},
        {"new": "Bo 010190-1234 bo@example.com"},
        {"new": "x\n" * 500},
        {"chair": "999999"},
        {"stays": ["999999"]},
        {"new": f"{'x' * 151} bo@example.com"},
    ],
)
def test_what_is_wrong_is_told_and_changes_nothing(client, board, place, leader, told):
    old = seat(place)
    client.force_login(leader)

    page = renew(client, board, **told)

    assert page.status_code == 422
    old.refresh_from_db()
    assert old.to_on is None
    assert not BoardRenewal.objects.exists()


def test_nobody_takes_the_seat_of_an_address_with_another_name(client, board, place, leader):
    seat(place)
    victim = UserFactory(email="bo@example.com", name="Borgmesteren")
    client.force_login(leader)

    assert renew(client, board).status_code == 422
    assert not victim.memberships.exists()


def test_a_leader_seats_nobody_elsewhere_and_not_herself(client, board, place, leader):
    elsewhere = BoardFactory(institution=InstitutionFactory(), cluster=None)
    cluster = BoardFactory(cluster=ClusterFactory())
    team = BoardFactory(kind=BoardKind.LEADERSHIP_TEAM, institution=place, cluster=None)
    client.force_login(leader)

    for other in (elsewhere, cluster, team):
        assert renew(client, other).status_code == 404
    assert renew(client, board, new=f"{leader.name} {leader.email}").status_code == 422
    assert not BoardRenewal.objects.exists()


@pytest.mark.parametrize("role", [Role.CHAIR, Role.BOARD_MEMBER, Role.STAFF_MEMBER])
def test_those_on_the_board_do_not_renew_it(client, board, place, role):
    client.force_login(seat(place, role).user)

    assert renew(client, board).status_code == 404


@pytest.mark.parametrize(
    "line",
    [
        "Anja Holm anja@example.com",
        "Anja Holm <anja@example.com>",
        "Anja Holm; anja@example.com;",
        "Anja Holm,\tANJA@example.com",
        "  Anja   Holm – anja@example.com ",
    ],
)
def test_ways_to_write_a_member(line):
    [member] = members_in(line, by=UserFactory(administrator=True))

    assert member == ("Anja Holm", "anja@example.com", None)
