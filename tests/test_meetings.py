"""Meetings of boards: who reads what of them, their life, and what they leave behind."""

import datetime
import hashlib
import io
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from dashboards.calendar import entries_of
from dashboards.cluster import ClusterDashboard
from institutions.models import Board, Institution
from lifecycle import Closed, Incomplete, InvalidTransition
from meetings.models import AgendaItem, FollowUp, Meeting, MeetingDecision, MeetingPaper
from meetings.papers.freezing import facts_of, freeze
from meetings.papers.printing import as_pdf
from meetings.workflow import MEETING_LIFE, MeetingStatus
from strategy.models import LocalGoal
from strategy.workflow import LocalGoalStatus as GoalStatus
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InspectionFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    StrategyFactory,
    UserFactory,
)
from tests.factories.leadership import ActionFactory, FocusAreaFactory, TeamFactory
from tests.factories.meetings import AgendaItemFactory, FollowUpFactory, MeetingFactory

pytestmark = pytest.mark.django_db

DIAGRAM = Path(__file__).parent.parent / "docs" / "meetings.md"
EVENING = datetime.datetime(2026, 6, 16, 18, 30, tzinfo=datetime.UTC)


@pytest.fixture
def hall():
    """A cluster with two institutions, its boards, and the people around them."""
    cluster = ClusterFactory()
    unit, neighbour = InstitutionFactory.create_batch(2, cluster=cluster)

    def person(**membership):
        return MembershipFactory(**membership).user

    return SimpleNamespace(
        cluster=cluster,
        unit=unit,
        neighbour=neighbour,
        board=BoardFactory(cluster=cluster),
        council=BoardFactory(kind=Board.Kind.PARENT_COUNCIL, institution=unit),
        team=BoardFactory(kind=Board.Kind.LEADERSHIP_TEAM, cluster=cluster),
        committee=BoardFactory(kind=Board.Kind.COMMITTEE),
        administrator=UserFactory(administrator=True),
        secretary=person(cluster_leader=True, cluster=cluster),
        chair=person(chair=True, cluster=cluster),
        member=person(board_member=True, cluster=cluster),
        leader=person(leader=True, institution=unit),
        parent=person(board_member=True, institution=unit),
        area_head=person(area_head=True, area=cluster.area),
        politician=person(board_member=True),
        consultant=person(consultant=True),
        stranger=person(board_member=True, cluster=ClusterFactory()),
    )


ATTENDED = {
    "board": {"administrator", "secretary", "chair", "member"},
    "council": {"administrator", "secretary", "leader", "parent"},
    "team": {"administrator", "secretary", "leader"},
    "committee": {"administrator", "politician", "consultant"},
}
KEPT = {
    "board": {"administrator", "secretary", "chair"},
    "council": {"administrator", "secretary", "leader"},
    "team": {"administrator", "secretary"},
    "committee": {"administrator", "consultant"},
}
PEOPLE = [
    "administrator",
    "secretary",
    "chair",
    "member",
    "leader",
    "parent",
    "area_head",
    "politician",
    "consultant",
    "stranger",
]


@pytest.mark.parametrize("board", ATTENDED)
def test_a_board_is_attended_by_its_members_and_kept_by_secretary_and_chair(hall, board):
    boards = Board.objects.filter(pk=getattr(hall, board).pk)

    attended = {name for name in PEOPLE if boards.attended_by(getattr(hall, name)).exists()}
    kept = {name for name in PEOPLE if boards.kept_by(getattr(hall, name)).exists()}

    assert (attended, kept) == (ATTENDED[board], KEPT[board])


@pytest.mark.parametrize("is_published", [False, True])
def test_others_read_a_meeting_only_where_the_board_publishes(hall, is_published):
    Board.objects.filter(pk=hall.board.pk).update(is_published=is_published)
    meeting = MeetingFactory(board=hall.board, called=True)

    readers = {
        name for name in PEOPLE if Meeting.objects.visible_to(getattr(hall, name)).contains(meeting)
    }

    others = {"leader", "parent", "area_head", "politician", "consultant"}
    assert readers == ATTENDED["board"] | (others if is_published else set())


def test_an_agenda_still_being_written_is_for_its_writers(hall):
    Board.objects.update(is_published=True)
    item = AgendaItemFactory(meeting__board=hall.board)

    sees_item = {
        name for name in PEOPLE if AgendaItem.objects.visible_to(getattr(hall, name)).exists()
    }
    sees_meeting = {
        name
        for name in PEOPLE
        if Meeting.objects.visible_to(getattr(hall, name)).contains(item.meeting)
    }

    assert sees_item == KEPT["board"]
    assert sees_meeting == ATTENDED["board"]


def test_an_item_that_is_not_sent_is_not_called_confidential(client, hall):
    item = AgendaItemFactory(meeting__board=hall.board)
    client.force_login(hall.member)

    page = client.get(item.meeting.get_absolute_url()).content.decode()

    assert "Ikke sendt endnu" in page
    assert "Lukket punkt" not in page


@pytest.mark.parametrize("page", ["meeting", "mode", "paper", "pdf"])
def test_a_confidential_item_is_not_there_for_those_outside(client, hall, page):
    Board.objects.update(is_published=True)
    open_item = AgendaItemFactory(meeting__board=hall.board, number=1, title="Lukkedage")
    meeting = open_item.meeting
    secret = AgendaItemFactory(
        meeting=meeting, number=2, confidential=True, title="Hemmeligheden", resolution="Hemmeligt"
    )
    FollowUpFactory(item=secret, text="En hemmelig opfølgning")
    send(client, hall, meeting)

    def read(person) -> str:
        client.force_login(person)
        paper = (
            MeetingPaper.objects.visible_to(person)
            .filter(kind="agenda")
            .order_by("is_whole")
            .last()
        )
        address = {
            "meeting": reverse("meeting_detail", args=[meeting.pk]),
            "mode": reverse("meeting_mode", args=[secret.pk]),
            "paper": reverse("meeting_paper", args=[paper.pk]),
            "pdf": reverse("meeting_paper_pdf", args=[paper.pk]),
        }[page]
        answer = client.get(address)
        return "" if page == "pdf" else f"{answer.status_code} {answer.content.decode()}"

    for insider in (hall.member, hall.secretary, hall.chair):
        assert "Hemmeligheden" in read(insider) or page == "pdf"
    for outsider in (hall.leader, hall.area_head, hall.parent):
        assert "emmelig" not in read(outsider)
    whole, public = MeetingPaper.objects.filter(kind="agenda").order_by("-is_whole")
    assert not MeetingPaper.objects.visible_to(hall.leader).contains(whole)
    assert MeetingPaper.objects.visible_to(hall.leader).contains(public)
    assert "emmelig" not in str(public.facts)
    client.force_login(hall.leader)
    for name in ("meeting_paper", "meeting_paper_pdf"):
        assert client.get(reverse(name, args=[whole.pk])).status_code == 404
    assert not FollowUp.objects.visible_to(hall.leader).exists()


