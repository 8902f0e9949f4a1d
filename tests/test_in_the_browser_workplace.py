"""Talks of a month told in seconds, and what a cluster shares agreed on, in Chromium."""

import pytest
from playwright.sync_api import expect

from tests.browsing import faults_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("restored"),
]

WORKPLACE = "/ledelse/arbejdspladsen/fyrtaarnet/"


def test_a_leader_tells_of_the_month_and_the_page_counts_it(as_person):
    page = as_person("leder")
    page.goto(WORKPLACE)
    row = page.get_by_role("row").filter(has_text="Solsikken").first
    row.get_by_role("link", name="Skriv månedens tal").click()
    assert not faults_in(page)
    newest = page.get_by_label("Holdt indtil nu").first.input_value()
    page.get_by_label("Ved udgangen af").select_option(index=3)
    page.get_by_role("button", name="Vis måneden").click()
    assert page.get_by_label("Holdt indtil nu").first.input_value() != newest
    page.go_back()
    first = page.get_by_role("group", name="MUS (medarbejderudviklingssamtaler)")
    first.get_by_label("Holdt indtil nu").fill("24")
    page.get_by_role("button", name="Gem tallene").click()

    expect(page.locator(".message[role=status]")).to_contain_text("Tallene er gemt")
    expect(row).to_contain_text("24 af 24")
    assert not faults_in(page)


def test_a_team_agrees_on_what_it_shares(as_person):
    page = as_person("klyngeleder")
    page.goto(WORKPLACE)
    page.get_by_role("link", name="Solidarisk økonomi 2026").click()
    page.get_by_role("button", name="Før den videre til 2027").click()
    assert not faults_in(page)
    page.locator("#id_linje-4-what").fill("Fælles pædagogisk dag")
    page.get_by_role("button", name="Gem tabellen").click()
    assert page.title().startswith("Fejl:")
    assert not faults_in(page)
    page.locator("#id_linje-4-key").fill("Ligeligt")
    page.get_by_role("button", name="Gem tabellen").click()

    expect(page.locator("main")).to_contain_text("Fælles pædagogisk dag")
    expect(page.locator(".head")).to_contain_text("Kun ledelsesteamet ser den")
    assert not faults_in(page)
