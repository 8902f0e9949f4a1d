"""What is written survives: a closed tab, an ended session, a lost connection, a second device."""

import re
import sqlite3

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import faults_in
from tests.demo_site import PASSWORD
from tests.test_in_the_browser_local_goals import FORM, TEXT, field, write_draft

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("restored"),
]

STORED = """async () => ({
  local: localStorage.length,
  session: sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
})"""


def type_in(page: Page, question: str, text: str) -> None:
    """As a person does: key by key, and then on to the next question."""
    box = field(page, question)
    box.click()
    box.press("Control+A")
    box.press_sequentially(text)
    box.press("Tab")


def saved(page: Page) -> None:
    """The page says so, perhaps only at its next try: it tries every five seconds."""
    line = re.compile(r"^Gemt kl\. \d\d[.:]\d\d\. Kun du")
    expect(page.locator("#gemt")).to_contain_text(line, timeout=15_000)


def end_sessions(demo_site) -> None:
    with sqlite3.connect(demo_site.database, timeout=10) as database:
        database.execute("DELETE FROM django_session")
    database.close()


def test_a_closed_tab_loses_nothing_and_the_browser_keeps_nothing(as_person):
    page = as_person("leder")
    page.goto(FORM)
    type_in(page, "Hvilke lokale mål", TEXT)
    saved(page)
    type_in(page, "Hvordan", "Vi spørger børnene i maj")
    stored = page.evaluate(STORED)
    page.close()  # at once

    other = as_person("leder", width=390)
    for _ in range(20):  # the last words may reach the server after the next device asks for them
        other.goto(FORM)
        if field(other, "Hvordan").input_value():
            break
        other.wait_for_timeout(250)

    expect(other.locator("main")).to_contain_text("Din tekst, der ikke var gemt")
    expect(field(other, "Hvilke lokale mål")).to_have_value(TEXT)
    expect(field(other, "Hvordan")).to_have_value("Vi spørger børnene i maj")
    assert not faults_in(other)
    assert stored == {"local": 0, "session": 0, "databases": 0, "caches": 0}


def test_what_is_on_its_way_when_the_page_closes_is_sent_so_that_it_outlives_the_page(as_person):
    page = as_person("leder")
    page.goto(FORM)
    sent = []
    page.route(
        "**/gem-undervejs/**", lambda route: sent.append(route.request.post_data or "")
    )  # held
    type_in(page, "Hvordan", "Vi spørger børnene i maj")
    page.wait_for_timeout(500)
    before = len(sent)

    page.evaluate("""() => {
      Object.defineProperty(document, "visibilityState", { value: "hidden" });
      window.dispatchEvent(new Event("pagehide"));
    }""")
    page.wait_for_timeout(500)

    assert (before, len(sent)) == (1, 2)
    assert "Vi spørger børnene i maj" in sent[-1]


def test_a_session_that_ends_while_one_writes_loses_nothing(as_person, demo_site):
    page = as_person("leder")
    page.goto(FORM)
    type_in(page, "Hvilke lokale mål", TEXT)
    saved(page)
    end_sessions(demo_site)

    type_in(page, "Hvordan", "Vi spørger børnene i maj")
    line = page.locator("#gemt")
    expect(line).to_contain_text("Du er blevet logget ud")
    assert not faults_in(page)
    with page.context.expect_page() as opened:
        line.get_by_role("link", name="Log ind i en ny fane").click()
    tab = opened.value
    tab.get_by_label("E-mailadresse").fill("leder@example.com")
    tab.get_by_label("Adgangskode").fill(PASSWORD)
    tab.get_by_role("button", name="Log ind").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Hej")
    tab.close()

    saved(page)  # by itself
    page.get_by_role("button", name="Gem kladde").click()
    page.wait_for_url(re.compile(r"/lokale-maal/\d+/ret/"))
    expect(field(page, "Hvordan")).to_have_value("Vi spørger børnene i maj")
    expect(field(page, "Hvilke lokale mål")).to_have_value(TEXT)