def test_what_was_decided_is_published_when_the_minutes_are_approved(client, hall):
    Board.objects.update(is_published=True)
    item = AgendaItemFactory(meeting__board=hall.board, resolution="Vi lukker i uge 29.")
    meeting = item.meeting
    send(client, hall, meeting)
    address = meeting.get_absolute_url()
    move(client, hall.secretary, meeting, "held")

    def sees(person) -> bool:
        client.force_login(person)
        return "Vi lukker i uge 29." in client.get(address).content.decode()

    assert (sees(hall.member), sees(hall.leader)) == (True, False)

    move(client, hall.chair, meeting, "approved")
    assert (sees(hall.member), sees(hall.leader)) == (True, True)


def test_a_meeting_that_is_over_begins_with_what_came_of_it(client, hall):
    meeting = MeetingFactory(board=hall.board, held=True)
    for number, said in enumerate(["Vi gør det.", "", "Vi lader være."], 1):
        AgendaItemFactory(meeting=meeting, number=number, resolution=said)
    client.force_login(hall.member)

    page = client.get(meeting.get_absolute_url()).content.decode()

    begins = page.split('id="besluttet"')[1].split("</section>")[0]
    assert re.findall(r"Vi \w+ \w+\.", begins) == ["Vi gør det.", "Vi lader være."]
    assert page.index('id="besluttet"') < page.index('id="dagsorden"')
    meeting.items.filter(number=3).update(resolution="")
    assert 'id="besluttet"' not in client.get(meeting.get_absolute_url()).content.decode()


def test_a_goal_that_went_back_is_led_to_for_whoever_may_read_it(client, hall):
    goal = LocalGoalFactory(institution=hall.unit, sent=True)
    item = AgendaItemFactory(meeting__board=hall.board)
    item.local_goals.add(goal)
    send(client, hall, item.meeting)
    goal.transition(GoalStatus.RETURNED, by=hall.chair, comment="Skriv det kortere.")

    def is_led(person) -> bool:
        client.force_login(person)
        addresses = (item.meeting.get_absolute_url(), reverse("meeting_mode", args=[item.pk]))
        pages = [client.get(address).content.decode() for address in addresses]
        assert goal.text in pages[0]  # as the board had it
        return any(f'href="{goal.get_absolute_url()}"' in page for page in pages)

    assert is_led(hall.member)
    told = client.get(goal.get_absolute_url()).content.decode()
    assert "Skriv det kortere." in told
    assert goal.text not in told
    assert is_led(hall.secretary)


def test_a_follow_up_is_seen_and_done_by_whoever_is_responsible(client, hall):
    follow_up = FollowUpFactory(item__meeting__board=hall.board, person=hall.parent)
    client.force_login(hall.parent)
    address = follow_up.get_absolute_url()

    assert client.get(address).status_code == 200
    client.post(address, {"done_note": "Brevet er sendt."})

    follow_up.refresh_from_db()
    assert follow_up.done_on is not None
    client.force_login(hall.leader)
    assert client.get(address).status_code == 404


def test_a_member_reads_a_follow_up_and_does_not_close_it(client, hall):
    follow_up = FollowUpFactory(item__meeting__board=hall.board)
    client.force_login(hall.member)

    assert client.get(follow_up.get_absolute_url()).status_code == 200
    assert client.post(follow_up.get_absolute_url(), {}).status_code == 404

    follow_up.refresh_from_db()
    assert follow_up.done_on is None


# --- The life of a meeting ------------------------------------------------------------------------


def in_status(status: MeetingStatus, **fields) -> Meeting:
    approved_on = datetime.date(2026, 9, 15) if status == MeetingStatus.APPROVED else None
    there = {"present": "Hele bestyrelsen"}
    return MeetingFactory(status=status, approved_on=approved_on, **there | fields)


#: Where a meeting is → where it may go, by hand; tests/test_lifecycle.py says what each way takes.
WAYS = {
    "planned": {"called"},
    "called": {"held", "planned"},
    "held": {"approved", "called"},
    "approved": set(),
}


@pytest.mark.parametrize("start", MeetingStatus)
@pytest.mark.parametrize("to", MeetingStatus)
def test_a_meeting_goes_only_where_the_table_says(start, to):
    meeting = AgendaItemFactory(meeting=in_status(start), resolution="Ja.").meeting
    may = to in WAYS[start]
    chair = MembershipFactory(chair=True, cluster=meeting.board.cluster).user

    try:
        meeting.transition(to, on=datetime.date(2026, 9, 15), by=chair)
    except InvalidTransition:
        moved = False
    else:
        moved = True

    meeting.refresh_from_db()
    assert moved == may
    assert meeting.status == (to if may else start)


def test_the_diagram_is_the_table():
    with translation.override("en"):
        drawn = {
            f"{status} --> {way.to}: {way.label}"
            for status in MeetingStatus
            for way in MEETING_LIFE.out_of(status)
        }

    diagram = DIAGRAM.read_text(encoding="utf-8")
    assert set(re.findall(r"    (\w+ --> \w+: .+)", diagram)) == drawn


def test_an_agenda_without_items_is_not_sent():
    meeting = MeetingFactory()

    with pytest.raises(Incomplete):
        meeting.transition(MeetingStatus.CALLED, on=datetime.date(2026, 6, 2), by=UserFactory())

    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.PLANNED


def test_a_meeting_is_closed_when_it_has_been_held_and_everything_is_decided():
    item = AgendaItemFactory(meeting=MeetingFactory(called=True), kind="decision")

    with translation.override("da"), pytest.raises(Incomplete) as early:
        item.meeting.transition(MeetingStatus.HELD, on=datetime.date(2026, 6, 15), by=UserFactory())
    with translation.override("da"), pytest.raises(Incomplete) as undecided:
        item.meeting.transition(MeetingStatus.HELD, on=datetime.date(2026, 6, 16), by=UserFactory())

    assert len(early.value.missing) == 2
    assert list(undecided.value.missing.values()) == [
        "Skriv, hvad der blev besluttet under punkt 1."
    ]


