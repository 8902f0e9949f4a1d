"""Questions in the rows of a survey that the survey does not have: asked about, and added to it."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from files.spreadsheets import Sheet
from files.spreadsheets.danish_values import fold, shown
from files.spreadsheets.sheet import column_of
from imports.arranging.causes import cell_question
from imports.arranging.places_known import bare_topic
from imports.arranging.questions import Choice, FileQuestion
from imports.errors import NotRecognised
from measurements.importing.known import Catalogue
from measurements.importing.understanding import recognised_in
from measurements.importing.unknown_topics import belongs_elsewhere, is_nearly_known
from measurements.layouts import Meaning
from measurements.models import Instrument, InstrumentVersion
from measurements.own.questions import LONGEST

#: The question about all of them, and its answers; from so many on it is asked.
ADDED, ADD, EACH, SEVERAL = "questions:new", "+", "each", 2
#: With more of them the file is of something else.
MOST = 40


class NewQuestions(NamedTuple):
    """The newest edition of the survey that a file is of, and what it does not ask yet."""

    edition: InstrumentVersion
    heading: str
    texts: tuple[str, ...]

    def id_of(self, text: str) -> str:
        """The question about the cells that say one of them."""
        return cell_question(self.heading, text)

    def asked(self) -> FileQuestion:
        """Whether all of them are new questions."""
        words = {"count": len(self.texts), "name": self.edition.instrument.name}
        return FileQuestion(
            ADDED,
            "cell",
            _("%(count)s questions in the file are none that %(name)s has. Are they new in it?")
            % words,
            (
                Choice(ADD, _("Yes, add them: %(names)s") % {"names": "; ".join(self.texts)}),
                Choice(EACH, _("No: ask about each")),
            ),
            count=len(self.texts),
            samples=self.texts[:3],
        )

    @property
    def choice(self) -> Choice:
        """The answer that one of them is a new question."""
        name = self.edition.instrument.name
        return Choice(ADD, _("A new question of %(name)s") % {"name": name})


def new_questions(sheet: Sheet) -> NewQuestions | None:
    """What the rows of a survey ask that it does not, beside what it does; None for no such."""
    catalogue = Catalogue.load()
    try:
        found = recognised_in(sheet, catalogue=catalogue)
    except NotRecognised:
        return None
    at, known = found.columns.get(Meaning.TOPIC), catalogue.get(found.layout.instrument)
    edition = _newest(found.layout.instrument) if at is not None else None
    if at is None or known is None or edition is None:
        return None
    told = dict.fromkeys(bare_topic(shown(cell)) for cell in column_of(sheet.rows, at))
    unknown = tuple(one for one in filter(None, told) if fold(one) not in known.lineages)
    is_of_it = 0 < len(unknown) <= MOST and len(unknown) < len(told)
    if not is_of_it or any(len(one) > LONGEST or is_nearly_known(one, known) for one in unknown):
        return None
    if belongs_elsewhere(unknown, catalogue, besides=known):
        return None
    return NewQuestions(edition, sheet.headers[at], unknown)


def _newest(instrument: str) -> InstrumentVersion | None:
    editions = InstrumentVersion.objects.select_related("instrument")
    surveys = editions.filter(instrument__kind=Instrument.Kind.SURVEY, instrument__code=instrument)
    return surveys.order_by("-from_year", "-pk").first()
