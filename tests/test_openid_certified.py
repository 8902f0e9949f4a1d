"""The municipality's door against a provider that the OpenID Foundation has certified."""

from dataclasses import replace
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client
from django.utils.html import escape

from accounts.entrance.refusing import REASONS
from accounts.models import User, Visit
from institutions.models import ClaimRule, Membership
from institutions.roles import Role
from tests.factories import InstitutionFactory, MembershipFactory
from tests.openid_certified import OURS, Browser, running_certified
from tests.openid_provider import begin, come_back, is_in, reason

pytestmark = pytest.mark.django_db

DOOR = "/konto/kommune/kommune"


@pytest.fixture(scope="module")
def started():
    with running_certified() as provider:
        yield provider


@pytest.fixture
def provider(started, settings, monkeypatch):
    """Lea is known there, and her group makes her a leader here."""
    settings.OIDC_PROVIDERS = {"kommune": started.as_settings()}
    monkeypatch.setattr("accounts.entrance.linking.send_soon", lambda message: None)
    ClaimRule.objects.create(
        value="Ledere", role=Role.LEADER, institution=InstitutionFactory(slug="solsikken")
    )
    started.person("lea", email="lea@kommune.example", name="Lea Leder", groups=["Ledere"])
    started.sent.clear()
    return started


@pytest.fixture
def visitor():
    return Browser()


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256"])
def test_whom_it_knows_comes_in_with_their_role(client, provider, visitor, settings, algorithm):
    settings.OIDC_PROVIDERS = {"kommune": provider.as_settings(algorithm)}

    answer = visitor.log_in(client, "lea")

    assert (answer.status_code, answer["Location"]) == (302, "/")
    person = User.objects.get()
    assert (person.email, person.name) == ("lea@kommune.example", "Lea Leder")
    assert Membership.objects.get().role == Role.LEADER
    assert client.get("/").status_code == 200
    assert visitor.asked == ["login", "consent"]


@pytest.mark.parametrize("lost", ["code_challenge", "code_challenge_method", "nonce"])
def test_a_question_that_lost_what_makes_the_answer_ours_opens_nothing(
    client, provider, visitor, lost
):
    there = begin(client)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}
    del asked[lost]

    answer = visitor.follow(f"{there.partition('?')[0]}?{urlencode(asked)}", login="lea")
    come_back(client, answer)

    assert not is_in(client)
    assert not User.objects.exists()


def test_the_code_is_worth_nothing_without_the_verifier_it_was_asked_for_with(provider, visitor):
    """Somebody puts the answer to their own question into another’s browser."""
    thief, victim = Client(), Client()
    stolen = parse_qs(urlsplit(visitor.follow(begin(thief), login="lea", password="x")).query)
    hers = parse_qs(urlsplit(begin(victim)).query)

    mixed = {"code": stolen["code"][0], "state": hers["state"][0], "iss": provider.issuer}
    come_back(victim, f"{DOOR}/svar/?{urlencode(mixed)}")

    assert not is_in(victim)
    assert reason() == "answer"


def test_a_code_is_worth_something_once(client, provider, visitor):
    there = visitor.follow(begin(client), login="lea", password="x")
    come_back(client, there)
    client.post("/konto/log-ud/")

    come_back(client, there)

    assert not is_in(client)


def test_an_answer_in_the_name_of_another_issuer_is_not_redeemed(client, provider, visitor):
    there = visitor.follow(begin(client), login="lea", password="x")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}
    assert asked["iss"] == provider.issuer

    come_back(client, f"{DOOR}/svar/?{urlencode(asked | {'iss': 'https://evil.example'})}")

    assert not is_in(client)
    assert reason() == "mixed_up"


def test_an_answer_that_leaves_its_issuer_out_is_not_redeemed(client, provider, visitor):
    there = visitor.follow(begin(client), login="lea", password="x")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}
    del asked["iss"]

    come_back(client, f"{DOOR}/svar/?{urlencode(asked)}")

    assert not is_in(client)
    assert reason() == "mixed_up"


def test_the_provider_may_change_its_keys_at_any_time(client, provider, visitor):
    visitor.log_in(client, "lea")
    client.post("/konto/log-ud/")

    provider.rotate_key()
    Browser().log_in(client, "lea")

    assert is_in(client)


def test_logging_out_here_logs_out_there_and_leads_back(client, provider, visitor):
    visitor.log_in(client, "lea")

    page = client.post("/konto/log-ud/")
    back = visitor.follow(page.context["there"], logout="yes")

    assert urlsplit(back).path == "/konto/log-ind/"
    assert not is_in(client)
    visitor.asked.clear()
    visitor.log_in(client, "lea")
    assert "login" in visitor.asked  # it knows the browser no more


