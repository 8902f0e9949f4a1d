"""A file of something that has no instrument yet, from the command line: asked, and made of it.

What the page of a new instrument asks is asked of the file: what it measures, and how. Nothing is
written before the file itself is: what the answers make is made, looked at, and rolled back.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from accounts.models import User
from files.spreadsheets import Sheet
from files.spreadsheets.danish_values import fold
from imports.arranging.alike import share, words_in
from imports.arranging.column_questions import TOPIC_QUESTION
from imports.arranging.numbered_topics import QUESTION as NUMBERED
from imports.arranging.questions import Arranged, Choice, FileQuestion, arranged_of
from imports.arranging.timed import years_in
from imports.errors import ImportRefused, NotRecognised
from imports.kinds import ImportChoices
from institutions.access import scope_of
from measurements.importing import MeasurementFile
from measurements.importing.diff import MeasurementsDiff
from measurements.importing.understanding import recognised_in
from measurements.models import Instrument, InstrumentVersion, Topic
from measurements.own.columns_asked import columns_of_topics
from measurements.own.forms import OwnInstrumentForm
from measurements.own.from_files import instruments_alike
from measurements.own.making import add_questions
from measurements.own.new_questions import SEVERAL, new_questions
from measurements.own.tried_files import AddingFile, MakingFile, is_added
from measurements.own.whole_files import FoundFile, is_about_places, nobody_knows

#: The questions, and the answer that it is something of its own.
WHAT, HOW, NEW = "own", "own:how", "new"
#: Of a column of a survey: that it is a question the survey had not before.
COLUMN, MORE = "column:", "+"
#: The first year of an instrument that is only tried.
ANY_YEAR = 1990
#: So many instruments are offered; one that is named goes before those that have words in common.
MOST_ALIKE, SURELY = 4, 10


class AskedFile(MeasurementFile):
    """A file of measurements that asks whether it is something nobody has measured here before."""

    @classmethod
    def for_command(
        cls, about: str, *, by: User | None, choices: ImportChoices
    ) -> "MeasurementFile":
        if by is not None and not scope_of(by).edits.everything:
            raise ImportRefused(_("%(email)s is no administrator here.") % {"email": by.email})
        return _kind_for(choices.answers)(by=by, choices=choices)


class AskingFile(AskedFile):
    """One of which nobody has said that it is something of its own."""

    def open(self, content: bytes, name: str) -> Sheet:
        sheet = super().open(content, name)
        arranged = self.arranged(sheet)
        asked = {one.id: one for one in arranged.questions} if arranged else {}
        if TOPIC_QUESTION in asked and WHAT not in self.choices.answers:
            more = Choice(NEW, _("Something of its own that nobody has measured here before"))
            asked[TOPIC_QUESTION] = _with(asked[TOPIC_QUESTION], more)
            return _asking(sheet, asked.values())
        if self.choices.layout == "auto" and self._may_be_own(sheet, asked):
            file = FoundFile.of(sheet, content, name)
            if file.numbers or file.questions:
                return _asking(sheet, (_what(file), *self._kept(sheet, asked)))
        if edition := _edition_asked_about(asked.values(), sheet):
            return _asking(sheet, _with_more(asked.values(), edition))
        more_asked = self._new_questions(sheet, asked)
        return _asking(sheet, (*asked.values(), *more_asked)) if more_asked else sheet

    def _kept(self, sheet: Sheet, asked: Mapping[str, FileQuestion]) -> Iterable[FileQuestion]:
        """What else is asked once somebody has said what is measured."""
        said = self.choices.answers.get(WHAT, "")
        return (*asked.values(), *columns_of_topics(sheet, said, asked)) if said else ()

    def _new_questions(
        self, sheet: Sheet, asked: Mapping[str, FileQuestion]
    ) -> tuple[FileQuestion, ...]:
        """The one question about several that a survey had not before, once all else is told."""
        is_open = any(id_ not in self.choices.answers for id_ in asked)
        found = None if is_open else new_questions(sheet)
        return (found.asked(),) if found and len(found.texts) >= SEVERAL else ()

    def questions(self, source: Sheet, diff: MeasurementsDiff) -> tuple[FileQuestion, ...]:
        asked = super().questions(source, diff)
        found = new_questions(source) if asked else None
        ids = {found.id_of(text) for text in found.texts} if found else ()
        return tuple(_with(one, found.choice) if found and one.id in ids else one for one in asked)

    def _may_be_own(self, sheet: Sheet, asked: Mapping[str, FileQuestion]) -> bool:
        """Whether nothing that is measured here stands in the file, and nothing is nearly it."""
        if NUMBERED in asked:
            return False
        vocabulary = self.vocabulary()
        if not nobody_knows(sheet, asked.values(), vocabulary) or _is_known(sheet):
            return False
        return is_about_places(sheet, vocabulary)


class OwnFile(MakingFile):
    """One that somebody has said to be something of its own: its instrument is made of it."""

    form: OwnInstrumentForm
    first_year = ANY_YEAR

    def open(self, content: bytes, name: str) -> Sheet:
        self.content = content
        mine = (WHAT, HOW, TOPIC_QUESTION)
        others = {id_: said for id_, said in self.choices.answers.items() if id_ not in mine}
        plain = MeasurementFile(by=self.by, choices=replace(self.choices, answers=others))
        sheet = plain.open(content, name)
        if _is_known(sheet):
            return sheet  # as when it is read in once more
        file = FoundFile.of(sheet, content, name)
        asked = [_what(file), *([_how(file)] if file.is_asked_how else [])]
        how = self.choices.answers.get(HOW, "" if file.is_asked_how else file.proposed)
        if how not in [one.value for one in file.ways]:
            return _asking(sheet, asked)
        self.form = self._form(file, how)
        topic = self.form.cleaned_data["questions"][0]
        sheet = self.tried(content, name, {**others, TOPIC_QUESTION: topic})
        self.first_year = min(years_in(sheet), default=ANY_YEAR)
        arranged = self.arranged(sheet)
        more = [one for one in arranged.questions if one.id not in mine] if arranged else []
        return _asking(sheet, (*asked, *more))

    def _form(self, file: FoundFile, how: str) -> OwnInstrumentForm:
        """The page's own form, filled in. Raises `NotRecognised` with what it finds wrong."""
        said = self.choices.answers.get(WHAT, NEW)
        name = file.name if said in ("", NEW) else said
        form = OwnInstrumentForm(file.fields(name=name, how=how))
        if not form.is_valid():
            faults = [str(one) for of in form.errors.values() for one in of]
            raise NotRecognised(" ".join(faults))
        return form

    def make(self) -> None:
        self.form.cleaned_data["year"] = self.first_year
        self.form.save()


