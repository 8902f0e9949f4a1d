"""What somebody tries who wants a login of theirs to open another's account, or to shut one.

An attack gives whether it worked; each is made against a provider that nobody here wrote, and each
is refused. What the owner does in the same way works: tests/test_linking_logins.py.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Permission
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.visits import end_visits
from institutions.models import ClaimRule, Membership
from institutions.roles import Role
from tests import saml_provider
from tests.factories import InstitutionFactory, MembershipFactory, UserFactory
from tests.linking import LIST, SURE, in_as, links, unlinks, way_there
from tests.openid_provider import FOREIGN_KEY, Provider, agree, begin, come_back, is_in, running
from tests.second_factors import SIGN_IN, knows_password, set_up_app

pytestmark = pytest.mark.django_db
LINK = f"{LIST}kommune/"


@dataclass
class Scene:
    """Lea has an account; Mallory, too, and a login of his own at the municipality."""

    provider: Provider
    lea: User
    mallory: User
    settings: Any
    clock: Any
    monkeypatch: Any

    def later(self, **time: float) -> None:
        self.clock.shift(datetime.timedelta(**time))

    def clock_now(self) -> float:
        return timezone.now().timestamp()

    def account_of(self, person: User, uid: str = "x", key: str = "kommune") -> SocialAccount:
        return SocialAccount.objects.create(user=person, provider=key, uid=uid)


@pytest.fixture(scope="module")
def started():
    with running() as provider:
        yield provider


@pytest.fixture
def scene(started, settings, monkeypatch):
    started.altered.reset()
    settings.OIDC_PROVIDERS = {"kommune": started.as_settings(password_too=True)}
    monkeypatch.setattr("accounts.entrance.linking.send_soon", lambda message: None)
    monkeypatch.setattr("accounts.throttling.time.sleep", lambda seconds: None)
    place = InstitutionFactory()
    ClaimRule.objects.create(value="Ledere", role=Role.LEADER, institution=place)
    started.person("mallory", email="mallory@kommune.example", groups=["Ledere"])
    with time_machine.travel(timezone.localtime(), tick=False) as clock:
        lea = MembershipFactory(role=Role.LEADER, institution=place).user
        mallory = MembershipFactory(role=Role.BOARD_MEMBER, institution=place).user
        yield Scene(started, lea, mallory, settings, clock, monkeypatch)


Attack = Callable[[Scene], bool]
ATTACKS: list[Attack] = []


def attack(function: Attack) -> Attack:
    ATTACKS.append(function)
    return function


def opens(scene: Scene, person: User | None = None) -> bool:
    """Whether any login opens the account of Lea, or of somebody else."""
    return SocialAccount.objects.filter(user=person or scene.lea).exists()


def asks_nothing(client: Client) -> bool:
    return not client.session.get("socialaccount_states")


# --- Without the owner's will -------------------------------------------------------------------


@attack
def a_form_that_another_site_sends(scene):
    client = in_as(scene.lea, enforce_csrf_checks=True)
    answer = client.post(LINK, SURE)
    return answer.status_code != 403 or not asks_nothing(client)


@attack
def a_link_that_begins_it(scene):
    client = in_as(scene.lea)
    client.get(LINK, SURE)
    return not asks_nothing(client)


@attack
def the_button_of_the_sign_in_page_with_another_purpose(scene):
    """What allauth would read from the address is not read: it lets in, and links nothing."""
    client = in_as(scene.lea)
    there = begin(client, process="connect", action="connect")
    come_back(client, agree(there, "mallory"))
    return opens(scene)


@attack
def an_open_machine_long_after_the_sign_in(scene):
    client = in_as(scene.lea)
    scene.later(minutes=20)
    client.post(LINK, SURE)
    client.post(LINK, SURE | {"confirm": "yes"})
    client.post(LINK, SURE | {"confirm": "yes", "confirm_password": "gættet"})
    return not asks_nothing(client)


@attack
def the_second_step_of_a_sign_in_that_was_never_shown(scene):
    set_up_app(knows_password(scene.lea))
    client = knows_password(scene.lea)
    client.post(LINK, SURE)
    return "socialaccount_states" in client.session or client.get(LIST).status_code == 200


@attack
def before_the_second_step_that_is_demanded(scene):
    scene.settings.SECOND_FACTOR_ROLES = ["all"]
    client = knows_password(scene.lea)
    return client.get(LIST).status_code == 200 or client.post(LINK, SURE).status_code == 200


@attack
def a_stranger(scene):
    client = Client()
    client.post(LINK, SURE)
    return client.get(LIST).status_code == 200 or not asks_nothing(client)


@attack
def a_login_that_is_not_in_the_settings(scene):
    return in_as(scene.lea).post(f"{LIST}openid_connect/", SURE).status_code != 404


@attack
def a_way_on_to_another_site(scene):
    client = in_as(scene.lea)
    page = client.post(LINK, SURE | {"next": "https://evil.example/", "process": "redirect"})
    answer = come_back(client, agree(page.context["there"], "mallory"))
    return answer["Location"] != LIST


@attack
def the_number_of_another_in_the_form(scene):
    client = in_as(scene.mallory)
    page = client.post(LINK, SURE | {"person": str(scene.lea.pk), "user": str(scene.lea.pk)})
    come_back(client, agree(page.context["there"], "mallory"))
    return opens(scene)


# --- With an answer of the attacker -------------------------------------------------------------


@attack
def the_answer_to_the_attackers_question(scene):
    """He begins in his browser, and has hers open the address that he is sent back to."""
    answer = agree(way_there(in_as(scene.mallory)), "mallory")
    come_back(in_as(scene.lea), answer)
    return opens(scene)


@attack
def the_attackers_answer_to_a_sign_in(scene):
    answer = agree(begin(Client()), "mallory")
    come_back(in_as(scene.lea), answer)
    return opens(scene)


@attack
def the_attackers_code_under_the_owners_question(scene):
    client = in_as(scene.lea)
    hers = way_there(client).partition("state=")[2].partition("&")[0]
    his = agree(way_there(in_as(scene.mallory)), "mallory")
    code = his.partition("code=")[2].partition("&")[0]
    come_back(client, f"/konto/kommune/kommune/svar/?code={code}&state={hers}")
    return opens(scene)


@attack
def the_same_answer_twice(scene):
    client = in_as(scene.lea)
    answer = agree(way_there(client), "mallory")
    come_back(client, answer)
    unlinks(client, SocialAccount.objects.get())
    come_back(client, answer)
    return opens(scene)


@attack
def an_answer_after_ten_minutes(scene):
    client = in_as(scene.lea)
    answer = agree(way_there(client), "mallory")
    scene.later(minutes=11)
    come_back(client, answer)
    return opens(scene)


@attack
def the_answer_of_another_login(scene):
    with running() as second:
        scene.settings.OIDC_PROVIDERS["anden"] = second.as_settings("anden", password_too=True)
        second.person("mallory", email="m@x.example")
        client = in_as(scene.lea)
        state = way_there(client).partition("state=")[2].partition("&")[0]
        other = agree(way_there(in_as(scene.mallory), key="anden"), "mallory")
        code = other.partition("code=")[2].partition("&")[0]
        for key in ("kommune", "anden"):
            come_back(client, f"/konto/kommune/{key}/svar/?code={code}&state={state}")
    return opens(scene)


def lies(scene: Scene, alter: Any) -> bool:
    scene.provider.altered.token = alter
    client = in_as(scene.lea)
    links(client, "mallory")
    return opens(scene) or not is_in(client)


@attack
def a_token_of_a_foreign_key(scene):
    import jwt

    return lies(scene, lambda told, header, signer: jwt.encode(told, FOREIGN_KEY, "RS256"))


@attack
def a_token_of_another_issuer(scene):
    return lies(
        scene, lambda told, header, signer: signer.sign(told | {"iss": "https://evil"}, header)
    )


@attack
def a_token_for_another_client(scene):
    return lies(scene, lambda told, header, signer: signer.sign(told | {"aud": "other"}, header))


@attack
def a_token_with_the_nonce_of_another(scene):
    return lies(scene, lambda told, header, signer: signer.sign(told | {"nonce": "n"}, header))


@attack
def a_login_of_two_hours_ago_by_an_address_without_its_question(scene):
    """At an open machine: `prompt=login` is taken out, so that nobody is asked."""
    hours = int(scene.clock_now()) - 7200
    return lies(
        scene, lambda told, header, signer: signer.sign(told | {"auth_time": hours}, header)
    )


@attack
def a_login_at_a_time_that_is_none(scene):
    return lies(scene, lambda told, header, signer: signer.sign(told | {"auth_time": "x"}, header))


# --- With an identity that is another's ---------------------------------------------------------


@attack
def an_identity_that_another_account_has(scene):
    links(in_as(scene.mallory), "mallory")
    answer = links(in_as(scene.lea), "mallory")
    return answer.status_code != 403 or opens(scene) or not opens(scene, scene.mallory)


@attack
def the_identity_of_another_by_ones_own_address(scene):
    """The login vouches for Lea's address, and is believed where settings say so."""
    scene.settings.OIDC_PROVIDERS = {
        "kommune": scene.provider.as_settings(password_too=True, link_by_email=True)
    }
    scene.provider.person("lea", email=scene.lea.email, email_verified=True)
    links(in_as(scene.mallory), "lea")
    links(in_as(scene.lea), "lea")
    return opens(scene)  # it is his, as he asked: never hers by the address


