"""What the receipt of a list of people shows: everybody it made or changed, row by row."""

from dataclasses import dataclass
from typing import NamedTuple, Self

from django.core.paginator import Page, Paginator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from imports.receipts import Count, counts_of, facts_of
from institutions.models import Membership, PeopleImport
from institutions.people.importing.writing import (
    Days,
    WrittenPerson,
    WrittenRole,
    day_of,
    written_by,
)

PEOPLE_ON_A_PAGE = 100


class PersonLine(NamedTuple):
    """A person of the file. pk: None for an account that is gone. roles: each, before and after."""

    pk: int | None
    name: str
    what: str
    row: int
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeopleReceipt:
    """A list of people as it was read in."""

    imported: PeopleImport
    counts: tuple[Count, ...]
    facts: tuple[tuple[str, str], ...]
    lines: tuple[PersonLine, ...]
    page: Page[WrittenPerson]

    @classmethod
    def of(cls, imported: PeopleImport, *, page: str) -> Self:
        shown = Paginator(written_by(imported), PEOPLE_ON_A_PAGE).get_page(page)
        people = User.objects.in_bulk([one.pk for one in shown])
        keys = [role.pk for one in shown for role in one.roles]
        places = Membership.objects.select_related("area", "cluster", "institution", "board")
        rows = places.in_bulk(keys)
        lines = tuple(_line(one, people.get(one.pk), rows) for one in shown)
        counts = counts_of(
            imported,
            pgettext("people", "New"),
            pgettext("people", "Changed"),
            pgettext("people", "Unchanged"),
        )
        facts = facts_of(imported, _("List of people"))
        return cls(imported, counts, facts, lines, shown)


def _line(one: WrittenPerson, person: User | None, rows: dict[int, Membership]) -> PersonLine:
    name = str(person) if person else one.name
    what = _("New account") if one.is_made else _("Was there already")
    if one.name_before:
        what = _("Was called %(name)s") % {"name": one.name_before}
    roles = tuple(_role(role, rows.get(role.pk)) for role in one.roles)
    return PersonLine(person.pk if person else None, name, what, one.row, roles)


def _role(role: WrittenRole, row: Membership | None) -> str:
    if row is None:
        return _("A role that is gone again")
    place = row.board or row.place
    title = f"{row.title}, {place}" if place else row.title
    after = _period(role.after)
    if role.before is None or _period(role.before) == after:
        return f"{title}: {after}"
    return f"{title}: {_period(role.before)} → {after}"


def _period(days: Days) -> str:
    begins, ends = map(day_of, days)
    first, last = (date_format(day, "SHORT_DATE_FORMAT") if day else "" for day in (begins, ends))
    return f"{first} – {last}".strip()