class MoreFile(MakingFile):
    """One with columns that somebody has said to be new questions of an instrument there is."""

    edition: InstrumentVersion
    more: tuple[str, ...] = ()

    def open(self, content: bytes, name: str) -> Sheet:
        self.content = content
        new = {id_ for id_, said in self.choices.answers.items() if _is_new_column(id_, said)}
        others = {id_: said for id_, said in self.choices.answers.items() if id_ not in new}
        plain = MeasurementFile(by=self.by, choices=replace(self.choices, answers=others))
        sheet = plain.open(content, name)
        arranged = self.arranged(sheet)
        asked = {one.id: one for one in arranged.questions} if arranged else {}
        edition = _edition_asked_about(asked.values(), sheet)
        if edition is None:
            return sheet
        self.edition = edition
        self.more = tuple(id_.removeprefix(COLUMN) for id_ in asked if id_ in new)
        told = [one for one in _with_more(asked.values(), edition) if one.id in new]
        sheet = self.tried(content, name, others)
        found = self.arranged(sheet)
        more = _with_more(found.questions, edition) if found else []
        return _asking(sheet, (*told, *more))

    def make(self) -> None:
        add_questions(self.edition, self.more)


def _is_known(sheet: Sheet) -> bool:
    """Whether a file is in a layout of ours."""
    try:
        recognised_in(sheet)
    except NotRecognised:
        return False
    return True


