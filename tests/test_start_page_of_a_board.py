"""The start page of a board: what one must do, once, and then whether one is on course."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from strategy.models import GoalAssessment
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    StrategyFactory,
)
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.datetime(2026, 11, 28, 12, tzinfo=datetime.UTC)


class Room:
    """A cluster whose board has two local goals before it, of which one is on the agenda."""

    def __init__(self) -> None:
        self.cluster = ClusterFactory()
        house = InstitutionFactory(cluster=self.cluster)
        StrategyFactory(
            cluster=self.cluster, kind="vision", from_year=2026, to_year=2031, headline="Et sted"
        )
        self.goal = GoalFactory(number=1, strategy__from_year=2024, strategy__to_year=2027)
        LocalGoalFactory(institution=house, goal=self.goal, in_progress=True)
        self.on_agenda, self.loose = (
            LocalGoalFactory(institution=house, goal=self.goal, sent=True, text=text)
            for text in ("Det ene sendte mål", "Det andet sendte mål")
        )
        self.meeting = MeetingFactory(
            board=BoardFactory(cluster=self.cluster),
            called=True,
            held_on=datetime.date(2026, 12, 8),
        )
        self.item = AgendaItemFactory(
            meeting=self.meeting, kind="decision", title="Nye mål", local_goals=[self.on_agenda]
        )
        AgendaItemFactory(meeting=self.meeting, kind="discussion", title="Lukkedage")

    def home(self, client, **role) -> str:
        client.force_login(MembershipFactory(cluster=self.cluster, **role).user)
        return client.get(reverse("home")).content.decode()


@pytest.fixture
def room():
    with time_machine.travel(TODAY, tick=False):
        yield Room()


def test_what_a_board_decides_comes_first_and_each_thing_once(client, room):
    page = room.home(client, board_member=True)

    assert "Tirsdag 8. december skal I beslutte én ting" in page
    item = room.meeting.items.get(title="Nye mål")
    assert f'{room.meeting.get_absolute_url()}#punkt-{item.pk}">Nye mål</a>' in page
    assert "Lukkedage" not in page
    assert "Det ene sendte mål" not in page
    assert page.count("Det andet sendte mål") == 2  # as words, and as where its link leads
    assert page.index('id="bestyrelsen"') < page.index('id="moeder"') < page.index('id="kurs-')


def test_a_parent_council_is_not_told_that_the_goals_of_another_await_it(client, room):
    """It reads the whole cluster, and decides for its own house alone."""
    there = room.loose.institution
    elsewhere = InstitutionFactory(cluster=room.cluster)
    pages = []

    for house in (there, elsewhere):
        client.force_login(MembershipFactory(institution=house, board_member=True).user)
        pages.append(client.get(reverse("home")).content.decode())

    assert ["Det andet sendte mål" in page for page in pages] == [True, False]


def test_several_points_of_a_recommendation_stand_as_a_list(client, room):
    room.item.recommendation = "- Lederen beder om et ja.\n- Lederen beder om at følge det."
    room.item.save()

    page = room.home(client, board_member=True)

    assert "<li>Lederen beder om et ja.</li>" in page
    assert "<li>Lederen beder om at følge det.</li>" in page


def test_an_agenda_that_is_not_sent_asks_nothing_and_a_goal_stands_by_itself(client, room):
    type(room.meeting).objects.update(status="planned", called_on=None)

    page = room.home(client, chair=True)

    assert "skal I beslutte" not in page
    assert "Nye mål" not in page
    assert "Det ene sendte mål" in page


@pytest.mark.parametrize("role", ["chair", "board_member", "staff_member", "cluster_leader"])
def test_the_start_page_says_whether_one_is_on_course_and_where_to(client, room, role):
    for year, word in ((2025, "started"), (2026, "waiting")):
        GoalAssessment.objects.create(
            goal=room.goal,
            cluster=room.cluster,
            progress=word,
            assessed_on=datetime.date(year, 6, 1),
        )

    page = room.home(client, **{role: True})

    # Half of the years of the common goals have passed, and not half of those of the vision.
    assert "Vi er ikke på kurs med det ene mål." in page
    assert "Mål 1 er ikke startet" in page
    assert "Et sted" in page
    assert "<th" in page.split("course-small")[1].split("2025")[0]
    assert page.count(room.cluster.get_absolute_url()) >= 1


def test_a_second_member_of_the_board_makes_nobody_ask_for_the_course_again(client, room):
    GoalAssessment.objects.create(goal=room.goal, cluster=room.cluster, progress="onway")
    other = MembershipFactory(cluster=room.cluster, board_member=True).user
    room.home(client, board_member=True)
    client.force_login(other)

    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("home")).content.decode()

    assert "Vi er på kurs med det ene mål." in page
    asked = [query["sql"] for query in queries if "goalassessment" in query["sql"]]
    assert not asked


def test_who_follows_many_clusters_is_led_to_them(client, room):
    for _number in range(2):
        InstitutionFactory(cluster=ClusterFactory())
    client.force_login(MembershipFactory(board_member=True).user)

    page = client.get(reverse("home")).content.decode()

    assert "course-small" not in page
    assert page.count('href="/klynger/') >= 3
