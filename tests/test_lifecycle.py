"""The tables of lives, by hand, and the one machine that rows go through."""

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import models
from django.test.utils import isolate_apps
from django.utils import timezone

from duties.workflow import REMARK_LIFE
from hearings.workflow import HEARING_LIFE
from leadership.workflow import PLAN_LIFE
from lifecycle import (
    Closed,
    HasLifecycle,
    Incomplete,
    InvalidTransition,
    Lifecycle,
    NotAllowed,
    Outdated,
    StateWords,
    Transition,
    needs,
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
    "remark": (
        REMARK_LIFE,
        {
            "open": {
                "begin": ("under_way", {"unit"}, set()),
                "report": ("reported", {"unit"}, {"comment"}),
                "close": ("closed", {"supervision"}, {"comment"}),
            },
            "under_way": {
                "report": ("reported", {"unit"}, {"comment"}),
                "close": ("closed", {"supervision"}, {"comment"}),
            },
            "reported": {
                "close": ("closed", {"supervision"}, {"comment"}),
                "return": ("under_way", {"supervision"}, {"comment"}),
            },
            "closed": {"reopen": ("under_way", {"supervision"}, {"comment"})},
        },
    ),
    "hearing": (
        HEARING_LIFE,
        {
            "draft": {"open": ("open", set(), {"text", "receivers", "deadline"})},
            "open": {
                "close": ("review", set(), set()),
                "withdraw": ("withdrawn", set(), {"comment"}),
            },
            "review": {
                "second": ("second", set(), {"text", "judged"}),
                "reopen": ("open", set(), {"deadline"}),
            },
            "second": {
                "decide": ("decided", set(), {"decision"}),
                "back": ("review", set(), set()),
            },
            "decided": {},
            "withdrawn": {},
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


# --- The machine, on a lamp -----------------------------------------------------------------------

LAMP_LIFE = Lifecycle(
    Light,
    transitions={
        Light.RED: (
            Transition(Light.GREEN, "Go"),
            Transition(Light.RED, "Wait", name="wait", actors=("guard",), needs=needs("hand")),
        ),
        Light.GREEN: (),
    },
    words={
        Light.RED: StateWords(done="%(place)s is red.", already="%(place)s was red."),
        Light.GREEN: StateWords(done="It is green.", closed="%(place)s stays green."),
    },
)


@pytest.fixture
def lamp():
    """A row that nothing is said of but its life; the database has no table of it."""
    with isolate_apps("accounts"):

        class Lamp(HasLifecycle):
            lifecycle = LAMP_LIFE
            state_field = "light"
            light = models.TextField(default=Light.RED)
            named = {"place": "The corner"}

            class Meta:
                app_label = "accounts"

            def save(self, **options):
                self.saved = options

            def _locked(self):
                return self

    return Lamp()


def test_a_way_is_called_by_where_it_leads_unless_it_has_a_name(lamp):
    assert Transition(Light.GREEN, "Go").name == "green"
    assert Transition(Light.GREEN, "Go", name="go").name == "go"
    assert [way.name for way in lamp.transitions] == ["green", "wait"]
    assert [way.name for way in LAMP_LIFE.all()] == ["green", "wait"]
    assert LAMP_LIFE.find("red", "wait").needs == needs("hand") == {"hand"}
    assert LAMP_LIFE.find("red", "red") is None
    assert LAMP_LIFE.find("green", "wait") is None


def test_a_life_without_words_says_nothing_and_closes_nothing():
    silent = Lifecycle(Light, transitions={Light.RED: (), Light.GREEN: ()})

    assert silent.closed == frozenset()
    assert LAMP_LIFE.closed == {Light.GREEN}


def test_a_state_says_what_was_done_and_what_was_so_already(lamp):
    assert lamp.said == ("The corner is red.", "The corner was red.", "")

    lamp.light = "green"

    assert lamp.said == ("It is green.", "It is green.", "The corner stays green.")


@pytest.mark.django_db
def test_what_a_model_does_not_say_stops_nobody_and_needs_nothing(lamp):
    nobody = None

    assert lamp.transitions_for(nobody) == lamp.transitions
    assert lamp.allows(nobody, lamp.transitions[0]) is True
    assert lamp.missing_for(lamp.transitions[0], by=nobody, facts={}) == {}
    assert HasLifecycle.named.fget(lamp) == {}
    assert lamp.transition("green", by=nobody, checks=True) is None
    assert lamp.light == lamp.state == "green"
    assert lamp.saved == {"update_fields": ["light"]}


@pytest.mark.django_db
def test_only_those_ways_are_offered_that_the_person_may_take(lamp):
    type(lamp).allows = lambda row, user, way: user in way.actors

    assert [way.name for way in lamp.transitions_for("guard")] == ["wait"]
    assert lamp.transitions_for("child") == ()
    with pytest.raises(NotAllowed):
        lamp.transition("wait", by="child", checks=True)
    lamp.transition("wait", by="child")  # the view has asked


@pytest.mark.django_db
def test_what_a_model_writes_down_is_given_back(lamp):
    type(lamp).record = lambda row, way, *, by, facts: (row.state, way.name, by, facts)

    assert lamp.transition("green", by="guard", hand=1) == ("red", "green", "guard", {"hand": 1})


def test_nobody_writes_in_a_row_at_the_end_of_its_life(lamp):
    lamp.hold_open()
    lamp.light = "green"

    with pytest.raises(Closed, match="The corner stays green"):
        lamp.hold_open()


def test_a_refusal_tells_what_stood_in_the_way():
    assert str(InvalidTransition("red", "blue")) == "red → blue"
    assert str(Incomplete({"hand": "Raise it.", "eye": "Look."})) == "Raise it. Look."


@pytest.mark.django_db
def test_who_has_moved_a_row_has_it_in_hand_as_it_is_now():
    plan, other = DevelopmentPlanFactory(stage="proposed"), DevelopmentPlanFactory()
    version = plan.version

    plan.transition("withdraw", by=UserFactory(), version=version)

    stored = type(plan).objects.get(pk=plan.pk)
    assert (plan.stage, plan.version) == ("draft", version + 1)
    assert (stored.stage, stored.version) == ("draft", version + 1)
    assert type(plan).objects.get(pk=other.pk).version == other.version
