"""What reading a file in would do: it is compared with the data, and shown before it is done."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, Self

from django.contrib.admin.utils import label_for_field
from django.utils.translation import gettext as _

from measurements.importing.content import (
    INSPECTION_FIELDS,
    Content,
    Observation,
    SeenInspection,
)
from measurements.importing.faults import Fault, Notice
from measurements.importing.known import Catalogue, KnownTopic, Register, fingerprint_of
from measurements.importing.reading import read_content
from measurements.importing.values import plain
from measurements.layouts import Layout, Meaning, recognise
from measurements.models import Inspection, Measurement
from spreadsheets import Sheet


class Stored(NamedTuple):
    """A measurement as it lies in the database."""

    pk: int
    topic: int
    institution: int
    group: str
    period: str
    year: int
    measured_on: datetime.date | None
    value: Decimal | None
    step: int | None
    respondents: int | None
    is_suppressed: bool
    note: str
    raw: str
    row: int | None

    @property
    def as_json(self) -> dict:
        """What an import may change of it, to be put back some day."""
        return {
            "year": self.year,
            "measured_on": self.measured_on and self.measured_on.isoformat(),
            "value": None if self.value is None else str(self.value),
            "step": self.step,
            "respondents": self.respondents,
            "is_suppressed": self.is_suppressed,
            "note": self.note,
            "raw": self.raw,
        }


STORED_FIELDS = (
    "pk",
    "topic_id",
    "institution_id",
    "group",
    "period",
    "year",
    "measured_on",
    "value",
    "step_id",
    "respondents",
    "is_suppressed",
    "note",
    "raw",
    "row_id",
)


class Mark(NamedTuple):
    """A value as the pages draw it: a step of `of`, or a text; "" where there was nothing."""

    text: str
    rank: int | None = None
    of: int = 4


class Change(NamedTuple):
    """One field of one thing that gets a new value."""

    unit: str
    when: str
    group: str
    subject: str
    old: Mark
    new: Mark
    row: int


class Arrival(NamedTuple):
    """One thing that is not there yet: a value, or an inspection without ratings."""

    unit: str
    when: str
    group: str
    subject: str
    mark: Mark
    row: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A file understood and compared with the data. Nothing is written by making one.

    new and changed are what would be written, unchanged only counted. fingerprint stands for
    the file, what it was understood with and the rows it was compared with: as long as it is the
    same, carrying out the plan does what the plan says.
    """

    sheet: Sheet
    content: Content
    new: tuple[Observation, ...] = ()
    changed: tuple[tuple[Stored, Observation], ...] = ()
    unchanged_count: int = 0
    new_inspections: tuple[SeenInspection, ...] = ()
    changed_inspections: tuple[tuple[Inspection, SeenInspection], ...] = ()
    fingerprint: str = ""

    @property
    def layout(self) -> Layout:
        return self.content.recognised.layout

    @property
    def faults(self) -> list[Fault]:
        return self.content.faults

    @property
    def notices(self) -> list[Notice]:
        return self.content.notices

    @property
    def is_clean(self) -> bool:
        return not self.faults

    @property
    def has_work(self) -> bool:
        """Whether carrying it out would change anything."""
        return bool(self.new or self.changed or self.new_inspections or self.changed_inspections)

    @property
    def new_count(self) -> int:
        return len(self.new)

    @property
    def changed_count(self) -> int:
        return len(self.changed) + len(self.changed_inspections)

    @property
    def not_rated_count(self) -> int:
        """Rows about an inspection that have no rating."""
        return len(self.content.not_rated) if self.layout.inspections else 0

    @property
    def suppressed_count(self) -> int:
        return sum(observation.is_suppressed for observation in self.content.observations)

    @property
    def working_rows(self) -> set[int]:
        """The rows of the file that bring something new or changed."""
        return {
            *(observation.row for observation in self.new),
            *(observation.row for _stored, observation in self.changed),
            *(seen.row for seen in self.new_inspections),
            *(seen.row for _inspection, seen in self.changed_inspections),
        }

    def topic(self, observation: Observation) -> KnownTopic:
        return self.content.topics[observation.topic]

    def unit(self, pk: int) -> str:
        return self.content.institutions[pk].name

    def changes(self) -> Iterable[Change]:
        """Every field that gets a new value, measurement by measurement."""
        for stored, observation in self.changed:
            topic = self.topic(observation)
            about = (self.unit(stored.institution), _when(observation), stored.group)
            if _value(stored) != _value(observation):
                old, new = mark_of(stored, topic), mark_of(observation, topic)
                yield Change(*about, topic.short_name, old, new, observation.row)
            for name in ("measured_on", "respondents", "note"):
                old, new = getattr(stored, name), getattr(observation, name)
                if old != new:
                    subject = f"{topic.short_name}, {self._label(name)}"
                    yield Change(*about, subject, as_text(old), as_text(new), observation.row)
        for inspection, seen in self.changed_inspections:
            about = (self.unit(seen.institution), str(seen.year), "")
            for name in INSPECTION_FIELDS:
                old, new = getattr(inspection, name), getattr(seen, name)
                if new is not None and new != old:
                    subject = str(label_for_field(name, Inspection)).capitalize()
                    yield Change(*about, subject, as_text(old), as_text(new), seen.row)

    def _label(self, name: str) -> str:
        """What a field is called: the file's own heading where it has one."""
        if name == "note":
            heading = self.sheet.headers[self.content.recognised.columns[Meaning.NOTE]]
            return heading[:1].lower() + heading[1:]
        return str(label_for_field(name, Measurement))

    def arrivals(self) -> list[Arrival]:
        """Everything that is not there yet, in the order of the file."""
        found = [
            Arrival(
                self.unit(observation.institution),
                _when(observation),
                observation.group,
                self.topic(observation).short_name,
                mark_of(observation, self.topic(observation)),
                observation.row,
            )
            for observation in self.new
        ]
        without_ratings = set(self.content.not_rated)
        for seen in self.new_inspections:
            if seen.row in without_ratings:
                kind = str(Inspection.Kind(seen.kind).label)
                subject = _("%(kind)s, no ratings") % {"kind": kind}
                found.append(
                    Arrival(
                        self.unit(seen.institution),
                        str(seen.year),
                        "",
                        subject,
                        Mark(kind, None, 0),
                        seen.row,
                    )
                )
        return sorted(found, key=lambda arrival: arrival.row)

    @classmethod
    def of(cls, sheet: Sheet, content: Content) -> Self:
        """Compare what a file says with the data, in two queries."""
        stored = _stored(content.observations)
        new, changed, compared, unchanged = [], [], [], 0
        for observation in content.observations:
            there = stored.get(observation.key)
            if there is None:
                new.append(observation)
                continue
            compared.append(there)
            merged = _merged(there, observation)
            if _differs(there, merged):
                changed.append((there, merged))
            else:
                unchanged += 1
        new_inspections, changed_inspections, seen = _compare_inspections(content)
        return cls(
            sheet,
            content,
            tuple(new),
            tuple(changed),
            unchanged,
            tuple(new_inspections),
            tuple(changed_inspections),
            fingerprint_of(sheet.sha256, content.facts, compared, seen),
        )


