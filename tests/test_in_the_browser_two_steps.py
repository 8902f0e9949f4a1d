"""Two steps in Chromium: an app by keyboard without a script, a passkey with its virtual key."""

import re
from email.utils import parsedate_to_datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import faults_in, press_key
from tests.second_factors import code_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("restored"),
]

#: A key that Chromium plays: a telephone with a fingerprint.
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def look(page: Page) -> None:
    """The open page is accessible, fits and keeps to itself."""
    faults = faults_in(page)
    assert not faults, "\n".join(faults)


def give_a_key(page: Page):
    """A virtual key for the page's browser; its session with Chromium, and the key's number."""
    chromium = page.context.new_cdp_session(page)
    chromium.send("WebAuthn.enable")
    made = chromium.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return chromium, made["authenticatorId"]


@pytest.fixture
def stranger(as_person, demo_site):
    """A page for nobody yet, under a name: passkeys are for names, not for numbers."""
    return as_person(None, base_url=demo_site.url.replace("127.0.0.1", "localhost"))


def sign_in(page: Page, email: str) -> None:
    page.context.clear_cookies()
    page.goto("/konto/log-ind/")
    page.get_by_label("E-mailadresse").fill(email)
    page.get_by_label("Adgangskode").fill("ledestjernen-demo")
    page.get_by_role("button", name="Log ind").click()
    expect(page).not_to_have_url(re.compile("/konto/log-ind/$"))


def shown_code(page: Page, secret: str, *, steps: int = 0) -> str:
    """What the app shows by the clock of the server, which does not stand as the tests' does."""
    now = parsedate_to_datetime(page.request.get("/healthz/live").headers["date"])
    return code_of(secret, steps=steps, at=now.timestamp())


def test_an_app_is_set_up_and_shown_by_keyboard_without_a_script(as_person):
    page = as_person(None, java_script_enabled=False)
    sign_in(page, "leder@example.com")
    page.goto("/min-side/to-trin/")
    page.get_by_role("link", name="Sæt en app op, der viser koder").press("Enter")
    secret = page.locator("main code").inner_text().replace(" ", "")
    page.get_by_label("Koden, som appen viser nu").fill(shown_code(page, secret))
    press_key(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gem dine nødkoder")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Gem dem som fil").press("Enter")
    assert saved.value.suggested_filename.endswith(".txt")

    sign_in(page, "leder@example.com")
    expect(page.get_by_role("heading", level=1)).to_have_text("Andet trin")
    page.get_by_label("Kode").fill("000000")
    press_key(page, "Enter")
    expect(page.get_by_role("alert")).to_contain_text("Koden er forkert")
    page.get_by_label("Kode").fill(shown_code(page, secret, steps=1))  # one is used up
    press_key(page, "Enter")

    expect(page).to_have_url(re.compile(r"/$"))


def test_a_recovery_code_lets_one_in_once(as_person):
    """The telephone is lost: by keyboard, without a script."""
    page = as_person(None, java_script_enabled=False)
    sign_in(page, "leder@example.com")
    page.goto("/min-side/to-trin/app/")
    secret = page.locator("main code").inner_text().replace(" ", "")
    page.get_by_label("Koden, som appen viser nu").fill(shown_code(page, secret))
    press_key(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gem dine nødkoder")
    kept, other = page.locator("main code").all_inner_texts()[:2]

    sign_in(page, "leder@example.com")
    page.get_by_label("Kode").fill(kept)
    press_key(page, "Enter")
    expect(page).to_have_url(re.compile(r"/$"))
    page.goto("/min-side/to-trin/")
    expect(page.get_by_role("heading", name=re.compile("9 nødkoder tilbage"))).to_be_visible()

    sign_in(page, "leder@example.com")
    page.get_by_label("Kode").fill(kept)
    press_key(page, "Enter")
    expect(page.get_by_role("alert")).to_contain_text("Koden er forkert")
    page.get_by_label("Kode").fill(other)
    press_key(page, "Enter")
    expect(page).to_have_url(re.compile(r"/$"))


def test_a_passkey_is_set_up_and_lets_one_in(stranger):
    page = stranger
    chromium, key = give_a_key(page)
    sign_in(page, "leder2@example.com")
    page.goto("/min-side/to-trin/passkey/")
    look(page)
    page.get_by_label("Hvad du kalder den").fill("Min telefon")
    page.get_by_role("button", name="Sæt passkey op").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gem dine nødkoder")
    look(page)
    page.get_by_role("link", name="Jeg har gemt dem").click()
    page.goto("/min-side/to-trin/")
    expect(page.get_by_role("rowheader", name="Min telefon")).to_be_visible()
    look(page)

    sign_in(page, "leder2@example.com")
    look(page)
    page.get_by_role("button", name="Log ind med en passkey").click()

    expect(page).to_have_url(re.compile(r"/$"))
    held = chromium.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]
    assert len(held) == 1


def test_a_passkey_alone_lets_one_in(stranger):
    page = stranger
    give_a_key(page)
    sign_in(page, "leder2@example.com")
    page.goto("/min-side/to-trin/passkey/")
    page.get_by_role("button", name="Sæt passkey op").click()
    expect(page.locator("main code").first).to_be_visible()

    page.context.clear_cookies()
    page.goto("/konto/log-ind/passkey/?next=/min-side/")
    look(page)
    page.locator("form[data-passkey] button").click()

    expect(page).to_have_url(re.compile(r"/min-side/$"))


def test_without_the_key_nobody_is_let_in_and_the_page_says_so(stranger):
    page = stranger
    chromium, key = give_a_key(page)
    sign_in(page, "bestyrelse@example.com")
    page.goto("/min-side/to-trin/passkey/")
    page.get_by_role("button", name="Sæt passkey op").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gem dine nødkoder")
    sign_in(page, "bestyrelse@example.com")
    chromium.send("WebAuthn.clearCredentials", {"authenticatorId": key})

    page.get_by_role("button", name="Log ind med en passkey").click()

    expect(page.get_by_text("Browseren viste ingen passkey")).to_be_visible()
    expect(page).to_have_url(re.compile("/konto/log-ind/kode/"))
    look(page)


def test_the_page_for_an_app_is_accessible(as_person):
    page = as_person("leder")
    page.goto("/konto/bekraeft/?next=/min-side/")
    look(page)
    sign_in(page, "formand@example.com")
    page.goto("/min-side/to-trin/app/")
    look(page)
