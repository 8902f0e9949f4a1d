"""The life of a local goal: every status, every move, every person."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from lifecycle import Incomplete, InvalidTransition, Outdated
from strategy.models import Decision, LocalGoal
from strategy.workflow import (
    AGREED,
    CLOSED_FOR_WRITING,
    LOCAL_GOAL_LIFE,
    UNFINISHED,
    Actor,
    LocalGoalStatus,
    Outcome,
    mark_of,
)
from tests.at_once import at_once
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    PlacementFactory,
    UserFactory,
)

DIAGRAM = Path(__file__).parent.parent / "docs" / "workflow.md"


#: The whole life by hand: where a goal is → where it may go → (whose hand, what it takes).
WAYS = {
    "draft": {"sent": ("leader", {"complete"}), "discontinued": ("leader", set())},
    "sent": {
        "adopted": ("board", set()),
        "returned": ("board", {"comment"}),
        "draft": ("leader", set()),
    },
    "returned": {"sent": ("leader", {"complete"}), "discontinued": ("leader", {"comment"})},
    "adopted": {
        "in_progress": ("leader", set()),
        "returned": ("board", {"comment"}),
        "discontinued": ("leader", {"comment"}),
    },
    "in_progress": {
        "evaluated": ("leader", {"comment", "outcome", "goes_on"}),
        "returned": ("board", {"comment"}),
        "discontinued": ("leader", {"comment"}),
    },
    "evaluated": {},
    "discontinued": {"draft": ("leader", set())},
}


def person(**membership):
    return MembershipFactory(**membership).user


def place_in_a_cluster():
    institution, cluster = InstitutionFactory(), ClusterFactory()
    PlacementFactory(institution=institution, cluster=cluster)
    return institution, cluster


def in_status(status: LocalGoalStatus, **fields) -> LocalGoal:
    outcome = Outcome.REACHED if status == LocalGoalStatus.EVALUATED else ""
    return LocalGoalFactory(status=status, outcome=outcome, **fields)


@pytest.mark.django_db
@pytest.mark.parametrize("start", LocalGoalStatus)
@pytest.mark.parametrize("to", LocalGoalStatus)
def test_a_goal_goes_only_where_the_table_says(start, to):
    goal = in_status(start)
    by = UserFactory()
    may = to in WAYS[start]

    try:
        goal.transition(to, by=by, comment="Fordi.", outcome=Outcome.PARTLY, goes_on="Møder.")
    except InvalidTransition:
        moved = False
    else:
        moved = True

    goal.refresh_from_db()
    assert moved == may
    assert goal.status == (to if may else start)
    assert goal.decisions.count() == (1 if may else 0)


@pytest.mark.django_db
@pytest.mark.parametrize("leave", [True, False], ids=["leave", "no leave"])
@pytest.mark.parametrize("start", LocalGoalStatus)
@pytest.mark.parametrize(
    ("role", "acts_for"),
    [
        ("leader", {Actor.LEADER, Actor.BOARD}),
        ("cluster_leader", {Actor.LEADER, Actor.BOARD}),
        ("administrator", {Actor.LEADER, Actor.BOARD}),
        ("chair", {Actor.BOARD}),
        ("board_member", set()),
        ("staff_member", set()),
        ("area_head", set()),
        ("consultant", set()),
    ],
)
def test_each_person_is_offered_their_own_moves(start, role, acts_for, leave):
    """Whoever leads adopts on the board's behalf where it has given that leave, not elsewhere."""
    institution, cluster = place_in_a_cluster()
    BoardFactory(cluster=cluster, leaders_adopt=leave)
    kept = set() if leave or Actor.LEADER not in acts_for else {"adopted"}
    place = {
        "leader": {"institution": institution},
        "administrator": {},
        "area_head": {"area": cluster.area},
        "consultant": {"area": cluster.area},
    }.get(role, {"cluster": cluster})
    user = person(**{role: True}, **place)
    goal = in_status(start, institution=institution)

    offered = goal.transitions_for(user)

    assert {way.name for way in offered} == {
        to for to, (actor, _needs) in WAYS[start].items() if actor in acts_for and to not in kept
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "adopts"),
    [
        ("leader", False),
        ("cluster_leader", False),
        ("consultant", False),
        ("chair", True),
        ("area_head", True),
        ("administrator", True),
    ],
)
def test_without_a_board_those_above_adopt_and_tell_why(role, adopts):
    institution, cluster = place_in_a_cluster()
    place = {
        "leader": {"institution": institution},
        "administrator": {},
        "area_head": {"area": cluster.area},
        "consultant": {"area": cluster.area},
    }.get(role, {"cluster": cluster})
    user = person(**{role: True}, **place)
    goal = in_status(LocalGoalStatus.SENT, institution=institution)
    way = LOCAL_GOAL_LIFE.find(goal.status, LocalGoalStatus.ADOPTED)

    assert goal.allows(user, way) is adopts
    if role in ("area_head", "administrator"):
        with pytest.raises(Incomplete):
            goal.transition(LocalGoalStatus.ADOPTED, by=user)
        assert goal.is_on_behalf(user, way)
        BoardFactory(cluster=cluster)
        assert not goal.allows(user, way)


