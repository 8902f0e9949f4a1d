"""What somebody tries who wants in as another: each attempt is made, and each is refused.

An attack gives whether it worked. What the owner does in the same way works, so that none is
refused for a wrong reason: see the controls at the end.
"""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.test import Client, override_settings
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import ApiToken, User, Visit
from tests.factories import UserFactory
from tests.second_factors import (
    APP,
    CODES,
    LIST,
    PASSWORD,
    SECOND,
    SIGN_IN,
    code_of,
    is_in,
    knows_password,
    set_up_app,
    wrong_code,
)

pytestmark = pytest.mark.django_db

NEW = "grøn hest i regnvejr"
KEYS, CONFIRM = "/konto/adgang-udefra/", "/konto/bekraeft/"
KEY = {"name": "Nøgle til kontoret", "scope": "figures", "days": "30"}


@dataclass
class Scene:
    """Somebody whose password is known to the attacker, and who has a second step."""

    owner: User
    home: Client
    secret: str
    codes: list[str]
    plain: User
    clock: Any

    def later(self, **time: float) -> None:
        self.clock.shift(datetime.timedelta(**time))

    def thief(self) -> Client:
        """A browser with the owner's session, copied."""
        client = Client()
        client.cookies["sessionid"] = self.home.cookies["sessionid"].value
        return client


@pytest.fixture
def scene(monkeypatch):
    monkeypatch.setattr("accounts.throttling.time.sleep", lambda seconds: None)
    with time_machine.travel(timezone.localtime().replace(hour=10), tick=False) as clock:
        owner = UserFactory(is_staff=True, is_superuser=True)
        home = knows_password(owner)
        secret, codes = set_up_app(home)
        owner.refresh_from_db()
        clock.shift(60)
        yield Scene(owner, home, secret, codes, UserFactory(), clock)


Attack = Callable[[Scene], bool]
ATTACKS: list[Attack] = []


def attack(function: Attack) -> Attack:
    ATTACKS.append(function)
    return function


def enters(client: Client, email: str, password: str, **more: Any) -> bool:
    client.post(SIGN_IN, {"username": email, "password": password}, **more)
    return is_in(client)


# --- At the password ----------------------------------------------------------------------------


@attack
def a_wrong_password(scene):
    return enters(Client(), scene.plain.email, "gættet adgangskode")


@attack
def the_password_in_other_letters(scene):
    return enters(Client(), scene.plain.email, PASSWORD.upper())


@attack
def the_password_with_a_space_behind(scene):
    return enters(Client(), scene.plain.email, f"{PASSWORD} ")


@attack
def the_password_of_another(scene):
    scene.plain.set_password(NEW)
    scene.plain.save()
    return enters(Client(), scene.plain.email, PASSWORD)


@attack
def no_password_where_none_is_set(scene):
    person = UserFactory()
    person.set_unusable_password()
    person.save()
    return enters(Client(), person.email, "") or enters(Client(), person.email, person.password)


@attack
def the_right_password_after_ten_wrong_ones(scene):
    client = Client()
    for _time in range(10):
        enters(client, scene.plain.email, "gættet")
    return enters(client, scene.plain.email, PASSWORD)


@attack
def the_hash_of_the_password(scene):
    return enters(Client(), scene.plain.email, scene.plain.password)


@attack
def a_closed_account(scene):
    scene.plain.is_active = False
    scene.plain.save()
    return enters(Client(), scene.plain.email, PASSWORD)


@attack
def the_password_in_the_address(scene):
    client = Client()
    client.get(SIGN_IN, {"username": scene.plain.email, "password": PASSWORD})
    return is_in(client)


@attack
def the_password_in_a_header(scene):
    client = Client(headers={"Authorization": "Basic bGVkZXI6bGVkZXN0amVybmVuLWRlbW8="})
    return is_in(client)


@attack
def a_form_that_another_site_sends(scene):
    return enters(Client(enforce_csrf_checks=True), scene.plain.email, PASSWORD)


@attack
def the_door_of_the_administration(scene):
    client = Client()
    for email in (scene.plain.email, scene.owner.email):
        client.post("/admin/login/?next=/admin/", {"username": email, "password": PASSWORD})
    return is_in(client)


@attack
def a_way_on_to_another_site(scene):
    data = {"username": scene.plain.email, "password": PASSWORD, "next": "https://evil.example/"}
    return "evil" in Client().post(SIGN_IN, data).headers.get("Location", "")


@attack
def the_mark_of_a_known_browser_alone(scene):
    client = Client()
    client.cookies["known"] = scene.home.cookies["known"].value
    return is_in(client)


# --- At the second step, with the right password --------------------------------------------------


def second(scene: Scene, code: str, *, client: Client | None = None) -> bool:
    """The right password, and then this."""
    client = client or knows_password(scene.owner)
    client.post(SECOND, {"code": code})
    return is_in(client)


