"""A goal that has been settled never stands on an agenda as one that the board is to decide on."""

import datetime
import io
import re

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from meetings.models import BoardQuestion, Meeting, MeetingPaper
from meetings.pages.meeting import MeetingPage
from meetings.pages.suggestions import Suggestions
from meetings.papers.agenda import Agenda
from meetings.settled import OnTheTable
from meetings.workflow import MeetingStatus
from strategy.workflow import LocalGoalStatus as GoalStatus
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
)
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.markup import tight

pytestmark = pytest.mark.django_db

NOVEMBER = datetime.datetime(2026, 11, 28, 12, tzinfo=datetime.UTC)
TODAY = NOVEMBER.date()
#: How a goal leaves the board's table: to where, in what words, and in what words to others.
WAYS = [
    (GoalStatus.ADOPTED, "Vedtaget 28. november 2026"),
    (GoalStatus.RETURNED, "Returneret 28. november 2026"),
    (GoalStatus.DRAFT, "Trukket tilbage 28. november 2026"),
]
NEUTRAL = "Afgjort 28. november 2026"


@pytest.fixture
def hall():
    """A board with an agenda of December, sent, that asks for a decision on two goals."""
    with time_machine.travel(NOVEMBER, tick=False):
        yield _Hall()


class _Hall:
    def __init__(self) -> None:
        cluster = ClusterFactory()
        unit = InstitutionFactory(cluster=cluster, name="Solsikken")
        self.board = BoardFactory(cluster=cluster, is_published=True)
        self.secretary = MembershipFactory(cluster_leader=True, cluster=cluster).user
        self.chair = MembershipFactory(chair=True, cluster=cluster).user
        self.member = MembershipFactory(board_member=True, cluster=cluster).user
        self.outsider = MembershipFactory(area_head=True, area=cluster.area).user
        goal = GoalFactory(number=2)
        self.first, self.second = LocalGoalFactory.create_batch(
            2, goal=goal, institution=unit, sent=True
        )
        self.ahead = MeetingFactory(board=self.board, held_on=datetime.date(2026, 12, 8))
        self.item = AgendaItemFactory(
            meeting=self.ahead, kind="decision", local_goals=[self.first, self.second]
        )
        AgendaItemFactory(meeting=self.ahead, kind="decision", title="Budgettet")

    def send(self, client) -> None:
        client.force_login(self.secretary)
        client.post(reverse("meeting_move", args=[self.ahead.pk, "called"]), {"sure": "yes"})
        self.ahead.refresh_from_db()
        assert self.ahead.status == MeetingStatus.CALLED

    def settle(self, goal, to: GoalStatus) -> None:
        goal.refresh_from_db()
        by = self.secretary if to == GoalStatus.DRAFT else self.chair
        goal.transition(to, by=by, comment="Hemmelig grund")

    def page(self, user) -> MeetingPage:
        meeting = Meeting.objects.select_related("board").get(pk=self.ahead.pk)
        return MeetingPage.build(meeting, user=user, on=TODAY)

    def asked(self, user) -> list[str]:
        agenda = Agenda.next_of(self.board.cluster, user=user, on=TODAY)
        return ["".join(run["text"] for run in item) for item in agenda.asked]


def read(client, user, *places: str) -> list[str]:
    client.force_login(user)
    return [client.get(place).content.decode() for place in places]


def told(page: str) -> str:
    """What a page says, whatever of it is a link."""
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


@pytest.mark.parametrize("is_sent", [True, False], ids=["sent", "planned"])
@pytest.mark.parametrize(("to", "words"), WAYS)
def test_every_page_says_that_a_goal_is_settled_and_when(client, hall, to, words, is_sent):
    if is_sent:
        hall.send(client)
    assert "skal træffe beslutning om 2 af 2" in hall.page(hall.secretary).finding
    for goal in (hall.first, hall.second):
        hall.settle(goal, to)

    pages = read(
        client,
        hall.secretary,
        hall.ahead.get_absolute_url(),
        reverse("meeting_mode", args=[hall.item.pk]),
    )

    finding = hall.page(hall.secretary).finding
    assert finding == "Bestyrelsen skal træffe beslutning om 1 af 2 punkter"
    for page in pages:
        assert told(page).count(f"Solsikken, mål 2: {words}") == 2
        assert "Her er ikke længere noget at beslutte." in page
        assert "Sendt til bestyrelsen" not in page
        assert "Hemmelig grund" not in page
    assert reverse("agenda_item_delete", args=[hall.item.pk]) in pages[0]


@pytest.mark.parametrize(("to", "words"), WAYS)
def test_what_was_settled_is_told_members_and_to_others_only_that_it_was(client, hall, to, words):
    hall.send(client)
    hall.settle(hall.first, to)
    address = hall.ahead.get_absolute_url()

    [member], [outsider] = read(client, hall.member, address), read(client, hall.outsider, address)

    assert f"Solsikken, mål 2: {words}" in told(member)
    assert f"Solsikken, mål 2: {NEUTRAL}" in told(outsider)
    assert words not in outsider
    assert "En del af punktet er allerede afgjort." in outsider
    finding = hall.page(hall.outsider).finding
    assert finding == "Bestyrelsen skal træffe beslutning om 2 af 2 punkter"


