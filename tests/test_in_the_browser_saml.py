"""The municipality's door by SAML in Chromium: the answer comes from another site, by a form."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from institutions.models import ClaimRule, Identifier
from institutions.roles import Role
from tests.browsing import WATCH, faults_in
from tests.factories import InstitutionFactory
from tests.saml_provider import LEADER, UUID, running

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("script", [False, True], ids=["without a script", "with"])
def test_one_comes_in_from_another_site_and_goes_out_there(
    new_context, live_server, settings, script
):
    """A cookie of ours goes to neither site by a form of the other: Chromium sees to that."""
    ours = live_server.url.replace("127.0.0.1", "localhost")
    institution = InstitutionFactory(name="Solsikken")
    Identifier.objects.create(institution=institution, kind=Identifier.Kind.LOCAL, value=UUID)
    ClaimRule.objects.create(claim="privilege", value=LEADER, role=Role.LEADER, place_claim="unit")
    cache.clear()
    with running("127.0.0.1") as provider:
        settings.SAML_PROVIDERS = {"kommune": provider.as_settings()}
        provider.person("lea")
        context = new_context(base_url=ours, java_script_enabled=script)
        context.add_init_script(WATCH)
        page = context.new_page()
        provider.meet(page.request.get("/konto/kommune/kommune/metadata/").text())
        page.goto("/konto/log-ind/?next=/min-side/")
        if script:
            assert not faults_in(page)

        page.get_by_role("link", name=re.compile("^Log ind med (?!en passkey)")).press("Enter")
        page.get_by_role("button", name="Continue").press("Enter")

        expect(page).to_have_url(f"{ours}/min-side/")
        assert "saml" not in {cookie["name"] for cookie in context.cookies()}
        page.get_by_role("button", name="Log ud").first.press("Enter")
        expect(page.locator("body")).to_have_text("Logged out")
