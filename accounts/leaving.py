"""A person leaves, and what they did stays: the account, without who it was."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.dispatch import Signal
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.entrance.linking import unlink
from accounts.held.rewording import can_be_reworded, take_address_out, take_name_out
from accounts.models import ApiToken, PersonNotice, User
from accounts.new_password import close_keys
from accounts.slots import all_accounts_of, former_role
from accounts.told.rows import HowOften
from accounts.traces import take_out
from accounts.visits import end_visits

#: Sent with `person=`, and the `name=` and `email=` they had, inside the transaction: each app ends
#: or forgets what it has of the person.
person_anonymised = Signal()


@transaction.atomic
def anonymise(person: User) -> None:
    """Take the person's name, address and ways in away, and keep the row that history points at.

    Accounts that were put together with it are the same person's: all of them, or none.
    """
    accounts = all_accounts_of(person)
    own_names = {one.pk for one in accounts if can_be_reworded(one)}
    with translation.override(settings.LANGUAGE_CODE):
        role = next(filter(None, map(former_role.first, accounts)), None)
    for one in accounts:
        _anonymise(one, role=role, is_ones_own=one.pk in own_names)


def is_anonymised(person: User) -> bool:
    """Whether nothing but the row is left of the person."""
    return person.email == _address_of_former(person)


def _address_of_former(person: User) -> str:
    return f"former-{person.pk}@example.invalid"


def _anonymise(person: User, *, role: str | None, is_ones_own: bool) -> None:
    name, email = person.name, person.email
    with translation.override(settings.LANGUAGE_CODE):
        person.name = (
            _("Former %(role)s") % {"role": role}
            if role
            else _("Former user %(number)s") % {"number": person.pk}
        )
    person.email = _address_of_former(person)
    person.is_active = person.is_staff = person.is_superuser = False
    person.notices_by_mail = HowOften.NEVER
    person.set_unusable_password()
    person.save()
    person.groups.clear()
    person.user_permissions.clear()
    close_keys(person)
    unlink(person)
    Authenticator.objects.filter(user=person).delete()
    end_visits(person)
    about = ContentType.objects.get_for_model(person)
    told = LogEntry.objects.filter(content_type=about, object_id=str(person.pk))
    told.update(object_repr=str(person))
    PersonNotice.objects.filter(person=person).delete()
    ApiToken.objects.filter(user=person).delete()
    _end_sessions(person)
    take_out(person, name=name, email=email)
    take_address_out(email, person.email)
    if is_ones_own:
        take_name_out(name, person.name)
    person_anonymised.send(sender=type(person), person=person, name=name, email=email)


def _end_sessions(person: User) -> None:
    """Every session of the person goes, with what was kept in it."""
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()