@pytest.mark.parametrize("present", ["", " \n "])
def test_minutes_without_participants_are_not_approved_anywhere(client, hall, present):
    earlier = in_status(
        MeetingStatus.HELD, board=hall.board, held_on=datetime.date(2026, 3, 17), present=present
    )
    meeting = MeetingFactory(board=hall.board, called=True)
    item = AgendaItemFactory(
        meeting=meeting, kind="decision", standing="minutes", minutes_of=earlier
    )
    client.force_login(hall.secretary)
    way = f'href="{reverse("meeting_attendance", args=[earlier.pk])}"'
    move_page = reverse("meeting_move", args=[earlier.pk, "approved"])
    mode_page = reverse("meeting_mode", args=[item.pk])

    shown = [client.get(address).content.decode() for address in (move_page, mode_page)]
    client.post(move_page, {"sure": "yes"})
    client.post(reverse("minutes_approve", args=[item.pk]), {"sure": "yes"})
    with translation.override("da"), pytest.raises(Incomplete) as refusal:
        earlier.transition(MeetingStatus.APPROVED, on=datetime.date(2026, 9, 15), by=hall.chair)

    earlier.refresh_from_db()
    assert earlier.status == MeetingStatus.HELD
    assert not earlier.papers.exists()
    assert list(refusal.value.missing.values()) == [
        "Skriv, hvem der var med. Et referat godkendes ikke uden deltagere."
    ]
    assert all(way in page for page in shown)
    assert reverse("minutes_approve", args=[item.pk]) not in shown[1]

    client.post(
        reverse("meeting_attendance", args=[earlier.pk]), {"present": "Formanden", "absent": ""}
    )
    client.post(reverse("minutes_approve", args=[item.pk]), {"sure": "yes"})
    earlier.refresh_from_db()
    assert earlier.status == MeetingStatus.APPROVED
    assert "Formanden" in earlier.papers.get(kind="minutes", is_whole=True).facts["present"]


def test_whoever_closes_a_meeting_is_told_that_nobody_was_written_down(client, hall):
    item = AgendaItemFactory(meeting__board=hall.board, meeting__called=True)
    client.force_login(hall.chair)
    address = reverse("meeting_move", args=[item.meeting_id, "held"])
    way = f'href="{reverse("meeting_attendance", args=[item.meeting_id])}"'

    before = client.get(address).content.decode()
    Meeting.objects.update(present="Hele bestyrelsen")
    after = client.get(address).content.decode()

    assert (way in before, way in after) == (True, False)


def test_goals_decided_on_under_an_item_are_what_was_decided(client, hall):
    adopted, waiting = LocalGoalFactory.create_batch(2, institution=hall.unit, sent=True)
    item = AgendaItemFactory(
        meeting__board=hall.board, kind="decision", local_goals=[adopted, waiting]
    )
    Meeting.objects.update(held_on=timezone.localdate(), status=MeetingStatus.CALLED)
    item.meeting.refresh_from_db()
    close = MEETING_LIFE.find("called", "held")
    evening = {"on": item.meeting.held_on}

    item.decide(adopted, GoalStatus.ADOPTED, by=hall.chair, comment="", version=adopted.version)
    assert item.meeting.missing_for(close, by=hall.secretary, facts=evening)

    item.decide(waiting, GoalStatus.ADOPTED, by=hall.chair, comment="", version=waiting.version)
    assert item.meeting.missing_for(close, by=hall.secretary, facts=evening) == {}


def test_what_is_promised_at_a_meeting_is_not_due_before_it(client, hall):
    item = AgendaItemFactory(meeting=in_status(MeetingStatus.HELD, board=hall.board))
    client.force_login(hall.secretary)
    address = reverse("meeting_mode", args=[item.pk])
    before = item.meeting.held_on - datetime.timedelta(days=1)
    told = {"form": "follow-up", "follow-up-text": "Skriv et brev.", "follow-up-responsible": "Mie"}

    refused = client.post(address, {**told, "follow-up-due_on": f"{before:%d.%m.%Y}"})

    assert refused.context["follow_up"].errors.keys() == {"due_on"}
    assert "Skriv et brev." in refused.content.decode()
    assert not FollowUp.objects.exists()


def test_nothing_is_written_in_approved_minutes(client, hall):
    item = AgendaItemFactory(
        meeting=in_status(MeetingStatus.APPROVED, board=hall.board), resolution="Som aftalt."
    )
    client.force_login(hall.secretary)

    with pytest.raises(Closed):
        item.write(resolution="Noget andet.")
    for name, arguments in [
        ("meeting_edit", [item.meeting_id]),
        ("meeting_attendance", [item.meeting_id]),
        ("meeting_suggestions", [item.meeting_id]),
        ("agenda_item_create", [item.meeting_id]),
        ("agenda_item_edit", [item.pk]),
        ("agenda_item_delete", [item.pk]),
    ]:
        assert client.get(reverse(name, args=arguments)).status_code == 404, name
    mode = reverse("meeting_mode", args=[item.pk])
    client.post(mode, {"form": "minutes", "resolution": "Andet"})
    decide = reverse("meeting_decide", args=[item.pk, 1])
    assert client.post(decide, {"action": "vedtag", "version": 1}).status_code == 404

    item.refresh_from_db()
    assert item.resolution == "Som aftalt."
    assert [row.text for row in item.meeting.remarks.all()] == ["Besluttet: Andet"]


def _writing(item: AgendaItem, goal: LocalGoal) -> list[tuple[str, dict]]:
    """Every address that writes in a meeting, with what is sent to it."""
    about = {"kind": "information", "title": "Nyt"}
    there = [item.meeting_id]
    when = {"held_on": "16.06.2026", "from_at": "17.00", "place": "Biblioteket"}
    return [
        (reverse("meeting_edit", args=there), when),
        (reverse("meeting_attendance", args=there), {"present": "Anna"}),
        (reverse("meeting_suggestions", args=there), {"forslag": []}),
        (reverse("agenda_item_create", args=there), about),
        (reverse("agenda_item_edit", args=[item.pk]), about),
        (reverse("agenda_item_move", args=[item.pk, "ned"]), {}),
        (reverse("agenda_item_delete", args=[item.pk]), {"sure": "yes"}),
        (reverse("meeting_mode", args=[item.pk]), {"form": "minutes", "resolution": "Ja"}),
        (
            reverse("meeting_decide", args=[item.pk, goal.pk]),
            {"action": "vedtag", "version": goal.version},
        ),
        (reverse("meeting_adopt_all", args=[item.pk]), {f"maal-{goal.pk}": goal.version}),
    ]