@pytest.mark.django_db
def test_a_leader_of_another_institution_is_offered_nothing():
    institution, cluster = place_in_a_cluster()
    other = InstitutionFactory()
    PlacementFactory(institution=other, cluster=cluster)
    goal = LocalGoalFactory(sent=True, institution=institution)

    assert goal.transitions_for(person(leader=True, institution=other)) == ()


@pytest.mark.django_db
def test_a_decision_tells_who_from_where_to_where_and_why():
    goal, chair = LocalGoalFactory(sent=True), UserFactory()

    decision = goal.transition(
        LocalGoalStatus.RETURNED,
        by=chair,
        comment="  Skriv, hvordan I måler. ",
        on_behalf_of_board=True,
    )

    assert Decision.objects.get() == decision
    assert (decision.from_status, decision.to_status) == (
        LocalGoalStatus.SENT,
        LocalGoalStatus.RETURNED,
    )
    assert decision.comment == "Skriv, hvordan I måler."
    assert decision.made_by == chair
    assert decision.on_behalf_of_board


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lack", "fields"),
    [
        ("text", {"text": "  "}),
        ("how", {"how": ""}),
        ("measured_on", {"measured_on": None}),
        ("efforts", {"effort": None}),
    ],
)
def test_an_incomplete_goal_is_not_sent(lack, fields):
    goal = LocalGoalFactory(**fields)

    with pytest.raises(Incomplete) as incomplete:
        goal.transition(LocalGoalStatus.SENT, by=UserFactory())

    goal.refresh_from_db()
    assert set(incomplete.value.missing) == {lack}
    assert goal.status == LocalGoalStatus.DRAFT
    assert not Decision.objects.exists()


ALL_WAYS = [(start, to) for start, ways in WAYS.items() for to in ways]
WORDLESS = [(start, to) for start, to in ALL_WAYS if "comment" in WAYS[start][to][1]]


@pytest.mark.django_db
@pytest.mark.parametrize(("start", "to"), WORDLESS)
def test_ways_that_need_a_word_are_refused_without(start, to):
    goal = in_status(LocalGoalStatus(start))

    with pytest.raises(Incomplete) as incomplete:
        goal.transition(to, by=UserFactory(), comment=" ", outcome=Outcome.PARTLY, goes_on="Møder.")

    assert set(incomplete.value.missing) == {"comment"}


@pytest.mark.django_db
@pytest.mark.parametrize(("start", "to"), [way for way in ALL_WAYS if way not in WORDLESS])
def test_ways_that_need_no_word_are_open_without(start, to):
    goal = in_status(LocalGoalStatus(start))

    goal.transition(to, by=UserFactory())

    assert goal.status == to


