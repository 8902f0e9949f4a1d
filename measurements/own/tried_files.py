"""Files for which something is made first: tried and rolled back, until they are read."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from django.db import transaction

from files.spreadsheets import Sheet
from measurements.importing import MeasurementFile
from measurements.importing.diff import MeasurementsDiff
from measurements.own.making import add_questions
from measurements.own.new_questions import ADD, ADDED, new_questions


class MakingFile(MeasurementFile):
    """One for which something is made first. Finding out what it would do leaves nothing."""

    compares_by_writing: ClassVar[bool] = True
    is_ready = False

    def make(self) -> None:
        """Make what the file needs, within the transaction that is open."""
        raise NotImplementedError

    def tried(self, content: bytes, name: str, answers: Mapping[str, str]) -> Sheet:
        """The file as it is understood with what would be made."""
        kind = MeasurementFile(by=self.by, choices=replace(self.choices, answers=answers))
        with transaction.atomic():
            self.make()
            sheet = kind.open(content, name)
            transaction.set_rollback(True)
        self.is_ready = True
        return sheet

    def compare(self, source: Sheet) -> MeasurementsDiff:
        if self.is_ready:
            self.make()
        return super().compare(source)


class AddingFile(MakingFile):
    """A survey whose rows ask what it does not have yet: that is added to its newest edition."""

    def open(self, content: bytes, name: str) -> Sheet:
        self.content = content
        answers = self.choices.answers
        new = {id_ for id_, said in answers.items() if is_added(id_, said)}
        others = {id_: said for id_, said in answers.items() if id_ not in new}
        plain = MeasurementFile(by=self.by, choices=replace(self.choices, answers=others))
        sheet = plain.open(content, name)
        found = new_questions(sheet)
        if found is None:
            return sheet
        is_all = answers.get(ADDED) == ADD
        self.edition = found.edition
        self.more = tuple(one for one in found.texts if is_all or found.id_of(one) in new)
        return self.tried(content, name, others)

    def make(self) -> None:
        add_questions(self.edition, self.more)


def is_added(id_: str, said: str) -> bool:
    """Whether an answer says that a text is a new question, or that all of them are."""
    return said == ADD and (id_ == ADDED or id_.startswith("cell:"))
