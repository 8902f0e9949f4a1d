"""New members as somebody writes them: a name and an address on each line."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from config.privacy import looks_like_cpr
from institutions.people.importing.entries import LONGEST_NAME
from institutions.people.inviting.forms import known_as, new_address

#: So many new members at once are no board.
MOST = 40
ADDRESS = re.compile(r"[<(\[]?\s*(\S+[@,]\S*|\S*@\S+)\s*[>)\]]?\s*[;,]?\s*$")


class NewMember(NamedTuple):
    """Somebody new on the board. user: who has the address already, by the same name."""

    name: str
    email: str
    user: User | None


def members_in(text: str, *, by: User) -> list[NewMember]:
    """Line by line, as `by` writes them.

    Raises ValidationError with a sentence for each line that is wrong.
    """
    found: dict[str, NewMember] = {}
    wrong: list[str] = []
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if line]
    if len(lines) > MOST:
        raise ValidationError(_("Write at most %(limit)s people.") % {"limit": MOST})
    for number, line in enumerate(lines, start=1):
        try:
            one = _member_in(line, by)
            if one.email in found:
                raise ValidationError(_("The address stands there twice."))
            found[one.email] = one
        except ValidationError as error:
            told = _("Line %(number)s: %(what)s")
            wrong.append(told % {"number": number, "what": " ".join(error.messages)})
    if wrong:
        raise ValidationError(wrong)
    return list(found.values())


def _member_in(line: str, by: User) -> NewMember:
    if looks_like_cpr(line):
        raise ValidationError(_("This looks like a CPR number. Take it out."))
    told = ADDRESS.search(line)
    if told is None:
        raise ValidationError(_("Write the name and then the e-mail address."))
    name = line[: told.start()].strip(" ;,:\t–-")
    if not name:
        raise ValidationError(_("Write the name before the e-mail address."))
    if len(name) > LONGEST_NAME:
        raise ValidationError(_("Write at most %(limit)s characters.") % {"limit": LONGEST_NAME})
    email = new_address(told[1].strip("<>()[];"))
    return NewMember(name, email, known_as(email, name, by=by))


def names_of(members: Iterable[NewMember]) -> list[str]:
    return [one.name for one in members]
