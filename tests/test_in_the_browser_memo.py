"""A memo from the programme to the meeting, in Chromium."""

import pytest
from playwright.sync_api import expect

from tests.browsing import faults_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("restored"),
]

PROGRAMME = "/programmer/dagtilbud-for-alle/"


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_memo_goes_from_the_programme_to_the_meeting(as_person):
    page = as_person("konsulent")
    page.goto(PROGRAMME)
    page.get_by_role("link", name="Skriv et beslutningsmemo").click()
    page.get_by_label("Hvad hedder memoet").fill("Forankring i 2027")
    press(page, "Gem memoet")
    assert page.title().startswith("Fejl:")
    assert not faults_in(page)
    page.get_by_label("Hvorfor fremsendes sagen").fill("Tre klynger er begyndt.")
    page.get_by_label("Indstilling", exact=True).fill(
        "1. at status tages til efterretning\n2. at gå på"
    )
    page.get_by_label("Sagsnummer").fill("EMN-2026-9")
    press(page, "Gem memoet")

    expect(page.get_by_role("heading", level=1)).to_have_text("Forankring i 2027")
    expect(page.locator("main")).to_contain_text("Vikardækning til workshop 2 og 3")
    assert not faults_in(page)
    press(page, "Lad alle, der kan læse programmet, læse det")
    page.get_by_role("link", name="Sæt det på en dagsorden").click()
    assert not faults_in(page)
    page.get_by_label("Børne- og Ungdomsudvalget, 12. januar 2027").check()
    press(page, "Sæt memoet på dagsordenen")

    expect(page.locator(".message[role=status]")).to_contain_text("Memoet står på dagsordenen")
    main = page.locator("main")
    for told in ("Forankring i 2027", "Tre klynger er begyndt.", "EMN-2026-9"):
        expect(main).to_contain_text(told)
    with page.expect_download() as download:
        page.get_by_role("link", name="forankring-i-2027").first.click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
