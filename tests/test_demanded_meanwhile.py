"""Who gets a role that demands two steps while signed in is asked at the next request."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Visit
from accounts.visits import SignedInBy
from institutions.models import Membership
from institutions.roles import Role
from tests.factories import MembershipFactory, UserFactory
from tests.second_factors import LIST, is_in, knows_password, set_up_app

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demanded(settings):
    settings.SECOND_FACTOR_ROLES = ["superuser", "staff", "administrator", "area_head"]


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def at_work(person):
    """The person's browser, which has no second step."""
    return knows_password(person)


@pytest.fixture
def after(django_capture_on_commit_callbacks):
    """Do something, and what follows when it is stored."""

    def after(what) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            what()

    return after


def becomes_administrator(person) -> Membership:
    return MembershipFactory(user=person, administrator=True)


def becomes(person, field: str) -> None:
    setattr(person, field, True)
    person.save()


GIVEN = {
    "a role": becomes_administrator,
    "staff": lambda person: becomes(person, "is_staff"),
    "superuser": lambda person: becomes(person, "is_superuser"),
}


@pytest.mark.parametrize("given", GIVEN.values(), ids=GIVEN)
def test_the_next_request_asks_and_none_before(at_work, person, after, given):
    at_home = knows_password(person)
    assert is_in(at_work)

    after(lambda: given(person))

    for browser in (at_work, at_home):
        assert browser.get("/institutioner/").headers.get("Location") == LIST
        assert browser.post("/min-side/kalender/ny/").headers.get("Location") == LIST
    set_up_app(at_work)
    assert is_in(at_work)


def test_who_has_set_one_up_goes_on(at_work, person, after):
    set_up_app(at_work)

    after(lambda: becomes_administrator(person))

    assert is_in(at_work)


def test_other_roles_and_later_ones_ask_nothing(at_work, person, after):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    after(lambda: MembershipFactory(user=person, board_member=True))
    after(lambda: MembershipFactory(user=person, administrator=True, from_on=tomorrow))

    assert is_in(at_work)


def test_others_are_not_asked(at_work, after):
    after(lambda: becomes_administrator(UserFactory()))

    assert is_in(at_work)


def test_who_came_by_the_municipalitys_login_showed_it_there(at_work, person, after):
    Visit.objects.update(door=SignedInBy.PROVIDER)

    after(lambda: becomes_administrator(person))

    assert is_in(at_work)


def test_a_role_given_by_mistake_and_taken_away_asks_no_more(at_work, person, after):
    after(lambda: becomes_administrator(person))
    assert not is_in(at_work)

    Membership.objects.filter(user=person, role=Role.ADMINISTRATOR).delete()

    assert is_in(at_work)
    assert "factor_demanded" not in at_work.session


def test_a_visit_that_has_ended_meanwhile_does_not_begin_again(at_work, person, after):
    key = at_work.session.session_key
    at_work.session.flush()

    after(lambda: becomes_administrator(person))

    assert Visit.objects.filter(session_key=key).exists()
    assert not type(at_work.session)().exists(key)


def test_no_request_asks_the_database_for_it(at_work, settings):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert at_work.get("/privatliv/").status_code == 200
        return len(queries)

    with_demand = cost()
    settings.SECOND_FACTOR_ROLES = []

    assert cost() == with_demand
