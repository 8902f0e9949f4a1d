"""What a person is told by mail when somebody else has changed how they sign in."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.mail import send_soon
from accounts.models import User

#: What is told of when somebody else changes it. Of a new password its owner is told always, and
#: elsewhere: `accounts.new_password`.
TOLD = frozenset({"email", "is_active"})


def tell_of_change(person: User, *, by: User, changed: set[str], address: str) -> None:
    """Write to the address that the person had before; nothing when they changed it themselves."""
    if by.pk == person.pk or not changed & TOLD:
        return
    with translation.override(settings.LANGUAGE_CODE):
        context = {"person": person, "by": by, "changed": changed, "address": address}
        text = render_to_string("accounts/changed_mail.txt", context)
        subject = _("Your account has been changed")
        message = EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [address])
    transaction.on_commit(lambda: send_soon(message))
