"""A member of the board reads how it goes, follows what is behind it, and prints it."""

import re
import zlib

import pytest
from playwright.sync_api import expect

from tests.browsing import faults_in

pytestmark = pytest.mark.browser


def test_each_finding_leads_to_what_is_behind_it(as_person):
    page = as_person("bestyrelse")
    page.goto("/")
    page.locator("main").get_by_role("link", name="Se hele Klynge Fyrtårnet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Klynge Fyrtårnet")

    links = page.locator(".findings a")
    assert links.count() == 3
    for link in links.all():
        target = link.get_attribute("href")
        link.click()
        if target.startswith("#"):
            expect(page.locator(f"section{target}")).to_be_in_viewport()
        else:
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            page.go_back()


def test_a_mark_in_the_overview_leads_to_the_local_goal_and_back(as_person):
    page = as_person("bestyrelse")
    page.goto("/klynger/fyrtaarnet/")

    page.locator("table.matrix a[href^='/lokale-maal/']").first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Lokalt mål for")
    page.get_by_role("link", name="Klynge Fyrtårnet").click()
    expect(page).to_have_url(re.compile("/klynger/fyrtaarnet/$"))


def test_a_cluster_prints_on_a_few_sheets_without_the_navigation(as_person):
    page = as_person("bestyrelse")
    page.goto("/klynger/fyrtaarnet/")

    printed = page.pdf(prefer_css_page_size=True)

    assert 1 <= pages_in(printed) <= 4
    page.emulate_media(media="print")
    for hidden in (".menu", ".crumbs", ".bar-user"):
        expect(page.locator(hidden)).to_be_hidden()
    said = page.locator("body").inner_text()
    assert "Vist pr." in said
    assert "Pædagogisk tilsyn" in said


@pytest.mark.parametrize("address", ["/", "/klynger/fyrtaarnet/", "/moeder/4/"])
def test_a_dark_device_reads_the_same_in_other_colours(as_person, address):
    page = as_person("bestyrelse", color_scheme="dark")
    page.goto(address)

    behind = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert behind == "rgb(18, 26, 39)"
    assert faults_in(page) == []  # it leaves the page light


def pages_in(pdf: bytes) -> int:
    """How many pages a PDF has; its objects may stand in compressed streams."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    text = pdf + b"".join(filter(None, map(_unpacked, streams)))
    return len(re.findall(rb"/Type\s*/Page\b", text))


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


@pytest.mark.parametrize("who", ["bestyrelse", "klyngeleder"])
def test_a_telephone_shows_a_cluster_in_four_screens_and_loses_nothing(as_person, who):
    """Task, finding, source: the source unfolds, and neither a wide screen nor paper folds it."""
    page = as_person(who, width=390)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/klynger/fyrtaarnet/")
    page.wait_for_load_state()

    height = page.evaluate("document.documentElement.scrollHeight")
    decision = page.locator("#naeste a[href^='/lokale-maal/']").last.bounding_box()

    assert height <= 4 * 844
    assert decision["y"] + decision["height"] <= 4 * 844
    parts = [part.get_attribute("id") or "findings" for part in page.locator("main > *").all()]
    assert parts.index("findings") < parts.index("kurs") < parts.index("maal")
    table = page.locator("#enheder table")
    expect(table).to_be_hidden()
    page.locator("#enheder summary").first.click()
    expect(table).to_be_visible()
    more = page.locator("#naeste").get_by_text(re.compile(r"Og \d+ mere"))
    left = int(more.inner_text().split()[1])
    steps = page.locator("#naeste .dated > li")
    for change in ({"media": "print"}, {"media": "screen"}):
        page.reload()
        page.emulate_media(**change)
        page.set_viewport_size({"width": 1280, "height": 900})
        is_paper = change["media"] == "print"  # instead of the year drawn it has every step of it
        expect(page.locator("#naeste .evidence")).to_be_visible(visible=not is_paper)
        expect(steps.locator("visible=true")).to_have_count(4 + left * is_paper)
        for evidence in page.locator(f".evidence{':not(#naeste .evidence)' * is_paper}").all():
            expect(evidence.locator("summary").first).to_be_hidden()
            expect(evidence.locator(":scope > :not(summary)").first).to_be_visible()
