"""What the preview of a file of results shows."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy, ngettext

from config.phrases import in_digits
from files.spreadsheets.sheet import BLOCK
from imports.previews import DiffRow, ImportPreview
from programmes.importing.diff import SurveyDiff


class SurveyPreview(ImportPreview[SurveyDiff]):
    """Question by question, what was answered and what it takes the place of."""

    changing = gettext_lazy("Question")

    @property
    def button_words(self) -> str:
        count = len(self.diff.changing)
        return ngettext("Read in %(count)s row", "Read in %(count)s rows", count) % {
            "count": in_digits(count)
        }

    def changed_rows(self) -> Iterable[DiffRow]:
        for row in self.diff.changing:
            question = row.question
            asked = f"{question.text} ({row.course})" if row.course else question.text
            number = row.row.number % BLOCK
            yield DiffRow(str(question.point), asked, row.before, row.words, number)
