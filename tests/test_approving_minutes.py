"""Who approves minutes: the board at a later meeting, or its chair; never alone who wrote them."""

import datetime
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from institutions.models import Board
from meetings.approving import writers_of
from meetings.models import Meeting
from meetings.papers.agenda import Agenda
from meetings.workflow import MeetingStatus
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db

PEOPLE = ("administrator", "secretary", "chair", "other_chair", "member", "chair_elsewhere")
#: Who closed the meeting, and who wrote in its minutes → who may then approve them by themselves.
BY_THEMSELVES = [
    ("secretary", ["secretary"], {"chair", "other_chair"}),
    ("secretary", ["chair"], {"other_chair"}),
    ("secretary", ["secretary", "chair"], {"other_chair"}),
    ("secretary", ["chair", "secretary"], {"other_chair"}),
    ("secretary", ["other_chair", "chair"], set()),
    ("secretary", [], {"chair", "other_chair"}),
    ("chair", ["chair"], {"other_chair"}),
    ("chair", ["secretary"], {"other_chair"}),
    ("administrator", ["administrator"], {"chair", "other_chair"}),
]


@pytest.fixture
def hall():
    """A board, the people around it, and a meeting of it that goes on."""
    cluster = ClusterFactory()
    board = BoardFactory(cluster=cluster)
    AgendaItemFactory(meeting=MeetingFactory(board=board, called=True, present="Alle"))
    return SimpleNamespace(
        board=board,
        meeting=board.meetings.get(),
        administrator=UserFactory(administrator=True),
        secretary=MembershipFactory(cluster_leader=True, cluster=cluster).user,
        chair=MembershipFactory(chair=True, cluster=cluster).user,
        other_chair=MembershipFactory(chair=True, cluster=cluster).user,
        member=MembershipFactory(board_member=True, cluster=cluster).user,
        chair_elsewhere=MembershipFactory(
            chair=True, institution=InstitutionFactory(cluster=cluster)
        ).user,
    )


def visit(person) -> Client:
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def write(hall, person, text: str) -> None:
    address = reverse("meeting_mode", args=[hall.meeting.items.get().pk])
    answer = visit(person).post(address, {"form": "minutes", "resolution": "", "minutes": text})
    assert answer.status_code == 302


def move(person, meeting, status: str) -> None:
    address = reverse("meeting_move", args=[meeting.pk, status])
    visit(person).post(address, {"sure": "yes"})
    meeting.refresh_from_db()


def close(hall, by) -> None:
    move(by, hall.meeting, "held")
    assert hall.meeting.status == MeetingStatus.HELD


@pytest.mark.parametrize(("closed_by", "written_by", "expected"), BY_THEMSELVES)
def test_minutes_are_approved_by_a_chair_who_has_not_written_them(
    hall, closed_by, written_by, expected
):
    for number, name in enumerate(written_by):
        write(hall, getattr(hall, name), f"Der blev talt om sagen {number}.")
    close(hall, getattr(hall, closed_by))
    closer = hall.meeting.closed_by
    way = f'href="{reverse("meeting_move", args=[hall.meeting.pk, "approved"])}"'

    offered, approved = set(), set()
    for name in PEOPLE:
        person = getattr(hall, name)
        if way in visit(person).get(hall.meeting.get_absolute_url()).content.decode():
            offered.add(name)
        move(person, hall.meeting, "approved")
        if hall.meeting.status == MeetingStatus.APPROVED:
            approved.add(name)
        Meeting.objects.update(status=MeetingStatus.HELD, approved_on=None)
        hall.meeting.papers.filter(kind="minutes").delete()

    assert closer == getattr(hall, closed_by)
    assert (approved, offered) == (expected, expected)


@pytest.mark.parametrize("when", ["as held", "after closing", "in a meeting opened again"])
def test_whoever_wrote_last_is_known_whenever_they_wrote(hall, when):
    if when == "as held":
        write(hall, hall.chair, "Der blev talt om budgettet.")
    close(hall, hall.secretary)
    if when == "in a meeting opened again":
        move(hall.chair, hall.meeting, "called")
    if when != "as held":
        write(hall, hall.chair, "Der blev talt om budgettet.")
    if when == "in a meeting opened again":
        close(hall, hall.secretary)

    move(hall.chair, hall.meeting, "approved")

    assert writers_of(hall.meeting) == {hall.secretary.pk, hall.chair.pk}
    assert hall.meeting.status == MeetingStatus.HELD


