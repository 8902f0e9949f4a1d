"""A hearing of a vision, from the draft to its second edition, in the browser."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browsing import faults_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("restored"),
]

BOARD = "Forældrebestyrelsen i Klynge Fyrtårnet"


def moved(page: Page, way: str) -> None:
    """Press a move on the page of the hearing, and the yes."""
    page.get_by_role("link", name=way).click()
    page.get_by_role("button", name=way).click()


def test_a_text_is_heard_answered_gone_through_and_locked_anew(as_person):
    leader, chair = as_person("klyngeleder"), as_person("formand", width=390)
    page = as_person(None, width=320)
    deadline = timezone.localdate() + datetime.timedelta(days=20)
    leader.goto("/hoeringer/")
    leader.get_by_role("link", name="Send en tekst i høring").click()
    leader.get_by_label("Hvilken tekst sendes i høring?").select_option(index=0)
    leader.get_by_label("Hvad hedder høringen?").fill("Høring om vores vision")
    leader.get_by_label("Hvad spørger I om?").fill("Er ordene til at forstå?")
    leader.get_by_label("Frist").fill(f"{deadline:%d.%m.%Y}")
    leader.get_by_label("Også med et åbent link").check()
    leader.get_by_label(BOARD, exact=True).check()
    leader.get_by_role("button", name="Gem", exact=True).click()
    address = leader.url
    moved(leader, "Åbn høringen")
    link = leader.locator("#modtagere a[href*='/hoeringer/aaben/']").get_attribute("href")
    assert not faults_in(leader)

    chair.goto("/")
    chair.locator("#bestyrelsen a", has_text="Læs og svar").first.click()
    if "Høring om vores vision" not in chair.locator("main").inner_text():
        chair.goto(address)
        chair.get_by_role("link", name=re.compile("Svar for")).click()
    chair.get_by_label("Til teksten som helhed").fill("Skriv, hvem »vi« er.")
    expect(chair.locator("#gemt")).to_contain_text("Gemt kl.", timeout=15_000)
    chair.reload()
    expect(chair.get_by_label("Til teksten som helhed")).to_have_value("Skriv, hvem »vi« er.")
    chair.get_by_role("button", name="Send svaret").click()
    expect(chair.locator("main")).to_contain_text("Skriv, hvem »vi« er.")
    assert not faults_in(chair)

    page.goto(str(link))
    page.get_by_label("Til teksten som helhed").fill("Smukke ord, men mange.")
    assert not faults_in(page)
    page.get_by_role("button", name="Send svaret").click()
    expect(page.locator("h1")).to_have_text("Tak for dit svar")

    leader.goto(address)
    moved(leader, "Luk høringen, og gennemgå svarene")
    leader.get_by_role("link", name="Gennemgå svarene").click()
    for verdict, why in (("Imødekommet", "Enig."), ("Ikke imødekommet", "Vi holder fast.")):
        leader.get_by_label(verdict, exact=True).check()
        leader.get_by_label("Hvad mener I, og hvorfor?").fill(why)
        leader.get_by_role("button", name="Gem, og tag det næste").click()
    expect(leader.locator("#svar-h")).to_contain_text("alle er gennemgået")
    moved(leader, "Lås anden udgave")
    expect(leader.locator("#beslutning-h")).to_have_text(
        "Høringen står ikke på nogen dagsorden endnu"
    )
    assert not faults_in(leader)
    page.goto(str(link))
    expect(page.locator("h1")).to_have_text("Høringen er slut")


def test_a_member_meets_what_the_board_is_asked_on_the_first_page_and_at_the_cluster(as_person):
    member = as_person("bestyrelse", width=390)
    member.goto("/")
    board = member.locator("#bestyrelsen")
    expect(board).to_contain_text("Høringer, der venter på bestyrelsens svar")
    assert not faults_in(member)
    board.get_by_role("link", name="Læs høringen").click()
    expect(member.locator("h1")).to_have_text("Høring om de lokale mål i Klynge Fyrtårnet")

    member.goto("/klynger/fyrtaarnet/")
    expect(member.locator("#naeste")).to_contain_text("Bestyrelsen svarer på en høring.")
    assert not faults_in(member)
