"""A meeting on a large screen, who is there, and what an item must tell to be decided on."""

import datetime
import io

import pytest
import time_machine
from django.urls import reverse
from lxml import html
from pypdf import PdfReader

from meetings.pages.memo import points_of
from strategy.models import GoalAssessment, ProposedAssessment
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    MembershipFactory,
)
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db

EVENING = datetime.datetime(2026, 12, 8, 16, 30, tzinfo=datetime.UTC)
DAY = datetime.date(2026, 12, 8)


class Hall:
    """A board with three items before it: short, about a goal, and confidential."""

    def __init__(self) -> None:
        self.cluster = ClusterFactory()
        InstitutionFactory(cluster=self.cluster)
        self.chair = MembershipFactory(chair=True, cluster=self.cluster).user
        self.member = MembershipFactory(board_member=True, cluster=self.cluster).user
        self.meeting = MeetingFactory(
            board=BoardFactory(cluster=self.cluster), called=True, held_on=DAY
        )
        self.first = AgendaItemFactory(meeting=self.meeting, title="Velkomst", duration=10)
        self.goal = GoalFactory(number=1, short_name="Børnenes stemme", strategy__from_year=2026)
        self.item = AgendaItemFactory(
            meeting=self.meeting,
            title="Årsstatus",
            duration=25,
            presenter="Mette Sørensen",
            guests="Dorthe Bak",
            economy="20.000 kr.",
            case_number="26/1234",
            recommendation="- at målene vurderes\n- at status sendes",
        )
        self.item.goals.add(self.goal)
        GoalAssessment.objects.create(
            goal=self.goal,
            cluster=self.cluster,
            progress="onway",
            assessed_on=datetime.date(2026, 9, 15),
        )
        self.secret = AgendaItemFactory(meeting=self.meeting, confidential=True, duration=5)

    def screen(self, item) -> str:
        return reverse("meeting_screen", args=[item.pk])


@pytest.fixture
def hall():
    with time_machine.travel(EVENING, tick=False):
        yield Hall()


def test_the_screen_shows_one_thing_and_until_when(client, hall):
    client.force_login(hall.member)

    page = client.get(hall.screen(hall.item)).content.decode()

    assert "til kl. 17.35" in page
    assert "Mette Sørensen fremlægger" in page
    assert "<li>at status sendes</li>" in page
    assert "Børnenes stemme" in page
    assert "På vej" in page
    assert hall.screen(hall.first) in page
    assert 'rel="prev"' in page
    assert "En lukket sag" not in page


@pytest.mark.parametrize("who", ["chair", "member"])
def test_a_confidential_item_is_not_shown_to_the_room(client, hall, who):
    client.force_login(getattr(hall, who))

    page = client.get(hall.screen(hall.secret)).content.decode()

    assert "En lukket sag" not in page
    assert "<h1>Lukket punkt</h1>" in page


def test_without_a_time_for_each_item_before_it_no_end_is_told(client, hall):
    type(hall.first).objects.filter(pk=hall.first.pk).update(duration=None)
    client.force_login(hall.member)

    page = client.get(hall.screen(hall.item)).content.decode()

    assert "til kl." not in page
    assert "data-until" not in page


def test_the_agenda_on_paper_tells_the_course_and_what_one_must_know(client, hall):
    type(hall.meeting).objects.update(status="planned", called_on=None)
    client.force_login(hall.chair)
    client.post(reverse("meeting_move", args=[hall.meeting.pk, "called"]), {"sure": "yes"})
    paper = hall.meeting.papers.get(kind="agenda", is_whole=True)
    GoalAssessment.objects.create(
        goal=hall.goal,
        cluster=hall.cluster,
        progress="missed",
        assessed_on=datetime.date(2026, 11, 1),
    )

    pages = PdfReader(io.BytesIO(paper.pdf)).pages
    told = " ".join(" ".join(page.extract_text() for page in pages).split())

    for text in ("1. Børnenes stemme", "15.09.2026", "På vej", "26/1234", "20.000 kr."):
        assert text in told
    assert "2. at status sendes" in told
    shown = client.get(hall.meeting.get_absolute_url()).content.decode()
    assert "Ikke opnået" not in shown  # the agenda stays as it was sent
    assert "Dorthe Bak" in shown


def test_who_is_there_is_ticked_and_others_are_written(client, hall):
    address = reverse("meeting_attendance", args=[hall.meeting.pk])
    client.force_login(hall.chair)
    both = {"there": [hall.chair.name, hall.member.name], "excused": [hall.member.name]}
    assert "kan ikke både være" in client.post(address, both).content.decode()

    client.post(
        address,
        {"there": [hall.chair.name], "present": "En gæst", "excused": [hall.member.name]},
    )

    hall.meeting.refresh_from_db()
    assert hall.meeting.present == f"{hall.chair.name}\nEn gæst"
    assert hall.meeting.absent == hall.member.name
    page = client.get(address).content.decode()
    assert page.count("checked") == 2
    assert ">\nEn gæst</textarea>" in page


def test_whoever_ticks_from_an_item_comes_back_to_it(client, hall):
    client.force_login(hall.chair)
    first = hall.first.pk
    mode = reverse("meeting_mode", args=[first])
    address = reverse("meeting_attendance", args=[hall.meeting.pk]) + f"?punkt={first}"
    assert address in client.get(mode).content.decode()

    there = {"there": [hall.chair.name]}
    assert client.post(address, there)["Location"] == mode
    for none in ("99", "-1", "1e9", "abc", "%00"):
        back = client.post(address.replace(f"={first}", f"={none}"), there)
        assert back.get("Location", "") != mode
        assert back.status_code in {302, 400}


