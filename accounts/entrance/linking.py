"""People and the municipality's sign-ins: who is bound to one, and who is told."""

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.mail import AUTOMATIC, send_soon
from accounts.models import User
from config.sign_ins import SignInProvider, sign_ins
from config.site import site_address


def linked_to(person: User) -> QuerySet[SocialAccount]:
    """Whom the municipality's logins know the person as; also those no longer in the settings."""
    return SocialAccount.objects.filter(user=person).order_by("provider", "pk")


def bound() -> Q:
    """Those who come in by the municipality's sign-in alone, and by no password.

    Who may do everything is never bound: somebody must come in when that sign-in is broken.
    """
    linked = SocialAccount.objects.filter(user=OuterRef("pk"), provider__in=_binding())
    return Q(Exists(linked), is_superuser=False)


def binds(provider: SignInProvider, person: User) -> bool:
    """Whether a person whom it knows is bound by it."""
    return not (provider.password_too or person.is_superuser)


def _binding() -> list[str]:
    return [key for key, one in sign_ins().items() if not one.password_too]


def is_bound(person: User) -> bool:
    """Whether a password of theirs opens nothing."""
    return bool(sign_ins()) and User.objects.filter(bound(), pk=person.pk).exists()


def door_of(person: User) -> str | None:
    """Where a bound person signs in: at their provider; None for who may choose a password.

    Only who is known to a provider: it would refuse others who have an account here, unless it
    vouches for their address, which nobody knows before they come.
    """
    if not is_bound(person):
        return None
    linked = SocialAccount.objects.filter(user=person, provider__in=_binding()).order_by("pk")
    key = linked.values_list("provider", flat=True).first()
    return f"{site_address()}{reverse('openid_begin', args=[key])}" if key else None


def unlink(person: User) -> None:
    """Forget whom providers know the person as."""
    linked_to(person).delete()


def tell_of_link(
    person: User, provider: SignInProvider | None, *, by: User | None = None, gone: bool = False
) -> None:
    """Mail the person that the municipality's sign-in opens their account from now on, or not.

    provider: None where the settings know it no longer. by: whoever did it, if not the person.
    """
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "name": person.get_short_name(),
            "when": timezone.localtime(),
            "provider": provider,
            "is_bound": provider is not None and binds(provider, person),
            "by": by,
            "gone": gone,
        }
        text = render_to_string("accounts/linked_mail.txt", context)
        subject = (
            _("A login of the municipality opens your account no longer")
            if gone
            else _("You now log in to Ledestjernen with the municipality’s login")
        )
    message = EmailMessage(subject, text, to=[person.email], headers=AUTOMATIC)
    transaction.on_commit(lambda: send_soon(message))
