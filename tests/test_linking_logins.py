"""A person links a login of the municipality to their account, and unlinks it again."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from accounts.models import SecurityEvent, User, Visit
from institutions.models import ClaimRule, Membership
from institutions.roles import Role, Source
from tests import openid_certified, saml_provider
from tests.factories import InstitutionFactory, MembershipFactory, UserFactory
from tests.linking import LIST, in_as, links, unlinks, way_there
from tests.openid_provider import agree, come_back, is_in, log_in, now, running
from tests.second_factors import knows_password, set_up_app

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def started():
    with running() as provider:
        yield provider


@pytest.fixture
def provider(started, settings, monkeypatch):
    """It knows Lea under an address that nobody here has; her group makes her a leader."""
    started.altered.reset()
    settings.OIDC_PROVIDERS = {"kommune": started.as_settings(password_too=True)}
    monkeypatch.setattr("accounts.entrance.linking.send_soon", lambda message: message.send())
    ClaimRule.objects.create(
        value="Ledere", role=Role.LEADER, institution=InstitutionFactory(slug="solsikken")
    )
    started.person("lea", email="lea@arbejde.example", groups=["Ledere"])
    return started


@pytest.fixture
def lea():
    """A member of a board here, under an address of her own."""
    return MembershipFactory(
        role=Role.BOARD_MEMBER,
        institution=InstitutionFactory(),
        user=UserFactory(name="Lea Leder", email="lea@hjemme.example"),
    ).user


def bind(settings, provider):
    settings.OIDC_PROVIDERS = {"kommune": provider.as_settings()}


def roles_of(person):
    return {(one.role, one.source) for one in Membership.objects.filter(user=person).current()}


# --- Linking ------------------------------------------------------------------------------------


def test_a_login_with_another_address_is_linked_and_its_roles_are_there(
    provider, lea, django_capture_on_commit_callbacks
):
    client = in_as(lea)
    assert "Ingen af kommunens login" in client.get(LIST).content.decode()
    question = client.get(f"{LIST}kommune/").content.decode()
    assert "åbne din konto?" in question
    assert not SocialAccount.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        answer = links(client, "lea")

    assert (answer.status_code, answer["Location"]) == (302, LIST)
    assert SocialAccount.objects.get().user == lea
    assert (Role.LEADER, Source.SIGN_IN) in roles_of(lea)
    assert "lea@arbejde.example" in client.get(LIST).content.decode()
    assert [message.to for message in mail.outbox] == [[lea.email]]
    event = SecurityEvent.objects.get(kind="door_linked")
    assert (event.actor, event.about_id, event.details) == (
        lea.pk,
        str(lea.pk),
        {"provider": "kommune"},
    )
    at_work = Client()
    log_in(at_work, "lea")
    assert at_work.session["_auth_user_id"] == str(lea.pk)
    assert User.objects.count() == 1


def test_the_provider_is_told_to_ask_who_it_is(provider, lea):
    assert "prompt=login" in way_there(in_as(lea))


def test_when_it_asked_is_told_and_believed(provider, lea):
    provider.altered.token = lambda told, header, signer: signer.sign(
        told | {"auth_time": now() - 60}, header
    )

    links(in_as(lea), "lea")

    assert SocialAccount.objects.exists()


def test_one_is_logged_out_everywhere_else_and_not_here(provider, lea):
    here, elsewhere = in_as(lea), in_as(lea)
    before = here.session.session_key

    links(here, "lea")

    assert is_in(here)
    assert not is_in(elsewhere)
    assert here.session.session_key != before
    assert Visit.objects.get().session_key == here.session.session_key


def test_logging_out_here_afterwards_leads_there(provider, lea):
    client = in_as(lea)
    links(client, "lea")

    assert "end_session" in client.post("/konto/log-ud/").context["there"]


def test_while_a_login_alone_is_the_door_the_password_opens_nothing(provider, lea, settings):
    bind(settings, provider)
    client = in_as(lea)
    assert "hverken din adgangskode" in client.get(f"{LIST}kommune/").content.decode()

    links(client, "lea")

    assert not is_in(knows_password(lea))
    unlinks(client, SocialAccount.objects.get())
    assert is_in(knows_password(lea))


def test_who_may_do_everything_keeps_the_password_beside_it(provider, settings):
    bind(settings, provider)
    chief = UserFactory(is_superuser=True, is_staff=True)
    client = in_as(chief)
    assert "hverken din adgangskode" not in client.get(f"{LIST}kommune/").content.decode()

    links(client, "lea")

    assert is_in(knows_password(chief))


def test_the_same_login_again_changes_nothing(provider, lea):
    client = in_as(lea)
    there = way_there(client)
    links(client, "lea")
    answer = come_back(client, agree(there, "lea"))

    assert answer["Location"] == LIST
    assert SocialAccount.objects.count() == 1
    assert client.get(f"{LIST}kommune/")["Location"] == LIST


def test_breaking_off_leads_back_to_the_page(provider, lea):
    client = in_as(lea)
    state = way_there(client).partition("state=")[2].partition("&")[0]

    answer = come_back(client, f"/konto/kommune/kommune/svar/?error=access_denied&state={state}")

    assert answer["Location"] == LIST
    assert not SocialAccount.objects.exists()


def test_without_logins_the_page_says_so(settings, lea):
    settings.OIDC_PROVIDERS = {}

    assert "intet login" in in_as(lea).get(LIST).content.decode()


# --- Unlinking ----------------------------------------------------------------------------------


def test_unlinking_asks_and_ends_roles_by_its_claims_and_no_others(
    provider, lea, django_capture_on_commit_callbacks
):
    client = in_as(lea)
    links(client, "lea")
    elsewhere = Client()
    log_in(elsewhere, "lea")
    account = SocialAccount.objects.get()
    mail.outbox.clear()

    asked = client.post(f"{LIST}{account.pk}/fjern/").content.decode()
    assert "ikke længere åbne din konto?" in asked
    assert SocialAccount.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        unlinks(client, account)

    assert not SocialAccount.objects.exists()
    assert roles_of(lea) == {(Role.BOARD_MEMBER, Source.BY_HAND)}
    assert is_in(client)
    assert not is_in(elsewhere)
    assert "ikke længere" in mail.outbox[0].body
    kinds = list(SecurityEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds.count("door_unlinked") == 1
    assert "rights_taken" in kinds or "rights_changed" in kinds


def test_the_other_logins_roles_stay(provider, lea, settings):
    with running() as second:
        settings.OIDC_PROVIDERS["anden"] = second.as_settings("anden", password_too=True)
        second.person("lea2", email="l@x.example", groups=["Ledere"])
        client = in_as(lea)
        links(client, "lea")
        links(client, "lea2", key="anden")

        unlinks(client, SocialAccount.objects.get(provider="kommune"))

    assert (Role.LEADER, Source.SIGN_IN) in roles_of(lea)


def test_after_unlinking_the_login_opens_nothing(provider, lea):
    client = in_as(lea)
    links(client, "lea")
    unlinks(client, SocialAccount.objects.get())
    provider.person("lea", email="lea@arbejde.example", groups=[])

    stranger = Client()
    log_in(stranger, "lea")

    assert not is_in(stranger)


# --- The last door ------------------------------------------------------------------------------


@pytest.fixture
def without_password(provider, lea, settings):
    bind(settings, provider)
    client = in_as(lea)
    links(client, "lea")
    lea.set_unusable_password()
    lea.save()
    client = Client()
    log_in(client, "lea")
    return client


def give_passkey(person, *, remembered: bool | None):
    told = {} if remembered is None else {"credProps": {"rk": remembered}}
    data = {"name": "Nøgle", "credential": {"clientExtensionResults": told}}
    Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=data)


def test_nobody_unlinks_their_last_door(without_password):
    account = SocialAccount.objects.get()

    asked = without_password.post(f"{LIST}{account.pk}/fjern/")
    answer = unlinks(without_password, account)

    for page in (asked, answer):
        assert "din eneste vej ind" in page.content.decode()
        assert 'name="sure"' not in page.content.decode()
    assert SocialAccount.objects.exists()


@pytest.mark.parametrize(
    ("remembered", "alone", "goes"),
    [(True, True, True), (False, True, False), (None, True, False), (True, False, False)],
)
def test_a_passkey_is_a_door_where_it_is_enough_alone(
    without_password, lea, settings, remembered, alone, goes
):
    settings.PASSKEY_ALONE = alone
    give_passkey(lea, remembered=remembered)

    unlinks(without_password, SocialAccount.objects.get())

    assert SocialAccount.objects.exists() is not goes


def test_a_login_that_the_settings_no_longer_know_is_no_door(without_password, lea):
    SocialAccount.objects.create(user=lea, provider="gammel", uid="x")

    unlinks(without_password, SocialAccount.objects.get(provider="kommune"))

    assert SocialAccount.objects.count() == 2
    unlinks(without_password, SocialAccount.objects.get(provider="gammel"))
    assert SocialAccount.objects.get().provider == "kommune"


def test_two_last_doors_do_not_go_at_once(without_password, lea, settings, provider):
    settings.OIDC_PROVIDERS["anden"] = provider.as_settings("anden")
    other = SocialAccount.objects.create(user=lea, provider="anden", uid="x")

    unlinks(without_password, other)
    unlinks(without_password, SocialAccount.objects.get())

    assert SocialAccount.objects.get().provider == "kommune"


def test_it_is_looked_at_once_more_under_the_lock(without_password, monkeypatch):
    """As where the other door went between the page's look and the writing."""
    monkeypatch.setattr("accounts.pages.logins.has_other_door", lambda account: True)

    answer = unlinks(without_password, SocialAccount.objects.get())

    assert "din eneste vej ind" in answer.content.decode()
    assert SocialAccount.objects.exists()


