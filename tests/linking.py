"""What a browser does on the page of one's own logins: to a login and back, and unlinking it."""

import html
import re
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.openid_provider import agree, come_back

LIST = "/min-side/kommunens-login/"
SURE = {"sure": "yes"}


def in_as(person: User, **more: Any) -> Client:
    """A browser in which somebody has signed in a moment ago."""
    client = Client(**more)
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def way_there(client: Client, *, key: str = "kommune") -> str:
    """Where the page that leads on leads to."""
    page = client.post(f"{LIST}{key}/", SURE)
    assert page.status_code == 200, page
    return html.unescape(re.search(r'content="0; url=([^"]+)"', page.content.decode())[1])


def links(client: Client, subject: str, *, key: str = "kommune") -> Any:
    """There, saying who one is, and back."""
    return come_back(client, agree(way_there(client, key=key), subject))


def unlinks(client: Client, account: Any, *, of: User | None = None) -> Any:
    """Unlink one's own, or that of somebody whom one looks after; sure of it."""
    if of is None:
        return client.post(reverse("login_unlink", args=[account.pk]), SURE)
    return client.post(reverse("person_login_unlink", args=[of.pk, account.pk]), SURE)
