"""Rules by which the municipality's groups give roles: what they give, and the pages of them."""

import datetime
from dataclasses import replace

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import SecurityEvent
from config.openid import OpenIdProvider
from institutions.claims.applying import RoleAt, Rules, apply_to, take_roles
from institutions.claims.foreseeing import Foresight
from institutions.models import ClaimRule, Identifier, Membership
from institutions.roles import Role, Source
from tests.factories import (
    AreaFactory,
    ClusterFactory,
    IdentifierFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PROVIDER = OpenIdProvider(
    key="kommune",
    issuer="https://login.kommune.example",
    client_id="x",
    name="Kommunens login",
    claims=("groups", "units"),
)


@pytest.fixture(autouse=True)
def provider(settings):
    settings.OIDC_PROVIDERS = {"kommune": PROVIDER}
    return PROVIDER


@pytest.fixture
def solsikken():
    return InstitutionFactory(name="Solsikken", slug="solsikken")


@pytest.fixture
def administrator(client):
    person = MembershipFactory(administrator=True).user
    client.force_login(person)
    return person


def known(*groups: str, name: str = "Lea Leder", provider: str = "kommune", **other):
    """Somebody who has come in, and was in these groups then."""
    person = UserFactory(name=name)
    told = {"groups": list(groups)} | other
    SocialAccount.objects.create(
        user=person, provider=provider, uid=str(person.pk), extra_data=told
    )
    return person


def roles(person) -> set[tuple]:
    return {
        (one.role, one.place, one.source) for one in person.memberships.current().order_by("pk")
    }


# --- What rules give ----------------------------------------------------------------------------


def test_a_group_gives_its_role_at_its_place(solsikken):
    area, cluster = AreaFactory(), ClusterFactory()
    ClaimRule.objects.create(value="L", role=Role.LEADER, institution=solsikken)
    ClaimRule.objects.create(value="K", role=Role.CLUSTER_LEADER, cluster=cluster)
    ClaimRule.objects.create(value="O", role=Role.AREA_HEAD, area=area)
    ClaimRule.objects.create(value="U", role=Role.BOARD_MEMBER)
    person = UserFactory()

    assert take_roles(person, "kommune", {"groups": ["L", "K", "O", "U", "andet"]})

    by_sign_in = Source.SIGN_IN
    assert roles(person) == {
        (Role.LEADER, solsikken, by_sign_in),
        (Role.CLUSTER_LEADER, cluster, by_sign_in),
        (Role.AREA_HEAD, area, by_sign_in),
        (Role.BOARD_MEMBER, None, by_sign_in),
    }


def test_the_same_told_again_writes_nothing(solsikken):
    ClaimRule.objects.create(value="L", role=Role.LEADER, institution=solsikken)
    person = UserFactory()
    take_roles(person, "kommune", {"groups": ["L"]})
    before = list(Membership.history.values_list("history_id", flat=True))

    take_roles(person, "kommune", {"groups": "L"})

    assert list(Membership.history.values_list("history_id", flat=True)) == before


def test_places_are_found_by_any_number_they_have(solsikken):
    IdentifierFactory(institution=solsikken, value="123456")
    cluster = ClusterFactory(slug="fyrtaarnet", register_number="G77")
    ClaimRule.objects.create(claim="groups", value="Leder", role=Role.LEADER, place_claim="units")
    rules = Rules()

    def given_by(*units):
        return rules.given("kommune", {"groups": ["Leder"], "units": list(units)})

    at_solsikken = {RoleAt(Role.LEADER, institution=solsikken.pk)}
    assert given_by("123456") == given_by("solsikken") == given_by(" SOLSIKKEN ") == at_solsikken
    assert given_by("g77") == {RoleAt(Role.LEADER, cluster=cluster.pk)}
    assert given_by("999999", "", "12345", "1234567") == set()
    assert rules.given("kommune", {"groups": ["Anden"], "units": ["123456"]}) == set()


def test_a_name_that_means_two_places_gives_neither():
    AreaFactory(slug="vest")
    ClusterFactory(slug="vest")
    ClaimRule.objects.create(value="Leder", role=Role.LEADER, place_claim="units")

    assert Rules().given("kommune", {"groups": ["Leder"], "units": ["vest"]}) == set()


def test_a_rule_of_one_login_says_nothing_of_anothers(solsikken):
    ClaimRule.objects.create(provider="anden", value="L", role=Role.LEADER, institution=solsikken)

    assert Rules().given("kommune", {"groups": ["L"]}) == set()
    assert Rules().given("anden", {"groups": ["L"]}) != set()


def test_one_login_does_not_take_what_another_gives(solsikken):
    ClaimRule.objects.create(value="L", role=Role.LEADER, institution=solsikken)
    person = known("L", provider="anden")

    take_roles(person, "kommune", {"groups": []})

    assert roles(person) == {(Role.LEADER, solsikken, Source.SIGN_IN)}


def test_a_role_that_ends_gives_nothing_from_that_moment_and_its_history_stays(solsikken):
    ClaimRule.objects.create(value="L", role=Role.LEADER, institution=solsikken)
    person = UserFactory()
    with time_machine.travel("2026-11-01 12:00+01:00", tick=False):
        take_roles(person, "kommune", {"groups": ["L"]})
    with time_machine.travel("2026-11-20 12:00+01:00", tick=False):
        assert not take_roles(person, "kommune", {"groups": []})
        assert roles(person) == set()

    ended = Membership.objects.get()
    assert (ended.from_on, ended.to_on) == (datetime.date(2026, 11, 1), datetime.date(2026, 11, 19))


def test_roles_by_hand_are_neither_given_twice_nor_taken(solsikken):
    ClaimRule.objects.create(value="L", role=Role.LEADER, institution=solsikken)
    by_hand = MembershipFactory(leader=True, institution=solsikken)
    person = by_hand.user

    take_roles(person, "kommune", {"groups": ["L"]})
    take_roles(person, "kommune", {"groups": []})

    assert list(person.memberships.current()) == [by_hand]


@given(
    now=st.sets(st.sampled_from("abcd")),
    before=st.sets(st.sampled_from("abcd")),
)
def test_whatever_was_before_one_has_what_the_rules_say_now(now, before):
    with transaction.atomic():
        places = [InstitutionFactory() for _letter in "abcd"]
        for letter, place in zip("abcd", places, strict=True):
            ClaimRule.objects.create(value=letter, role=Role.LEADER, institution=place)
        person = UserFactory()
        take_roles(person, "kommune", {"groups": sorted(before)})

        take_roles(person, "kommune", {"groups": sorted(now)})

        wanted = {places["abcd".index(letter)].pk for letter in now}
        held = person.memberships.current().values_list("institution", flat=True)
        assert sorted(held) == sorted(wanted)
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "fields",
    [
        {"value": "", "role": Role.ADMINISTRATOR},
        {"value": "L", "role": Role.LEADER},
        {"value": "", "role": Role.BOARD_MEMBER},
    ],
    ids=["everybody an administrator", "a leader of nothing", "everybody a politician"],
)
def test_the_database_refuses_rules_that_say_too_much(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimRule.objects.create(**fields)


# --- What would happen --------------------------------------------------------------------------


def test_what_a_rule_would_do_is_what_it_then_does(solsikken):
    ClaimRule.objects.create(value="Gamle", role=Role.LEADER, institution=solsikken)
    lea, ole, una = known("Gamle"), known("Nye", name="Ole"), known("Andre", name="Una")
    for person in (lea, ole, una):
        apply_to(person, Rules().given("kommune", person.socialaccount_set.get().extra_data))

    changed = [ClaimRule(value="Nye", role=Role.LEADER, institution=solsikken)]
    foresight = Foresight.of(changed)

    assert (foresight.known, foresight.getting, foresight.losing) == (3, 1, 1)
    told = [(one.person, one.gets, one.loses) for one in foresight.changes]
    words = ("pædagogisk leder, Solsikken",)
    assert told == [(lea, (), words), (ole, words, ())]


def test_looking_ahead_costs_the_same_for_one_and_for_many(solsikken, django_assert_num_queries):
    rules = [ClaimRule(value="L", role=Role.LEADER, place_claim="units")]
    IdentifierFactory(institution=solsikken, value="123456")
    for number in range(30):
        known("L", name=f"Nr. {number}", units=["123456"])

    with django_assert_num_queries(10):
        assert Foresight.of(rules).getting == 30


# --- The pages ----------------------------------------------------------------------------------


def written(solsikken, **other) -> dict[str, str]:
    told = {
        "provider": "",
        "claim": "groups",
        "value": "Ledere",
        "role": "leader",
        "where": f"institution:{solsikken.pk}",
    }
    return told | other


def test_a_rule_is_saved_when_its_outcome_has_been_seen(client, administrator, solsikken):
    lea = known("Ledere")

    page = client.post("/roller/ny/", written(solsikken))
    text = page.content.decode()
    assert "1 person ville få en rolle" in text
    assert "får pædagogisk leder, Solsikken" in text
    assert not ClaimRule.objects.exists()

    seen = page.context["seen"]
    response = client.post("/roller/ny/", written(solsikken, seen=seen))

    assert (response.status_code, response["Location"]) == (302, "/roller/")
    assert roles(lea) == {(Role.LEADER, solsikken, Source.SIGN_IN)}
    given_by = SecurityEvent.objects.filter(kind="rights_given").order_by("-pk")[0]
    assert given_by.actor == administrator.pk


def test_another_rule_than_the_one_that_was_seen_is_shown_first(client, administrator, solsikken):
    known("Ledere")
    known("Andre", name="Una")
    seen = client.post("/roller/ny/", written(solsikken)).context["seen"]

    page = client.post("/roller/ny/", written(solsikken, value="Andre", seen=seen))

    assert page.status_code == 200
    assert not ClaimRule.objects.exists()


def test_a_rule_that_is_changed_takes_and_gives_at_once(client, administrator, solsikken):
    rule = ClaimRule.objects.create(value="Ledere", role=Role.LEADER, institution=solsikken)
    lea = known("Ledere")
    take_roles(lea, "kommune", {"groups": ["Ledere"]})
    other = InstitutionFactory(name="Egernet")
    told = written(solsikken, where=f"institution:{other.pk}")

    page = client.post(f"/roller/{rule.pk}/", told)
    client.post(f"/roller/{rule.pk}/", told | {"seen": page.context["seen"]})

    assert roles(lea) == {(Role.LEADER, other, Source.SIGN_IN)}


def test_a_rule_that_is_taken_away_takes_its_roles_and_no_others(client, administrator, solsikken):
    rule = ClaimRule.objects.create(value="Ledere", role=Role.LEADER, institution=solsikken)
    by_hand = MembershipFactory(board_member=True, institution=solsikken)
    SocialAccount.objects.create(
        user=by_hand.user, provider="kommune", uid="1", extra_data={"groups": ["Ledere"]}
    )
    take_roles(by_hand.user, "kommune", {"groups": ["Ledere"]})

    asked = client.post(f"/roller/{rule.pk}/fjern/")
    assert "1 person mister en rolle" in asked.content.decode()
    client.post(f"/roller/{rule.pk}/fjern/", {"sure": "yes"})

    assert not ClaimRule.objects.exists()
    assert list(by_hand.user.memberships.current()) == [by_hand]


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"value": "", "where": "claim:units", "role": "administrator"}, "der giver rollen som"),
        ({"value": ""}, "alle, som kommunens login kender"),
        ({"where": ""}, "Rollen skal høre til et sted"),
        ({"value": "010190-1234"}, "CPR-nummer"),
        ({"where": "institution:0"}, "Vælg"),
        ({"claim": "secret"}, "Vælg"),
        ({"role": "superuser"}, "Vælg"),
    ],
    ids=["anybody an administrator", "no value", "no place", "a number", "nowhere", "x", "y"],
)
def test_what_a_rule_cannot_say_is_told_in_words(client, administrator, solsikken, other, sentence):
    page = client.post("/roller/ny/", written(solsikken, **other)).content.decode()

    assert sentence in page
    assert not ClaimRule.objects.exists()


