"""A password is taken as it was typed, for as long as its owner wants it, and nothing stands in."""

import datetime

import pytest
import time_machine
from django.conf import global_settings, settings
from django.contrib.auth.tokens import default_token_generator
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from lxml import html

from accounts.models import User
from tests.conftest import ROOT
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

SIGN_IN, FORGOTTEN = "/konto/log-ind/", "/konto/glemt-adgangskode/"
TYPED = "  Grøn  Hest i REGNVEJR "


def comes_in(password: str, email: str = "leder@example.com") -> bool:
    client = Client()
    client.post(SIGN_IN, {"username": email, "password": password})
    return "_auth_user_id" in client.session


def typed(client, address: str) -> list[html.HtmlElement]:
    """The fields of a page in which something is typed."""
    page = html.fromstring(client.get(address, follow=True).content)
    return page.xpath("//main//input[not(@type='hidden' or @type='checkbox')]")


def test_every_character_counts_also_at_the_ends():
    UserFactory(email="leder@example.com", password=TYPED)

    assert comes_in(TYPED)
    assert not comes_in(TYPED.strip())
    assert not comes_in(TYPED.lower())
    assert not comes_in(" ".join(TYPED.split()))
    assert not comes_in(TYPED[:12])


def test_a_new_password_is_taken_as_it_was_typed(client):
    user = UserFactory(email="leder@example.com")
    client.force_login(user)
    chosen = {"new_password1": TYPED, "new_password2": TYPED}

    client.post(reverse("password_change"), {"old_password": "ledestjernen-demo", **chosen})

    assert comes_in(TYPED)
    assert not comes_in(TYPED.strip())


def test_fields_are_masked_and_filled_in_by_managers(client):
    user = UserFactory()
    uid, token = urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator
    by_link = reverse("password_reset_confirm", args=[uid, token.make_token(user)])
    fields = [*typed(client, SIGN_IN), *typed(client, by_link)]
    client.force_login(user)
    fields += typed(client, reverse("password_change"))

    secret = [field for field in fields if "password" in field.get("name")]
    assert len(secret) == 6
    assert {field.get("type") for field in secret} == {"password"}
    assert {field.get("autocomplete") for field in secret} == {"current-password", "new-password"}
    assert [field.get("autocomplete") for field in fields if field not in secret] == ["username"]
    assert not [field for field in secret if field.get("maxlength") or field.get("onpaste")]


def test_pages_where_it_is_typed_run_no_script_that_sees_a_paste(client):
    pages = [client.get(SIGN_IN), client.get(FORGOTTEN)]
    client.force_login(UserFactory())
    pages.append(client.get(reverse("password_change")))
    seeing = [
        path.name
        for path in sorted((ROOT / "static" / "js").glob("*.js"))
        if "paste" in path.read_text(encoding="utf-8")
    ]

    assert seeing == ["effort-rows.js"]
    assert not [page for page in pages if b"effort-rows" in page.content]


def test_none_has_to_be_changed_after_a_time():
    UserFactory(email="leder@example.com")

    with time_machine.travel(datetime.datetime(2041, 1, 1, 12, tzinfo=datetime.UTC)):
        assert comes_in("ledestjernen-demo")


def test_nothing_but_a_link_by_mail_stands_in_for_it(client):
    assert [field.get("name") for field in typed(client, FORGOTTEN)] == ["email"]
    names = {field.name for field in User._meta.get_fields()}
    assert not [name for name in names if "hint" in name or "question" in name]


def test_somebody_may_be_signed_in_in_several_places():
    user = MembershipFactory(board_member=True).user
    one, other = Client(), Client()
    for client in (one, other):
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")

    assert one.get("/min-side/").status_code == other.get("/min-side/").status_code == 200


def test_every_page_has_the_way_out(client):
    client.force_login(UserFactory(administrator=True))
    ways = {reverse("logout"), reverse("admin:logout")}

    for address in ("/", "/min-side/", "/kommunen/", "/moeder/", "/admin/", "/findes-ikke/"):
        page = html.fromstring(client.get(address).content)
        assert ways & set(page.xpath("//form[@method='post']/@action")), address


def test_what_is_hashed_and_signed_is_so_by_what_is_sound_today():
    source = (ROOT / "config" / "settings.py").read_text(encoding="utf-8")

    assert "PASSWORD_HASHERS" not in source
    assert global_settings.PASSWORD_HASHERS[0].endswith(".PBKDF2PasswordHasher")
    assert Signer().algorithm == "sha256"
    assert settings.SESSION_SERIALIZER.endswith(".JSONSerializer")
