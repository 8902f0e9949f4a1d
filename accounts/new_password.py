"""What a new password brings with it: the person is told, and what lived on may be closed."""

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.mail import AUTOMATIC, send_soon
from accounts.models import ApiToken, CalendarAddress, User


def has_keys(user: User) -> bool:
    """Whether something opens in the person's name without their password."""
    keys = ApiToken.objects.filter(user=user).open()
    return keys.exists() or CalendarAddress.objects.filter(user=user).exists()


@transaction.atomic
def close_keys(user: User) -> None:
    """Close all that opens in the person's name without their password."""
    for key in ApiToken.objects.filter(user=user).open():
        key.revoke()
    CalendarAddress.close(user)


def tell(user: User, *, is_closed: bool, by_administrator: bool = False) -> None:
    """Mail the person that their password was changed; nothing in the mail changes anything."""
    context = {
        "name": user.get_short_name(),
        "when": timezone.localtime(),
        "is_closed": is_closed,
        "by_administrator": by_administrator,
    }
    with translation.override("da"):
        text = render_to_string("accounts/password_changed_mail.txt", context)
        subject = _("Your password for Ledestjernen was changed")
    send_soon(EmailMessage(subject, text, to=[user.email], headers=AUTOMATIC))
