"""A unit's readings: which may be seen, which count, and what has changed since."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from chance import Judged, judge_means, judge_rating, judge_value
from config.numbers import mean, rounded, written, written_plainly
from indicators.evaluation.rules import (
    Rule,
    ScaleFacts,
    TargetFacts,
    UnitReading,
)
from measurements.rounds_of_year import in_order_of_year, part_of

#: Of a mean, and so of what is kept of it.
DECIMALS = 6


def fits(reading: UnitReading, rule: Rule, target: TargetFacts | None) -> bool:
    """Whether a reading is of the rule's topics and, under a rating as target, on its scale."""
    if reading.topic.pk not in {topic.pk for topic in rule.topics}:
        return False
    if target is None or target.step is None or reading.is_suppressed:
        return True
    return reading.step is not None and reading.step.scale_id == target.step.scale_id


def seen_of(readings: Sequence[UnitReading], threshold: int) -> list[UnitReading]:
    """What may be seen; of a year and version nothing where the newest of a group is hidden."""
    if not any(reading.is_hidden(threshold) for reading in readings):
        return list(readings)
    hidden = {
        (r.year, r.topic.version_code)
        for year in {r.year for r in readings}
        for r in newest_of_each_group([r for r in readings if r.year == year])
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


def newest_of_each_group(readings: Sequence[UnitReading]) -> list[UnitReading]:
    latest: dict[tuple[int, str], UnitReading] = {}
    for reading in sorted(readings, key=lambda r: in_order_of_year(r.period)):
        latest[reading.topic.pk, reading.group] = reading
    return list(latest.values())


def lowest_or_newest(readings: Sequence[UnitReading]) -> UnitReading:
    """Of ratings the lowest, since ranks have no mean; of numbers the newest, for its source."""
    rated = [reading for reading in readings if reading.step]
    if rated:
        return min(rated, key=lambda r: r.step.rank if r.step else 0)
    return max(readings, key=lambda r: in_order_of_year(r.period))


def mean_of(readings: Sequence[UnitReading]) -> Decimal | None:
    values = [reading.value for reading in readings if reading.value is not None]
    return rounded(mean(values), DECIMALS) if values else None


def label_of(reading: UnitReading) -> str:
    """A rating as it stood in the file, or a number in the reader's language."""
    if reading.step:
        return reading.raw or reading.step.label
    return "" if reading.value is None else number(reading.value, reading.topic.scale)


def readings_before(
    earlier: Sequence[UnitReading], shown: UnitReading
) -> tuple[list[UnitReading], int | None]:
    """The unit's readings of the nearest earlier year in the same version.

    Of a month those of the same month, and of a quarter or a week likewise.
    """
    same = [r for r in earlier if r.topic.version_code == shown.topic.version_code]
    if part := part_of(shown.period):
        same = [r for r in same if part_of(r.period) == part]
    year = max((r.year for r in same), default=None)
    return newest_of_each_group([r for r in same if r.year == year]), year


def value_text_of(readings: Sequence[UnitReading]) -> str:
    shown = lowest_or_newest(readings)
    if shown.step:
        return shown.step.label
    return number(mean_of(readings) or Decimal(0), shown.topic.scale)


def _what(readings: Sequence[UnitReading]) -> set[tuple[int, str]]:
    """Of what the readings are: topic and group."""
    return {(reading.topic.pk, reading.group) for reading in readings}


def change_of(
    rule: Rule, before: Sequence[UnitReading], now: Sequence[UnitReading]
) -> Judged | None:
    """What may be said of a unit's figure beside that of the year before.

    None where something else was measured before: fewer themes, or another group of people.
    """
    if not before or _what(before) != _what(now):
        return None
    was, became = lowest_or_newest(before), lowest_or_newest(now)
    if was.step and became.step:
        return judge_rating(was.step.rank, became.step.rank)
    was_mean, mean_now = mean_of(before), mean_of(now)
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
