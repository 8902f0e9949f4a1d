"""Leaders read local goals in from a spreadsheet: drafts, in their own institutions only."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from measurements.reference import load_reference
from strategy.models import LocalGoal
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    MembershipFactory,
    StrategyFactory,
)
from tests.files import KEEP, WIDE, inspected, upload
from tests.unfolded import read_on

pytestmark = pytest.mark.django_db

PAGE = "/lokale-maal/regneark/"
CONFIRM = f"{PAGE}indlaes/"
HEADINGS = ("Institutionsnummer", "Strategisk mål nr", "Lokalt mål")


@pytest.fixture(autouse=True)
def own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_reference()
    cluster = ClusterFactory()
    GoalFactory(strategy=StrategyFactory(), number=1)
    InstitutionFactory(name="Lærkereden", number="9103", cluster=cluster)
    return InstitutionFactory(name="Solsikken", number="9101", cluster=cluster)


@pytest.fixture
def leader(client, own):
    user = MembershipFactory(leader=True, institution=own).user
    client.force_login(user)
    return user


def send(client, *rows, headings=HEADINGS):
    return client.post(PAGE, {"import_file": upload(headings, *rows, name="maal.csv")})


def confirm(client, page, **more):
    found = re.search(r'type="hidden" name="upload" value="([^"]+)"', page.content.decode())
    return client.post(CONFIRM, {"upload": found[1]} | more, follow=True)


def test_a_goal_becomes_a_draft_by_the_leader(client, leader, own):
    page = send(client, ("9101", "1", "Flere ord ved måltiderne"))
    assert not LocalGoal.objects.exists()

    done = confirm(client, page)

    goal = LocalGoal.objects.get()
    assert (goal.institution, goal.text, goal.status) == (own, "Flere ord ved måltiderne", "draft")
    assert "1 lokalt mål er blevet en kladde." in done.content.decode()


IN_NUMBERS = (*HEADINGS, "Hvad tælles", "Måleenhed", "Udgangspunkt", "Måltal")


def test_a_goal_comes_with_its_numbers(client, leader):
    row = ("9101", "1", "Alle har en ven", "Børn med en ven", "pct.", "60,5", "80")

    confirm(client, send(client, row, headings=IN_NUMBERS))

    goal = LocalGoal.objects.get()
    assert (goal.measure, goal.unit) == ("Børn med en ven", "pct.")
    assert (goal.baseline, goal.target) == (Decimal("60.5"), Decimal(80))


@pytest.mark.parametrize(
    ("measure", "target", "said"),
    [
        ("Børn med en ven", "mange", "mange"),
        ("Børn med en ven", "1.000.000.000", "er for stort et tal"),
        ("Børn med en ven", "9" * 20, "er for stort et tal"),
        ("", "80", "Skriv, hvad tallene tæller."),
    ],
)
def test_numbers_that_say_nothing_are_an_error(client, leader, measure, target, said):
    row = ("9101", "1", "Alle har en ven", measure, "", "", target)

    page = send(client, row, headings=IN_NUMBERS)

    assert said in page.content.decode()
    confirm(client, page)
    assert not LocalGoal.objects.exists()


def test_a_goal_elsewhere_is_an_error_and_tells_nothing(client, leader):
    page = send(client, ("9101", "1", "Vores mål"), ("9103", "1", "Deres mål"))

    text = read_on(page.content.decode())
    assert "Du skriver ikke lokale mål for Lærkereden." in text
    assert "Indlæs 1 ny" not in text
    confirm(client, page)
    assert not LocalGoal.objects.exists()


def test_a_number_changed_into_somebody_elses_is_one_too(client, leader):
    page = send(client, ("9999", "1", "Vores mål"))

    key = re.search(r'name="(svar-[0-9a-f]+)"', page.content.decode())[1]
    told = {"step": "cells", key: "-", key.replace("svar", "tekst"): "9103"}
    again = confirm(client, page, **told)
    assert "Du skriver ikke lokale mål for Lærkereden." in again.content.decode()
    confirm(client, again, **told)

    assert not LocalGoal.objects.exists()


def test_figures_are_none_of_a_leaders_files(client, leader):
    page = send(client, inspected("9101", KEEP), headings=WIDE)

    assert page.status_code == 422
    assert 'name="upload"' not in page.content.decode()


def test_the_page_where_files_are_read_in_leads_here(client, leader):
    page = client.get(reverse("read_in")).content.decode()

    assert f'href="{PAGE}"' in page
    assert "/admin/" not in page.split("<main")[1].split("</main")[0]
