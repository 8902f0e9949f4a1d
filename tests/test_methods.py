"""Methods that institutions share, and the plan of the strategy's process."""

import datetime
import re

import pytest
import time_machine
from django.urls import reverse

from strategy.models import Method, MethodUse, ProcessStep
from strategy.process_plan import ProcessPlan
from tests.factories import (
    ClusterFactory,
    InstitutionFactory,
    MembershipFactory,
    MethodFactory,
    MethodUseFactory,
    PlacementFactory,
    StrategyFactory,
    UserFactory,
)
from tests.markup import tight

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)):
        yield


@pytest.fixture
def cluster():
    return ClusterFactory(name="Klynge Fyrtårnet")


@pytest.fixture
def solsikken(cluster):
    institution = InstitutionFactory(name="Solsikken")
    PlacementFactory(institution=institution, cluster=cluster)
    return institution


@pytest.fixture
def leader(solsikken):
    return MembershipFactory(leader=True, institution=solsikken).user


@pytest.fixture
def member(cluster):
    return MembershipFactory(board_member=True, cluster=cluster).user


@pytest.fixture
def method(cluster):
    return MethodFactory(name="Fælles overleveringsskema", cluster=cluster)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_leader_registers_use_from_today_and_pressing_twice_changes_nothing(
    client, leader, method, solsikken
):
    client.force_login(leader)
    address = reverse("method_use_start", args=[method.pk])

    first = client.post(address, {"institution": solsikken.slug}, follow=True)
    second = client.post(address, {"institution": solsikken.slug}, follow=True)

    use = MethodUse.objects.get()
    assert (use.from_on, use.to_on) == (TODAY, None)
    assert "Solsikken bruger »Fælles overleveringsskema« fra i dag." in text_of(first)
    assert "Solsikken bruger allerede »Fælles overleveringsskema«." in text_of(second)


def test_a_use_that_stops_may_begin_again_the_same_day(client, leader, method, solsikken):
    use = MethodUseFactory(method=method, institution=solsikken)
    client.force_login(leader)

    client.post(reverse("method_use_stop", args=[use.pk]))
    client.post(reverse("method_use_start", args=[method.pk]), {"institution": solsikken.slug})

    periods = MethodUse.objects.order_by("from_on").values_list("from_on", "to_on")
    assert list(periods) == [
        (datetime.date(2024, 1, 1), datetime.date(2026, 11, 22)),
        (TODAY, None),
    ]


def test_a_use_begun_today_by_mistake_leaves_no_trace(client, leader, method, solsikken):
    use = MethodUseFactory(method=method, institution=solsikken, from_on=TODAY)
    client.force_login(leader)

    client.post(reverse("method_use_stop", args=[use.pk]))

    assert not MethodUse.objects.exists()


def test_only_leaders_register_use_and_only_where_they_lead(client, member, leader, method):
    sibling = InstitutionFactory()
    PlacementFactory(institution=sibling, cluster=method.cluster)
    use = MethodUseFactory(method=method, institution=sibling)

    for user in (member, leader):
        client.force_login(user)
        start = client.post(
            reverse("method_use_start", args=[method.pk]), {"institution": sibling.slug}
        )
        stop = client.post(reverse("method_use_stop", args=[use.pk]))
        assert (start.status_code, stop.status_code) == (404, 404)


def test_reading_an_address_that_acts_does_nothing(client, leader, method, solsikken):
    client.force_login(leader)

    response = client.get(reverse("method_use_start", args=[method.pk]))

    assert response.status_code == 405
    assert not MethodUse.objects.exists()


def test_the_board_reads_the_methods_without_buttons(client, member, method, solsikken):
    MethodUseFactory(method=method, institution=solsikken)
    client.force_login(member)

    page = text_of(client.get(reverse("method_list")))

    assert "1 af 1 metode bruges i mindst én enhed" in page
    assert "siden 01.01.2024" in page
    assert "/brug/" not in page
    assert client.get(reverse("method_create")).status_code == 404


