"""A person leaves, and what they did stays: the account, without who it was."""

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.dispatch import Signal
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.new_password import close_keys
from accounts.told.rows import HowOften
from accounts.traces import take_out

#: Sent with `person=` inside the transaction: each app ends or forgets what it has of the person.
person_anonymised = Signal()


@transaction.atomic
def anonymise(person: User) -> None:
    """Take the person's name, address and ways in away, and keep the row that history points at."""
    name, email = person.name, person.email
    with translation.override(settings.LANGUAGE_CODE):
        person.name = _("Former user %(number)s") % {"number": person.pk}
    person.email = f"former-{person.pk}@example.invalid"
    person.is_active = person.is_staff = person.is_superuser = False
    person.notices_by_mail = HowOften.NEVER
    person.set_unusable_password()
    person.save()
    person.groups.clear()
    person.user_permissions.clear()
    close_keys(person)
    about = ContentType.objects.get_for_model(person)
    told = LogEntry.objects.filter(content_type=about, object_id=str(person.pk))
    told.update(object_repr=str(person))
    take_out(person, name=name, email=email)
    person_anonymised.send(sender=type(person), person=person)
