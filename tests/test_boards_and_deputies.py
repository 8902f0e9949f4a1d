"""A seat on one board alone, and a deputy for a while: what they open, and what they do not."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from institutions.access import BoardSeat, Scope, Seats, scope_of
from institutions.models import Board, Membership
from institutions.roles import BOARD, GROUPS, BoardKind, Role
from strategy.committee import sits_in_committee
from strategy.pages.approvals import may_approve
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

UNTIL = datetime.date(2099, 12, 31)
SEATED = sorted(BOARD)


def boards_for(user, way: str) -> set[str]:
    return set(getattr(Board.objects, way)(user).values_list("name", flat=True))


def test_a_seat_on_one_board_does_not_open_the_other_at_the_place():
    unit = InstitutionFactory(cluster=ClusterFactory())
    council = BoardFactory(institution=unit, kind="parent_council", name="Rådet")
    BoardFactory(institution=unit, kind="joint_council", name="MED")
    group = BoardFactory(institution=unit, kind="network", name="Sprog")

    seated = MembershipFactory(chair=True, institution=unit, board=council).user
    at_the_place = MembershipFactory(chair=True, institution=unit).user
    in_the_group = MembershipFactory(chair=True, institution=unit, board=group).user

    for way in ("attended_by", "kept_by", "chaired_by"):
        assert boards_for(seated, way) == {"Rådet"}, way
        assert boards_for(at_the_place, way) == {"Rådet", "MED"}, way
        assert boards_for(in_the_group, way) == {"Sprog"}, way


class SeatsAtRandom(TestCase):
    @settings(max_examples=30, deadline=None)
    @given(
        kinds=st.lists(st.sampled_from(BoardKind.values), min_size=2, max_size=4),
        held=st.lists(
            st.tuples(st.sampled_from(SEATED), st.integers(0, 3), st.booleans()), max_size=3
        ),
        level=st.sampled_from(["institution", "cluster", "municipality"]),
    )
    def test_seats_open_the_boards_they_are_on_and_no_others(self, kinds, held, level):
        cluster = ClusterFactory()
        places = {
            "institution": {"institution": InstitutionFactory(cluster=cluster)},
            "cluster": {"cluster": cluster},
            "municipality": {},
        }
        place = places[level]
        boards = [BoardFactory(kind=kind, **place) for kind in kinds]
        user = UserFactory()
        expected: dict[str, set[int]] = {"attended_by": set(), "chaired_by": set()}
        for role, number, is_alone in held:
            if not place and role == Role.STAFF_MEMBER:
                continue
            alone = boards[number % len(boards)] if is_alone else None
            MembershipFactory(user=user, role=role, board=alone, **place)
            at_the_place = {board.pk for board in boards if board.kind not in GROUPS}
            on = {alone.pk} if alone else at_the_place
            on -= {board.pk for board in boards if board.kind == BoardKind.LEADERSHIP_TEAM}
            expected["attended_by"] |= on
            expected["chaired_by"] |= on if role == Role.CHAIR else set()

        for way, keys in expected.items():
            found = getattr(Board.objects, way)(user).values_list("pk", flat=True)
            assert set(found) == keys, way


def test_a_seat_reads_where_its_board_is():
    cluster = ClusterFactory()
    unit, neighbour = InstitutionFactory(cluster=cluster), InstitutionFactory(cluster=cluster)
    board = BoardFactory(institution=unit)

    seated = MembershipFactory(board_member=True, institution=unit, board=board).user
    as_before = MembershipFactory(board_member=True, institution=unit).user

    assert scope_of(seated).reads == scope_of(as_before).reads
    assert scope_of(seated).reads.holds(neighbour.pk)


@pytest.mark.parametrize(
    ("kind", "decides"),
    [("parent_council", True), ("independent_board", True), ("joint_council", False)],
)
def test_only_the_chair_of_a_board_that_decides_decides(kind, decides):
    unit = InstitutionFactory(cluster=ClusterFactory())
    board = BoardFactory(institution=unit, kind=kind)
    reach = scope_of(MembershipFactory(chair=True, institution=unit, board=board).user)

    assert reach.decides.holds(unit.pk) is decides
    assert reach.hears_the_board_of(unit.pk, cluster_id=None) is decides
    assert not reach.hears_the_board_of(unit.pk + 1, cluster_id=None)


@pytest.mark.parametrize(("kind", "approves"), [("committee", True), ("joint_council", False)])
def test_only_the_committee_of_the_municipality_approves(kind, approves):
    board = BoardFactory(kind=kind)
    user = MembershipFactory(board_member=True, board=board).user

    assert may_approve(user) is approves
    assert sits_in_committee(user) is approves


def test_who_has_all_seats_at_a_place_has_each_of_them():
    seat = BoardSeat(board=7, cluster=2, institution=None, decides=True)
    alone = Seats(boards=frozenset({seat}))

    assert Seats(clusters=frozenset({2})).include(alone)
    assert alone.include(alone)
    assert not Seats(clusters=frozenset({3}), municipality=True).include(alone)
    assert not alone.include(Seats(clusters=frozenset({2})))
    assert not Seats().include(Seats(boards=frozenset({BoardSeat(7, None, None, decides=True)})))


@pytest.mark.parametrize("role", ["leader", "consultant", "cluster_leader"])
def test_only_members_of_boards_have_a_seat(role):
    unit = InstitutionFactory(cluster=ClusterFactory())
    board = BoardFactory(institution=unit)

    with pytest.raises(ValidationError):
        Membership(user=UserFactory(), role=role, institution=unit, board=board).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(role=role, institution=unit, board=board)


def test_a_board_of_another_place_is_refused():
    unit = InstitutionFactory(cluster=ClusterFactory())
    elsewhere = BoardFactory(institution=InstitutionFactory())

    for place in ({"institution": unit}, {"cluster": ClusterFactory()}, {}):
        row = Membership(user=UserFactory(), role="chair", board=elsewhere, **place)
        with translation.override("en"), pytest.raises(ValidationError, match="not at this place"):
            row.full_clean()


def test_a_board_with_members_of_its_own_stays_where_it_is():
    board = BoardFactory(institution=InstitutionFactory())
    MembershipFactory(board_member=True, institution=board.institution, board=board)
    board.full_clean()

    board.institution = InstitutionFactory()
    with translation.override("en"), pytest.raises(ValidationError, match="stays"):
        board.full_clean()


# --- Deputies -----------------------------------------------------------------------------------


def test_a_deputy_has_the_role_and_neither_gives_roles_nor_reads_files_in():
    unit = InstitutionFactory(cluster=ClusterFactory())
    leader = MembershipFactory(leader=True, institution=unit).user
    deputy = MembershipFactory(
        leader=True, institution=unit, deputises_for=leader, to_on=UNTIL
    ).user

    own, stands_in = scope_of(leader), scope_of(deputy)
    assert own.answers_for.holds(unit.pk)
    assert not stands_in.answers_for
    for places in ("reads", "drafts", "edits", "decides"):
        assert getattr(stands_in, places) == getattr(own, places)


def test_a_deputy_is_over_with_the_last_day():
    unit = InstitutionFactory(cluster=ClusterFactory())
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    deputy = MembershipFactory(
        leader=True, institution=unit, deputises_for=UserFactory(), to_on=yesterday
    ).user

    assert scope_of(deputy) == Scope()


@pytest.mark.parametrize(
    ("faulty", "says"),
    [
        ({"to_on": None}, "until when"),
        ({"role": "administrator"}, "administrator"),
        ({"oneself": True}, "own deputy"),
    ],
)
def test_a_deputy_that_cannot_be_is_refused(faulty, says):
    unit = InstitutionFactory(cluster=ClusterFactory())
    user = UserFactory()
    values = {
        "user": user,
        "role": "leader",
        "institution": unit,
        "to_on": UNTIL,
        "deputises_for": user if faulty.pop("oneself", False) else UserFactory(),
    } | faulty

    with translation.override("en"), pytest.raises(ValidationError, match=says):
        Membership(**values).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(**values)


def test_without_the_person_there_is_no_deputy():
    """Nobody becomes a leader because the one they stand in for is deleted."""
    unit = InstitutionFactory(cluster=ClusterFactory())
    leader = UserFactory()
    deputy = MembershipFactory(leader=True, institution=unit, deputises_for=leader, to_on=UNTIL)

    leader.delete()

    assert not Membership.objects.filter(pk=deputy.pk).exists()