# --- Where one sees it --------------------------------------------------------------------------


def test_my_page_tells_the_doors_and_links_and_unlinks_on_the_page_itself(provider, lea):
    client = in_as(lea)
    before = client.get("/min-side/").content.decode()
    assert "Åbner kontoen" in before
    assert f'href="{LIST}kommune/"' in before

    links(client, "lea")

    told = client.get("/min-side/").content.decode()
    account = SocialAccount.objects.get()
    assert f'action="{LIST}{account.pk}/fjern/"' in told
    assert f'href="{LIST}kommune/"' not in told


def test_where_a_login_is_the_only_door_my_page_says_so(provider, lea, settings):
    client = in_as(lea)
    links(client, "lea")
    bind(settings, provider)

    told = client.get("/min-side/").content.decode()

    assert "kommunens login er den eneste vej ind" in told
    assert "Åbner kontoen" not in told


def test_a_passkey_alone_and_a_second_step_are_told_of(provider, lea, settings):
    settings.PASSKEY_ALONE = True
    give_passkey(lea, remembered=True)

    told = in_as(lea).get("/min-side/").content.decode()

    assert "Passkey alene" in told


def test_the_persons_page_tells_an_administrator_the_doors_and_when_they_came(provider, lea, chief):
    links(in_as(lea), "lea")

    told = " ".join(in_as(chief).get(f"/personer/{lea.pk}/").content.decode().split())

    assert "Sådan logger personen ind" in told
    assert "Log ind med kommunens login" in told
    assert "Tilknyttet" in told
    assert "sidst brugt" in told
    assert "Sidste login" in told


