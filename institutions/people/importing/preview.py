"""What the preview of a list of people shows besides what every preview does."""

import datetime
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from accounts.invitations.sending import Welcome, sample_for
from accounts.models import User
from config.phrases import in_digits, in_words
from imports.previews import SHOWN, DiffRow, Finding, ImportPreview, PreviewPart, rest
from institutions.models import Board, Institution
from institutions.people.access_words import access_words
from institutions.people.importing.diff import PeopleDiff, PersonPlan, SeatPlan, What
from institutions.people.importing.filed import FiledSeat
from institutions.roles import BoardKind, Role, title_of

#: So many mails leave in a minute, or a little more.
MAILS_A_MINUTE = 12


class RoleLine(NamedTuple):
    """A role of the file: how it is written there, where, and how many have it."""

    role: str
    words: str
    places: str
    people: int
    new: int


class StopLine(NamedTuple):
    """A role that gets a last day. after: what is left, or what is missing then."""

    person: str
    role: str
    last_day: datetime.date
    after: str
    is_missing: bool


class PeoplePreview(ImportPreview[PeopleDiff]):
    """With the roles as they were understood, those who stop, and the mail."""

    changing = gettext_lazy("Person")

    def __init__(self, diff: PeopleDiff, *, name: str, by: User) -> None:
        super().__init__(diff, name=name)
        self.by = by

    @property
    def invited(self) -> int:
        return self.diff.new_count

    @property
    def heading(self) -> str:
        if self.diff.errors or not self.diff.has_work:
            return super().heading
        people = len(self.diff.plans)
        told = ngettext(
            "%(count)s person, ready to be read in", "%(count)s people, ready to be read in", people
        )
        return told % {"count": people}

    @property
    def button_words(self) -> str:
        if not self.invited:
            count = self.diff.changed_count
            told = ngettext("Save %(count)s person", "Save %(count)s people", count)
            return told % {"count": count}
        told = ngettext("Create %(count)s person", "Create %(count)s people", self.invited)
        return told % {"count": self.invited}

    @property
    def findings(self) -> tuple[Finding, ...]:
        diff, wrong = self.diff, len(self.diff.errors)
        changed = diff.counted(What.CHANGED)
        return (
            Finding(in_digits(diff.new_count), "plus", pgettext("people in a file", "new")),
            Finding(
                in_digits(changed),
                "delta",
                pgettext("people in a file", "changed"),
                _("name, role or place"),
            ),
            Finding(
                in_digits(diff.stops_count),
                "arrow",
                pgettext("people in a file", "stop"),
                _("get a last day"),
            ),
            Finding(
                in_digits(wrong),
                "missed" if wrong else "check",
                pgettext("people in a file", "to be corrected"),
            ),
        )

    # --- What was understood ----------------------------------------------------------------------

    @property
    def roles(self) -> list[RoleLine]:
        """Each role of the file, as often as it is given."""
        seats: dict[str, list[tuple[SeatPlan, PersonPlan]]] = {}
        for plan in self.diff.plans:
            for one in plan.seats:
                seats.setdefault(_role_of(one.seat), []).append((one, plan))
        return [_role_line(role, found) for role, found in seats.items()]

    @property
    def roles_heading(self) -> str:
        count = len(self.roles)
        told = ngettext("%(count)s role is recognised", "%(count)s roles are recognised", count) % {
            "count": in_words(count) if count > 1 else count
        }
        return str(capfirst(told))

    # --- What changes -----------------------------------------------------------------------------

    def changes_heading(self, count: int) -> str:
        people = self.diff.counted(What.CHANGED)
        told = ngettext(
            "%(count)s person gets a new name, role or place",
            "%(count)s people get a new name, role or place",
            people,
        )
        return told % {"count": people}

    def changed_rows(self) -> Iterable[DiffRow]:
        """Of the people there are already: their new name, their new roles, their new days."""
        for plan in self.diff.plans:
            if plan.what is What.CHANGED and plan.user:
                row = plan.filed.row
                if plan.new_name:
                    yield DiffRow(plan.new_name, _("Name"), plan.user.name, plan.new_name, row)
                for one in plan.seats:
                    if one.what is not What.SAME:
                        yield _changed(plan, one)

    @property
    def stops(self) -> PreviewPart:
        lines = [] if self.diff.errors else list(self._stop_lines())
        told = ngettext(
            "%(count)s person gets a last day", "%(count)s people get a last day", len(lines)
        ) % {"count": len(lines)}
        return PreviewPart(told, lines[:SHOWN], rest(len(lines), SHOWN))

    def _stop_lines(self) -> Iterator[StopLine]:
        for plan in self.diff.plans:
            for one in plan.seats:
                if one.what is What.STOPS and (last_day := one.seat.to_on):
                    goes_on = any(
                        other.what is not What.STOPS and other is not one for other in plan.seats
                    )
                    yield _stop_line(plan, one, last_day, goes_on=goes_on)

    # --- The mail ---------------------------------------------------------------------------------

    @property
    def mail(self) -> Welcome | None:
        """As the first of the new people gets it; None where nobody is new."""
        plan = next((one for one in self.diff.plans if one.what is What.NEW and one.seats), None)
        if plan is None or self.diff.errors:
            return None
        seat = plan.seats[0].seat
        person = User(email=plan.filed.email, name=plan.filed.name)
        words = access_words(seat.role, seat.place, seat.board or _board_of(seat))
        return sample_for(person, by=self.by, access=words)

    @property
    def mail_to(self) -> str:
        return next(one.filed.email for one in self.diff.plans if one.what is What.NEW)

    @property
    def minutes(self) -> int:
        """About how long the mails take."""
        return max(1, round(self.invited / MAILS_A_MINUTE))


