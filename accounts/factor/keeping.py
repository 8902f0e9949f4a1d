"""Second factors come, are used, and go: written down, told to the person, ended elsewhere."""

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import throttling
from accounts.events import Kind, record
from accounts.factor.codes import use_code
from accounts.factor.passkeys import use_passkey
from accounts.mail import AUTOMATIC, send_soon
from accounts.visits import end_visits

if TYPE_CHECKING:
    from accounts.models import User

Type = Authenticator.Type


#: Where a session keeps that a factor is lacking.
DEMANDED = "factor_demanded"
#: Of so many wrong codes in an hour the person is told: whoever tries them knows the password.
TOLD_AT = 5


def factors_of(person: "User") -> QuerySet[Authenticator]:
    """What stands beside the password; recovery codes are for when that is lost."""
    found = Authenticator.objects.filter(user=person)
    return found.exclude(type=Type.RECOVERY_CODES).order_by("created_at", "pk")


def has_factor(person: "User") -> bool:
    return factors_of(person).exists()


# --- Used ---------------------------------------------------------------------------------------


def show_factor(
    request: HttpRequest, person: "User", *, code: str = "", passkey: object = None
) -> Authenticator | None:
    """Try what the person shows, a code or a passkey's answer; None, and counted, if it is wrong.

    It is counted before it is looked at: many who try at once get no more tries than one.
    """
    found = None
    tried = throttling.wrong_codes.add(person.pk)
    if tried <= settings.AXES_FAILURE_LIMIT:
        found = use_passkey(person, passkey) if passkey is not None else use_code(person, code)
    if found is None:
        record(Kind.FACTOR_REFUSED, request=request, about=person)
        if tried == TOLD_AT:
            _tell(person, "guessed")
        return None
    throttling.wrong_codes.take_back(person.pk)
    found.last_used_at = timezone.now()
    found.save(update_fields=["last_used_at"])
    record(Kind.FACTOR_USED, request=request, actor=person.pk, type=str(found.type))
    if found.type == Type.RECOVERY_CODES:
        _tell(person, "used")
    return found


# --- Coming and going ---------------------------------------------------------------------------


def note_added(request: HttpRequest, person: "User", factor: Authenticator) -> None:
    """A factor has come: other browsers, where it was never shown, must show it."""
    end_visits(person, but=request.session.session_key)
    request.session.cycle_key()
    request.session.pop(DEMANDED, None)
    record(Kind.FACTOR_ADDED, request=request, about=person, type=str(factor.type))
    _tell(person, "added")


def note_recovery_codes(request: HttpRequest, person: "User") -> None:
    record(Kind.RECOVERY_CODES_MADE, request=request, about=person)
    _tell(person, "codes")


@transaction.atomic
def remove(request: HttpRequest, factor: Authenticator) -> None:
    """Take one of the person's own away; recovery codes go with the last."""
    person = factor.user
    factor.delete()
    if not has_factor(person):
        Authenticator.objects.filter(user=person).delete()
    end_visits(person, but=request.session.session_key)
    record(Kind.FACTOR_REMOVED, request=request, about=person, type=str(factor.type))
    _tell(person, "removed")


@transaction.atomic
def remove_all(person: "User", *, by: "User") -> None:
    """Take away what a person has lost: they are signed out, and told who did it."""
    Authenticator.objects.filter(user=person).delete()
    end_visits(person)
    record(Kind.FACTOR_REMOVED, about=person, how="clear")
    _tell(person, "removed", by=by)


def _tell(person: "User", what: str, *, by: "User | None" = None) -> None:
    """what: “added”, “removed”, “codes”, “used” or “guessed”."""
    context = {
        "name": person.get_short_name(),
        "what": what,
        "by": by,
        "when": timezone.localtime(),
    }
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string("accounts/factor_mail.txt", context)
        subject = _("Your two-step login was changed")
        if what == "used":
            subject = _("A recovery code for your account was used")
        elif what == "guessed":
            subject = _("Somebody tries codes for your account")
    message = EmailMessage(subject, text, to=[person.email], headers=AUTOMATIC)
    transaction.on_commit(lambda: send_soon(message))