def test_the_sets_of_statuses_are_as_they_were_agreed():
    assert {"draft", "returned"} == UNFINISHED
    assert {"sent", "evaluated", "discontinued"} == CLOSED_FOR_WRITING
    assert {"adopted", "in_progress", "evaluated"} == AGREED


@pytest.mark.parametrize(
    ("status", "outcome", "progress", "mark"),
    [
        ("draft", "", None, "waiting"),
        ("sent", "", "onway", "waiting"),
        ("returned", "", None, "waiting"),
        ("adopted", "", "onway", "waiting"),
        ("in_progress", "", None, "started"),
        ("in_progress", "", "onway", "onway"),
        ("evaluated", "partly", "onway", "partly"),
        ("discontinued", "", "onway", "none"),
    ],
)
def test_the_mark_of_a_goal(status, outcome, progress, mark):
    assert mark_of(status, outcome=outcome, progress=progress) == mark


@pytest.mark.django_db
def test_an_evaluation_says_what_came_of_the_goal_and_what_goes_on():
    goal = LocalGoalFactory(in_progress=True)
    told = {"comment": "Alle kan det.", "outcome": Outcome.REACHED, "goes_on": " Ugens møde. "}

    with pytest.raises(Incomplete) as incomplete:
        goal.transition(LocalGoalStatus.EVALUATED, by=UserFactory(), comment="Alle kan det.")
    decision = goal.transition(LocalGoalStatus.EVALUATED, by=UserFactory(), **told)

    assert set(incomplete.value.missing) == {"outcome", "goes_on"}
    assert goal.mark == "reached"
    assert decision.goes_on == "Ugens møde."


@pytest.mark.django_db
def test_nobody_decides_on_a_text_they_have_not_read():
    goal = LocalGoalFactory(sent=True)
    read = goal.version
    LocalGoal.objects.filter(pk=goal.pk).update(version=read + 2)

    with pytest.raises(Outdated):
        goal.transition(LocalGoalStatus.ADOPTED, by=UserFactory(), version=read)


@pytest.mark.django_db
def test_a_draft_given_up_stays_hidden_from_the_board():
    institution, cluster = place_in_a_cluster()
    member = person(board_member=True, cluster=cluster)
    leader = person(leader=True, institution=institution)
    draft = LocalGoalFactory(institution=institution)
    adopted = LocalGoalFactory(adopted=True, institution=institution)

    for goal in (draft, adopted):
        goal.transition(LocalGoalStatus.DISCONTINUED, by=leader, comment="Vi gør noget andet.")

    assert set(LocalGoal.objects.visible_to(member)) == {adopted}
    assert set(LocalGoal.objects.visible_to(leader)) == {draft, adopted}


@pytest.mark.django_db
def test_efforts_keep_their_identity_while_their_text_stays():
    goal = LocalGoalFactory(effort=None)
    goal.write(by=None, efforts=["Møde", "Opslag", "Tavle"])
    before = {effort.text: effort.pk for effort in goal.efforts.all()}

    goal.write(by=None, efforts=["Tavle", "Opslag ved døren", "Møde", "Nyt"])

    after = [(effort.number, effort.text, effort.pk) for effort in goal.efforts.all()]
    assert [(number, text) for number, text, _pk in after] == [
        (1, "Tavle"),
        (2, "Opslag ved døren"),
        (3, "Møde"),
        (4, "Nyt"),
    ]
    assert [pk for _n, _t, pk in after][:3] == [before["Tavle"], before["Opslag"], before["Møde"]]


@pytest.mark.django_db
def test_the_history_keeps_the_whole_form():
    goal = LocalGoalFactory(text="Først", effort=None)
    goal.write(by=None, efforts=["Møde"])
    goal.text = "Siden"
    goal.write(by=None, efforts=["Møde", "Opslag"])

    texts = [(row.text, row.efforts_text) for row in goal.history.order_by("history_id")]

    assert texts[-2:] == [("Først", "Møde"), ("Siden", "Møde\nOpslag")]


