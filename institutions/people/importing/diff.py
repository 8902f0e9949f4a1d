"""What reading a list of people in does: to whom, which roles, and who is asked in."""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from accounts.models import User
from files.spreadsheets import Sheet
from imports.diff import ImportDiff, RowError
from institutions.models import Area, Cluster, Institution, Membership
from institutions.people.importing.filed import FiledPerson, FiledSeat
from institutions.roles import Source


class What(StrEnum):
    """What becomes of a role, and of a person by the most that happens to them."""

    NEW = "new"
    CHANGED = "changed"
    STOPS = "stops"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """One role of the file. membership: the row there is already, or None for a new one."""

    seat: FiledSeat
    membership: Membership | None
    what: What


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """One person of the file. user: who it is already; new_name: where the file has another."""

    filed: FiledPerson
    user: User | None
    new_name: str
    seats: tuple[SeatPlan, ...]

    @property
    def what(self) -> What:
        if self.user is None:
            return What.NEW
        done = {one.what for one in self.seats}
        if self.new_name or done & {What.NEW, What.CHANGED}:
            return What.CHANGED
        return What.STOPS if What.STOPS in done else What.SAME


@dataclass(slots=True)
class PeopleDiff(ImportDiff):
    """What a file does to people, one by one."""

    sheet: Sheet
    plans: list[PersonPlan] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    warnings: list[RowError] = field(default_factory=list)
    not_read: str = ""

    def counted(self, what: What) -> int:
        return sum(plan.what is what for plan in self.plans)

    @property
    def new_count(self) -> int:
        return self.counted(What.NEW)

    @property
    def changed_count(self) -> int:
        """With those who stop."""
        return self.counted(What.CHANGED) + self.stops_count

    @property
    def stops_count(self) -> int:
        return self.counted(What.STOPS)

    @property
    def unchanged_count(self) -> int:
        return self.counted(What.SAME)

    @property
    def fingerprint(self) -> str:
        """Differs when the file would do something else: people or roles have changed since."""
        told = [
            (
                plan.filed.email,
                plan.user.pk if plan.user else None,
                plan.new_name or plan.filed.name,
                [_said_of(seat) for seat in plan.seats],
            )
            for plan in self.plans
        ]
        return hashlib.sha256(repr((told, self.errors)).encode()).hexdigest()


def membership_of(seat: FiledSeat, person: User | None) -> Membership:
    """A row for a role of the file, with nothing of it checked."""
    place = seat.place
    return Membership(
        user=person,
        role=seat.role,
        area=place if isinstance(place, Area) else None,
        cluster=place if isinstance(place, Cluster) else None,
        institution=place if isinstance(place, Institution) else None,
        board=seat.board,
        from_on=seat.from_on,
        to_on=seat.to_on,
        source=Source.FILE,
    )


def _said_of(plan: SeatPlan) -> tuple[object, ...]:
    was = plan.membership
    days = (was.pk, was.from_on, was.to_on) if was else None
    return (*plan.seat.key[:1], str(plan.seat.key[1:]), plan.seat.from_on, plan.seat.to_on, days)