@attack
def roles_of_an_identity_that_could_not_be_linked(scene):
    links(in_as(scene.lea), "mallory")
    before = Membership.objects.count()
    links(in_as(scene.mallory), "mallory")
    return Membership.objects.count() != before or opens(scene, scene.mallory)


def kept_of(person: User) -> tuple[object, object]:
    account = SocialAccount.objects.get(user=person)
    return account.extra_data, account.last_login


@attack
def other_claims_for_another_by_a_link_that_is_refused(scene):
    """What is kept of Mallory's login, rules give roles by: a refusal leaves it as it was."""
    links(in_as(scene.mallory), "mallory")
    before = kept_of(scene.mallory)
    scene.later(minutes=1)
    scene.provider.person("mallory", email="mallory@kommune.example", groups=["Direktion"])
    links(in_as(scene.lea), "mallory")
    return kept_of(scene.mallory) != before


@attack
def a_second_identity_beside_the_owners(scene):
    scene.provider.person("lea", email=scene.lea.email)
    client = in_as(scene.lea)
    there = way_there(client)
    links(client, "lea")
    come_back(client, agree(there, "mallory"))
    return SocialAccount.objects.filter(user=scene.lea).count() != 1


@attack
def an_identity_that_another_account_got_a_moment_ago(scene):
    def too_late(login, request, user):
        raise IntegrityError

    scene.monkeypatch.setattr("allauth.socialaccount.models.SocialLogin.connect", too_late)
    client = in_as(scene.lea)
    answer = links(client, "mallory")
    return answer.status_code != 403 or opens(scene) or not is_in(client)


