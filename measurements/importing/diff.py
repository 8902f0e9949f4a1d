"""What reading a file in would do: it is compared with the data, and shown before it is done."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.utils import label_for_field
from django.utils.translation import gettext as _

from files.spreadsheets import Sheet
from files.spreadsheets.columns import not_read
from imports.diff import ImportDiff, Notice, RowError
from measurements.importing import answers
from measurements.importing.content import (
    INSPECTION_FIELDS,
    Content,
    Key,
    NameMatch,
    Observation,
    SeenAnswers,
    SeenInspection,
    SeenLocalGoal,
)
from measurements.importing.known import KnownTopic
from measurements.importing.marks import (
    Arrival,
    Mark,
    ValueChange,
    as_text,
    mark_of,
    mark_of_answer,
)
from measurements.importing.stored import Stored
from measurements.layouts import Layout, Meaning
from measurements.models import Inspection, Measurement
from measurements.rounds_of_year import round_said


@dataclass(frozen=True, slots=True)
class MeasurementsDiff(ImportDiff):
    """A file understood and compared with the data. Nothing is written by making one.

    new and changed are what would be written, unchanged only counted. answers: what those are to
    have, and before: what those of them that are there had. warnings: values that may be right and
    hardly are. fingerprint stands for the file, what it was understood with and the rows it was
    compared with: as long as it is the same, carrying out the plan does what the plan says.
    """

    sheet: Sheet
    content: Content
    new: tuple[Observation, ...] = ()
    changed: tuple[tuple[Stored, Observation], ...] = ()
    unchanged_count: int = 0
    new_inspections: tuple[SeenInspection, ...] = ()
    changed_inspections: tuple[tuple[Inspection, SeenInspection], ...] = ()
    fingerprint: str = ""
    answers: dict[Key, SeenAnswers] = field(default_factory=dict)
    answers_before: dict[Key, SeenAnswers] = field(default_factory=dict)
    new_local_goals: tuple[SeenLocalGoal, ...] = ()
    warnings: list[RowError] = field(default_factory=list)

    @property
    def layout(self) -> Layout:
        return self.content.recognised.layout

    @property
    def errors(self) -> list[RowError]:
        return self.content.errors

    @property
    def notices(self) -> list[Notice]:
        return self.content.notices

    @property
    def name_matches(self) -> tuple[NameMatch, ...]:
        """Institutions found by their names alone: a person has to say that they are right."""
        return tuple(self.content.by_name.values())

    @property
    def has_work(self) -> bool:
        """Whether carrying it out would change anything."""
        return bool(
            self.new
            or self.changed
            or self.new_inspections
            or self.changed_inspections
            or self.new_local_goals
        )

    @property
    def not_read(self) -> str:
        """The sentence about columns that mean nothing to us."""
        unused = set(self.content.recognised.unused)
        return not_read(self.sheet, set(range(len(self.sheet.headers))) - unused)

    @property
    def new_count(self) -> int:
        reports = len(self.new_inspections) if self.layout.lists_reports else 0
        return len(self.new) + len(self.new_local_goals) + reports

    @property
    def changed_count(self) -> int:
        return len(self.changed) + len(self.changed_inspections)

    @property
    def not_rated_count(self) -> int:
        """Rows about an inspection that have no rating."""
        asks_for_ratings = self.layout.inspections and self.layout.rates
        return len(self.content.not_rated) if asks_for_ratings else 0

    @property
    def suppressed_count(self) -> int:
        """Values that the source hides, and hidden answers to values that it shows."""
        content = self.content
        hidden = [one for one in content.observations if one.is_suppressed]
        if not content.answers:
            return len(hidden)
        shown = (one for one in content.observations if not one.is_suppressed)
        told = (answer for one in shown for answer in content.answers.get(one.key, ()))
        return len(hidden) + sum(answer.is_suppressed for answer in told)

    def before(self, stored: Stored) -> dict[str, Any]:
        """What an import may change of a measurement, answers included, to be put back some day."""
        key = stored[1:5]
        if key not in self.answers:
            return stored.as_json
        there = self.answers_before.get(key, ())
        return stored.as_json | {"answers": answers.as_json(there)}

    @property
    def working_rows(self) -> set[int]:
        """The rows of the file that bring something new or changed."""
        return {
            *(observation.row for observation in self.new),
            *(observation.row for _stored, observation in self.changed),
            *(seen.row for seen in self.new_inspections),
            *(seen.row for _inspection, seen in self.changed_inspections),
            *(seen.row for seen in self.new_local_goals),
        }

    def topic(self, observation: Observation) -> KnownTopic:
        return self.content.topics[observation.topic]

    def unit(self, pk: int) -> str:
        return self.content.institutions[pk].name

    def changes(self) -> Iterable[ValueChange]:
        """Every field that gets a new value, measurement by measurement."""
        for stored, observation in self.changed:
            topic = self.topic(observation)
            about = (self.unit(stored.institution), _when(observation), stored.group)
            if _value(stored) != _value(observation):
                old, new = mark_of(stored, topic), mark_of(observation, topic)
                yield ValueChange(*about, topic.short_name, old, new, observation.row)
            for name in ("measured_on", "respondents", "note"):
                old, new = getattr(stored, name), getattr(observation, name)
                if old != new:
                    subject = f"{topic.short_name}, {self._label(name)}"
                    yield ValueChange(*about, subject, as_text(old), as_text(new), observation.row)
            yield from self._changed_answers(observation, topic, about)
        for inspection, seen in self.changed_inspections:
            about = (self.unit(seen.institution), str(seen.year), "")
            for name in INSPECTION_FIELDS:
                old, new = getattr(inspection, name), getattr(seen, name)
                if new is not None and new != old:
                    subject = str(label_for_field(name, Inspection)).capitalize()
                    yield ValueChange(*about, subject, as_text(old), as_text(new), seen.row)

    def _changed_answers(
        self, observation: Observation, topic: KnownTopic, about: tuple[str, str, str]
    ) -> Iterable[ValueChange]:
        was = {one.step: one for one in self.answers_before.get(observation.key, ())}
        steps = {step.pk: step for step in topic.scale.steps}
        for answer in self.answers.get(observation.key, ()):
            before = was.get(answer.step)
            if before != answer and answer.step in steps:
                subject = f"{topic.short_name}, {steps[answer.step].label}"
                marks = (mark_of_answer(before), mark_of_answer(answer))
                yield ValueChange(*about, subject, *marks, observation.row)

    def _label(self, name: str) -> str:
        """What a field is called: the file's own heading where it has one."""
        if name == "note":
            heading = self.sheet.headers[self.content.recognised.columns[Meaning.NOTE]]
            return heading[:1].lower() + heading[1:]
        return str(label_for_field(name, Measurement))

    def arrivals(self) -> list[Arrival]:
        """Everything that is not there yet, in the order of the file."""
        found = []
        marks: dict[tuple[Any, ...], Mark] = {}  # a file says most things often
        for observation in self.new:
            topic = self.topic(observation)
            said = (topic.pk, observation.is_suppressed, *observation[6:8], observation.raw)
            if (mark := marks.get(said)) is None:
                mark = marks[said] = mark_of(observation, topic)
            about = (self.unit(observation.institution), _when(observation), observation.group)
            found.append(Arrival(*about, topic.short_name, mark, observation.row))
        without_ratings = set(self.content.not_rated)
        for seen in self.new_inspections:
            if seen.row in without_ratings:
                kind = str(Inspection.Kind(seen.kind).label)
                subject, told = _("%(kind)s, no ratings") % {"kind": kind}, Mark(kind, None, 0)
                if self.layout.lists_reports:
                    subject, told = kind, as_text(seen.closed_on or str(seen.year))
                found.append(
                    Arrival(
                        self.unit(seen.institution),
                        str(seen.year),
                        "",
                        subject,
                        told,
                        seen.row,
                    )
                )
        for goal in self.new_local_goals:
            subject = _("Strategic goal %(number)s") % {"number": goal.number}
            unit = self.unit(goal.institution)
            found.append(Arrival(unit, "", "", subject, Mark(goal.text), goal.row))
        return sorted(found, key=lambda arrival: arrival.row)


def _when(observation: Observation) -> str:
    day, period = observation.measured_on, observation.period
    if day and len(period) == 10:
        return f"{day:%d.%m.%Y}"
    said = round_said(period, observation.year)
    return period if said == str(observation.year) else said


def _value(value: Stored | Observation) -> tuple[Any, ...]:
    return value.value, value.step, value.is_suppressed
