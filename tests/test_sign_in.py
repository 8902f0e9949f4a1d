"""The door: who comes in, who is kept out, and what the answers give away."""

import datetime
import re

import pytest
import time_machine
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from accounts.models import User, WaitingMail
from accounts.sign_in import client_address
from tests.factories import UserFactory
from tests.mailing import deliver_mail
from tests.markup import without_secrets

SIGN_IN = "/konto/log-ind/"
PASSWORD = "ledestjernen-demo"


@pytest.fixture
def leader(db):
    return UserFactory(email="leder@example.com", name="Lea Leder")


@pytest.fixture
def sent_at_once(monkeypatch):
    monkeypatch.setattr("accounts.forms.send_soon", lambda message, **kwargs: message.send())


def sign_in(client, *, email="leder@example.com", password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"username": email, "password": password}, **extra)


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


# --- Coming in ----------------------------------------------------------------------------------


def test_every_page_leads_strangers_to_the_sign_in_page(client, db):
    response = client.get("/konto/adgangskode/")

    assert response.status_code == 302
    assert response["Location"] == "/konto/log-ind/?next=/konto/adgangskode/"


@pytest.mark.parametrize("email", ["leder@example.com", "Leder@Example.COM", " leder@example.com"])
def test_one_signs_in_with_an_e_mail_address_in_any_case(client, leader, email):
    response = sign_in(client, email=email)

    assert response.status_code == 302
    assert is_signed_in(client)


def test_a_wrong_password_is_told_without_saying_whether_the_address_is_known(client, leader):
    known = sign_in(client, password="wrong").content.decode()
    unknown = sign_in(client, email="nobody@example.com", password="wrong").content.decode()

    assert "passer ikke sammen" in known
    assert "Fejl:" in known.partition("</title>")[0]
    assert not is_signed_in(client)
    without_what_was_typed = re.compile(r'value="[^"]*"')
    assert without_what_was_typed.sub("", known) == without_what_was_typed.sub("", unknown)


def test_a_closed_account_does_not_come_in(client, leader):
    User.objects.update(is_active=False)

    sign_in(client)

    assert not is_signed_in(client)


def test_two_accounts_cannot_differ_by_case_alone(leader):
    with pytest.raises(ValidationError, match="e-mailadresse"):
        UserFactory.build(email="LEDER@example.com").validate_constraints()


@pytest.mark.parametrize(
    "there",
    [
        "//evil.example",
        "https://evil.example/",
        "https:evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
    ],
)
def test_nobody_is_led_to_another_site(client, leader, there):
    response = client.post(SIGN_IN, {"username": leader.email, "password": PASSWORD, "next": there})

    assert response.status_code == 302
    assert response["Location"] == "/"


def test_one_is_led_on_to_the_page_one_came_for(client, leader):
    response = client.post(
        SIGN_IN,
        {"username": leader.email, "password": PASSWORD, "next": "/klynger/fyrtaarnet/"},
    )

    assert response["Location"] == "/klynger/fyrtaarnet/"


def test_the_administration_has_the_same_door(client, db):
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0] == "/konto/log-ind/?next=/admin/"


def test_the_administration_says_no_to_those_it_is_not_for(client, leader):
    client.force_login(leader)

    response = client.get("/admin/", follow=True)

    assert response.status_code == 403
    assert "Her har du ikke adgang" in response.content.decode()


# --- Guessing -----------------------------------------------------------------------------------


def guess(client, *, times: int, email="leder@example.com", address="203.0.113.7", **extra):
    for _ in range(times):
        response = sign_in(client, email=email, password="wrong", REMOTE_ADDR=address, **extra)
    return response


def test_ten_wrong_guesses_lock_the_account_from_that_address_for_an_hour(client, leader):
    with time_machine.travel("2026-11-23 12:00+00:00", tick=False) as clock:
        assert guess(client, times=9).status_code == 200
        locked = guess(client, times=1)
        assert locked.status_code == 429
        assert locked["Retry-After"] == "3600"
        assert "Du kan prøve igen om 60 minutter" in locked.content.decode()

        refused = sign_in(client, REMOTE_ADDR="203.0.113.7")
        assert refused.status_code == 429
        assert not is_signed_in(client)

        clock.shift(datetime.timedelta(minutes=61))
        sign_in(client, REMOTE_ADDR="203.0.113.7")
        assert is_signed_in(client)


