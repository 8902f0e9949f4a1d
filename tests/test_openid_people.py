"""Attacks on who somebody is: addresses of others, roles of nobody, down to the password."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail

from accounts.entrance.claims import identity_of
from accounts.leaving import anonymise
from accounts.models import User
from accounts.slots import way_in_of
from institutions.models import Membership
from tests.factories import InstitutionFactory, MembershipFactory, UserFactory
from tests.openid_provider import (
    for_lea,
    is_in,
    log_in,
    nobody_came_in,
    reason,
    running,
)

pytestmark = pytest.mark.django_db

PASSWORD = "ledestjernen-demo"


@pytest.fixture(scope="module")
def started():
    with running() as provider:
        yield provider


@pytest.fixture
def provider(started, settings):
    return for_lea(started, settings)


# --- Who it is ----------------------------------------------------------------------------------


@pytest.fixture
def owner():
    """Somebody here whose address the provider tells of another."""
    return MembershipFactory(
        leader=True, institution=InstitutionFactory(), user__email="leder@kommune.example"
    ).user


VERIFIED = {"email": "leder@kommune.example", "email_verified": True, "groups": ["Ledere"]}


@pytest.mark.parametrize(
    ("link", "claims"),
    [
        (False, VERIFIED),
        (True, VERIFIED | {"email_verified": False}),
        (True, VERIFIED | {"email_verified": "false"}),
        (True, VERIFIED | {"email_verified": None}),
        (True, VERIFIED | {"email_verified": ["true"]}),
        (True, VERIFIED | {"email_verified": "yes"}),
        (True, {"email": "LEDER@kommune.example", "groups": ["Ledere"]}),
    ],
    ids=["switched off", "false", "a text", "null", "a list", "another word", "not told"],
)
def test_an_address_that_is_not_vouched_for_links_nobody(
    client, provider, settings, owner, link, claims
):
    settings.OIDC_PROVIDERS = {"kommune": provider.as_settings(link_by_email=link)}
    provider.person("thief", **claims)

    response = log_in(client, "thief")

    assert response.status_code == 403
    assert reason() == "address_taken"
    assert not is_in(client)
    assert not SocialAccount.objects.exists()
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)


def test_an_account_that_may_do_everything_is_linked_by_no_address(client, provider, settings):
    settings.OIDC_PROVIDERS = {"kommune": provider.as_settings(link_by_email=True)}
    UserFactory(email="leder@kommune.example", is_superuser=True)
    provider.person("thief", **VERIFIED)

    assert log_in(client, "thief").status_code == 403
    assert reason() == "address_taken"


def test_an_address_given_to_a_successor_does_not_open_the_predecessors_account(
    client, provider, settings, owner
):
    settings.OIDC_PROVIDERS = {"kommune": provider.as_settings(link_by_email=True)}
    provider.person("first", **VERIFIED)
    log_in(client, "first")
    client.post("/konto/log-ud/")
    provider.person("second", **VERIFIED)

    assert log_in(client, "second").status_code == 403
    assert reason() == "address_taken"


@pytest.mark.parametrize(
    ("email", "why"),
    [
        (None, "no_address"),
        ("", "no_address"),
        ("lea", "no_address"),
        ("leder\u0131@kommune.example", "no_address"),
        ("lea@kommune.example\nBcc: alle@kommune.example", "no_address"),
        (["lea@kommune.example"], "no_address"),
        ({"a": 1}, "no_address"),
    ],
    ids=["none", "empty", "no address", "lookalike", "two lines", "a list", "an object"],
)
def test_what_is_no_address_makes_nobody(client, provider, email, why):
    provider.person("new", email=email, groups=["Ledere"])

    assert log_in(client, "new").status_code == 403
    assert reason() == why
    assert nobody_came_in(client)


@pytest.mark.parametrize(
    "groups",
    [
        [],
        None,
        ["Andre"],
        ["ledere"],
        ["Ledere2"],
        "Ledere,Andre",
        {"Ledere": True},
        [["Ledere"]],
        [True],
        [""],
    ],
    ids=str,
)
def test_who_has_no_role_by_the_rules_does_not_come_to_be(client, provider, groups):
    provider.person("new", email="ny@kommune.example", groups=groups)

    assert log_in(client, "new").status_code == 403
    assert reason() == "no_role"
    assert nobody_came_in(client)


def test_a_claim_that_is_not_one_of_the_settings_gives_nothing_to_keep(client, provider):
    provider.person("lea", email="lea@kommune.example", groups=["Ledere"], is_superuser=True)

    log_in(client, "lea")

    person = User.objects.get()
    assert not person.is_superuser
    assert not person.is_staff
    assert SocialAccount.objects.get().extra_data == {"groups": ["Ledere"]}


def test_a_closed_account_stays_closed(client, provider):
    log_in(client, "lea")
    client.post("/konto/log-ud/")
    User.objects.update(is_active=False)
    before = SocialAccount.objects.values().get()
    provider.person("lea", email="lea@kommune.example", groups=["Ledere", "Direktion"])

    response = log_in(client, "lea")

    assert response.status_code == 403
    assert reason() == "closed"
    assert SocialAccount.objects.values().get() == before


def test_what_is_signed_counts_before_what_is_said_besides(client, provider):
    said = {"iss": "https://evil.example", "email": "chef@kommune.example", "groups": ["Chefer"]}
    provider.altered.document["/userinfo"] = lambda told: told | said

    log_in(client, "lea")

    assert User.objects.get().email == "lea@kommune.example"
    assert SocialAccount.objects.get().extra_data == {"groups": ["Ledere"]}
    assert SocialAccount.objects.get().uid == identity_of(provider.issuer, "lea")


def test_who_has_left_for_good_is_not_known_any_more(client, provider):
    log_in(client, "lea")
    client.post("/konto/log-ud/")
    gone = User.objects.get()
    anonymise(gone)

    log_in(client, "lea")

    assert client.session["_auth_user_id"] != str(gone.pk)
    assert SocialAccount.objects.filter(user=gone).count() == 0


def test_another_issuer_with_the_same_subject_is_somebody_else(client, provider, settings):
    log_in(client, "lea")
    client.post("/konto/log-ud/")
    with running() as second:
        settings.OIDC_PROVIDERS = {"kommune": second.as_settings()}
        second.person("lea", email="lea@kommune.example", groups=["Ledere"])

        assert log_in(client, "lea").status_code == 403
    assert reason() == "address_taken"


def test_refused_with_claims_changes_no_role(client, provider, owner):
    before = list(Membership.objects.values_list("pk", "to_on"))
    provider.person("thief", **VERIFIED)

    log_in(client, "thief")

    assert list(Membership.objects.values_list("pk", "to_on")) == before


# --- Down to the password -----------------------------------------------------------------------


@pytest.fixture
def bound(client, provider):
    """Lea, who came by the municipality's login; somebody has given her a password since."""
    log_in(client, "lea")
    client.post("/konto/log-ud/")
    person = User.objects.get()
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(client, email: str):
    return client.post("/konto/log-ind/", {"username": email, "password": PASSWORD})