@attack
def the_password_alone(scene):
    client = knows_password(scene.owner)
    return is_in(client) or client.get("/admin/").status_code == 200


@attack
def leaving_the_second_page_out(scene):
    client = knows_password(scene.owner)
    pages = ("/", "/institutioner/", LIST, APP, "/api/v1/clusters", KEYS, CONFIRM)
    return any(client.get(page).status_code == 200 for page in pages)


@attack
def a_wrong_code(scene):
    return second(scene, wrong_code(scene.secret))


@attack
def no_code(scene):
    return second(scene, "") or second(scene, " ")


@attack
def a_code_of_three_minutes_ago(scene):
    return second(scene, code_of(scene.secret, steps=-6))


@attack
def a_code_of_three_minutes_hence(scene):
    return second(scene, code_of(scene.secret, steps=6))


@attack
def the_code_that_the_owner_has_just_used(scene):
    code = code_of(scene.secret)
    assert second(scene, code)
    return second(scene, code)


@attack
def an_earlier_code_than_the_one_used_last(scene):
    assert second(scene, code_of(scene.secret, steps=1))
    return second(scene, code_of(scene.secret))


@attack
def the_code_with_which_it_was_set_up(scene):
    owner = UserFactory()
    secret, _codes = set_up_app(knows_password(owner))
    client = knows_password(owner)
    client.post(SECOND, {"code": code_of(secret, steps=-1)})
    return is_in(client)


@attack
def the_code_of_ones_own_app(scene):
    secret, codes = set_up_app(knows_password(scene.plain))
    scene.later(seconds=60)
    return second(scene, code_of(secret)) or second(scene, codes[0])


@attack
def every_code_at_once(scene):
    return second(scene, "".join(f"{number:06}" for number in range(0, 1_000_000, 997)))


@attack
def several_codes_in_one_form(scene):
    client = knows_password(scene.owner)
    good = code_of(scene.secret)
    client.post(SECOND, {"code": [good, wrong_code(scene.secret)]})
    return is_in(client)


@attack
def a_recovery_code_twice(scene):
    assert second(scene, scene.codes[0])
    return second(scene, scene.codes[0])


@attack
def a_recovery_code_from_before_there_were_new_ones(scene):
    assert scene.home.post(CODES, {"sure": "yes"}).status_code == 200
    return second(scene, scene.codes[1])


@attack
def a_recovery_code_after_the_app_was_removed_and_set_up_again(scene):
    factor = Authenticator.objects.get(user=scene.owner, type="totp")
    scene.home.post(f"{LIST}{factor.pk}/fjern/", {"sure": "yes"})
    set_up_app(scene.home)
    return second(scene, scene.codes[1])


@attack
def the_right_code_after_ten_wrong_ones(scene):
    client = knows_password(scene.owner)
    for _time in range(10):
        client.post(SECOND, {"code": wrong_code(scene.secret)})
    return second(scene, code_of(scene.secret)) or second(scene, scene.codes[0])


@attack
def the_right_code_without_a_password(scene):
    return second(scene, code_of(scene.secret), client=Client())


@attack
def the_code_instead_of_the_password(scene):
    return enters(Client(), scene.owner.email, code_of(scene.secret))


@attack
def the_right_code_of_another_behind_ones_own_password(scene):
    set_up_app(knows_password(scene.plain))
    return second(scene, code_of(scene.secret), client=knows_password(scene.plain))


@attack
def the_right_code_after_the_owner_changed_the_password(scene):
    client = knows_password(scene.owner)
    scene.owner.set_password(NEW)
    scene.owner.save()
    return second(scene, code_of(scene.secret), client=client)


@attack
def the_right_code_after_the_account_was_closed(scene):
    client = knows_password(scene.owner)
    scene.owner.is_active = False
    scene.owner.save()
    return second(scene, code_of(scene.secret), client=client)


@attack
def a_first_step_of_an_hour_ago(scene):
    client = knows_password(scene.owner)
    scene.later(hours=1)
    return second(scene, code_of(scene.secret), client=client)


@attack
def a_new_password_by_mail_leads_past_it(scene):
    uid = urlsafe_base64_encode(force_bytes(scene.owner.pk))
    token = default_token_generator.make_token(scene.owner)
    client = Client()
    form = client.get(f"/konto/ny-adgangskode/{uid}/{token}/", follow=True)
    client.post(form.redirect_chain[-1][0], {"new_password1": NEW, "new_password2": NEW})
    assert User.objects.get(pk=scene.owner.pk).check_password(NEW)
    return is_in(client) or enters(client, scene.owner.email, NEW)


