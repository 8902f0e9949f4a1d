"""A cluster leader writes the next vision and an indicator of it, without the administration."""

import datetime
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import faults_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("restored"),
]

AFTER = datetime.datetime.now(tz=datetime.UTC).year + 2


def begin(page: Page) -> None:
    """A draft of the years after, from the vision there is."""
    page.goto("/klynger/fyrtaarnet/")
    page.get_by_role("link", name="Skriv i visionen").click()
    page.get_by_role("link", name="Skriv en ny vision").click()
    page.get_by_label("Titel").fill("Vision for børnene")
    page.get_by_label("Første år").fill(str(AFTER))
    page.get_by_label("Sidste år").fill(str(AFTER + 3))
    page.get_by_role("radio", name=re.compile("Klynge Fyrtårnet: ")).check()


def test_a_vision_is_begun_from_the_one_before_corrected_and_sent_to_hearing(as_person):
    page = as_person("klyngeleder")
    begin(page)
    assert not faults_in(page)
    page.get_by_role("button", name="Lav kladden").click()

    expect(page.get_by_role("heading", level=2, name="4 temaer med 30 udsagn")).to_be_visible()
    assert not faults_in(page)
    page.get_by_label("Visionen i én sætning").fill("Hvert barn bliver hørt.")
    statements = page.get_by_label("Udsagn").first
    statements.fill("• Vi fordeler opgaverne.\n• Nye ledere får en mentor.\n")
    page.get_by_role("button", name="Gem teksten").click()
    expect(page.get_by_label("Udsagn").first).to_have_value(
        "Vi fordeler opgaverne.\nNye ledere får en mentor."
    )
    page.get_by_role("link", name="Versioner side om side").click()
    expect(page.locator(".editions ins").first).to_be_visible()
    assert not faults_in(page)

    page.go_back()
    page.get_by_role("link", name="Send den i høring").click()
    assert not faults_in(page)
    page.get_by_role("button", name="Send den i høring").click()
    expect(page.locator(".life [aria-current=step]")).to_contain_text("I høring")
    assert not faults_in(page)


def test_the_text_is_told_what_is_wrong_and_themes_move_without_a_script(as_person):
    page = as_person("klyngeleder")
    begin(page)
    page.get_by_role("button", name="Lav kladden").click()
    first = page.get_by_label("Temaets overskrift").first.input_value()
    page.get_by_role("button", name="Flyt ned").first.click()
    expect(page.get_by_label("Temaets overskrift").nth(1)).to_have_value(first)
    page.get_by_role("button", name="Tag ud").first.click()
    expect(page.get_by_role("heading", name="Temaet kan ikke tages ud")).to_be_visible()
    assert not faults_in(page)

    page.get_by_label("Titel").fill("")
    page.get_by_role("button", name="Gem teksten").click()
    expect(page.get_by_role("heading", name="Teksten er ikke gemt endnu")).to_be_visible()
    assert not faults_in(page)


def test_an_indicator_is_chosen_tried_and_saved_and_one_that_cannot_work_is_refused(as_person):
    page = as_person("klyngeleder")
    page.goto("/maalepunkter/")
    page.get_by_role("link", name="Tilføj et målepunkt").click()
    assert not faults_in(page)
    page.get_by_role("link", name=re.compile("^2. ")).first.click()
    page.get_by_label("hvad der måles").select_option("Pædagogisk tilsyn")
    page.get_by_role("button", name="Se mulighederne").click()
    assert not faults_in(page)
    old = page.get_by_label("trin", exact=True).locator("optgroup option").last
    page.get_by_label("trin", exact=True).select_option(old.get_attribute("value"))
    page.get_by_role("button", name="Prøv det").click()
    expect(
        page.get_by_role("heading", name=re.compile("^Målepunktet kan ikke gemmes"))
    ).to_be_visible()
    assert not faults_in(page)

    page.locator("#id_step").select_option("Vedligeholde indsatsen")
    page.get_by_role("button", name="Prøv det").click()
    expect(page.locator(".result-value")).to_contain_text(" af ")
    expect(page.get_by_role("heading", name="Hvis reglen var en anden")).to_be_visible()
    assert not faults_in(page)
    page.get_by_label("Hvad det hedder").fill("Samspil i tilsynet")
    page.get_by_role("button", name="Gem målepunktet").click()

    expect(page.get_by_role("link", name="Ret og prøv det")).to_be_visible()
    tried = page.locator(".result-value").inner_text()
    page.get_by_role("link", name="Ret og prøv det").click()
    expect(page.locator(".result-value")).to_have_text(tried)


def test_a_process_plan_is_written(as_person):
    page = as_person("klyngeleder")
    begin(page)
    page.get_by_role("button", name="Lav kladden").click()
    page.get_by_role("link", name="Skriv procesplanen").click()
    page.get_by_label("Hvad der sker").first.fill("Høring i MED")
    page.get_by_label("fra", exact=True).first.fill(f"1.2.{AFTER}")
    page.get_by_label("til", exact=True).first.fill(f"31.3.{AFTER}")
    page.get_by_role("button", name="Gem procesplanen").click()

    expect(page.get_by_label("Hvad der sker").first).to_have_value("Høring i MED")
    assert not faults_in(page)


def test_themes_are_fetched_from_another_text(as_person):
    page = as_person("klyngeleder")
    begin(page)
    page.get_by_role("button", name="Lav kladden").click()
    page.get_by_role("link", name="Hent fra en anden tekst").click()
    page.get_by_label("Fra hvilken tekst?").select_option("Eksemplet, der følger med")
    page.get_by_role("button", name="Se temaerne").click()
    page.get_by_role("checkbox").first.check()
    assert not faults_in(page)
    page.get_by_role("button", name="Kopiér det valgte").click()

    expect(page.get_by_role("heading", level=2, name="5 temaer med 37 udsagn")).to_be_visible()
