"""One unit judged: what its measurements, inspections and reports of a year count as."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.evaluation.readings import (
    change_of,
    fits,
    label_of,
    lowest_or_newest,
    mean_of,
    newest,
    newest_of_each_group,
    number,
    readings_before,
    seen_of,
    value_text_of,
)
from indicators.evaluation.results import GoalCounts, UnitResult, UnitState
from indicators.evaluation.rules import (
    InspectionFacts,
    LocalGoalFacts,
    Operator,
    Report,
    Rule,
    TargetFacts,
    Unit,
    UnitReading,
    Unrated,
)


def judge_goals(unit: Unit, goals: Sequence[LocalGoalFacts], year: int) -> UnitResult:
    """A unit's local goals of a year: how many of those with a figure reached their target."""
    found = GoalCounts.of(goals)
    if not found.measured:
        state = UnitState.SUPPRESSED if found.hidden else UnitState.MISSING
        return UnitResult(unit, state, year=year)
    return UnitResult(
        unit,
        UnitState.COUNTED,
        label=_("%(met)s of %(counted)s") % {"met": found.reached, "counted": found.measured},
        value=Decimal(found.reached),
        measured_on=found.figure_on,
        year=year,
    )


def judge_measured(
    rule: Rule,
    unit: Unit,
    *,
    year: int,
    readings: Sequence[UnitReading],
    inspections: Sequence[InspectionFacts] = (),
    threshold: int = 0,
    target_year: int | None = None,
) -> UnitResult:
    """A unit under a rule about topics.

    readings: the unit's, of all years and of the topics' kin in other versions. Only readings of
    the rule's own topics count, and under a rating as target only those on its scale: a rating of
    another scale is never compared. threshold: fewer respondents than this are hidden; where the
    newest of one group is hidden the unit is, for the mean of the others is not its figure.
    """
    target = rule.target_of_unit(unit, target_year or year)
    now = [reading for reading in readings if reading.year == year]
    fitting = [reading for reading in now if fits(reading, rule, target)]
    inspected = [found for found in inspections if found.year == year]
    if seen := seen_of(fitting, threshold):
        earlier = seen_of([reading for reading in readings if reading.year < year], threshold)
        result = _counted(rule, unit, target, year=year, seen=seen, earlier=earlier)
        # a rating stands from the day its inspection was closed, however early it was observed
        closed = filter(None, (found.closed_on for found in inspected))
        return replace(result, measured_on=max(closed, default=result.measured_on))
    if fitting:
        return UnitResult(unit, UnitState.SUPPRESSED, year=year)
    if light := [found for found in inspected if found.is_light]:
        return _unrated(rule, unit, target, light[0], readings=readings, threshold=threshold)
    return _not_fitting(unit, now, year=year, threshold=threshold)


def _not_fitting(
    unit: Unit, readings: Sequence[UnitReading], *, year: int, threshold: int
) -> UnitResult:
    """A unit of which there is nothing to go by, or only a rating of another scale."""
    other = newest(reading for reading in readings if not reading.is_hidden(threshold))
    if other:
        return UnitResult(
            unit, UnitState.MISSING, label=label_of(other), year=year, is_other_scale=True
        )
    return UnitResult(unit, UnitState.MISSING, year=year)


def judge_reported(rule: Rule, unit: Unit, *, year: int, reports: Sequence[Report]) -> UnitResult:
    """A unit under a rule about what is entered by hand: its own word, or its number."""
    own = [r for r in reports if r.institution_id == unit.institution_id and r.year == year]
    report = own[0] if own else None
    if report is None or (report.is_met is None and report.value is None):
        return UnitResult(unit, UnitState.MISSING, year=year)
    target = rule.target_of_unit(unit, year)
    is_met = report.is_met
    if is_met is None and target and target.value is not None and report.value is not None:
        is_met = rule.compares(report.value, target.value)
    label = "" if report.value is None else number(report.value)
    return UnitResult(
        unit,
        UnitState.COUNTED if is_met is None else UnitState.MET if is_met else UnitState.NOT_MET,
        label=label or (_("Yes") if is_met else _("No")),
        value=report.value,
        measured_on=report.reported_on,
        year=year,
        narrative=report.narrative,
    )


#: What keeps several things together from being judged, whatever the others are.
_UNTOLD = (UnitState.SUPPRESSED, UnitState.NOT_RATED, UnitState.MISSING, UnitState.COUNTED)


