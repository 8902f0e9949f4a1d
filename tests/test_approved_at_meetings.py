"""A steering concept says at which meeting of the committee it was approved."""

import datetime

import pytest
from django.urls import reverse

from meetings.models import MeetingApproval
from strategy.models import Approval
from tests.factories import BoardFactory, ClusterFactory, GoalFactory, MembershipFactory
from tests.factories.following_up import ApprovalFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.markup import tight

pytestmark = pytest.mark.django_db


@pytest.fixture
def approval():
    return ApprovalFactory()


@pytest.fixture
def item():
    """Of a meeting that the committee has held."""
    meeting = MeetingFactory(
        board=BoardFactory(kind="committee"), held_on=datetime.date(2026, 1, 15), status="held"
    )
    return AgendaItemFactory(meeting=meeting, kind="decision", title="Styringskonceptet")


@pytest.fixture
def politician(client):
    client.force_login(MembershipFactory(board_member=True).user)
    return client


def choose(approval) -> str:
    return reverse("approval_at_meeting", args=[approval.pk])


def test_the_committee_says_where_it_decided_and_every_page_of_approvals_leads_there(
    politician, approval, item
):
    assert "Styringskonceptet" in politician.get(choose(approval)).text

    politician.post(choose(approval), {"item": item.pk})

    link = f'<a href="{item.get_absolute_url()}">'
    for address in (
        approval.get_absolute_url(),
        reverse("steering_concept", args=[approval.strategy_id]),
        reverse("municipality"),
    ):
        page = tight(politician.get(address).text)
        assert link in page, address
        assert "på mødet 15. januar 2026" in page, address

    politician.post(choose(approval), {"item": ""})
    assert not MeetingApproval.objects.exists()


def test_who_may_not_read_the_meeting_reads_its_day_without_a_link(client, approval, item):
    MeetingApproval.objects.create(approval=approval, item=item)
    client.force_login(MembershipFactory(board_member=True, cluster=ClusterFactory()).user)

    page = client.get(approval.get_absolute_url()).text

    assert "på mødet 15. januar 2026" in " ".join(page.split())
    assert item.meeting.get_absolute_url() not in page


def test_only_what_the_committee_has_decided_on_can_be_chosen(politician, approval, item):
    boards = AgendaItemFactory(
        meeting=MeetingFactory(board=BoardFactory(cluster=ClusterFactory()), status="held"),
        kind="decision",
    )
    planned = AgendaItemFactory(meeting=MeetingFactory(board=item.meeting.board), kind="decision")
    told = AgendaItemFactory(meeting=item.meeting, kind="information")

    for other in (boards, planned, told):
        politician.post(choose(approval), {"item": other.pk})

    assert not MeetingApproval.objects.exists()


def test_pages_of_approvals_cost_the_same_however_many(politician, approval, item, queries_for):
    MeetingApproval.objects.create(approval=approval, item=item)
    address = reverse("steering_concept", args=[approval.strategy_id])
    few = queries_for(address)

    for day in (2, 3, 4):
        other = ApprovalFactory(strategy=approval.strategy, approved_on=datetime.date(2026, 2, day))
        MeetingApproval.objects.create(
            approval=other, item=AgendaItemFactory(meeting=item.meeting, kind="decision")
        )

    assert queries_for(address) == few


def test_the_meeting_is_chosen_while_approving_and_is_of_the_same_day(politician, item):
    GoalFactory()
    address = reverse("approval_create")
    told = {"kind": "model", "item": item.pk, "note": "", "sure": "yes"}

    assert "Styringskonceptet" in politician.get(address).text
    refused = politician.post(address, {**told, "approved_on": "14.01.2026"})
    assert refused.context["form"].errors.keys() == {"item"}
    assert not Approval.objects.exists()
    politician.post(address, {**told, "approved_on": "15.01.2026"})

    assert MeetingApproval.objects.get().item == item
    assert MeetingApproval.objects.get().approval == Approval.objects.get()


def test_no_meeting_of_another_board_is_chosen_while_approving(politician, item):
    GoalFactory()
    other = AgendaItemFactory(meeting=MeetingFactory(status="held"), kind="decision")
    told = {"kind": "model", "item": other.pk, "note": "", "sure": "yes"}

    answer = politician.post(reverse("approval_create"), {**told, "approved_on": "15.01.2026"})

    assert answer.context["form"].errors.keys() == {"item"}
    assert not Approval.objects.exists()


def test_the_newest_meeting_is_offered_first_and_only_what_was_decided(politician, item):
    GoalFactory()
    board = item.meeting.board
    newer = MeetingFactory(board=board, held_on=datetime.date(2026, 3, 5), status="held")
    newest = AgendaItemFactory(meeting=newer, kind="decision", title="Nyere")
    AgendaItemFactory(meeting=newer, kind="information", title="Kun til orientering")
    AgendaItemFactory(meeting=newer, kind="decision", standing="minutes", minutes_of=item.meeting)

    form = politician.get(reverse("approval_create")).context["form"]

    offered = [value for value, _label in form.fields["item"].choices]
    assert offered == ["", newest.pk, item.pk]
