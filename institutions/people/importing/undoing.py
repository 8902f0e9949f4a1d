"""Taking a list of people back: the roles it gave go, its people too unless they have come in."""

from collections.abc import Iterator

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from accounts.invitations.sending import withdraw
from accounts.models import AccountInvitation, User
from imports.kinds import UndoOutcome
from imports.undo_page import some
from institutions.models import BoardRenewal, Membership, PeopleImport
from institutions.people.giving import gives_everything, may_give
from institutions.people.importing.writing import (
    WrittenPerson,
    WrittenRole,
    day_of,
    days_of,
    written_by,
)
from institutions.pointing import pointing_at

#: What a person has because the list made them, and what goes with them.
OWN = {"membership", "accountinvitation", "historicalmembership"}


class UndoingPeople:
    """What taking an import back would do, as everything is now.

    going: people whose accounts go. staying: those whom the file made, and who have come in or left
    something behind. kept: roles and names that somebody has changed since.
    """

    def __init__(self, receipt: PeopleImport | BoardRenewal) -> None:
        self.written = written_by(receipt)
        self.people = User.objects.in_bulk([one.pk for one in self.written])
        keys = [role.pk for one in self.written for role in one.roles]
        self.roles = Membership.objects.select_related("user").in_bulk(keys)
        self._sort()

    def _sort(self) -> None:
        people = self.people
        made = [people[one.pk] for one in self.written if one.is_made and one.pk in people]
        as_written = {row.pk for row, role in self._rows() if days_of(row) == role.after}
        used = _with_traces(made, as_written)
        self.staying = [one for one in made if one.last_login or one.pk in used]
        self.going = [one for one in made if one not in self.staying]
        changed = (row for row, _role in self._rows() if row.pk not in as_written)
        renamed = (people[one.pk] for one in self._renamed(changed=True))
        self.kept = [str(one) for one in (*changed, *renamed)]

    def is_given_by(self, user: User) -> bool:
        """Whether a person gives today what it would take and give, as by hand."""
        if gives_everything(user):
            return True
        is_renaming = next(self._renamed(changed=False), None) is not None
        return not is_renaming and all(may_give(user, row) for row, _role in self._rows())

    def accounts_told(self) -> Iterator[str]:
        """Whose accounts go, and whose stay, a sentence each."""
        if self.going:
            names = some([str(one) for one in self.going])
            yield _("Accounts that go, and the links in their mails: %(names)s.") % {"names": names}
        if self.staying:
            told = _(
                "Have signed in or left something behind, and keep their accounts without the"
                " roles: %(names)s."
            )
            yield told % {"names": some([str(one) for one in self.staying])}

    def carry_out(self) -> UndoOutcome:
        """Do it, within the transaction that is open."""
        deleted = restored = 0
        for row, role in self._rows():
            if days_of(row) != role.after:
                continue
            if role.before is None:
                row.delete()
                deleted += 1
            else:
                row.from_on, row.to_on = map(day_of, role.before)
                row.save()
                restored += 1
        for one in self._renamed(changed=False):
            person = self.people[one.pk]
            person.name = one.name_before
            person.save(update_fields=["name"])
            restored += 1
        for invitation in AccountInvitation.objects.open().filter(person__in=self.staying):
            withdraw(invitation)
        deleted += sum(_deleted(person) for person in self.going)
        came_in = [_("%(name)s (the account)") % {"name": one} for one in self.staying]
        return UndoOutcome(deleted, restored, (*self.kept, *came_in))

    def _rows(self) -> Iterator[tuple[Membership, WrittenRole]]:
        for one in self.written:
            for role in one.roles:
                if row := self.roles.get(role.pk):
                    yield row, role

    def _renamed(self, *, changed: bool) -> Iterator[WrittenPerson]:
        """People whom the file gave another name. changed: those who have a third one by now."""
        for one in self.written:
            person = self.people.get(one.pk)
            if one.name_before and person and (person.name != one.name) is changed:
                yield one


def _with_traces(people: list[User], going: set[int]) -> set[int]:
    """Those of whom something else tells than what came with the list."""
    keys = [one.pk for one in people]
    other_roles = Membership.objects.filter(user__in=keys).exclude(pk__in=going)
    found = set(other_roles.values_list("user", flat=True)) if keys else set()
    for model, field in pointing_at(User) if keys else ():
        if model._meta.model_name not in OWN:
            rows = model._base_manager.filter(**{f"{field}__in": keys}).order_by()
            found |= set(rows.values_list(field, flat=True))
    return found


def _deleted(person: User) -> bool:
    """Whether the account is gone; one that something is built on is closed instead."""
    try:
        person.delete()
    except ProtectedError:
        person.is_active = False
        person.save(update_fields=["is_active"])
        return False
    return True
