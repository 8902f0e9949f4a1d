"""A statement of the vision from its owner to the evaluation of its goal, in the browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import faults_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("restored"),
]

CLUSTER = "/klynger/fyrtaarnet/"
TEXT = "Alle enheder prøver en fælles morgensamling og fortæller hinanden, hvordan det går."
SEEN = "Seks af syv enheder holder den hver dag."
GOES_ON = "Besøgene fortsætter, når alle har været rundt."


def test_a_statement_gets_an_owner_and_a_goal_that_is_worked_on_and_evaluated(as_person):
    leader, chair = as_person("klyngeleder"), as_person("formand", width=390)
    leader.goto(CLUSTER)
    href = leader.locator("a[href*='/udsagn/']").last.get_attribute("href")
    leader.goto(href)
    assert not faults_in(leader)

    owner = leader.locator("#ejer select")
    name = owner.locator("option:not([value=''])").first.text_content()
    owner.select_option(label=name)
    leader.get_by_role("button", name="Gem ejeren").click()
    expect(leader.locator(".facts").first).to_contain_text(name.strip().split(" (")[0])

    leader.get_by_role("link", name="Skriv et mål for klyngen").click()
    leader.get_by_role("textbox", name=re.compile("^Hvad skal klyngen nå")).fill(TEXT)
    leader.get_by_role("textbox", name="Indsats 1").fill("En leder besøger de andre hver måned.")
    leader.get_by_role("textbox", name=re.compile("^Hvordan")).first.fill("Vi tæller hver uge.")
    leader.get_by_role("textbox", name=re.compile("^Hvornår")).first.fill("15.05.2028")
    leader.get_by_role("button", name="Send til bestyrelsen").click()
    expect(leader.get_by_role("heading", name=TEXT)).to_be_visible()
    goal = leader.url

    chair.goto(goal)
    chair.get_by_role("link", name="Vedtag").click()
    chair.get_by_role("button").filter(has_text="Vedtag").click()
    expect(chair.get_by_role("status")).to_contain_text("vedtaget")
    assert not faults_in(chair)

    leader.goto(goal)
    leader.get_by_role("button", name="Begynd arbejdet").click()
    leader.get_by_role("link", name="Evaluér målet").click()
    leader.get_by_role("radio", name="Opnået", exact=True).check()
    leader.get_by_role("textbox", name=re.compile("^Hvorfor gik det")).fill(SEEN)
    leader.get_by_role("textbox", name=re.compile("^Hvad bliver I ved med")).fill(GOES_ON)
    leader.get_by_role("button", name="Evaluér målet").click()

    expect(leader.locator("main")).to_contain_text(SEEN)
    chair.goto(href)
    expect(chair.locator("#arbejdet")).to_contain_text(TEXT)
    expect(chair.locator("#arbejdet")).to_contain_text("Opnået")
    assert not faults_in(chair)
