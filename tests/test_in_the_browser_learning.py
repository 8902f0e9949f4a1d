"""Learning loops of a local goal, in Chromium: the one under way to its end, and the next begun."""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import faults_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("restored"),
]

LOOPS = "/lokale-maal/1/laering/"


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_loop_comes_to_its_end_and_the_next_is_locked_by_its_first_number(as_person):
    page = as_person("leder")
    page.goto(LOOPS)
    page.get_by_role("link", name="Skriv, hvad I så").first.click()
    assert not faults_in(page)
    page.get_by_label("Hvad har I set").fill("Børnene kender afløserne nu")
    page.get_by_label("Vi justerer det").check()
    page.get_by_label("Hvad gør I nu").fill("En afløser mere på vuggestuen")
    press(page, "Gem runden")
    expect(page.locator("main")).to_contain_text("Vi justerer det.")

    page.get_by_role("link", name="Skriv, hvad I forventer").click()
    expect(page.locator("main")).to_contain_text("En afløser mere på vuggestuen")
    page.get_by_label("Hvad forventer I, og hvorfor").fill("Hvis der er en mere, så holder det")
    page.get_by_label("Hvad prøver I").click()
    saved = re.compile(r"^Gemt kl\. \d\d[.:]\d\d\. Kun du")
    expect(page.locator("#gemt")).to_contain_text(saved, timeout=15_000)
    page.goto(f"{LOOPS}skriv/")
    expect(page.get_by_label("Hvad forventer I, og hvorfor")).to_have_value(
        "Hvis der er en mere, så holder det"
    )
    page.get_by_label("Det tal, I forventer (valgfrit)").fill("32")
    page.get_by_label("Ud af (valgfrit)").fill("34")
    press(page, "Gem runden")
    third = page.locator("#laering-3")
    expect(third).to_contain_text("Forventningen er mindst 32 af 34 uger")
    expect(third.get_by_role("link", name="Ret forventningen")).to_be_visible()

    page.get_by_role("link", name="Skriv, hvad I har målt").click()
    page.get_by_label("Hvad er tallet nu").fill("1")
    page.get_by_label("Ud af (valgfrit)").fill("1")
    press(page, "Gem tallet")
    page.goto(LOOPS)

    expect(third).to_contain_text("da det første tal blev skrevet")
    expect(third.get_by_role("link", name="Ret forventningen")).to_have_count(0)
    assert not faults_in(page)


def test_the_board_reads_the_chain_and_writes_nothing_in_it(as_person):
    page = as_person("bestyrelse", width=390)
    page.goto(LOOPS)

    expect(page.locator("main")).to_contain_text("Forventningen holdt: 19 af 23 uger")
    expect(page.locator("main").get_by_role("link", name="Skriv, hvad")).to_have_count(0)
    assert not faults_in(page)
