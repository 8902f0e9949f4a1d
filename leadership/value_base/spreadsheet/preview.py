"""What the preview of a spreadsheet of the value base shows."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from config.phrases import in_digits
from imports.previews import DiffRow, Finding, ImportPreview
from leadership.value_base.spreadsheet.reading import ValueBaseDiff


class ValueBasePreview(ImportPreview[ValueBaseDiff]):
    """Commitment by commitment; what the file leaves out goes."""

    changing = gettext_lazy("Role and area")

    @property
    def lead(self) -> str:
        if self.diff.is_writable and self.diff.makes_a_version:
            return _(
                "It becomes a new version that is being prepared. What is in force stays as it is."
            )
        return super().lead

    @property
    def button_words(self) -> str:
        if self.diff.makes_a_version:
            return _("Make the new version")
        return _("Read in the changes")

    @property
    def findings(self) -> Sequence[Finding]:
        """Of a file without errors: before that nothing is compared."""
        diff = self.diff
        if diff.errors:
            return ()
        return (
            Finding(in_digits(len(diff.new)), "plus", pgettext("commitments", "New")),
            Finding(in_digits(len(diff.changed)), "delta", pgettext("commitments", "Changed")),
            Finding(in_digits(len(diff.removed)), "none", pgettext("commitments", "Removed")),
            Finding(in_digits(diff.unchanged_count), "same", pgettext("commitments", "Unchanged")),
        )

    def changed_rows(self) -> Iterable[DiffRow]:
        for change in self.diff.changes:
            number = "" if change.number is None else f"{_('No.')} {change.number}"
            yield DiffRow(change.where, number, change.before, change.after)