def test_who_writes_when_the_minutes_have_just_been_approved_is_told(client, hall, monkeypatch):
    goal = LocalGoalFactory(institution=hall.unit, sent=True)
    item = AgendaItemFactory(
        meeting=MeetingFactory(board=hall.board, called=True), number=1, local_goals=[goal]
    )
    AgendaItemFactory(meeting=item.meeting, number=2)
    client.force_login(hall.secretary)
    before = list(AgendaItem.objects.order_by("pk").values())

    def approved(meeting):
        raise Closed("Referatet er godkendt.")

    monkeypatch.setattr(Meeting, "hold_open", approved)
    for address, sent in _writing(item, goal):
        answer = client.post(address, sent, follow=True)
        assert answer.redirect_chain, address
        assert [message.level_tag for message in answer.context["messages"]] == ["error"], address

    goal.refresh_from_db()
    assert goal.status == GoalStatus.SENT
    assert list(AgendaItem.objects.order_by("pk").values()) == before


def test_a_frozen_paper_is_never_saved_again(client, hall):
    meeting = AgendaItemFactory(meeting__board=hall.board).meeting
    send(client, hall, meeting)
    paper = meeting.papers.first()

    assert paper.is_unchanged
    with pytest.raises(TypeError):
        paper.save()


def test_a_board_meets_once_at_a_time(hall):
    MeetingFactory(board=hall.board)

    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingFactory(board=hall.board)


def test_items_change_places(client, hall):
    meeting = MeetingFactory(board=hall.board)
    first, second, third = (AgendaItemFactory(meeting=meeting, number=n) for n in (1, 2, 3))
    client.force_login(hall.secretary)

    client.post(reverse("agenda_item_move", args=[third.pk, "op"]))
    client.post(reverse("agenda_item_move", args=[first.pk, "op"]))

    assert list(meeting.items.order_by("number")) == [first, third, second]


def test_an_item_that_something_came_of_stays(client, hall):
    item = FollowUpFactory(item__meeting__board=hall.board).item
    client.force_login(hall.secretary)

    client.post(reverse("agenda_item_delete", args=[item.pk]), {"sure": "yes"})

    assert AgendaItem.objects.contains(item)


# --- Suggestions ----------------------------------------------------------------------------------


def suggested(client, person, meeting) -> dict[str, str]:
    client.force_login(person)
    answer = client.get(reverse("meeting_suggestions", args=[meeting.pk]))
    return {row.key: row.title for row in answer.context["suggestions"]}


@pytest.mark.parametrize(
    ("board", "says"),
    [
        ("board", "Bestyrelsen skal træffe beslutning om 1 af 1 punkt"),
        ("council", "Forældrerådet skal træffe beslutning om 1 af 1 punkt"),
        ("team", "Ledelsesteamet skal træffe beslutning om 1 af 1 punkt"),
        ("committee", "Udvalget skal træffe beslutning om 1 af 1 punkt"),
    ],
)
def test_a_board_is_called_what_it_is(client, hall, board, says):
    item = AgendaItemFactory(meeting__board=getattr(hall, board), kind="decision")
    client.force_login(hall.administrator)

    page = client.get(item.meeting.get_absolute_url()).content.decode()
    page = page.partition("<main")[2].partition("</main")[0]  # the frame leads to a page for boards

    assert says in page
    assert ("estyrelsen" in page) == (board == "board")


def test_a_meeting_is_suggested_what_awaits_the_board(client, hall):
    earlier = MeetingFactory(board=hall.board, held=True, held_on=datetime.date(2026, 3, 17))
    FollowUpFactory(item__meeting=earlier)
    LocalGoalFactory(institution=hall.unit, sent=True)
    LocalGoalFactory(institution=hall.unit, returned=True)
    today = timezone.localdate()
    year = today.year
    InspectionFactory(institution=hall.neighbour, year=year)
    meeting = MeetingFactory(board=hall.board, held_on=today)

    found = suggested(client, hall.secretary, meeting)

    assert set(found) == {
        f"minutes-{earlier.pk}",
        "follow-ups",
        "news",
        f"local-goals-{hall.unit.pk}",
        f"inspections-{year}",
        "goals",
    }
    client.post(
        reverse("meeting_suggestions", args=[meeting.pk]),
        {
            "forslag": [
                f"minutes-{earlier.pk}",
                f"local-goals-{hall.unit.pk}",
                f"inspections-{year}",
            ]
        },
    )
    minutes, goals, inspections = meeting.items.order_by("number")
    assert minutes.minutes_of == earlier
    assert [goal.status for goal in goals.local_goals.all()] == [GoalStatus.SENT]
    assert inspections.inspections.count() == 1
    assert set(suggested(client, hall.secretary, meeting)) == {"follow-ups", "news", "goals"}


def test_an_inspection_told_within_a_year_is_not_suggested(client, hall):
    today = timezone.localdate()
    inspection = InspectionFactory(institution=hall.unit, year=today.year)
    InspectionFactory(institution=hall.unit, year=today.year - 1)
    told = AgendaItemFactory(meeting=MeetingFactory(board=hall.board, held=True, held_on=today))
    told.inspections.add(inspection)

    found = suggested(client, hall.secretary, MeetingFactory(board=hall.board))

    assert not [key for key in found if key.startswith("inspections")]


def test_a_committee_is_not_suggested_the_goals_that_await_a_board(client, hall):
    LocalGoalFactory(institution=hall.unit, sent=True)

    found = suggested(client, hall.consultant, MeetingFactory(board=hall.committee))

    assert not [key for key in found if key.startswith("local-goals")]


# --- The meeting mode -----------------------------------------------------------------------------


def called_with(hall, *goals) -> AgendaItem:
    meeting = MeetingFactory(board=hall.board, called=True)
    return AgendaItemFactory(meeting=meeting, kind="decision", local_goals=goals)


