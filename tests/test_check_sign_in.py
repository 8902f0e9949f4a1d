"""What an operator is told of a login that is set up wrongly, before anybody uses it."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from config.openid import OpenIdProvider
from tests.openid_certified import OURS, running_certified
from tests.openid_provider import running

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def certified():
    with running_certified() as provider:
        yield provider


@pytest.fixture
def checked(settings, capsys):
    """What the command says of a login, and whether it ends well."""
    settings.SITE_URL = OURS

    def checked(provider) -> tuple[bool, str]:
        settings.OIDC_PROVIDERS = {provider.key: provider}
        try:
            call_command("check_sign_in")
        except CommandError:
            return False, capsys.readouterr().out
        return True, capsys.readouterr().out

    return checked


def test_a_login_that_knows_us_is_said_to(certified, checked):
    is_well, told = checked(certified.as_settings())

    assert is_well
    assert "question: it is taken\n" in told
    assert "secret: it is taken\n" in told


def test_a_secret_that_is_wrong_is_told(certified, checked):
    wrong = {"client_id": "ledestjernen-RS256", "client_secret": "of another"}
    is_well, told = checked(OpenIdProvider(key="kommune", issuer=certified.issuer, **wrong))

    assert not is_well
    assert "it fails: answer (invalid_client: it knows no such client_id, or another" in told


@pytest.mark.parametrize(
    ("key", "client"), [("another", "ledestjernen-RS256"), ("kommune", "ledestjernet")]
)
def test_an_address_or_a_name_that_is_not_registered_is_told(certified, checked, key, client):
    is_well, told = checked(
        OpenIdProvider(key=key, issuer=certified.issuer, client_id=client, client_secret="x")
    )

    assert not is_well
    assert "it fails: declined (it answers 400: it does not know us, or not our address)" in told


def test_what_the_login_calls_itself_is_told(certified, checked):
    is_well, told = checked(
        OpenIdProvider(key="kommune", issuer=f"{certified.issuer}/", client_id="x")
    )

    assert not is_well
    assert f"it fails: issuer (it calls itself {certified.issuer})" in told


def test_why_it_cannot_be_reached_is_told(certified, checked):
    is_well, told = checked(
        OpenIdProvider(key="kommune", issuer=f"{certified.issuer}/realms/x", client_id="x")
    )

    assert not is_well
    assert "it fails: unreachable" in told
    assert "404" in told


def test_a_clock_that_stands_otherwise_is_told(certified, checked):
    """Its server has the machine's clock, and the tests have their own; the mock has theirs."""
    assert "clock: WRONG" in checked(certified.as_settings())[1]
    with running() as provider:
        assert re.search(r"clock: [+-]\d seconds from ours\n", checked(provider.as_settings())[1])


@pytest.mark.parametrize(
    ("site", "hosts"), [("", ["*"]), ("https://another.example.dk", ["ledestjernen.example.dk"])]
)
def test_without_an_address_of_ours_nothing_is_said(settings, certified, site, hosts):
    settings.SITE_URL, settings.ALLOWED_HOSTS = site, hosts
    settings.OIDC_PROVIDERS = {"kommune": certified.as_settings()}

    with pytest.raises(CommandError, match="SITE_URL"):
        call_command("check_sign_in")


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ('[{"key": "kommune", }]', "OIDC_PROVIDERS is no JSON"),
        ('[{"key": "k", "client_secret_file": "/no/such/file"}]', "client_secret_file cannot be"),
        ('[{"key": "k", "client_secret_file": 7}]', "client_secret_file cannot be read"),
    ],
)
def test_a_setting_that_cannot_be_read_names_itself(told, why):
    with pytest.raises(ImproperlyConfigured, match=why):
        OpenIdProvider.read(told)
