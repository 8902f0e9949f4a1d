"""From units to one result and its status, step by step: what decides, and at which edge."""

import datetime
from decimal import Decimal

import pytest

from indicators.evaluation.attainments import MethodResult
from indicators.evaluation.judging import UnitTally, share, status_of, tally
from indicators.evaluation.newest import NewestYears
from indicators.evaluation.results import UnitResult, UnitState
from indicators.evaluation.rules import (
    Operator,
    Rule,
    ScaleFacts,
    StepFacts,
    TargetFacts,
    TopicFacts,
    Unit,
)

SCALE = ScaleFacts(5, smallest_difference=Decimal("0.5"))
TOPIC = TopicFacts(1, "kids", "Samspil", "Samspil", "ny", "ny", 2023, "kids", "Kids", "KIDS", SCALE)
FOUR = (TargetFacts(Decimal(4)),)
STEP = (TargetFacts(step=StepFacts(44, 4, 4, "Vedligeholde", "Vedligeholde", 4)),)
YEAR = 2026
LAST_DAY = datetime.date(2026, 12, 31)
NEXT_DAY = datetime.date(2027, 1, 1)


def rule(aggregation="all", source="topics", targets=FOUR, **fields):
    return Rule(1, "K", source, aggregation=aggregation, targets=targets, **fields)


def unit(state, value=None, *, pk=1, **fields):
    value = None if value is None else Decimal(str(value))
    return UnitResult(Unit(pk, f"Enhed {pk}"), UnitState(state), value=value, **fields)


def units(*states):
    return [unit(state, pk=pk) for pk, state in enumerate(states, 1)]


def counted(*values, state="counted"):
    return [unit(state, value, pk=pk) for pk, value in enumerate(values, 1)]


# --- The units together ---------------------------------------------------------------------------


def test_every_unit_is_counted_as_what_it_is():
    found = tally(
        rule(),
        units("met", "met", "not_met", "counted", "not_rated", "missing", "suppressed"),
        year=YEAR,
    )

    assert (found.units, found.counted, found.met) == (7, 4, 2)
    assert (found.not_rated, found.missing, found.suppressed) == (1, 1, 1)
    assert (found.value, found.target) == (50, 100)
    assert found.has_target
    assert not found.is_reached
    assert not found.whole


def test_all_is_a_hundred_per_cent():
    assert tally(rule(), units("met", "met"), year=YEAR).is_reached
    assert not tally(rule(), units("met", "not_met"), year=YEAR).is_reached
    assert not tally(rule(), units("missing"), year=YEAR).is_reached
    assert tally(rule(), units("missing"), year=YEAR).value is None


def test_without_a_target_nothing_is_reached():
    found = tally(rule(targets=()), units("met", "met"), year=YEAR)

    assert (found.value, found.target) == (100, None)
    assert not found.has_target
    assert not found.is_reached
    assert not found.whole
    assert not tally(rule(), [], year=YEAR).has_target


def test_a_share_has_a_target_of_its_own_or_is_of_all():
    half = tally(
        rule("share", targets=(*STEP, TargetFacts(Decimal(50)))), units("met", "not_met"), year=YEAR
    )
    every = tally(rule("share", targets=STEP), units("met", "not_met"), year=YEAR)

    assert (half.target, half.is_reached) == (50, True)
    assert (every.target, every.is_reached) == (100, False)


@pytest.mark.parametrize(
    ("aggregation", "value"), [("mean", Decimal(4)), ("sum", Decimal(8)), ("latest", Decimal(5))]
)
def test_only_values_that_are_counted_become_one(aggregation, value):
    results = [
        unit("counted", 3, measured_on=datetime.date(2026, 3, 1)),
        unit("counted", 5, pk=2, measured_on=datetime.date(2026, 5, 1)),
        unit("suppressed", 90, pk=3, measured_on=datetime.date(2026, 9, 1)),
        unit("counted", None, pk=4, measured_on=datetime.date(2026, 9, 1)),
    ]

    found = tally(rule(aggregation), results, year=YEAR)

    assert (found.value, found.target, found.has_target) == (value, 4, True)
    assert found.is_reached


def test_the_newest_is_by_day_and_by_year_where_no_day_is_known():
    undated = [unit("counted", 3, year=2025), unit("counted", 5, pk=2)]
    dated = [
        unit("counted", 3, year=2025),
        unit("counted", 5, pk=2, measured_on=datetime.date(2024, 5, 1), year=2026),
    ]
    begins = [
        unit("counted", 3, year=2025),
        unit("counted", 5, pk=2, measured_on=datetime.date(2025, 1, 2)),
    ]

    assert tally(rule("latest"), undated, year=YEAR).value == 3
    assert tally(rule("latest"), dated, year=YEAR).value == 3
    assert tally(rule("latest"), begins, year=YEAR).value == 5


def test_of_nothing_there_is_no_mean_and_nothing_is_reached():
    for aggregation in ("mean", "sum", "latest"):
        found = tally(rule(aggregation), units("missing"), year=YEAR)
        assert (found.value, found.is_reached) == (None, False)