def decide(client, item, goal, action: str, comment: str = "", version: int | None = None):
    return client.post(
        reverse("meeting_decide", args=[item.pk, goal.pk]),
        {"action": action, "comment": comment, "version": version or goal.version},
    )


def test_a_decision_knows_at_which_meeting_it_was_made(client, hall):
    goal = LocalGoalFactory(institution=hall.unit, sent=True)
    item = called_with(hall, goal)
    client.force_login(hall.chair)

    decide(client, item, goal, "vedtag")

    goal.refresh_from_db()
    decision = goal.decisions.get()
    assert goal.status == GoalStatus.ADOPTED
    assert decision.at_meeting.item == item
    assert not decision.on_behalf_of_board


def test_a_secretary_decides_on_behalf_of_the_board(client, hall):
    goal = LocalGoalFactory(institution=hall.unit, sent=True)
    client.force_login(hall.secretary)

    decide(client, called_with(hall, goal), goal, "returner", "Skriv, hvordan det måles.")

    decision = goal.decisions.get()
    assert decision.to_status == GoalStatus.RETURNED
    assert decision.on_behalf_of_board


@pytest.mark.parametrize(
    ("action", "comment", "version"),
    [
        ("returner", "", None),
        ("returner", "Spørg 010120-1234", None),
        ("vedtag", "", 99),
    ],
)
def test_a_goal_stays_where_it_is_when_something_is_wrong(client, hall, action, comment, version):
    goal = LocalGoalFactory(institution=hall.unit, sent=True)
    client.force_login(hall.chair)

    decide(client, called_with(hall, goal), goal, action, comment, version)

    goal.refresh_from_db()
    assert goal.status == GoalStatus.SENT
    assert not MeetingDecision.objects.exists()


def test_a_goal_that_is_not_under_the_item_is_not_decided_there(client, hall):
    goal = LocalGoalFactory(institution=hall.unit, sent=True)
    client.force_login(hall.chair)

    assert decide(client, called_with(hall), goal, "vedtag").status_code == 404


def test_all_goals_under_an_item_are_adopted_or_none(client, hall):
    goals = LocalGoalFactory.create_batch(2, institution=hall.unit, sent=True)
    item = called_with(hall, *goals)
    client.force_login(hall.chair)
    address = reverse("meeting_adopt_all", args=[item.pk])

    client.post(address, {f"maal-{goals[0].pk}": 1, f"maal-{goals[1].pk}": 7})
    assert {goal.status for goal in LocalGoal.objects.all()} == {GoalStatus.SENT}

    client.post(address, {f"maal-{goal.pk}": 1 for goal in goals})
    assert {goal.status for goal in LocalGoal.objects.all()} == {GoalStatus.ADOPTED}
    assert item.decisions.count() == 2


def test_a_draft_never_comes_before_the_board(client, hall):
    item = called_with(hall)
    draft = LocalGoalFactory(institution=hall.unit, text="Et udkast, som ingen må se")
    item.local_goals.add(draft)

    for person in (hall.member, hall.secretary):
        client.force_login(person)
        page = client.get(reverse("meeting_mode", args=[item.pk]))
        assert "Et udkast" not in page.content.decode()


def test_minutes_and_follow_ups_are_written_from_the_meeting(client, hall):
    item = called_with(hall)
    client.force_login(hall.secretary)
    address = reverse("meeting_mode", args=[item.pk])

    client.post(address, {"form": "minutes", "resolution": "Vi lukker i uge 29."})
    client.post(
        address,
        {
            "form": "follow-up",
            "follow-up-text": "Skrive til forældrene",
            "follow-up-person": hall.member.pk,
            "follow-up-due_on": "28.08.2027",
        },
    )

    item.refresh_from_db()
    follow_up = item.follow_ups.get()
    assert item.resolution == "Vi lukker i uge 29."
    assert (follow_up.person, follow_up.responsible) == (hall.member, str(hall.member))
    assert follow_up.due_on == datetime.date(2027, 8, 28)


def test_whoever_saves_the_minutes_may_go_straight_to_the_next_item(client, hall):
    item = AgendaItemFactory(meeting__board=hall.board, meeting__called=True)
    last = AgendaItemFactory(meeting=item.meeting)
    client.force_login(hall.chair)
    here, there = (reverse("meeting_mode", args=[row.pk]) for row in (item, last))
    minutes = {"form": "minutes", "resolution": "Ja.", "videre": "1"}

    assert client.post(here, minutes).headers["Location"] == there
    assert client.post(there, minutes).headers["Location"] == there

    assert set(item.meeting.items.values_list("resolution", flat=True)) == {"Ja."}


def test_a_follow_up_comes_up_again_until_it_is_done(client, hall):
    morning = MeetingFactory(board=hall.board, held=True, from_at=datetime.time(9))
    follow_up = FollowUpFactory(item=AgendaItemFactory(meeting=morning), text="Skrive et brev")
    evening = MeetingFactory(board=hall.board)
    item = AgendaItemFactory(meeting=evening, standing="follow_ups")
    client.force_login(hall.secretary)

    def is_told() -> bool:
        page = client.get(evening.get_absolute_url()).content.decode()
        return "Skrive et brev" in page

    assert is_told()
    client.post(follow_up.get_absolute_url(), {"done_note": ""})
    assert not is_told()
    assert item.meeting == evening


def test_a_follow_up_says_who(client, hall):
    item = called_with(hall)
    client.force_login(hall.secretary)

    answer = client.post(
        reverse("meeting_mode", args=[item.pk]),
        {"form": "follow-up", "follow-up-text": "Skrive til forældrene"},
    )

    assert answer.status_code == 200
    assert "Skriv, hvem der følger op." in answer.content.decode()
    assert not item.follow_ups.exists()


def test_a_member_reads_along_and_does_not_write(client, hall):
    item = called_with(hall)
    client.force_login(hall.member)
    address = reverse("meeting_mode", args=[item.pk])

    assert client.get(address).status_code == 200
    assert client.post(address, {"form": "minutes", "resolution": "Nej"}).status_code == 404