def _role_of(seat: FiledSeat) -> str:
    """“Forældreråd” where the file says so; otherwise what the role is called."""
    named = {BoardKind.PARENT_COUNCIL, BoardKind.SCHOOL_BOARD}
    if seat.role == Role.BOARD_MEMBER and seat.kind in named:
        return str(BoardKind(seat.kind).label)
    kind = seat.place.kind if isinstance(seat.place, Institution) else None
    return str(capfirst(title_of(seat.role, is_municipal=seat.place is None, kind=kind)))


def _role_line(role: str, found: list[tuple[SeatPlan, PersonPlan]]) -> RoleLine:
    words = dict.fromkeys(one.seat.told for one, _plan in found)
    places = list(dict.fromkeys(str(one.seat.place or "") for one, _plan in found))
    named = places[0] or _("The whole municipality")
    told = ngettext("%(count)s place", "%(count)s places", len(places)) % {"count": len(places)}
    return RoleLine(
        role,
        ", ".join(_("“%(heading)s”") % {"heading": word} for word in words if word),
        named if len(places) == 1 else told,
        len(found),
        sum(plan.what is What.NEW for _one, plan in found),
    )


def _changed(plan: PersonPlan, one: SeatPlan) -> DiffRow:
    where = _where(one.seat)
    if one.membership is None:
        return DiffRow(str(plan.user), _("Role"), "", where, one.seat.row)
    was = one.membership
    after = one.seat.from_on or was.from_on, one.seat.to_on or was.to_on
    return DiffRow(
        str(plan.user), where, _days(was.from_on, was.to_on), _days(*after), one.seat.row
    )


def _where(seat: FiledSeat) -> str:
    place = seat.board or seat.place
    return f"{_role_of(seat)}, {place}" if place else _role_of(seat)


def _days(begins: datetime.date | None, ends: datetime.date | None) -> str:
    first, last = (date_format(day, "SHORT_DATE_FORMAT") if day else "" for day in (begins, ends))
    return f"{first} – {last}".strip()


def _stop_line(
    plan: PersonPlan, one: SeatPlan, last_day: datetime.date, *, goes_on: bool
) -> StopLine:
    is_missing = one.seat.role == Role.CHAIR
    if is_missing:
        next_day = last_day + datetime.timedelta(days=1)
        after = _("The board is without a chair from %(day)s") % {
            "day": date_format(next_day, "j. F")
        }
    elif goes_on:
        after = _("The other roles go on.")
    else:
        after = _("Can sign in until and including that day.")
    return StopLine(str(plan.user), _where(one.seat), last_day, after, is_missing)


def _board_of(seat: FiledSeat) -> Board | None:
    """A board of the kind that is meant, for the words of the mail."""
    return Board(kind=seat.kind) if seat.kind else None
