"""Two years of an indicator held against each other: over which units, and what counts as moved."""

from decimal import Decimal

import pytest

from indicators.evaluation.attainments import YearResult
from indicators.evaluation.comparing import (
    compare,
    has_same_units,
    moved,
    since_break,
    since_first,
    since_last,
    with_value,
)
from indicators.evaluation.rules import Operator, Rule, ScaleFacts, TopicFacts

SCALE = ScaleFacts(5, smallest_difference=Decimal("0.5"))
TOPIC = TopicFacts(1, "kids", "Samspil", "Samspil", "ny", "ny", 2023, "kids", "Kids", "KIDS", SCALE)


def rule(aggregation="mean", source="topics", **fields):
    return Rule(1, "K", source, aggregation=aggregation, **{"topics": (TOPIC,), **fields})


def year(number, value, stands=None, **fields):
    """A year with a value; stands: unit → what it stands with."""
    pairs = tuple((pk, Decimal(str(stand))) for pk, stand in (stands or {}).items())
    value = None if value is None else Decimal(str(value))
    return YearResult(number, value, stands=pairs, **fields)


# --- A row of years -------------------------------------------------------------------------------


def test_a_row_is_followed_back_to_the_nearest_break_and_where_something_was_measured():
    trend = [year(2021, 1), year(2022, 2, is_break=True), year(2023, None), year(2024, 4)]

    assert [each.year for each in since_break(trend)] == [2022, 2023, 2024]
    assert [each.year for each in with_value(trend)] == [2022, 2024]
    assert since_break([]) == []


def test_the_first_and_the_last_before_it_are_on_the_same_scale():
    trend = [
        year(2020, 9),
        year(2021, 1, {1: 1}, is_break=True),
        year(2022, 2, {1: 2}),
        year(2023, 3, {1: 3}),
    ]

    first, last = since_first(rule(), trend), since_last(rule(), trend)

    assert (first.before.year, first.after.year) == (2021, 2023)
    assert (last.before.year, last.after.year) == (2022, 2023)
    two = trend[:3]
    assert since_first(rule(), two).before.year == since_last(rule(), two).before.year == 2021
    assert since_first(rule(), trend[:2]) is None
    assert since_last(rule(), trend[:2]) is None
    assert since_last(rule(), []) is None


@pytest.mark.parametrize(
    ("before", "now", "is_same"),
    [
        (year(1, 1, {1: 1, 2: 1}), year(2, 1, {2: 9, 1: 9}), True),
        (year(1, 1, {1: 1, 2: 1}), year(2, 1, {1: 1}), False),
        (year(1, 1, is_whole=True), year(2, 1, is_whole=True), True),
        (year(1, 1, is_whole=True), year(2, 1), False),
        (year(1, 1), year(2, 1, is_whole=True), False),
        (year(1, 1, {1: 1}, is_whole=True), year(2, 1, {2: 1}, is_whole=True), True),
    ],
)
def test_the_same_units_are_those_counted_in_both_or_the_cluster_as_one(before, now, is_same):
    assert has_same_units(before, now) is is_same


def test_no_line_is_drawn_to_a_year_of_other_units():
    trend = [
        year(2020, 1, {1: 1}),
        year(2021, 1, {1: 1, 2: 1}),
        year(2022, None, {9: 1}),
        year(2023, 1, {1: 1, 2: 1}),
        year(2024, 1, {1: 1}, is_break=True),
        year(2025, 1, {3: 1}),
    ]

    assert moved(trend) == [1, 5]
    assert moved([]) == []


# --- Two years ------------------------------------------------------------------------------------


def test_units_judged_one_by_one_are_compared_over_those_in_both_years():
    before = year(2024, 50, {1: 1, 2: 0, 3: 1})
    now = year(2025, 100, {1: 1, 2: 1, 4: 1})

    found = compare(rule("all"), before, now)

    assert (found.units, found.has_same_units) == (2, False)
    assert (found.was, found.became) == (1, 2)
    assert (found.was_text, found.became_text) == ("1", "2")
    assert (found.judged.ups, found.judged.downs) == (1, 0)
    assert found.direction == 0  # one unit of two is no more than chance
    assert found.is_known


def test_a_mean_or_sum_or_count_is_worked_out_anew_for_the_units_in_both_years():
    before, now = year(2024, 9, {1: 2, 2: 4, 3: 30}), year(2025, 9, {1: 4, 2: 6, 4: 90})

    for aggregation, was, became in (("mean", 3, 5), ("sum", 6, 10), ("count", 6, 10)):
        found = compare(rule(aggregation), before, now)
        assert (found.was, found.became, found.units) == (was, became, 2)
        assert (found.judged.ups, found.direction) == (2, 0)
    for aggregation, source in (("latest", "topics"), ("mean", "methods")):
        found = compare(rule(aggregation, source), before, now)
        assert (found.was, found.became) == (None, None)
        assert (found.direction, found.is_known) == (0, False)
        assert (found.was_text, found.became_text) == ("", "")


