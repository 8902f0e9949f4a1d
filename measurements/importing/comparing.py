"""A file of measurements beside the data: what is new, what changes, and what stays as it is."""

from typing import Any, NamedTuple

from files.spreadsheets import Sheet
from imports.progress import ImportStage, report_progress
from measurements.importing import answers, local_goals
from measurements.importing.content import (
    INSPECTION_FIELDS,
    Content,
    Key,
    Observation,
    SeenAnswers,
    SeenInspection,
)
from measurements.importing.diff import MeasurementsDiff
from measurements.importing.known import fingerprint_of
from measurements.importing.plausibility import unlikely
from measurements.importing.stored import STORED_FIELDS, Stored
from measurements.layouts import Meaning
from measurements.models import Inspection, Measurement

AnswersByKey = dict[Key, SeenAnswers]


class ComparedValues(NamedTuple):
    """Values of a file beside those there are. state: a fingerprint's part."""

    new: list[Observation]
    changed: list[tuple[Stored, Observation]]
    unchanged: int
    state: list[Stored]


class ComparedInspections(NamedTuple):
    """Inspections of a file beside those there are. state: a fingerprint's part."""

    new: list[SeenInspection]
    changed: list[tuple[Inspection, SeenInspection]]
    state: list[tuple[Any, ...]]


def compare(sheet: Sheet, content: Content) -> MeasurementsDiff:
    """Compare what a file says with the data: two queries, more for answers and goals."""
    report_progress(ImportStage.COMPARING)
    told, had = _answers(content)
    values = _values(content, told, had)
    inspections = _inspections(content)
    goals = local_goals.compare(content.local_goals)
    written = [*values.new, *(observation for _stored, observation in values.changed)]
    warnings = unlikely(sheet, content, written)
    keys = {one.key for one in written} if told else set()
    state = (values.state, inspections.state, had, goals.state, warnings)
    return MeasurementsDiff(
        sheet,
        content,
        tuple(values.new),
        tuple(values.changed),
        values.unchanged + goals.unchanged + _reports_as_before(content, inspections),
        tuple(inspections.new),
        tuple(inspections.changed),
        fingerprint_of(sheet.sha256, content.facts, *state),
        {key: one for key, one in told.items() if key in keys},
        had,
        goals.new,
        warnings,
    )


def _answers(content: Content) -> tuple[AnswersByKey, AnswersByKey]:
    """What the answers become, and what they are."""
    if not content.answers:
        return {}, {}
    had = answers.stored_answers(content.observations)
    told = content.answers.items()
    return {key: answers.merged(had.get(key, ()), one) for key, one in told}, had


def _values(content: Content, told: AnswersByKey, had: AnswersByKey) -> ComparedValues:
    stored = _stored(content.observations)
    if not stored:  # so a file of a new year needs no looking up
        return ComparedValues(content.observations, [], 0, [])
    found = ComparedValues([], [], 0, [])
    for observation in content.observations:
        there = stored.get(observation.key)
        if there is None:
            found.new.append(observation)
            continue
        found.state.append(there)
        merged, key = _merged(there, observation), observation.key
        if _differs(there, merged) or (key in told and told[key] != had.get(key)):
            found.changed.append((there, merged))
    return found._replace(unchanged=len(found.state) - len(found.changed))


def _stored(observations: list[Observation]) -> dict[tuple[Any, ...], Stored]:
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


def _reports_as_before(content: Content, inspections: ComparedInspections) -> int:
    """How many rows of a plain list of reports say what is known."""
    is_list = content.recognised.layout.lists_reports
    return len(inspections.state) - len(inspections.changed) if is_list else 0


def _names_no_kind(content: Content) -> bool:
    """Whether it is a plain list of reports that says of none which kind of inspection it is of."""
    recognised = content.recognised
    return recognised.layout.lists_reports and Meaning.KIND not in recognised.columns


def _find_what_is_meant(reports: list[SeenInspection], there: list[Inspection]) -> None:
    """Let each report be of the inspection that is known here: of its day, else the year's only.

    The day goes first, for what is discussed in December may be closed in January.
    """
    known: dict[int, list[Inspection]] = {}
    for inspection in there:
        known.setdefault(inspection.institution_id, []).append(inspection)
    for seen in reports:
        of_unit = known.get(seen.institution, [])
        of_day = [one for one in of_unit if seen.closed_on and one.closed_on == seen.closed_on]
        of_year = [one for one in of_unit if one.year == seen.year]
        meant = of_day if len(of_day) == 1 else of_year
        if len(meant) == 1:
            seen.year, seen.kind = meant[0].year, meant[0].kind


def _inspections(content: Content) -> ComparedInspections:
    if not content.inspections:
        return ComparedInspections([], [], [])
    years = {seen.year for seen in content.inspections}
    there_already = Inspection.objects.order_by("pk").filter(
        institution__in={seen.institution for seen in content.inspections},
        year__in=years | {year - 1 for year in years},
    )
    if _names_no_kind(content):
        _find_what_is_meant(content.inspections, list(there_already))
    stored = {(one.institution_id, one.year, one.kind): one for one in there_already}
    new, changed, compared = [], [], []
    for seen in content.inspections:
        there = stored.get(seen.key)
        if there is None:
            new.append(seen)
            continue
        compared.append((there.pk, [getattr(there, name) for name in INSPECTION_FIELDS]))
        if _is_told_otherwise(there, seen):
            changed.append((there, seen))
    return ComparedInspections(new, changed, compared)


def _is_told_otherwise(there: Inspection, seen: SeenInspection) -> bool:
    told = [(name, getattr(seen, name)) for name in INSPECTION_FIELDS]
    return any(value is not None and value != getattr(there, name) for name, value in told)