def test_minutes_are_approved_at_the_next_meeting(client, hall):
    earlier = in_status(MeetingStatus.HELD, board=hall.board, held_on=datetime.date(2026, 3, 17))
    meeting = MeetingFactory(board=hall.board, called=True)
    item = AgendaItemFactory(
        meeting=meeting, kind="decision", standing="minutes", minutes_of=earlier
    )
    client.force_login(hall.chair)

    client.post(reverse("minutes_approve", args=[item.pk]), {"sure": "yes"})

    earlier.refresh_from_db()
    item.refresh_from_db()
    assert (earlier.status, earlier.approved_at) == (MeetingStatus.APPROVED, meeting)
    assert item.resolution == "Referatet blev godkendt."
    assert earlier.papers.filter(kind="minutes").count() == 2


# --- What a paper holds, and what a page costs ----------------------------------------------------


def move(client, person, meeting, status: str):
    client.force_login(person)
    if status == "approved":
        Meeting.objects.filter(pk=meeting.pk).update(present="Hele bestyrelsen")
    return client.post(reverse("meeting_move", args=[meeting.pk, status]), {"sure": "yes"})


def send(client, hall, meeting) -> None:
    move(client, hall.secretary, meeting, "called")
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.CALLED


def test_what_comes_later_leaves_the_frozen_paper_as_it_was(client, hall):
    goal = LocalGoalFactory(institution=hall.unit, sent=True, text="Børnene vælger sange")
    indicator = IndicatorFactory(
        goal__strategy=StrategyFactory(vision=True, cluster=hall.cluster),
        short_text="Alle enheder spørger børnene",
    )
    item = AgendaItemFactory(meeting__board=hall.board, local_goals=[goal], resolution="Ja.")
    item.indicators.add(indicator)
    send(client, hall, item.meeting)
    paper = item.meeting.papers.get(is_whole=True, kind="agenda")
    before = client.get(paper.get_absolute_url()).content.decode()

    indicator.manual_results.create(year=2026, is_met=True)
    LocalGoal.objects.update(text="Noget helt andet")
    move(client, hall.secretary, item.meeting, "held")
    move(client, hall.chair, item.meeting, "approved")

    after = client.get(paper.get_absolute_url()).content.decode()
    assert _said(after) == _said(before)
    minutes = item.meeting.papers.get(is_whole=True, kind="minutes")
    assert minutes.facts["as_of"] == paper.facts["as_of"]
    assert "Børnene vælger sange" in str(minutes.facts)
    assert "Noget helt andet" not in str(minutes.facts)
    meeting_page = client.get(item.meeting.get_absolute_url()).content.decode()
    assert "Børnene vælger sange" in meeting_page
    assert "Noget helt andet" not in meeting_page


def _said(page: str) -> str:
    """What a page says between the head and the foot; the rest has tokens of its own."""
    return page.split('<div class="head">')[1].split("</main>")[0]


def test_the_board_paper_of_the_cluster_is_frozen_when_the_agenda_is_sent(client, hall):
    goal = LocalGoalFactory(institution=hall.unit, sent=True, text="Børnene vælger sange")
    earlier = AgendaItemFactory(
        meeting__board=hall.board, meeting__held=True, meeting__held_on=datetime.date(2026, 3, 17)
    )
    FollowUpFactory(item=earlier, text="Legepladsen får skygge", responsible="Camilla Dam")
    item = AgendaItemFactory(
        meeting__board=hall.board,
        kind="decision",
        title="Lokalt mål i Regnbuen",
        local_goals=[goal],
    )
    AgendaItemFactory(meeting=item.meeting, number=2, confidential=True, title="Hemmeligheden")
    send(client, hall, item.meeting)
    whole, public = item.meeting.papers.filter(kind="board_paper").order_by("-is_whole")
    address = reverse("meeting_paper_pdf", args=[whole.pk])
    before = client.get(address).content

    indicator = IndicatorFactory(
        goal__strategy=StrategyFactory(vision=True, cluster=hall.cluster),
        short_text="Læst ind sidst",
    )
    indicator.manual_results.create(year=2026, is_met=True)
    move(client, hall.secretary, item.meeting, "held")
    move(client, hall.chair, item.meeting, "approved")

    said = _printed(before)
    assert "1. tage stilling til punkt 1: Lokalt mål i Regnbuen." in said
    assert "Legepladsen får skygge Camilla Dam" in said
    assert "Hemmeligheden" not in said
    assert client.get(address).content == before == bytes(public.pdf)
    assert whole.sha256 == hashlib.sha256(before).hexdigest()
    assert item.meeting.papers.filter(kind="board_paper").count() == 2
    assert "Læst ind sidst" in _printed(
        client.get(reverse("cluster_paper", args=[hall.cluster.slug])).content
    )
    assert address in client.get(item.meeting.get_absolute_url()).content.decode()
    page = client.get(reverse("meeting_paper", args=[whole.pk]))
    assert page.headers["Location"] == address


@pytest.mark.parametrize("board", ["council", "team", "committee"])
def test_other_boards_have_no_board_paper(client, hall, board):
    meeting = AgendaItemFactory(meeting__board=getattr(hall, board)).meeting

    move(client, hall.administrator, meeting, "called")

    assert meeting.papers.filter(kind="agenda").exists()
    assert not meeting.papers.filter(kind="board_paper").exists()