# --- While something has changed ----------------------------------------------------------------


@attack
def somebody_else_has_come_in_meanwhile(scene):
    client = in_as(scene.mallory)
    answer = agree(way_there(client), "mallory")
    client.force_login(scene.lea, "django.contrib.auth.backends.ModelBackend")
    come_back(client, answer)
    return opens(scene)


@attack
def the_question_kept_in_a_session_of_another(scene):
    """As if the session had gone on: the question says whose account it is for."""
    his, hers = in_as(scene.mallory), in_as(scene.lea)
    answer = agree(way_there(his), "mallory")
    session = hers.session
    session["socialaccount_states"] = his.session["socialaccount_states"]
    session.save()
    come_back(hers, answer)
    return opens(scene)


@attack
def an_account_that_was_closed_meanwhile(scene):
    client = in_as(scene.lea)
    answer = agree(way_there(client), "mallory")
    User.objects.filter(pk=scene.lea.pk).update(is_active=False)
    come_back(client, answer)
    return opens(scene)


@attack
def a_session_that_its_owner_ended_meanwhile(scene):
    thief = in_as(scene.lea)
    answer = agree(way_there(thief), "mallory")
    end_visits(scene.lea)
    come_back(thief, answer)
    return opens(scene)


@attack
def a_session_from_before_a_new_password(scene):
    thief = in_as(scene.lea)
    answer = agree(way_there(thief), "mallory")
    scene.lea.set_password("grøn hest i regnvejr")
    scene.lea.save()
    come_back(thief, answer)
    return opens(scene)


