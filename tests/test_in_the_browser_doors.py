"""The municipality's door by OpenID Connect in Chromium, against panva's certified provider.

The doors of SAML, of passwords and of second steps: tests/test_in_the_browser_saml.py and
test_in_the_browser_two_steps.py.
"""

import re

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.core.management import call_command
from playwright.sync_api import Page, expect

from accounts.models import Visit
from institutions.models import ClaimRule, Membership
from institutions.roles import Role, Source
from tests.browsing import WATCH, comes, faults_in
from tests.factories import InstitutionFactory, MembershipFactory, UserFactory
from tests.openid_certified import running_certified
from tests.second_factors import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BUTTON = "Log ind med kommunens login"
LOGINS = "/min-side/kommunens-login/"


@pytest.fixture
def provider(live_server, settings):
    """It knows Lea, who is nobody here; another site than ours, by its host."""
    cache.clear()
    with running_certified(live_server.url, host="127.0.0.1") as provider:
        settings.OIDC_PROVIDERS = {"kommune": provider.as_settings(name=BUTTON)}
        provider.person("lea", email="lea@kommune.example", name="Lea Leder", groups=["Ledere"])
        yield provider


@pytest.fixture
def browser_of(new_context, live_server):
    """A browser of somebody's own."""

    def browser_of(*, script: bool = True) -> Page:
        context = new_context(base_url=live_server.url, java_script_enabled=script)
        context.set_default_timeout(60_000)  # the first page waits for all others
        context.add_init_script(WATCH)
        return context.new_page()

    return browser_of


@pytest.fixture
def solsikken():
    return InstitutionFactory(name="Solsikken", slug="solsikken")


def look(page: Page) -> None:
    faults = faults_in(page)
    assert not faults, "\n".join(faults)


def says_who_it_is(page: Page, who: str = "lea") -> None:
    """At the provider, with its own pages: who one is, and that we may be told."""
    page.locator("input[name=login]").fill(who)
    page.locator("input[name=password]").fill("of no matter")
    page.get_by_role("button", name="Sign-in").click()
    expect(page.locator("input[name=login]")).to_have_count(0)
    if comes(page.get_by_role("button", name="Continue"), page.locator("header.bar")):
        page.get_by_role("button", name="Continue").press("Enter")


