"""A question is put together once, and its answer is always of now."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connection, connections
from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import TruncDate
from django.utils import timezone

from institutions import dependencies, remembering
from institutions.access import scope_of
from institutions.editions import ScopesEyes
from institutions.models import Institution, Placement
from institutions.remembering import Situation
from institutions.statements import rows_of
from strategy.models import Decision, LocalGoal
from tests.factories import (
    ClusterFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def asked(db):
    """As within a page that is kept."""
    token = remembering.situation.set(Situation.of(None))
    yield
    remembering.situation.reset(token)
    remembering.forget()


QUESTIONS = {
    "rows": lambda: LocalGoal.objects.select_related("institution", "goal__strategy"),
    "rows and others": lambda: Institution.objects.prefetch_related("local_goals"),
    "values": lambda: LocalGoal.objects.values_list("pk", "created_at", "measured_on"),
    "one value": lambda: LocalGoal.objects.values_list("text", flat=True),
    "by name": lambda: LocalGoal.objects.values("text"),
    "counted": lambda: Institution.objects.annotate(n=Count("local_goals")).values_list("n"),
    "days": lambda: Decision.objects.annotate(on=TruncDate("made_at")).values_list("on", "pk"),
    "some": lambda: LocalGoal.objects.order_by("-pk")[:2],
    "none": lambda: LocalGoal.objects.none(),
    "not of these": lambda: LocalGoal.objects.filter(pk__in=[]),
    "where": lambda: Institution.objects.filter(
        Exists(LocalGoal.objects.filter(institution=OuterRef("pk"), text="Kun denne"))
    ),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_is_put_together_once_finds_what_django_finds(name):
    build = QUESTIONS[name]
    for text in ("Flere bøger", "Kun denne", "Mere ude"):
        goal = LocalGoalFactory(text=text, measured_on="2027-03-01")
        goal.decisions.create(from_status="sent", to_status="adopted", made_at=timezone.now())
        assert rows_of(build, name, reader=None) == list(build())
        assert list(map(type, rows_of(build, name, reader=None))) == list(map(type, build()))
    LocalGoal.objects.update(text="Noget andet")
    assert rows_of(build, name, reader=None) == list(build())


def test_it_is_put_together_once_for_a_scope_and_a_day():
    built = []

    def ask(reader):
        def build():
            built.append(reader)
            return LocalGoal.objects.visible_to(reader)

        return rows_of(build, "goals", reader=reader)

    one = MembershipFactory(leader=True, institution=InstitutionFactory()).user
    own = LocalGoalFactory(institution=one.memberships.get().institution)
    other = LocalGoalFactory()
    for _time in range(2):
        assert ask(one) == [own]
        assert ask(ScopesEyes(scope_of(one))) == [own]
    assert len(built) == 1

    elsewhere = MembershipFactory(leader=True, institution=other.institution).user
    assert ask(elsewhere) == [other]
    assert len(built) == 2

    with time_machine.travel(timezone.now() + datetime.timedelta(days=1)):
        remembering.situation.set(Situation.of(None))
        assert ask(one) == [own]
    assert len(built) == 3


def test_what_it_asks_of_is_what_a_page_is_made_of():
    for _time in range(2):
        with dependencies.noted() as reads:
            rows_of(lambda: LocalGoal.objects.order_by(), "goals", reader=None)
        assert reads.groups == {"strategy_localgoal"}


def test_one_that_reads_to_be_put_together_is_put_together_anew_when_that_changes():
    cluster = ClusterFactory()

    def build():
        placed = list(Placement.objects.filter(cluster=cluster).values_list("institution"))
        return Institution.objects.filter(pk__in=[pk for (pk,) in placed])

    assert rows_of(build, "of the cluster", reader=None) == []
    found = InstitutionFactory(cluster=cluster)
    remembering.situation.set(Situation.of(None))
    assert rows_of(build, "of the cluster", reader=None) == [found]


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_by_a_connection_of_its_own():
    LocalGoalFactory(text="Flere bøger")
    given = remembering.situation.get()

    def ask(_number):
        remembering.situation.set(given)
        used = []

        def note(execute, sql, params, many, context):
            used.append(context["connection"])
            return execute(sql, params, many, context)

        try:
            with connection.execute_wrapper(note):
                rows = rows_of(lambda: LocalGoal.objects.values_list("text"), "texts", reader=None)
            return rows, used == [connections["default"]]
        finally:
            connection.close()

    here = rows_of(lambda: LocalGoal.objects.values_list("text"), "texts", reader=None)
    if connection.vendor == "postgresql":  # a database in memory is one connection's
        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(ask, range(4))) == [(here, True)] * 4
    assert here == [("Flere bøger",)]