def test_others_at_the_same_address_are_not_locked_out(client, leader):
    other = UserFactory()
    guess(client, times=10)

    sign_in(client, email=other.email, REMOTE_ADDR="203.0.113.7")

    assert is_signed_in(client)


def test_a_guesser_elsewhere_does_not_lock_the_owner_out(client, leader):
    guess(client, times=10)

    sign_in(Client(), REMOTE_ADDR="198.51.100.2")
    sign_in(client, REMOTE_ADDR="198.51.100.2")

    assert is_signed_in(client)


def test_writing_the_address_in_another_case_gives_no_new_guesses(client, leader):
    guess(client, times=5)
    guess(client, times=4, email="LEDER@EXAMPLE.COM")

    assert guess(client, times=1, email="Leder@example.com").status_code == 429


def test_claiming_another_address_gives_no_new_guesses(client, leader):
    guess(client, times=9)

    response = guess(client, times=1, HTTP_X_FORWARDED_FOR="192.0.2.99")

    assert response.status_code == 429


@pytest.mark.parametrize(
    ("proxies", "claimed", "believed"),
    [
        (0, "192.0.2.1", "10.0.0.1"),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "192.0.2.66, 192.0.2.1", "192.0.2.1"),
        (2, "192.0.2.66, 192.0.2.1, 10.1.1.1", "192.0.2.1"),
        (1, "", "10.0.0.1"),
        (2, "192.0.2.66", "10.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(rf, settings, proxies, claimed, believed):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": claimed})

    assert client_address(request) == believed


# --- Choosing a password ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "password",
    [
        "kort",
        "elleve-tegn",
        "passwordpassword",
        "123456789012",
        "leder@example.com",
        "Eksempelkøbing2026",
        "kommune-kommune-1",
        "ledestjernen2026!",
    ],
)
def test_passwords_that_are_easily_guessed_are_refused(leader, password):
    with pytest.raises(ValidationError):
        validate_password(password, leader)


@pytest.mark.parametrize(
    "password",
    [
        "tolv små ord?",
        "grøn hest i regnvejr",
        "aaaaaabbbbbbcccccc",
        "x7" * 64,
        "klynge af blå druer",
    ],
)
def test_length_is_enough_and_no_rules_of_composition_are_made(leader, password):
    validate_password(password, leader)


def test_a_new_password_signs_one_out_everywhere_else(client, leader):
    elsewhere = Client()
    elsewhere.force_login(leader)
    client.force_login(leader)

    response = client.post(
        "/konto/adgangskode/",
        {
            "old_password": PASSWORD,
            "new_password1": "grøn hest i regnvejr",
            "new_password2": "grøn hest i regnvejr",
        },
        follow=True,
    )

    assert "Din adgangskode er skiftet" in response.content.decode()
    assert elsewhere.get("/konto/adgangskode/").status_code == 302


# --- Forgetting it ------------------------------------------------------------------------------


def test_a_link_by_mail_leads_to_a_new_password(client, leader, mailoutbox, sent_at_once):
    client.post("/konto/glemt-adgangskode/", {"email": "LEDER@example.com"})
    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body)[1]
    form = client.get(link, follow=True)
    chosen = {"new_password1": "grøn hest i regnvejr", "new_password2": "grøn hest i regnvejr"}
    done = client.post(form.redirect_chain[-1][0], chosen, follow=True)

    assert mailoutbox[0].subject == "Vælg en ny adgangskode til Ledestjernen"
    assert leader.name not in mailoutbox[0].body
    assert "Din nye adgangskode er gemt" in done.content.decode()
    sign_in(client, password="grøn hest i regnvejr")
    assert is_signed_in(client)


def test_a_link_works_only_once(client, leader, mailoutbox, sent_at_once):
    client.post("/konto/glemt-adgangskode/", {"email": leader.email})
    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body)[1]
    leader.set_password("grøn hest i regnvejr")
    leader.save()

    assert "Linket er brugt eller for gammelt" in client.get(link, follow=True).content.decode()


