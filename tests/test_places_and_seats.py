"""Places, seats and what they give together, as sets: what is in them, and which holds another."""

from dataclasses import replace

import pytest

from institutions.access import (
    ALL_SEATS,
    EVERYWHERE,
    NO_SEATS,
    NOWHERE,
    Places,
    Scope,
    Seats,
    scope_of,
)
from tests.factories import UserFactory

SOME = Places(areas=frozenset({1}), clusters=frozenset({2}), institutions=frozenset({3}))
SEATS = Seats(municipality=True, clusters=frozenset({2}), institutions=frozenset({3}))


def test_some_places_are_there_where_one_of_any_kind_is():
    assert not NOWHERE
    assert EVERYWHERE
    for kind in ("areas", "clusters", "institutions"):
        assert Places(**{kind: frozenset({7})})


def test_an_institution_is_held_by_name_or_by_everything():
    assert SOME.holds(3)
    assert not SOME.holds(2)
    assert EVERYWHERE.holds(2)
    assert not NOWHERE.holds(3)


@pytest.mark.parametrize("kind", ["areas", "clusters", "institutions"])
def test_places_include_what_they_hold_of_every_kind_and_no_more(kind):
    more = replace(SOME, **{kind: getattr(SOME, kind) | {9}})

    assert SOME.include(SOME)
    assert more.include(SOME)
    assert not SOME.include(more)
    assert SOME.include(NOWHERE)
    assert not NOWHERE.include(Places(**{kind: frozenset({9})}))


def test_everything_includes_all_places_and_nothing_else_includes_it():
    assert EVERYWHERE.include(SOME)
    assert EVERYWHERE.include(EVERYWHERE)
    assert not SOME.include(EVERYWHERE)
    assert not SOME.include(replace(SOME, everything=True))


@pytest.mark.parametrize("kind", ["clusters", "institutions"])
def test_seats_include_what_they_hold_of_every_kind_and_no_more(kind):
    more = replace(SEATS, **{kind: getattr(SEATS, kind) | {9}})

    assert SEATS.include(SEATS)
    assert more.include(SEATS)
    assert not SEATS.include(more)


def test_a_seat_for_the_municipality_is_no_seat_elsewhere():
    municipal = Seats(municipality=True)

    assert municipal.include(municipal)
    assert municipal.include(NO_SEATS)
    assert not NO_SEATS.include(municipal)
    assert not municipal.include(Seats(clusters=frozenset({2})))


def test_all_seats_include_every_seat_and_nothing_else_includes_them():
    assert ALL_SEATS.include(SEATS)
    assert ALL_SEATS.include(ALL_SEATS)
    assert not SEATS.include(ALL_SEATS)
    assert not SEATS.include(replace(SEATS, everywhere=True))


def test_seats_are_where_the_roles_are_held():
    """Each role at an area, a cluster, an institution, or at none: the municipality's own board."""
    assert Seats.at(iter([(None, 2, None), (None, None, 3)])) == Seats(
        clusters=frozenset({2}), institutions=frozenset({3})
    )
    assert Seats.at([(None, 2, None), (None, None, None)]) == Seats(
        municipality=True, clusters=frozenset({2})
    )
    assert Seats.at([(1, None, None)]) == NO_SEATS == Seats.at([])


# --- What one person reaches ----------------------------------------------------------------------

PLACES = ("reads", "drafts", "edits", "decides", "oversees", "plans", "answers_for")


def test_who_reaches_nothing_includes_nobody_who_reaches_anything():
    nothing = Scope()

    assert nothing.includes(nothing)
    assert not nothing.includes(Scope(serves=True))
    for seats in ("sits", "chairs"):
        assert not nothing.includes(Scope(**{seats: SEATS}))
    for places in PLACES:
        assert not nothing.includes(Scope(**{places: SOME}))


def test_a_reach_includes_another_where_nothing_of_it_is_missing():
    given = dict.fromkeys(PLACES, SOME)
    whole = Scope(**given, sits=SEATS, chairs=SEATS, serves=True)

    assert whole.includes(whole)
    assert whole.includes(Scope())
    assert whole.includes(replace(whole, serves=False))
    for lacking in PLACES:
        assert not replace(whole, **{lacking: NOWHERE}).includes(whole)
    assert not replace(whole, sits=NO_SEATS).includes(whole)
    assert not replace(whole, chairs=NO_SEATS).includes(whole)
    assert not replace(whole, serves=False).includes(whole)


def test_an_administrator_reaches_everything_there_is():
    assert Scope.everywhere() == Scope(
        **dict.fromkeys(PLACES, EVERYWHERE),
        sits=ALL_SEATS,
        chairs=ALL_SEATS,
        serves=True,
        is_board_only=False,
    )


@pytest.mark.parametrize(
    ("scope", "hears"),
    [
        (Scope(sits=ALL_SEATS), True),
        (Scope(sits=Seats(institutions=frozenset({3}))), True),
        (Scope(sits=Seats(clusters=frozenset({2}))), True),
        (Scope(drafts=Places(institutions=frozenset({3}))), True),
        (Scope(sits=Seats(institutions=frozenset({2}), clusters=frozenset({3}))), False),
        (Scope(sits=Seats(municipality=True)), False),
        (Scope(reads=EVERYWHERE, drafts=Places(institutions=frozenset({4}))), False),
        (Scope(), False),
    ],
)
def test_a_board_is_heard_by_who_sits_on_it_or_leads_there(scope, hears):
    assert scope.hears_the_board_of(3, cluster_id=2) is hears


def test_nobody_has_a_seat_or_a_place_of_themselves():
    """What is left out of a reach is nothing."""
    assert (Scope().reads, Scope().drafts, Scope().edits) == (NOWHERE, NOWHERE, NOWHERE)
    assert (Scope().decides, Scope().oversees, Scope().plans) == (NOWHERE, NOWHERE, NOWHERE)
    assert (Scope().sits, Scope().chairs) == (NO_SEATS, NO_SEATS)
    assert (Scope().serves, Scope().is_board_only) == (False, False)
    assert (Seats().everywhere, Seats().municipality, Places().everything) == (False, False, False)


def test_a_reach_is_worked_out_once_and_kept():
    administrator = UserFactory.build(administrator=True)

    assert scope_of(administrator) is scope_of(administrator)
    assert scope_of(administrator) == Scope.everywhere()
