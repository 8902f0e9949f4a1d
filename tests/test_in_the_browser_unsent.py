"""What is written under an item and not sent yet: kept on the device, and saved by any button."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("on_its_day")]
MODE = "/moeder/4/moedet/{}/"  # leads to the item of that number
WAITING = "() => Object.keys(localStorage).filter((key) => key.startsWith('waits:'))"


def save(page: Page) -> None:
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator(".message[role=status]").first).to_contain_text("Det er gemt.")


def begin_statement(page: Page, *, who: str, why: str) -> None:
    page.get_by_text("Skriv en mindretalsudtalelse").click()
    page.get_by_role("textbox", name="Hvem er uenig").fill(who)
    page.get_by_label("Hvorfor, med deres egne ord").fill(why)


def test_one_button_saves_the_minutes_and_what_is_begun_below_them(as_person):
    page = as_person("formand")
    page.goto(MODE.format(5))
    page.get_by_label("Referat (valgfrit)").fill("Vi talte om sproget.")
    begin_statement(page, who="Bo", why="Det er for dyrt.")

    save(page)

    expect(page.locator("#mindretal")).to_contain_text("Det er for dyrt.")
    expect(page.get_by_label("Hvorfor, med deres egne ord")).to_have_value("")
    assert page.evaluate(WAITING) == []


def test_what_is_begun_is_there_again_when_the_page_was_closed(as_person):
    page = as_person("formand")
    page.goto(MODE.format(5))
    begin_statement(page, who="Bo", why="Det er for dyrt.")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/moeder/")

    page.goto(MODE.format(5))

    expect(page.get_by_label("Hvorfor, med deres egne ord")).to_have_value("Det er for dyrt.")
    expect(page.get_by_label("Hvorfor, med deres egne ord")).to_be_visible()
    save(page)
    expect(page.locator("#mindretal li")).to_have_count(1)


def test_what_came_back_to_be_put_together_is_saved_the_next_time(as_person):
    chair, secretary = as_person("formand"), as_person("klyngeleder")
    for page in (chair, secretary):
        page.goto(MODE.format(5))
    secretary.get_by_label("Referat (valgfrit)").fill("Sekretærens ord.")
    save(secretary)
    chair.get_by_label("Referat (valgfrit)").fill("Formandens ord.")
    button = chair.get_by_role("button", name="Gem", exact=True)

    button.click()
    expect(chair.locator("main")).to_contain_text("En anden har gemt")
    button.click()

    expect(chair.locator(".message[role=status]").first).to_contain_text("Det er gemt.")
    chair.reload()
    expect(chair.get_by_label("Referat (valgfrit)")).to_have_value("Formandens ord.")


def test_a_new_item_is_there_again_when_its_page_was_closed_and_not_when_it_was_saved(as_person):
    page = as_person("formand")
    page.goto("/moeder/4/punkter/nyt/")
    page.get_by_label("Sagen kort fortalt (valgfrit)").fill("Der er tre ansøgere.")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/moeder/")
    assert asked == ["beforeunload"]

    page.goto("/moeder/4/punkter/nyt/")
    expect(page.get_by_label("Sagen kort fortalt (valgfrit)")).to_have_value("Der er tre ansøgere.")
    page.get_by_label("Hvad hedder punktet").fill("Ny leder")
    page.get_by_label("Beslutning").check()
    page.get_by_role("button", name="Gem punktet").click()
    expect(page).to_have_url(re.compile("/moeder/4/#punkt"))

    page.goto("/moeder/4/punkter/nyt/")
    expect(page.get_by_label("Sagen kort fortalt (valgfrit)")).to_have_value("")
    assert page.evaluate("() => Object.keys(localStorage)") == []


def test_what_cannot_be_saved_as_it_is_can_be_dropped(as_person):
    chair, secretary = as_person("formand"), as_person("klyngeleder")
    chair.goto(MODE.format(5))
    secretary.goto(MODE.format(5))
    box = chair.get_by_label("Referat (valgfrit)")
    secretary.get_by_label("Referat (valgfrit)").fill("Sekretærens ord.")
    save(secretary)

    box.fill("Formandens ord.")
    box.press("Tab")
    chair.get_by_role("button", name=re.compile("Drop|Kassér")).click()

    expect(box).to_have_value("Sekretærens ord.")
    assert chair.evaluate(WAITING) == []
