"""Two steps: set up, shown at sign-in, lost, taken away; demanded of those who may do much."""

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from accounts.events import Kind
from accounts.factor.codes import renew_secrets
from accounts.models import ApiToken, SecurityEvent, User, Visit
from tests.factories import InstitutionFactory, MembershipFactory, UserFactory
from tests.second_factors import (
    APP,
    CODES,
    LIST,
    PASSWORD,
    SECOND,
    code_of,
    is_in,
    knows_password,
    set_up_app,
    wrong_code,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    monkeypatch.setattr("accounts.throttling.time.sleep", lambda seconds: None)


@pytest.fixture(autouse=True)
def one_moment():
    """No half minute ends between a code and its answer."""
    with time_machine.travel(timezone.localtime(), tick=False):
        yield


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def home(person):
    """The person's own browser."""
    return knows_password(person)


@pytest.fixture
def app(home):
    """The secret of the person's app, and their recovery codes."""
    return set_up_app(home)


def kinds() -> list[str]:
    return list(SecurityEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_an_app_is_set_up_with_recovery_codes_that_are_shown_once(home, person):
    secret, codes = set_up_app(home)

    assert len(set(codes)) == 10
    assert Authenticator.objects.filter(user=person).count() == 2
    for address in (LIST, APP):
        page = home.get(address, follow=True).content.decode()
        assert not any(code in page for code in codes)
        assert secret not in page.replace(" ", "")
    assert Kind.FACTOR_ADDED in kinds()


def test_a_wrong_code_sets_nothing_up_and_keeps_the_key(home, person):
    first = home.get(APP).content.decode()
    shown = home.post(APP, {"code": "123"}).content.decode()

    key = re.compile(r"<code[^>]*>([A-Z2-7 ]+)</code>")
    assert key.search(first)[1] == key.search(shown)[1]
    assert not Authenticator.objects.exists()


def test_the_password_alone_is_not_enough_any_more(app, person):
    client = Client()
    answer = client.post("/konto/log-ind/", {"username": person.email, "password": PASSWORD})

    assert answer.url == SECOND
    assert not is_in(client)
    assert Visit.objects.filter(user=person).count() == 1


def test_a_code_of_the_app_lets_one_in_and_on_to_where_one_was_going(app, person):
    client = Client()
    data = {"username": person.email, "password": PASSWORD, "next": "/institutioner/"}
    client.post("/konto/log-ind/", data)

    answer = client.post(SECOND, {"code": code_of(app[0])})

    assert answer.url == "/institutioner/"
    assert is_in(client)
    assert Visit.objects.latest("pk").door == "password_and_factor"
    assert Kind.FACTOR_USED in kinds()


def test_a_code_may_be_typed_in_groups(app, person):
    client = knows_password(person)
    code = code_of(app[0])

    client.post(SECOND, {"code": f" {code[:3]} {code[3:]} "})

    assert is_in(client)


def test_a_recovery_code_works_once_and_is_told_by_mail(
    app, person, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("accounts.factor.keeping.send_soon", lambda message: message.send())
    first, second = knows_password(person), knows_password(person)
    with django_capture_on_commit_callbacks(execute=True):
        first.post(SECOND, {"code": app[1][3]})
    second.post(SECOND, {"code": app[1][3]})

    assert (is_in(first), is_in(second)) == (True, False)
    assert any(message.to == [person.email] for message in mail.outbox)
    assert b"9 " in first.get(LIST).content


def test_new_recovery_codes_end_the_old(app, home, person):
    asked = home.post(CODES)
    assert not re.search(rb"<code>\d{8}", asked.content)
    sheet = home.post(CODES, {"sure": "yes"}).content.decode()
    made = re.findall(r"<code>(\d{8})</code>", sheet)
    assert person.email in sheet  # of two sheets one sees whose and how old each is
    assert date_format(timezone.localdate(), "DATE_FORMAT") in sheet

    client = knows_password(person)
    client.post(SECOND, {"code": app[1][0]})
    assert not is_in(client)
    client.post(SECOND, {"code": made[0]})
    assert is_in(client)


def test_the_codes_just_shown_are_saved_as_a_file(home, app, person):
    saved = home.post(f"{CODES}fil/", {"code": app[1]})

    assert person.email in saved.content.decode()
    assert saved["Content-Type"].startswith("text/plain")
    assert all(code in saved.content.decode() for code in app[1])
    assert home.post(f"{CODES}fil/", {"code": ["<script>"]}).status_code == 400
    assert home.get(f"{CODES}fil/").status_code == 405


def test_secrets_stand_encrypted_and_a_former_key_is_left_behind(app, person, settings):
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert app[0] not in kept
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789"

    assert renew_secrets() == 2
    assert renew_secrets() == 0
    settings.SECRET_KEY_FALLBACKS = []
    client = knows_password(person)
    client.post(SECOND, {"code": code_of(app[0])})

    assert is_in(client)


def test_a_factor_that_no_key_opens_is_a_wrong_code_and_no_error(app, person, settings):
    settings.SECRET_KEY = "another-key-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789"
    client = knows_password(person)

    assert client.post(SECOND, {"code": code_of(app[0])}).status_code == 200
    assert not is_in(client)


def test_setting_up_signs_one_out_where_the_step_was_never_shown(person):
    home, elsewhere = knows_password(person), knows_password(person)

    set_up_app(home)

    assert (is_in(home), is_in(elsewhere)) == (True, False)
    assert Visit.objects.get(user=person).session_key == home.session.session_key


def test_a_factor_is_removed_after_the_question(home, app, person):
    factor = Authenticator.objects.get(user=person, type="totp")

    home.post(f"{LIST}{factor.pk}/fjern/")
    assert Authenticator.objects.count() == 2
    home.post(f"{LIST}{factor.pk}/fjern/", {"sure": "yes"})

    assert not Authenticator.objects.exists()
    assert is_in(knows_password(person))
    assert Kind.FACTOR_REMOVED in kinds()


# --- Demanded -----------------------------------------------------------------------------------


@pytest.fixture
def demanded(settings):
    settings.SECOND_FACTOR_ROLES = ["superuser", "staff", "administrator", "area_head"]


def test_a_head_of_area_sets_it_up_at_sign_in_and_can_do_nothing_before(demanded):
    head = MembershipFactory(area_head=True).user
    client = knows_password(head)

    for address in ("/", "/min-side/", "/admin/", "/konto/adgang-udefra/", "/api/v1/areas"):
        assert client.get(address).headers.get("Location") == LIST, address
    assert client.post("/konto/adgang-udefra/", {"name": "Nøgle"}).url == LIST
    assert not ApiToken.objects.exists()
    set_up_app(client)

    assert is_in(client)


@pytest.mark.parametrize("role", ["board_member", "chair", "leader"])
def test_it_is_offered_to_others_and_not_demanded(demanded, role):
    place = {"institution": InstitutionFactory(cluster=None)} if role == "leader" else {}

    assert is_in(knows_password(MembershipFactory(**{role: True}, **place).user))


@pytest.mark.parametrize("field", ["is_superuser", "is_staff"])
def test_it_is_demanded_of_those_who_look_after_the_data(demanded, field):
    assert not is_in(knows_password(UserFactory(**{field: True})))


def test_it_can_be_demanded_of_everybody(settings, person):
    settings.SECOND_FACTOR_ROLES = ["all"]

    assert not is_in(knows_password(person))


def test_a_role_that_is_over_demands_nothing(demanded):
    assert is_in(knows_password(MembershipFactory(area_head=True, former=True).user))


def test_the_last_of_whom_it_is_demanded_cannot_be_removed(demanded):
    chief = UserFactory(is_superuser=True, is_staff=True)
    client = knows_password(chief)
    set_up_app(client)
    factor = Authenticator.objects.get(user=chief, type="totp")

    client.post(f"{LIST}{factor.pk}/fjern/", {"sure": "yes"})

    assert Authenticator.objects.filter(user=chief, type="totp").exists()


def test_the_first_administrator_sets_it_up_on_the_first_day(demanded, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command(
        "createsuperuser", email="chef@example.com", name="Chef", interactive=False, verbosity=0
    )
    client = knows_password(User.objects.get())

    assert client.get("/admin/").url == LIST
    set_up_app(client)

    assert client.get("/admin/").status_code == 200


def test_a_key_of_a_program_is_not_asked_for_it(demanded, client):
    chief = UserFactory(administrator=True)
    signed_in = knows_password(chief)
    set_up_app(signed_in)
    data = {"name": "Power BI", "scope": "figures", "days": "90"}
    page = signed_in.post("/konto/adgang-udefra/", data).content.decode()
    key = re.search(r"lst_[\w-]+", page)[0]

    answer = client.get("/api/v1/clusters", headers={"Authorization": f"Bearer {key}"})

    assert answer.status_code == 200


# --- Lost ---------------------------------------------------------------------------------------


@pytest.fixture
def helper():
    user = UserFactory(is_staff=True, name="Hjælper Hansen")
    user.user_permissions.add(*Permission.objects.filter(content_type__app_label="accounts"))
    return user


def test_who_looks_after_people_takes_a_lost_one_away_and_the_person_is_told(
    app, home, person, helper, client, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("accounts.factor.keeping.send_soon", lambda message: message.send())
    client.force_login(helper)
    address = f"/konto/personer/{person.pk}/adgang/to-trin/fjern/"
    client.post(address)
    assert Authenticator.objects.filter(user=person).exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"sure": "yes"})

    assert not Authenticator.objects.filter(user=person).exists()
    assert not is_in(home)
    assert is_in(knows_password(person))
    (told,) = [message for message in mail.outbox if message.to == [person.email]]
    assert "Hjælper Hansen" in told.body
    event = SecurityEvent.objects.get(kind=Kind.FACTOR_REMOVED)
    assert (event.actor, event.about_id) == (helper.pk, str(person.pk))


def test_who_tries_codes_knows_the_password_and_its_owner_is_told_once(
    app, person, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("accounts.factor.keeping.send_soon", lambda message: message.send())
    client = knows_password(person)
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(7):
            client.post(SECOND, {"code": wrong_code(app[0])})

    (told,) = [message for message in mail.outbox if message.to == [person.email]]
    assert "Ledestjernen" in told.body
    assert app[0] not in told.body


def test_codes_are_guessed_a_few_times_an_hour(app, person, settings):
    settings.AXES_FAILURE_LIMIT = 4
    client = knows_password(person)
    answers = [client.post(SECOND, {"code": wrong_code(app[0])}).status_code for _n in range(5)]

    assert answers == [200] * 4 + [429]
    assert knows_password(person).post(SECOND, {"code": code_of(app[0])}).status_code == 429
    assert kinds().count(Kind.FACTOR_REFUSED) == 4
