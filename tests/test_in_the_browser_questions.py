"""A messy file all the way by keyboard and without a script: asked about, mended, undone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import faults_in, press_key, reach
from tests.files import KEEP, WIDE, csv_bytes, inspected

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("restored"),
]

ROWS = (
    inspected("9101", "Fin", "Snart", KEEP, "Justere indsatsn", KEEP, KEEP),
    inspected("9102", "Fin", "Snart", KEEP, KEEP, KEEP, KEEP),
    inspected("9999", "Fin", KEEP, KEEP, KEEP, KEEP, KEEP),
    inspected("9103", KEEP, KEEP, KEEP, KEEP, KEEP, KEEP, year="20x6"),
)


def test_a_messy_file_is_read_in_by_keyboard_without_a_script(as_person):
    page = as_person("administrator", java_script_enabled=False)
    page.goto("/indlaes/")
    page.get_by_role("link", name="Tal om institutioner").click()
    file = {"name": "rodet.csv", "mimeType": "text/csv", "buffer": csv_bytes(WIDE, *ROWS)}
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_role("button", name="Tjek filen").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("3 spørgsmål")
    means = page.get_by_role("group", name=re.compile("Hvad betyder »Fin«"))
    means.get_by_label("Vedligeholde indsatsen").press("Space")
    page.get_by_role("group", name=re.compile("Hvad betyder »Snart«")).get_by_label(
        "Justere indsatsen"
    ).press("Space")
    slip = page.get_by_role("group", name=re.compile("Justere indsatsn"))
    expect(slip.get_by_label("Justere indsatsen")).to_be_checked()
    page.get_by_label("Det skal stå i C5").fill("2026")
    page.get_by_role("button", name="Se tallene med mine svar").press("Enter")
    page.get_by_role("group", name=re.compile("9999")).get_by_label("Udelad rækken").press("Space")
    page.get_by_role("button", name="Se tallene med mine svar").press("Enter")

    expect(page.get_by_role("heading", name="Det bliver gemt")).to_be_visible()
    expect(page.locator("#rettet")).to_contain_text("C5")
    expect(page.locator("#udeladt")).to_contain_text("Du udelod rækken.")
    page.get_by_role("button", name=re.compile("^Indlæs 3")).press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("rodet.csv er indlæst")
    expect(page.locator("#husket")).to_contain_text("»Fin«")
    page.get_by_label("Glem også det, vi lærte af filen").press("Space")
    page.locator("#fortryd").get_by_role("button", name="Fortryd indlæsningen").press("Enter")
    page.get_by_role("button", name="Fortryd indlæsningen").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("blev indlæst og fortrudt")
    page.goto("/indlaes/husket/")
    expect(page.locator("main")).to_contain_text("Intet endnu.")


def test_the_tabulator_leads_through_the_questions_to_the_button(as_person):
    page = as_person("administrator")
    page.goto("/indlaes/tal/")
    file = {"name": "rodet.csv", "mimeType": "text/csv", "buffer": csv_bytes(WIDE, *ROWS)}
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_role("button", name="Tjek filen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 spørgsmål")
    assert not faults_in(page)

    reach(page, "input[type=radio][name^=svar-]")
    press_key(page, "Space")
    reach(page, "[name=celle-C5]")
    page.keyboard.type("2026")
    reach(page, "#svar button[type=submit]")
    press_key(page, "Enter")

    expect(page.get_by_role("alert")).to_contain_text("mangler")
    assert not faults_in(page)


def test_what_is_remembered_is_corrected_and_forgotten(as_person):
    page = as_person("administrator")
    page.goto("/indlaes/tal/")
    rows = [inspected(number, "Fin", *[KEEP] * 5) for number in ("9101", "9102")]
    file = {"name": "kort.csv", "mimeType": "text/csv", "buffer": csv_bytes(WIDE, *rows)}
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_role("button", name="Tjek filen").click()
    page.get_by_label("Vedligeholde indsatsen").check()
    page.get_by_role("button", name="Se tallene med mine svar").click()
    page.get_by_role("button", name=re.compile("^Indlæs")).click()
    assert not faults_in(page)

    page.goto("/indlaes/")
    assert not faults_in(page)
    page.get_by_role("link", name="Alt, hvad vi husker om filer").click()
    assert not faults_in(page)
    page.get_by_label(re.compile("»Fin« under .* læses som")).select_option("Justere indsatsen")
    page.get_by_role("button", name="Gem rettelserne").click()
    expect(page.locator("main")).to_contain_text("1 svar er rettet.")
    page.get_by_role("button", name=re.compile("^Glem")).click()
    expect(page.locator("main")).to_contain_text("Intet endnu.")