def prepare(sheet: Sheet, *, layout: str = "auto") -> Plan:
    """Understand a file and compare it with the data, in nine queries whatever its size.

    Raises `NotRecognised` when no layout, or more than one, fits its headings.
    """
    return Plan.of(sheet, understand(sheet, layout=layout))


def understand(sheet: Sheet, *, layout: str = "auto") -> Content:
    """What a file says, checked against the instruments and institutions there are."""
    catalogue = Catalogue.load()
    recognised = recognise(sheet.headers, layout=layout, is_topic=catalogue.is_topic)
    return read_content(sheet, recognised, catalogue=catalogue, register=Register.load())


def mark_of(value: Stored | Observation, topic: KnownTopic) -> Mark:
    """A value of a topic as the pages draw it."""
    if value.is_suppressed:
        return Mark(_("hidden in the source"))
    if value.step is None:
        return as_text(value.value)
    for step in topic.scale.steps:
        if step.pk == value.step:
            return Mark(step.short_label, step.rank, step.of)
    return Mark(value.raw)


def as_text(value: object) -> Mark:
    """Anything but a rating, as the pages write it."""
    if value is None or value == "":
        return Mark("")
    if isinstance(value, bool):
        return Mark(_("yes") if value else _("no"))
    if isinstance(value, Decimal):
        return Mark(plain(value))
    if isinstance(value, datetime.date):
        return Mark(f"{value:%d.%m.%Y}")
    if isinstance(value, str):
        return Mark(_("“%(text)s”") % {"text": value})
    return Mark(str(value))


def _when(observation: Observation) -> str:
    day = observation.measured_on
    return f"{day:%d.%m.%Y}" if day and len(observation.period) == 10 else observation.period


def _value(value: Stored | Observation) -> tuple:
    return value.value, value.step, value.is_suppressed


def _stored(observations: list[Observation]) -> dict[tuple, Stored]:
    if not observations:
        return {}
    rows = Measurement.objects.order_by().filter(
        topic__in={one.topic for one in observations},
        institution__in={one.institution for one in observations},
        year__in={one.year for one in observations},
    )
    found = map(Stored._make, rows.values_list(*STORED_FIELDS).iterator(chunk_size=5000))
    return {stored[1:5]: stored for stored in found}


def _merged(stored: Stored, observation: Observation) -> Observation:
    """The observation, with what the file does not tell as it was: an empty cell erases nothing."""
    keep = {
        name: getattr(stored, name)
        for name in ("measured_on", "respondents", "note")
        if getattr(observation, name) is None
    }
    return observation._replace(**keep) if keep else observation


def _differs(stored: Stored, merged: Observation) -> bool:
    return stored[6:12] != merged[5:11]


def _compare_inspections(content: Content) -> tuple[list, list, list]:
    if not content.inspections:
        return [], [], []
    stored = {
        (one.institution_id, one.year, one.kind): one
        for one in Inspection.objects.order_by().filter(
            institution__in={seen.institution for seen in content.inspections},
            year__in={seen.year for seen in content.inspections},
        )
    }
    new, changed, compared = [], [], []
    for seen in content.inspections:
        there = stored.get(seen.key)
        if there is None:
            new.append(seen)
            continue
        told = [(name, getattr(seen, name)) for name in INSPECTION_FIELDS]
        compared.append((there.pk, [getattr(there, name) for name in INSPECTION_FIELDS]))
        if any(value is not None and value != getattr(there, name) for name, value in told):
            changed.append((there, seen))
    return new, changed, compared