def judge_parts(
    unit: Unit, *, year: int, parts: Sequence[UnitResult], required: int | None
) -> UnitResult:
    """A unit under a composite rule: it meets it when it meets every part, or so many as required.

    Hidden in one part, it is hidden; not rated in one, it is not counted; without data in one, it
    is missing. Only then does it count, as met or not. Where some parts are enough, it counts as
    soon as those that are known settle it, whatever the others may be.
    """
    return UnitResult(
        unit,
        _together([part.state for part in parts], required),
        label=" · ".join(part.label for part in parts if part.label),
        measured_on=max((p.measured_on for p in parts if p.measured_on), default=None),
        year=year,
        inspection=next((part.inspection for part in parts if part.inspection), ""),
        parts=tuple(parts),
    )


def _together(states: Sequence[UnitState], required: int | None) -> UnitState:
    met = states.count(UnitState.MET)
    untold = [state for state in _UNTOLD if state in states]
    if not states:
        return UnitState.MISSING
    if required is None:
        required = len(states)
    elif met >= required or len(states) - states.count(UnitState.NOT_MET) < required:
        untold = []
    return untold[0] if untold else UnitState.MET if met >= required else UnitState.NOT_MET


def _counted(
    rule: Rule,
    unit: Unit,
    target: TargetFacts | None,
    *,
    year: int,
    seen: Sequence[UnitReading],
    earlier: Sequence[UnitReading],
    carried: bool = False,
) -> UnitResult:
    """A unit with something to show: the newest of each group, and of ratings the lowest."""
    latest = newest_of_each_group(seen)
    shown = lowest_or_newest(latest)
    value = mean_of(latest)
    scale = shown.topic.scale
    before, before_year = readings_before(earlier, shown)
    return UnitResult(
        unit,
        _state(rule, target, shown, value),
        label=label_of(shown) if shown.step else number(value or Decimal(0), scale),
        rank=shown.step.rank if shown.step else None,
        of=shown.step.of if shown.step else None,
        value=value,
        band="" if value is None else scale.band_of(value),
        measured_on=max((r.measured_on for r in latest if r.measured_on), default=None),
        year=year,
        version_code=shown.topic.version_code,
        topic=shown.topic.pk,
        carried_from=shown.year if carried else None,
        before=value_text_of(before) if before else "",
        before_year=before_year,
        change=change_of(rule, before, latest),
        trace=shown.trace,
    )


def _unrated(
    rule: Rule,
    unit: Unit,
    target: TargetFacts | None,
    light: InspectionFacts,
    *,
    readings: Sequence[UnitReading],
    threshold: int,
) -> UnitResult:
    """A unit that was inspected without ratings, as the rule says it counts."""
    word = _("Light inspection")
    if rule.unrated == Unrated.CARRY_FORWARD:
        last = newest(
            reading
            for reading in readings
            if reading.year < light.year
            and fits(reading, rule, target)
            and not reading.is_hidden(threshold)
        )
        seen = [r for r in readings if last and r.year == last.year and fits(r, rule, target)]
        if seen := seen_of(seen, threshold):
            carried = _counted(
                rule, unit, target, year=light.year, seen=seen, earlier=(), carried=True
            )
            return replace(carried, inspection=word)
    state = {Unrated.MET: UnitState.MET, Unrated.NOT_MET: UnitState.NOT_MET}.get(
        Unrated(rule.unrated), UnitState.NOT_RATED
    )
    return UnitResult(
        unit,
        state,
        label=word,
        measured_on=light.closed_on,
        year=light.year,
        inspection=word,
        trace=light.trace,
    )


def _state(
    rule: Rule, target: TargetFacts | None, shown: UnitReading, value: Decimal | None
) -> UnitState:
    if target is None:
        return UnitState.COUNTED
    if target.step and shown.step:
        met = _compares_steps(rule, shown.step.rank, target.step.rank)
    elif target.value is not None and value is not None:
        met = rule.compares(value, target.value)
    else:
        return UnitState.COUNTED
    return UnitState.MET if met else UnitState.NOT_MET


def _compares_steps(rule: Rule, rank: int, target: int) -> bool:
    if rule.operator == Operator.EXACTLY:
        return rank == target
    return rank <= target if rule.operator == Operator.AT_MOST else rank >= target
