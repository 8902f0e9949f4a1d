"""A spreadsheet of the value base, as it is declared to the engine that reads files in."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from files.spreadsheets import Sheet
from imports.arranging.arranged_sheet import as_in_the_file
from imports.arranging.words import Vocabulary
from imports.errors import ImportRefused
from imports.kinds import ImportChoices, SheetKind, UndoOutcome
from institutions.access import scope_of
from leadership.models import ValueBase, ValueBaseImport
from leadership.value_base.contents import Contents
from leadership.value_base.spreadsheet.reading import ValueBaseDiff, compare
from leadership.value_base.spreadsheet.undoing import fingerprint_of, take_back
from leadership.value_base.spreadsheet.words import words_of
from leadership.value_base.spreadsheet.writing import write


class ValueBaseSheet(SheetKind[ValueBaseDiff]):
    """One version of the value base, worked on in Excel. What was in force stays as it is."""

    code = "value_base"
    title = gettext_lazy("Value base")

    def __init__(
        self, base: ValueBase, *, by: User | None = None, choices: ImportChoices | None = None
    ) -> None:
        super().__init__(by=by, choices=choices)
        self.base = base

    @classmethod
    def for_command(
        cls, about: str, *, by: User | None, choices: ImportChoices
    ) -> "ValueBaseSheet":
        """about: the number of the version."""
        if by is not None and not scope_of(by).edits.everything:
            raise ImportRefused(_("%(email)s is no administrator here.") % {"email": by.email})
        base = ValueBase.objects.filter(pk=about).first() if about.isdecimal() else None
        if base is None:
            raise ImportRefused(_("Say which version of the value base by its number: --about."))
        return cls(base, by=by, choices=choices)

    def vocabulary(self) -> Vocabulary:
        return words_of(Contents.of(self.base))

    def compare(self, source: Sheet) -> ValueBaseDiff:
        diff = compare(Contents.of(self.base), source)
        diff.wrong[:] = as_in_the_file(source, diff.wrong)
        return diff

    def write(self, diff: ValueBaseDiff) -> ValueBaseImport:
        base = write(diff)
        return ValueBaseImport.about(
            diff.sheet,
            diff,
            layout=self.code,
            by=self.by,
            base=base,
            made=diff.makes_a_version,
            fingerprint=fingerprint_of(base),
            written=diff.changes,
        )

    def take_back(self, receipt: ValueBaseImport) -> UndoOutcome:
        return take_back(receipt)
