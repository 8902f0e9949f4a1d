"""The demo's boards tell one story: what they found, when they met, and what they knew then."""

import datetime
import re

import pytest
from django.test import Client
from lxml import html

from accounts.models import User
from duties.models import Remark
from institutions.models import Board
from measurements.models import Measurement
from meetings.boards import assessed_at, assesses_goals
from meetings.models import Meeting, PutOff
from meetings.workflow import MeetingStatus
from strategy.models import Goal, GoalAssessment, LocalGoal
from tests.test_demo_agrees import read
from voices.models import UnitLink

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

FYRTAARNET = "Forældrebestyrelsen i Klynge Fyrtårnet"
OVER = [MeetingStatus.HELD, MeetingStatus.APPROVED]
MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
DAY = re.compile(rf"(\d+)\. ({'|'.join(MONTHS)}) (\d{{4}})")


def held() -> list[Meeting]:
    return list(Meeting.objects.filter(board__name=FYRTAARNET, status__in=OVER).order_by("held_on"))


def item_texts(meeting: Meeting) -> list[str]:
    """What the page of a meeting tells of each item, without what is promised for later."""
    client = Client()
    client.force_login(User.objects.get(email="bestyrelse@example.com"))
    page = html.fromstring(client.get(meeting.get_absolute_url()).content.decode())
    for later in page.xpath("//ul[contains(@class,'follow-ups')]"):
        later.getparent().remove(later)
    rows = page.xpath("//ol[@class='agenda']/li")
    return [re.sub(r"\s+", " ", row.text_content()) for row in rows]


def test_every_assessment_was_made_at_a_meeting_whose_minutes_show_it():
    board = Board.objects.get(name=FYRTAARNET)
    made = GoalAssessment.objects.filter(cluster=board.cluster)
    days = set(made.values_list("assessed_on", flat=True))
    met = {meeting.held_on: meeting for meeting in held()}

    assert assesses_goals(board)
    assert days
    assert days <= met.keys()
    for day in days:
        page = read("bestyrelse", met[day].get_absolute_url())
        goals = Goal.objects.filter(pk__in=assessed_at(met[day]).values("goal"))
        assert goals.count() == 4
        about = met[day].items.filter(goals__in=goals).values_list("goals", flat=True)
        assert set(about) == set(goals.values_list("pk", flat=True))
        for row in assessed_at(met[day]).exclude(narrative=""):
            assert row.narrative in page


def test_nothing_is_told_of_a_meeting_that_came_after_it():
    for meeting in held():
        for text in item_texts(meeting):
            told = [
                datetime.date(int(year), MONTHS.index(month) + 1, int(day))
                for day, month, year in DAY.findall(text)
            ]
            assert all(day <= meeting.held_on for day in told), (meeting, text)


def test_what_a_board_found_at_a_meeting_is_not_what_it_had_found_last():
    for meeting in held():
        own = f"{meeting.held_on.day}. {MONTHS[meeting.held_on.month - 1]} {meeting.held_on.year}:"
        for text in item_texts(meeting):
            before = text.partition("Bestyrelsen sidst")[2].partition("Vedtagne lokale mål")[0]
            assert own not in before


def test_what_a_meeting_counts_is_what_it_lists():
    for meeting in held():
        numbers = [*meeting.items.values_list("number", flat=True)]
        put_off = [*PutOff.objects.filter(meeting=meeting).values_list("number", flat=True)]
        assert len({*numbers, *put_off}) == len(numbers) + len(put_off)
        page = read("bestyrelse", meeting.get_absolute_url())
        counted = re.search(r"behandlede (\d+) punkt", page)
        assert int(counted[1]) == len(numbers)
        assert ("blev udsat" in page) == bool(put_off)


def test_what_inspections_ask_for_is_in_the_register():
    asked = Measurement.objects.exclude(note="").filter(
        topic__version__instrument__kind="inspection"
    )
    followed = set(Remark.objects.values_list("institution", "year", "text"))

    assert asked
    assert set(asked.values_list("institution", "year", "note")) <= followed


def test_what_is_open_is_followed_by_somebody_by_name_and_tells_what_was_done():
    cluster = Board.objects.get(name=FYRTAARNET).cluster
    names = set(User.objects.values_list("name", flat=True))
    remarks = Remark.objects.filter(
        kind="instruction", institution__placements__cluster=cluster, year=2026
    )

    assert remarks
    for remark in remarks:
        assert remark.responsible in names
        assert any(step.comment for step in remark.steps.all())


def test_nobody_is_asked_who_is_too_young():
    """No interviews, and none lacking, where all children are under three."""
    young = ["Lærkereden", "Dagplejen Syd"]
    asked = UnitLink.objects.filter(round__asked__instrument__code="boerneinterview")

    assert not asked.filter(institution__name__in=young).exists()
    page = read("bestyrelse", "/klynger/fyrtaarnet/")
    assert "Børneinterview efterår 2026: 5 af 5 indlæst" in page
    lacking = re.search(r"Ikke indlæst endnu: ([^.]+)\.", page)[1]
    assert not [name for name in young if name in lacking]


def test_a_returned_goal_is_told_of_where_it_was_returned():
    for goal in LocalGoal.objects.filter(status="returned", institution__slug="moellehoej"):
        decision = goal.decisions.get(to_status="returned")
        meeting = decision.at_meeting.item.meeting
        assert goal.name in read("bestyrelse", meeting.get_absolute_url())


def test_the_demo_speaks_of_its_own_municipality():
    for address in ("/vaerdigrundlag/", "/vaerdigrundlag/matrix/"):
        assert "Randers" not in read("bestyrelse", address)