@attack
def after_signing_out(scene):
    client = in_as(scene.lea)
    answer = agree(way_there(client), "mallory")
    client.post("/konto/log-ud/")
    come_back(client, answer)
    return opens(scene)


# --- While looking as another -------------------------------------------------------------------


def looks(scene: Scene, client: Client | None = None) -> Client:
    looker = MembershipFactory(administrator=True).user
    client = client or in_as(looker)
    client.post(reverse("person_look", args=[scene.lea.pk]), {"reason": "Hun kan ikke finde det"})
    assert client.get("/").wsgi_request.user == scene.lea
    return client


@attack
def linking_while_looking_as_somebody(scene):
    client = looks(scene)
    client.post(LINK, SURE)
    return client.get(LIST).status_code == 200 or not asks_nothing(client)


@attack
def an_answer_that_comes_while_looking_as_somebody(scene):
    client = in_as(MembershipFactory(administrator=True).user)
    answer = agree(way_there(client), "mallory")
    looks(scene, client)
    come_back(client, answer)
    return opens(scene)


@attack
def signing_in_while_looking_as_somebody(scene):
    client = looks(scene)
    return client.get("/konto/kommune/kommune/").status_code != 403


# --- At what opens another's account ------------------------------------------------------------


@attack
def unlinking_by_a_form_of_another_site(scene):
    account = scene.account_of(scene.lea)
    client = in_as(scene.lea, enforce_csrf_checks=True)
    client.post(f"{LIST}{account.pk}/fjern/", SURE)
    return not opens(scene)


@attack
def unlinking_by_a_link(scene):
    account = scene.account_of(scene.lea)
    in_as(scene.lea).get(f"{LIST}{account.pk}/fjern/", SURE)
    return not opens(scene)


@attack
def unlinking_at_an_open_machine(scene):
    account = scene.account_of(scene.lea)
    client = in_as(scene.lea)
    scene.later(minutes=20)
    unlinks(client, account)
    return not opens(scene)


@attack
def unlinking_that_of_another_by_its_number(scene):
    account = scene.account_of(scene.lea)
    return unlinks(in_as(scene.mallory), account).status_code != 404 or not opens(scene)


@attack
def unlinking_without_looking_after_people(scene):
    account = scene.account_of(scene.lea)
    answer = unlinks(in_as(scene.mallory), account, of=scene.lea)
    return answer.status_code != 404 or not opens(scene)


