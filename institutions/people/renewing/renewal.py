"""Doing what a new constitution says, and keeping what there was before."""

import datetime
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.events import Kind, record
from accounts.invitations.sending import invite
from accounts.models import User
from imports.kinds import UndoOutcome
from institutions.models import Board, BoardRenewal, Membership
from institutions.people.giving import may_give
from institutions.people.importing.undoing import UndoingPeople
from institutions.people.importing.writing import WrittenPerson, WrittenRole, days_of
from institutions.people.renewing.forms import RenewalForm
from institutions.people.renewing.members import NewMember
from institutions.roles import NOT_FOR_BOARDS, Role

DAY = datetime.timedelta(days=1)


@dataclass(slots=True)
class NewConstitution:
    """One new constitution on its way into the database."""

    board: Board
    day: datetime.date
    by: User

    @transaction.atomic
    def carry_out(self, form: RenewalForm, *, site: str) -> BoardRenewal:
        """End the old seats, begin the new ones, and ask in whoever has never been in."""
        list(Board.objects.select_for_update().filter(pk=self.board.pk))
        written = [*self._leaving(form), *self._staying(form)]
        for index, member in enumerate(form.members):
            written.append(self._new(member, is_chair=form.first_is_chair and index == 0))
        renewal = BoardRenewal.objects.create(
            board=self.board,
            constituted_on=self.day,
            made_by=self.by,
            written=[asdict(one) for one in written],
        )
        for one in written:
            person = User.objects.get(pk=one.pk)
            if one.row == NEW and person.last_login is None:
                invite(person, by=self.by, site=site, many=True)
        return renewal

    def _leaving(self, form: RenewalForm) -> Iterator[WrittenPerson]:
        """Who sat on all boards of the place goes on sitting on the others."""
        for seat in form.leaving:
            role, until = Role(seat.role), seat.to_on
            others = self._boards_here() if seat.board_id is None else []
            roles = [self._end(seat)]
            roles += [self._begin(seat.user, role, until=until, board=one) for one in others]
            yield _written(seat.user, roles)

    def _staying(self, form: RenewalForm) -> Iterator[WrittenPerson]:
        """Of those who stay only who becomes the chair, or is it no longer, gets another seat."""
        for seat in form.staying:
            is_chair = form.chair_seat is not None and seat.pk == form.chair_seat.pk
            has_new_chair = form.chair_seat is not None or form.first_is_chair
            role = Role(seat.role)
            if is_chair:
                role = Role.CHAIR
            elif seat.role == Role.CHAIR and has_new_chair:
                role = Role.BOARD_MEMBER
            if role != seat.role and not (seat.from_on and seat.from_on >= self.day):
                until = seat.to_on
                roles = [self._end(seat), self._begin(seat.user, role, until=until)]
                yield _written(seat.user, roles)

    def _new(self, member: NewMember, *, is_chair: bool) -> WrittenPerson:
        user = member.user or User.objects.create_user(member.email, name=member.name)
        role = self._begin(user, Role.CHAIR if is_chair else Role.BOARD_MEMBER)
        return _written(user, [role], is_made=member.user is None, row=NEW)

    def _end(self, seat: Membership) -> WrittenRole:
        before = days_of(seat)
        last = self.day - DAY
        seat.to_on = min(seat.to_on, last) if seat.to_on else last
        self._save(seat)
        return WrittenRole(seat.pk, 0, before, days_of(seat))

    def _begin(
        self,
        user: User,
        role: Role,
        *,
        until: datetime.date | None = None,
        board: Board | None = None,
    ) -> WrittenRole:
        seat = Membership(
            user=user,
            role=role,
            cluster=self.board.cluster,
            institution=self.board.institution,
            board=board or (self.board if self.board.is_group or self._boards_here() else None),
            from_on=self.day,
            to_on=until,
        )
        seat.full_clean()
        self._save(seat)
        return WrittenRole(seat.pk, 0, None, days_of(seat))

    def _save(self, seat: Membership) -> None:
        """By hand as everywhere: nobody gives here what they do not give elsewhere."""
        if not may_give(self.by, seat):
            raise PermissionDenied
        seat.save()

    def _boards_here(self) -> list[Board]:
        """The other boards of the place."""
        here = {"cluster": self.board.cluster, "institution": self.board.institution}
        boards = Board.objects.filter(**here).exclude(kind__in=NOT_FOR_BOARDS)
        return list(boards.exclude(pk=self.board.pk))


#: Stands where a file has the number of a row: somebody new, and somebody who sat there.
NEW, SAT = 1, 0


def _written(
    user: User, roles: list[WrittenRole], *, is_made: bool = False, row: int = SAT
) -> WrittenPerson:
    return WrittenPerson(user.pk, row, is_made, "", user.name, tuple(roles))


@transaction.atomic
def undo(renewal: BoardRenewal) -> UndoOutcome | None:
    """Take a new constitution back, all of it; None where the day has come."""
    held = BoardRenewal.objects.select_for_update().get(pk=renewal.pk)
    if not held.can_be_undone:
        return None
    outcome = UndoingPeople(held).carry_out()
    held.undone_at = timezone.now()
    held.save(update_fields=["undone_at"])
    record(Kind.RIGHTS_CHANGED, about=held, **_told(held))
    return outcome


def _told(renewal: BoardRenewal) -> dict[str, Any]:
    return {"board": renewal.board_id, "undone": True}
