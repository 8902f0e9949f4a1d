"""SAML_PROVIDERS: what can be said of a login, what stops the start, and what we say of us."""

import subprocess
import sys

import pytest
import xmlsec
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from lxml import etree

from config.checks import SAML_MISSING, saml_can_be_spoken
from config.saml import SamlProvider
from config.sign_ins import refuse_same_key
from tests.saml_keys import NS, OURS
from tests.saml_provider import UUID, running

PAST = 'validUntil="2020-01-01T00:00:00Z"'
TOLD = {
    "key": "kommune",
    "issuer": "https://saml.kommune.example",
    "metadata": "https://login.kommune.example/metadata",
    "private_key": "x",
    "certificate": "x",
}


@pytest.fixture(scope="module")
def started():
    with running() as provider:
        yield provider


def test_what_is_not_said_is_the_careful_choice():
    provider = SamlProvider.read([TOLD])["kommune"]

    assert provider.assurance == "Substantial"
    assert provider.encrypted
    assert not provider.link_by_email
    assert not provider.password_too
    assert provider.claims == ("privilege", "unit")
    assert OURS.private not in repr(provider)


def test_keys_and_metadata_can_lie_in_files(tmp_path):
    for name in ("private_key", "certificate", "metadata"):
        (tmp_path / name).write_text(f"<{name}>\n")
    files = {f"{name}_file": str(tmp_path / name) for name in ("private_key", "certificate")}

    told = {"key": "kommune", "issuer": "urn:x", "metadata_file": str(tmp_path / "metadata")}
    provider = SamlProvider.read([told | files])["kommune"]

    assert (provider.private_key, provider.certificate) == ("<private_key>", "<certificate>")
    assert provider.metadata == "<metadata>"


@pytest.mark.parametrize(
    "told",
    [
        {},
        [TOLD, TOLD],
        [TOLD | {"issuer": ""}],
        [TOLD | {"private_key": ""}],
        [TOLD | {"metadata": "http://login.kommune.example/metadata"}],
        [TOLD | {"metadata": "login.kommune.example"}],
        [TOLD | {"key": "Kommune"}],
        [TOLD | {"assurance": "substantial"}],
        [TOLD | {"assurance": 3}],
        [TOLD | {"encrypted": "yes"}],
        [TOLD | {"cvr": "2918984"}],
        [TOLD | {"limits": ["unit"]}],
        [TOLD | {"limits": {"urn:x": 1}}],
        [TOLD | {"client_id": "x"}],
    ],
    ids=str,
)
def test_what_is_amiss_stops_the_start(told):
    with pytest.raises(ImproperlyConfigured):
        SamlProvider.read(told)


def test_a_key_names_one_login_by_whichever_protocol():
    with pytest.raises(ImproperlyConfigured, match="kommune"):
        refuse_same_key({"kommune": SamlProvider(**TOLD)}, {"kommune": SamlProvider(**TOLD)})