@attack
def setting_up_ones_own_app_between_the_steps(scene):
    client = knows_password(scene.owner)
    before = Authenticator.objects.count()
    client.post(APP, {"code": "123456"})
    client.post(f"{LIST}passkey/", {"credential": "{}"})
    return Authenticator.objects.count() != before


@attack
def the_pages_of_the_library_itself(scene):
    client = knows_password(scene.owner)
    pages = ("2fa/", "2fa/totp/deactivate/", "reauthenticate/", "signup/", "password/reset/")
    return any(client.get(f"/accounts/{page}").status_code != 404 for page in pages)


MADE_UP = [
    "{}",
    "[]",
    "null",
    '"x"',
    "0",
    "{",
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    '{"id": 1, "rawId": [], "type": {}, "response": "x"}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "clientExtensionResults": {}, "response":'
    ' {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "MQ"}}',
]


@attack
def passkeys_that_are_made_up(scene):
    client = knows_password(scene.owner)
    for answer in MADE_UP:
        shown = client.post(SECOND, {"credential": answer})
        assert shown.status_code in {200, 429}, answer
    return is_in(client)


@attack
def new_passkeys_that_are_made_up(scene):
    before = Authenticator.objects.count()
    for answer in MADE_UP:
        shown = scene.home.post(f"{LIST}passkey/", {"credential": answer, "name": "x"})
        assert shown.status_code == 200, answer
    return Authenticator.objects.count() != before


# --- At what is another's -------------------------------------------------------------------------


@attack
def removing_the_second_step_of_another(scene):
    factor = Authenticator.objects.get(user=scene.owner, type="totp")
    client = knows_password(scene.plain)
    client.post(f"{LIST}{factor.pk}/fjern/", {"sure": "yes"})
    client.post(f"/konto/personer/{scene.owner.pk}/adgang/to-trin/fjern/", {"sure": "yes"})
    return not Authenticator.objects.filter(pk=factor.pk).exists()


@attack
def removing_it_by_a_link(scene):
    factor = Authenticator.objects.get(user=scene.owner, type="totp")
    scene.home.get(f"{LIST}{factor.pk}/fjern/?sure=yes")
    return not Authenticator.objects.filter(pk=factor.pk).exists()


@attack
def looking_after_somebody_who_may_do_more(scene):
    helper = UserFactory(is_staff=True)
    client = Client()
    client.force_login(helper)
    client.post(f"/konto/personer/{scene.owner.pk}/adgang/to-trin/fjern/", {"sure": "yes"})
    return not Authenticator.objects.filter(user=scene.owner).exists()


# --- With the session of the owner ----------------------------------------------------------------


@attack
def a_session_after_its_owner_signed_out(scene):
    thief = scene.thief()
    assert is_in(thief)
    scene.home.post("/konto/log-ud/")
    return is_in(thief)


@attack
def a_session_that_its_owner_ended(scene):
    thief, elsewhere = scene.thief(), knows_password(scene.owner)
    elsewhere.post(SECOND, {"code": code_of(scene.secret)})
    elsewhere.post("/min-side/logget-ind/andre/slut/", {"sure": "yes"})
    assert is_in(elsewhere)
    return is_in(thief)


@attack
def a_session_after_a_new_password(scene):
    thief = scene.thief()
    scene.home.post(
        "/konto/adgangskode/",
        {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW},
    )
    assert is_in(scene.home)
    return is_in(thief)


@attack
def a_session_from_before_the_second_step_was_set_up(scene):
    home = knows_password(scene.plain)
    thief = Client()
    thief.cookies["sessionid"] = home.cookies["sessionid"].value
    set_up_app(home)
    assert is_in(home)
    return is_in(thief)


@attack
def a_session_left_for_an_hour(scene):
    scene.later(minutes=61)
    return is_in(scene.thief())


@attack
def a_session_kept_alive_for_a_day(scene):
    thief = scene.thief()
    for _time in range(15):
        scene.later(minutes=50)
        thief.get("/min-side/")
    return is_in(thief)


@attack
def a_session_laid_out_before_the_owner_signs_in(scene):
    laid_out, victim = Client(), Client()
    laid_out.get(SIGN_IN)
    session = laid_out.session
    session["x"] = 1
    session.save()
    victim.cookies["sessionid"] = laid_out.cookies["sessionid"] = session.session_key
    victim.post(SIGN_IN, {"username": scene.plain.email, "password": PASSWORD})
    assert is_in(victim)
    return is_in(laid_out)


@attack
def the_key_of_a_session_out_of_the_list_of_another(scene):
    client = knows_password(scene.plain)
    page = client.get("/min-side/logget-ind/").content.decode()
    keys = Visit.objects.values_list("session_key", flat=True)
    return any(key in page for key in keys)


# --- At an open machine, long after the sign-in ---------------------------------------------------


