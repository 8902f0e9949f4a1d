"""One normal form of an e-mail address: nobody has two counters, or is found by a lookalike."""

import itertools

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Value
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.addresses import counted_form, is_normal, normal_form
from accounts.models import User
from tests.factories import UserFactory
from tests.splitting import examples

PASSWORD = "ledestjernen-demo"
#: Letters that some database, Python or Unicode form takes for the letter.
LOOKALIKES = {
    "a": "aAａＡàᵃ",
    "i": "iIıİｉＩⁱí",
    "k": "kK\u212aｋ",
    "s": "sSſｓＳß",
    "t": "tTｔᵗ",
    "n": "nNｎⁿ",
    "o": "oOｏºø",
    "r": "rRｒ",
    "m": "mMｍ",
    "d": "dDｄ",
}
spellings = st.tuples(*(st.sampled_from(LOOKALIKES[letter]) for letter in "administrator")).map(
    "".join
)


def sign_in(client, email, password="wrong", address="203.0.113.7"):  # noqa: S107
    return client.post(
        "/konto/log-ind/", {"username": email, "password": password}, REMOTE_ADDR=address
    )


@given(st.text())
def test_a_normal_form_is_its_own_normal_form(text):
    assert normal_form(normal_form(text)) == normal_form(text)
    assert counted_form(text).isascii()


class Spelling(TestCase):
    """Against the database, many spellings in one test."""

    @examples(60)
    @given(spellings)
    def test_the_database_and_the_counter_agree_about_every_spelling(self, name):
        owner = UserFactory(email="administrator@example.com")
        typed = f"{name}@example.com"

        found = User.objects.filter(email=normal_form(typed)).first()
        try:
            by_key = User.objects.get_by_natural_key(typed)
        except User.DoesNotExist:
            by_key = None

        assert by_key == found == (owner if normal_form(typed) == owner.email else None)
        if found:
            assert counted_form(typed) == counted_form(owner.email)

    @examples(60)
    @given(st.text(alphabet=st.characters(min_codepoint=33, exclude_categories=["Cs"]), min_size=1))
    def test_the_database_keeps_nothing_but_normal_forms(self, text):
        user = UserFactory(email="kept@example.com")
        raw = User.objects.filter(pk=user.pk)

        def write():
            with transaction.atomic(), connection.cursor() as cursor:
                table = connection.ops.quote_name(User._meta.db_table)
                cursor.execute(f"UPDATE {table} SET email = %s", [text])  # noqa: S608

        if text.isascii() and text.isprintable() and text == text.lower():
            write()
            assert raw.annotate(kept=Value(text)).get().email == text
        else:
            with pytest.raises(IntegrityError):
                write()


@pytest.mark.django_db
def test_36_guesses_over_lookalikes_are_guesses_at_one_account(client, monkeypatch):
    monkeypatch.setattr("accounts.throttling.wait", lambda seconds: True)
    UserFactory(email="administrator@example.com")
    names = ["administrator", "admınıstrator", "admınistrator", "ADMINISTRATOR"]
    guesses = itertools.islice(itertools.cycle(names), 36)

    answers = [sign_in(client, f"{name}@example.com").status_code for name in guesses]

    assert answers == [200] * 9 + [429] * 27
    for name in names:
        assert sign_in(Client(), f"{name}@example.com", PASSWORD).status_code == 429


@pytest.mark.django_db
def test_a_lookalike_does_not_open_the_account(client):
    UserFactory(email="administrator@example.com")

    assert sign_in(client, "admınıstrator@example.com", PASSWORD).status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_an_address_is_stored_in_its_normal_form():
    user = User.objects.create_user(" Lea.Leder@RØDGRØD.example ", name="Lea")

    user.refresh_from_db()

    assert user.email == "lea.leder@xn--rdgrd-vuad.example"
    assert User.objects.get_by_natural_key("LEA.LEDER@rødgrød.example") == user


@pytest.mark.django_db
def test_an_address_outside_ascii_is_refused_in_words():
    user = UserFactory.build(email="søren@example.com")

    with pytest.raises(ValidationError, match="e-mailadresse"):
        user.full_clean()
    assert not is_normal("søren@example.com")
