"""What rows tell of the inspections they are about, beside their ratings."""

from django.utils.translation import gettext as _

from files.spreadsheets import Row
from files.spreadsheets.danish_values import is_missing, shown
from files.spreadsheets.sheet import BLOCK
from measurements.importing.content import SeenInspection
from measurements.importing.reading.abouts import DATES, About, AboutRows
from measurements.importing.values import address_in, yes_in
from measurements.layouts import Meaning


class VisitRows(AboutRows):
    """One pass over one file, as far as it tells of inspections."""

    def inspection(self, row: Row, about: About) -> None:
        seen = SeenInspection(0, 0, about.kind, row.number)  # only looked at, for its faults
        if about.institution and about.year:
            key = (about.institution.pk, about.year, about.kind)
            seen = self.inspections.setdefault(key, SeenInspection(*key, row.number))
            if self.layout.lists_reports and seen.row != row.number:
                self.two_reports(row, about, seen)
                return
        for meaning in DATES:
            setattr(seen, meaning, getattr(seen, meaning) or self.date(row, meaning, about.unit))
        for meaning, understand in (
            (Meaning.IS_ENHANCED, yes_in),
            (Meaning.HAS_IMMEDIATE_ORDER, yes_in),
            (Meaning.REPORT_URL, address_in),
        ):
            index = self.columns.get(meaning)
            if index is not None and not is_missing(row.cells[index]):
                setattr(seen, meaning, self.understood(row, index, about.unit, understand))

    def two_reports(self, row: Row, about: About, seen: SeenInspection) -> None:
        """Two rows of a list about one inspection: which of them counts is not for us to choose."""
        address = row.cells[self.columns[Meaning.REPORT_URL]]
        words = {"first": seen.row % BLOCK, "again": row.number % BLOCK, "institution": about.unit}
        if self.date(row, Meaning.CLOSED_ON) == seen.closed_on and shown(address) == (
            seen.report_url or ""
        ):
            sentence = _("Rows %(first)s and %(again)s say the same; it counts once.")
            self.notice(sentence % words, row, self.columns[Meaning.CLOSED_ON])
            return
        sentence = _(
            "Row %(first)s has another report of %(institution)s in the same year. Delete one of"
            " the rows %(first)s and %(again)s, or write which kind each is in a column"
            " “Tilsynstype”."
        )
        at = self.columns[Meaning.CLOSED_ON]
        self.error(row, at, about.unit, sentence % words, kind="twice")
