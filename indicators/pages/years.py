"""The years of an indicator: a row each, with a break where the instrument became another."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from charts import LineChart, SegmentBar, fields_of, line_chart, ramp_key, squares
from indicators.evaluation import Attainment, RuleEvidence, YearResult
from indicators.evaluation.comparing import moved
from indicators.evaluation.rules import Rule, TopicFacts


@dataclass(frozen=True, slots=True)
class YearRow:
    """A row of the table of years. break_text: what is new from this year, if anything is."""

    year: int
    chart: SegmentBar
    result: str
    not_counted: str
    break_text: str = ""


@dataclass(frozen=True, slots=True)
class LegendKey:
    """A mark of the squares and what it means."""

    mark: str
    text: str

    @property
    def css_class(self) -> str:
        return f"seg-{self.mark}"


@dataclass(frozen=True, slots=True)
class YearTable:
    """An indicator over time: squares per unit where units are rated or judged, else a line."""

    rows: tuple[YearRow, ...] = ()
    legend: tuple[LegendKey, ...] = ()
    result_label: str = ""
    line: LineChart | None = None
    source: str = ""

    @classmethod
    def of(cls, rule: Rule, found: Attainment, evidence: RuleEvidence) -> "YearTable":
        kin = evidence.kin(rule)
        source = _source(rule, kin)
        if not found.trend:
            return cls(source=source)
        if not _is_unit_by_unit(rule):
            return cls(line=_line(found), source=source)
        rows = []
        for position, year in enumerate(found.trend):
            before = found.trend[position - 1] if position else None
            rows.append(_row(year, before))
        return cls(tuple(rows), tuple(_legend(rule, kin, found)), _result_label(rule), None, source)


def _is_unit_by_unit(rule: Rule) -> bool:
    return rule.aggregation in {"all", "share"} and not rule.counts_things


def _row(year: YearResult, before: YearResult | None) -> YearRow:
    not_counted = year.not_rated + year.missing + year.suppressed
    return YearRow(
        year=year.year,
        chart=squares(_keys(year)),
        result=year.result_text,
        not_counted=str(not_counted) if not_counted else "–",
        break_text=_break(year, before) if year.is_break else "",
    )


def _keys(year: YearResult) -> list[str]:
    if year.of:
        keys = ["none" if rank is None else ramp_key(rank, of=year.of) for rank in year.ranks]
        return keys + ["none"] * (year.units - len(keys))
    return fields_of(met=year.met, counted=year.counted, units=year.units)


def _break(year: YearResult, before: YearResult | None) -> str:
    if before and before.of and year.of and before.of != year.of:
        return _(
            "New scale from %(year)s: %(steps)s steps instead of %(before)s. The years above and "
            "below the line cannot be compared."
        ) % {"year": year.year, "steps": year.of, "before": before.of}
    return _(
        "%(version)s from %(year)s. The years above and below the line cannot be compared."
    ) % {"version": year.version_name, "year": year.year}


def _legend(rule: Rule, kin: Sequence[TopicFacts], found: Attainment) -> list[LegendKey]:
    used = {segment for year in found.trend for segment in _keys(year)}
    if not any(year.of for year in found.trend):
        words = {"reached": _("Meets it"), "1": _("Does not meet it"), "none": _("Not counted")}
        return [LegendKey(mark, word) for mark, word in words.items() if mark in used]
    keys: dict[str, str] = {}
    # the newest version's words stand first, those of earlier ones only where they differ in number
    for topic in sorted(kin, key=lambda topic: -topic.from_year):
        for step in reversed(topic.scale.steps):
            keys.setdefault(ramp_key(step.rank, of=step.of), step.label)
    marks = [LegendKey(mark, keys[mark]) for mark in sorted(keys, reverse=True)]
    if "none" in used:
        marks.append(LegendKey("none", _("Light inspection or no rating")))
    return marks


def _result_label(rule: Rule) -> str:
    steps = [target.step for target in rule.targets if target.step]
    return steps[0].short_label if steps else _("Meets it")


def _line(found: Attainment) -> LineChart:
    return line_chart(
        [(str(year.year), year.value) for year in found.trend],
        target=found.target,
        breaks=[place for place, year in enumerate(found.trend) if place and year.is_break],
        gaps=moved(found.trend),
    )


def _source(rule: Rule, kin: Sequence[TopicFacts]) -> str:
    """What was asked in earlier versions, where it had another name."""
    now = {topic.pk for topic in rule.topics}
    names = {topic.name for topic in rule.topics}
    earlier = [topic for topic in kin if topic.pk not in now and topic.name not in names]
    newest = max(earlier, key=lambda topic: topic.from_year, default=None)
    if newest is None:
        return ""
    values = {"version": newest.version_name, "name": newest.name}
    return _("%(version)s: “%(name)s”.") % values
