"""The municipality's form in Word, read by the command and held to what it must yield."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from strategy.models import LocalGoal
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    StrategyFactory,
)
from tests.odd_word_forms import ODD, Odd
from tests.word_forms import GOALS, REGNBUEN, SOLSIKKEN, usual

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    """Three institutions of a cluster, and the four strategic goals."""
    strategy = StrategyFactory()
    for number, text in GOALS.items():
        GoalFactory(strategy=strategy, number=number, text=text)
    cluster = ClusterFactory()
    names = ("Solsikken", "Regnbuen", "Børnehuset Åkanden")
    return {name: InstitutionFactory(name=name, cluster=cluster) for name in names}


@pytest.fixture
def read_in(tmp_path):
    """Read a file's content in from the command line; the answer as others have it."""

    def read_in(content: bytes, *options: str, name: str = "skema.docx") -> dict:
        file, answer = tmp_path / name, StringIO()
        file.write_bytes(content)
        call_command("import_local_goals", str(file), "--json", *options, stdout=answer)
        return json.loads(answer.getvalue())

    return read_in


@pytest.mark.thorough
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.name)
def test_every_odd_form_yields_what_stands_in_it(places, read_in, odd: Odd):
    answer = read_in(odd.make(), "--dry-run")

    assert answer["goals"] == [goal._asdict() for goal in odd.goals]
    for words in odd.told:
        assert any(words in sentence for sentence in answer["not_understood"]), answer
    assert len(answer["not_understood"]) == len(odd.told)
    assert not LocalGoal.objects.exists()


def test_the_rows_become_drafts(places, read_in):
    read_in(usual(SOLSIKKEN, REGNBUEN))

    sun, rainbow = LocalGoal.objects.order_by("pk")
    assert (sun.institution, sun.goal.number, sun.status) == (
        places["Solsikken"],
        1,
        LocalGoalStatus.DRAFT,
    )
    assert sun.text == SOLSIKKEN[1]
    assert [effort.text for effort in sun.efforts.all()] == SOLSIKKEN[2]
    assert (sun.how, sun.when_text) == ("Observation og børneinterview.", "Juni 2026")
    assert sun.measured_on.isoformat() == "2026-06-30"
    assert (rainbow.how, rainbow.measured_on.isoformat()) == (REGNBUEN[3], "2026-12-31")


def test_reading_in_twice_changes_nothing(places, read_in):
    read_in(usual(SOLSIKKEN, REGNBUEN))
    before = list(LocalGoal.objects.values_list("pk", "version", "updated_at"))

    read_in(usual(SOLSIKKEN, REGNBUEN))

    assert list(LocalGoal.objects.values_list("pk", "version", "updated_at")) == before


def test_a_form_corrected_in_word_brings_its_draft_up_to_date(places, read_in):
    read_in(usual(SOLSIKKEN))

    read_in(usual((*SOLSIKKEN[:2], "Kun børnemøder", SOLSIKKEN[3])))

    goal = LocalGoal.objects.get()
    assert [effort.text for effort in goal.efforts.all()] == ["Kun børnemøder"]
    assert goal.version == 2


def test_a_reworded_draft_is_told_of(places, read_in):
    read_in(usual(SOLSIKKEN))
    text = SOLSIKKEN[1].replace("ugens", "månedens")

    answer = read_in(usual((SOLSIKKEN[0], text, *SOLSIKKEN[2:])))

    [told] = answer["not_understood"]
    assert SOLSIKKEN[1] in told
    assert "Solsikken" in told
    assert LocalGoal.objects.count() == 2


def test_another_goal_is_no_rewording(places, read_in):
    read_in(usual(SOLSIKKEN))

    other = ("Solsikken", REGNBUEN[1], *SOLSIKKEN[2:])
    answer = read_in(usual(SOLSIKKEN, other))

    assert answer["not_understood"] == []


def test_what_has_been_sent_stays_as_the_board_has_it(places, read_in):
    read_in(usual(SOLSIKKEN))
    goal = LocalGoal.objects.get()
    goal.status = LocalGoalStatus.SENT
    goal.save()

    answer = read_in(usual((*SOLSIKKEN[:2], "Kun børnemøder", SOLSIKKEN[3])))

    assert LocalGoal.objects.get().efforts.count() == 2
    assert "Sendt til bestyrelsen" in answer["not_understood"][0].replace("sendt", "Sendt")


def test_a_number_of_a_child_is_read_nowhere(places, read_in):
    row = (*SOLSIKKEN[:2], "Vi følger 010118-1234 hver dag", SOLSIKKEN[3])

    answer = read_in(usual(row, REGNBUEN))

    assert [goal["institution"] for goal in answer["goals"]] == ["Regnbuen"]
    assert "CPR" in answer["not_understood"][0]
    assert "1234" not in json.dumps(answer)
    assert LocalGoal.objects.count() == 1


def test_a_leader_reads_in_what_they_may_write(places, read_in):
    leader = MembershipFactory(leader=True, institution=places["Solsikken"]).user

    answer = read_in(usual(SOLSIKKEN, REGNBUEN), "--as", leader.email)

    goal = LocalGoal.objects.get()
    assert (goal.institution, goal.created_by) == (places["Solsikken"], leader)
    assert any("Regnbuen" in sentence for sentence in answer["not_understood"])


def test_of_two_of_a_name_a_leader_means_their_own(places, read_in):
    """What the form of their own institution is called is never told to be unknown."""
    InstitutionFactory(name="Solsikken", number="7001")
    leader = MembershipFactory(leader=True, institution=places["Solsikken"]).user

    answer = read_in(usual(SOLSIKKEN), "--as", leader.email)

    assert not answer["not_understood"]
    assert LocalGoal.objects.get().institution == places["Solsikken"]


def test_of_two_of_a_name_nobody_is_guessed_at(places, read_in):
    other = InstitutionFactory(name="Solsikken", number="7001")

    [sentence] = read_in(usual(SOLSIKKEN))["not_understood"]

    assert not LocalGoal.objects.exists()
    assert "“Solsikken”" in sentence or "»Solsikken«" in sentence
    assert "know no" not in sentence
    assert "kender ingen" not in sentence
    assert not read_in(usual(("7001 Solsikken", *SOLSIKKEN[1:])))["not_understood"]
    assert LocalGoal.objects.get().institution == other


def test_who_writes_no_goals_reads_in_nothing(places, read_in):
    board = MembershipFactory(board_member=True, institution=places["Solsikken"]).user

    with pytest.raises(CommandError) as refusal:
        read_in(usual(SOLSIKKEN), "--as", board.email)

    assert refusal.value.returncode == 1


def test_a_goal_given_up_does_not_stand_in_the_way(places, read_in):
    LocalGoalFactory(
        institution=places["Solsikken"],
        goal=GoalFactory._meta.model.objects.get(number=1),
        text=SOLSIKKEN[1],
        discontinued=True,
    )

    read_in(usual(SOLSIKKEN))

    assert LocalGoal.objects.filter(status=LocalGoalStatus.DRAFT).count() == 1


def test_another_document_is_told_apart(places, read_in, capsys):
    from tests.word_forms import content_of, docx

    document = docx.Document()
    document.add_paragraph("Referat af mødet om lokale mål.")

    with pytest.raises(CommandError) as refusal:
        read_in(content_of(document))

    assert refusal.value.returncode == 2
    assert "ikke skemaet" in str(refusal.value)
