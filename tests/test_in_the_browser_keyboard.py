"""Twelve tasks of the people who use it, by keyboard alone, until they are sent."""

import datetime
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import press_key, reach, reach_called
from tests.demo_site import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("restored")]

MEETING = "/moeder/4/"
NEXT_YEAR = datetime.date.today().year + 1  # noqa: DTZ011


def write(page: Page, field: str, words: str) -> None:
    """Go to a field by its name, and write."""
    reach_called(page, field)
    page.keyboard.type(words)


def choose(page: Page, group: str, option: str) -> None:
    """Go to a group of circles, and on by the arrows to the one that is called so."""
    reach(page, f"input[type=radio][name='{group}']")
    for _step in range(12):
        if page.evaluate("document.activeElement.labels[0].innerText").strip() == option:
            press_key(page, "Space")
            return
        press_key(page, "ArrowDown")
    raise AssertionError(f"The arrows do not lead to {option}")


def press(page: Page, button: str) -> None:
    """Go to a button, and press it."""
    reach_called(page, button)
    press_key(page, "Enter")


def go(page: Page, button: str) -> None:
    """Press what leads to another page, and wait for that."""
    reach_called(page, button)
    with page.expect_navigation():
        press_key(page, "Enter")


def said(page: Page, words: str) -> None:
    expect(page.locator(".message[role=status]")).to_contain_text(words)


def test_somebody_signs_in(as_person):
    page = as_person(None)
    page.goto("/konto/log-ind/")
    reach(page, "input[type=email]")
    page.keyboard.type("leder@example.com")
    reach(page, "input[type=password]")
    page.keyboard.type(PASSWORD)
    press_key(page, "Enter")

    expect(page).to_have_url(re.compile("/$"))
    expect(page.get_by_role("link", name="Line Bjerregaard").first).to_be_visible()


def test_the_way_past_the_menu_comes_first(as_person):
    page = as_person("bestyrelse")
    page.goto("/klynger/fyrtaarnet/")
    press_key(page, "Tab")
    press_key(page, "Enter")
    press_key(page, "Tab")

    assert page.evaluate("!!document.activeElement.closest('main')")


@pytest.mark.parametrize("address", ["/", "/klynger/fyrtaarnet/"])
def test_a_place_is_found_by_searching(as_person, address):
    page = as_person("bestyrelse")
    page.goto(address)
    press_key(page, "/")
    page.keyboard.type("solsiken")
    press_key(page, "Enter")
    expect(page).to_have_url(re.compile("/soeg/"))
    go(page, "Solsikken")

    expect(page).to_have_url(re.compile("/institutioner/solsikken/"))


def test_what_is_behind_the_menu_is_opened(as_person):
    page = as_person("bestyrelse")
    page.goto("/")
    press(page, "Mere")
    go(page, "Målepunkter")

    expect(page).to_have_url(re.compile("/maalepunkter/$"))


def test_how_we_know_is_unfolded(as_person):
    page = as_person("bestyrelse")
    page.goto("/klynger/fyrtaarnet/")
    press(page, "Hvordan ved vi det? Målepunkt 1")

    assert page.evaluate("document.activeElement.closest('details').open")


def test_a_leader_tells_how_a_goal_goes(as_person):
    page = as_person("leder")
    page.goto("/lokale-maal/1/status/")
    choose(page, "progress", "På vej")
    write(page, "Hvad ser I?", "Alle stuer tager imod på gulvet.")
    write(page, "Hvad er næste skridt", "Vi gør det også om eftermiddagen.")
    go(page, "Gem status")

    expect(page).to_have_url(re.compile("/lokale-maal/1/"))
    expect(page.locator("main")).to_contain_text("Alle stuer tager imod på gulvet.")


def test_a_chair_adopts_a_goal(as_person):
    page = as_person("formand")
    page.goto("/institutioner/laerkereden/beslutninger/")
    choose(page, "maal-13-status", "Vedtag målet")
    go(page, "Gem beslutningerne")

    said(page, "vedtaget")


def test_a_member_asks_before_the_meeting(as_person):
    page = as_person("bestyrelse")
    page.goto(MEETING)
    go(page, "Spørg før mødet : Lukkedage")
    reach(page, "textarea")
    page.keyboard.type("Kan vi få dagene før jul?")
    go(page, "Send")

    expect(page.locator("main")).to_contain_text("Kan vi få dagene før jul?")


def test_a_chair_moves_an_item(as_person):
    page = as_person("formand")
    page.goto(MEETING)
    go(page, "Flyt op : Lukkedage")

    titles = page.locator("main h2, main h3").all_inner_texts()
    places = {
        word: next(place for place, title in enumerate(titles) if word in title)
        for word in ("Lukkedage", "Årsstatus")
    }
    assert places["Lukkedage"] < places["Årsstatus"], titles


def test_minutes_are_written_and_kept(as_person):
    page = as_person("formand")
    page.goto(MEETING)
    go(page, "Hold mødet")
    press_key(page, "ArrowRight")
    expect(page.locator(".mode-place")).to_contain_text("Punkt 2 af")
    reach(page, "textarea")
    page.keyboard.type("Alle opfølgninger blev gennemgået.")
    go(page, "Gem")
    page.reload()

    expect(page.locator("textarea").first).to_have_value("Alle opfølgninger blev gennemgået.")


def test_a_leader_of_a_cluster_puts_a_step_into_the_year(as_person):
    page = as_person("klyngeleder")
    page.goto("/klynger/fyrtaarnet/aarshjul/nyt/")
    write(page, "Hvad der sker", "Fælles sommerfest")
    reach(page, "select")
    press_key(page, "ArrowDown")
    write(page, "Første dag", f"01.06.{NEXT_YEAR}")
    write(page, "Sidste dag", f"01.06.{NEXT_YEAR}")
    go(page, "Gem")

    expect(page.locator("main")).to_contain_text("Fælles sommerfest")


def test_an_administrator_types_a_row_in(as_person):
    page = as_person("administrator")
    page.goto("/indlaes/tal/tast-ind/kids_wide/")
    reach(page, "select[name=institution]")
    page.keyboard.type("Solsik")
    for field, words in (
        ("Måledato", "10.11.2026"),
        ("Stue/gruppe", "Rød stue"),
        ("Relationer", "4,1"),
    ):
        write(page, field, words)
    go(page, "Tjek det tastede")
    expect(page.get_by_role("heading", name="Det bliver gemt")).to_be_visible()
    go(page, "Indlæs 1")

    expect(page.get_by_role("heading", level=1)).to_contain_text("er indlæst")