def test_logging_out_there_ends_the_visit_here_by_the_back_channel(provider, visitor):
    hers, at_home = Client(), Client()
    visitor.log_in(hers, "lea")
    Browser().log_in(at_home, "lea")
    hint = hers.session["openid_visit"]["hint"]

    told = {"id_token_hint": hint, "post_logout_redirect_uri": f"{OURS}/konto/log-ind/"}
    visitor.follow(f"{provider.issuer}/session/end?{urlencode(told)}", logout="yes")
    (token,) = provider.sent
    answer = Client().post(f"{DOOR}/afmeld/", {"logout_token": token})

    assert answer.status_code == 200
    assert hers.get("/").status_code == 302
    assert at_home.get("/").status_code == 200, "another session there goes on"
    assert Visit.objects.count() == 1
    assert Client().post(f"{DOOR}/afmeld/", {"logout_token": token}).status_code == 400


def test_who_confirms_who_they_are_is_asked_there_anew(client, provider, visitor):
    visitor.log_in(client, "lea")
    visitor.asked.clear()

    come_back(client, visitor.follow(begin(client), login="lea", password="x"))

    assert visitor.asked[0] == "login"
    assert is_in(client)


def test_a_group_that_is_taken_away_takes_its_role_and_the_way_in(client, provider, visitor):
    visitor.log_in(client, "lea")
    client.post("/konto/log-ud/")
    provider.person("lea", email="lea@kommune.example", groups=[])

    visitor.log_in(client, "lea")

    assert not is_in(client)
    assert reason() == "no_role"
    assert not Membership.objects.exists()


def test_who_has_left_is_out_everywhere_when_they_come_again(client, provider, visitor):
    at_home = Client()
    Browser().log_in(at_home, "lea")
    provider.person("lea", email="lea@kommune.example", groups=[])

    visitor.log_in(client, "lea")

    assert at_home.get("/")["Location"].startswith("/konto/log-ind/")
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("error", "word"), [("invalid_scope", "declined"), ("access_denied", "cancelled")]
)
def test_an_error_of_the_login_is_told_as_one(client, provider, caplog, error, word):
    """Before, each was “it took too long”, or led to the page for logging in without a word."""
    state = parse_qs(urlsplit(begin(client)).query)["state"][0]
    told = {"error": error, "error_description": "No such scope", "state": state}

    page = client.get(f"{DOOR}/svar/", told, follow=True).content.decode()

    assert reason() == word
    assert escape(str(REASONS[word])) in page
    assert f"kommune: {word}: {error}: No such scope" in caplog.text


def test_whoever_set_it_up_is_told_what_was_not_told(client, provider, visitor, caplog):
    """In the log of the server: how many groups came, never which, nor whose."""
    provider.person("una", email="una@kommune.example")

    visitor.log_in(client, "una")

    assert "kommune: no_role: email: 1, groups: not told" in caplog.text
    assert "una@" not in caplog.text


def test_a_wrong_secret_is_said_to_whoever_runs_the_server(client, provider, settings, caplog):
    settings.OIDC_PROVIDERS = {"kommune": replace(provider.as_settings(), client_secret="another")}

    page = Browser().log_in(client, "lea").content.decode()

    assert reason() == "answer"
    assert "answer</" in page or "answer\n" in page
    assert "kommune: answer: invalid_client" in caplog.text


def test_a_group_that_is_taken_away_leaves_what_was_given_by_hand(client, provider, visitor):
    visitor.log_in(client, "lea")
    person = User.objects.get()
    client.post("/konto/log-ud/")
    MembershipFactory(user=person, role=Role.BOARD_MEMBER, institution=InstitutionFactory())
    provider.person("lea", email="lea@kommune.example", groups=["Andre"])

    visitor.log_in(client, "lea")

    assert is_in(client)
    assert [one.role for one in Membership.objects.all()] == [Role.BOARD_MEMBER]


def test_who_gets_another_group_gets_another_role_in_place_of_the_former(client, provider, visitor):
    place = InstitutionFactory()
    ClaimRule.objects.create(value="Bestyrelse", role=Role.BOARD_MEMBER, institution=place)
    visitor.log_in(client, "lea")
    client.post("/konto/log-ud/")
    provider.person("lea", email="lea@kommune.example", groups=["Bestyrelse"])

    visitor.log_in(client, "lea")

    assert [(one.role, one.institution) for one in Membership.objects.all()] == [
        (Role.BOARD_MEMBER, place)
    ]


def test_whom_it_knows_without_a_role_is_not_let_in(client, provider, visitor):
    provider.person("una", email="una@kommune.example", groups=["Andre"])

    visitor.log_in(client, "una")

    assert not is_in(client)
    assert reason() == "no_role"
    assert not User.objects.exists()
