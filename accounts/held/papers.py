"""The file somebody gets who asks what is held about them: to read, and for machines."""

import datetime
import json

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.confirming import confirm_first
from accounts.events import Kind, record
from accounts.held.gathering import all_about, as_told, withheld
from accounts.models import User
from files.papers import compose, file_name, file_response

#: What a file of it is made as.
SUFFIXES = ("pdf", "json")


def hand_out(request: HttpRequest, person: User, suffix: str) -> HttpResponse:
    """Every such file leaves through here: to who has just shown who they are, and is logged."""
    if (asked := confirm_first(request, reading=True)) is not None:
        return asked
    on = timezone.localdate()
    record(Kind.PERSON_READ, request=request, about=person, format=suffix)
    name = file_name(on, _("held about a person"), str(person.pk), suffix=suffix)
    if suffix == "json":
        told = json.dumps(as_told(person, on=on), ensure_ascii=False, indent=2)
        return file_response(told.encode(), name=name, kind="application/json")
    return file_response(held_paper(person, on=on), name=name)


def held_paper(person: User, *, on: datetime.date) -> bytes:
    """As PDF in the manner of the house."""
    held = all_about(person)
    facts = {
        "head": [
            (_("Name"), person.name),
            (_("E-mail address"), person.email),
            (_("As of"), date_format(on, "DATE_FORMAT")),
        ],
        "intro": _(
            "This is what Ledestjernen holds about the person: their account, their roles, and"
            " what they wrote, decided and did. Passwords and keys are in no file. Backups and"
            " the lines of the server's log are not in it either."
        ),
        "held": [
            {"heading": one.heading, "rows": [list(row.items()) for row in one.rows]}
            for one in held
        ],
        "withheld": {"heading": _("Not in this file, and why"), "reasons": withheld()},
    }
    return compose(
        "accounts/held.typ",
        facts=facts,
        title=_("What is held about a person"),
        on=on,
        counts={},
    )
