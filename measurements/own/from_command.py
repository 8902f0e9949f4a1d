"""A file of something that has no instrument yet, from the command line: asked, and made of it.

What the page of a new instrument asks is asked of the file: what it measures, and how. Nothing is
written before the file itself is: what the answers make is made, looked at, and rolled back.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from files.spreadsheets import Sheet
from files.spreadsheets.danish_values import fold
from imports.arranging.arranged_sheet import ArrangedSheet
from imports.arranging.column_questions import TOPIC_QUESTION
from imports.arranging.questions import Arranged, Choice, FileQuestion
from imports.arranging.timed import years_in
from imports.errors import ImportRefused, NotRecognised
from imports.kinds import ImportChoices
from institutions.access import scope_of
from measurements.importing import MeasurementFile
from measurements.importing.diff import MeasurementsDiff
from measurements.importing.understanding import recognised_in
from measurements.models import Instrument, Topic
from measurements.own.forms import OwnInstrumentForm
from measurements.own.from_files import instruments_alike
from measurements.own.whole_files import FoundFile, is_about_places, nobody_knows

#: The questions, and the answer that it is something of its own.
WHAT, HOW, NEW = "own", "own:how", "new"
#: The first year of an instrument that is only tried.
ANY_YEAR = 1990
#: So many instruments are offered.
MOST_ALIKE = 4


class AskedFile(MeasurementFile):
    """A file of measurements that asks whether it is something nobody has measured here before."""

    @classmethod
    def for_command(
        cls, about: str, *, by: User | None, choices: ImportChoices
    ) -> "MeasurementFile":
        if by is not None and not scope_of(by).edits.everything:
            raise ImportRefused(_("%(email)s is no administrator here.") % {"email": by.email})
        is_own = _is_own(choices.answers)
        return (OwnFile if is_own else AskingFile)(by=by, choices=choices)


class AskingFile(AskedFile):
    """One of which nobody has said that it is something of its own."""

    def open(self, content: bytes, name: str) -> Sheet:
        sheet = super().open(content, name)
        arranged = self.arranged(sheet)
        asked = {one.id: one for one in arranged.questions} if arranged else {}
        if arranged and TOPIC_QUESTION in asked and WHAT not in self.choices.answers:
            more = Choice(NEW, _("Something of its own that nobody has measured here before"))
            topic = asked[TOPIC_QUESTION]
            asked[TOPIC_QUESTION] = replace(topic, choices=(*topic.choices, more))
            return _asking(sheet, tuple(asked.values()))
        if self.choices.layout != "auto" or not self._may_be_own(sheet, asked):
            return sheet
        file = FoundFile.of(sheet, content, name)
        if not file.questions or not is_about_places(sheet, self.vocabulary()):
            return sheet
        question = _what(file)
        kept = asked.values() if WHAT in self.choices.answers else ()
        return _asking(sheet, (question, *kept))

    def _may_be_own(self, sheet: Sheet, asked: Mapping[str, FileQuestion]) -> bool:
        """Whether nothing that is measured here stands in the file, and nothing is nearly it."""
        if not nobody_knows(sheet, asked.values(), self.vocabulary()):
            return False
        try:
            recognised_in(sheet, layout=self.choices.layout)
        except NotRecognised:
            return True
        return False


class OwnFile(AskedFile):
    """One that somebody has said to be something of its own."""

    compares_by_writing: ClassVar[bool] = True
    form: OwnInstrumentForm
    first_year = ANY_YEAR

    def open(self, content: bytes, name: str) -> Sheet:
        plain = MeasurementFile(by=self.by, choices=replace(self.choices, answers=self._others))
        file = FoundFile.of(plain.open(content, name), content, name)
        self.content = content
        asked = [_what(file), *([_how(file)] if file.is_asked_how else [])]
        how = self.choices.answers.get(HOW, "" if file.is_asked_how else file.proposed)
        if how not in [one.value for one in _how(file).choices]:
            return _asking(plain.open(content, name), asked)
        self.form = self._form(file, how)
        with transaction.atomic():
            self._make(ANY_YEAR)
            sheet = self._opened(content, name, unit=file.unit)
            transaction.set_rollback(True)
        self.first_year = min(years_in(sheet), default=ANY_YEAR)
        arranged = self.arranged(sheet)
        return _asking(sheet, (*asked, *(arranged.questions if arranged else ())))

    @property
    def _others(self) -> dict[str, str]:
        """What was said of the file itself."""
        mine = (WHAT, HOW, TOPIC_QUESTION)
        return {id_: said for id_, said in self.choices.answers.items() if id_ not in mine}

    def _opened(self, content: bytes, name: str, *, unit: str) -> Sheet:
        """The file as the new instrument understands it; its own unit needs no asking."""
        sheet: Sheet = MeasurementFile.open(self, content, name)
        arranged = self.arranged(sheet)
        of_unit = {
            one.id: "number"
            for one in (arranged.questions if arranged else ())
            if unit and one.id.startswith("unit:") and fold(one.id).endswith(fold(unit))
        }
        if not of_unit:
            return sheet
        known = MeasurementFile(
            by=self.by, choices=replace(self.choices, answers={**of_unit, **self.choices.answers})
        )
        sheet = known.open(content, name)
        told = self.arranged(sheet)
        left = tuple(one for one in (told.questions if told else ()) if one.id not in of_unit)
        return _asking(sheet, left)

    def _form(self, file: FoundFile, how: str) -> OwnInstrumentForm:
        """The page's own form, filled in. Raises `ImportRefused` with what it finds wrong."""
        said = self.choices.answers.get(WHAT, NEW)
        name = file.name if said in ("", NEW) else said
        form = OwnInstrumentForm(file.fields(name=name, how=how))
        if not form.is_valid():
            faults = [str(one) for of in form.errors.values() for one in of]
            raise NotRecognised(" ".join(faults))
        return form

    def _make(self, year: int) -> None:
        self.form.cleaned_data["year"] = year
        self.form.save()

    def compare(self, source: Sheet) -> MeasurementsDiff:
        if hasattr(self, "form"):
            self._make(self.first_year)
        return super().compare(source)


def _is_own(answers: Mapping[str, str]) -> bool:
    said = answers.get(WHAT, "")
    is_known = Instrument.objects.filter(code=said).exists()
    return answers.get(TOPIC_QUESTION) == NEW or (said != "" and not is_known)


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
        % {"names": ", ".join(file.questions[:5])},
        tuple(choices),
        proposed="" if alike else NEW,
        takes_text=True,
        because=_("A name may be written. The instrument is made when the file is read in."),
    )


def _nearest(file: FoundFile) -> list[Instrument]:
    """Instruments whose own name, or a topic's, stands in the file's."""
    folded = fold(file.name)
    found = Instrument.objects.exclude(kind=Instrument.Kind.PROGRAMME)
    topics = Topic.objects.filter(version__instrument__in=found).values_list(
        "version__instrument", "name"
    )
    near = {pk for pk, name in topics if fold(name) in folded}
    return [one for one in found if one.pk in near or fold(one.short_name) in folded]


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


def _asking(sheet: Sheet, questions: Any) -> ArrangedSheet:
    """The sheet with these questions, and no others."""
    arranged = getattr(sheet, "arranged", None)
    if not isinstance(sheet, ArrangedSheet):
        raise NotRecognised(_("The file asks nothing of anybody."))
    told = arranged or Arranged(sheet, (sheet.sheet_name,), sheet.header_row, ())
    return replace(sheet, arranged=replace(told, questions=tuple(questions)))