def makes_a_key(client: Client, **more: str) -> bool:
    client.post(KEYS, {**KEY, **more})
    return ApiToken.objects.exists()


@attack
def a_key_long_after_the_sign_in(scene):
    scene.later(minutes=20)
    return makes_a_key(scene.home)


@attack
def a_key_by_saying_that_it_is_confirmed(scene):
    scene.later(minutes=20)
    return makes_a_key(scene.home, confirm="yes", sure="yes", confirmed_at="9999999999")


@attack
def a_key_by_the_password_where_there_is_a_second_step(scene):
    scene.later(minutes=20)
    return makes_a_key(scene.home, confirm="yes", confirm_password=PASSWORD)


@attack
def a_key_by_a_code_that_was_used(scene):
    scene.later(minutes=20)
    code = code_of(scene.secret)
    assert second(scene, code)
    return makes_a_key(scene.home, confirm="yes", confirm_code=code)


@attack
def a_key_by_the_code_of_another(scene):
    secret, _codes = set_up_app(knows_password(scene.plain))
    scene.later(minutes=20)
    return makes_a_key(scene.home, confirm="yes", confirm_code=code_of(secret))


@attack
def a_key_by_a_made_up_passkey(scene):
    scene.later(minutes=20)
    return any(makes_a_key(scene.home, confirm="yes", confirm_passkey=answer) for answer in MADE_UP)


@attack
def the_second_step_taken_away_without_showing_it(scene):
    scene.later(minutes=20)
    for factor in Authenticator.objects.filter(user=scene.owner):
        scene.home.post(f"{LIST}{factor.pk}/fjern/", {"sure": "yes"})
    return Authenticator.objects.filter(user=scene.owner).count() != 2


@attack
def ones_own_app_beside_that_of_the_owner(scene):
    client = knows_password(scene.plain)
    scene.later(minutes=20)
    page = client.get(APP)
    return bool(re.search(rb"<code", page.content)) or page.status_code == 200


@attack
def new_recovery_codes_without_showing_it(scene):
    scene.later(minutes=20)
    return bool(re.search(rb"<code>\d{8}", scene.home.post(CODES, {"sure": "yes"}).content))


@attack
def the_password_of_another_set_at_an_open_machine(scene):
    scene.later(minutes=20)
    address = f"/admin/accounts/user/{scene.plain.pk}/password/"
    scene.home.post(address, {"password1": NEW, "password2": NEW, "usable_password": "true"})
    scene.plain.refresh_from_db()
    return scene.plain.check_password(NEW)


@attack
def rights_for_oneself_at_an_open_machine(scene):
    scene.later(minutes=20)
    data = {"email": scene.plain.email, "name": "x", "is_active": "on", "is_superuser": "on"}
    scene.home.post(f"/admin/accounts/user/{scene.plain.pk}/change/", data)
    scene.plain.refresh_from_db()
    return scene.plain.is_superuser


@attack
def guessing_at_an_open_machine(scene):
    client = knows_password(scene.plain)
    scene.later(minutes=20)
    for number in range(10):
        makes_a_key(client, confirm="yes", confirm_password=f"gæt {number}")
    return makes_a_key(client, confirm="yes", confirm_password=PASSWORD)


@attack
def doing_nothing_that_is_demanded(scene):
    """The demand is off in tests: here it is on, for everybody."""
    with override_settings(SECOND_FACTOR_ROLES=["all"]):
        client = knows_password(scene.plain)
        client.post("/sprog/", {"language": "en", "next": "/"})
        client.get(CONFIRM)
        return is_in(client) or makes_a_key(client)


# --- All of them, and what the owner does ---------------------------------------------------------


@pytest.mark.parametrize("attempt", ATTACKS, ids=lambda function: function.__name__)
def test_it_is_refused(scene, attempt):
    assert not attempt(scene)


def test_there_are_many():
    assert len(ATTACKS) >= 60


CONTROLS: dict[str, Attack] = {
    "the password where there is no second step": lambda scene: enters(
        Client(), scene.plain.email, PASSWORD
    ),
    "a code of the app": lambda scene: second(scene, code_of(scene.secret)),
    "a code of half a minute ago": lambda scene: second(scene, code_of(scene.secret, steps=-1)),
    "a recovery code": lambda scene: second(scene, scene.codes[5]),
    "the session": lambda scene: is_in(scene.thief()),
    "a key just after the sign-in": lambda scene: makes_a_key(scene.home),
}


@pytest.mark.parametrize("control", CONTROLS)
def test_what_the_owner_does_works(scene, control):
    assert CONTROLS[control](scene)


def test_a_key_is_made_by_showing_the_second_step(scene):
    scene.later(minutes=20)

    assert makes_a_key(scene.home, confirm="yes", confirm_code=code_of(scene.secret))
