"""Who writes in one institution does not wait for who writes in another, nor stops them."""

import random
from contextlib import contextmanager

import psycopg2
import pytest
from django.db import connection, transaction

from institutions import versions as noted
from institutions.around import of_institution
from institutions.models import Institution
from institutions.versions import DataVersion, versions
from strategy.models import LocalGoal, StatusUpdate
from tests.at_once import at_once
from tests.factories import LocalGoalFactory
from tests.factories.meetings import MeetingFactory

WRITERS = 50
TURNS = 4

pytestmark = pytest.mark.django_db
in_the_open = pytest.mark.django_db(transaction=True)  # others have to see what is written


@pytest.fixture
def goals() -> list[LocalGoal]:
    return [LocalGoalFactory(in_progress=True) for _number in range(6)]


def tell(goal: LocalGoal) -> None:
    StatusUpdate.objects.create(local_goal=goal, progress="started", narrative="Det går.")


@contextmanager
def left_open(goal: LocalGoal):
    """A transaction of somebody else's that has written about a local goal, and goes on."""
    if connection.vendor != "postgresql":
        yield  # SQLite has one writer at a time
        return
    other = psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})
    other.cursor().execute("UPDATE strategy_localgoal SET text = 'Nyt' WHERE id = %s", [goal.pk])
    yield
    other.rollback()
    other.close()


@in_the_open
def test_a_transaction_left_open_keeps_nobody_else_waiting(goals):
    with left_open(goals[0]), transaction.atomic():
        if connection.vendor == "postgresql":
            connection.cursor().execute("SET LOCAL lock_timeout = '300ms'")
        tell(goals[1])
        MeetingFactory()

    assert StatusUpdate.objects.count() == 1


@in_the_open
def test_of_many_who_write_in_any_order_all_are_done(goals):
    def write(number: int) -> int:
        order = random.Random(number)
        for _turn in range(TURNS):
            with transaction.atomic():
                for goal in order.sample(goals, k=3):
                    tell(goal)
        return number

    assert sorted(at_once(write, WRITERS)) == list(range(WRITERS))
    assert StatusUpdate.objects.count() == WRITERS * TURNS * 3


def test_what_is_written_at_one_place_changes_no_version_of_another(goals):
    here, there = (of_institution(goal.institution.slug) for goal in goals[:2])
    before = versions(here), versions(there), versions()

    tell(goals[0])

    assert versions(here) != before[0]
    assert versions(there) == before[1]
    assert versions() != before[2]
    changed = {name for name, now in versions().items() if now != before[2][name]}
    assert changed == {"strategy_statusupdate"}


def test_a_row_that_moves_is_written_at_both_places(goals):
    old, new = (of_institution(goal.institution.slug) for goal in goals[:2])
    before = versions(old), versions(new)

    goals[0].institution = goals[1].institution
    LocalGoal.objects.filter(pk=goals[0].pk).update(institution=goals[1].institution)

    assert versions(old) != before[0]
    assert versions(new) != before[1]


def test_tokens_are_put_together_and_come_to_the_same(goals):
    for goal in goals * 3:
        tell(goal)
    before = versions()
    alone = [versions(of_institution(goal.institution.slug)) for goal in goals]

    noted.fold()

    assert versions() == before
    assert [versions(of_institution(goal.institution.slug)) for goal in goals] == alone
    assert DataVersion.objects.filter(name="strategy_statusupdate").count() <= len(goals) + 1


def test_what_is_taken_back_leaves_no_version_behind(goals):
    before = versions()
    with transaction.atomic():
        tell(goals[0])
        within = versions()
        transaction.set_rollback(True)

    assert versions() == before != within


@in_the_open
def test_while_tokens_are_put_together_others_write(goals):
    def write_or_fold(number: int) -> None:
        for _turn in range(TURNS):
            noted.fold() if number % 5 == 0 else tell(goals[number % len(goals)])

    at_once(write_or_fold, 20)
    noted.fold()
    before = versions()

    noted.fold()

    assert versions() == before
    assert Institution.objects.exists()
