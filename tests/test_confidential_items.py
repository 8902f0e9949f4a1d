"""What a board keeps to itself, attacked: everything that others can reach is read through."""

import copy
import datetime
import io
import zipfile
from types import SimpleNamespace

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from meetings.models import AgendaItem, FollowUp, Meeting, MeetingDecision, MeetingPaper
from tests.crawling import walk
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
)
from tests.factories.meetings import AgendaItemFactory, FollowUpFactory, MeetingFactory
from tests.splitting import long_but

pytestmark = pytest.mark.django_db

SECRET = "zebra"
COMMENT = "Skriv fortroligt, hvem der tæller"
JUNE = datetime.datetime(2026, 6, 16, 18, 30, tzinfo=datetime.UTC)
SEPTEMBER = datetime.datetime(2026, 9, 1, 10, 0, tzinfo=datetime.UTC)
OUTSIDERS = ["leader", "parent", "area_head", "politician", "consultant"]


def moved(person, meeting, status: str) -> None:
    client = Client()
    client.force_login(person)
    client.post(reverse("meeting_move", args=[meeting.pk, status]), {"sure": "yes"})
    meeting.refresh_from_db()
    assert meeting.status == status


@pytest.fixture
def hall(built, db):
    """The board as `built` has it, for one test to write to."""
    return copy.deepcopy(built)


@pytest.fixture(scope="module")
def built(written_once):
    """A board that publishes, has met behind a closed door, and meets again in a fortnight."""
    cluster = ClusterFactory()
    unit, neighbour = InstitutionFactory.create_batch(2, cluster=cluster)
    people = {
        "secretary": MembershipFactory(cluster_leader=True, cluster=cluster).user,
        "chair": MembershipFactory(chair=True, cluster=cluster).user,
        "member": MembershipFactory(board_member=True, cluster=cluster).user,
        "leader": MembershipFactory(leader=True, institution=unit).user,
        "parent": MembershipFactory(board_member=True, institution=unit).user,
        "area_head": MembershipFactory(area_head=True, area=cluster.area).user,
        "politician": MembershipFactory(board_member=True).user,
        "consultant": MembershipFactory(consultant=True).user,
    }
    board = BoardFactory(cluster=cluster, is_published=True)
    with time_machine.travel(JUNE, tick=False):
        goal = LocalGoalFactory(
            institution=neighbour, sent=True, goal=GoalFactory(), text="Børnene vælger sange"
        )
        met = MeetingFactory(board=board, held_on=JUNE.date())
        AgendaItemFactory(meeting=met, number=1, title="Lukkedage", local_goals=[goal])
        secret = AgendaItemFactory(
            meeting=met,
            number=2,
            is_confidential=True,
            title="En zebra i køkkenet",
            text="Zebraen bider",
            recommendation="At sælge zebraen",
            resolution="Zebraen er solgt",
            minutes="Nogle holdt af zebraen",
            local_goals=[goal],
        )
        FollowUpFactory(
            item=secret,
            text="Aflevere zebraen",
            responsible="Zebrapasseren",
            due_on=datetime.date(2026, 8, 1),
        )
        moved(people["secretary"], met, "called")
        client = Client()
        client.force_login(people["chair"])
        client.post(
            reverse("meeting_decide", args=[secret.pk, goal.pk]),
            {"action": "returner", "comment": COMMENT, "version": goal.version},
        )
        goal.refresh_from_db()
        assert goal.status == "returned"
        moved(people["secretary"], met, "held")
        Meeting.objects.filter(pk=met.pk).update(present="Hele bestyrelsen")
        moved(people["chair"], met, "approved")
        goal.transition("sent", by=people["secretary"])
        goal.transition("adopted", by=people["chair"])
    with time_machine.travel(SEPTEMBER, tick=False):
        ahead = MeetingFactory(board=board, held_on=datetime.date(2026, 9, 15))
        for number, standing in enumerate(["follow_ups", "news"], start=1):
            AgendaItemFactory(meeting=ahead, number=number, standing=standing, title=standing)
        AgendaItemFactory(meeting=ahead, number=3, is_confidential=True, title="Endnu en zebra")
        AgendaItemFactory(meeting=ahead, number=4, title="Årets plan")
        moved(people["secretary"], ahead, "called")
    return SimpleNamespace(
        board=board, cluster=cluster, goal=goal, met=met, secret=secret, ahead=ahead, **people
    )


