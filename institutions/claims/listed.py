"""The municipality's list of who has which groups: read each night, so that who left is out."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction

from accounts.addresses import normal_form
from accounts.entrance.claims import kept_claims
from accounts.models import User
from accounts.visits import end_visits
from config.sign_ins import SignInProvider, sign_ins
from institutions.claims.applying import Rules, apply_to, given_to
from institutions.models import Membership
from institutions.roles import Source

#: A list that would take roles from more people than this, and from more than half of those who
#: have any by claims, is taken for a broken one.
MANY = 10


class ListRefused(Exception):
    """The list cannot be used; nothing was changed."""


@dataclass(frozen=True, slots=True)
class ListOutcome:
    """What a list changed, in numbers of people."""

    listed: int
    unknown: int
    gained: int
    lost: int
    ended_visits: int


def read_list(text: str) -> dict[str, dict[str, Any]]:
    """E-mail address in normal form → claims, from JSON or from CSV with a heading.

    JSON: `[{"email": …, "groups": […]}]`. CSV: a column `email`, and one for each claim with the
    values parted by `|`; several rows about one person add up.
    """
    rows = _json_rows(text) if text.lstrip().startswith(("[", "{")) else _csv_rows(text)
    found: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(rows, start=1):
        address = normal_form(str(row.pop("email", "") or ""))
        if "@" not in address:
            raise ListRefused(f"Row {number} has no e-mail address")
        claims = found.setdefault(address, {})
        for name, values in row.items():
            claims.setdefault(name, []).extend(values)
    return found


def _json_rows(text: str) -> list[dict[str, Any]]:
    try:
        told = json.loads(text)
    except ValueError as error:
        raise ListRefused("This is no JSON") from error
    told = told.get("people") if isinstance(told, dict) else told
    if not isinstance(told, list) or not all(isinstance(row, dict) for row in told):
        raise ListRefused("The JSON is no list of people")
    return [
        {name: value if name == "email" else _as_list(value) for name, value in row.items()}
        for row in told
    ]


def _as_list(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(one) for one in values if isinstance(one, str | int)]


def _csv_rows(text: str) -> list[dict[str, Any]]:
    heading = text.lstrip("\ufeff").partition("\n")[0]
    separator = ";" if ";" in heading else ","
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=separator, strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise ListRefused("This is no CSV") from error
    if "email" not in (reader.fieldnames or []):
        raise ListRefused("The list has no column email")
    return [{name: _told(name, value) for name, value in row.items() if name} for row in rows]


def _told(name: str, value: str | None) -> str | list[str] | None:
    """A cell: an address is one text, everything else several, with a line between them."""
    return value if name == "email" else list(filter(None, (value or "").split("|")))


def apply_list(
    listed: Mapping[str, Mapping[str, Any]], provider: SignInProvider, *, whatever: bool = False
) -> ListOutcome:
    """Bring the roles by claims of a provider's people in step with the list; all of it, or none.

    Who is missing from it has left: their roles by claims end, and their visits if no other role
    is left. Nobody is made by a list; people come to be when they first sign in. whatever: even
    where very many would lose their roles.
    """
    rules = Rules()
    gained, lost = set(), set()
    with transaction.atomic():
        accounts = SocialAccount.objects.filter(provider=provider.key, user__is_active=True)
        for account in accounts.select_related("user"):
            claims = kept_claims(provider, dict(listed.get(account.user.email, {})))
            if claims != account.extra_data:
                # not saved: a list is no sign-in, and saving notes one
                SocialAccount.objects.filter(pk=account.pk).update(extra_data=claims)
            person = account.user
            told = dict(listed.get(person.email, {}))
            more, less = apply_to(person, given_to(person, rules, fresh={provider.key: told}))
            gained |= {person.pk} if more else set()
            lost |= {person.pk} if less else set()
        _hold_against(lost, whatever=whatever)
        left = lost - set(Membership.objects.current().values_list("user", flat=True))
        ended = sum(map(end_visits, User.objects.filter(pk__in=left)))
    known = set(User.objects.values_list("email", flat=True))
    return ListOutcome(len(listed), len(set(listed) - known), len(gained), len(lost), ended)


def _hold_against(lost: set[int], *, whatever: bool) -> None:
    """An export that failed must not put everybody out."""
    by_claims = Membership.objects.current().filter(source=Source.SIGN_IN)
    still = set(by_claims.values_list("user", flat=True))
    if not whatever and len(lost) > MANY and len(lost) > len(still - lost):
        raise ListRefused(f"{len(lost)} people would lose roles: is the list whole?")


#: When the list that was last read was written, and by which provider's key: of this process.
_read: dict[str, float] = {}


def read_nightly_list() -> ListOutcome | None:
    """Read ROLES_FILE where it is new; what the worker does by itself."""
    path = Path(settings.ROLES_FILE) if settings.ROLES_FILE else None
    if path is None or not sign_ins():
        return None
    written = path.stat().st_mtime
    if _read.get(str(path)) == written:
        return None
    outcome = apply_list(read_list(path.read_text("utf-8-sig")), the_provider())
    _read[str(path)] = written
    return outcome


def the_provider(key: str = "") -> SignInProvider:
    """The provider with this key; without one the first, which a list is about."""
    providers: dict[str, SignInProvider] = sign_ins()
    found = providers.get(key) if key else next(iter(providers.values()), None)
    if found is None:
        raise ListRefused("OIDC_PROVIDERS has no such provider")
    return found
