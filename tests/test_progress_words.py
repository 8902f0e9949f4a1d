"""No heading, note, arrow or line tells of progress that is not there.

Whatever was measured where: what an indicator says of its years is read back by the words of
progress in it, and held against a count of its own over the units that were counted in both years.
"""

import datetime
import re
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.cluster.indicators import IndicatorRow
from indicators.evaluation import evaluate
from indicators.evaluation.facts import Facts, UnitPeriod
from indicators.evaluation.rules import (
    InspectionFacts,
    Rule,
    ScaleFacts,
    StepFacts,
    TargetFacts,
    TopicFacts,
    Unit,
    UnitReading,
)
from indicators.pages import compared_findings
from indicators.pages.indicator import _note
from indicators.pages.years import YearTable

YEARS = range(2022, 2027)
PROGRESS = re.compile(
    r"\b(fra .+ til (?!at )|frem|fremgang|gået op|op fra|steget|stiger|stigning|vokset"
    r"|forbedret|bedre|løftet|flere|from .+ to (?!mean)|forward|up from|risen|rises|grown"
    r"|improved|better|increased)\b",
    re.IGNORECASE,
)


def scale(pk, steps, **fields):
    return ScaleFacts(
        pk,
        steps=tuple(
            StepFacts(10 * pk + rank, rank, steps, f"Trin {rank}", f"Trin {rank}", pk)
            for rank in range(1, steps + 1)
        ),
        **fields,
    )


def topic(pk, of, version, since, instrument="inspection"):
    name = "Samspil"
    return TopicFacts(
        pk, "samspil", name, name, version, version, since, instrument, "Tilsyn", "T", of
    )  # fmt: skip


OLD = topic(1, scale(1, 3), "gammel", 2020)
NEW = topic(2, scale(2, 4), "ny", 2024)
SCORE = topic(3, ScaleFacts(3, lowest=Decimal(1), smallest_difference=Decimal("0.6")), "k", 2020)
RATED = Rule(
    1, "MP4", "topics", topics=(NEW,), targets=(TargetFacts(step=NEW.scale.steps[-1]),), year=2026
)
MEAN = replace(
    RATED, aggregation="mean", topics=(SCORE,), targets=(TargetFacts(Decimal("4.5")),), year=2026
)


@st.composite
def towns(draw, *, is_rated: bool):
    """Up to four units, each with a reading, a light inspection or nothing in each year."""
    readings, inspections = {}, {}
    changes_scale = draw(st.booleans())
    for unit in range(1, draw(st.integers(1, 4)) + 1):
        readings[unit], inspections[unit] = [], []
        for year in YEARS:
            drawn = draw(st.one_of(st.integers(1, 4), st.sampled_from([None, "light", 4, 4])))
            if drawn == "light":
                inspections[unit].append(InspectionFacts(year, is_light=True))
            elif drawn and is_rated:
                of = OLD if changes_scale and year < 2024 else NEW
                step = of.scale.steps[min(drawn, len(of.scale.steps)) - 1]
                readings[unit].append(UnitReading(of, year, period=str(year), step=step))
            elif drawn:
                value = Decimal(drawn) / 2
                readings[unit].append(UnitReading(SCORE, year, period=str(year), value=value))
    return Facts(
        on=datetime.date(2026, 11, 23),
        placed=[UnitPeriod(Unit(unit, f"Enhed {unit}")) for unit in readings],
        readings=readings,
        inspections=inspections,
    )


def indicator_of(rule):
    return SimpleNamespace(
        pk=4,
        number=4,
        text="",
        short_text="",
        source=rule.source,
        aggregation=rule.aggregation,
        unrated=rule.unrated,
        get_absolute_url=lambda: "/",
    )


def ends(found):
    """The first and the last year on the last one's scale that have a value."""
    start = max((p for p, year in enumerate(found.trend) if year.is_break), default=0)
    known = [year for year in found.trend[start:] if year.value is not None]
    return known[0], known[-1], known


def stands_of(rule, facts, year):
    """Of each unit what it counts as in a year: reckoned from the readings, not by the code."""
    found = {}
    for unit, readings in facts.readings.items():
        for reading in readings:
            if reading.year == year and reading.step:
                found[unit] = Decimal(reading.step.rank == reading.step.of)
            elif reading.year == year:
                found[unit] = reading.value
    return found


def moves_up(rule, facts, before, now):
    """Whether the units counted in both years do better, by enough to mean something."""
    was, became = stands_of(rule, facts, before), stands_of(rule, facts, now)
    common = was.keys() & became.keys()
    if not common:
        return False
    gained = sum(became[unit] - was[unit] for unit in common)
    return gained > 0 if rule is RATED else gained / len(common) >= Decimal("0.6")


