"""A rule and the facts of a cluster become an attainment: which year, which units, what before."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.evaluation.attainments import IndicatorStatus
from indicators.evaluation.evaluating import evaluate, evaluate_in_brief, looks_back
from indicators.evaluation.facts import Facts, SnapshotFact, UnitPeriod
from indicators.evaluation.results import UnitResult, UnitState
from indicators.evaluation.rules import (
    InspectionFacts,
    MethodFacts,
    Report,
    Rule,
    ScaleFacts,
    StepFacts,
    TargetFacts,
    TopicFacts,
    Unit,
    UnitReading,
)
from indicators.evaluation.trends import shown_reading
from indicators.evaluation.year_units import methods_in, whole_report

ON = datetime.date(2026, 11, 28)
SUN, MOON, STAR = Unit(1, "Solen"), Unit(2, "Månen"), Unit(3, "Stjernen")
PLACED = [UnitPeriod(SUN), UnitPeriod(MOON), UnitPeriod(STAR)]


def steps(scale, of):
    return tuple(
        StepFacts(10 * scale + r, r, of, f"trin {r}", str(r), scale) for r in range(of, 0, -1)
    )


THREE, FOUR = steps(1, 3), steps(2, 4)


def topic(pk, version, from_year, scale, *, lineage="samspil", kind="survey"):
    return TopicFacts(
        pk, lineage, "Samspil", "Samspil", version, f"udgave {version}", from_year, kind, "Tilsyn",
        "Tilsyn", scale,
    )  # fmt: skip


OLD = topic(1, "gl", 2018, ScaleFacts(1, steps=THREE))
NEW = topic(2, "ny", 2024, ScaleFacts(2, steps=FOUR))
SHARE_OLD = topic(3, "gl", 2018, ScaleFacts(3), lineage="fravær")
SHARE_NEW = topic(4, "ny", 2024, ScaleFacts(4), lineage="fravær")
BEST = TargetFacts(step=FOUR[0])


def rated(of, year, rank, **fields):
    return UnitReading(of, year, step=next(s for s in of.scale.steps if s.rank == rank), **fields)


def measured(year, value, of=SHARE_NEW, **fields):
    return UnitReading(of, year, value=Decimal(str(value)), **fields)


def rule(source="topics", topics=(NEW,), **fields):
    return Rule(7, "M", source, topics=topics, **fields)


def mean_of(**fields):
    return rule(topics=(SHARE_NEW,), aggregation="mean", **fields)


def facts(on=ON, **fields):
    return Facts(on=on, placed=fields.pop("placed", PLACED), **fields)


def six(*readings):
    """Units that all read the same: as few as tell a change from chance."""
    places = range(1, 7)
    return {
        "placed": [UnitPeriod(Unit(pk, f"Enhed {pk}")) for pk in places],
        "readings": {pk: list(readings) for pk in places},
    }


# --- The year -------------------------------------------------------------------------------------


@pytest.mark.parametrize("told", [evaluate, evaluate_in_brief])
@pytest.mark.parametrize(
    ("asked", "of_rule", "with_data", "year"),
    [
        (2022, 2023, [2024, 2025], 2022),
        (None, 2023, [2024, 2025], 2023),
        (None, None, [2024, 2025], 2025),
        (None, None, [], 2026),
    ],
)
def test_the_year_is_the_one_asked_for_then_the_rules_then_the_newest(
    told, asked, of_rule, with_data, year
):
    known = facts(readings={1: [measured(one, 1) for one in with_data]})

    assert told(mean_of(year=of_rule), known, year=asked).year == year


def test_a_trend_ends_with_the_year_asked_for_and_shows_six_years_at_most():
    known = facts(readings={1: [measured(year, 1) for year in range(2018, 2027)]})

    assert [each.year for each in evaluate(mean_of(), known, year=2025).trend] == list(
        range(2020, 2026)
    )
    whole = evaluate(mean_of(), known)
    assert (whole.since_first.before.year, whole.since_last.before.year) == (2021, 2025)
    without = evaluate(mean_of(), known, with_trend=False)
    assert (without.trend, without.since_first, without.since_last) == ((), None, None)
    assert without.elsewhere == ()


def test_without_a_trend_the_status_still_knows_the_year_before():
    below = mean_of(targets=(TargetFacts(value=Decimal(9)),))
    rising = facts(**six(measured(2025, 1), measured(2026, 3)))
    falling = facts(readings={1: [measured(2024, 1), measured(2025, 8), measured(2026, 3)]})

    for known, status in [
        (rising, IndicatorStatus.ON_TRACK),
        (falling, IndicatorStatus.NOT_MET),
    ]:
        assert evaluate(below, known).status == status
        assert evaluate(below, known, with_trend=False).status == status
        brief = evaluate_in_brief(below, known)
        assert (brief.status, brief.result_text) == (status, evaluate(below, known).result_text)
        assert brief.indicator_id == 7
        assert brief.has_target


def test_a_year_that_cannot_be_compared_with_the_one_before_is_not_on_track():
    below = mean_of(targets=(TargetFacts(value=Decimal(9)),))
    kin = replace(SHARE_NEW, pk=9)
    known = facts(readings={1: [measured(2025, 1, kin), measured(2026, 3)]})

    for told in (evaluate, evaluate_in_brief):
        assert told(below, known).status == IndicatorStatus.NOT_MET


def test_a_later_year_does_not_help_an_earlier_one():
    below = mean_of(targets=(TargetFacts(value=Decimal(9)),))
    known = facts(readings={1: [measured(2025, 1), measured(2026, 3)]})

    for told in (evaluate, evaluate_in_brief):
        assert told(below, known, year=2025).status == IndicatorStatus.NOT_MET


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (datetime.date(2026, 12, 31), IndicatorStatus.ON_TRACK),
        (datetime.date(2027, 1, 1), IndicatorStatus.NOT_MET),
    ],
)
def test_a_rising_result_is_on_track_to_the_last_day_of_its_year(on, status):
    below = mean_of(targets=(TargetFacts(value=Decimal(9)),))
    known = facts(on=on, **six(measured(2025, 1), measured(2026, 3)))

    assert evaluate(below, known, year=2026).status == status
    assert evaluate_in_brief(below, known, year=2026).status == status


def test_only_what_is_no_matter_of_each_unit_looks_back():
    assert looks_back(rule(aggregation="mean"))
    assert not looks_back(rule(aggregation="all"))
    assert not looks_back(rule(aggregation="share"))


@pytest.mark.parametrize(
    ("day", "is_past"),
    [(datetime.date(2026, 12, 31), False), (datetime.date(2027, 1, 1), True)],
)
def test_the_deadline_of_a_rule_is_the_last_day_of_its_year(day, is_past):
    assert evaluate(mean_of(year=2026), facts(on=day)).is_past_deadline is is_past
    assert evaluate_in_brief(mean_of(year=2026), facts(on=day)).is_past_deadline is is_past
    assert evaluate(mean_of(), facts(on=day)).is_past_deadline is False


# --- As of which day ------------------------------------------------------------------------------


def test_the_day_of_a_result_is_the_newest_of_its_evidence():
    early, late = datetime.date(2026, 3, 1), datetime.date(2026, 5, 1)
    known = facts(
        readings={
            1: [measured(2026, 1, measured_on=late)],
            2: [measured(2026, 1, measured_on=early)],
            3: [measured(2026, 1)],
        }
    )

    assert evaluate(mean_of(), known).as_of == late
    assert evaluate(mean_of(), facts()).as_of is None


def test_the_day_of_what_was_reported_for_the_cluster_is_the_reports():
    day = datetime.date(2026, 6, 1)
    known = facts(reports={7: [Report(None, 2026, value=Decimal(4), reported_on=day)]})

    found = evaluate(rule("manual", (), aggregation="sum"), known)

    assert (found.as_of, found.is_whole, found.unit_results) == (day, True, ())


def test_the_day_of_methods_is_the_newest_on_which_one_was_begun_or_ended():
    day = datetime.date
    uses = ((1, day(2024, 1, 1), day(2026, 2, 1)), (2, day(2026, 9, 1), None), (3, None, ON))
    later = ((1, day(2026, 12, 1), None),)

    counted = rule("methods", (), aggregation="count")

    assert evaluate(counted, facts(methods=[MethodFacts(1, "A", uses)])).as_of == ON
    both = facts(methods=[MethodFacts(1, "A", uses[:2]), MethodFacts(2, "B", later)])
    assert evaluate(counted, both).as_of == day(2026, 9, 1)
    assert evaluate(counted, facts()).as_of is None


# --- The units of a year --------------------------------------------------------------------------


def test_methods_are_in_use_from_their_first_day_to_their_last():
    first_and_last = MethodFacts(1, "A", ((1, ON, None), (2, None, ON)))
    day = datetime.timedelta(days=1)
    just_not = MethodFacts(2, "B", ((1, ON + day, None), (2, None, ON - day)))
    known = facts(methods=[first_and_last, just_not])

    (found,) = methods_in(rule("methods", (), required_units=2), known, year=2026)

    assert (found.name, found.used_by, found.is_counted) == ("A", 2, True)
    assert found.not_in == ("Stjernen",)
    assert [unit.value for unit in evaluate(rule("methods", ()), known).unit_results] == [1, 1, 0]


def test_a_report_for_the_whole_is_of_its_year_and_gives_way_to_those_of_units():
    whole, other = Report(None, 2026, value=Decimal(4)), Report(None, 2025, value=Decimal(9))
    own = Report(1, 2026, value=Decimal(1))
    manual = rule("manual", ())

    assert whole_report(manual, facts(reports={7: [other, whole]}), 2026) == whole
    assert whole_report(manual, facts(reports={7: [whole, own]}), 2026) is None
    assert whole_report(manual, facts(reports={7: [other]}), 2026) is None
    assert whole_report(mean_of(), facts(reports={7: [whole]}), 2026) is None


def test_visits_are_looked_at_where_one_of_the_topics_is_of_a_tilsyn():
    inspected = topic(5, "ny", 2024, ScaleFacts(2, steps=FOUR), lineage="x", kind="inspection")
    light = {1: [InspectionFacts(2026, is_light=True)]}
    both = rule(topics=(NEW, inspected), targets=(BEST,))
    none = rule(targets=(BEST,))

    assert evaluate(both, facts(inspections=light)).not_rated == 1
    assert evaluate(none, facts(inspections=light)).not_rated == 0


# --- The years before -----------------------------------------------------------------------------


def test_a_year_tells_its_ranks_best_first_and_who_was_visited_without_a_rating():
    inspected = replace(NEW, instrument_kind="inspection")
    known = facts(
        readings={1: [rated(inspected, 2026, 2)], 2: [rated(inspected, 2026, 4)]},
        inspections={3: [InspectionFacts(2026, is_light=True)]},
    )

    (year,) = evaluate(rule(topics=(inspected,), targets=(BEST,)), known).trend

    assert (year.ranks, year.of, year.not_rated) == ((4, 2, None), 4, 1)
    assert year.version_name == "udgave ny"
    assert dict(year.stands) == {1: 0, 2: 1}


def test_a_year_without_steps_tells_no_ranks():
    inspected = replace(SHARE_NEW, instrument_kind="inspection")
    known = facts(
        readings={1: [measured(2026, 5, inspected)]},
        inspections={3: [InspectionFacts(2026, is_light=True)]},
    )

    (year,) = evaluate(rule(topics=(inspected,), aggregation="mean"), known).trend

    assert (year.ranks, year.of) == ((), None)


def test_behind_a_break_the_best_of_each_scale_is_counted():
    known = facts(
        readings={
            1: [rated(OLD, 2023, 3), rated(NEW, 2026, 4)],
            2: [rated(OLD, 2023, 2), rated(NEW, 2026, 4)],
            3: [measured(2023, 5, replace(OLD, pk=9)), rated(NEW, 2026, 1)],
        }
    )

    before, now = evaluate(rule(targets=(BEST,)), known).trend

    assert (before.is_comparable, before.version_name, before.of) == (False, "udgave gl", 3)
    assert (before.met, before.counted, before.missing) == (1, 2, 1)
    assert (before.value, before.target) == (50, 100)
    assert before.result_text == "1 af 2"
    assert dict(before.stands) == {1: 1, 2: 0}
    assert now.is_break
    assert not before.is_break


@pytest.mark.parametrize(
    "targets",
    [
        (),
        (TargetFacts(step=FOUR[1]),),
        (TargetFacts(value=Decimal(3)),),
    ],
)
def test_behind_a_break_nothing_is_said_where_the_target_is_not_the_best(targets):
    known = facts(readings={1: [rated(OLD, 2023, 3), rated(NEW, 2026, 4)]})

    before = evaluate(rule(targets=targets), known).trend[0]

    assert (before.value, before.target, before.result_text) == (None, None, "–")


def test_behind_a_break_the_target_of_the_rules_year_decides_what_is_best():
    known = facts(readings={1: [rated(OLD, 2023, 3), rated(NEW, 2026, 4)]})
    units_own = (
        TargetFacts(value=Decimal(1), year=2023),
        TargetFacts(step=FOUR[0], year=2026, institution_id=1),
    )

    before = evaluate(rule(targets=units_own, year=2026), known).trend[0]

    assert (before.met, before.counted) == (1, 1)


def test_behind_a_break_a_mean_is_shown_as_it_was_and_held_against_nothing():
    mean = mean_of(targets=(TargetFacts(value=Decimal(6)),))
    known = facts(
        readings={
            1: [measured(2023, 2, SHARE_OLD), measured(2026, 5)],
            2: [measured(2023, 5, SHARE_OLD), measured(2026, 5)],
            3: [UnitReading(SHARE_OLD, 2023), measured(2026, 5)],
        }
    )

    before = evaluate(mean, known).trend[0]

    assert (before.value, before.target, before.result_text) == (Decimal("3.5"), None, "3,5")
    assert dict(before.stands) == {1: 2, 2: 5}


def test_behind_a_break_a_sum_is_not_shown_nor_a_mean_of_nothing():
    known = facts(readings={1: [measured(2023, 2, SHARE_OLD), measured(2026, 5)]})
    without = facts(readings={1: [UnitReading(SHARE_OLD, 2023), measured(2026, 5)]})

    summed = evaluate(rule(topics=(SHARE_NEW,), aggregation="sum"), known).trend[0]
    nothing = evaluate(mean_of(), without).trend[0]

    for before in (summed, nothing):
        assert (before.value, before.target, before.result_text) == (None, None, "–")


def test_a_version_is_that_of_most_readings_and_of_two_equal_the_newer():
    most_old = {1: [rated(OLD, 2023, 1)], 2: [rated(OLD, 2023, 1)], 3: [rated(NEW, 2023, 1)]}
    most_new = {1: [rated(NEW, 2023, 1)], 2: [rated(OLD, 2023, 1)], 3: [rated(NEW, 2023, 1)]}
    equal = {1: [rated(OLD, 2023, 1)], 2: [rated(NEW, 2023, 1)]}
    other_way = {1: [rated(NEW, 2023, 1)], 2: [rated(OLD, 2023, 1)]}

    for readings, name in [
        (most_old, "udgave gl"),
        (most_new, "udgave ny"),
        (equal, "udgave ny"),
        (other_way, "udgave ny"),
    ]:
        (year,) = evaluate(rule(targets=(BEST,)), facts(readings=readings)).trend
        assert year.version_name == name


def test_a_year_without_readings_is_of_the_newest_version_of_the_rule():
    known = facts(
        kept={
            7: {
                1: {
                    2026: SnapshotFact(
                        UnitResult(Unit(0, ""), UnitState.SUPPRESSED), has_reading=True
                    )
                }
            }
        }
    )

    found = evaluate(rule(topics=(OLD, NEW)), known)
    assert [each.version_name for each in found.trend] == ["udgave ny"]
    assert [each.unit for each in found.unit_results] == [SUN, MOON, STAR]
    (year,) = evaluate(rule(topics=()), known).trend
    assert year.version_name == ""


# --- What the units of a year stand with ----------------------------------------------------------


def stands(aggregation, readings, **fields):
    known = facts(readings=readings)
    (year,) = evaluate(rule(topics=(SHARE_NEW,), aggregation=aggregation, **fields), known).trend
    return dict(year.stands)


def test_units_that_are_counted_stand_with_one_each_or_whether_they_meet_their_target():
    two = {1: [measured(2026, 2)], 2: [measured(2026, 8)]}
    own = TargetFacts(value=Decimal(5), institution_id=1)
    both = (own, TargetFacts(value=Decimal(5), institution_id=2))

    assert stands("count", two) == {1: 1, 2: 1}
    assert stands("count", two, targets=both) == {1: 0, 2: 1}
    assert stands("count", two, targets=(own,)) == {1: 0, 2: 0}
    assert stands("share", two, targets=both) == {1: 0, 2: 1}
    assert stands("share", two) == {1: 0, 2: 0}
    assert stands("mean", two) == {1: 2, 2: 8}


def test_a_unit_that_is_counted_without_a_number_stands_with_nothing():
    known = facts(
        reports={7: [Report(1, 2026, is_met=True), Report(2, 2026, value=Decimal(3))]},
    )

    (year,) = evaluate(rule("manual", (), aggregation="mean"), known).trend

    assert dict(year.stands) == {2: 3}


# --- Where a unit was measured on something else --------------------------------------------------


def test_it_is_told_on_which_other_version_units_without_a_result_were_measured():
    known = facts(readings={1: [rated(OLD, 2026, 2)], 2: [rated(NEW, 2026, 2)]})
    parts = (rule(topics=(SHARE_NEW,)), replace(rule(), indicator_id=8))
    both = rule("composite", (), parts=parts)
    measured_too = facts(
        readings={
            1: [rated(OLD, 2026, 2), measured(2026, 1)],
            2: [rated(NEW, 2026, 2), measured(2026, 1)],
        }
    )

    assert evaluate(rule(targets=(BEST,)), known).elsewhere == ("udgave gl",)
    assert evaluate(both, measured_too).elsewhere == ("udgave gl",)
    assert evaluate(rule(topics=(OLD, NEW), targets=(BEST,)), known).elsewhere == ()


def test_units_with_a_result_are_not_said_to_be_measured_elsewhere():
    known = facts(readings={1: [rated(NEW, 2026, 2), rated(OLD, 2026, 1)]})

    assert evaluate(rule(targets=(BEST,)), known).elsewhere == ()


def test_elsewhere_is_of_the_year_that_is_told():
    known = facts(
        readings={
            1: [rated(OLD, 2025, 2), rated(NEW, 2026, 2)],
            2: [rated(NEW, 2025, 1)],
            3: [rated(OLD, 2025, 2)],
        }
    )

    assert evaluate(rule(targets=(BEST,)), known, year=2026).elsewhere == ()
    assert evaluate(rule(targets=(BEST,)), known, year=2025).elsewhere == ("udgave gl",)


# --- The reading a trend shows --------------------------------------------------------------------


def test_of_several_ratings_the_lowest_is_shown_and_of_numbers_the_newest():
    low, high = rated(NEW, 2026, 1, period="2026-1"), rated(NEW, 2026, 4, period="2026-2")
    number, later = measured(2026, 3, period="2026-1"), measured(2026, 9, period="2026-2")
    few = measured(2026, 1, period="2026-3", respondents=2)

    assert shown_reading([high, low, later], year=2026, threshold=0) == low
    assert shown_reading([number, later, few], year=2026, threshold=5) == later
    assert shown_reading([number], year=2025, threshold=0) is None


def test_a_composite_breaks_where_its_first_part_does_and_shows_no_ranks():
    first = replace(rule(targets=(BEST,)), indicator_id=8)
    second = replace(mean_of(), indicator_id=9)
    both = rule("composite", (), parts=(first, second))
    known = facts(
        readings={
            1: [
                *(rated(OLD, 2023, 3), rated(NEW, 2026, 4)),
                *(measured(2023, 1), measured(2026, 1)),
            ]
        }
    )

    before, now = evaluate(both, known).trend

    assert (before.ranks, now.ranks, now.is_break) == ((), (), True)
    assert now.version_name == "udgave ny"
    assert [part.trend for part in evaluate(both, known).parts] == [(), ()]
    assert now.of is None