def test_the_extra_is_loaded_by_nobody_who_does_not_use_it():
    start = (
        "import django; django.setup();"
        "from django.urls import get_resolver; get_resolver().url_patterns;"
        "from django.test import Client;"
        "import config.wsgi, sys;"
        "print([name for name in sys.modules if name.split('.')[0] in ('onelogin', 'xmlsec')])"
    )
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "x",
        "DEBUG": "on",
        "PATH": "/usr/bin:/bin",
    }

    done = subprocess.run(
        [sys.executable, "-c", start], env=environment, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


def test_without_its_package_a_login_is_told_of_at_the_start(settings, monkeypatch):
    settings.SAML_PROVIDERS = {"kommune": SamlProvider(**TOLD)}
    assert saml_can_be_spoken(None) == []

    monkeypatch.setattr("config.checks.find_spec", lambda name: None)

    assert saml_can_be_spoken(None) == [SAML_MISSING]
    settings.SAML_PROVIDERS = {}
    assert saml_can_be_spoken(None) == []


def test_both_packages_read_xml_by_the_same_library():
    """Of two versions of libxml2 in one process one could read what the other did not sign."""
    assert xmlsec.get_libxml_version() == etree.LIBXML_VERSION


@pytest.mark.django_db
def test_our_metadata_say_what_the_provider_must_know(client, started, settings):
    settings.SAML_PROVIDERS = {"kommune": started.as_settings()}

    response = client.get("/konto/kommune/kommune/metadata/")

    assert response["Content-Type"] == "application/samlmetadata+xml"
    tree = etree.fromstring(response.content)
    spaces = NS | {"md": "urn:oasis:names:tc:SAML:2.0:metadata"}
    (ours,) = tree.xpath("/md:EntityDescriptor/md:SPSSODescriptor", namespaces=spaces)
    assert ours.get("AuthnRequestsSigned") == ours.get("WantAssertionsSigned") == "true"
    assert tree.get("entityID") == "http://testserver/konto/kommune/kommune/metadata/"
    uses = [one.get("use") for one in ours.findall("md:KeyDescriptor", spaces)]
    assert sorted(uses) == ["encryption", "signing"]
    places = {one.get("Location") for one in ours.xpath("./*[@Location]")}
    assert places == {
        "http://testserver/konto/kommune/kommune/saml/",
        "http://testserver/konto/kommune/kommune/saml/afmeld/",
    }
    asked = {one.get("Name") for one in ours.iter("{*}RequestedAttribute")}
    assert "https://data.gov.dk/model/core/eid/privilegesIntermediate" in asked
    assert not any("cpr" in name.lower() for name in asked)
    assert "PRIVATE" not in response.content.decode()


@pytest.mark.parametrize("page", ["", "metadata/", "saml/ind/", "saml/afmeld/"])
def test_without_a_login_there_is_no_page(client, settings, db, page):
    settings.SAML_PROVIDERS = {}

    assert client.get(f"/konto/kommune/kommune/{page}").status_code == 404
    assert client.post("/konto/kommune/kommune/saml/").status_code == 404


def test_the_operator_is_told_our_addresses_and_whether_the_login_answers(
    client, started, settings, capsys
):
    settings.SITE_URL = "https://ledestjernen.example.dk"
    settings.ALLOWED_HOSTS = ["ledestjernen.example.dk"]
    settings.SAML_PROVIDERS = {"kommune": started.as_settings()}
    started.person("lea")
    with pytest.raises(CommandError):
        call_command("check_sign_in")
    assert "it does not know us, or not our address" in capsys.readouterr().out
    ours = client.get(
        "/konto/kommune/kommune/metadata/", headers={"host": "ledestjernen.example.dk"}, secure=True
    )
    started.meet(ours.content.decode())

    call_command("check_sign_in")

    told = capsys.readouterr().out
    assert "question: it is taken" in told
    assert "https://ledestjernen.example.dk/konto/kommune/kommune/saml/\n" in told
    assert "https://ledestjernen.example.dk/konto/kommune/kommune/metadata/\n" in told
    assert "certificates: 1" in told
    assert "ours is valid until 2040-01-01" in told


@pytest.mark.parametrize(
    ("others", "change", "why"),
    [
        ({}, lambda told: told.replace("entityID=", "other="), "issuer"),
        ({"issuer": "https://another.example"}, lambda told: told, "issuer"),
        ({}, lambda told: told.replace("n=\"http://localhost", "n=\"http://evil"), "description"),
        ({}, lambda told: told.replace('use="signing"', 'use="encryption"'), "description"),
        ({}, lambda told: told.replace("entityID=", f"{PAST} entityID="), "description"),
        ({}, lambda told: '<!DOCTYPE x [<!ENTITY e "x">]>' + told, "description"),
        ({}, lambda told: "<html/>", "issuer"),
        ({}, lambda told: "no XML", "description"),
        ({"metadata": "http://localhost:1/metadata"}, lambda told: told, "unreachable"),
        ({"private_key": "no key"}, lambda told: told, "keys"),
        ({"certificate": "no certificate"}, lambda told: told, "keys"),
    ],
)  # fmt: skip
def test_the_operator_is_told_what_is_wrong(
    started, settings, capsys, monkeypatch, others, change, why
):
    cache.clear()
    metadata = started.metadata
    monkeypatch.setattr(started, "metadata", lambda: change(metadata()))
    settings.SAML_PROVIDERS = {"kommune": started.as_settings(**others)}

    with pytest.raises(CommandError, match="kommune"):
        call_command("check_sign_in")

    assert f"it fails: {why}" in capsys.readouterr().out


def test_an_uuid_is_no_civil_registration_number():
    """Rules look for units by what was kept: an identifier must not be crossed out by chance."""
    from accounts.entrance.claims import kept_claims

    unit = UUID.replace("9d5b", "1234").replace("7f2c0f0e", "ab010190", 1)
    unit = f"ab010190-1234-{unit[14:]}"

    kept = kept_claims(SamlProvider(**TOLD), {"together": [{"privilege": ["x"], "unit": [unit]}]})

    assert kept["together"][0]["unit"] == [unit]
