"""Local goals in hearing: which go in, what stands when they move on, and who writes for whom."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from hearings.answering import keep_draft, send
from hearings.models import Hearing, HearingAnswer
from hearings.pages.hearing import HearingPage
from strategy.models import LocalGoal
from strategy.workflow import LocalGoalStatus, Outcome
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
)
from tests.factories.hearings import AnswerPartFactory, HearingFactory, HearingReceiverFactory
from tests.factories.meetings import AgendaItemFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def house():
    return InstitutionFactory(cluster=ClusterFactory())


@pytest.fixture
def leader(house):
    return MembershipFactory(leader=True, institution=house).user


@pytest.fixture
def hearing(house):
    """A draft of the house's goals; everybody with the link is asked."""
    return HearingFactory(cluster=None, institution=house, strategy=None, is_public=True)


def opened(hearing, leader):
    hearing.transition("open", by=leader)
    return Hearing.objects.get(pk=hearing.pk)


def names(text) -> list[str]:
    return [passage.key for passage in text.passages]


def page_of(hearing, user):
    return HearingPage.build(Hearing.objects.get(pk=hearing.pk), user=user, on=TODAY)


@pytest.mark.parametrize("status", [LocalGoalStatus.DRAFT, LocalGoalStatus.RETURNED])
def test_what_nobody_has_sent_is_in_no_hearing_not_even_the_leaders_own(
    house, leader, hearing, status
):
    LocalGoalFactory(institution=house, status=status, text="Hemmelig kladde")
    sent = LocalGoalFactory(institution=house, adopted=True)

    hearing = opened(hearing, leader)

    assert names(hearing.first_text) == [f"local-{sent.pk}"]
    assert "Hemmelig kladde" not in str(hearing.content)


def test_the_leader_chooses_which_goals_go_in_and_the_page_tells(client, house, leader):
    kept, left = LocalGoalFactory.create_batch(2, institution=house, adopted=True)
    draft = LocalGoalFactory(institution=house, text="Hemmelig kladde")
    client.force_login(leader)
    written = {
        "title": "Vores mål",
        "asks": "Er de gode?",
        "deadline_on": f"{TODAY + 9 * DAY:%d.%m.%Y}",
    }
    begun = client.post(reverse("hearing_create"), written | {"subject": f"institution-{house.pk}"})
    form = client.get(begun.url)

    assert form.text.count("checked") >= 2
    assert "Hemmelig kladde" not in form.text

    hearing = Hearing.objects.get()
    version = {"version": hearing.version}
    refused = client.post(begun.url, written | version | {"goals": [draft.pk]})
    none = client.post(begun.url, written | version)
    client.post(begun.url, written | version | {"goals": [kept.pk]})

    assert (refused.status_code, none.status_code) == (422, 422)
    assert names(Hearing.objects.get().first_text) == [f"local-{kept.pk}"]
    page = client.get(hearing.get_absolute_url()).text
    assert kept.name in page
    assert f"local-{left.pk}" not in names(Hearing.objects.get().first_text)


def test_a_goal_that_is_evaluated_during_the_hearing_is_not_taken_out(
    client, house, leader, hearing
):
    goal = LocalGoalFactory(institution=house, in_progress=True)
    LocalGoalFactory(institution=house, status=LocalGoalStatus.SENT)
    hearing = opened(hearing, leader)
    client.force_login(leader)

    before = client.get(goal.get_absolute_url()).text
    LocalGoal.objects.filter(pk=goal.pk).update(
        status=LocalGoalStatus.EVALUATED, outcome=Outcome.REACHED
    )
    page = page_of(hearing, leader)

    assert hearing.title in before
    assert not page.differing
    assert page.closed_since == (goal,)  # and not the one that the board has
    assert goal.name in client.get(hearing.get_absolute_url()).text


def test_a_goal_that_comes_later_is_in_no_edition_of_the_hearing(house, leader, hearing):
    LocalGoalFactory(institution=house, adopted=True)
    hearing = opened(hearing, leader)
    LocalGoalFactory(institution=house, adopted=True)

    assert len(Hearing.objects.get(pk=hearing.pk).second_text.passages) == 1


# --- Who writes for whom ----------------------------------------------------------------------


@pytest.fixture
def receiver():
    return HearingReceiverFactory()


@pytest.fixture
def secretary(receiver):
    """The leader of the cluster, who has the hearing and writes the minutes of the board."""
    return MembershipFactory(cluster_leader=True, cluster=receiver.hearing.cluster).user


@pytest.fixture
def chair(receiver):
    cluster = receiver.hearing.cluster
    return MembershipFactory(chair=True, cluster=cluster, board=receiver.board).user


