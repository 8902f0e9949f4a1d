"""The demo tells each fact once: what stands in two places of it says the same in both.

Somebody who tries the product believes what they read, and asks which of two is true.
"""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from accounts.models import User
from duties.models import Remark
from institutions.models import Cluster, Institution
from measurements.models import Instrument, Measurement
from meetings.models import FollowUp, Meeting
from strategy.models import (
    GoalAssessment,
    GoalRound,
    LocalGoal,
    Method,
    ProcessStep,
    ProposedAssessment,
)
from strategy.workflow import AGREED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

NUMBERS = ("nul", "et", "to", "tre", "fire", "fem", "seks", "syv")


def read(who: str, address: str) -> str:
    """The text of a page, as somebody of the demo reads it."""
    client = Client()
    client.force_login(User.objects.get(email=f"{who}@example.com"))
    page = html.fromstring(client.get(address).content.decode())
    return re.sub(r"\s+", " ", page.xpath("string(//main)"))


def houses() -> list[Institution]:
    cluster = Cluster.objects.get(slug="fyrtaarnet")
    return list(Institution.objects.in_cluster(cluster, datetime.date(2026, 11, 29)))


def test_what_an_inspection_asks_for_is_followed_up_in_its_own_words():
    """On the page of the institution and in the register of tilsyn."""
    rated = Measurement.objects.exclude(note="").filter(
        topic__version__instrument__kind="inspection"
    )
    asked: dict[tuple[int, int], set[str]] = {}
    for place, year, note in rated.values_list("institution", "year", "note"):
        asked.setdefault((place, year), set()).add(note)
    followed = [
        remark
        for remark in Remark.objects.filter(kind="instruction")
        if (remark.institution_id, remark.year) in asked
    ]

    assert followed
    for remark in followed:
        assert remark.text in asked[remark.institution_id, remark.year]
    page = read("bestyrelse", "/institutioner/stjerneskuddet/")
    register = read("bestyrelse", reverse("inspection_duty", args=["stjerneskuddet"]))
    place = Institution.objects.get(slug="stjerneskuddet").pk
    for text in asked[place, 2026]:
        assert text in page
        assert text in register


def test_the_goals_of_next_year_are_due_on_one_day():
    planned = ProcessStep.objects.get(
        text__startswith="Lokale mål fastsættes", deadline_on__year=2026
    )

    assert GoalRound.objects.get(for_year=2027).deadline_on == planned.deadline_on
    assert "frist 30. november" in read("bestyrelse", "/institutioner/stjerneskuddet/")


def test_the_rounds_of_topi_end_when_the_plan_says_so():
    planned = ProcessStep.objects.get(text="TOPI, 2. runde.")
    promised = FollowUp.objects.get(text__startswith="TOPI, 2. runde")

    assert promised.due_on == planned.to_on
    assert "27. november" in promised.item.resolution


def test_no_step_is_done_of_which_a_meeting_says_that_something_lacks():
    """How many reports of tilsyn a board was told of is how many there were."""
    met = Meeting.objects.get(held_on="2026-06-16")
    text = met.items.get(title="Pædagogisk tilsyn 2026").text
    there = {
        place.pk
        for place in houses()
        if place.inspections.filter(year=2026, closed_on__lte=met.held_on).exists()
    }
    words = re.match(r"(\w+) af de (\w+) tilsynsrapporter er kommet", text)

    assert NUMBERS.index(words[1].lower()) == len(there)
    assert NUMBERS.index(words[2]) == len(houses())


def test_a_team_takes_up_methods_that_are_not_in_use_everywhere_yet():
    met = Meeting.objects.get(held_on="2026-11-10", items__title="Fælles metoder")
    decided = met.items.get(title="Fælles metoder").resolution.lower()
    due_on = FollowUp.objects.get(text="Tre fælles metoder mere i alle enheder").due_on
    taken_up = [method for method in Method.objects.all() if method.name.lower() in decided]

    assert len(taken_up) == 3
    for method in taken_up:
        using = set(method.uses.values_list("institution", flat=True))
        assert not {place.pk for place in houses()} <= using
    assert f"{due_on.day}. december" in decided


