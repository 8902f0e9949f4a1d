"""docs/sign-in.md, by which an operator joins a login: what it names exists, and nothing lacks."""

import re
from dataclasses import fields

from django.urls import reverse

from accounts.entrance.refusing import REASONS
from config.openid import OpenIdProvider
from config.saml import SamlProvider
from tests.conftest import ROOT

DOC = (ROOT / "docs" / "sign-in.md").read_text("utf-8")
CONFIGURATION = (ROOT / "docs" / "configuration.md").read_text("utf-8")
NAMES = set(re.findall(r"`([^`\n]+)`", DOC))
#: Refusals of which nobody sees the word: they went back of their own will.
UNSEEN = {"cancelled"}


def in_table(heading):
    """The names in the first column of the tables below a heading."""
    part = DOC.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| (`[^|]+) \|", part, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def settings_of(provider):
    """What may be said of a provider; a text that is long or secret lies in a file as well."""
    return {field.name for field in fields(provider)}


def in_files(names):
    return {name.removesuffix("_file") for name in names}


def test_every_setting_of_a_login_is_told_and_no_other():
    assert in_files(in_table("Settings")) == settings_of(OpenIdProvider)
    by_saml = in_files(in_table("Fælleskommunal Adgangsstyring and other logins by SAML"))
    assert by_saml - settings_of(SamlProvider) == set()
    assert settings_of(SamlProvider) - by_saml == set()


def test_every_setting_of_the_server_that_is_named_exists():
    named = {name for name in NAMES if re.fullmatch(r"[A-Z]+(_[A-Z]+)+", name)}

    assert len(named) >= 5
    assert {name for name in named if f"`{name.removesuffix('_FILE')}`" not in CONFIGURATION} <= {
        "ROLES_FILE"
    }
    assert "`ROLES_FILE`" in CONFIGURATION


def test_every_refusal_that_somebody_sees_is_explained():
    source = "".join(
        path.read_text("utf-8") for path in (ROOT / "accounts" / "entrance").rglob("*.py")
    )
    raised = set(re.findall(r'SignInRefused\(\s*"(\w+)"', source)) | set(REASONS)

    explained = in_table("When it does not work")

    assert len(raised) > 30
    assert raised - explained - UNSEEN == set()
    assert {word for word in explained if f'"{word}"' not in source} == set()


def test_the_addresses_that_are_registered_are_ours():
    for name, key in (
        ("openid_connect_callback", "kommune"),
        ("openid_end", "kommune"),
        ("saml_metadata", "faelles"),
        ("saml_answer", "faelles"),
        ("saml_end", "faelles"),
    ):
        assert f"`https://ledestjernen.example.dk{reverse(name, args=[key])}`" in DOC
    assert f"`https://ledestjernen.example.dk{reverse('login')}`" in DOC
