"""A meeting goes on when the network goes: what is kept, for whom, what is written meanwhile."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import faults_in
from tests.demo_site import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("on_its_day")]
MODE = "/moeder/4/moedet/{}/"  # leads to the item of that number
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) found.push([name, url]);
  }
  return found;
}"""
STORED = "stored in the browser: waits:"
WAITING = "() => Object.keys(localStorage).filter((key) => key.startsWith('waits:'))"


def kept(page: Page) -> list[str]:
    return [url for _name, url in page.evaluate(KEPT) if "/moeder/" in url]


def open_until_kept(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    count = len(page.locator("meta[name=kept-offline]").get_attribute("content").split())
    for _ in range(60):
        if len(kept(page)) == count:
            return
        page.wait_for_timeout(250)
    raise AssertionError(kept(page))


def item_at(page: Page, number: int) -> str:
    """The address of the item that has the number now, by its key."""
    place = page.locator(f".mode-all li[value='{number}'] a")
    return str(place.get_attribute("href"))


def write(page: Page, label: str, text: str) -> None:
    box = page.get_by_label(label)
    box.fill(text)
    box.press("Tab")


def test_without_a_network_the_agenda_is_read_and_what_is_written_is_sent_later(as_person):
    page = as_person("formand")
    open_until_kept(page, MODE.format(5))
    sixth = item_at(page, 6)
    assert any(url.endswith(".pdf") for url in kept(page))
    page.context.set_offline(True)

    write(page, "Referat (valgfrit)", "Vi talte om sproget.")
    expect(page.locator("#gemt")).to_contain_text("Ingen forbindelse")
    faults = [fault for fault in faults_in(page) if not fault.startswith(STORED)]
    assert faults == []  # that it is stored on the device is what is asked for here
    page.get_by_role("link", name=re.compile("Næste punkt")).click()
    expect(page.locator(".mode-place")).to_contain_text("Punkt 6 af")
    write(page, "Referat (valgfrit)", "Og om trivslen.")
    expect(page.locator("#gemt")).to_contain_text("Ingen forbindelse")
    page.goto("/moeder/4/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Forældrebestyrelsen")
    page.goto(sixth)
    expect(page.get_by_label("Referat (valgfrit)")).to_have_value("Og om trivslen.")

    page.context.set_offline(False)
    expect(page.locator("#gemt")).to_contain_text("Gemt kl.", timeout=15_000)
    for _ in range(40):
        if not page.evaluate(WAITING):
            break
        page.wait_for_timeout(250)
    assert page.evaluate(WAITING) == []
    other = as_person("klyngeleder")
    for number, told in ((5, "Vi talte om sproget."), (6, "Og om trivslen.")):
        other.goto(MODE.format(number))
        expect(other.get_by_label("Referat (valgfrit)")).to_have_value(told)


def test_two_who_write_at_once_lose_nothing_also_when_one_was_offline(as_person):
    chair, secretary = as_person("formand"), as_person("klyngeleder")
    open_until_kept(chair, MODE.format(5))
    chair.context.set_offline(True)
    write(chair, "Referat (valgfrit)", "Formandens ord.")
    expect(chair.locator("#gemt")).to_contain_text("Ingen forbindelse")
    secretary.goto(MODE.format(5))
    write(secretary, "Referat (valgfrit)", "Sekretærens ord.")
    expect(secretary.locator("#gemt")).to_contain_text("Gemt kl.", timeout=15_000)

    chair.context.set_offline(False)
    expect(chair.locator("#gemt")).to_contain_text("Ikke gemt endnu", timeout=15_000)
    chair.get_by_role("button", name="Gem", exact=True).click()
    expect(chair.locator("main")).to_contain_text("Sekretærens ord.")
    expect(chair.get_by_label("Referat (valgfrit)")).to_have_value("Formandens ord.")
    chair.get_by_label("Referat (valgfrit)").fill("Formandens ord. Sekretærens ord.")
    chair.get_by_role("button", name="Gem", exact=True).click()
    expect(chair.locator(".message[role=status]")).to_contain_text("Det er gemt.")


def test_nothing_is_kept_of_whoever_has_logged_out_nor_for_whoever_comes_next(as_person):
    page = as_person("formand")
    open_until_kept(page, MODE.format(7))  # a confidential item
    page.get_by_role("button", name="Log ud").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Log ind")
    page.wait_for_timeout(500)
    assert page.evaluate(KEPT) == []

    page.get_by_label("E-mailadresse").fill("bestyrelse@example.com")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    open_until_kept(page, "/moeder/4/")
    assert len({name for name, _url in page.evaluate(KEPT)}) == 1


def test_another_person_in_the_same_browser_is_given_nothing_of_the_first(as_person):
    """Also where the visit ended without anybody logging out."""
    page = as_person("formand")
    open_until_kept(page, MODE.format(5))
    first = {name for name, _url in page.evaluate(KEPT)}
    other = as_person("bestyrelse").context.cookies()
    page.context.clear_cookies()
    page.context.add_cookies(other)

    open_until_kept(page, "/moeder/4/")

    assert {name for name, _url in page.evaluate(KEPT)}.isdisjoint(first)


def test_with_a_network_nothing_is_handed_out_that_is_kept(as_person):
    page = as_person("formand")
    open_until_kept(page, MODE.format(5))
    page.evaluate("""async () => {
      const [name] = await caches.keys();
      const cache = await caches.open(name);
      await cache.put("/moeder/4/", new Response("gammelt"));
    }""")
    page.goto("/moeder/4/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Forældrebestyrelsen")


def test_a_visit_that_ended_by_itself_leaves_nothing_where_somebody_is_to_log_in(as_person):
    """Nobody logged out, so no answer told the browser to forget: the page to log in does it."""
    page = as_person("formand")
    open_until_kept(page, MODE.format(5))
    page.context.clear_cookies()

    page.goto("/konto/log-ind/")

    page.wait_for_function(
        "async () => (await caches.keys()).every((name) => !name.startsWith('meeting-of-'))"
    )
    assert kept(page) == []


def test_what_was_written_offline_comes_to_its_item_or_is_kept_when_the_agenda_has_changed(
    as_person,
):
    """The one item was moved meanwhile, the other put off."""
    chair, secretary = as_person("formand"), as_person("klyngeleder")
    open_until_kept(chair, MODE.format(5))
    fifth, sixth = item_at(chair, 5), item_at(chair, 6)
    chair.context.set_offline(True)
    write(chair, "Referat (valgfrit)", "Vi talte om status.")
    expect(chair.locator("#gemt")).to_contain_text("Ingen forbindelse")
    chair.goto(sixth)
    write(chair, "Referat (valgfrit)", "Vi talte om lukkedage.")
    expect(chair.locator("#gemt")).to_contain_text("Ingen forbindelse")
    secretary.goto("/moeder/4/")
    moved = secretary.locator(f"#punkt-{fifth.split('/')[-2]}")
    moved.get_by_role("button", name=re.compile("Flyt op")).click()
    secretary.goto(sixth)
    secretary.get_by_role("button", name="Til et senere møde").click()

    chair.context.set_offline(False)
    expect(chair.locator("#gemt")).to_contain_text("bemærkning til mødets referat", timeout=15_000)
    for _ in range(40):
        if not chair.evaluate(WAITING):
            break
        chair.wait_for_timeout(250)
    assert chair.evaluate(WAITING) == []

    secretary.goto(fifth)
    expect(secretary.get_by_label("Referat (valgfrit)")).to_have_value("Vi talte om status.")
    secretary.goto("/moeder/4/")
    expect(secretary.locator("main")).to_contain_text("Referat: Vi talte om lukkedage.")
