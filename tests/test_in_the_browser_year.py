"""A leader's whole year, and how little of it goes with typing and clicking."""

import datetime
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browsing import NARROW, faults_in, press_key
from tests.word_forms import headers, usual

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("restored"),
]

LETTERS_A_MINUTE = 200
NEXT_YEAR = datetime.datetime.now(tz=datetime.UTC).year + 1
FROM_WORD = (
    "Solsikken",
    "Børnene er med til at planlægge turdagen",
    ["Børnemøde hver mandag om ugens tur", "Børnene pakker selv tasken"],
    "Børneinterview med alle børn over tre år",
)


class Hand:
    """Somebody at the keyboard and the mouse, whose clicks and letters are counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0
        self.letters = 0

    def click(self, target: Locator) -> None:
        self.clicks += 1
        target.click()

    def type(self, text: str) -> None:
        self.letters += len(text)
        self.page.keyboard.type(text)

    def next_field(self) -> None:
        self.letters += 1
        press_key(self.page, "Tab")

    @property
    def minutes(self) -> float:
        return self.letters / LETTERS_A_MINUTE


def test_a_complete_goal_is_sent_within_two_minutes_of_typing_and_six_clicks(as_person):
    page = as_person("leder")
    page.goto("/")
    hand = Hand(page)

    hand.click(page.get_by_role("link", name=re.compile("^Skriv et lokalt mål under mål 3")))
    hand.click(page.get_by_role("textbox", name=re.compile("^Hvilke lokale mål")))
    hand.type("Alle børn har hver dag indflydelse på, hvad de skal lave efter frokost.")
    hand.next_field()
    hand.type("Børnene vælger mellem tre aktiviteter med billedkort.\n")
    hand.type("En voksen spørger de stille børn først.\n")
    hand.type("Vi taler om valgene på børnemødet hver fredag.\n")
    hand.type("\n")  # as a list ends in Word
    hand.type("Børneinterview med børn over tre år, og observation af de yngste.")
    hand.next_field()
    hand.type(f"15.05.{NEXT_YEAR}")
    hand.click(page.get_by_role("button", name="Send til bestyrelsen"))

    expect(page.locator(".stage")).to_contain_text(["Sendt til bestyrelsen"])
    expect(page.locator("main")).to_contain_text("En voksen spørger de stille børn først.")
    assert hand.clicks <= 6
    assert hand.minutes <= 2
    print(f"{hand.clicks} clicks, {hand.letters} letters, {hand.minutes:.1f} minutes")  # noqa: T201


def test_the_whole_year_of_a_leader(as_person, tmp_path):
    administrator, leader, chair = map(as_person, ("administrator", "leder", "formand"))
    _open_a_round(administrator)

    leader.goto("/")
    expect(leader.locator("main")).to_contain_text("Lokale mål, prøveåret")
    _read_in(leader, tmp_path)

    phone = as_person("leder", width=NARROW)
    address = _write_on(phone)
    _send(phone)

    _decide(chair, address, "Returnér", comment="Hvornår måler I hos de yngste?")
    leader.goto("/")
    expect(leader.locator("main")).to_contain_text("Hvornår måler I hos de yngste?")
    leader.locator(f"main a[href='{address}']").first.click()
    leader.get_by_role("link", name="Ret målet").click()
    leader.get_by_role("textbox", name="Hvordan", exact=True).fill(
        "Børneinterview og observation af de yngste"
    )
    _send(leader)

    _decide(chair, address, "Vedtag")
    _follow_up(leader, address)
    expect(leader.locator("main")).to_contain_text("Opnået")
    assert not faults_in(leader)


def _open_a_round(page: Page) -> None:
    today = datetime.datetime.now(tz=datetime.UTC).date()
    page.goto("/admin/strategy/goalround/add/")
    page.get_by_label("titel").fill("Lokale mål, prøveåret")
    page.locator("[name=opens_on]").fill(f"{today:%d.%m.%Y}")
    page.locator("[name=deadline_on]").fill(f"{today + datetime.timedelta(days=30):%d.%m.%Y}")
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("Lokale mål, prøveåret")


def _read_in(page: Page, folder) -> None:
    """Read a filled-in form in; its preview, wide and narrow, is as accessible as the rest."""
    file = folder / "skema.docx"
    file.write_bytes(usual(FROM_WORD, goal=3))
    assert headers(3)
    page.get_by_role("link", name=re.compile("Hent skemaet i Word")).click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Se, hvad der står i filen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 lokalt mål kan læses ind")
    page.get_by_text("Ret rækken").click()
    page.get_by_label("Ansvarlig (valgfrit)").fill("Souschefen")
    assert not faults_in(page)
    page.get_by_role("button", name="Læs målene ind som kladder").click()
    expect(page.get_by_role("status")).to_contain_text("læst ind som kladde")


def _write_on(page: Page) -> str:
    """Take the draft up on a phone, and give it the day that was missing; gives its address."""
    page.goto("/")
    page.get_by_role("link", name=re.compile(f"^Skriv videre.*{FROM_WORD[1]}")).click()
    expect(page.get_by_role("link", name="1 ting at overveje, før I sender")).to_be_visible()
    page.get_by_role("textbox", name="Hvornår", exact=True).fill(f"15.05.{NEXT_YEAR}")
    page.get_by_role("button", name="Gem kladde").click()
    expect(page.locator(".saved")).to_contain_text("Gemt kl.")
    assert not faults_in(page)
    page.set_viewport_size({"width": NARROW, "height": 900})
    [address] = re.findall(r"/lokale-maal/\d+/", page.url)
    return address


def _send(page: Page) -> None:
    page.get_by_role("button", name="Send til bestyrelsen").click()
    expect(page.locator(".stage")).to_contain_text(["Sendt til bestyrelsen"])


def _decide(chair: Page, address: str, verb: str, *, comment: str = "") -> None:
    chair.goto(address)
    chair.get_by_role("link", name=re.compile(f"^{verb}")).click()
    if comment:
        chair.get_by_role("textbox").first.fill(comment)
    chair.get_by_role("button", name=re.compile(f"^{verb}")).click()
    expect(chair.get_by_role("status").first).to_be_visible()
    expect(chair.locator("main h1")).not_to_have_text("Her er ikke noget")


def _follow_up(leader: Page, address: str) -> None:
    """Begin the work, say how it goes, and evaluate."""
    leader.goto(address)
    leader.get_by_role("button", name="Begynd arbejdet").click()
    leader.get_by_role("link", name="Skriv, hvordan det går").click()
    leader.get_by_role("radio", name="På vej").check()
    leader.get_by_role("textbox", name=re.compile("^Hvad ser I")).fill(
        "Børnene foreslår selv ture."
    )
    leader.get_by_role("button", name="Gem status").click()
    expect(leader.locator("main")).to_contain_text("Børnene foreslår selv ture.")
    leader.goto(address)
    leader.get_by_role("link", name="Evaluér målet").click()
    leader.get_by_role("radio", name="Opnået", exact=True).check()
    for name, answer in (
        ("Hvorfor gik det", "Alle børn har været med til at vælge en tur."),
        ("Hvad bliver I ved med", "Børnemødet hver mandag fortsætter."),
    ):
        leader.get_by_role("textbox", name=re.compile(f"^{name}")).fill(answer)
    leader.get_by_role("button", name="Evaluér målet").click()
    expect(leader.locator(".stage").first).to_contain_text("Evalueret")