def test_the_same_rule_is_written_once(client, administrator, solsikken):
    ClaimRule.objects.create(value="Ledere", role=Role.LEADER, institution=solsikken)

    page = client.post("/roller/ny/", written(solsikken)).content.decode()

    assert "Denne regel findes allerede" in page


def test_the_list_costs_the_same_however_many_rules(queries_for, client, administrator, solsikken):
    ClaimRule.objects.create(value="1", role=Role.LEADER, institution=solsikken)
    few = queries_for("/roller/")
    for number in range(20):
        ClaimRule.objects.create(value=f"x{number}", role=Role.LEADER, institution=solsikken)

    assert queries_for("/roller/") == few


def test_a_login_without_words_of_its_own_is_called_what_its_button_says(
    client, administrator, settings
):
    settings.OIDC_PROVIDERS = {"kommune": replace(PROVIDER, name="")}
    ClaimRule.objects.create(value="Alle", role=Role.ADMINISTRATOR, provider="kommune")

    for page in ("/roller/", "/roller/ny/"):
        assert "Log ind med kommunens login" in client.get(page).content.decode()


def test_a_unit_of_the_organisation_is_a_place_beside_its_number(solsikken):
    """As privileges name it: the number that files know the institution by stays."""
    IdentifierFactory(institution=solsikken, value="9101")
    unit = IdentifierFactory(
        institution=solsikken,
        kind=Identifier.Kind.UNIT,
        value="7F2C0F0E-9D5B-4D8F-8A3E-1F0F5C3F9A77",
    )
    ClaimRule.objects.create(value="Leder", role=Role.LEADER, place_claim="units")

    given = Rules().given("kommune", {"groups": ["Leder"], "units": [unit.value.lower()]})

    assert given == {RoleAt(Role.LEADER, institution=solsikken.pk)}