@pytest.mark.parametrize(
    ("recommendation", "points"),
    [
        ("", ()),
        ("Det indstilles, at det godkendes.", ("Det indstilles, at det godkendes.",)),
        ("1. at a\n2) at b\n\n– at c", ("at a", "at b", "at c")),
        ("2027 bliver et godt år\n-5 grader", ("2027 bliver et godt år", "-5 grader")),
    ],
)
def test_a_recommendation_is_read_point_by_point(recommendation, points):
    assert points_of(recommendation) == points


def propose(hall, progress: str, narrative: str = "Tre huse er i mål.") -> None:
    ProposedAssessment.objects.create(
        goal=hall.goal,
        cluster=hall.cluster,
        progress=progress,
        narrative=narrative,
        proposed_on=datetime.date(2026, 11, 20),
    )


@pytest.mark.parametrize("where", ["meeting", "mode", "screen"])
def test_what_was_found_last_stands_beside_what_is_proposed_and_is_not_folded(client, hall, where):
    GoalAssessment.objects.update(narrative="To huse mangler.")
    propose(hall, "reached")
    client.force_login(hall.member)
    address = {
        "meeting": hall.meeting.get_absolute_url(),
        "mode": reverse("meeting_mode", args=[hall.item.pk]),
        "screen": hall.screen(hall.item),
    }[where]

    page = html.fromstring(client.get(address).content.decode())

    (table,) = page.xpath("//div[@class='beside']/table")
    assert not table.xpath("ancestor::details")
    (row,) = table.xpath("./tbody/tr")
    last, proposed = (" ".join(cell.text_content().split()) for cell in row.xpath("./td"))
    assert last == "På vej 15. september 2026: To huse mangler."
    assert proposed == "Opnået 20. november 2026: Tre huse er i mål."
    heading = table.xpath("string(preceding-sibling::p)")
    assert "Lederen foreslår en anden vurdering end sidst af mål 1" in heading


@pytest.mark.parametrize(
    ("progress", "told"),
    [
        ("onway", "Lederen foreslår samme vurdering som sidst"),
        (None, "Bestyrelsens seneste vurdering; lederen har ikke foreslået noget endnu"),
    ],
)
def test_the_heading_says_whether_another_word_is_proposed(client, hall, progress, told):
    if progress:
        propose(hall, progress)
    client.force_login(hall.member)

    page = client.get(hall.meeting.get_absolute_url()).content.decode()

    assert told in page
    assert ("Lederen foreslår nu" in page) == bool(progress)


def test_the_agenda_on_paper_has_both_beside_each_other(client, hall):
    propose(hall, "reached")
    type(hall.meeting).objects.update(status="planned", called_on=None)
    client.force_login(hall.chair)

    client.post(reverse("meeting_move", args=[hall.meeting.pk, "called"]), {"sure": "yes"})

    paper = hall.meeting.papers.get(kind="agenda", is_whole=True)
    pages = PdfReader(io.BytesIO(paper.pdf)).pages
    told = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Bestyrelsen sidst" in told
    assert "Lederen foreslår nu" in told
    assert told.index("Lederen foreslår nu") < told.index("Tre huse er i mål")
    ProposedAssessment.objects.update(progress="missed")
    shown = client.get(hall.meeting.get_absolute_url()).content.decode()
    assert "Ikke opnået" not in shown  # the agenda stays as it was sent


def test_what_is_put_off_stays_on_the_large_screen_among_the_others(client, hall):
    with time_machine.travel(EVENING, tick=False):
        hall.item.set_aside(on=DAY, by=hall.chair)
        client.force_login(hall.member)

        page = html.fromstring(client.get(hall.screen(hall.item)).content)

    assert page.xpath("//body[contains(@class, 'on-screen')]")
    assert "Årsstatus" in page.xpath("string(//h1)")
    assert "Udsat til et senere møde" in page.xpath("string(//header[@class='screen-top'])")
    ways = [link.get("href") for link in page.xpath("//a[@rel='prev' or @rel='next']")]
    assert ways == [hall.screen(hall.first), hall.screen(hall.secret)]


def test_the_large_screen_is_fetched_anew_with_all_that_it_shows(client, hall):
    client.force_login(hall.member)
    open_one, closed = (
        html.fromstring(client.get(hall.screen(item)).content) for item in (hall.item, hall.secret)
    )

    assert open_one.xpath("//@data-live-seconds")
    parts = [page.xpath("//@data-live") for page in (open_one, closed)]
    assert parts[0] == parts[1] == ["what", "item", "way"]  # else what is closed would stay shown
    assert open_one.xpath("//h1[not(ancestor::*[@data-live])]") == []


def test_a_large_screen_that_looks_on_keeps_nobody_signed_in(client, hall):
    client.force_login(hall.member)
    session = client.session
    session["seen_at"] -= 120
    session.save()
    long_ago = session["seen_at"]

    client.get(hall.screen(hall.item), headers={"X-Looks-On": "1"})
    assert client.session["seen_at"] == long_ago
    client.get(hall.screen(hall.item))

    assert client.session["seen_at"] > long_ago