def said_by(person) -> dict[str, str]:
    """Everything the person can read by following links, address → text, files too."""
    client = Client()
    client.force_login(person)
    found = {page.url: page.html for page in walk(client, of_one_kind=3) if page.status == 200}
    for paper in MeetingPaper.objects.all():
        found[reverse("meeting_paper_pdf", args=[paper.pk])] = ""
        found[reverse("meeting_paper", args=[paper.pk])] = ""
    for item in AgendaItem.objects.all():
        found[reverse("meeting_mode", args=[item.pk])] = ""
    return {url: html or _text_of(client.get(url)) for url, html in found.items()}


def _text_of(answer) -> str:
    content = b"".join(answer) if answer.streaming else answer.content
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        pages = " ".join(page.extract_text() for page in reader.pages)
        return f"{pages} {reader.metadata} {reader.outline}"
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
        return " ".join(_text_of(SimpleNamespace(streaming=False, content=part)) for part in parts)
    return content.decode(errors="replace")


@pytest.mark.thorough
@pytest.mark.parametrize("name", long_but("leader", "parent", of=OUTSIDERS))
def test_nothing_confidential_is_said_to_those_outside_the_board(hall, name):
    with time_machine.travel(SEPTEMBER, tick=False):
        said = said_by(getattr(hall, name))

    assert hall.met.get_absolute_url() in said
    assert any(address.endswith("papir.pdf") for address in said)
    told = {
        address: text[max(0, text.lower().find(SECRET) - 200) :][:300]
        for address, text in said.items()
        if SECRET in text.lower()
    }
    assert told == {}


def test_the_board_itself_is_told_all_of_it(hall):
    with time_machine.travel(SEPTEMBER, tick=False):
        said = said_by(hall.member)

    assert sum(SECRET in text.lower() for text in said.values()) >= 4


@pytest.mark.parametrize(
    ("name", "hears"),
    [
        ("secretary", True),
        ("chair", True),
        ("member", True),
        ("leader", True),  # of the same leadership team
        ("parent", False),
        ("area_head", False),
        ("politician", False),
        ("consultant", False),
    ],
)
def test_why_a_goal_was_returned_stays_between_its_board_and_its_leaders(client, hall, name, hears):
    client.force_login(getattr(hall, name))

    page = client.get(hall.goal.get_absolute_url()).content.decode()

    assert "Børnene vælger sange" in page
    assert (COMMENT in page) == hears


def test_a_goal_does_not_say_under_which_confidential_item_it_was_decided(client, hall):
    def links(person) -> str:
        client.force_login(person)
        return client.get(hall.goal.get_absolute_url()).content.decode()

    assert MeetingDecision.objects.filter(item=hall.secret).exists()
    place = f"#punkt-{hall.secret.pk}"
    assert f"{hall.met.get_absolute_url()}{place}" in links(hall.member)
    outside = links(hall.consultant)
    assert place not in outside
    assert f'href="{hall.met.get_absolute_url()}"' in outside


def test_who_follows_up_from_outside_reads_what_to_do_and_not_under_which_item(client, hall):
    follow_up = FollowUpFactory(item=hall.secret, text="Ringe til teltet", person=hall.parent)
    client.force_login(hall.parent)

    page = client.get(follow_up.get_absolute_url()).content.decode()

    assert "Ringe til teltet" in page
    assert hall.board.name in page
    assert "zebra" not in page.lower()
    assert "#punkt-" not in page


def test_follow_ups_under_confidential_items_are_not_even_counted_for_others(hall):
    whole, public = (
        MeetingPaper.objects.get(meeting=hall.ahead, kind="agenda", is_whole=is_whole)
        for is_whole in (True, False)
    )

    assert "Én opfølgning er forsinket." in str(whole.facts)
    assert "forsinket" not in str(public.facts)


def test_follow_ups_without_a_person_are_nobodys(hall):
    assert not FollowUp.objects.visible_to(AnonymousUser()).exists()


def test_an_item_closed_after_the_agenda_was_sent_is_withdrawn_from_others(client, hall):
    def reads(person) -> str:
        client.force_login(person)
        listed = client.get(hall.ahead.get_absolute_url()).content.decode()
        papers = MeetingPaper.objects.filter(meeting=hall.ahead)
        answers = [
            client.get(reverse(name, args=[paper.pk]))
            for paper in papers
            for name in ("meeting_paper", "meeting_paper_pdf")
        ]
        return listed + " ".join(
            _text_of(answer) for answer in answers if answer.status_code == 200
        )

    assert "Årets plan" in reads(hall.consultant)
    item = hall.ahead.items.get(title="Årets plan")
    with time_machine.travel(SEPTEMBER, tick=False):
        item.write(is_confidential=True)

    assert "Årets plan" in reads(hall.member)
    assert "Årets plan" not in reads(hall.consultant)