def test_somebody_else_who_signs_in_does_not_get_the_text(as_person, demo_site):
    page = as_person("leder")
    page.goto(FORM)
    type_in(page, "Hvilke lokale mål", TEXT)
    saved(page)
    end_sessions(demo_site)
    type_in(page, "Hvordan", "Vi spørger børnene i maj")
    expect(page.locator("#gemt")).to_contain_text("Du er blevet logget ud")

    tab = page.context.new_page()
    tab.goto("/konto/log-ind/")
    tab.get_by_label("E-mailadresse").fill("klyngeleder@example.com")
    tab.get_by_label("Adgangskode").fill(PASSWORD)
    tab.get_by_role("button", name="Log ind").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Hej")
    tab.goto(FORM)

    expect(field(tab, "Hvilke lokale mål")).to_have_value("")
    expect(page.locator("#gemt")).to_contain_text("En anden har logget ind", timeout=15_000)
    expect(field(page, "Hvordan")).to_have_value("Vi spørger børnene i maj")


def test_a_lost_connection_loses_nothing(as_person):
    page = as_person("leder")
    page.goto(FORM)
    page.context.set_offline(True)
    type_in(page, "Hvilke lokale mål", TEXT)
    expect(page.locator("#gemt")).to_contain_text("Ingen forbindelse")

    page.get_by_role("button", name="Gem kladde").click()  # stays where it is
    expect(field(page, "Hvilke lokale mål")).to_have_value(TEXT)
    page.context.set_offline(False)

    saved(page)
    page.reload()
    expect(field(page, "Hvilke lokale mål")).to_have_value(TEXT)


def test_a_server_that_cannot_save_is_told_and_loses_nothing(as_person):
    page = as_person("leder")
    page.goto(FORM)
    page.route("**/gem-undervejs/**", lambda route: route.fulfill(status=500))
    type_in(page, "Hvilke lokale mål", TEXT)
    expect(page.locator("#gemt")).to_contain_text("Det kunne ikke gemmes lige nu")

    page.unroute("**/gem-undervejs/**")  # there is room on the disk again

    saved(page)
    page.reload()
    expect(field(page, "Hvilke lokale mål")).to_have_value(TEXT)


def test_two_leaders_at_once_see_both_texts_and_merge_them(as_person):
    leader, head = as_person("leder"), as_person("klyngeleder")
    address = write_draft(leader)
    head.goto(address)
    type_in(leader, "Hvordan", "Samtaler med forældrene")
    saved(leader)
    type_in(head, "Hvordan", "Børneinterview i november")
    saved(head)
    type_in(head, "Beskrivelse af indsatser", "Vi tegner sammen.")
    head.get_by_role("button", name="Gem kladde").click()
    expect(head.locator("#gemt")).to_contain_text("som kladde")

    leader.goto(address)  # comes back to it another day
    expect(field(leader, "Hvordan")).to_have_value("Børneinterview i november")
    expect(leader.locator("main")).to_contain_text("Målet er ændret, siden du skrev")
    assert not faults_in(leader)
    leader.get_by_role("button", name=re.compile("ved siden af")).click()
    expect(leader.locator("main")).to_contain_text("Samtaler med forældrene")
    leader.get_by_role("radio", name="Min tekst").first.check()
    leader.get_by_role("button", name=re.compile("begge tekster")).click()

    expect(field(leader, "Hvordan")).to_have_value(
        re.compile("Samtaler med forældrene[\\s\\S]*Børneinterview i november")
    )


def test_without_a_script_the_form_saves_as_before(new_context, demo_site):
    context = new_context(
        base_url=demo_site.url,
        storage_state=demo_site.signed_in["leder"],
        java_script_enabled=False,
    )
    page = context.new_page()
    page.goto(FORM)
    field(page, "Hvilke lokale mål").fill(TEXT)

    page.get_by_role("button", name="Gem kladde").click()

    expect(page.locator("#gemt")).to_contain_text("Gemt kl.")
    expect(field(page, "Hvilke lokale mål")).to_have_value(TEXT)
