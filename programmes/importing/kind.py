"""A file of survey results, as it is declared to the engine that reads files in."""

from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from files.spreadsheets import Sheet
from imports.arranging.arranged_sheet import as_in_the_file
from imports.arranging.words import Vocabulary
from imports.errors import ImportRefused
from imports.kinds import ImportChoices, SheetKind, UndoOutcome
from measurements.importing.undoing import take_back
from measurements.models import Import
from programmes.importing.diff import SurveyDiff
from programmes.importing.reading import SurveyReader
from programmes.importing.words import words_of_surveys
from programmes.importing.writing import LAYOUT, write
from programmes.models import Programme


class ProgrammeSurveyFile(SheetKind[SurveyDiff]):
    """Results of surveys about one programme. Taken back, those from before count again."""

    code = LAYOUT
    title = gettext_lazy("Survey of a programme")

    def __init__(
        self,
        programme: Programme,
        *,
        by: User | None = None,
        choices: ImportChoices | None = None,
    ) -> None:
        super().__init__(by=by, choices=choices)
        self.programme = programme

    @classmethod
    def for_command(
        cls, about: str, *, by: User | None, choices: ImportChoices
    ) -> "ProgrammeSurveyFile":
        """about: the programme, by its slug; on behalf of somebody who plans it."""
        programmes = Programme.objects.plannable_by(by) if by else Programme.objects.none()
        programme = programmes.filter(slug=about).first()
        if programme is None:
            raise ImportRefused(_("Say which programme, and on whose behalf: --about, --as."))
        return cls(programme, by=by, choices=choices)

    def vocabulary(self) -> Vocabulary:
        return words_of_surveys(self.programme)

    def compare(self, source: Sheet) -> SurveyDiff:
        diff = SurveyReader(self.programme, source, user=cast(User, self.by)).diff()
        diff.wrong[:] = as_in_the_file(source, diff.wrong)
        return diff

    def write(self, diff: SurveyDiff) -> Import:
        return write(diff, by=self.by)

    def take_back(self, receipt: Import) -> UndoOutcome:
        """The measurements follow, as they do when it is taken back in the administration."""
        return take_back(receipt)