def test_a_count_is_of_those_that_meet_it_or_of_all_where_none_is_judged():
    judged = tally(rule("count"), units("met", "not_met", "counted", "missing"), year=YEAR)
    unjudged = tally(rule("count"), units("counted", "counted", "missing"), year=YEAR)

    assert judged.value == 1
    assert unjudged.value == 2


def test_methods_are_counted_where_they_are_used_widely_enough():
    methods = [MethodResult("Børnemøde", 3, True), MethodResult("Makkerlæring", 1, False)]
    one = (TargetFacts(Decimal(1)),)

    found = tally(rule(source="methods", targets=one), units("met"), year=YEAR, methods=methods)

    assert (found.value, found.target, found.is_reached) == (1, 1, True)


# --- What was reported for the whole --------------------------------------------------------------


def test_what_was_reported_for_the_whole_goes_before_its_units():
    results = units("met", "missing", "suppressed")
    by_value = tally(rule("mean"), results, year=YEAR, whole_value=Decimal(4))
    too_low = tally(rule("mean"), results, year=YEAR, whole_value=Decimal(3))
    by_word = tally(rule("mean"), results, year=YEAR, whole_is_met=True)
    against = tally(rule("mean"), results, year=YEAR, whole_value=Decimal(9), whole_is_met=False)

    assert by_value == UnitTally(Decimal(4), Decimal(4), True, 3, 3, 0, 0, 0, 0, True, whole=True)
    assert not too_low.is_reached
    assert (by_word.value, by_word.is_reached, by_word.whole) == (None, True, True)
    assert not against.is_reached


def test_what_was_reported_for_the_whole_has_a_target_where_one_is_set():
    found = tally(rule("mean", targets=()), units("met"), year=YEAR, whole_value=Decimal(4))

    assert (found.target, found.has_target, found.is_reached) == (None, False, False)


# --- Whose targets --------------------------------------------------------------------------------


def of_unit(pk, value=4, **fields):
    return TargetFacts(Decimal(value), institution_id=pk, **fields)


@pytest.mark.parametrize(
    ("targets", "has_target"),
    [
        ((of_unit(1), of_unit(2)), True),
        ((of_unit(1),), False),
        ((of_unit(2),), False),
        ((of_unit(1), *STEP), True),
        ((of_unit(1, year=2025), of_unit(2)), False),
        ((of_unit(1), TargetFacts(Decimal(4), year=2025)), False),
        ((TargetFacts(Decimal(4), year=2025),), False),
    ],
)
def test_each_unit_has_a_target_or_the_whole_has_none(targets, has_target):
    found = tally(rule("share", targets=targets), units("met", "met"), year=YEAR)

    assert found.has_target is has_target


@pytest.mark.parametrize(
    ("parts", "has_target"),
    [
        ((rule(), rule()), True),
        ((rule(), rule(targets=())), False),
        ((rule(targets=()), rule()), False),
        ((), False),
    ],
)
def test_a_composite_has_a_target_where_all_its_parts_have(parts, has_target):
    composite = rule(source="composite", targets=(), parts=parts)

    assert tally(composite, units("met"), year=YEAR).has_target is has_target


# --- The status -----------------------------------------------------------------------------------


def result(**fields):
    given = {
        "value": Decimal(5), "target": Decimal(4), "has_target": True, "units": 2, "counted": 2,
        "met": 2, "not_rated": 0, "missing": 0, "suppressed": 0, "is_reached": True,
    }  # fmt: skip
    return UnitTally(**{**given, **fields})


def status(of, found, *, on=NEXT_DAY, **fields):
    return str(status_of(of, found, year=YEAR, on=on, **fields))


def test_without_a_target_only_what_was_reported_by_hand_has_a_status():
    untargeted = result(has_target=False, is_reached=False)

    assert status(rule(source="manual"), untargeted) == "manual"
    assert status(rule(), untargeted) == "unknown"
    nothing = result(has_target=False, is_reached=False, counted=0)
    assert status(rule(source="manual"), nothing) == "unknown"
    only_one = result(has_target=False, is_reached=False, counted=1)
    assert status(rule(source="manual"), only_one) == "manual"


def test_nothing_can_be_told_of_nothing():
    assert status(rule(), result(counted=0)) == "unknown"
    assert status(rule(), result(counted=1)) == "met"


def test_progress_is_on_track_until_the_year_is_over():
    behind = result(is_reached=False)

    assert status(rule("mean"), behind, on=LAST_DAY, moves_right=True) == "on_track"
    assert status(rule("mean"), behind, on=NEXT_DAY, moves_right=True) == "not_met"
    assert status(rule("mean"), behind, on=LAST_DAY, moves_right=False) == "not_met"
    assert status(rule("mean"), behind, on=LAST_DAY) == "not_met"
    assert status(rule("share"), behind, on=LAST_DAY, moves_right=True) == "not_met"