def _kind_for(answers: Mapping[str, str]) -> type[MeasurementFile]:
    said = answers.get(WHAT, "")
    is_known = said != "" and Instrument.objects.filter(code=said).exists()
    if answers.get(TOPIC_QUESTION) == NEW or (said and not is_known):
        return OwnFile
    if any(is_added(*one) for one in answers.items()):
        return AddingFile
    return MoreFile if any(_is_new_column(*one) for one in answers.items()) else AskingFile


def _is_new_column(id_: str, said: str) -> bool:
    return id_.startswith(COLUMN) and said == MORE


def _with(question: FileQuestion, more: Choice) -> FileQuestion:
    return replace(question, choices=(*question.choices, more))


def _with_more(asked: Iterable[FileQuestion], edition: InstrumentVersion) -> list[FileQuestion]:
    """The questions, those about columns with the answer that it is a new question."""
    more = Choice(MORE, _("A new question of %(name)s") % {"name": edition.instrument.name})
    return [_with(one, more) if one.id.startswith(COLUMN) else one for one in asked]


def _edition_asked_about(asked: Iterable[FileQuestion], sheet: Sheet) -> InstrumentVersion | None:
    """The newest edition of the survey that the file is of; None where no column is asked about."""
    if not any(one.id.startswith(COLUMN) and not one.proposed for one in asked):
        return None
    try:
        code = recognised_in(sheet).layout.instrument
    except NotRecognised:
        return None
    editions = InstrumentVersion.objects.select_related("instrument")
    surveys = editions.filter(instrument__kind=Instrument.Kind.SURVEY, instrument__code=code)
    return surveys.order_by("-from_year", "-pk").first()


def _what(file: FoundFile) -> FileQuestion:
    """What a file measures: something of its own, or with an instrument there is."""
    alike = instruments_alike("\n".join(file.questions))
    known = {one.code: one for one in (*alike, *_nearest(file))}
    choices = [Choice(NEW, _("Something of its own: “%(name)s”") % {"name": file.name})]
    choices += [Choice(code, one.name) for code, one in [*known.items()][:MOST_ALIKE]]
    return FileQuestion(
        WHAT,
        "header",
        _("What does the file measure? Nothing we know stands in it: %(names)s.")
        % {"names": ", ".join(file.questions[:5] or (file.name,))},
        tuple(choices),
        proposed="" if alike else NEW,
        takes_text=True,
        because=_("A name may be written. The instrument is made when the file is read in."),
    )


def _nearest(file: FoundFile) -> list[Instrument]:
    """Instruments of which the file's name or a heading has a word, those of most words first."""
    folded = fold(file.name)
    told = words_in(" ".join((file.name, *file.questions)))
    found = Instrument.objects.exclude(kind=Instrument.Kind.PROGRAMME)
    near: Counter[int] = Counter()
    topics = Topic.objects.filter(version__instrument__in=found)
    for pk, name in topics.values_list("version__instrument", "name").distinct():
        near[pk] += SURELY if fold(name) in folded else share(told, words_in(name))
    for one in found:
        near[one.pk] += SURELY if fold(one.short_name) in folded else 0
    return sorted((one for one in found if near[one.pk]), key=lambda one: -near[one.pk])


def _how(file: FoundFile) -> FileQuestion:
    return FileQuestion(
        HOW,
        "header",
        _("How is “%(name)s” measured? The figures lie between %(least)s and %(most)s.")
        % {"name": file.name, "least": file.least, "most": file.most},
        file.ways,
        proposed=file.proposed,
        samples=file.samples,
    )


def _asking(sheet: Sheet, questions: Iterable[FileQuestion]) -> Sheet:
    """The sheet with these questions, and no others."""
    told = arranged_of(sheet) or Arranged(sheet, (sheet.sheet_name,), sheet.header_row, ())
    return replace(sheet, arranged=replace(told, questions=tuple(questions)))