@pytest.mark.parametrize(("to", "words"), WAYS)
def test_the_board_paper_asks_for_no_decision_on_it(client, hall, to, words):
    hall.send(client)
    assert all(text.startswith("tage stilling til") for text in hall.asked(hall.member))
    for goal in (hall.first, hall.second):
        hall.settle(goal, to)

    first, second = hall.asked(hall.member)

    assert first == (
        "springe punkt 1 over. Der er ikke længere noget at beslutte"
        f" (Solsikken, mål 2: {NEUTRAL}; Solsikken, mål 2: {NEUTRAL})."
    )
    assert second.startswith("tage stilling til punkt 2")


def test_an_agenda_sent_afterwards_says_it_in_its_paper(client, hall):
    for goal in (hall.first, hall.second):
        hall.settle(goal, GoalStatus.ADOPTED)
    hall.send(client)

    papers = hall.ahead.papers.filter(is_whole=True)
    assert MeetingPaper.Kind.AGENDA in papers.values_list("kind", flat=True)
    for paper in papers:
        pages = PdfReader(io.BytesIO(paper.pdf)).pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
        assert "28. november 2026" in text, paper.kind
        if paper.kind == MeetingPaper.Kind.AGENDA:
            assert text.count("Solsikken, mål 2: Vedtaget 28. november 2026.") == 2


def test_a_meeting_is_closed_without_words_on_what_was_settled_before(client, hall):
    hall.send(client)
    for goal in (hall.first, hall.second):
        hall.settle(goal, GoalStatus.ADOPTED)
    close = hall.ahead.lifecycle.find(hall.ahead.status, MeetingStatus.HELD)

    missing = hall.ahead.missing_for(close, by=None, facts={"on": hall.ahead.held_on})

    assert list(missing.values()) == ["Skriv, hvad der blev besluttet under punkt 2."]


def test_a_goal_decided_under_the_item_is_not_said_to_be_settled_elsewhere(client, hall):
    hall.send(client)
    with time_machine.travel(hall.ahead.held_on, tick=False):
        hall.item.adopt(
            {goal.pk: goal.version for goal in (hall.first, hall.second)}, by=hall.chair
        )

    assert not any(row.settled or row.asks_nothing for row in hall.page(hall.chair).items)


def test_what_awaits_a_board_is_asked_once(hall, django_assert_num_queries):
    hall.settle(hall.first, GoalStatus.ADOPTED)
    items = list(hall.ahead.items.all())

    with django_assert_num_queries(2):
        table = OnTheTable.of(hall.ahead, items)
        assert list(table.settled) == [hall.item.pk]
        assert not table.nothing


def test_a_goal_sent_again_awaits_the_board_again(client, hall):
    hall.settle(hall.first, GoalStatus.RETURNED)
    hall.settle(hall.second, GoalStatus.RETURNED)
    hall.first.transition(GoalStatus.SENT, by=hall.secretary)
    hall.second.transition(GoalStatus.SENT, by=hall.secretary)

    assert not any(row.settled or row.asks_nothing for row in hall.page(hall.chair).items)


def test_what_came_after_a_meeting_is_not_told_of_it(client, hall):
    hall.send(client)
    Meeting.objects.update(status=MeetingStatus.HELD, held_on=datetime.date(2026, 11, 27))
    hall.settle(hall.first, GoalStatus.ADOPTED)

    assert not any(row.settled for row in hall.page(hall.chair).items)


def test_a_suggestion_says_on_which_other_agenda_a_goal_stands_and_leaves_out_the_settled(hall):
    extra = MeetingFactory(board=hall.board, held_on=TODAY)
    hall.settle(hall.first, GoalStatus.ADOPTED)

    found = Suggestions.of(extra, user=hall.secretary, on=TODAY).found
    [goals] = [row for row in found if row.key.startswith("local-goals")]

    assert goals.links == {"local_goals": [hall.second.pk]}
    assert goals.why.endswith("Det står også på dagsordenen for 8. december 2026.")


def test_the_page_of_a_goal_says_that_a_coming_meeting_has_it_on_its_agenda(client, hall):
    address = hall.first.get_absolute_url()
    [before] = read(client, hall.chair, address)
    hall.send(client)

    [chair], [outsider] = read(client, hall.chair, address), read(client, hall.outsider, address)
    hall.settle(hall.first, GoalStatus.ADOPTED)
    [after] = read(client, hall.chair, address)

    said = "Målet står på dagsordenen for mødet 8. december 2026"
    link = f'<a href="{hall.item.get_absolute_url()}">'
    assert said in tight(chair)
    assert link in chair
    assert reverse("local_goal_move", args=[hall.first.pk, "adopted"]) in chair
    for page in (before, outsider, after):
        assert said not in tight(page)


def test_what_was_asked_under_a_coming_item_awaits_its_answer_when_all_else_is_settled(
    client, hall
):
    hall.send(client)
    BoardQuestion.objects.create(
        board=hall.board, item=hall.item, asked_by=hall.member, text="Hvad koster det?"
    )
    BoardQuestion.objects.create(
        board=hall.board, local_goal=hall.first, asked_by=hall.member, text="Hvorfor nu?"
    )
    for goal in (hall.first, hall.second):
        hall.settle(goal, GoalStatus.ADOPTED)

    goal, meeting = read(
        client, hall.secretary, hall.first.get_absolute_url(), hall.ahead.get_absolute_url()
    )

    assert "2 spørgsmål venter på svar" in goal
    for page in (goal, meeting):
        assert "Afgjort uden svar" not in page
        assert "Hvad koster det?" in page
    assert BoardQuestion.objects.awaiting().count() == 2
    Meeting.objects.update(status=MeetingStatus.HELD)
    assert not BoardQuestion.objects.awaiting().exists()
    assert "Intet venter på svar" in read(client, hall.secretary, hall.first.get_absolute_url())[0]
