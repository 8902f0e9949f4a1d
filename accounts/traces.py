"""The name and address of a person who leaves, taken out of what packages keep of people."""

import json
import re
from typing import TYPE_CHECKING

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from accounts.mail import WaitingMail

if TYPE_CHECKING:
    from accounts.models import User


def take_out(person: "User", *, name: str, email: str) -> None:
    """Write who the person is from now on wherever the former name or address stands.

    The security log needs none of it: it has numbers of people, and nobody changes it.
    """
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        model.objects.filter(username__iexact=email).update(username=person.email)
    WaitingMail.objects.filter(to__iexact=email).delete()
    _rewrite_log(person, {email: person.email, name: person.name})


def keep_trail(sender: object, instance: "User", **kwargs: object) -> None:
    """Refuse to delete whoever did anything in the administration: its log would go along."""
    trail = LogEntry.objects.filter(user=instance)
    if trail.exists():
        sentence = _("What they did in the administration is kept. Anonymise the person instead.")
        raise ProtectedError(sentence, set(trail))


def _rewrite_log(person: "User", instead: dict[str, str]) -> None:
    """In the administration's log the words stand as they were, or as JSON writes them."""
    words = {former: now for former, now in instead.items() if former}
    words |= {json.dumps(former)[1:-1]: json.dumps(now)[1:-1] for former, now in words.items()}
    if not words:
        return
    standing = Q()
    for former in words:
        standing |= Q(object_repr__icontains=former) | Q(change_message__icontains=former)
    whole = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)", re.IGNORECASE)
    folded = {former.lower(): now for former, now in words.items()}
    for entry in LogEntry.objects.filter(standing):
        for column in ("object_repr", "change_message"):
            text = whole.sub(lambda found: folded[found[0].lower()], getattr(entry, column))
            setattr(entry, column, text[:200] if column == "object_repr" else text)
        entry.save(update_fields=["object_repr", "change_message"])