def test_who_looks_after_no_accounts_is_told_of_no_doors(provider, lea):
    place = Membership.objects.filter(user=lea).get().institution
    leader = MembershipFactory(role=Role.LEADER, institution=place).user

    told = in_as(leader).get(f"/personer/{lea.pk}/").content.decode()

    assert "Lea Leder" in told
    assert "Sådan logger personen ind" not in told


# --- Whoever looks after people -----------------------------------------------------------------


@pytest.fixture
def chief():
    return UserFactory(name="Adam Admin", is_superuser=True, is_staff=True)


def test_an_administrator_sees_and_unlinks_and_the_person_is_told_by_whom(
    provider, lea, chief, django_capture_on_commit_callbacks
):
    hers = in_as(lea)
    links(hers, "lea")
    client, account = in_as(chief), SocialAccount.objects.get()
    address = f"/konto/personer/{lea.pk}/adgang/"
    assert "Log ind med kommunens login" in client.get(address).content.decode()
    mail.outbox.clear()

    asked = client.post(f"{address}login/{account.pk}/fjern/").content.decode()
    assert "sidste vej ind" not in asked
    with django_capture_on_commit_callbacks(execute=True):
        unlinks(client, account, of=lea)

    assert not SocialAccount.objects.exists()
    assert not is_in(hers)
    assert is_in(client)
    assert roles_of(lea) == {(Role.BOARD_MEMBER, Source.BY_HAND)}
    assert "Adam Admin" in mail.outbox[0].body
    event = SecurityEvent.objects.get(kind="door_unlinked")
    assert (event.actor, event.about_id) == (chief.pk, str(lea.pk))