def moves_down(rule, facts, before, now):
    was, became = stands_of(rule, facts, before), stands_of(rule, facts, now)
    common = was.keys() & became.keys()
    lost = sum(was[unit] - became[unit] for unit in common)
    return lost > 0 if rule is RATED else bool(common) and lost / len(common) >= Decimal("0.6")


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("rule", [RATED, MEAN], ids=["rated", "mean"])
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_word_of_progress_where_the_common_units_do_not_move_up(rule, language, data):
    facts = data.draw(towns(is_rated=rule is RATED))
    with translation.override(language):
        found = evaluate(rule, facts)
        heading, note = compared_findings.years_finding(found), compared_findings.units_note(found)
        row = IndicatorRow.of(indicator_of(rule), found)
        told = [heading, note, *(year.note for year in row.years)]
    if any(year.value is not None for year in found.trend):
        first, last, _known = ends(found)
        changed = moves_up(rule, facts, first.year, last.year) or moves_down(
            rule, facts, first.year, last.year
        )
        if not changed:
            assert not [text for text in told if PROGRESS.search(text)]
    up = r"var tallet (\S+) i \d+ og (\S+) i|number was (\S+) in \d+ and (\S+) in"
    for text in (heading, note):
        for pair in re.findall(up, text):
            was, became = (Decimal(n.replace(",", ".")) for n in pair if n)
            assert was != became


@pytest.mark.parametrize("rule", [RATED, MEAN], ids=["rated", "mean"])
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_line_leads_to_a_year_with_other_units_or_another_scale(rule, data):
    facts = data.draw(towns(is_rated=rule is RATED))
    found = evaluate(rule, facts)

    chart = YearTable.of(
        replace(rule, aggregation="mean"), found, SimpleNamespace(kin=lambda _r: [])
    )

    drawable = [
        (before, now)
        for before, now in zip(found.trend, found.trend[1:], strict=False)
        if before.value is not None and now.value is not None and not now.is_break
        and stands_of(rule, facts, before.year).keys() == stands_of(rule, facts, now.year).keys()
    ]  # fmt: skip
    assert chart.line is None or len(chart.line.lines) <= len(drawable)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_every_year_of_a_row_tells_how_many_are_not_measured_and_draws_them(data):
    facts = data.draw(towns(is_rated=True))
    found = evaluate(RATED, facts)
    with translation.override("da"):
        row = IndicatorRow.of(indicator_of(RATED), found)

    for shown in row.years:
        year = next(each for each in found.trend if each.year == shown.year)
        measured = len(stands_of(RATED, facts, year.year))
        assert (f"{year.missing} ikke målt" in shown.note) == bool(year.missing)
        if shown.chart:
            keys = [segment.key for segment in shown.chart.segments]
            assert len(keys) == len(facts.readings)
            assert keys.count("none") == len(keys) - measured


@pytest.mark.parametrize("rule", [RATED, MEAN], ids=["rated", "mean"])
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_an_arrow_of_a_unit_is_a_move_of_that_unit_on_one_scale(rule, data):
    facts = data.draw(towns(is_rated=rule is RATED))
    with translation.override("da"):
        found = evaluate(rule, facts)
        for unit in found.unit_results:
            if not re.search(r"fremgang|vurderet højere", _note(unit)):
                continue
            by_year = {r.year: r for r in facts.readings[unit.institution_id]}
            was, became = by_year[unit.before_year], by_year[found.year]
            assert was.topic == became.topic
            assert (
                became.step.rank > was.step.rank
                if became.step
                else became.value - was.value >= Decimal("0.6")
            )


def test_on_track_is_not_said_where_only_the_units_have_moved():
    """A low unit that is not measured this year lifts the mean, and nothing else has happened."""
    target = replace(MEAN, year=None)
    facts = Facts(
        on=datetime.date(2026, 11, 23),
        placed=[UnitPeriod(Unit(1, "Ahornen")), UnitPeriod(Unit(2, "Birken"))],
        readings={
            1: [UnitReading(SCORE, y, period=str(y), value=Decimal(4)) for y in (2025, 2026)],
            2: [UnitReading(SCORE, 2025, period="2025", value=Decimal(1))],
        },
    )

    assert evaluate(target, facts).status == "not_met"


@pytest.mark.parametrize(
    ("was", "became", "is_small"), [("1.0", "4.0", False), ("3.0", "3.2", True)]
)
def test_one_unit_is_never_more_than_chance(was, became, is_small):
    """Also where a target is to be hit exactly, so that no way is the better one."""
    readings = {
        1: [
            UnitReading(SCORE, year, period=str(year), value=Decimal(value))
            for year, value in [(2025, was), (2026, became)]
        ]
    }
    facts = Facts(
        on=datetime.date(2026, 11, 23), placed=[UnitPeriod(Unit(1, "Enhed 1"))], readings=readings
    )

    found = evaluate(replace(MEAN, operator="eq"), facts)

    assert found.since_first.direction == 0
    assert found.since_first.judged.is_small is is_small
    with translation.override("da"):
        heading = compared_findings.years_finding(found)
    assert heading.endswith(
        "for få enheder har flyttet sig samme vej til, at vi kalder det en ændring"
    )
