"""A chapter written anew, a team's frame, and an evaluation to its end, in the browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import faults_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("restored"),
]


def test_a_chapter_of_the_municipality_takes_the_place_of_the_example(as_person):
    page = as_person("administrator")
    page.goto("/vaerdigrundlag/")
    page.get_by_role("link", name="Ret kapitlet").first.click()
    page.get_by_label("Teksten").fill("Børnene i Eksempelkøbing skal have det godt hver dag.")
    page.get_by_label("Henvisninger").fill("Børnepolitikken: https://example.com/politik")
    page.get_by_role("button", name="Gem kapitlet").click()

    reader = as_person("bestyrelse", width=390)
    reader.goto("/vaerdigrundlag/?q=eksempelkøbing")
    expect(reader.locator("mark").first).to_have_text("Eksempelkøbing")
    expect(reader.get_by_role("link", name="Børnepolitikken")).to_be_visible()
    assert not faults_in(reader)
    reader.get_by_role("link", name="Tidligere formuleringer").first.click()
    expect(reader.locator("#tidligere")).to_contain_text("eksempeltekst, som fulgte med")
    assert not faults_in(reader)


def test_a_team_divides_its_tasks_and_notes_its_time(as_person):
    page = as_person("klyngeleder")
    page.goto("/ledelse/team/1/")
    page.get_by_role("link", name="Ret, hvem der leder hvad").click()
    page.get_by_label("Stedfortræder").first.fill("Dorthe Bak")
    page.get_by_role("button", name="Gem opgaverne").click()
    expect(page.locator("#opgaver")).to_contain_text("Dorthe Bak")

    page.get_by_role("link", name="Kompetenceafdækning 2026").click()
    page.get_by_role("link", name="Notér støtte og tid").click()
    page.get_by_label("Dorthe Bak, procent").fill("10")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator("#ramme")).to_contain_text("130 %")
    assert not faults_in(page)


def test_a_leader_writes_an_evaluation_and_ends_it_for_the_board_to_read(as_person):
    leader = as_person("leder", width=390)
    leader.goto("/evalueringskultur/")
    leader.get_by_role("link", name="Legesteder på legepladsen").click()
    leader.get_by_role("link", name="Skriv i evalueringen").click()
    leader.get_by_label("Hvad kan andre bruge af det?").fill("Løse brædder virker.")
    leader.get_by_role("button", name="Gem evalueringen").click()
    expect(leader.locator("main")).to_contain_text("Løse brædder virker.")
    leader.get_by_role("button", name="Afslut evalueringen").click()
    assert not faults_in(leader)

    board = as_person("bestyrelse")
    board.goto("/evalueringskultur/")
    board.get_by_role("link", name="Legesteder på legepladsen").click()
    expect(board.locator("main")).to_contain_text("Løse brædder virker.")


def test_a_leader_lets_a_goal_build_on_a_chapter_and_the_chapter_tells_it(as_person):
    leader = as_person("leder", width=390)
    leader.goto("/lokale-maal/1/")
    leader.get_by_role("link", name="Vælg, hvad målet bygger på i værdigrundlaget").click()
    leader.get_by_label("Hvis forpligtelser, eller kapitlerne").select_option("kapitler")
    leader.get_by_role("button", name="Vis, hvad der kan vælges").click()
    leader.get_by_label("Ledelse tæt på").check()
    assert not faults_in(leader)
    leader.get_by_role("button", name="Gem", exact=True).click()
    expect(leader.get_by_role("link", name="Ledelse tæt på")).to_be_visible()
    assert not faults_in(leader)

    board = as_person("bestyrelse")
    board.goto("/vaerdigrundlag/")
    board.get_by_role("link", name=re.compile("^1 lokalt mål .*Ledelse tæt på")).click()
    expect(board.locator("#bygger")).to_contain_text("Solsikken")
    assert not faults_in(board)