def sign_in(page: Page, person) -> None:
    page.goto("/konto/log-ind/")
    page.get_by_label("E-mailadresse").fill(person.email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").press("Enter")
    expect(page).not_to_have_url(re.compile("/konto/log-ind/"))


@pytest.mark.parametrize("script", [False, True], ids=["without a script", "with"])
def test_one_comes_in_and_goes_out_there_too(provider, browser_of, live_server, solsikken, script):
    ClaimRule.objects.create(value="Ledere", role=Role.LEADER, institution=solsikken)
    page = browser_of(script=script)
    page.goto("/konto/log-ind/?next=/min-side/")
    if script:
        look(page)

    page.get_by_role("link", name=BUTTON).press("Enter")
    says_who_it_is(page)

    expect(page).to_have_url(f"{live_server.url}/min-side/")
    expect(page.get_by_text("Lea Leder").first).to_be_visible()
    page.get_by_role("button", name="Log ud").first.press("Enter")
    page.get_by_role("button", name="Yes, sign me out").click()
    expect(page).to_have_url(re.compile(f"{live_server.url}/konto/log-ind/"))
    page.goto("/min-side/")
    expect(page).to_have_url(re.compile("/konto/log-ind/"))


@pytest.mark.parametrize("script", [False, True], ids=["without a script", "with"])
def test_a_login_is_linked_to_an_account_and_unlinked(provider, browser_of, solsikken, script):
    """By the page that leads on: browsers hold the policy of forms against redirects."""
    lea = MembershipFactory(leader=True, institution=solsikken).user
    page = browser_of(script=script)
    sign_in(page, lea)
    page.goto("/min-side/")
    if script:
        look(page)
    page.get_by_role("link", name=re.compile("^Knyt")).press("Enter")
    if script:
        look(page)
    page.get_by_role("button", name="Gå videre til login").press("Enter")

    says_who_it_is(page)

    expect(page.get_by_text("åbner nu din konto. Den kender dig som lea@kommune")).to_be_visible()
    assert SocialAccount.objects.get().user == lea
    if script:
        look(page)
    page.get_by_role("button", name=re.compile("^Fjern")).press("Enter")
    if script:
        look(page)
    page.get_by_role("button", name="Fjern det").press("Enter")
    expect(page.get_by_text("åbner ikke længere din konto.")).to_be_visible()
    assert not SocialAccount.objects.exists()


def test_a_role_comes_by_a_group_and_goes_with_it(
    provider, browser_of, solsikken, settings, tmp_path
):
    """The mapping is written on its page, foreseen, applied at sign-in, and taken by the list."""
    lea = MembershipFactory(role=Role.BOARD_MEMBER, institution=solsikken).user
    chief = UserFactory(name="Anne Berg", is_superuser=True, is_staff=True)
    settings.OIDC_PROVIDERS = {"kommune": provider.as_settings(name=BUTTON, password_too=True)}
    hers = browser_of()
    sign_in(hers, lea)
    hers.goto(f"{LOGINS}kommune/")
    hers.get_by_role("button", name="Gå videre til login").press("Enter")
    says_who_it_is(hers)
    expect(hers.get_by_text("åbner nu din konto")).to_be_visible()

    page = browser_of()
    sign_in(page, chief)
    page.goto("/min-side/")
    page.get_by_role("link", name="Roller efter kommunens login").press("Enter")
    page.get_by_role("link", name="Skriv en regel").press("Enter")
    page.get_by_label("Hvilken gruppe eller anden værdi").fill("Ledere")
    page.get_by_label("Rolle").select_option("leader")
    page.get_by_label("Hvor", exact=True).select_option(label="Solsikken")
    page.get_by_role("button", name="Se, hvem den ville gælde for").press("Enter")
    expect(page.get_by_role("heading", name="1 person ville få en rolle")).to_be_visible()
    expect(page.get_by_text(re.compile(f"{lea.name}: får"))).to_be_visible()
    assert not Membership.objects.filter(source=Source.SIGN_IN).exists()
    look(page)
    page.get_by_role("button", name="Gem reglen").press("Enter")
    expect(page.get_by_text("Reglen er gemt")).to_be_visible()
    by_claims = Membership.objects.filter(source=Source.SIGN_IN).current()
    assert by_claims.get().user == lea

    # who comes anew has the role at once
    provider.person("bo", email="bo@kommune.example", name="Bo Bech", groups=["Ledere"])
    his = browser_of()
    his.goto("/konto/log-ind/?next=/institutioner/solsikken/")
    his.get_by_role("link", name=BUTTON).press("Enter")
    says_who_it_is(his, "bo")
    expect(his.get_by_role("heading", level=1)).to_contain_text("Solsikken")
    assert by_claims.count() == 2

    # the nightly list no longer has their group: a role by hand stays, the other's visit ends
    listed = tmp_path / "roles.csv"
    listed.write_text(f"email;groups\n{lea.email};Alle\nbo@kommune.example;Alle\n")
    call_command("apply_roles", str(listed), verbosity=0)
    assert not by_claims.exists()
    his.reload()
    expect(his).to_have_url(re.compile("/konto/log-ind/"))
    hers.goto("/min-side/")
    expect(hers).to_have_url(re.compile("/min-side/$"))
    page.goto(f"/personer/{lea.pk}/")
    expect(page.get_by_text("Medlem", exact=False).first).to_be_visible()

    # and the group gives nothing at the next sign-in, where the login tells of it no longer
    provider.person("bo", email="bo@kommune.example", name="Bo Bech", groups=["Alle"])
    his.goto("/konto/log-ind/")
    his.get_by_role("link", name=BUTTON).press("Enter")
    if comes(his.locator("input[name=login]"), his.get_by_text("giver dig ingen rolle")):
        says_who_it_is(his, "bo")
    expect(his.get_by_text("giver dig ingen rolle")).to_be_visible()


def test_who_logs_out_there_is_out_here(provider, browser_of, live_server, solsikken):
    """By the back channel: the provider asks, and the next page asks for a login."""
    ClaimRule.objects.create(value="Ledere", role=Role.LEADER, institution=solsikken)
    page = browser_of()
    page.goto("/konto/log-ind/?next=/min-side/")
    page.get_by_role("link", name=BUTTON).press("Enter")
    says_who_it_is(page)
    expect(page).to_have_url(f"{live_server.url}/min-side/")

    there = page.context.new_page()
    there.goto(f"{provider.issuer}/session/end?client_id=ledestjernen-RS256")
    there.get_by_role("button", name="Yes, sign me out").click()
    there.wait_for_load_state()
    expect(there.locator("body")).to_be_visible()
    assert len(provider.sent) == 1
    # what the provider sends its server, the test hands on to ours
    address = f"{live_server.url}/konto/kommune/kommune/afmeld/"
    assert page.request.post(address, form={"logout_token": provider.sent[0]}).status == 200

    page.reload()
    expect(page).to_have_url(re.compile("/konto/log-ind/"))
    assert not Visit.objects.exists()


def test_a_rule_as_long_as_an_address_stays_on_the_page(browser_of, provider):
    ClaimRule.objects.create(
        value="http://ledestjernen.example.dk/roles/usersystemrole/paedagogisk-leder/1",
        role=Role.ADMINISTRATOR,
    )
    page = browser_of()
    sign_in(page, UserFactory(is_superuser=True, is_staff=True))
    page.goto("/roller/")

    look(page)
