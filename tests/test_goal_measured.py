"""What the page of a goal says of how it is measured: one sentence, and where the figures stand."""

import re

import pytest
from django.urls import reverse

from measurements.models import Instrument
from tests.factories import GoalFactory, UserFactory

pytestmark = pytest.mark.django_db

NONE_YET = "Der er endnu ikke knyttet et målepunkt til målet."


@pytest.fixture
def told(client):
    Instrument.objects.create(code="topi", name="TOPI", short_name="TOPI", kind="count")
    Instrument.objects.create(code="tu", name="Trivsel", short_name="TU", kind="survey")
    Instrument.objects.create(code="sprog", name="Sprog", short_name="Sprogvurdering", kind="count")
    client.force_login(UserFactory(administrator=True))

    def read(measuring: str) -> str:
        goal = GoalFactory(measuring=measuring)
        return client.get(reverse("goal_detail", args=[goal.pk])).content.decode()

    return read


def said(html: str) -> str:
    """The text, whichever of its words are explained."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_goal_that_says_how_it_is_measured_leads_to_the_figures_it_names(told):
    html = told("TOPI og sprogvurdering hvert år. Det ved I, vi tu'er ikke.")

    assert NONE_YET not in said(html)
    assert html.index("?redskab=topi") < html.index("?redskab=sprog")
    assert "?redskab=tu" not in html
    assert "Målet har intet målepunkt med et måltal" in said(html)


def test_a_goal_that_says_nothing_of_it_has_no_indicator_yet(told):
    html = told("")

    assert NONE_YET in said(html)
    assert "?redskab=" not in html
