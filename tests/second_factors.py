"""What a person's telephone does: codes of an app, and the form in which it is set up."""

import html
import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

PASSWORD = "ledestjernen-demo"
SIGN_IN, SECOND = "/konto/log-ind/", "/konto/log-ind/kode/"
LIST = "/min-side/to-trin/"
APP, CODES = f"{LIST}app/", f"{LIST}noedkoder/"
FAR_AWAY = 10_000_000


def code_of(secret: str, *, steps: int = 0, at: float | None = None) -> str:
    """What the app shows, now (or at that time) or so many half minutes later."""
    now = time.time() if at is None else at
    return format_hotp_value(hotp_value(secret, int(now) // 30 + steps))


def wrong_code(secret: str) -> str:
    """One that is none of those that are good now."""
    good = {code_of(secret, steps=steps) for steps in range(-2, 3)}
    return next(code for code in ("000000", "111111", "222222") if code not in good)


def knows_password(person, *, client: Client | None = None) -> Client:
    """A browser in which the person's password has been given."""
    client = client or Client()
    client.post(SIGN_IN, {"username": person.email, "password": PASSWORD})
    return client


def set_up_app(client: Client) -> tuple[str, list[str]]:
    """Set an app up where somebody is signed in; its secret, and the recovery codes shown."""
    page = client.get(APP).content.decode()
    secret = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    shown = client.post(APP, {"code": code_of(secret, steps=-1)}).content.decode()
    return secret, re.findall(r"<code>(\d{8})</code>", html.unescape(shown))


def is_in(client: Client) -> bool:
    """Whether somebody is signed in there, and pages are open."""
    return client.get("/min-side/").status_code == 200
