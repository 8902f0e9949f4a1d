"""A new password: what it closes, whom it signs out, and that its owner is told."""

import datetime
import re

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import ApiToken, CalendarAddress
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD, NEW = "ledestjernen-demo", "grøn hest i regnvejr"
CHOSEN = {"new_password1": NEW, "new_password2": NEW}


@pytest.fixture(autouse=True)
def sent_at_once(monkeypatch):
    monkeypatch.setattr("accounts.new_password.send_soon", lambda message, **kwargs: message.send())


@pytest.fixture
def owner():
    owner = MembershipFactory(board_member=True).user
    ends = timezone.now() + datetime.timedelta(days=1)
    for name in ("Power BI", "Excel"):
        ApiToken(user=owner, name=name, expires_at=ends).issue()
    CalendarAddress.renew(owner)
    return owner


def has_keys(user) -> bool:
    keys, calendars = user.api_tokens.open(), CalendarAddress.objects.filter(user=user)
    assert keys.exists() == calendars.exists()
    return keys.exists()


def change(client, **answers):
    client.force_login(client.owner)
    return client.post("/konto/adgangskode/", {"old_password": PASSWORD, **CHOSEN, **answers})


def reset(client, **answers):
    uid = urlsafe_base64_encode(force_bytes(client.owner.pk))
    token = default_token_generator.make_token(client.owner)
    form = client.get(f"/konto/ny-adgangskode/{uid}/{token}/", follow=True)
    return client.post(form.redirect_chain[-1][0], {**CHOSEN, **answers})


def by_administrator(client, **answers):
    client.force_login(UserFactory(administrator=True))
    return client.post(
        f"/admin/accounts/user/{client.owner.pk}/password/",
        {"password1": NEW, "password2": NEW, "usable_password": "true"},
    )


@pytest.mark.parametrize("way", [change, reset])
@pytest.mark.parametrize("asked", [True, False])
def test_keys_and_calendar_are_closed_where_the_person_wants_it(client, owner, way, asked):
    client.owner = owner

    answer = way(client, **({"close_keys": "on"} if asked else {}))

    assert answer.status_code == 302
    assert has_keys(owner) is not asked


def test_at_a_link_closing_is_ticked_and_at_a_change_it_is_offered(client, owner):
    uid = urlsafe_base64_encode(force_bytes(owner.pk))
    token = default_token_generator.make_token(owner)
    by_link = client.get(f"/konto/ny-adgangskode/{uid}/{token}/", follow=True).content.decode()
    client.force_login(owner)
    changing = client.get("/konto/adgangskode/").content.decode()

    box = re.compile(r'<input[^>]*name="close_keys"[^>]*>')
    assert "checked" in box.search(by_link)[0]
    assert "checked" not in box.search(changing)[0]
    client.force_login(UserFactory())
    assert not box.search(client.get("/konto/adgangskode/").content.decode())


def test_an_administrators_new_password_closes_them(client, owner, mailoutbox):
    client.owner = owner

    assert by_administrator(client).status_code == 302

    assert not has_keys(owner)
    assert "Det gjorde en administrator" in mailoutbox[0].body


@pytest.mark.parametrize("way", [change, reset, by_administrator])
def test_other_sessions_end_and_the_person_is_told_without_a_link(client, owner, mailoutbox, way):
    elsewhere = Client()
    elsewhere.force_login(owner)
    client.owner = owner

    way(client)

    assert elsewhere.get("/konto/adgangskode/").status_code == 302
    (mail,) = mailoutbox
    assert mail.to == [owner.email]
    assert mail.subject == "Din adgangskode til Ledestjernen er skiftet"
    assert mail.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "Var det ikke dig?" in mail.body
    assert "http" not in mail.body
    assert "&#" not in mail.body


@pytest.mark.parametrize("way", [change, reset])
def test_a_password_that_is_refused_closes_and_tells_nothing(client, owner, mailoutbox, way):
    client.owner = owner

    way(client, new_password1="kort", new_password2="kort", close_keys="on")

    assert has_keys(owner)
    assert mailoutbox == []