def test_methods_of_another_cluster_are_not_there(client, leader, method):
    MethodFactory(name="Andres metode")
    everybodys = MethodFactory(name="Alles metode", cluster=None)
    client.force_login(leader)

    page = text_of(client.get(reverse("method_list")))

    assert "Andres metode" not in page
    assert everybodys.name in page


def test_a_leader_adds_a_method_to_the_cluster(client, leader, cluster):
    client.force_login(leader)

    client.post(reverse("method_create"), {"name": "Legegrupper", "cluster": 999})

    assert Method.objects.get().cluster == cluster


def test_a_method_of_the_same_name_is_refused(client, leader, method):
    client.force_login(leader)

    page = text_of(client.post(reverse("method_create"), {"name": method.name}))

    assert "<title>Fejl: " in tight(page)
    assert Method.objects.count() == 1


def test_the_methods_cost_the_same_however_many(client, queries_for, leader, cluster):
    client.force_login(leader)

    def fill(count: int) -> None:
        for _number in range(count):
            method = MethodFactory(cluster=cluster)
            for _other in range(count):
                institution = InstitutionFactory()
                PlacementFactory(institution=institution, cluster=cluster)
                MethodUseFactory(method=method, institution=institution)

    fill(1)
    small = queries_for(reverse("method_list"))
    fill(5)

    assert queries_for(reverse("method_list")) == small


# --- The process plan ----------------------------------------------------------------------------


def step(strategy, from_on: str, to_on: str, **fields) -> ProcessStep:
    return ProcessStep.objects.create(
        strategy=strategy,
        when_text=from_on,
        from_on=datetime.date.fromisoformat(from_on),
        to_on=datetime.date.fromisoformat(to_on),
        text="Bestyrelserne fastsætter lokale mål.",
        **fields,
    )


def test_each_step_says_where_it_is():
    strategy = StrategyFactory()
    step(strategy, "2026-01-01", "2026-02-01", done_on=datetime.date(2026, 2, 3))
    step(strategy, "2026-03-01", "2026-11-22")
    step(strategy, "2026-11-23", "2026-12-01")
    step(strategy, "2027-01-01", "2027-02-01")
    step(strategy, "2027-03-01", "2027-04-01")

    plan = ProcessPlan.of(strategy, on=TODAY)

    assert [(planned.state, planned.words) for planned in plan.steps] == [
        ("done", "Gennemført 3. februar 2026"),
        ("overdue", "Forsinket siden 22. november 2026"),
        ("now", "I gang til 1. december 2026"),
        ("next", "Næste skridt, fra 1. januar 2027"),
        ("later", "Planlagt fra 1. marts 2027"),
    ]
    assert plan.finding == "1 af 5 trin er gennemført, og 1 er forsinket"


def test_everybody_reads_the_municipalitys_plan_and_no_draft(client, member):
    step(StrategyFactory(title="Fælles mål"), "2026-01-01", "2026-02-01")
    step(StrategyFactory(title="Udkast", draft=True), "2026-01-01", "2026-02-01")
    client.force_login(member)

    page = text_of(client.get(reverse("process_plan")))

    assert "Fælles mål" in page
    assert "Udkast" not in page


def test_the_plan_costs_the_same_however_long(client, queries_for, member):
    client.force_login(member)
    step(StrategyFactory(), "2026-01-01", "2026-02-01")
    small = queries_for(reverse("process_plan"))

    for _number in range(4):
        strategy = StrategyFactory()
        for month in range(1, 8):
            step(strategy, f"2026-0{month}-01", f"2026-0{month}-20")

    assert queries_for(reverse("process_plan")) == small


def test_somebody_without_a_role_sees_an_empty_plan(client):
    client.force_login(UserFactory())

    page = re.sub("<[^>]+>", "", text_of(client.get(reverse("process_plan"))))
    assert "Der er ingen procesplan at se endnu." in page
