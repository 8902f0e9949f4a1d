"""The municipality's door, against a provider nobody here wrote: in, known again, and out."""

import pytest
import requests
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.core import mail

from accounts.models import SecurityEvent, User
from institutions.models import ClaimRule, Membership
from institutions.roles import Role, Source
from tests.factories import ClusterFactory, InstitutionFactory, MembershipFactory, UserFactory
from tests.openid_provider import (
    CLIENT,
    agree,
    begin,
    forget_what_was_published,
    is_in,
    log_in,
    now,
    running,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def started():
    with running() as provider:
        yield provider


@pytest.fixture
def provider(started, settings, monkeypatch):
    started.altered.reset()
    settings.OIDC_PROVIDERS = {"kommune": started.as_settings()}
    monkeypatch.setattr("accounts.entrance.linking.send_soon", lambda message: message.send())
    return started


@pytest.fixture
def solsikken():
    return InstitutionFactory(name="Solsikken", slug="solsikken")


@pytest.fixture
def rule(solsikken):
    return ClaimRule.objects.create(value="Ledere", role=Role.LEADER, institution=solsikken)


def with_settings(settings, provider, **others):
    settings.OIDC_PROVIDERS = {"kommune": provider.as_settings(**others)}


# --- In -----------------------------------------------------------------------------------------


def test_the_sign_in_page_offers_the_municipalitys_login_first(client, provider):
    page = client.get("/konto/log-ind/?next=/maal/1/").content.decode()

    assert page.index("Log ind med kommunens login") < page.index("E-mailadresse")
    assert "/konto/kommune/kommune/?next=%2Fmaal%2F1%2F" in page


def test_without_providers_the_page_is_as_it_was(client, settings):
    settings.OIDC_PROVIDERS = {}

    assert "kommune/" not in client.get("/konto/log-ind/").content.decode()
    assert client.get("/konto/kommune/kommune/").status_code == 404


def test_a_new_person_with_a_role_comes_in_and_is_led_on(client, provider, rule, solsikken):
    provider.person("lea", email="Lea@Kommune.example", name="Lea Leder", groups=["Ledere", "Alle"])

    response = log_in(client, "lea", next="/institutioner/solsikken/")

    assert (response.status_code, response["Location"]) == (302, "/institutioner/solsikken/")
    person = User.objects.get()
    assert (person.email, person.name) == ("lea@kommune.example", "Lea Leder")
    assert not person.has_usable_password()
    membership = Membership.objects.get()
    assert (membership.user, membership.institution) == (person, solsikken)
    assert (membership.role, membership.source) == (Role.LEADER, Source.SIGN_IN)
    assert client.get(response["Location"]).status_code == 200
    kinds = set(SecurityEvent.objects.values_list("kind", flat=True))
    assert kinds >= {"signed_in", "door_linked", "rights_given"}


def test_the_question_has_everything_that_makes_the_answer_ours(client, provider):
    there = begin(client)

    asked = dict(pair.split("=", 1) for pair in there.partition("?")[2].split("&"))
    assert there.startswith(f"{provider.issuer}/oauth2/authorize?")
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["client_id"] == CLIENT
    assert len(asked["code_challenge"]) == 43
    assert len(asked["nonce"]) == 43
    assert len(asked["state"]) >= 16
    assert asked["redirect_uri"].endswith("%2Fkonto%2Fkommune%2Fkommune%2Fsvar%2F")


def test_one_is_known_again_by_issuer_and_subject_whatever_the_address(client, provider, rule):
    provider.person("lea", email="lea@kommune.example", groups=["Ledere"])
    log_in(client, "lea")
    client.post("/konto/log-ud/")
    provider.person("lea", email="lea.nygift@kommune.example", groups=["Ledere"])

    log_in(client, "lea")

    assert is_in(client)
    assert User.objects.get().email == "lea@kommune.example"


def test_of_what_is_told_only_what_rules_need_is_kept_and_no_cpr(client, provider, rule):
    told = {"groups": ["Ledere", "010190-1234"], "cpr": "0101901234", "phone": "12345678"}
    provider.person("lea", email="lea@kommune.example", **told)

    log_in(client, "lea")

    assert SocialAccount.objects.get().extra_data == {"groups": ["Ledere", "xxxxxx-xxxx"]}
    assert client.session["openid_visit"]["hint"] == ""


def test_a_key_that_was_changed_is_found_without_waiting(client, provider, rule):
    provider.person("lea", email="lea@kommune.example", groups=["Ledere"])
    log_in(client, "lea")
    client.post("/konto/log-ud/")

    provider.rotate_key()
    log_in(client, "lea")

    assert is_in(client)


def test_clocks_may_differ_by_a_minute(client, provider, rule, settings):
    provider.person("lea", email="lea@kommune.example", groups=["Ledere"])
    late = {"exp": now() - 30, "iat": now() - 60, "nbf": now() - 60}
    provider.altered.token = lambda claims, header, signer: signer.sign(claims | late, header)

    log_in(client, "lea")

    assert is_in(client)


def test_two_providers_with_one_address_are_two_identities(client, provider, settings, rule):
    with running() as second:
        settings.OIDC_PROVIDERS["anden"] = second.as_settings("anden")
        provider.person("lea", email="lea@kommune.example", groups=["Ledere"])
        second.person("lea", email="lea@kommune.example", groups=["Ledere"])
        log_in(client, "lea")
        client.post("/konto/log-ud/")

        response = log_in(client, "lea", key="anden")

    assert response.status_code == 403
    assert not is_in(client)
    assert SocialAccount.objects.count() == 1


# --- Linking ------------------------------------------------------------------------------------


def test_a_verified_address_links_where_settings_say_so_and_the_owner_is_told(
    client, provider, settings, django_capture_on_commit_callbacks
):
    with_settings(settings, provider, link_by_email=True)
    leader = MembershipFactory(leader=True, institution=InstitutionFactory()).user
    provider.person("lea", email=leader.email.upper(), email_verified=True)

    with django_capture_on_commit_callbacks(execute=True):
        log_in(client, "lea")

    assert client.session["_auth_user_id"] == str(leader.pk)
    leader.refresh_from_db()
    assert not leader.has_usable_password()
    assert [message.to for message in mail.outbox] == [[leader.email]]
    assert "kommunens login" in mail.outbox[0].subject


def test_who_is_known_keeps_the_roles_given_by_hand(client, provider, settings, rule):
    with_settings(settings, provider, link_by_email=True)
    given = MembershipFactory(cluster_leader=True, cluster=ClusterFactory())
    provider.person("lea", email=given.user.email, email_verified=True, groups=["Ledere"])
    log_in(client, "lea")
    client.post("/konto/log-ud/")
    provider.person("lea", email=given.user.email, email_verified=True, groups=[])

    log_in(client, "lea")

    held = given.user.memberships.current()
    assert [(one.pk, one.source) for one in held] == [(given.pk, Source.BY_HAND)]


def test_who_has_lost_every_role_does_not_come_in_again(client, provider, rule):
    provider.person("lea", email="lea@kommune.example", groups=["Ledere"])
    log_in(client, "lea")
    client.post("/konto/log-ud/")
    provider.person("lea", email="lea@kommune.example", groups=["Andre"])

    response = log_in(client, "lea")

    assert response.status_code == 403
    assert "giver dig ingen rolle" in response.content.decode()
    assert not Membership.objects.current().exists()


@pytest.mark.parametrize(
    "told",
    [{"_claim_names": {"groups": "src1"}, "_claim_sources": {"src1": {}}}, {"hasgroups": True}],
    ids=["told elsewhere", "there are some"],
)
def test_groups_that_are_left_out_are_not_taken_for_none(client, provider, rule, told):
    """Entra ID does so where somebody has more than 200: roles stay until it tells of them."""
    provider.person("lea", email="lea@kommune.example", groups=["Ledere"])
    log_in(client, "lea")
    client.post("/konto/log-ud/")
    provider.person("lea", email="lea@kommune.example", **told)

    response = log_in(client, "lea")

    assert response.status_code == 403
    assert "så mange grupper" in response.content.decode()
    assert Membership.objects.current().exists()
    assert SocialAccount.objects.get().extra_data == {"groups": ["Ledere"]}


# --- Out ----------------------------------------------------------------------------------------


def test_logging_out_here_leads_to_logging_out_there(client, provider, rule):
    provider.person("lea", email="lea@kommune.example", groups=["Ledere"])
    log_in(client, "lea")

    page = client.post("/konto/log-ud/").content.decode()

    assert not is_in(client)
    assert f"{provider.issuer}/oauth2/end_session?client_id={CLIENT}&amp;" in page
    assert "id_token_hint=ey" in page
    there = page.partition('http-equiv="refresh" content="0; url=')[2].partition('"')[0]
    answer = requests.get(there.replace("&amp;", "&"), timeout=5, allow_redirects=False)
    assert answer.status_code in (200, 302)


@pytest.mark.parametrize("day", ["2027-02-28T11:00Z", "2026-11-28T11:00Z"])
def test_a_time_is_never_taken_for_a_number_of_a_person(client, provider, rule, day):
    """1803812400 is 28 February 2027, and would be a birthday of 1881 or 1981."""
    provider.person("lea", email="lea@kommune.example", groups=["Ledere"])
    with time_machine.travel(day):
        log_in(client, "lea")

        assert client.session["openid_visit"]["hint"].startswith("ey")


def test_who_came_with_a_password_logs_out_as_ever(client, provider):
    client.force_login(UserFactory())

    response = client.post("/konto/log-ud/")

    assert (response.status_code, response["Location"]) == (302, "/konto/log-ind/")


# --- When the provider fails --------------------------------------------------------------------


def test_a_provider_that_cannot_be_reached_is_told_and_the_password_still_works(
    client, provider, settings
):
    with_settings(settings, provider, issuer="http://localhost:1")
    forget_what_was_published()

    response = client.get("/konto/kommune/kommune/")

    assert response.status_code == 403
    assert "unreachable" in response.content.decode()
    UserFactory(email="leder@example.com")
    data = {"username": "leder@example.com", "password": "ledestjernen-demo"}
    assert client.post("/konto/log-ind/", data).status_code == 302


def test_who_breaks_off_is_back_at_the_sign_in_page(client, provider):
    there = begin(client)
    answer = requests.post(there, data={"action": "deny"}, allow_redirects=False, timeout=5)
    from tests.openid_provider import come_back

    response = come_back(client, answer.headers["Location"] + state_of(there, answer))

    assert (response.status_code, response["Location"]) == (302, "/konto/log-ind/")


def state_of(there, answer):
    """The mock forgets the state where somebody breaks off; real providers send it."""
    if "state=" in answer.headers["Location"]:
        return ""
    return "&" + next(part for part in there.split("&") if part.startswith("state="))


def test_agreeing_is_asked_of_the_provider_alone(client, provider, rule):
    provider.person("lea", email="lea@kommune.example", groups=["Ledere"])

    back = agree(begin(client), "lea")

    assert back.startswith("http://testserver/konto/kommune/kommune/svar/?code=")
