"""A remark of an inspection, from the day it is noted to its end, in the browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import faults_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("restored"),
]

PLACE = "/tilsyn/enheder/solsikken/"
ASKED = "Skab ro i garderoben, når børnene kommer hjem fra turen."


def moved(page: Page, way: str, comment: str = "") -> None:
    """Press a move on the page of the remark, and answer what it asks."""
    page.get_by_role("link", name=way).click()
    if comment:
        page.get_by_label("Hvad er der gjort, eller hvorfor").fill(comment)
    page.get_by_role("button", name=way).click()


def test_a_remark_is_noted_worked_on_reported_sent_back_and_closed(as_person):
    municipality = as_person("administrator")
    municipality.goto(PLACE)
    municipality.get_by_role("link", name="Opret en anvisning").first.click()
    municipality.get_by_label("Hvad skal gøres").fill(ASKED)
    municipality.get_by_label("Eller med ord").fill("Den pædagogiske leder")
    municipality.get_by_role("button", name="Gem", exact=True).click()
    expect(municipality.locator("main")).to_contain_text(ASKED)
    address = municipality.url

    leader = as_person("klyngeleder", width=390)
    leader.goto(address)
    moved(leader, "Begynd arbejdet")
    moved(leader, "Meld udført", "Vi har delt børnene i to hold.")
    expect(leader.get_by_role("link", name="Afslut sagen")).to_have_count(0)
    assert not faults_in(leader)

    municipality.goto(address)
    moved(municipality, "Send tilbage", "Der er stadig kø ved skabene.")
    leader.goto(address)
    moved(leader, "Meld udført", "Nu er der tre hold.")
    municipality.goto(address)
    moved(municipality, "Afslut sagen", "Set på stedet.")

    course = municipality.locator("#forloeb")
    for told in ("to hold", "stadig kø", "tre hold", "Set på stedet"):
        expect(course).to_contain_text(told)
    expect(leader.get_by_role("link", name="Begynd arbejdet")).to_have_count(0)
    board = as_person("formand")
    board.goto("/")
    told = "En bemærkning fra et tilsyn i Solsikken er afsluttet."
    expect(board.locator("main")).to_contain_text(told)


def test_a_consultant_corrects_the_day_of_a_report_and_reads_what_stood(as_person):
    page = as_person("konsulent")
    page.goto("/tilsyn/enheder/soestjernen/")
    page.get_by_role("link", name="Ret rapporten").first.click()

    page.get_by_label("Rapportens dato").fill("1.6.1926")
    page.get_by_label("Hvorfor den rettes").fill("Dagen var tastet forkert.")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("Er årstallet rigtigt?").first).to_be_visible()
    year = page.locator("ul.facts").inner_text().strip()[-4:]
    page.get_by_label("Rapportens dato").fill(f"1.6.{year}")
    page.get_by_role("button", name="Gem", exact=True).click()

    expect(page.get_by_text("Rapporten er rettet")).to_be_visible()
    expect(page.get_by_text("Dagen var tastet forkert.")).to_be_visible()
    expect(page.get_by_role("heading", name=f"afsluttet 1. juni {year}")).to_be_visible()
    assert not faults_in(page)
