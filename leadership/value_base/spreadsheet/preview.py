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
        """With what goes in a count of its own; of a file with errors nothing is counted."""
        if self.diff.errors:
            return ()
        new, changed, same, _errors = super().findings
        counted = changed._replace(figure=in_digits(len(self.diff.changed)))
        gone = Finding(
            in_digits(len(self.diff.removed)), "none", pgettext("commitments", "Removed")
        )
        return (new, counted, gone, same)

    def changed_rows(self) -> Iterable[DiffRow]:
        for change in self.diff.changes:
            number = "" if change.number is None else f"{_('No.')} {change.number}"
            yield DiffRow(change.where, number, change.before, change.after, change.row)