@pytest.mark.django_db
def test_a_save_upon_an_old_version_saves_nothing():
    goal = LocalGoalFactory()
    mine, theirs = LocalGoal.objects.get(pk=goal.pk), LocalGoal.objects.get(pk=goal.pk)
    theirs.text = "Deres"
    theirs.write(by=None, efforts=["Deres indsats"])

    mine.text = "Min"
    with pytest.raises(Outdated):
        mine.write(by=None, efforts=["Min indsats"])

    goal.refresh_from_db()
    assert (goal.text, goal.efforts_text) == ("Deres", "Deres indsats")


@pytest.mark.django_db(transaction=True)
def test_of_many_saving_at_once_one_wins_each_version():
    goal = LocalGoalFactory()
    opened = LocalGoal.objects.get(pk=goal.pk).version

    def save(number: int) -> bool:
        mine = LocalGoal.objects.get(pk=goal.pk)
        mine.version, mine.text = opened, f"Tekst {number}"
        try:
            mine.write(by=None, efforts=[f"Indsats {number}"])
        except Outdated:
            return False
        return True

    answers = at_once(save, 12)

    goal.refresh_from_db()
    assert sorted(answers) == [False] * 11 + [True]
    assert goal.version == opened + 1
    assert goal.efforts_text.split() == ["Indsats", goal.text.split()[1]]


@pytest.mark.django_db(transaction=True)
def test_of_two_deciding_at_once_the_second_is_told():
    goal = LocalGoalFactory(sent=True)

    def decide(number: int) -> str:
        status = [LocalGoalStatus.ADOPTED, LocalGoalStatus.RETURNED, LocalGoalStatus.DRAFT][
            number % 3
        ]
        try:
            LocalGoal.objects.get(pk=goal.pk).transition(
                status, by=None, comment="Ja.", version=goal.version
            )
        except (InvalidTransition, Outdated):
            return "told"
        return "decided"

    answers = at_once(decide, 6)

    assert answers.count("decided") == 1
    assert goal.decisions.count() == 1


def diagram() -> str:
    """The table of moves as a mermaid diagram."""
    lines = ["stateDiagram-v2", "    [*] --> draft"]
    lines += [
        f"    {status} --> {way.name}: {way.label} ({', '.join(way.actors)})"
        for status in LocalGoalStatus
        for way in LOCAL_GOAL_LIFE.out_of(status)
    ]
    lines += [
        f"    {status} --> [*]" for status in LocalGoalStatus if not LOCAL_GOAL_LIFE.out_of(status)
    ]
    return "\n".join(lines)


def test_the_diagram_in_the_docs_is_current():
    written = re.search(r"```mermaid\n(.*?)\n```", DIAGRAM.read_text(encoding="utf-8"), re.DOTALL)

    with translation.override("en"):
        assert written is not None
        assert written[1] == diagram()


@pytest.mark.django_db
def test_a_draft_is_thrown_away_without_a_word_and_taken_up_again_but_not_one_a_board_had():
    leader = UserFactory()
    fresh, withdrawn = LocalGoalFactory(), LocalGoalFactory(sent=True)
    withdrawn.transition(LocalGoalStatus.DRAFT, by=leader)

    fresh.transition(LocalGoalStatus.DISCONTINUED, by=leader)
    with pytest.raises(Incomplete):
        withdrawn.transition(LocalGoalStatus.DISCONTINUED, by=leader)
    again = LocalGoal.objects.get(pk=fresh.pk)
    again.transition(LocalGoalStatus.DRAFT, by=leader)

    assert [again.status, withdrawn.status] == [LocalGoalStatus.DRAFT] * 2
    assert again.text == fresh.text
