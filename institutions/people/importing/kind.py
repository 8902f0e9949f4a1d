"""A list of people, as it is declared to the engine that reads files in."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from files.spreadsheets import Sheet
from files.spreadsheets.columns import not_read
from imports.arranging.arranged_sheet import as_in_the_file
from imports.arranging.words import Vocabulary
from imports.columns import quoted_list
from imports.diff import in_order
from imports.errors import ImportRefused, NotRecognised
from imports.kinds import ImportChoices, SheetKind, UndoOutcome
from institutions.models import PeopleImport
from institutions.people.giving import gives_anything
from institutions.people.importing.comparing import Comparing
from institutions.people.importing.diff import PeopleDiff
from institutions.people.importing.entries import read_people
from institutions.people.importing.places import KnownPlaces
from institutions.people.importing.undoing import UndoingPeople
from institutions.people.importing.words import HEADINGS, PersonMeaning, columns_of, words_of_people
from institutions.people.importing.writing import write

#: Said of a file whose people are created now and asked in later.
LATER = "later"


class PeopleFile(SheetKind[PeopleDiff]):
    """Who has which role where: name, e-mail address, role, place, and when.

    by: gives by the file what they give by hand; nobody, on the command line, gives everything but
    the role of administrator. site: where links in the mails lead.
    """

    code = "people"
    title = gettext_lazy("People and roles")

    def __init__(
        self,
        *,
        by: User | None = None,
        choices: ImportChoices | None = None,
        today: datetime.date | None = None,
        site: str = "",
    ) -> None:
        super().__init__(by=by, choices=choices)
        self.today, self.site = today or timezone.localdate(), site

    @classmethod
    def for_command(cls, about: str, *, by: User | None, choices: ImportChoices) -> "PeopleFile":
        if by is not None and not gives_anything(by):
            raise ImportRefused(_("%(email)s gives nobody a role here.") % {"email": by.email})
        return cls(by=by, choices=choices)

    def vocabulary(self) -> Vocabulary:
        return words_of_people()

    def compare(self, source: Sheet) -> PeopleDiff:
        columns = columns_of(source)
        _refuse_without(columns)
        found = read_people(source, columns, KnownPlaces.read())
        diff = PeopleDiff(source, not_read=not_read(source, set(columns.values())))
        Comparing(found, diff, by=self.by, today=self.today).compare()
        diff.errors = as_in_the_file(source, in_order(found.errors))
        diff.warnings = as_in_the_file(source, in_order(diff.warnings))
        return diff

    def meanings(self, source: Sheet, diff: PeopleDiff) -> dict[int, str]:
        return {index: meaning.value for meaning, index in columns_of(source).items()}

    def write(self, diff: PeopleDiff) -> PeopleImport:
        later = LATER in self.choices.accepted
        return write(diff, by=self.by, later=later, site=self.site)

    def take_back(self, receipt: PeopleImport) -> UndoOutcome:
        undoing = UndoingPeople(receipt)
        if self.by is not None and not undoing.is_given_by(self.by):
            raise ImportRefused(_("You do not give this role there."))
        return undoing.carry_out()

    def as_contract(self, diff: PeopleDiff, receipt: Any) -> dict[str, Any]:
        return super().as_contract(diff, receipt) | {
            "rows": len(diff.sheet.rows),
            "stops": diff.stops_count,
            "roles": sum(len(plan.seats) for plan in diff.plans),
        }

    def told(self, diff: PeopleDiff) -> Iterator[str]:
        for warning in diff.warnings:
            yield f"{warning.address}: {warning.message}"


def _refuse_without(columns: dict[PersonMeaning, int]) -> None:
    """Raise `NotRecognised` where a column is missing that nobody can be made of without."""
    missing = [one for one in (PersonMeaning.EMAIL, PersonMeaning.ROLE) if one not in columns]
    if not {PersonMeaning.NAME, PersonMeaning.FIRST_NAME} & columns.keys():
        missing.insert(0, PersonMeaning.NAME)
    if missing:
        named = quoted_list(HEADINGS[one][0] for one in missing)
        raise NotRecognised(
            _("This is no list of people that we know: the file lacks %(columns)s.")
            % {"columns": named}
        )