@pytest.mark.parametrize(
    ("of", "fields", "running", "over"),
    [
        (rule(), {}, "met", "met"),
        (rule(), {"missing": 1}, "on_track", "unknown"),
        (rule(), {"suppressed": 1}, "unknown", "unknown"),
        (rule(), {"missing": 1, "suppressed": 1}, "unknown", "unknown"),
        (rule(), {"missing": 1, "whole": True}, "met", "met"),
        (rule(source="methods"), {"missing": 1}, "met", "met"),
        (rule("share"), {"missing": 1}, "on_track", "met"),
        (rule("share"), {"suppressed": 1}, "met", "met"),
        (rule("sum"), {"missing": 1}, "met", "met"),
        (rule("count"), {"missing": 1}, "met", "met"),
        (rule("sum", operator=Operator.AT_MOST), {"missing": 1}, "on_track", "met"),
        (rule("mean"), {"missing": 1}, "on_track", "met"),
    ],
)
def test_what_is_reached_waits_for_the_units_that_may_undo_it(of, fields, running, over):
    assert status(of, result(**fields), on=LAST_DAY) == running
    assert status(of, result(**fields), on=NEXT_DAY) == over


def test_a_share_has_one_decimal_and_is_none_of_nothing():
    assert share(1, 3) == Decimal("33.3")
    assert share(1, 16) == Decimal("6.3")
    assert share(0, 3) == 0
    assert share(0, 0) is None


# --- What a rule asks for -------------------------------------------------------------------------


def test_a_number_has_the_word_of_the_highest_band_it_reaches():
    of = ScaleFacts(5, bands=((Decimal(1), "Ringe"), (Decimal(4), "God")))

    words = [of.band_of(Decimal(value)) for value in ("0.9", "1", "3.9", "4", "9")]

    assert words == ["", "Ringe", "Ringe", "God", "God"]
    assert of.decimals == 1
    assert not of.is_percent


@pytest.mark.parametrize(
    ("operator", "meets"),
    [
        (Operator.AT_LEAST, [False, True, True]),
        (Operator.AT_MOST, [True, True, False]),
        (Operator.EXACTLY, [False, True, False]),
    ],
)
def test_a_number_meets_a_number_by_the_operator(operator, meets):
    of = rule("mean", operator=operator)

    assert [of.compares(Decimal(value), Decimal(4)) for value in (3, 4, 5)] == meets


def test_the_target_of_the_whole_is_the_years_before_the_standing_one():
    standing, years = TargetFacts(Decimal(4)), TargetFacts(Decimal(5), year=YEAR)

    for targets in ((standing, years), (years, standing)):
        of = rule("mean", targets=targets)
        assert of.target_of_whole(YEAR) == years
        assert of.target_of_whole(YEAR - 1) == standing
    assert rule("mean", targets=(years,)).target_of_whole(YEAR - 1) is None
    assert rule("mean", targets=(of_unit(1),)).target_of_whole(YEAR) is None
    assert rule("mean", targets=STEP).target_of_whole(YEAR) is None
    assert rule("all").target_of_whole(YEAR) is None


def test_a_units_own_target_goes_before_the_common_one_and_the_years_before_the_standing():
    one = Unit(1, "Enhed 1")
    common, own = TargetFacts(Decimal(4)), of_unit(1, 5)
    years, own_years = TargetFacts(Decimal(6), year=YEAR), of_unit(1, 7, year=YEAR)

    def target(*targets, aggregation="all"):
        return rule(aggregation, targets=targets).target_of_unit(one, YEAR)

    assert target(common, own, years, own_years) == own_years
    assert target(own, years) == own
    assert target(common, years) == years
    assert target(of_unit(2)) is None
    assert target(common, aggregation="mean") is None
    assert target(*STEP, aggregation="mean") == STEP[0]
    assert target(own, aggregation="mean") == own


# --- Which years are enough -----------------------------------------------------------------------


def test_a_status_follows_from_the_newest_years_and_the_one_asked_for():
    years, newest, asked = [2021, 2022, 2023, 2024], NewestYears(None, frozenset()), 2022
    at = NewestYears(asked, frozenset())

    assert newest.of(rule(), years) == {2024}
    assert newest.of(rule(year=2021), years) == {2021}
    assert at.of(rule(), years) == {2022}
    assert at.of(rule(year=2021), years) == {2022}
    assert newest.of(rule("mean"), years) == {2023, 2024}
    assert at.of(rule("mean"), years) == {2022, 2023, 2024}
    assert newest.of(rule(), []) == set()


def test_of_the_parts_of_a_composite_no_year_is_skipped():
    part, other = Rule(2, "D", "topics"), Rule(3, "A", "topics")
    composite = rule(source="composite", parts=(part,))

    found = NewestYears.of_rules([composite, part, other], YEAR)

    assert found == (YEAR, frozenset({2}))
    assert found.skippable([composite, part, other]) == [composite, other]
    assert found.may_skip(other)
    assert not found.may_skip(part)