def helper(*permissions: str) -> Client:
    person = UserFactory(is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return in_as(person)


@attack
def unlinking_somebody_who_may_do_more(scene):
    chief = UserFactory(is_superuser=True, is_staff=True)
    account = scene.account_of(chief)
    answer = unlinks(helper("change_user"), account, of=chief)
    return answer.status_code != 404 or not opens(scene, chief)


@attack
def unlinking_that_of_one_by_the_page_of_another(scene):
    chief = UserFactory(is_superuser=True, is_staff=True)
    account, other = scene.account_of(chief), UserFactory()
    answer = unlinks(helper("change_user"), account, of=other)
    return answer.status_code != 404 or not opens(scene, chief)


@attack
def a_visit_by_a_login_that_was_unlinked(scene):
    links(in_as(scene.lea), "mallory")
    thief = Client()
    come_back(thief, agree(begin(thief), "mallory"))
    assert is_in(thief)
    chief = in_as(UserFactory(is_superuser=True, is_staff=True))
    unlinks(chief, SocialAccount.objects.get(), of=scene.lea)
    return thief.get("/min-side/").status_code == 200


@attack
def the_roles_of_a_login_that_was_unlinked(scene):
    client = in_as(scene.mallory)
    links(client, "mallory")
    assert scene.mallory.memberships.filter(role=Role.LEADER).exists()
    unlinks(client, SocialAccount.objects.get())
    return scene.mallory.memberships.current().filter(role=Role.LEADER).exists()


@attack
def a_password_beside_a_login_that_is_the_only_door(scene):
    scene.settings.OIDC_PROVIDERS = {"kommune": scene.provider.as_settings()}
    links(in_as(scene.lea), "mallory")
    client = Client()
    client.post(SIGN_IN, {"username": scene.lea.email, "password": "ledestjernen-demo"})
    return client.get("/min-side/").status_code == 200


# --- By SAML ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def by_saml():
    with saml_provider.running() as provider:
        yield provider


def of_saml(scene: Scene, provider: Any) -> Any:
    scene.settings.OIDC_PROVIDERS = {}
    return saml_provider.for_lea(provider, scene.settings, Client(), password_too=True)


SAML: list[Callable[[Scene, Any], bool]] = []


def saml_attack(function: Callable[[Scene, Any], bool]) -> Callable[[Scene, Any], bool]:
    SAML.append(function)
    return function


@saml_attack
def an_answer_to_the_attackers_question(scene, provider):
    answer = provider.answer(way_there(in_as(scene.mallory)), "lea")
    client = in_as(scene.lea)
    way_there(client)
    saml_provider.bring(client, *answer)
    return opens(scene)


@saml_attack
def an_answer_brought_twice(scene, provider):
    client = in_as(scene.lea)
    answer = provider.answer(way_there(client), "lea")
    saml_provider.bring(client, *answer)
    unlinks(client, SocialAccount.objects.get())
    saml_provider.bring(client, *answer)
    return opens(scene)


@saml_attack
def an_answer_after_somebody_else_came_in(scene, provider):
    client = in_as(scene.mallory)
    answer = provider.answer(way_there(client), "lea")
    client.force_login(scene.lea, "django.contrib.auth.backends.ModelBackend")
    saml_provider.bring(client, *answer)
    return opens(scene)


@saml_attack
def the_identity_of_another_account(scene, provider):
    other = in_as(scene.mallory)
    saml_provider.bring(other, *provider.answer(way_there(other), "lea"))
    client = in_as(scene.lea)
    saml_provider.bring(client, *provider.answer(way_there(client), "lea"))
    return opens(scene) or not opens(scene, scene.mallory)


@saml_attack
def other_privileges_for_another_by_a_link_that_is_refused(scene, provider):
    other = in_as(scene.mallory)
    saml_provider.bring(other, *provider.answer(way_there(other), "lea"))
    before = kept_of(scene.mallory)
    scene.later(minutes=1)
    client = in_as(scene.lea)
    saml_provider.bring(client, *provider.answer(way_there(client), "lea"))
    return kept_of(scene.mallory) != before


@saml_attack
def an_answer_of_another_municipality(scene, provider):
    provider.people["lea"][f"{saml_provider.CORE}/professional/cvr"] = "11111111"
    client = in_as(scene.lea)
    saml_provider.bring(client, *provider.answer(way_there(client), "lea"))
    return opens(scene)


# --- All of them --------------------------------------------------------------------------------


@pytest.mark.parametrize("attempt", ATTACKS, ids=lambda function: function.__name__)
def test_it_is_refused(scene, attempt):
    assert not attempt(scene)


@pytest.mark.parametrize("attempt", SAML, ids=lambda function: function.__name__)
def test_by_saml_it_is_refused(scene, by_saml, attempt):
    assert not attempt(scene, of_saml(scene, by_saml))


def test_there_are_many():
    assert len(ATTACKS) + len(SAML) >= 45