def test_the_years_own_results_are_compared_where_the_units_are_the_same():
    before, now = year(2024, 3, {1: 2, 2: 4}), year(2025, 7, {1: 4, 2: 6})

    assert compare(rule("mean"), before, now).became == 7
    assert compare(rule("mean", "methods"), before, now).became == 7
    newest_of_many = compare(rule("latest"), before, now)
    assert (newest_of_many.was, newest_of_many.became) == (None, None)
    newest_of_one = compare(rule("latest"), year(2024, 3, {1: 2}), year(2025, 7, {1: 4}))
    assert (newest_of_one.was, newest_of_one.became) == (3, 7)


def test_the_cluster_as_one_is_compared_with_itself_only():
    whole = {"is_whole": True}
    both = compare(rule("all"), year(2024, 3, {1: 1}, **whole), year(2025, 7, {1: 0}, **whole))
    of_many = compare(
        rule("latest"),
        year(2024, 3, {1: 1, 2: 1}, **whole),
        year(2025, 7, {1: 1, 2: 1}, **whole),
    )

    assert (both.was, both.became) == (of_many.was, of_many.became) == (3, 7)
    for before, now in (
        (year(2024, 3, {1: 1}, **whole), year(2025, 7, {1: 1})),
        (year(2024, 3, {1: 1}), year(2025, 7, {1: 1}, **whole)),
    ):
        assert not compare(rule("all"), before, now).is_known


def test_without_a_unit_in_both_years_nothing_is_compared():
    for aggregation in ("all", "mean"):
        found = compare(rule(aggregation), year(2024, 3, {1: 1}), year(2025, 7, {2: 1}))
        assert (found.units, found.is_known) == (0, False)


def test_a_year_without_a_result_is_better_or_worse_than_none():
    for before, now in ((None, 3), (3, None), (None, None)):
        found = compare(rule(), year(2024, before), year(2025, now))
        assert (found.is_known, found.direction) == (False, 0)


def test_methods_are_no_units_judged_one_by_one():
    found = compare(rule("all", "methods"), year(2024, 3, {1: 1}), year(2025, 7, {1: 1}))

    assert (found.was, found.became, found.direction) == (3, 7, 1)


# --- Which way ------------------------------------------------------------------------------------


def against(of, was, became, *, units=6):
    """Two years in which so many units all went from one figure to the other."""
    found = compare(
        of,
        year(2024, was, dict.fromkeys(range(units), was)),
        year(2025, became, dict.fromkeys(range(units), became)),
    )
    return found.judged.shift.value


@pytest.mark.parametrize(
    ("of", "was", "became", "expected"),
    [
        (rule(), 3, 4, "up"),
        (rule(), 4, 3, "down"),
        (rule(), 3, 3, "same"),
        (rule(operator=Operator.AT_MOST), 3, 4, "down"),
        (rule(operator=Operator.AT_MOST), 4, 3, "up"),
        (rule(operator=Operator.EXACTLY), 3, 4, "higher"),
        (rule(), 3, "3.4", "chance"),
        (rule(), 3, "3.5", "up"),
        (rule(operator=Operator.AT_MOST), 3, "3.4", "chance"),
        (rule(topics=()), 3, "3.4", "up"),
        (rule("count"), 0, 1, "up"),
        (rule("mean", "methods"), 3, 5, "more"),
        (rule("mean", "methods"), 5, 3, "fewer"),
        (rule("all"), 0, 1, "up"),
        (rule("all", operator=Operator.AT_MOST), 0, 1, "up"),
        (rule("all", operator=Operator.EXACTLY), 1, 0, "down"),
    ],
)
def test_six_units_that_all_go_one_way_by_enough_are_a_change(of, was, became, expected):
    assert against(of, was, became) == expected
    if expected in {"up", "down", "higher"}:
        assert against(of, was, became, units=5) == "chance"


def test_what_was_reported_for_the_whole_is_judged_by_the_instruments_own_measure_or_not_at_all():
    def of_the_whole(of):
        ends = (year(2024, 3, {1: 1}, is_whole=True), year(2025, 4, {1: 1}, is_whole=True))
        return compare(of, *ends).judged.shift.value

    assert of_the_whole(rule()) == "up"
    assert of_the_whole(rule(topics=())) == "unknown"


def test_where_only_other_units_are_counted_that_is_said():
    def of(before, now):
        return compare(rule("all"), year(2024, 50, before), year(2025, 60, now)).judged.shift.value

    assert of({1: 1, 2: 0}, {1: 1, 3: 1}) == "base"
    assert of({1: 1}, {2: 1}) == "base"
    assert of({1: 1, 2: 0}, {1: 1, 2: 0}) == "same"