def test_the_answer_does_not_tell_which_addresses_are_known(
    client, leader, mailoutbox, sent_at_once
):
    address = reverse("password_reset")
    known = client.post(address, {"email": leader.email}, follow=True)
    unknown = client.post(address, {"email": "nobody@example.com"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert without_secrets(known.text) == without_secrets(unknown.text)
    assert [mail.to for mail in mailoutbox] == [[leader.email]]


def test_a_mail_server_that_fails_is_not_felt_by_the_page(client, leader, monkeypatch, caplog):
    from accounts import mail

    def refuse(message):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    # The thread has a connection of its own, and would wait for this test's transaction.
    monkeypatch.setattr(mail, "keep_waiting", lambda *arguments: None)

    response = client.post("/konto/glemt-adgangskode/", {"email": leader.email})

    assert response.status_code == 302
    assert "could not be sent" in caplog.text


@pytest.fixture
def broken_mail(monkeypatch):
    """A mail server that refuses, asked at once instead of in a thread; calling it mends it."""
    from accounts import mail

    class AtOnce:
        def submit(self, function, *arguments):
            function(*arguments)

    def refuse(message):
        raise ConnectionRefusedError

    monkeypatch.setattr(mail, "_outgoing", AtOnce())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", refuse)
        yield patch.undo


def test_mail_that_failed_is_sent_by_the_worker_and_its_secret_is_kept_nowhere(
    client, leader, mailoutbox, broken_mail
):
    with time_machine.travel("2026-11-23 12:00+00:00", tick=False) as clock:
        client.post("/konto/glemt-adgangskode/", {"email": leader.email})
        assert WaitingMail.objects.get().to == leader.email
        clock.shift(61)
        deliver_mail()
        assert WaitingMail.objects.get().tries == 2
        broken_mail()
        deliver_mail()
        assert mailoutbox == []  # two minutes have not passed
        clock.shift(121)
        deliver_mail()

    secret = mailoutbox[0].body.partition("/ny-adgangskode/")[2].split()[0]
    assert not WaitingMail.objects.exists()
    kept = [(str(row.args_kwargs), row.traceback) for row in DBTaskResult.objects.all()]
    assert kept
    assert not [row for row in kept if secret in "".join(row) or leader.email in "".join(row)]


def test_mail_whose_link_has_run_out_is_given_up(client, leader, mailoutbox, broken_mail):
    with time_machine.travel("2026-11-23 12:00+00:00", tick=False) as clock:
        client.post("/konto/glemt-adgangskode/", {"email": leader.email})
        broken_mail()
        clock.shift(datetime.timedelta(hours=4, seconds=1))
        deliver_mail()

    assert mailoutbox == []
    assert not WaitingMail.objects.exists()


def test_a_silent_mail_server_is_not_waited_for_long(settings):
    assert 0 < settings.EMAIL_TIMEOUT <= 30


# --- Rights -------------------------------------------------------------------------------------


def test_staff_without_all_rights_cannot_give_themselves_any(client, leader):
    from django.contrib.auth.models import Permission

    leader.is_staff = True
    leader.save()
    leader.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    client.force_login(leader)

    client.post(
        f"/admin/accounts/user/{leader.pk}/change/",
        {"email": leader.email, "name": "Lea", "is_active": "on", "is_superuser": "on"},
    )

    leader.refresh_from_db()
    assert leader.name == "Lea"
    assert not leader.is_superuser


def test_staff_without_all_rights_cannot_take_over_an_administrator(client, leader):
    from django.contrib.auth.models import Permission

    administrator = UserFactory(administrator=True)
    leader.is_staff = True
    leader.save()
    leader.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    client.force_login(leader)

    client.post(
        f"/admin/accounts/user/{administrator.pk}/password/",
        {"password1": "grøn hest i regnvejr", "password2": "grøn hest i regnvejr"},
    )

    administrator.refresh_from_db()
    assert administrator.check_password(PASSWORD)
