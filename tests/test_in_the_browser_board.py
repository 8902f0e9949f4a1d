"""A member of the board reads how it goes, follows what is behind it, and prints it."""

import re
import zlib

import pytest
from playwright.sync_api import expect

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
