"""A person's page: who they are, which roles they have and from where, and what these open."""

import datetime
from dataclasses import dataclass
from typing import Self

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.leaving import is_anonymised
from accounts.models import User
from accounts.ways_in import WaysIn, looks_after_account
from config.phrases import listing
from institutions.access import Reader, scope_of
from institutions.models import LookedAs, Membership
from institutions.people.abilities import Abilities
from institutions.people.giving import (
    given_by,
    gives_anything,
    looks_after,
    overseen_by,
)
from institutions.people.looking import may_look_as
from institutions.roles import HAVE_DEPUTIES, Source

#: How many looks and changes the page tells of.
MOST_TOLD = 12


@dataclass(frozen=True, slots=True)
class HeldRoleRow:
    """A role as the page shows it. giver: who gave it by hand, and when, where that is known."""

    membership: Membership
    is_over: bool
    is_later: bool
    may_change: bool
    may_have_deputy: bool
    giver: str = ""
    given_at: datetime.datetime | None = None

    @property
    def title(self) -> str:
        """“Pædagogisk leder”, “Stedfortræder for Gitte Mørk, klyngeleder”."""
        title = self.membership.title
        if self.membership.deputises_for:
            facts = {"person": self.membership.deputises_for, "role": title}
            return _("Deputy of %(person)s, %(role)s") % facts
        return str(capfirst(title))

    @property
    def is_of_sign_in(self) -> bool:
        return self.membership.source == Source.SIGN_IN

    @property
    def is_by_hand(self) -> bool:
        return self.membership.source == Source.BY_HAND


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """Something that happened to a person's roles: when, what, and by whom."""

    at: datetime.datetime
    words: str
    who: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What somebody who oversees a person is shown of them; see `build`."""

    person: User
    current: tuple[HeldRoleRow, ...]
    over: tuple[HeldRoleRow, ...]
    abilities: Abilities
    looks: tuple[LookedAs, ...]
    history: tuple[HistoryLine, ...]
    may_give: bool
    may_look: bool
    may_merge: bool
    may_hand_out: bool
    is_former: bool
    ways_in: WaysIn | None

    @classmethod
    def build(cls, person: User, *, by: Reader) -> Self:
        """Only roles in what the reader oversees, and what these open; nine queries.

        Two more, and its doors, for who looks after accounts.
        """
        rows = list(
            overseen_by(by)
            .filter(user=person)
            .select_related("area", "cluster", "institution", "board", "deputises_for", "user")
            .order_by("-from_on", "pk")
        )
        today = timezone.localdate()
        changed_here = set(given_by(by).filter(user=person).values_list("pk", flat=True))
        told = _told_of(rows)
        roles = [
            _row(one, today, told.get(one.pk), may_change=one.pk in changed_here) for one in rows
        ]
        holding = [one for one in rows if one.holds_on(today)]
        may_hand_out = looks_after(by, person)
        return cls(
            person=person,
            current=tuple(one for one in roles if not one.is_over),
            over=tuple(one for one in roles if one.is_over),
            abilities=Abilities.of(person, holding),
            looks=tuple(LookedAs.objects.filter(person=person).select_related("by")[:MOST_TOLD]),
            history=tuple(_history(rows)),
            may_give=gives_anything(by) and by.pk != person.pk and not is_anonymised(person),
            may_look=may_look_as(by, person),
            may_merge=may_hand_out
            and not is_anonymised(person)
            and (by.pk != person.pk or scope_of(by).keeps_all),
            may_hand_out=may_hand_out,
            is_former=is_anonymised(person),
            ways_in=WaysIn.of(person) if _looks_after_account(by, person) else None,
        )

    @property
    def heading(self) -> str:
        """“Mette Sørensen er klyngeleder i Fyrtårnet”."""
        held = [one.membership for one in self.current if not one.is_later]
        if self.person.is_superuser:
            return _("%(name)s may do everything") % {"name": self.person}
        if not held:
            return _("%(name)s has no role now") % {"name": self.person}
        titles = list(dict.fromkeys(one.called for one in held))
        facts = {"name": self.person, "roles": listing(titles)}
        if len(held) == 1 and held[0].place:
            return _("%(name)s is %(roles)s in %(place)s") % {**facts, "place": held[0].place}
        return _("%(name)s is %(roles)s") % facts

    @property
    def counted(self) -> str:
        """“Tre roller nu, én tidligere”."""
        now, over = len(self.current), len(self.over)
        words = ngettext("%(n)s role", "%(n)s roles", now) % {"n": now}
        if not over:
            return words
        ended = ngettext("%(n)s ended", "%(n)s ended", over) % {"n": over}
        return f"{words}, {ended}"

    @property
    def reach(self) -> str:
        """What the access comes to, as a heading."""
        scope = self.abilities.scope
        if scope.keeps_all:
            return _("Sees and does everything")
        if scope.edits.everything:
            return _("Sees and does everything, but for people")
        if scope.keeps_people:
            return _("Sees the whole municipality, and looks after its people")
        if scope.reads.everything:
            return _("Sees the whole municipality")
        seen, written = len(scope.reads.institutions), len(scope.edits.institutions)
        if not scope.reads:
            return _("Sees nothing")
        sees = ngettext("Sees %(n)s institution", "Sees %(n)s institutions", seen) % {"n": seen}
        if not written:
            return sees
        writes = ngettext("writes for %(n)s", "writes for %(n)s", written) % {"n": written}
        return _("%(sees)s and %(writes)s") % {"sees": sees, "writes": writes}


def _looks_after_account(by: Reader, person: User) -> bool:
    return isinstance(by, User) and looks_after_account(by, person)


def _row(
    membership: Membership,
    today: datetime.date,
    told: tuple[str, datetime.datetime] | None,
    *,
    may_change: bool,
) -> HeldRoleRow:
    is_over = membership.to_on is not None and membership.to_on < today
    return HeldRoleRow(
        membership,
        is_over=is_over,
        is_later=membership.from_on is not None and membership.from_on > today,
        may_change=may_change and not is_over,
        may_have_deputy=may_change
        and not is_over
        and membership.role in HAVE_DEPUTIES
        and membership.deputises_for_id is None,
        giver=told[0] if told else "",
        given_at=told[1] if told else None,
    )


def _told_of(rows: list[Membership]) -> dict[int, tuple[str, datetime.datetime]]:
    """Key of a role → who gave it, and when; one query."""
    given = Membership.history.filter(id__in=[one.pk for one in rows], history_type="+")
    return {
        one.id: (str(one.history_user or ""), one.history_date)
        for one in given.select_related("history_user").order_by("history_date")
    }


def _history(rows: list[Membership]) -> list[HistoryLine]:
    """The newest things that happened to these roles; one query."""
    words = {"+": _("%(role)s given"), "~": _("%(role)s changed"), "-": _("%(role)s taken away")}
    named = {one.pk: one for one in rows}
    happened = Membership.history.filter(id__in=named).select_related("history_user")
    return [
        HistoryLine(
            at=one.history_date,
            words=words[one.history_type] % {"role": capfirst(named[one.id].called_where)},
            who=str(one.history_user or ""),
        )
        for one in happened.order_by("-history_date", "-history_id")[:MOST_TOLD]
    ]
