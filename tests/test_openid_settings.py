"""OIDC_PROVIDERS: what can be said of a login, and what stops the start."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from config.openid import OpenIdProvider
from config.sign_ins import is_safe_address
from tests.openid_provider import running

TOLD = {"key": "kommune", "issuer": "https://login.kommune.example", "client_id": "x"}


def test_what_is_not_said_is_the_careful_choice():
    provider = OpenIdProvider.read([TOLD])["kommune"]

    assert not provider.link_by_email
    assert not provider.password_too
    assert provider.claims == ("groups",)
    assert provider.scopes == ("openid", "profile", "email")


def test_a_secret_can_lie_in_a_file(tmp_path):
    path = tmp_path / "secret"
    path.write_text("hemmelig\n")

    provider = OpenIdProvider.read([TOLD | {"client_secret_file": str(path)}])["kommune"]

    assert provider.client_secret == "hemmelig"
    assert provider.as_app()["secret"] == "hemmelig"


@pytest.mark.parametrize(
    "told",
    [
        {},
        "kommune",
        [TOLD, TOLD],
        ["kommune"],
        [{}],
        [TOLD | {"issuer": ""}],
        [TOLD | {"client_id": None}],
        [TOLD | {"issuer": "http://login.kommune.example"}],
        [TOLD | {"issuer": "login.kommune.example"}],
        [TOLD | {"key": "Kommune"}],
        [TOLD | {"key": "../admin"}],
        [TOLD | {"scopes": "openid email"}],
        [TOLD | {"scopes": ["email"]}],
        [TOLD | {"claims": [1]}],
        [TOLD | {"link_by_email": "no"}],
        [TOLD | {"password_too": 1}],
        [TOLD | {"link_by_mail": True}],
    ],
    ids=str,
)
def test_what_is_amiss_stops_the_start(told):
    with pytest.raises(ImproperlyConfigured):
        OpenIdProvider.read(told)


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("https://login.kommune.example/x", True),
        ("http://localhost:8080", True),
        ("http://127.0.0.1", True),
        ("http://localhost.evil.example", False),
        ("http://login.kommune.example", False),
        ("ftp://login.kommune.example", False),
        ("//login.kommune.example", False),
        (None, False),
    ],
)
def test_only_what_nobody_can_come_between_is_fetched(address, is_safe):
    assert is_safe_address(address) is is_safe


def test_the_operator_is_told_our_addresses_and_whether_the_login_answers(settings, capsys):
    settings.SITE_URL = "https://ledestjernen.example.dk"
    settings.ALLOWED_HOSTS = ["ledestjernen.example.dk"]
    with running() as provider:
        settings.OIDC_PROVIDERS = {"kommune": provider.as_settings()}
        call_command("check_sign_in")

    told = capsys.readouterr().out
    assert "https://ledestjernen.example.dk/konto/kommune/kommune/svar/" in told
    assert "keys: 1" in told


def test_the_operator_is_told_what_is_wrong(settings, capsys):
    with running() as provider:
        provider.altered.document["/.well-known/openid-configuration"] = lambda told: (
            told | {"issuer": "https://another.example"}
        )
        settings.OIDC_PROVIDERS = {"kommune": provider.as_settings()}
        with pytest.raises(CommandError, match="kommune"):
            call_command("check_sign_in")

    assert "it fails: issuer" in capsys.readouterr().out
