"""People of a file compared with those there are: who is new, what changes, what stops."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from files.spreadsheets.danish_values import fold
from imports.arranging.causes import SINGLY
from institutions.models import Membership
from institutions.people.giving import gives_everything, may_give, why_another, why_closed
from institutions.people.importing.diff import PeopleDiff, PersonPlan, SeatPlan, What, membership_of
from institutions.people.importing.filed import FiledPeople, FiledPerson, FiledSeat
from institutions.people.importing.words import PersonMeaning
from institutions.roles import Source


class Comparing:
    """by: who reads the file in, and gives what they give by hand; None is the command line."""

    def __init__(
        self, found: FiledPeople, diff: PeopleDiff, *, by: User | None, today: datetime.date
    ) -> None:
        self.found, self.diff, self.by, self.today = found, diff, by, today
        self.renames = by is None or gives_everything(by)
        people = User.objects.filter(email__in=list(found.people))
        self.known = {one.email: one for one in people}
        self.held: dict[int, list[Membership]] = {}
        rows = Membership.objects.filter(user__in=self.known.values(), deputises_for=None)
        for row in rows.order_by("from_on", "pk"):
            self.held.setdefault(row.user_id, []).append(row)
        self.given: dict[tuple[object, ...], bool] = {}

    def compare(self) -> None:
        """Plan what is to be done for each person, or note why it cannot be."""
        for filed in self.found.people.values():
            user = self.known.get(filed.email)
            if user is not None and not user.is_active:
                told = why_closed(user, by=self.by)
                self._error(filed.row, PersonMeaning.EMAIL, told, found=filed.email)
                continue
            seats = [self._seat(one, user) for one in filed.seats]
            done = tuple(one for one in seats if one is not None)
            if done or user is not None:
                self.diff.plans.append(PersonPlan(filed, user, self._name(filed, user), done))

    def _name(self, filed: FiledPerson, user: User | None) -> str:
        """The name in the file, where the person has another and `by` may change it."""
        if user is None or user.name == filed.name:
            return ""
        if self.renames:
            return filed.name
        if fold(user.name) != fold(filed.name):
            told = why_another(user, by=self.by)
            self._error(filed.row, PersonMeaning.EMAIL, told, found=filed.email)
        return ""

    def _seat(self, seat: FiledSeat, user: User | None) -> SeatPlan | None:
        if not self._may_give(seat, user):  # first: no answer tells of roles that one does not give
            return None
        was = self._same(seat, user)
        if was is None:
            return self._new(seat, user)
        begins, ends = seat.from_on or was.from_on, seat.to_on or was.to_on
        if (begins, ends) == (was.from_on, was.to_on):
            return SeatPlan(seat, was, What.SAME)
        if was.source == Source.SIGN_IN:
            told = _("This role comes from the municipality’s sign-in, and is changed there.")
            self._error(seat.row, PersonMeaning.ROLE, told)
            return None
        stops = begins == was.from_on and (was.to_on is None or (ends and ends < was.to_on))
        return SeatPlan(seat, was, What.STOPS if stops else What.CHANGED)

    def _new(self, seat: FiledSeat, user: User | None) -> SeatPlan | None:
        if seat.to_on and seat.to_on < self.today:
            told = _("The role is over: its last day was %(day)s. Nothing is given.")
            day = seat.to_on.strftime("%d.%m.%Y")
            self._warn(seat.row, told % {"day": day})
            return None
        seat.from_on = seat.from_on or self.today
        try:
            membership_of(seat, user).full_clean(exclude={"user"}, validate_unique=False)
        except ValidationError as error:
            self._error(seat.row, PersonMeaning.PLACE, " ".join(error.messages))
            return None
        return SeatPlan(seat, None, What.NEW)

    def _same(self, seat: FiledSeat, user: User | None) -> Membership | None:
        """The person’s row for this role there is already: the one that holds, or the next."""
        mine = self.held.get(user.pk, []) if user else []
        fitting = [one for one in mine if _is_same(one, seat)]
        begins = seat.from_on or self.today
        open_ = [one for one in fitting if one.to_on is None or one.to_on >= begins]
        return open_[0] if open_ else _on_day(fitting, seat.from_on)

    def _may_give(self, seat: FiledSeat, user: User | None) -> bool:
        """By file as by hand. Each role at each place is looked up once."""
        if self.by is None:
            return True
        key = (*seat.key, self.by.pk == (user.pk if user else None))
        if key not in self.given:
            self.given[key] = may_give(self.by, membership_of(seat, user))
        if not self.given[key]:
            told = _("You do not give this role there.")
            self._error(seat.row, PersonMeaning.ROLE, told, found=seat.told)
        return self.given[key]

    def _error(self, row: int, meaning: PersonMeaning, message: str, *, found: str = "") -> None:
        self.found.error(row, meaning, message, found=found, kind=SINGLY)

    def _warn(self, row: int, message: str) -> None:
        before = len(self.found.errors)
        self.found.error(row, PersonMeaning.TO, message)
        self.diff.warnings.append(self.found.errors.pop(before))


def _is_same(row: Membership, seat: FiledSeat) -> bool:
    """The same role at the same place; a seat on all boards there is a seat on each."""
    filed = membership_of(seat, None)
    fields = ("role", "area_id", "cluster_id", "institution_id")
    alike = all(getattr(row, name) == getattr(filed, name) for name in fields)
    boards = {row.board_id, filed.board_id}
    return alike and (len(boards) == 1 or None in boards)


def _on_day(rows: Iterable[Membership], from_on: datetime.date | None) -> Membership | None:
    """A row that is over, and that the file tells of once more."""
    return next((one for one in rows if from_on and one.from_on == from_on), None)