def _printed(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def test_an_item_added_after_the_agenda_was_sent_is_frozen_with_the_meeting(client, hall):
    first = AgendaItemFactory(meeting__board=hall.board, title="Det første")
    send(client, hall, first.meeting)
    AgendaItemFactory(meeting=first.meeting, number=2, title="Det nye")

    move(client, hall.secretary, first.meeting, "held")

    newest, sent = first.meeting.papers.filter(is_whole=True, kind="agenda")
    assert [row["title"] for row in sent.facts["items"]] == ["Det første"]
    assert [row["title"] for row in newest.facts["items"]] == ["Det første", "Det nye"]


def test_an_agenda_taken_back_and_sent_again_is_a_new_paper(client, hall):
    item = AgendaItemFactory(meeting__board=hall.board, title="Først sådan")
    send(client, hall, item.meeting)
    move(client, hall.secretary, item.meeting, "planned")
    AgendaItem.objects.update(title="Så sådan")

    move(client, hall.secretary, item.meeting, "called")

    newest, first = item.meeting.papers.filter(is_whole=True, kind="agenda")
    assert first.facts["items"][0]["title"] == "Først sådan"
    assert newest.facts["items"][0]["title"] == "Så sådan"


def test_a_paper_is_an_accessible_file_with_a_name(client, hall):
    meeting = AgendaItemFactory(meeting__board=hall.board).meeting
    send(client, hall, meeting)
    paper = meeting.papers.get(is_whole=True, kind="agenda")

    answer = client.get(reverse("meeting_paper_pdf", args=[paper.pk]))

    assert answer["Content-Type"] == "application/pdf"
    assert "2026-06-16_" in answer["Content-Disposition"]
    assert answer.content == bytes(paper.pdf)
    assert answer.content.startswith(b"%PDF-")


def test_boards_without_meetings_are_told_of_together(client, hall):
    today = timezone.localdate()
    MeetingFactory(board=hall.board, held_on=today)
    client.force_login(hall.secretary)

    page = client.get(reverse("meeting_list")).context["page"]

    assert [row.board for row in page.told] == [hall.board]
    assert {row.board for row in page.quiet} == {hall.council, hall.team}
    assert page.quiet_heading == "To bestyrelser og råd har ingen møder her endnu"
    unit = Institution.objects.filter(pk=hall.unit.pk)  # its place in the cluster is no matter here
    unit.update(closed_on=today - datetime.timedelta(days=1))
    page = client.get(reverse("meeting_list")).context["page"]
    assert {row.board for row in page.boards} == {hall.board, hall.team}  # the council has ended
    unit.update(closed_on=None)
    MeetingFactory(board=hall.team, held_on=today)
    page = client.get(reverse("meeting_list")).context["page"]
    assert {row.board for row in page.told} == {hall.board, hall.council, hall.team}
    assert page.quiet == ()


@pytest.mark.parametrize("name", ["meeting_detail", "meeting_mode", "meeting_list", "suggestions"])
def test_a_page_of_a_meeting_costs_the_same_however_much_it_shows(client, hall, queries_for, name):
    meeting = MeetingFactory(board=hall.board)
    earlier = MeetingFactory(board=hall.board, held=True, held_on=datetime.date(2026, 3, 17))
    strategy = StrategyFactory(vision=True, cluster=hall.cluster)

    def fill() -> None:
        for standing in ("news", "follow_ups", ""):
            item = AgendaItemFactory(
                meeting=meeting,
                standing=standing,
                local_goals=LocalGoalFactory.create_batch(2, institution=hall.unit, sent=True),
            )
            item.goals.add(GoalFactory())
            item.indicators.add(IndicatorFactory(goal__strategy=strategy))
            item.inspections.add(
                InspectionFactory(institution=InstitutionFactory(cluster=hall.cluster), year=2026)
            )
            FollowUpFactory(item=item, person=hall.member)
            FollowUpFactory(item=AgendaItemFactory(meeting=earlier), person=hall.member)
        LocalGoalFactory(institution=InstitutionFactory(cluster=hall.cluster), sent=True)

    client.force_login(hall.secretary)
    fill()
    address = {
        "meeting_detail": meeting.get_absolute_url(),
        "meeting_mode": reverse("meeting_mode", args=[meeting.items.get(number=1).pk]),
        "meeting_list": reverse("meeting_list"),
        "suggestions": reverse("meeting_suggestions", args=[meeting.pk]),
    }[name]
    small = queries_for(address)
    fill()

    assert queries_for(address) == small


@time_machine.travel(EVENING, tick=False)
def test_the_meeting_after_begins_where_the_last_one_ended(client, hall):
    goal = LocalGoalFactory(institution=hall.unit, sent=True, text="Børnene vælger sange")
    earlier = MeetingFactory(board=hall.board, held=True, held_on=datetime.date(2026, 3, 17))
    FollowUpFactory(
        item=AgendaItemFactory(meeting=earlier),
        text="Skrive til forældrene",
        due_on=datetime.date(2026, 5, 1),
    )
    news = AgendaItemFactory(meeting=MeetingFactory(board=hall.board), standing="news", number=1)

    def decided(on: datetime.date) -> str:
        goal.decisions.all().delete()
        goal.decisions.create(
            from_status="sent",
            to_status="adopted",
            made_at=datetime.datetime.combine(on, datetime.time(12), datetime.UTC),
        )
        client.force_login(hall.secretary)
        page = client.get(news.meeting.get_absolute_url())
        [item] = page.context["page"].items
        return " ".join(line.text for line in item.lines) + " ".join(item.figures)

    LocalGoal.objects.update(status=GoalStatus.ADOPTED)
    assert "Børnene vælger sange" not in decided(datetime.date(2026, 3, 17))
    assert "Børnene vælger sange" in decided(datetime.date(2026, 3, 18))
    assert "Børnene vælger sange" in decided(datetime.date(2026, 6, 16))
    assert "Én opfølgning er forsinket." in decided(datetime.date(2026, 3, 17))


# --- Where else meetings are met ------------------------------------------------------------------


def test_the_cluster_page_tells_what_is_new_since_the_board_met(hall):
    today = datetime.date(2026, 11, 25)
    goal = LocalGoalFactory(institution=hall.unit, adopted=True, goal=GoalFactory())
    for on in (datetime.date(2026, 9, 15), datetime.date(2026, 9, 16)):
        goal.decisions.create(
            from_status="sent",
            to_status="adopted",
            made_at=datetime.datetime.combine(on, datetime.time(12), datetime.UTC),
        )
    MeetingFactory(board=hall.board, held=True, held_on=datetime.date(2026, 9, 15))
    MeetingFactory(board=hall.team, held=True, held_on=datetime.date(2026, 11, 10))

    def page(person) -> ClusterDashboard:
        return ClusterDashboard.build(hall.cluster, user=person, on=today)

    assert page(hall.member).since == datetime.date(2026, 9, 15)
    assert [news.on for news in page(hall.member).news] == [datetime.date(2026, 9, 16)]
    assert page(hall.member).last_meeting.href
    assert page(hall.leader).last_meeting.href == ""


def test_my_work_shows_the_next_meeting_and_what_i_have_promised(client, hall):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    MeetingFactory(board=hall.board, held_on=tomorrow)
    MeetingFactory(board=hall.team, held_on=tomorrow)
    mine = FollowUpFactory(person=hall.member, text="Skrive til forældrene")
    FollowUpFactory(text="En andens opgave")
    client.force_login(hall.member)

    ahead = client.get("/").context["page"].meetings

    assert [meeting.board for meeting in ahead.meetings] == [hall.board]
    assert [own.follow_up for own in ahead.follow_ups] == [mine]


def test_a_meeting_stands_in_the_calendars_of_those_who_attend_it(hall):
    MeetingFactory(board=hall.board, held_on=datetime.date(2026, 12, 8))
    FollowUpFactory(person=hall.parent, due_on=datetime.date(2026, 12, 1), text="Noget om et barn")
    days = datetime.date(2026, 12, 1), datetime.date(2026, 12, 31)

    def entries(person) -> list[str]:
        with translation.override("da"):
            return [entry.what for entry in entries_of(person, *days)]

    assert entries(hall.member) == ["Møde, Regnbuen, personalestuen"]
    assert entries(hall.parent) == ["En opfølgning skal være gennemført"]
    assert entries(hall.leader) == []


def test_a_local_goal_tells_at_which_meeting_it_was_decided(client, hall):
    goal = LocalGoalFactory(institution=hall.unit, sent=True)
    item = called_with(hall, goal)
    client.force_login(hall.chair)
    decide(client, item, goal, "vedtag")

    def told(person) -> str:
        client.force_login(person)
        return client.get(goal.get_absolute_url()).content.decode()

    assert "på mødet 16. juni 2026" in told(hall.member)
    assert item.get_absolute_url() in told(hall.member)
    assert "på mødet 16. juni 2026" in told(hall.leader)
    assert item.get_absolute_url() not in told(hall.leader)


def agreed_plan(hall):
    team = TeamFactory(cluster=hall.cluster)
    focus = FocusAreaFactory(
        plan__team=team, plan__year=timezone.localdate().year, name="Fælles retning"
    )
    ActionFactory(focus=focus, text="Vi besøger hinanden", responsible="Anna")
    return focus.plan


def test_a_leadership_team_meets_about_its_own_plan(client, hall):
    plan = agreed_plan(hall)
    other = FocusAreaFactory(plan__year=plan.year).plan
    item = AgendaItemFactory(meeting=MeetingFactory(board=hall.team), title="Planen")
    client.force_login(hall.secretary)
    form = client.get(reverse("agenda_item_edit", args=[item.pk])).context["form"]
    assert list(form.fields["development_plans"].queryset) == [plan]

    item.development_plans.add(plan, other)
    page = client.get(item.meeting.get_absolute_url()).text

    assert "Fælles retning" in page
    assert "Vi besøger hinanden (Anna" in page
    assert plan.get_absolute_url() in page
    assert other.get_absolute_url() not in page


def test_no_other_board_is_offered_a_plan_or_shown_one(client, hall):
    plan = agreed_plan(hall)
    item = AgendaItemFactory(meeting=MeetingFactory(board=hall.board), title="Planen")
    item.development_plans.add(plan)
    client.force_login(hall.secretary)

    form = client.get(reverse("agenda_item_edit", args=[item.pk])).context["form"]
    page = client.get(item.meeting.get_absolute_url()).text

    assert "development_plans" not in form.fields
    assert "Vi besøger hinanden" not in page


def test_a_plan_is_on_the_papers_of_the_team_and_on_no_others(hall):
    plan = agreed_plan(hall)
    item = AgendaItemFactory(meeting=MeetingFactory(board=hall.team), title="Planen")
    item.development_plans.add(plan)

    freeze(item.meeting, MeetingPaper.Kind.AGENDA, by=hall.secretary, on=item.meeting.held_on)

    told = {paper.is_whole: str(paper.facts) for paper in item.meeting.papers.all()}
    assert "Vi besøger hinanden" in told[True]
    assert "Vi besøger hinanden" not in told[False]


def test_a_long_agenda_begins_with_all_its_items_on_at_most_two_pages(hall):
    meeting = MeetingFactory(board=hall.board)
    goal = LocalGoalFactory(institution=hall.unit, in_progress=True)
    for number in range(20):
        item = AgendaItemFactory(
            meeting=meeting,
            title=f"Overgange mellem dagpleje og børnehave, del {number}",
            text="Lederne har samlet erfaringer fra de tre første måneder. " * 3,
            recommendation="Klyngelederen indstiller, at bestyrelsen drøfter erfaringerne. " * 3,
        )
    item.local_goals.add(goal)

    facts = facts_of(
        meeting, MeetingPaper.Kind.AGENDA, user=hall.secretary, on=meeting.held_on, is_whole=True
    )
    pdf = as_pdf(facts, kind=MeetingPaper.Kind.AGENDA, on=meeting.held_on)

    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    first_in_full = next(at for at, text in enumerate(pages) if "fra de tre første måneder" in text)
    assert first_in_full <= 2
    brief = " ".join(" ".join(pages[:first_in_full]).split())
    assert all(f"børnehave, del {number}" in brief for number in range(20))
    assert "I gang" in " ".join(pages)  # the annex says in words how its goal goes


def test_a_short_agenda_is_told_once(hall):
    meeting = MeetingFactory(board=hall.board)
    AgendaItemFactory(meeting=meeting, title="Overgange")

    facts = facts_of(
        meeting, MeetingPaper.Kind.AGENDA, user=hall.secretary, on=meeting.held_on, is_whole=True
    )
    pdf = as_pdf(facts, kind=MeetingPaper.Kind.AGENDA, on=meeting.held_on)

    (page,) = PdfReader(io.BytesIO(pdf)).pages
    assert page.extract_text().count("Overgange") == 1


def test_others_read_when_and_where_a_board_that_publishes_meets_before_its_agenda_is_sent(
    client, hall
):
    committee = BoardFactory(kind=Board.Kind.COMMITTEE, is_published=True)
    ahead = timezone.localdate() + datetime.timedelta(days=20)
    meeting = MeetingFactory(board=committee, held_on=ahead, place="Rådhuset")
    closed = BoardFactory(kind=Board.Kind.COMMITTEE, name="Lukket udvalg")
    MeetingFactory(board=closed, held_on=ahead, place="Kælderen")
    AgendaItemFactory(meeting=meeting, title="Et udkast")
    client.force_login(hall.member)

    page = client.get(reverse("meeting_list")).content.decode()

    assert "Rådhuset" in page
    for words in (meeting.get_absolute_url(), "Et udkast", "Kælderen", "Lukket udvalg"):
        assert words not in page
    assert client.get(meeting.get_absolute_url()).status_code == 404
    committee.is_published = False
    committee.save()
    assert "Rådhuset" not in client.get(reverse("meeting_list")).content.decode()
