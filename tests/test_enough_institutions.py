"""How many parts and institutions are enough: chosen in the sentence, asked where unclear."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.building.draft import draft_of
from indicators.evaluation import attainments
from indicators.evaluation.results import UnitResult, UnitState
from indicators.evaluation.rules import Unit
from indicators.evaluation.units import judge_parts
from indicators.models import Indicator, Target
from measurements.models import ScaleStep, Topic
from measurements.reference import load_reference
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    MeasurementFactory,
    MembershipFactory,
    PlacementFactory,
    StrategyFactory,
)

THIS_YEAR = timezone.localdate().year
S = UnitState


@pytest.mark.parametrize(
    ("states", "required", "expected"),
    [
        ([S.MET, S.NOT_MET, S.NOT_MET], 1, S.MET),
        ([S.MET, S.NOT_MET, S.NOT_MET], 2, S.NOT_MET),
        ([S.MET, S.MISSING], 1, S.MET),  # what is missing cannot change it
        ([S.MET, S.MISSING, S.NOT_MET], 2, S.MISSING),
        ([S.NOT_MET, S.SUPPRESSED], 1, S.SUPPRESSED),
        ([S.NOT_MET, S.NOT_MET, S.SUPPRESSED], 2, S.NOT_MET),
        ([S.NOT_MET, S.NOT_RATED], 1, S.NOT_RATED),
        ([S.NOT_MET, S.MISSING], None, S.MISSING),
        ([S.MET, S.MET], None, S.MET),
        ([], 1, S.MISSING),
    ],
)
def test_a_unit_meets_so_many_of_its_parts(states, required, expected):
    unit = Unit(1, "Egernet")
    parts = [UnitResult(unit, state) for state in states]

    assert judge_parts(unit, year=2026, parts=parts, required=required).state == expected


@pytest.fixture
def reference_data(db):
    load_reference()


@pytest.fixture
def goal(reference_data):
    vision = StrategyFactory(
        vision=True, cluster=ClusterFactory(), from_year=THIS_YEAR - 2, to_year=THIS_YEAR + 1
    )
    return GoalFactory(strategy=vision)


@pytest.fixture
def leader(client, goal):
    user = MembershipFactory(cluster_leader=True, cluster=goal.strategy.cluster).user
    client.force_login(user)
    return user


def kids():
    return Topic.objects.get(version__code="kids-2020", lineage="kids-relationer")


def rated():
    return Topic.objects.get(version__code="tilsyn-2023", lineage="tilsyn-relationer")


def step(rank):
    return ScaleStep.objects.get(scale__code="tilsyn-2023", rank=rank)


def measure(goal, *values, ranks=()):
    """An institution of the cluster for each value of KIDS, with its rating in the inspection."""
    for place, value in enumerate(values):
        there = PlacementFactory(cluster=goal.strategy.cluster, institution=InstitutionFactory())
        here = {"institution": there.institution, "year": THIS_YEAR}
        MeasurementFactory(**here, topic=kids(), value=Decimal(value))
        if place < len(ranks):
            MeasurementFactory(**here, topic=rated(), step=step(ranks[place]))


def send(client, goal, **fields):
    data = {
        "handling": "gem", "kind": "i-kids", "topic": kids().pk, "operator": "gte", "value": "",
        "aggregation": "share", "enough": "", "year": "", "short_text": "Relationer", "text": "",
        "goal": goal.pk, "number": 1, "code": "MP1", "source_note": "",
    } | fields  # fmt: skip
    return client.post(reverse("indicator_create", args=[goal.pk]), data)


def together(**fields):
    """Two parts: the inspection and KIDS."""
    return {
        "kind": "composite", "aggregation": "all", "dele": "2",
        "del-0-kind": "i-tilsyn", "del-0-topic": rated().pk, "del-0-operator": "gte",
        "del-0-step": step(3).pk, "del-0-unrated": "leave_out",
        "del-1-kind": "i-kids", "del-1-topic": kids().pk, "del-1-operator": "gte",
        "del-1-value": "4",
    } | fields  # fmt: skip


def text_of(response):
    return " ".join(response.content.decode().split())


def result_of(indicator, goal):
    return attainments([indicator], cluster=goal.strategy.cluster)[indicator.pk]


@pytest.mark.django_db
@pytest.mark.parametrize(("enough", "met"), [("60", "met"), ("70", "not_met")])
def test_a_share_of_the_institutions_has_a_number(client, leader, goal, enough, met):
    measure(goal, "4.2", "4.0", "3.1")

    response = send(client, goal, value="4,0", enough=enough)

    indicator = Indicator.objects.get()
    assert response.status_code == 302
    found = result_of(indicator, goal)
    assert (found.result_text, found.status) == ("2 af 3", met)
    assert f"mindst {enough} procent af enhederne" in indicator.text
    assert "mindst 4" in found.explanation


@pytest.mark.django_db
def test_a_number_of_institutions_has_at_most_something(client, leader, goal):
    measure(goal, "3.9", "4.0", "3.1")

    send(client, goal, aggregation="count", operator="lte", value="4", enough="2")

    found = result_of(Indicator.objects.get(), goal)
    # at least two have at most four: three are more than enough, and not too many
    assert (found.result_text, found.status, found.target_text) == ("3", "met", "2")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("aggregation", "asked"),
    [("share", "Er 80 procent af enhederne"), ("count", "Er 80 antallet af enheder")],
)
def test_a_number_that_is_not_clear_is_asked_about(client, leader, goal, aggregation, asked):
    response = send(client, goal, aggregation=aggregation, value="80")

    assert not Indicator.objects.exists()
    assert asked in text_of(response)


@pytest.mark.django_db
def test_how_many_may_stand_in_the_years_instead(client, leader, goal):
    send(client, goal, value="4", **{f"aar-{THIS_YEAR}-value": "80"})

    targets = Target.objects.values_list("year", "value", "of_each")
    assert set(targets) == {(None, 4, True), (THIS_YEAR, 80, False)}


@pytest.mark.django_db
def test_no_share_is_more_than_all(client, leader, goal):
    response = send(client, goal, value="4", enough="120")

    assert not Indicator.objects.exists()
    assert "mellem 0 og 100 procent" in text_of(response)


@pytest.mark.django_db
def test_what_was_chosen_is_shown_again_and_copied(client, leader, goal):
    send(client, goal, value="4,5", enough="75")
    indicator = Indicator.objects.get()

    page = text_of(client.get(reverse("indicator_edit", args=[indicator.pk])))

    assert 'name="enough" value="75"' in page
    assert 'name="value" value="4,5"' in page
    assert {target.of_each for target in draft_of(indicator).targets} == {True, False}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("required", "result", "status"), [("1", "3 af 3", "met"), ("", "1 af 3", "not_met")]
)
def test_one_of_several_things_is_enough(client, leader, goal, required, result, status):
    measure(goal, "4.2", "3.9", "4.1", ranks=(4, 3, 2))

    response = send(client, goal, **together(required_parts=required))

    assert response.status_code == 302
    whole = Indicator.objects.get(parent=None)
    found = result_of(whole, goal)
    assert (found.result_text, found.status) == (result, status)
    words = "mindst 1 af 2 dele" if required else "alle dele"
    assert words in whole.text
    assert words in found.explanation


@pytest.mark.django_db
def test_a_share_of_institutions_meets_several_things(client, leader, goal):
    measure(goal, "4.2", "3.9", "4.1", ranks=(4, 3, 2))

    send(client, goal, **together(aggregation="share", enough="30"))

    found = result_of(Indicator.objects.get(parent=None), goal)
    assert (found.result_text, found.status, found.target_text) == ("1 af 3", "met", "30 %")


@pytest.mark.django_db
def test_other_numbers_of_parts_are_tried_beside_it(client, leader, goal):
    measure(goal, "4.2", "3.9", "4.1", ranks=(4, 3, 2))

    page = text_of(send(client, goal, handling="proev", **together(required_parts="1")))

    assert "mindst 2 af delene var nok" in page
    assert not Indicator.objects.exists()


@pytest.mark.django_db
def test_more_parts_than_there_are_can_never_hold(client, leader, goal):
    send(client, goal, **together(required_parts="1"))
    whole = Indicator.objects.get(parent=None)
    whole.required_parts = 3

    assert "kun 2" in " ".join(draft_with(whole).never())


def draft_with(indicator):
    draft = draft_of(indicator)
    draft.indicator = indicator
    return draft