def test_the_secretary_is_not_asked_and_notes_an_answer_on_behalf(client, receiver, secretary):
    page = page_of(receiver.hearing, secretary)
    client.force_login(secretary)
    address = receiver.get_absolute_url()
    form = client.get(address).text

    assert not page.to_answer
    assert [row.receiver for row in page.to_note] == [receiver]
    assert "på vegne af" in form

    client.post(address, {"passage-": "Sagt i telefonen", "version": 0, "send": 1})

    answer = HearingAnswer.objects.get()
    assert answer.is_on_behalf
    assert "på vegne af" in client.get(answer.get_absolute_url()).text


def address_of(receiver) -> str:
    return receiver.hearing.get_absolute_url()


def test_what_a_board_writes_itself_is_no_field_of_its_secretary(
    client, receiver, secretary, chair
):
    keep_draft(receiver, {"": "Formandens ord"}, version=0)
    client.force_login(secretary)

    page = client.get(receiver.get_absolute_url())
    sent = client.post(
        receiver.get_absolute_url(), {"passage-": "Mine ord", "version": 0, "send": 1}
    )

    assert page.status_code == 404
    assert sent.status_code == 422  # what was typed is not lost
    assert "Mine ord" in sent.text
    assert HearingAnswer.objects.get().draft == {"": "Formandens ord"}
    assert [row.receiver for row in page_of(receiver.hearing, chair).to_answer] == [receiver]
    client.force_login(chair)
    assert f'href="{receiver.get_absolute_url()}"' in client.get(address_of(receiver)).text


# --- Before it is moved -----------------------------------------------------------------------


def asked(client, hearing, move: str) -> str:
    return client.get(reverse("hearing_move", args=[hearing.pk, move])).text


def test_it_is_told_before_the_opening_that_nobody_there_has_an_account(client):
    row = HearingReceiverFactory(hearing=HearingFactory())
    leader = MembershipFactory(cluster_leader=True, cluster=row.hearing.cluster).user
    client.force_login(leader)

    before = asked(client, row.hearing, "open")
    MembershipFactory(board_member=True, cluster=row.hearing.cluster, board=row.board)

    assert f"Ingen med en konto sidder i {row.board}" in before
    assert f"Ingen med en konto sidder i {row.board}" not in asked(client, row.hearing, "open")


def test_a_hearing_that_is_closed_early_says_its_true_day(client, receiver, secretary, chair):
    Hearing.objects.update(deadline_on=TODAY + 13 * DAY)
    hearing = Hearing.objects.get()
    hearing.steps.create(from_state="draft", to_state="open")
    client.force_login(secretary)
    question = asked(client, hearing, "close")
    hearing.transition("close", by=secretary)

    send(receiver, {"": "Sent, men i tide"}, version=0, by=chair)
    page = page_of(hearing, secretary)

    assert "før den" in question
    assert page.closed_early_on == TODAY
    assert page.life[1].when.count(date_format(TODAY, "DATE_FORMAT")) == 2  # opened and closed
    assert not HearingAnswer.objects.get().is_late  # by its own deadline


def test_it_is_asked_whether_something_is_still_to_be_written(client, secretary, receiver):
    Hearing.objects.update(stage="review")
    part = AnswerPartFactory(
        answer__receiver=receiver, verdict="accepted", opinion="Enig.", passage="headline"
    )
    hearing = part.answer.hearing
    Hearing.objects.update(content=hearing.second_text.as_facts)
    client.force_login(secretary)

    assert "Mangler der noget" in asked(client, Hearing.objects.get(), "second")


def test_that_it_is_decided_is_offered_when_a_meeting_that_was_held_has_decided(secretary, chair):
    hearing = HearingFactory(second_edition=True, cluster=ClusterFactory())
    leader = MembershipFactory(cluster_leader=True, cluster=hearing.cluster).user
    item = AgendaItemFactory(
        meeting__board=BoardFactory(cluster=hearing.cluster),
        meeting__held_on=TODAY + DAY,
        resolution="Vedtaget.",
    )
    way = lambda: {one.name for one in page_of(hearing, leader).ways}  # noqa: E731
    without = way()
    Hearing.objects.filter(pk=hearing.pk).update(item=item)
    ahead = way()
    item.meeting.held_on = TODAY
    item.meeting.save()

    assert (without, ahead) == ({"back"}, {"back"})
    assert way() == {"back", "decide"}


def test_receivers_read_what_was_decided(client, receiver):
    cluster = receiver.hearing.cluster
    elsewhere = AgendaItemFactory(meeting__board=BoardFactory(), resolution="Vi vedtager visionen.")
    Hearing.objects.update(stage="decided", second=receiver.hearing.content, item=elsewhere)
    client.force_login(MembershipFactory(chair=True, cluster=cluster, board=receiver.board).user)

    assert "Vi vedtager visionen." in client.get(receiver.hearing.get_absolute_url()).text

    type(elsewhere).objects.update(is_confidential=True)

    assert "Vi vedtager visionen." not in client.get(receiver.hearing.get_absolute_url()).text
