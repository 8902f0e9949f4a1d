"""A learning loop: expected before the figures are read, tried, seen, decided; over the years."""

import datetime
import uuid
from contextlib import contextmanager
from decimal import Decimal

import pytest
import time_machine
from django import forms
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from dashboards.figures.institution import institution_tables
from dashboards.institution import InstitutionPage
from dashboards.papers.institution import facts_of
from indicators.models import Indicator
from lifecycle import Outdated
from strategy.figure_forms import WithFigure
from strategy.forms import LocalGoalForm
from strategy.loop_forms import LoopForm
from strategy.models import AutosavedText, LearningLoop, LocalGoal, LocalGoalFigure, LoopAddition
from strategy.models.loops import LockCause
from strategy.pages.local_goals.learning import Learning
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    StrategyFactory,
)
from tests.test_following_figures import rate, rated, town

pytestmark = pytest.mark.django_db

AUGUST = datetime.datetime(2026, 8, 6, 12, 15, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(AUGUST, tick=False):
        yield


@pytest.fixture
def cluster():
    return ClusterFactory()


@pytest.fixture
def place(cluster):
    return InstitutionFactory(cluster=cluster)


@pytest.fixture
def leader(client, place):
    leader = MembershipFactory(leader=True, institution=place).user
    client.force_login(leader)
    return leader


@pytest.fixture
def goal(place):
    return goal_at(place)


def goal_at(place, **fields) -> LocalGoal:
    told = {"measure": "Uger med den samme pædagog", "unit": "uger", "target": 30}
    told |= {"status": LocalGoalStatus.IN_PROGRESS, "goal": GoalFactory(strategy=StrategyFactory())}
    return LocalGoalFactory(institution=place, **told | fields)


def begun(goal, by, **answers) -> LearningLoop:
    loop = LearningLoop(local_goal=goal)
    told = {"expectation": "Flere bliver hilst ved navn", "expected": Decimal(24)}
    loop.write(told | {"expected_of": Decimal(34)} | answers, by=by)
    return loop


def form(loop=None, **answers) -> dict:
    told = {"title": "", "expectation": "Flere bliver hilst ved navn", "expected": "24"}
    told |= {"expected_of": "34", "trial": "Den samme åbner hele ugen", "page": uuid.uuid4()}
    told |= {"key": uuid.uuid4(), "version": loop.version if loop else 1}
    return told | answers


def write(client, goal, loop=None, **answers):
    query = f"?runde={loop.pk}" if loop else ""
    return client.post(address(goal) + query, form(loop, **answers))


def address(goal, name: str = "learning_loop_write") -> str:
    return reverse(name, args=[goal.pk])


def measure(client, goal, value="12", out_of="15", day=""):
    told = {"figure": value, "figure_out_of": out_of, "figure_on": day, "figure_of": ""}
    return client.post(reverse("local_goal_figures", args=[goal.pk]), told)


@contextmanager
def days_later(days: int, client, person):
    """On another day the person has signed in anew."""
    with time_machine.travel(AUGUST + datetime.timedelta(days=days), tick=False):
        client.force_login(person)
        yield


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_an_expectation_is_written_and_locked_by_the_first_figure(client, leader, goal):
    write(client, goal)
    loop = LearningLoop.objects.get()
    was_locked = loop.is_locked

    with days_later(8, client, leader):
        measure(client, goal)
        page = text_of(client.get(address(goal, "local_goal_learning")))

    loop.refresh_from_db()
    assert (was_locked, loop.is_locked, loop.locked_because) == (False, True, LockCause.FIGURE)
    assert (loop.expected_by, loop.expected_at) == (leader, AUGUST)
    assert "mindst 24 af 34 uger" in page
    assert f"skrevet 6. august 2026 kl. 14.15 af {leader}" in page
    assert "låst 14. august 2026, da det første tal blev skrevet" in page
    assert "12 af 15 uger indtil nu; forventningen er mindst 24 af 34 uger" in page


def test_until_then_it_is_written_anew_and_tells_who_wrote_it_last(client, leader, goal):
    write(client, goal)
    loop = LearningLoop.objects.get()

    with days_later(1, client, leader):
        write(client, goal, loop, expectation="Alle bliver hilst", expected="30")

    again = LearningLoop.objects.get()
    assert (again.expectation, again.expected) == ("Alle bliver hilst", 30)
    assert again.expected_at == AUGUST + datetime.timedelta(days=1)
    assert again.history.count() == 2


def test_what_comes_to_mind_after_the_lock_is_an_addition_and_what_stood_stands(
    client, leader, goal
):
    loop = begun(goal, leader)
    measure(client, goal)

    page = write(client, goal, loop, expectation="Vi forventede hele tiden 12", expected="12")
    write(client, goal, LearningLoop.objects.get(), addition="Februar bliver svær")

    again = LearningLoop.objects.get()
    assert page.status_code == 302
    assert (again.expectation, again.expected) == ("Flere bliver hilst ved navn", 24)
    texts = [row.text for row in LoopAddition.objects.all()]
    assert texts[0] == "Vi forventede hele tiden 12 · 12"
    assert texts[-1] == "Februar bliver svær"


def test_a_figure_of_a_day_before_the_expectation_does_not_lock_it(client, leader, goal):
    loop = begun(goal, leader)

    measure(client, goal, day=f"{localdate() - datetime.timedelta(days=40):%d.%m.%Y}")

    loop.refresh_from_db()
    assert not loop.is_locked
    assert Learning.of(goal, user=leader).newest.figure is None


def test_new_measurements_of_an_indicator_lock_what_is_expected_of_its_goals():
    place = town()
    head = MembershipFactory(leader=True, institution=place).user
    goal = goal_at(place)
    loop, other = begun(goal, head), begun(goal_at(place), head)
    goal.indicators.add(rated())
    was_locked = LearningLoop.objects.get(pk=loop.pk).is_locked

    rate(place, localdate())

    loop.refresh_from_db()
    other.refresh_from_db()
    assert (was_locked, loop.locked_because) == (False, LockCause.MEASURED)
    assert not other.is_locked


def test_what_was_seen_is_not_written_before_the_lock(leader, goal):
    loop = begun(goal, leader)

    with pytest.raises(IntegrityError), transaction.atomic():
        LearningLoop.objects.filter(pk=loop.pk).update(seen="Det gik godt")


def test_it_is_locked_by_hand_after_a_question_and_then_one_writes_what_was_seen(
    client, leader, goal
):
    loop = begun(goal, leader)
    lock = reverse("learning_loop_open", args=[goal.pk, loop.pk])

    asked = client.post(lock)
    not_yet = LearningLoop.objects.get().is_locked
    onwards = client.post(lock, {"sure": "yes"})
    fields = client.get(onwards.url).context["form"].fields

    assert (asked.status_code, not_yet) == (200, False)
    assert LearningLoop.objects.get().locked_because == LockCause.OPENED
    assert {"seen", "choice", "what_now", "addition"} <= set(fields)
    assert "expectation" not in fields


def test_over_two_years_the_chain_tells_what_was_expected_and_seen(client, leader, place, goal):
    """The goal is evaluated, carried over, and the next loop builds on what was learned."""
    first = begun(goal, leader, title="Den samme åbner")
    with days_later(300, client, leader):
        measure(client, goal, "31", "34")
        loop = LearningLoop.objects.get()
        write(
            client,
            goal,
            loop,
            title="Den samme åbner",
            seen="Mere end ventet",
            choice="keep",
            what_now="Vikardage",
        )
        LocalGoal.objects.filter(pk=goal.pk).update(status="evaluated", outcome="reached")
        client.post(reverse("local_goal_carry_over", args=[goal.pk]))
        second = LocalGoal.objects.get(begun_from=goal)
        LocalGoal.objects.filter(pk=second.pk).update(status="in_progress")
        form_page = text_of(client.get(address(second)))
        write(client, second, title="Faste afløsere", expected="30")
        measure(client, second, "12", "15")

        pages = [
            text_of(client.get(address(each, "local_goal_learning"))) for each in (goal, second)
        ]
        detail = text_of(client.get(second.get_absolute_url()))

    assert "Forventningen holdt: 31 af 34 uger" in form_page
    assert "Vikardage" in form_page
    for page in pages:
        assert "Runde 1: Den samme åbner" in page
        assert "Runde 2: Faste afløsere" in page
        assert "2 runder" in page
        assert page.index("Runde 2: Faste") < page.index(f'id="runde-{first.pk}"')
    assert "Se læringsrunderne" in detail


def test_words_borrowed_from_another_place_bring_no_loops(leader, place):
    theirs = goal_at(InstitutionFactory())
    begun(theirs, leader)

    mine = goal_at(place, begun_from=theirs)

    assert Learning.of(mine, user=leader).loops == ()


def test_nobody_is_told_how_it_went_by_a_figure_about_too_few(client, leader, cluster, goal):
    loop = begun(goal, leader)
    LocalGoalFigure.objects.create(local_goal=goal, value=3, out_of=4, respondents=4)
    LearningLoop.objects.lock(LockCause.FIGURE)
    loop.refresh_from_db()
    loop.write({"seen": "Vi så", "choice": "stop", "what_now": "Noget andet"}, by=leader)
    board = MembershipFactory(board_member=True, cluster=cluster).user

    client.force_login(board)
    page = text_of(client.get(address(goal, "local_goal_learning")))

    assert "3 af 4" not in page
    assert "Et tal er skjult" in page
    shown = {user: Learning.of(goal, user=user).newest for user in (board, leader)}
    assert (shown[board].has_held, shown[board].hidden) == (None, 1)
    assert shown[leader].figure_text == "3 af 4 uger"


def test_two_who_write_at_once_lose_nothing(client, leader, goal):
    loop = begun(goal, leader)
    head = MembershipFactory(leader=True, institution=goal.institution).user
    theirs = LearningLoop.objects.get()
    theirs.write({"trial": "Deres forsøg"}, by=head)

    page = write(client, goal, loop, trial="Mit forsøg")
    shown = text_of(page)
    again = client.post(f"{address(goal)}?runde={loop.pk}", form(trial="Begges", version=2))

    assert page.status_code == 200
    assert "Deres forsøg" in shown
    assert "Mit forsøg" in shown
    assert str(head) in shown
    assert page.context["form"]["version"].value() == "2"
    assert again.status_code == 302
    assert LearningLoop.objects.get().trial == "Begges"
    with pytest.raises(Outdated):
        loop.write({"trial": "For sent"}, by=leader)


def test_what_is_being_written_is_kept_for_its_writer_alone_and_gone_on_from(client, leader, goal):
    page = uuid.uuid4()
    told = form(expectation="Halv sætn", page=page) | {"writer": leader.pk, "turn": 1}

    kept = client.post(address(goal, "learning_loop_autosave"), told)
    draft = AutosavedText.objects.get()
    opened = client.get(address(goal))
    goals_form = client.get(reverse("local_goal_edit", args=[goal.pk]))
    write(client, goal, page=page)

    assert kept.status_code == 200
    assert draft.answers["expectation"] == "Halv sætn"
    assert opened.context["form"]["expectation"].value() == "Halv sætn"
    assert goals_form.context["unsaved"].current is None
    assert draft.form_href.startswith(address(goal))
    assert not AutosavedText.objects.exists()
    assert LearningLoop.objects.count() == 1


def test_a_cpr_number_is_stored_nowhere(client, leader, goal):
    told = form(trial="Emil 010203-1234", expectation="Godt") | {"writer": leader.pk, "turn": 1}

    answer = client.post(address(goal, "learning_loop_autosave"), told)
    page = write(client, goal, trial="Emil 010203-1234")

    assert (answer.status_code, page.status_code) == (422, 200)
    assert "010203" not in str(AutosavedText.objects.get().answers)
    assert not LearningLoop.objects.exists()


def test_a_form_sent_twice_makes_one_loop(client, leader, goal):
    key = uuid.uuid4()

    for _time in range(2):
        write(client, goal, key=key)

    assert LearningLoop.objects.count() == 1


def test_a_draft_has_no_loop_and_a_goal_done_with_begins_none(client, leader, place):
    for status, outcome in (("draft", ""), ("sent", ""), ("evaluated", "reached")):
        goal = goal_at(place, status=status, outcome=outcome)

        away = client.get(address(goal))
        refused = write(client, goal)

        assert away.status_code == 302
        assert refused.status_code == 200
    assert not LearningLoop.objects.exists()


def test_paper_workbook_and_api_tell_it(leader, place, goal):
    begun(goal, leader, trial="Den samme åbner")

    page = InstitutionPage.build(place, user=leader, on=localdate())
    facts = facts_of(page)
    tables = institution_tables(place, user=leader, on=localdate())
    (table,) = [one for one in tables if one.shape.key == "learning_loops"]

    told = [
        dict(learned)
        for group in facts["local_goals"]["groups"]
        for row in group["rows"]
        for learned in row["learned"]
    ]
    assert told[0]["Forventet"] == "mindst 24 af 34 uger"
    assert "Den samme åbner" in told[0].values()
    (row,) = table.rows
    assert {"Flere bliver hilst ved navn", "Den samme åbner"} <= set(row)


def test_a_number_is_expected_where_the_goal_counts_something(client, leader, place):
    counts, tells = goal_at(place), goal_at(place, measure="", unit="", target=None)

    asked = [client.get(address(goal)).context["form"].fields for goal in (counts, tells)]

    assert ["expected" in fields for fields in asked] == [True, False]
    write(client, tells)
    assert LearningLoop.objects.get().expected is None


def test_a_goal_of_a_whole_cluster_is_asked_about_the_cluster_and_not_the_children(cluster, place):
    """It is often about the work of adults: leaders, networks."""

    def asked(goal):
        loop = LoopForm(loop=LearningLoop(local_goal=goal, locked_at=AUGUST))
        figures = type("Figured", (WithFigure, forms.Form), {})()
        figures.ask_for_figure(goal)
        own = LocalGoalForm(instance=goal, indicators=Indicator.objects.none(), address="/")
        fields = (*loop.fields.values(), own.fields["text"], own.fields["measure"])
        told = [figures.fields["figure_of"].label, *(field.help_text for field in fields)]
        return " ".join(map(str, told))

    common = GoalFactory(strategy=StrategyFactory(cluster=cluster))
    shared = LocalGoalFactory(
        institution=None, cluster=cluster, goal=common, measure="Besøg", unit="besøg"
    )

    for words in ("hos børnene", "Hvor mange børn", "børn, der har en ven"):
        assert words in asked(goal_at(place, target=Decimal(30)))
        assert words not in asked(shared)


def test_what_is_of_another_whole_is_drawn_in_per_cent_with_what_is_expected(leader, goal):
    loop = begun(goal, leader, expected=Decimal(30))
    figure = LocalGoalFigure.objects.create(local_goal=goal, value=14, out_of=16)

    def ends():
        bar = Learning.of(goal, user=leader).newest.bar
        return bar and tuple(float(each.rstrip("%")) for each in (bar.end, bar.expected))

    assert ends() == pytest.approx((87.5, 88.2), abs=0.1)
    LocalGoalFigure.objects.filter(pk=figure.pk).update(value=17, out_of=34)
    assert ends() == pytest.approx((50, 88.2), abs=0.1)
    LocalGoalFigure.objects.filter(pk=figure.pk).update(out_of=None)
    assert ends() is None  # of no whole
    assert loop.expected_text == "mindst 30 af 34 uger"