def test_a_password_opens_nothing_for_whom_the_municipality_knows(client, bound):
    response = sign_in(client, bound.email)

    assert not is_in(client)
    assert "Du logger ind med kommunens login" in response.content.decode()


def test_a_wrong_password_tells_nothing_of_that(client, bound):
    data = {"username": bound.email, "password": "wrong"}

    assert "kommunens login, ikke" not in client.post("/konto/log-ind/", data).content.decode()


def test_nor_is_a_new_password_sent(client, bound, monkeypatch):
    monkeypatch.setattr("accounts.forms.send_soon", lambda message, **kwargs: message.send())

    client.post("/konto/glemt-adgangskode/", {"email": bound.email})

    assert mail.outbox == []


def test_where_settings_allow_it_both_doors_open(client, provider, settings, bound):
    settings.OIDC_PROVIDERS = {"kommune": provider.as_settings(password_too=True)}

    sign_in(client, bound.email)

    assert is_in(client)


def test_who_may_do_everything_keeps_the_password_for_when_the_login_is_broken(client, bound):
    User.objects.update(is_superuser=True)

    sign_in(client, bound.email)

    assert is_in(client)


def test_an_invitation_leads_whom_the_municipality_knows_to_its_login(bound, settings):
    settings.SITE_URL = "https://ledestjernen.example.dk"

    assert way_in_of.first(bound) == "https://ledestjernen.example.dk/konto/kommune/kommune/"


def test_an_invitation_lets_all_others_choose_a_password(bound, provider, settings):
    assert way_in_of.first(UserFactory()) is None
    settings.OIDC_PROVIDERS = {"kommune": provider.as_settings(password_too=True)}
    assert way_in_of.first(bound) is None
