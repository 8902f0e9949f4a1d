"""A mail to whoever signs in from a browser in which they have never signed in before."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.browsers import browser_of, system_of
from accounts.events import Kind
from accounts.mail import AUTOMATIC, send_soon
from accounts.models import SecurityEvent, Visit
from accounts.throttling import known_people

if TYPE_CHECKING:
    from accounts.models import User


def note_new_browser(sender: object, request: HttpRequest, user: "User", **kwargs: object) -> None:
    """Write to whoever signs in from a browser that is new to us (before the sign-in is logged).

    Not at the very first sign-in: then every browser is new, and the person knows of it.
    """
    if not user.wants_sign_in_notices or user.pk in known_people(request):
        return
    if not SecurityEvent.objects.filter(kind=Kind.SIGNED_IN, actor=user.pk).exists():
        return
    message = _message(request, user)
    transaction.on_commit(lambda: send_soon(message))


def _message(request: HttpRequest, user: "User") -> EmailMessage:
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "name": user.get_short_name(),
            "when": timezone.localtime(),
            "where": Visit(browser=browser_of(request), system=system_of(request)),
            "address": settings.SITE_URL.rstrip("/") + reverse("visit_list"),
        }
        text = render_to_string("accounts/new_browser_mail.txt", context)
        subject = _("Somebody logged in to your account from a new browser")
    return EmailMessage(subject, text, to=[user.email], headers=AUTOMATIC)
