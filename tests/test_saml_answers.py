"""Answers by SAML and the browser that asked: each question is answered once, and only there."""

import datetime

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from accounts.models import SecurityEvent, User
from config.saml import CORE
from institutions.models import ClaimRule, Identifier, Membership
from institutions.roles import Role
from tests.factories import InstitutionFactory, UserFactory
from tests.openid_provider import is_in, nobody_came_in, reason
from tests.saml_keys import FOREIGN
from tests.saml_provider import (
    CVR,
    LEADER,
    UNIT,
    UUID,
    begin,
    bring,
    for_lea,
    log_in,
    privileges,
    running,
)

pytestmark = pytest.mark.django_db
OTHER_UNIT = "0b0f2c51-6a60-4a57-9d4e-7f3a3f1f4c12"
READER = "http://ledestjernen.example/roles/usersystemrole/konsulent/1"


@pytest.fixture(scope="module")
def started():
    with running() as provider:
        yield provider


@pytest.fixture
def provider(started, settings, client):
    return for_lea(started, settings, client)


def test_an_answer_is_worth_something_once(client, provider):
    there, sent = provider.answer(begin(client), "lea")
    bring(client, there, sent)
    client.post("/konto/log-ud/")

    response = bring(client, there, sent)

    assert response.status_code == 403
    assert not is_in(client)
    assert reason() == "expired"


def test_an_answer_is_worth_nothing_in_another_browser(client, provider):
    there, sent = provider.answer(begin(client), "lea")
    another = Client()
    begin(another)

    assert bring(another, there, sent).status_code == 403
    assert not is_in(another)
    assert bring(client, there, sent).status_code == 302


def test_what_was_put_aside_is_worth_nothing_to_another_and_once(client, provider):
    _there, sent = provider.answer(begin(client), "lea")
    thief = Client()
    thief.post("/konto/kommune/kommune/saml/", {"SAMLResponse": sent})

    assert thief.get("/konto/kommune/kommune/saml/ind/").status_code == 403
    assert thief.get("/konto/kommune/kommune/saml/ind/").status_code == 403
    assert nobody_came_in(thief)


def test_the_second_step_alone_opens_nothing(client, provider):
    begin(client)

    assert client.get("/konto/kommune/kommune/saml/ind/").status_code == 403
    client.cookies["saml"] = client.cookies["sessionid"].value
    assert client.get("/konto/kommune/kommune/saml/ind/").status_code == 403
    assert nobody_came_in(client)


def test_a_question_that_is_old_is_answered_in_vain(client, provider):
    there = begin(client)

    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11), tick=True):
        assert bring(client, *provider.answer(there, "lea")).status_code == 403

    assert reason() == "expired"


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere(client, provider, evil):
    there, sent = provider.answer(begin(client, next=evil), "lea")

    response = bring(client, there, sent, RelayState=evil)

    assert (response.status_code, response["Location"]) == (302, "/")


def test_two_providers_are_not_mixed_up(client, provider, settings):
    """The other municipality's provider answers the question that was asked of ours."""
    with running() as second:
        second.keys = FOREIGN
        second.base = provider.base  # it answers what it was not asked
        settings.SAML_PROVIDERS["anden"] = second.as_settings("anden")
        second.meet(client.get("/konto/kommune/kommune/metadata/").content.decode())
        second.person("lea")
        there = begin(client)
        answers = [second.answer(there, "lea")]
        second.issuer = provider.issuer
        second.server.config.entityid = provider.issuer
        answers.append(second.answer(there, "lea"))

        for _there, sent in answers:
            for key in ("kommune", "anden"):
                assert bring(client, f"/konto/kommune/{key}/saml/", sent).status_code == 403
    assert nobody_came_in(client)


def test_an_answer_of_one_login_is_none_of_another(client, provider, settings):
    """The same provider under two keys, as two: what it says to one is not said to the other."""
    settings.SAML_PROVIDERS["anden"] = provider.as_settings("anden")
    _there, sent = provider.answer(begin(client), "lea")
    begin(client, key="anden")

    assert bring(client, "/konto/kommune/anden/saml/", sent).status_code == 403
    assert reason() in {"audience", "destination"}
    assert nobody_came_in(client)


