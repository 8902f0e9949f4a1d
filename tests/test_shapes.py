"""A question put together for all scopes of one shape asks of nobody else's places."""

import pytest
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from institutions import dependencies, remembering
from institutions.access import BoardSeat, Places, Scope, Seats, scope_of
from institutions.editions import ANYBODY
from institutions.models import Institution
from institutions.remembering import Situation
from institutions.shapes import MARK, is_stand_in, keys_standing_in, shape_of
from institutions.statements import rows_for
from strategy.models import LocalGoal
from tests.factories import (
    ClusterFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
)

ids = st.frozensets(st.integers(1, 12), max_size=5)
places = st.builds(Places, st.booleans(), ids, ids, ids)
seats = st.builds(Seats, st.booleans(), st.booleans(), ids, ids)
scopes = st.builds(
    Scope, places, places, places, places, places, seats, seats, st.booleans(), st.booleans(),
    places, places,
)  # fmt: skip


@pytest.fixture
def asked(db):
    """As within a page that is kept."""
    token = remembering.situation.set(Situation.of(None))
    yield
    remembering.situation.reset(token)
    remembering.forget()


def put_back(scope, ids):
    """A scope of stand-ins with what they stand for."""
    shown = repr(scope)
    for stand_in, pk in ids.items():
        shown = shown.replace(str(stand_in), str(pk))
    return eval(shown, {each.__name__: each for each in (Scope, Places, Seats)})  # noqa: S307


@given(scopes)
def test_a_shape_with_its_ids_is_the_scope(scope):
    shape = shape_of(scope)

    assert put_back(shape.scope, shape.ids) == scope
    assert all(map(is_stand_in, shape.ids))


@given(scopes, st.permutations(range(1, 13)))
def test_the_same_at_other_places_has_the_same_shape(scope, names):
    """And what a stand-in stands for is in the same parts of each."""
    elsewhere = {pk: 100 + name for pk, name in zip(range(1, 13), names, strict=True)}

    def moved(ids):
        return frozenset(elsewhere[pk] for pk in ids)

    def at(part):
        if isinstance(part, Places):
            return Places(
                part.everything, moved(part.areas), moved(part.clusters), moved(part.institutions)
            )
        if isinstance(part, Seats):
            return Seats(
                part.everywhere, part.municipality, moved(part.clusters), moved(part.institutions)
            )
        return part

    other = Scope(*(at(getattr(scope, name)) for name in Scope.__dataclass_fields__))
    shape, its = shape_of(scope), shape_of(other)

    assert shape.scope == its.scope
    assert put_back(its.scope, its.ids) == other


def test_a_seat_on_one_board_is_put_together_for_its_holder():
    seat = BoardSeat(board=3, cluster=1, institution=None, decides=True)

    assert shape_of(Scope(sits=Seats(boards=frozenset({seat})))) is None


def leader(cluster):
    return MembershipFactory(leader=True, institution=InstitutionFactory(cluster=cluster)).user


def test_it_is_put_together_once_for_leaders_of_other_places(asked):
    people = [leader(ClusterFactory()) for _place in range(3)]
    goals = [
        LocalGoalFactory(institution=person.memberships.get().institution) for person in people
    ]
    built = []

    def build(reader, keys):
        built.append((reader, keys))
        return LocalGoal.objects.editable_by(reader).filter(pk__in=keys)

    for person, goal in zip(people, goals, strict=True):
        own = rows_for(build, "own", reader=person, keys=[goal.pk])
        others = rows_for(build, "own", reader=person, keys=[goals[goals.index(goal) - 1].pk])
        assert (own, others) == ([goal], [])
    assert len(built) == 1
    [(reader, keys)] = built
    assert all(map(is_stand_in, keys))
    assert reader.pk is None

    with CaptureQueriesContext(
        connection,
    ) as queries:
        rows_for(build, "own", reader=people[0], keys=[goals[0].pk])
    assert MARK not in queries[0]["sql"]


def test_another_shape_is_another_question(asked):
    alone, together = leader(ClusterFactory()), leader(cluster := ClusterFactory())
    InstitutionFactory(cluster=cluster)
    seen = [
        rows_for(lambda reader, _keys: Institution.objects.visible_to(reader), "read", reader=one)
        for one in (alone, together)
    ]

    assert list(map(len, seen)) == [1, 2]


UNFIT = {
    "looks something up": lambda reader, _keys: Institution.objects.filter(
        pk__in=list(Institution.objects.visible_to(reader).values_list("pk", flat=True))
    ),
    "writes an id into a text": lambda reader, _keys: Institution.objects.filter(
        name__in=[f"i{pk}" for pk in scope_of(reader).reads.institutions]
    ),
    "writes a key into the question": lambda _reader, keys: Institution.objects.annotate(
        key=Value(f"{keys[0]}")
    ).filter(key="7"),
}


@pytest.mark.parametrize("name", UNFIT)
def test_what_cannot_be_shared_is_put_together_for_the_reader(asked, name):
    person = leader(ClusterFactory())
    place = person.memberships.get().institution
    Institution.objects.filter(pk=place.pk).update(name=f"i{place.pk}")
    place.refresh_from_db()

    for _time in range(2):
        assert rows_for(UNFIT[name], name, reader=person, keys=[7]) == [place]


def test_what_it_asks_of_is_what_a_page_is_made_of(asked):
    for _time in range(2):
        with dependencies.noted() as reads:
            rows_for(
                lambda _r, keys: LocalGoal.objects.filter(pk__in=keys).order_by(),
                "goals",
                reader=ANYBODY,
                keys=[1],
            )
        assert reads.groups == {"strategy_localgoal"}


def test_outside_of_pages_it_is_asked_as_django_asks(db):
    person = leader(ClusterFactory())
    built = []

    def build(reader, keys):
        built.append((reader, keys))
        return Institution.objects.visible_to(reader)

    assert rows_for(build, "read", reader=person, keys=[5]) == [
        person.memberships.get().institution
    ]
    assert built == [(person, [5])]


def test_stand_ins_are_apart():
    shape = shape_of(Scope(reads=Places(False, *[frozenset({1, 2, 3})] * 3)))

    assert len({*shape.ids, *keys_standing_in(50)}) == 59
    assert all(MARK in str(one) for one in (*shape.ids, *keys_standing_in(50)))


def test_as_many_are_asked_for_as_keys_are_given(asked):
    goals = [LocalGoalFactory() for _goal in range(3)]

    def build(_reader, keys):
        return LocalGoal.objects.filter(pk__in=keys).order_by("pk")

    for some in (goals[:1], goals, [], goals[1:]):
        keys = [goal.pk for goal in some]
        assert rows_for(build, "given", reader=ANYBODY, keys=keys) == some