def test_a_proposal_names_the_houses_whose_figures_bear_it():
    told = ProposedAssessment.objects.get(goal__number=2, goal__strategy__cluster=None).narrative
    shares: dict[str, dict[int, list]] = {}
    rows = Measurement.objects.filter(
        topic__version__instrument__code="sprogvurdering",
        institution__in=houses(),
        year__in=(2025, 2026),
        value__isnull=False,
        topic__number=1,
    )
    for name, year, value in rows.values_list("institution__name", "year", "value"):
        shares.setdefault(name, {}).setdefault(year, []).append(value)
    both = {name: years for name, years in shares.items() if len(years) == 2}
    better = {name for name, years in both.items() if sum(years[2026]) > sum(years[2025])}

    assert better
    assert {name for name in both if name in told} == better


def test_what_a_board_said_of_its_houses_is_what_their_goals_said_then():
    """“Tre af syv huse er på vej eller i mål”, of the day it was said."""
    said = GoalAssessment.objects.get(
        goal__number=1, assessed_on="2026-09-15", cluster__slug="fyrtaarnet"
    )
    words = re.match(r"(\w+) af (\w+) huse er på vej eller i mål", said.narrative)
    goals = LocalGoal.objects.filter(goal=said.goal, institution__in=houses(), status__in=AGREED)
    moving = {
        goal.institution_id
        for goal in goals
        if (goal.outcome == "reached")
        or (
            (
                newest := goal.status_updates.filter(made_on__lte=said.assessed_on)
                .order_by("made_on")
                .last()
            )
            and newest.progress == "onway"
        )
    }

    assert NUMBERS.index(words[2]) == len(houses())
    assert NUMBERS.index(words[1].lower()) == len(moving)


@pytest.mark.parametrize(
    ("who", "address"),
    [("bestyrelse", "/klynger/fyrtaarnet/"), ("klyngeleder", "/"), ("bestyrelse", "/moeder/4/")],
)
def test_every_page_that_tells_how_far_the_data_are_tells_it_alike(who, address):
    """Only spring has come: no page says so of the year."""
    page = read(who, address)

    assert "TOPI forår 2026" in page
    assert "TOPI 2026" not in page


def test_the_children_of_a_cluster_are_those_of_its_houses_that_are_told():
    """TOPI over the cluster: the sum of what the pages of the houses say of the same spring."""
    heading = re.compile(r"TOPI, forår 2026: (\d+) af (\d+) børn er i grøn position")
    told = [heading.search(read("bestyrelse", house.get_absolute_url())) for house in houses()]
    counts = [(int(found[1]), int(found[2])) for found in told if found]
    page = read("bestyrelse", "/klynger/fyrtaarnet/")

    found = heading.search(page)
    assert 1 < len(counts) < len(houses())  # one has small numbers
    assert (int(found[1]), int(found[2])) == tuple(map(sum, zip(*counts, strict=True)))
    assert "(forår 2025: " in page


def test_what_awaits_the_board_is_the_same_on_its_pages():
    """The cluster's own goal too, which stands on no agenda yet."""
    page = read("bestyrelse", "/klynger/fyrtaarnet/")
    waiting = LocalGoal.objects.filter(status="sent", cluster__slug="fyrtaarnet").count()
    waiting += LocalGoal.objects.filter(status="sent", institution__in=houses()).count()

    assert f"{waiting} lokale mål venter på bestyrelsens beslutning" in page
    assert f"Bestyrelsen tager stilling til {waiting} lokale mål." in page


def test_nobody_is_said_to_lack_data_whose_inspection_is_not_due():
    page = read("bestyrelse", "/maalepunkter/4/")

    assert "Ikke tid endnu" in page
    assert "ingen data" not in page
    assert "Der mangler data for" not in page


def test_what_is_done_about_a_finding_is_what_the_board_decided():
    page = read("bestyrelse", "/klynger/fyrtaarnet/")
    for text in ("Lægge forårets sprogvurderinger frem", "Tre fælles metoder mere i alle enheder"):
        promised = FollowUp.objects.get(text=text)
        assert text in page.partition("Det gør vi:")[2]
        assert text in read("bestyrelse", promised.item.meeting.get_absolute_url())


def test_a_comparison_of_counted_children_leads_to_what_is_told_of_all_of_them_together():
    client = Client()
    client.force_login(User.objects.get(email="bestyrelse@example.com"))
    cluster = client.get("/klynger/fyrtaarnet/").content.decode()
    together = set(re.findall(r'id="([a-z-]+)-sum"', cluster))
    assert {"topi", "sprogvurdering"} <= together

    for instrument in Instrument.objects.values_list("code", flat=True):
        page = client.get(f"{reverse('comparison')}?redskab={instrument}").content.decode()
        leads = f'href="/klynger/fyrtaarnet/#{instrument}-sum"' in page
        assert leads == (instrument in together), instrument
