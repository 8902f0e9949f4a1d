"""Writing what a list of people does, and keeping what there was before."""

import datetime
from dataclasses import asdict, dataclass
from typing import Any, Self

from accounts.invitations.sending import invite
from accounts.models import User
from institutions.models import Membership, PeopleImport
from institutions.people.importing.diff import PeopleDiff, PersonPlan, SeatPlan, What, membership_of
from institutions.roles import Source

Days = tuple[str, str]


@dataclass(frozen=True, slots=True)
class WrittenRole:
    """A role that a file made or changed. before: its days, None where the file made it."""

    pk: int
    row: int
    before: Days | None
    after: Days


@dataclass(frozen=True, slots=True)
class WrittenPerson:
    """A person that a file made or changed. name_before: "" where the name stayed."""

    pk: int
    row: int
    is_made: bool
    name_before: str
    name: str
    roles: tuple[WrittenRole, ...]

    @classmethod
    def of_json(cls, told: dict[str, Any]) -> Self:
        roles = tuple(
            WrittenRole(
                one["pk"],
                one["row"],
                None if one["before"] is None else (one["before"][0], one["before"][1]),
                (one["after"][0], one["after"][1]),
            )
            for one in told["roles"]
        )
        return cls(**{**told, "roles": roles})


def write(diff: PeopleDiff, *, by: User | None, later: bool, site: str = "") -> PeopleImport:
    """Make and change what the diff says, ask the new people in, and keep what there was.

    later: the invitations wait until somebody has them sent.
    """
    receipt = PeopleImport.about(
        diff.sheet, diff, layout="people", by=by, stops_count=diff.stops_count
    )
    done = [_write_person(plan, by) for plan in diff.plans if plan.what is not What.SAME]
    receipt.written = [asdict(one) for one, _user in done]
    receipt.save(update_fields=["written"])
    for one, user in done:
        if one.is_made:
            invite(user, by=by, later=later, site=site, many=True)
    return receipt


def written_by(receipt: PeopleImport) -> tuple[WrittenPerson, ...]:
    """What an import has kept of what it wrote."""
    return tuple(map(WrittenPerson.of_json, receipt.written))


def days_of(membership: Membership) -> Days:
    """The days of a role as JSON has them."""
    return str(membership.from_on or ""), str(membership.to_on or "")


def day_of(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _write_person(plan: PersonPlan, by: User | None) -> tuple[WrittenPerson, User]:
    user, before = plan.user, ""
    if user is None:
        user = User.objects.create_user(plan.filed.email, name=plan.filed.name)
    elif plan.new_name:
        before, user.name = user.name, plan.new_name
        user.save(update_fields=["name"])
    roles = tuple(_write_role(one, user, by) for one in plan.seats if one.what is not What.SAME)
    is_made = plan.user is None
    return WrittenPerson(user.pk, plan.filed.row, is_made, before, user.name, roles), user


def _write_role(plan: SeatPlan, user: User, by: User | None) -> WrittenRole:
    seat, row = plan.seat, plan.membership
    before = None if row is None else days_of(row)
    if row is None:
        row = membership_of(seat, user)
    else:
        row.from_on, row.to_on = seat.from_on or row.from_on, seat.to_on or row.to_on
        row.source = Source.FILE
    row._history_user = by  # type: ignore[attr-defined]  # where simple_history looks for it
    row.save()
    return WrittenRole(row.pk, seat.row, before, days_of(row))
