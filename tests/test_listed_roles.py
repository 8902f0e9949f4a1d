"""The nightly list of who has which groups: who left loses roles by claims, and their visit."""

import json

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.management import CommandError, call_command
from django.test import Client

from config.openid import OpenIdProvider
from institutions.claims import listed
from institutions.claims.listed import ListRefused, apply_list, read_list, read_nightly_list
from institutions.models import ClaimRule
from institutions.roles import Role, Source
from tests.factories import InstitutionFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

PROVIDER = OpenIdProvider(key="kommune", issuer="https://login.kommune.example", client_id="x")


@pytest.fixture(autouse=True)
def rule(settings):
    settings.OIDC_PROVIDERS = {"kommune": PROVIDER}
    return ClaimRule.objects.create(
        value="Ledere", role=Role.LEADER, institution=InstitutionFactory(slug="solsikken")
    )


def known(email: str, rule=None):
    """Somebody who came in once; with a rule, with the role it gives."""
    person = UserFactory(email=email)
    told = {"groups": ["Ledere"] if rule else []}
    SocialAccount.objects.create(user=person, provider="kommune", uid=email, extra_data=told)
    if rule:
        person.memberships.create(
            role=rule.role,
            institution=rule.institution,
            source=Source.SIGN_IN,
            from_on="2026-01-01",
        )
    return person


def has_role(person) -> bool:
    return person.memberships.current().filter(source=Source.SIGN_IN).exists()


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([{"email": "Lea@kommune.example", "groups": ["Ledere", "Alle"]}]),
        json.dumps({"people": [{"email": "lea@kommune.example", "groups": ["Ledere", "Alle"]}]}),
        "email;groups\nlea@kommune.example;Ledere|Alle\n",
        "\ufeffemail,groups\r\nLEA@kommune.example,Ledere|Alle\r\n",
        "email;groups\nlea@kommune.example;Ledere\nlea@kommune.example;Alle\n",
    ],
    ids=["json", "json of people", "csv", "with a mark", "a row each"],
)
def test_lists_are_read_as_they_are_written(text):
    assert read_list(text) == {"lea@kommune.example": {"groups": ["Ledere", "Alle"]}}


@pytest.mark.parametrize(
    "text",
    ["", "[", "[1]", '{"a": 1}', '[{"groups": []}]', "navn;groups\nLea;x\n", "email\nlea\n"],
)
def test_what_is_no_list_is_refused(text):
    with pytest.raises(ListRefused):
        read_list(text)


def test_the_list_gives_and_takes(rule):
    stays, comes, goes = known("a@x.dk", rule), known("b@x.dk"), known("c@x.dk", rule)

    outcome = apply_list(
        {"a@x.dk": {"groups": ["Ledere"]}, "b@x.dk": {"groups": ["Ledere"]}, "ny@x.dk": {}},
        PROVIDER,
    )

    assert (has_role(stays), has_role(comes), has_role(goes)) == (True, True, False)
    assert (outcome.gained, outcome.lost, outcome.listed, outcome.unknown) == (1, 1, 3, 1)
    assert SocialAccount.objects.get(user=goes).extra_data == {}


def test_who_left_is_out_at_once_and_who_has_another_role_is_not(rule):
    gone, deputy = known("a@x.dk", rule), known("b@x.dk", rule)
    MembershipFactory(user=deputy, board_member=True, institution=rule.institution)
    hers, his = Client(), Client()
    hers.force_login(gone)
    his.force_login(deputy)

    outcome = apply_list({}, PROVIDER)

    assert outcome.ended_visits == 1
    assert hers.get("/").status_code == 302
    assert his.get("/").status_code == 200
    assert not has_role(deputy)


def test_a_broken_list_puts_nobody_out(rule):
    people = [known(f"{number}@x.dk", rule) for number in range(12)]

    with pytest.raises(ListRefused, match="12 people"):
        apply_list({}, PROVIDER)

    assert all(map(has_role, people))
    assert apply_list({}, PROVIDER, whatever=True).lost == 12


def test_the_worker_reads_the_list_when_it_is_new(rule, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(listed, "_read", {})
    person = known("a@x.dk")
    path = tmp_path / "roller.json"
    path.write_text('[{"email": "a@x.dk", "groups": ["Ledere"]}]')
    settings.ROLES_FILE = str(path)

    assert read_nightly_list().gained == 1
    assert has_role(person)
    assert read_nightly_list() is None


def test_without_a_list_the_worker_does_nothing(settings):
    assert read_nightly_list() is None


def test_the_command_says_what_it_did(rule, tmp_path, capsys):
    known("a@x.dk", rule)
    path = tmp_path / "list.csv"
    path.write_text("email;groups\na@x.dk;Andre\n")

    call_command("apply_roles", str(path), "--json")

    told = json.loads(capsys.readouterr().out)
    assert told == {"listed": 1, "unknown": 0, "gained": 0, "lost": 1, "ended_visits": 0}
    with pytest.raises(CommandError, match="no such provider"):
        call_command("apply_roles", str(path), "--provider", "ukendt")
    with pytest.raises(CommandError):
        call_command("apply_roles", str(tmp_path / "none.csv"))
