"""One unit judged: what its measurements, inspections and reports of a year count as."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from chance import Judged, judge_means, judge_rating, judge_value
from config.numbers import mean, rounded, written, written_plainly
from indicators.evaluation.results import GoalCounts, UnitResult, UnitState
from indicators.evaluation.rules import (
    InspectionFacts,
    LocalGoalFacts,
    Operator,
    Report,
    Rule,
    ScaleFacts,
    TargetFacts,
    Unit,
    UnitReading,
    Unrated,
)
from measurements.rounds_of_year import in_order_of_year, part_of

#: Of a mean, and so of what is kept of it.
DECIMALS = 6


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
    if seen := _seen(fitting, threshold):
        earlier = _seen([reading for reading in readings if reading.year < year], threshold)
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
            unit, UnitState.MISSING, label=_label(other), year=year, is_other_scale=True
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


def fits(reading: UnitReading, rule: Rule, target: TargetFacts | None) -> bool:
    """Whether a reading is of the rule's topics and, under a rating as target, on its scale."""
    if reading.topic.pk not in {topic.pk for topic in rule.topics}:
        return False
    if target is None or target.step is None or reading.is_suppressed:
        return True
    return reading.step is not None and reading.step.scale_id == target.step.scale_id


def _seen(readings: Sequence[UnitReading], threshold: int) -> list[UnitReading]:
    """What may be seen; of a year and version nothing where the newest of a group is hidden."""
    if not any(reading.is_hidden(threshold) for reading in readings):
        return list(readings)
    hidden = {
        (r.year, r.topic.version_code)
        for year in {r.year for r in readings}
        for r in _newest_of_each_group([r for r in readings if r.year == year])
        if r.is_hidden(threshold)
    }
    told = [r for r in readings if not r.is_hidden(threshold)]
    return [r for r in told if (r.year, r.topic.version_code) not in hidden]


def newest(readings: Iterable[UnitReading]) -> UnitReading | None:
    """The latest of some readings; of two in one period the one on the newer version."""
    return max(
        readings,
        key=lambda r: (r.year, in_order_of_year(r.period), r.topic.from_year),
        default=None,
    )


def number(value: Decimal, scale: ScaleFacts | None = None) -> str:
    """A number as the reader's language writes it: the scale's decimals, or as many as it has."""
    if scale is None:
        return written_plainly(value)
    text = written(value, scale.decimals)
    return f"{text} %" if scale.is_percent else text


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
    latest = _newest_of_each_group(seen)
    shown = _lowest_or_newest(latest)
    value = _mean(latest)
    scale = shown.topic.scale
    before, before_year = _before(earlier, shown)
    return UnitResult(
        unit,
        _state(rule, target, shown, value),
        label=_label(shown) if shown.step else number(value or Decimal(0), scale),
        rank=shown.step.rank if shown.step else None,
        of=shown.step.of if shown.step else None,
        value=value,
        band="" if value is None else scale.band_of(value),
        measured_on=max((r.measured_on for r in latest if r.measured_on), default=None),
        year=year,
        version_code=shown.topic.version_code,
        topic=shown.topic.pk,
        carried_from=shown.year if carried else None,
        before=_value_text(before) if before else "",
        before_year=before_year,
        change=_change(rule, before, latest),
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
        if seen := _seen(seen, threshold):
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


def _newest_of_each_group(readings: Sequence[UnitReading]) -> list[UnitReading]:
    latest: dict[tuple[int, str], UnitReading] = {}
    for reading in sorted(readings, key=lambda r: in_order_of_year(r.period)):
        latest[reading.topic.pk, reading.group] = reading
    return list(latest.values())


def _lowest_or_newest(readings: Sequence[UnitReading]) -> UnitReading:
    """Of ratings the lowest, since ranks have no mean; of numbers the newest, for its source."""
    rated = [reading for reading in readings if reading.step]
    if rated:
        return min(rated, key=lambda r: r.step.rank if r.step else 0)
    return max(readings, key=lambda r: in_order_of_year(r.period))


def _mean(readings: Sequence[UnitReading]) -> Decimal | None:
    values = [reading.value for reading in readings if reading.value is not None]
    return rounded(mean(values), DECIMALS) if values else None


def _label(reading: UnitReading) -> str:
    """A rating as it stood in the file, or a number in the reader's language."""
    if reading.step:
        return reading.raw or reading.step.label
    return "" if reading.value is None else number(reading.value, reading.topic.scale)


def _before(
    earlier: Sequence[UnitReading], shown: UnitReading
) -> tuple[list[UnitReading], int | None]:
    """The unit's readings of the nearest earlier year in the same version.

    Of a month those of the same month, and of a quarter or a week likewise.
    """
    same = [r for r in earlier if r.topic.version_code == shown.topic.version_code]
    if part := part_of(shown.period):
        same = [r for r in same if part_of(r.period) == part]
    year = max((r.year for r in same), default=None)
    return _newest_of_each_group([r for r in same if r.year == year]), year


def _value_text(readings: Sequence[UnitReading]) -> str:
    shown = _lowest_or_newest(readings)
    if shown.step:
        return shown.step.label
    return number(_mean(readings) or Decimal(0), shown.topic.scale)


def _what(readings: Sequence[UnitReading]) -> set[tuple[int, str]]:
    """Of what the readings are: topic and group."""
    return {(reading.topic.pk, reading.group) for reading in readings}


def _change(rule: Rule, before: Sequence[UnitReading], now: Sequence[UnitReading]) -> Judged | None:
    """What may be said of a unit's figure beside that of the year before.

    None where something else was measured before: fewer themes, or another group of people.
    """
    if not before or _what(before) != _what(now):
        return None
    was, became = _lowest_or_newest(before), _lowest_or_newest(now)
    if was.step and became.step:
        return judge_rating(was.step.rank, became.step.rank)
    was_mean, mean_now = _mean(before), _mean(now)
    if was_mean is None or mean_now is None:
        return None
    scale = became.topic.scale
    was_of, now_of = was.respondents, became.respondents
    is_asked = len(before) == len(now) == 1 and was_of and now_of and not scale.is_percent
    if is_asked and scale.lowest is not None and scale.highest is not None:
        return judge_means(
            (was_mean, was_of or 0),
            (mean_now, now_of or 0),
            lowest=scale.lowest,
            highest=scale.highest,
            good=rule.good,
            least=scale.smallest_difference,
        )
    return judge_value(was_mean, mean_now, good=rule.good, least=scale.smallest_difference)