def test_to_arrange_an_agenda_or_save_nothing_new_is_not_to_write_minutes(hall):
    item = hall.meeting.items.get()
    item.write(title="Budgettet for 2027")
    write(hall, hall.chair, "")
    close(hall, hall.secretary)

    assert writers_of(hall.meeting) == {hall.secretary.pk}


#: The meeting under which one approves: its board, day, time and status → whether it is approved.
LATER = [
    ("own", 0, "called", True),
    ("own", -1, "called", True),
    ("own", -1, "held", True),
    ("own", 1, "called", False),  # the board has not met
    ("own", 0, "planned", False),  # the board has not been told
    ("own", -40, "called", False),  # before the minutes' own meeting
    ("another", 0, "called", False),
]


@pytest.mark.parametrize("person", ["secretary", "chair"])
@pytest.mark.parametrize(("board", "days", "status", "is_approved"), LATER)
def test_a_later_meeting_approves_whoever_notes_it(hall, person, board, days, status, is_approved):
    today = timezone.localdate()
    Meeting.objects.update(held_on=today - datetime.timedelta(days=30))
    for writer in ("secretary", "chair"):
        write(hall, getattr(hall, writer), f"Skrevet af {writer}.")
    close(hall, hall.secretary)
    later = MeetingFactory(
        board=hall.board if board == "own" else BoardFactory(cluster=hall.board.cluster),
        held_on=today + datetime.timedelta(days=days),
        status=status,
    )
    item = AgendaItemFactory(
        meeting=later, kind="decision", standing="minutes", minutes_of=hall.meeting
    )
    by = getattr(hall, person)
    button = f'action="{reverse("minutes_approve", args=[item.pk])}"'

    page = visit(by).get(reverse("meeting_mode", args=[item.pk])).content.decode()
    visit(by).post(reverse("minutes_approve", args=[item.pk]), {"sure": "yes"})

    hall.meeting.refresh_from_db()
    assert (hall.meeting.status == MeetingStatus.APPROVED) == is_approved
    assert hall.meeting.approved_at == (later if is_approved else None)
    assert (button in page) == (is_approved and status != "planned")
    assert hall.meeting.papers.filter(kind="minutes").exists() == is_approved


@pytest.mark.parametrize("is_approved", [True, False])
def test_an_agenda_asks_no_more_for_minutes_that_a_chair_has_approved(hall, is_approved):
    close(hall, hall.secretary)
    today = timezone.localdate()
    later = MeetingFactory(board=hall.board, called=True, held_on=today, present="Alle")
    AgendaItemFactory(meeting=later, kind="decision", standing="minutes", minutes_of=hall.meeting)
    if is_approved:
        move(hall.chair, hall.meeting, "approved")
        assert hall.meeting.status == MeetingStatus.APPROVED

    page = visit(hall.member).get(later.get_absolute_url()).content.decode()
    paper = Agenda.of_meeting(later, user=hall.member)
    with translation.override("da"):
        told = "".join(run["text"] for sentence in paper.asked for run in sentence)
    move(hall.secretary, later, "held")

    assert ("skal træffe beslutning" in page) != is_approved
    assert paper.decisions == (0 if is_approved else 1)
    assert ("referat godkendt" in told) == is_approved
    assert (later.status == MeetingStatus.HELD) == is_approved


def test_a_leadership_team_has_no_chair_and_approves_when_it_meets(hall):
    team = BoardFactory(kind=Board.Kind.LEADERSHIP_TEAM, cluster=hall.board.cluster)
    Meeting.objects.update(board=team)
    hall.meeting.refresh_from_db()
    close(hall, hall.secretary)

    for name in PEOPLE:
        move(getattr(hall, name), hall.meeting, "approved")

    assert hall.meeting.status == MeetingStatus.HELD
    page = visit(hall.secretary).get(hall.meeting.get_absolute_url()).content.decode()
    assert "Referatet godkendes på næste møde." in page


def test_why_one_may_not_is_said(hall):
    close(hall, hall.chair)
    address = reverse("meeting_move", args=[hall.meeting.pk, "approved"])

    told = {name: visit(getattr(hall, name)).get(address).content.decode() for name in PEOPLE[:4]}

    for name in ("administrator", "secretary"):
        assert "Referatet godkendes på næste møde eller af formanden." in told[name]
    assert "Du har skrevet i referatet eller afsluttet mødet" in told["chair"]
    assert 'name="sure"' in told["other_chair"]
    assert 'name="sure"' not in told["chair"]
