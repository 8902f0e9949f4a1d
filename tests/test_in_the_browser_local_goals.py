"""A leader writes, sends and changes local goals; the board reads and decides; nothing is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import NARROW, faults_in
from tests.demo_site import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("restored"),
]

FORM = "/lokale-maal/nyt/?maal=1&institution=solsikken"
TEXT = "Alle børn har en voksen, der lytter, når de fortæller om deres dag."
ANSWERS = {
    "Hvilke lokale mål": TEXT,
    "Beskrivelse af indsatser": "Vi spørger hvert barn hver dag.\nVi skriver svarene ned.",
    "Hvordan": "Børneinterview i maj",
    "Hvornår": "15.05.2028",
}


def field(page: Page, question: str):
    """The field of a question: by its whole label, or for the long one by how it begins.

    Of the efforts it is the first row, into which a list can be put.
    """
    if question == "Beskrivelse af indsatser":
        return page.get_by_role("group", name=question).get_by_role("textbox", name="Indsats 1")
    name = re.compile(rf"^{question}\b.*mål \d$|^{question}$")
    return page.get_by_role("textbox", name=name)


def fill(page: Page, **changes: str) -> None:
    for question, answer in (ANSWERS | changes).items():
        field(page, question).fill(answer)


def write_draft(page: Page) -> str:
    """A whole goal saved as a draft; gives the address of its form."""
    page.goto(FORM)
    fill(page)
    page.get_by_role("button", name="Gem kladde").click()
    expect(page.get_by_role("status")).to_contain_text("Gemt kl.")
    return page.url


def test_a_leader_writes_mends_sends_and_the_chair_adopts(as_person):
    page, board, chair = as_person("leder"), as_person("bestyrelse"), as_person("formand")
    page.goto(FORM)
    fill(page, Hvornår="15.05.2020")

    page.get_by_role("button", name="Send til bestyrelsen").click()

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Fejl:"))
    expect(field(page, "Hvilke lokale mål")).to_have_value(TEXT)
    assert not faults_in(page)
    summary.get_by_role("link").click()
    expect(field(page, "Hvornår")).to_be_focused()

    page.keyboard.press("Control+A")
    page.keyboard.type("15.05.2028")
    page.get_by_role("button", name="Gem kladde").click()
    expect(page.get_by_role("status")).to_contain_text("Gemt kl.")
    address = re.sub(r"ret/.*", "", page.url)
    assert board.goto(address).status == 404

    page.get_by_role("button", name="Send til bestyrelsen").click()
    expect(page.get_by_role("heading", name=TEXT)).to_be_visible()
    assert board.goto(address).status == 200
    expect(board.get_by_role("heading", name=TEXT)).to_be_visible()

    chair.goto("/")
    chair.locator(f"a[href='{re.sub(r'^https?://[^/]+', '', address)}']").first.click()
    assert not faults_in(chair)
    chair.get_by_role("link", name="Vedtag").click()
    assert not faults_in(chair)
    chair.get_by_role("button").filter(has_text="Vedtag").click()
    expect(chair.get_by_role("status")).to_contain_text("vedtaget")
    board.reload()
    expect(board.locator("main")).to_contain_text("Vedtaget")


def test_two_who_write_at_once_choose_and_lose_nothing(as_person):
    leader, head = as_person("leder"), as_person("klyngeleder")
    address = write_draft(leader)
    head.goto(address)
    field(head, "Hvordan").fill("Børneinterview i maj og november")
    head.get_by_role("button", name="Gem kladde").click()
    expect(head.get_by_role("status")).to_contain_text("Gemt kl.")

    field(leader, "Hvordan").fill("Samtaler med forældrene")
    leader.get_by_role("button", name="Gem kladde").click()

    main = leader.locator("main")
    expect(leader.get_by_role("heading", level=1)).to_contain_text("har ændret målet imens")
    expect(main).to_contain_text("Samtaler med forældrene")
    expect(main).to_contain_text("Børneinterview i maj og november")
    assert not faults_in(leader)
    leader.get_by_role("radio", name="Min tekst").check()
    leader.get_by_role("button", name="Gem det valgte").click()
    expect(field(leader, "Hvordan")).to_have_value("Samtaler med forældrene")
    expect(field(leader, "Hvilke lokale mål")).to_have_value(TEXT)
    head.reload()
    expect(field(head, "Hvordan")).to_have_value("Samtaler med forældrene")


def test_a_text_survives_that_the_visit_ends_while_it_is_written(as_person):
    page = as_person("leder")
    page.goto(FORM)
    fill(page)
    page.context.clear_cookies(name="sessionid")

    page.get_by_role("button", name="Gem kladde").click()
    page.get_by_label("E-mailadresse").fill("leder@example.com")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()

    expect(page.get_by_role("status")).to_contain_text("Du blev logget ud, mens du skrev")
    expect(field(page, "Hvilke lokale mål")).to_have_value(TEXT)
    page.get_by_role("button", name="Gem kladde").click()
    expect(page.get_by_role("status")).to_contain_text("Gemt kl.")


def test_the_form_works_by_keyboard_alone(as_person):
    page = as_person("leder")
    page.goto(FORM)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Gå til indhold")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#indhold")).to_be_focused()
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.value"))
        if reached[-1] == "send":
            break
    fields = [
        name for name in reached if name in {"id_text", "id_efforts", "id_how", "id_measured_on"}
    ]
    assert fields == ["id_text", "id_efforts", "id_how", "id_measured_on"]
    assert reached[-1] == "send"


def test_the_menu_of_a_small_screen_opens_and_closes_by_keyboard(as_person):
    page = as_person("leder", width=NARROW)
    page.goto("/")
    menu = page.get_by_role("navigation", name="Hovedmenu")
    expect(menu).to_be_hidden()

    page.get_by_role("button", name="Menu").press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")

    expect(menu).to_be_hidden()
    expect(page.get_by_role("button", name="Menu")).to_be_focused()


def test_a_goal_is_written_changed_and_sent_without_javascript(as_person):
    page = as_person("leder", java_script_enabled=False)
    write_draft(page)

    field(page, "Hvordan").fill("Observation hver uge")
    page.get_by_role("button", name="Gem kladde").click()
    expect(field(page, "Hvordan")).to_have_value("Observation hver uge")
    page.get_by_role("button", name="Send til bestyrelsen").click()

    expect(page.get_by_role("heading", name=TEXT)).to_be_visible()
    expect(page.locator("main")).to_contain_text("Sendt til bestyrelsen")
