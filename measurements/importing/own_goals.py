"""Local goals in a spreadsheet, by those who write them: drafts in their own institutions only."""

from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from files.spreadsheets import Sheet, cell_address
from files.spreadsheets.danish_values import shown
from imports.arranging.causes import INSTITUTION
from imports.diff import RowError, in_order
from institutions.models import Institution
from measurements.importing.comparing import compare
from measurements.importing.content import Content
from measurements.importing.diff import MeasurementsDiff
from measurements.importing.kind import MeasurementFile
from measurements.importing.understanding import understand
from measurements.layouts import NUMBERS, Meaning
from measurements.layouts.goals import LOCAL_GOALS


class LocalGoalSheet(MeasurementFile):
    """A table of local goals, as an administrator's, but about institutions one writes goals for.

    Its receipt is the administrators'; a draft that is not wanted is deleted where it is.
    """

    code = "local_goals"
    title = gettext_lazy("Local goals in a spreadsheet")
    can_be_undone: ClassVar[bool] = False

    def compare(self, source: Sheet) -> MeasurementsDiff:
        content = understand(source, layout=LOCAL_GOALS.code)
        self._refuse_others(source, content)
        return compare(source, content)

    def _refuse_others(self, sheet: Sheet, content: Content) -> None:
        """Goals elsewhere are errors, and nothing is told of what there is already."""
        writable = Institution.objects.editable_by(self.by) if self.by else ()
        own = {institution.pk for institution in writable}
        columns = content.recognised.columns
        index = next(columns[one] for one in (*NUMBERS, Meaning.NAME) if one in columns)
        stands = {row.number: shown(row.cells[index]) for row in sheet.rows}
        for one in content.local_goals:
            if one.institution in own:
                continue
            unit = content.institutions[one.institution].name
            sentence = _("You do not write local goals for %(institution)s.")
            content.errors.append(
                RowError(
                    one.row,
                    sheet.headers[index],
                    cell_address(one.row, index),
                    sentence % {"institution": unit},
                    unit,
                    stands[one.row],
                    INSTITUTION,
                )
            )
        content.local_goals = [one for one in content.local_goals if one.institution in own]
        content.errors = in_order(content.errors)
