"""A board decides on several goals at once: all that was chosen, or nothing."""

import pytest
from django.core.exceptions import PermissionDenied

from lifecycle import Incomplete, InvalidTransition, Outdated
from strategy.deciding import BoardChoice, Undecided, decide
from strategy.models import Decision, LocalGoal
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
)
from tests.markup import tight
from tests.test_local_goal_workflow import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster():
    return ClusterFactory()


@pytest.fixture
def institution(cluster):
    return InstitutionFactory(cluster=cluster)


@pytest.fixture
def chair(cluster):
    return MembershipFactory(chair=True, cluster=cluster).user


@pytest.fixture
def leader(institution):
    return MembershipFactory(leader=True, institution=institution).user


def sent(institution, count=2) -> list[LocalGoal]:
    return LocalGoalFactory.create_batch(count, sent=True, institution=institution)


def adopt(goal, **changes) -> BoardChoice:
    return BoardChoice(
        goal.pk, changes.pop("version", goal.version), LocalGoalStatus.ADOPTED, **changes
    )


def send_back(goal, comment="Hvornår måler I?") -> BoardChoice:
    return BoardChoice(goal.pk, goal.version, LocalGoalStatus.RETURNED, comment)


def statuses(goals) -> list[str]:
    return [LocalGoal.objects.get(pk=goal.pk).status for goal in goals]


def test_each_goal_goes_where_it_was_chosen_to_go(chair, institution):
    one, other = sent(institution)

    decisions = decide([send_back(other), adopt(one)], by=chair)

    assert statuses([one, other]) == [LocalGoalStatus.ADOPTED, LocalGoalStatus.RETURNED]
    assert {decision.made_by for decision in decisions} == {chair}
    assert not any(decision.on_behalf_of_board for decision in decisions)


def test_a_leader_decides_on_behalf_of_the_board_and_it_is_recorded(leader, institution):
    BoardFactory(institution=institution, leaders_adopt=True)
    decide([adopt(goal) for goal in sent(institution)], by=leader)

    assert list(Decision.objects.values_list("on_behalf_of_board", flat=True)) == [True, True]


def test_when_one_cannot_be_decided_none_is_and_every_reason_is_told(chair, institution):
    fine, changed, silent, begun = sent(institution, 4)
    begun.transition(LocalGoalStatus.ADOPTED, by=chair)
    elsewhere = LocalGoalFactory(sent=True)

    with pytest.raises(Undecided) as undecided:
        decide(
            [
                adopt(fine),
                adopt(changed, version=changed.version - 1),
                send_back(silent, comment=" "),
                adopt(begun),
                adopt(elsewhere),
            ],
            by=chair,
        )

    reasons = {pk: type(refusal) for pk, refusal in undecided.value.refusals.items()}
    assert reasons == {
        changed.pk: Outdated,
        silent.pk: Incomplete,
        begun.pk: InvalidTransition,
        elsewhere.pk: LocalGoal.DoesNotExist,
    }
    assert statuses([fine, changed, silent]) == [LocalGoalStatus.SENT] * 3
    assert Decision.objects.count() == 1  # that of the goal begun


def test_a_member_of_the_board_does_not_decide(cluster, institution):
    member = MembershipFactory(board_member=True, cluster=cluster).user
    goal = sent(institution)[0]

    with pytest.raises(Undecided) as undecided:
        decide([adopt(goal)], by=member)

    assert isinstance(undecided.value.refusals[goal.pk], PermissionDenied)


@pytest.mark.django_db(transaction=True)
def test_of_several_deciding_on_the_same_goals_one_is_heard(chair, institution):
    goals = sent(institution, 3)

    def try_to(number: int) -> bool:
        choices = [adopt(goal) for goal in goals]
        try:
            decide(reversed(choices) if number % 2 else choices, by=chair)
        except Undecided:
            return False
        return True

    answers = at_once(try_to, 8)

    assert sorted(answers) == [False] * 7 + [True]
    assert Decision.objects.count() == 3


# --- The page -----------------------------------------------------------------------------------


@pytest.fixture
def page(client, chair, institution):
    client.force_login(chair)
    return f"/institutioner/{institution.slug}/beslutninger/"


def answers(*choices: BoardChoice) -> dict[str, str]:
    return {
        f"maal-{choice.goal_id}-{name}": str(getattr(choice, name))
        for choice in choices
        for name in ("version", "status", "comment")
    }


def wait(goal) -> dict[str, str]:
    return {f"maal-{goal.pk}-version": str(goal.version), f"maal-{goal.pk}-status": ""}


def test_the_page_decides_what_is_chosen_and_lets_the_rest_wait(client, page, institution):
    one, other, third = sent(institution, 3)

    answer = client.post(page, answers(adopt(one), send_back(other)) | wait(third), follow=True)

    assert statuses([one, other, third]) == [
        LocalGoalStatus.ADOPTED,
        LocalGoalStatus.RETURNED,
        LocalGoalStatus.SENT,
    ]
    text = answer.content.decode()
    assert "Ét mål er vedtaget. Ét mål er sendt tilbage til lederen." in text


def test_one_button_adopts_all(client, page, institution):
    goals = sent(institution, 3)
    data = {key: value for goal in goals for key, value in wait(goal).items()}

    client.post(page, data | {"action": "adopt_all"})

    assert statuses(goals) == [LocalGoalStatus.ADOPTED] * 3


def test_a_comment_is_asked_for_and_nothing_is_decided_meanwhile(client, page, institution):
    one, other = sent(institution)

    text = client.post(page, answers(adopt(one), send_back(other, ""))).content.decode()

    assert "<title>Fejl:" in tight(text)
    assert "Skriv hvorfor." in text
    assert statuses([one, other]) == [LocalGoalStatus.SENT] * 2


def test_a_text_changed_meanwhile_is_read_before_it_is_decided_on(client, page, institution):
    (goal,) = sent(institution, 1)
    read = adopt(goal)
    LocalGoal.objects.filter(pk=goal.pk).update(text="Noget andet", version=goal.version + 2)

    text = client.post(page, answers(read)).content.decode()

    assert "Noget andet" in text
    assert "Læs det igen" in text
    assert f'value="{goal.version + 2}"' in text
    assert statuses([goal]) == [LocalGoalStatus.SENT]


def test_a_goal_withdrawn_meanwhile_stops_the_rest(client, page, institution, leader):
    one, other = sent(institution)
    other.transition(LocalGoalStatus.DRAFT, by=leader)

    text = client.post(page, answers(adopt(one), adopt(other))).content.decode()

    assert "Intet er besluttet" in text
    assert statuses([one]) == [LocalGoalStatus.SENT]


def test_nothing_chosen_decides_nothing(client, page, institution):
    (goal,) = sent(institution, 1)

    text = client.post(page, wait(goal)).content.decode()

    assert "Vælg, hvad bestyrelsen beslutter" in text
    assert statuses([goal]) == [LocalGoalStatus.SENT]


def test_the_page_costs_the_same_with_1_and_with_10_goals(client, page, institution, queries_for):
    sent(institution, 1)
    few = queries_for(page)
    sent(institution, 9)

    assert queries_for(page) == few


def test_the_institution_shows_the_way_to_those_who_decide(client, page, institution, cluster):
    sent(institution)
    member = MembershipFactory(board_member=True, cluster=cluster).user

    assert page in client.get(institution.get_absolute_url()).content.decode()
    client.force_login(member)
    assert page not in client.get(institution.get_absolute_url()).content.decode()