def test_an_administrator_may_take_the_last_one_and_is_told_what_follows(
    without_password, lea, chief
):
    client, account = in_as(chief), SocialAccount.objects.get()

    asked = client.post(f"/konto/personer/{lea.pk}/adgang/login/{account.pk}/fjern/")
    unlinks(client, account, of=lea)

    assert "sidste vej ind" in asked.content.decode()
    assert not SocialAccount.objects.exists()


def test_ones_own_is_unlinked_on_ones_own_page(provider, chief):
    client = in_as(chief)
    links(client, "lea")

    answer = unlinks(client, SocialAccount.objects.get(), of=chief)

    assert answer["Location"] == LIST
    assert SocialAccount.objects.exists()


# --- Other providers that nobody here wrote -----------------------------------------------------


@pytest.fixture(scope="module")
def certified():
    with openid_certified.running_certified() as provider:
        yield provider


def test_with_the_certified_provider(certified, settings, lea, monkeypatch):
    settings.OIDC_PROVIDERS = {"kommune": certified.as_settings(password_too=True)}
    monkeypatch.setattr("accounts.entrance.linking.send_soon", lambda message: None)
    certified.person("lea", email="lea@arbejde.example", groups=[])
    client, visitor = in_as(lea), openid_certified.Browser()

    back = visitor.follow(way_there(client), login="lea", password="of no matter")
    answer = come_back(client, back)

    assert answer["Location"] == LIST
    assert visitor.asked[0] == "login"
    assert SocialAccount.objects.get().user == lea
    unlinks(client, SocialAccount.objects.get())
    assert not SocialAccount.objects.exists()


@pytest.fixture(scope="module")
def by_saml():
    with saml_provider.running() as provider:
        yield provider


def test_by_saml_it_asks_anew_and_links(by_saml, settings, lea, monkeypatch):
    monkeypatch.setattr("accounts.entrance.linking.send_soon", lambda message: None)
    provider = saml_provider.for_lea(by_saml, settings, Client(), password_too=True)
    client = in_as(lea)

    answer = saml_provider.bring(client, *provider.answer(way_there(client), "lea"))

    assert answer["Location"] == LIST
    assert provider.asked[0].force_authn == "true"
    assert SocialAccount.objects.get().user == lea
    assert (Role.LEADER, Source.SIGN_IN) in roles_of(lea)
    unlinks(client, SocialAccount.objects.get())
    assert roles_of(lea) == {(Role.BOARD_MEMBER, Source.BY_HAND)}


# --- Beside the second step ---------------------------------------------------------------------


def test_the_second_step_is_asked_behind_a_linked_login_too(provider, lea):
    client = in_as(lea)
    set_up_app(client)
    links(client, "lea")

    stranger = Client()
    assert log_in(stranger, "lea").url == "/konto/log-ind/kode/"
    assert not is_in(stranger)


def test_it_is_in_what_is_held_about_the_person(provider, lea):
    client = in_as(lea)
    links(client, "lea")

    told = client.get("/min-side/udlevering/fil.json").content.decode()

    assert SocialAccount.objects.get().uid in told
