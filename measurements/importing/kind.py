"""A file of measurements, as it is declared to the engine that reads files in."""

from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from files.spreadsheets import Sheet
from imports.arranging.arranged_sheet import address_told, as_in_the_file
from imports.arranging.words import Vocabulary
from imports.errors import DataChanged, ImportRefused
from imports.kinds import ImportChoices, SheetKind, UndoOutcome
from institutions.access import scope_of
from institutions.known_names import remember
from measurements.importing.diff import MeasurementsDiff
from measurements.importing.locks import NoReason, kept_reason, locks_of_plan
from measurements.importing.understanding import prepare
from measurements.importing.undoing import take_back
from measurements.importing.words import words_of_measurements
from measurements.importing.writing import NeedsReason, write
from measurements.models import Import
from measurements.raw_files import keep_raw_file
from measurements.slots import effects

#: What somebody ticks on a preview: that unusual values are right, that institutions found by
#: their names are the right ones, and that those names are to be known from now on.
WARNINGS, NAMES, REMEMBER = "accept", "accept_names", "remember_names"


class MeasurementFile(SheetKind[MeasurementsDiff]):
    """Values, inspections, answers or local goals, in any of the layouts we know."""

    code = "measurements"
    title = gettext_lazy("Measurements")
    #: The file as it came, to be kept with its receipt; b"" where only its rows are known.
    content = b""

    def open(self, content: bytes, name: str) -> Sheet:
        self.content = content
        return super().open(content, name)

    def vocabulary(self) -> Vocabulary:
        return words_of_measurements(layout=self.choices.layout)

    @classmethod
    def for_command(
        cls, about: str, *, by: User | None, choices: ImportChoices
    ) -> "MeasurementFile":
        if by is not None and not scope_of(by).edits.everything:
            raise ImportRefused(_("%(email)s is no administrator here.") % {"email": by.email})
        return cls(by=by, choices=choices)

    def compare(self, source: Sheet) -> MeasurementsDiff:
        diff = prepare(source, layout=self.choices.layout)
        diff.content.errors[:] = as_in_the_file(source, diff.errors)
        diff.warnings[:] = as_in_the_file(source, diff.warnings)
        diff.content.notices[:] = [
            one._replace(address=address_told(source, one.address)) for one in diff.notices
        ]
        return diff

    def meanings(self, source: Sheet, diff: MeasurementsDiff) -> dict[int, str]:
        found = diff.content.recognised
        named = {index: meaning.value for meaning, index in found.columns.items()}
        return (
            dict.fromkeys(found.topics, "topic") | dict.fromkeys(found.answers, "answers") | named
        )

    def unanswered(self, diff: MeasurementsDiff) -> str:
        sentences = []
        if diff.name_matches and NAMES not in self.choices.accepted:
            sentences.append(_("Look at the names, and tick that the institutions are right."))
        if diff.warnings and WARNINGS not in self.choices.accepted:
            sentences.append(_("Look at the unusual values, and tick that they are right."))
        return " ".join(sentences)

    def write(self, diff: MeasurementsDiff) -> Import:
        """Raises `NeedsReason`, and `DataChanged` when somebody wrote the same meanwhile."""
        try:
            reason = kept_reason(self.choices.reason, locks_of_plan(diff))
        except NoReason as missing:
            raise NeedsReason(str(missing)) from missing
        followed = effects.first(diff)
        try:
            batch = write(diff, by=self.by, reason=reason)
        except IntegrityError as error:
            raise DataChanged from error
        if REMEMBER in self.choices.accepted:
            for match in diff.name_matches:
                remember(match.text, match.institution, by=self.by)
        if followed:
            batch.effects = followed()
            batch.save(update_fields=["effects"])
        if self.content:
            keep_raw_file(batch, self.content)
        return batch

    def take_back(self, receipt: Import) -> UndoOutcome:
        return take_back(receipt, reason=self.choices.reason)

    def as_contract(self, diff: MeasurementsDiff, receipt: Any) -> dict[str, Any]:
        answer = {
            "layout": diff.layout.code,
            "rows": len(diff.sheet.rows),
            "not_rated": diff.not_rated_count,
            "suppressed": diff.suppressed_count,
        } | super().as_contract(diff, receipt)
        if diff.name_matches:
            answer["found_by_name"] = [
                {
                    "cell": one.address,
                    "name": one.text,
                    "number": one.number,
                    "institution": one.unit,
                }
                for one in diff.name_matches
            ]
        return answer

    def told(self, diff: MeasurementsDiff) -> Iterator[str]:
        yield str(diff.layout.title)
        yield _("%(rows)s rows, %(not_rated)s without ratings") % {
            "rows": len(diff.sheet.rows),
            "not_rated": diff.not_rated_count,
        }
        for match in diff.name_matches:
            about = {"name": match.text, "unit": f"{match.number} {match.unit}".strip()}
            yield f"{match.address}: " + _("“%(name)s” is taken for %(unit)s.") % about
        for notice in diff.notices:
            yield f"{notice.address}: {notice.message}".removeprefix(": ")
