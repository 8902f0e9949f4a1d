"""A leader writes, sends and changes local goals; the board reads and decides; nothing is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import NARROW, faults_in, press_key
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

    press_key(page, "Control+A")
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

    press_key(page, "Tab")
    expect(page.get_by_role("link", name="Gå til indhold")).to_be_focused()
    press_key(page, "Enter")
    expect(page.locator("#indhold")).to_be_focused()
    reached = []
    for _ in range(40):
        press_key(page, "Tab")
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
    press_key(page, "Escape")

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


def rows_of(page: Page) -> list[str]:
    texts = page.get_by_role("group", name="Beskrivelse af indsatser").locator("textarea")
    return [text.input_value() for text in texts.all()]


#: What a browser does when a list is put in from the clipboard, which no test may write to.
PASTE = """(field, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const paste = { clipboardData, bubbles: true, cancelable: true };
  return field.dispatchEvent(new ClipboardEvent("paste", paste));
}"""


def test_efforts_are_rows_by_enter_by_paste_and_by_button(as_person):
    page = as_person("leder")
    page.goto(FORM)
    first = field(page, "Beskrivelse af indsatser")
    assert rows_of(page) == ["", "", ""]

    first.click()
    page.keyboard.type("Et")
    press_key(page, "Enter")
    page.keyboard.type("Fire")
    first.click()
    press_key(page, "End")
    press_key(page, "Enter")
    second = page.get_by_role("textbox", name="Indsats 2")
    expect(second).to_be_focused()
    assert second.evaluate(PASTE, "To\n\nTre") is False

    assert rows_of(page) == ["Et", "To", "Tre", "Fire", ""]
    page.get_by_role("button", name="Flere rækker").click()
    expect(page.get_by_role("textbox", name="Indsats 6")).to_be_focused()
    page.keyboard.type("Fem")
    page.get_by_role("button", name="Gem kladde").click()
    expect(page.get_by_role("status")).to_contain_text("som kladde")
    assert rows_of(page) == ["Et", "To", "Tre", "Fire", "Fem", ""]


def test_a_list_too_long_for_rows_stays_in_one_until_it_is_saved(as_person):
    page = as_person("leder")
    page.goto(FORM)
    lines = "\n".join(f"Indsats {number}" for number in range(150))
    first = field(page, "Beskrivelse af indsatser")

    assert first.evaluate(PASTE, lines) is True
    first.fill(lines)
    page.get_by_role("button", name="Gem kladde").click()

    expect(page.get_by_role("status")).to_contain_text("som kladde")
    page.get_by_role("link", name="Se målet og dets historik").click()
    told = page.get_by_role("listitem").filter(has_text=re.compile(r"^Indsats \d+$"))
    expect(told).to_have_count(150)


def test_who_and_when_are_folded_away_until_they_are_wanted(as_person):
    page = as_person("leder")
    page.goto(FORM)
    fill(page)
    assert page.get_by_text("Ansvarlig og frist").locator("visible=true").count() == 1

    page.get_by_text("Ansvarlig og frist").first.click()
    page.locator("[name=efforts-0-responsible]").fill("Stueleder, Mælkebøtten")
    page.locator("[name=efforts-0-due_on]").fill("i morgen")
    assert not faults_in(page)
    page.get_by_role("button", name="Gem kladde").click()

    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("»i morgen« er ikke en dato")
    assert not faults_in(page)
    page.locator("[name=efforts-0-due_on]").fill("1/3-2028")
    page.locator("[name=efforts-0-due_on]").fill("1-3-2028")
    page.get_by_role("button", name="Gem kladde").click()
    expect(page.get_by_role("status")).to_contain_text("Gemt kl.")
    expect(page.locator("[name=efforts-0-due_on]")).to_have_value("01.03.2028")
    expect(page.locator("[name=efforts-0-responsible]")).to_be_visible()
    expect(page.locator("[name=efforts-2-responsible]")).to_be_hidden()


def test_efforts_are_written_without_javascript(as_person):
    page = as_person("leder", java_script_enabled=False)
    page.goto(FORM)
    fill(page)

    page.get_by_role("button", name="Flere rækker").click()

    expect(page.get_by_role("textbox", name="Indsats 7")).to_be_visible()
    assert rows_of(page) == [
        "Vi spørger hvert barn hver dag.",
        "Vi skriver svarene ned.",
        *[""] * 5,
    ]
    expect(field(page, "Hvordan")).to_have_value("Børneinterview i maj")
    page.get_by_role("textbox", name="Indsats 5").fill("Den sidste")
    page.get_by_role("textbox", name="Indsats 1").fill("")
    page.get_by_role("button", name="Gem kladde").click()
    expect(page.get_by_role("status")).to_contain_text("som kladde")
    assert rows_of(page) == ["Vi skriver svarene ned.", "Den sidste", ""]
