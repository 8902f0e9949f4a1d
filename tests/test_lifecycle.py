"""The tables of lives, by hand, and the one machine that rows go through."""

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import models
from django.utils import timezone

from leadership.workflow import PLAN_LIFE
from lifecycle import (
    Incomplete,
    InvalidTransition,
    Lifecycle,
    NotAllowed,
    Outdated,
    StateWords,
    Transition,
)
from meetings.workflow import MEETING_LIFE
from strategy.models import StatusReport
from strategy.report_life import REPORT_LIFE
from strategy.strategy_life import STRATEGY_LIFE, StrategyStage
from tests.factories import StrategyFactory, UserFactory
from tests.factories.leadership import DevelopmentPlanFactory
from tests.factories.reports import StatusReportFactory

#: Where a row is → the name of each way out → (where to, whose hand, what it takes).
TABLES = {
    "plan": (
        PLAN_LIFE,
        {
            "draft": {"propose": ("proposed", {"team"}, {"complete"})},
            "proposed": {
                "agree": ("agreed", {"head"}, set()),
                "return": ("draft", {"head"}, {"comment"}),
                "withdraw": ("draft", {"team"}, set()),
            },
            "agreed": {
                "reopen": ("draft", {"team", "head"}, {"comment"}),
                "close": ("closed", {""}, set()),
            },
            "closed": {},
        },
    ),
    "meeting": (
        MEETING_LIFE,
        {
            "planned": {"called": ("called", set(), {"agenda"})},
            "called": {
                "held": ("held", set(), {"day", "resolutions"}),
                "planned": ("planned", set(), set()),
            },
            "held": {
                "approved": ("approved", set(), {"resolutions", "attendance", "others"}),
                "called": ("called", set(), set()),
            },
            "approved": {},
        },
    ),
    "report": (
        REPORT_LIFE,
        {
            "draft": {"sent": ("sent", set(), set())},
            "sent": {
                "approved": ("approved", set(), set()),
                "draft": ("draft", set(), set()),
            },
            "approved": {},
        },
    ),
}

STRATEGY_STAGES = {
    "draft": {"hearing", "adopted", "running", "closed"},
    "hearing": {"draft", "adopted", "running", "closed"},
    "adopted": {"hearing", "running", "closed"},
    "running": {"adopted", "closed"},
    "closed": {"running"},
}


@pytest.mark.parametrize("name", TABLES)
def test_a_life_is_as_it_was_agreed(name):
    life, expected = TABLES[name]

    assert {
        str(state): {
            way.name: (str(way.to), set(way.actors), set(way.needs)) for way in life.out_of(state)
        }
        for state in life.states
    } == expected


def test_the_stages_of_a_strategy_are_as_they_were_agreed():
    assert {
        str(stage): {str(way.to) for way in STRATEGY_LIFE.out_of(stage)} for stage in StrategyStage
    } == STRATEGY_STAGES


#: What a text needs to go there, whatever it comes from.
STRATEGY_NEEDS = {
    "draft": set(),
    "hearing": {"themes", "headline"},
    "adopted": {"themes", "headline", "years"},
    "running": {"themes", "headline", "years"},
    "closed": set(),
}


def test_a_strategy_needs_what_was_agreed_and_each_of_its_moves_has_words():
    for way in STRATEGY_LIFE.all():
        assert set(way.needs) == STRATEGY_NEEDS[way.to]
        assert str(way.label)


@pytest.mark.django_db
@pytest.mark.parametrize("before", STRATEGY_STAGES)
@pytest.mark.parametrize("after", STRATEGY_STAGES)
def test_a_form_takes_a_strategy_only_where_it_may_go(before, after):
    strategy = StrategyFactory(stage=before)
    strategy.stage = after

    if before == after or after in STRATEGY_STAGES[before]:
        strategy.full_clean()
    else:
        with pytest.raises(ValidationError) as refused:
            strategy.full_clean()
        assert set(refused.value.error_dict) == {"stage"}


class Light(models.TextChoices):
    RED = "red"
    GREEN = "green"


def test_a_state_without_a_row_or_without_words_stops_the_program_at_its_start():
    ways = (Transition(Light.GREEN, "Go"),)

    with pytest.raises(ImproperlyConfigured, match="GREEN"):
        Lifecycle(Light, transitions={Light.RED: ways})
    with pytest.raises(ImproperlyConfigured, match="GREEN"):
        Lifecycle(
            Light,
            transitions={Light.RED: ways, Light.GREEN: ()},
            words={Light.RED: StateWords(done="", already="")},
        )


@pytest.mark.django_db
def test_a_plan_goes_nowhere_by_a_hand_that_is_not_a_partys():
    plan = DevelopmentPlanFactory(stage="proposed")

    with pytest.raises(NotAllowed):
        plan.transition("agree", by=UserFactory(), checks=True)
    with pytest.raises(Outdated):
        plan.transition("withdraw", by=UserFactory(), version=plan.version + 1)
    with pytest.raises(Incomplete) as lacking:
        plan.transition("return", by=UserFactory(), comment=" ")
    with pytest.raises(InvalidTransition):
        plan.transition("propose", by=UserFactory())

    assert set(lacking.value.missing) == {"comment"}
    assert type(plan).objects.get().stage == "proposed"


@pytest.mark.django_db
def test_of_two_who_send_a_report_the_second_is_told():
    report = StatusReportFactory()
    same = StatusReport.objects.get(pk=report.pk)
    today = timezone.localdate()
    report.transition("sent", by=None, content={"first": True}, on=today)

    with pytest.raises(InvalidTransition):
        same.transition("sent", by=None, content={"first": False}, on=today)

    assert StatusReport.objects.get().content == {"first": True}
