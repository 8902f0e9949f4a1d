"""An administrator's first day on an empty installation, in a browser: with script and without."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from indicators.snapshots import keeping
from institutions.models import Institution, ShippedExample
from measurements.reference import load_reference
from tests.browsing import WATCH, faults_in, press_key
from tests.factories import UserFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def first_page(new_context, client, live_server):
    """The first page of whoever has just installed the product."""

    def first_page(*, script: bool = True):
        load_reference()
        keeping.rebuild()
        client.force_login(UserFactory(administrator=True, name="Henrik Dalgaard"))
        context = new_context(base_url=live_server.url, java_script_enabled=script)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        context.add_cookies([cookie])
        if script:
            context.add_init_script(WATCH)
        page = context.new_page()
        page.goto("/")
        return page

    return first_page


def test_the_way_is_accessible_and_fits_every_width(first_page):
    page = first_page()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fem trin til den første klyngeside")
    assert page.get_by_role("list", name="De fem trin").get_by_role("heading").count() == 5
    assert faults_in(page) == []


@pytest.mark.parametrize("script", [True, False])
def test_the_example_is_looked_at_and_removed(first_page, script):
    page = first_page(script=script)
    page.get_by_role("button", name="Indlæs eksemplet").click()
    page.get_by_role("link", name="Se en klyngeside").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Klynge Skoven")
    expect(page.get_by_text("Intet af det, du ser her, er virkeligt.")).to_be_visible()
    page.get_by_role("link", name="Jeres egne første trin").click()
    page.get_by_role("button", name="Fjern eksemplet").click()
    page.get_by_role("button", name="Fjern eksemplet").click()
    expect(page.get_by_text("Eksemplet er fjernet.")).to_be_visible()
    assert not ShippedExample.objects.exists()
    assert not Institution.objects.exists()


def test_the_keyboard_goes_from_the_first_step_to_the_file(first_page):
    page = first_page()
    page.get_by_role("link", name="Indlæs institutioner").focus()
    press_key(page, "Enter")
    expect(page).to_have_url(re.compile("/indlaes/institutioner/$"))