def test_who_is_known_comes_in_again_whatever_the_address(client, provider):
    log_in(client, provider)
    client.post("/konto/log-ud/")
    UserFactory(email="chief@kommune.example")
    provider.person("lea", **{f"{CORE}/email": "chief@kommune.example"})

    log_in(client, provider)

    assert client.session["_auth_user_id"] == str(User.objects.get(email="lea@kommune.example").pk)


@pytest.mark.parametrize(
    ("others", "verified"),
    [({}, "true"), ({"link_by_email": True}, ""), ({"link_by_email": True}, "false")],
)
def test_the_address_of_another_opens_no_account(client, provider, settings, others, verified):
    UserFactory(email="lea@kommune.example")
    settings.SAML_PROVIDERS = {
        "kommune": provider.as_settings(email_verified_claim=f"{CORE}/verified", **others)
    }
    provider.person("lea", **{f"{CORE}/verified": verified})

    assert log_in(client, provider).status_code == 403
    assert reason() == "address_taken"
    assert not SocialAccount.objects.exists()


def test_the_same_subject_of_another_issuer_is_somebody_else(client, provider, settings):
    log_in(client, provider)
    client.post("/konto/log-ud/")
    with running() as second:
        settings.SAML_PROVIDERS = {"kommune": second.as_settings()}
        second.meet(client.get("/konto/kommune/kommune/metadata/").content.decode())
        second.person("lea")

        assert log_in(client, second).status_code == 403
    assert reason() == "address_taken"


def test_a_privilege_holds_where_it_is_limited_to_and_not_where_another_is(client, provider):
    """Two privileges with a unit each: neither reaches into the other's unit."""
    aakanden = InstitutionFactory(name="Åkanden", slug="aakanden")
    Identifier.objects.create(institution=aakanden, kind=Identifier.Kind.LOCAL, value=OTHER_UNIT)
    ClaimRule.objects.create(
        claim="privilege", value=READER, role=Role.CONSULTANT, place_claim="unit"
    )
    told = privileges((CVR, LEADER, {UNIT: UUID}), (CVR, READER, {UNIT: OTHER_UNIT}))
    provider.person("lea", **{f"{CORE}/privilegesIntermediate": told})

    log_in(client, provider)

    held = {(one.role, one.institution.slug) for one in Membership.objects.current()}
    assert held == {(Role.LEADER, "solsikken"), (Role.CONSULTANT, "aakanden")}
    kept = SocialAccount.objects.get().extra_data["together"]
    assert {"privilege": [LEADER], "unit": [UUID]} in kept


def test_a_rule_for_everywhere_gives_nothing_for_a_privilege_of_one_unit(client, provider):
    ClaimRule.objects.all().delete()
    ClaimRule.objects.create(claim="privilege", value=LEADER, role=Role.ADMINISTRATOR)

    assert log_in(client, provider).status_code == 403
    assert reason() == "no_role"


def test_several_units_stand_in_one_limit(client, provider):
    Identifier.objects.create(
        institution=InstitutionFactory(), kind=Identifier.Kind.LOCAL, value=OTHER_UNIT
    )
    told = privileges((CVR, LEADER, {UNIT: f"{UUID}, {OTHER_UNIT}"}), space="itst.dk")
    provider.person("lea", **{f"{CORE}/privilegesIntermediate": told})

    log_in(client, provider)

    assert Membership.objects.current().count() == 2


def test_who_confirms_who_they_are_must_show_it_there_once_more(client, provider):
    log_in(client, provider)

    provider.answer(begin(client), "lea")

    assert [one.force_authn for one in provider.asked] == [None, "true"]
    (asked,) = provider.asked[0].requested_authn_context.authn_context_class_ref
    assert asked.text == "https://data.gov.dk/concept/core/nsis/loa/Substantial"


def test_keys_that_were_changed_are_found_without_waiting(client, provider, started):
    begin(client)
    started.keys = FOREIGN
    started.meet(client.get("/konto/kommune/kommune/metadata/").content.decode())
    try:
        log_in(client, provider)
    finally:
        started.keys = type(started)("").keys

    assert is_in(client)


def test_too_many_answers_of_a_network_wait(client, provider, monkeypatch):
    monkeypatch.setattr("accounts.entrance.views.MOST", 0)

    response = client.post("/konto/kommune/kommune/saml/", {"SAMLResponse": "x"})

    assert response.status_code == 429
    assert not SecurityEvent.objects.filter(kind="sign_in_refused").exists()
