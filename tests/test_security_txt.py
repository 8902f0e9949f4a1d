"""Whoever finds a weakness can find whom to tell (RFC 9116)."""

import datetime

import pytest
from django.utils import timezone

pytestmark = pytest.mark.django_db
ADDRESS = "/.well-known/security.txt"


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("sikkerhed@example.dk", "mailto:sikkerhed@example.dk"),
        ("mailto:sikkerhed@example.dk", "mailto:sikkerhed@example.dk"),
        (" https://example.dk/sikkerhed ", "https://example.dk/sikkerhed"),
    ],
)
def test_it_says_whom_to_tell_for_how_long_and_in_which_languages(client, settings, contact, said):
    settings.SECURITY_CONTACT, settings.SITE_URL = contact, "https://ledestjernen.example.dk/"

    answer = client.get(ADDRESS)

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    told = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert told["Contact"] == said
    assert told["Preferred-Languages"] == "da, en"
    assert told["Canonical"] == "https://ledestjernen.example.dk/.well-known/security.txt"
    expires = datetime.datetime.fromisoformat(told["Expires"])
    left = expires - timezone.now()
    assert datetime.timedelta(days=150) < left < datetime.timedelta(days=365)


def test_without_a_site_address_it_names_the_one_it_was_asked_at(client, settings):
    settings.SECURITY_CONTACT, settings.SITE_URL = "sikkerhed@example.dk", ""

    assert (
        "Canonical: http://testserver/.well-known/security.txt"
        in client.get(ADDRESS).content.decode()
    )


def test_without_a_contact_it_says_so_in_danish(client, settings):
    settings.SECURITY_CONTACT = ""

    answer = client.get(ADDRESS)

    assert answer.status_code == 404
    assert "Kommunen har ikke sagt endnu, hvem" in answer.content.decode()
