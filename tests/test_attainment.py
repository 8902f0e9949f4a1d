"""An indicator's rule applied to values, without a database: what each setting does."""

import datetime
from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from django.utils.translation import override

from indicators.evaluation.evaluating import evaluate
from indicators.evaluation.facts import Facts, UnitPeriod
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
from indicators.evaluation.year_units import judge_units

TODAY = datetime.date(2026, 11, 23)
NEW_YEAR = datetime.date(2027, 1, 1)


def scale(pk, *labels, **fields):
    """A scale with steps, the lowest label first."""
    steps = [
        StepFacts(10 * pk + rank, rank, len(labels), label, label, pk)
        for rank, label in enumerate(labels, 1)
    ]
    return ScaleFacts(pk, steps=tuple(steps), **fields)


FOUR = scale(4, "Ny indsats", "Ændre", "Justere", "Vedligeholde")
THREE = scale(3, "Ny", "Tilpas", "Vedligehold")
NUMBERS = ScaleFacts(5, lowest=Decimal(1), bands=((Decimal(1), "Ringe"), (Decimal(4), "God")))
ANSWERS = ScaleFacts(6, lowest=Decimal(1), smallest_difference=Decimal("0.6"))


def topic(pk, of, *, lineage="relationer", version="ny", since=2023, instrument="inspection"):
    return TopicFacts(
        pk, lineage, "Samspil og relationer mellem børn og voksne", "Samspil og relationer",
        version, version, since, instrument, instrument.title(), instrument.upper(), of,
    )  # fmt: skip


NOW = topic(1, FOUR)
BEFORE = topic(2, THREE, version="gammel", since=2020)
KIDS = topic(3, NUMBERS, lineage="kids", instrument="kids")
SURVEY = topic(4, ANSWERS, lineage="survey", instrument="btu")

BEST = TargetFacts(step=FOUR.steps[3])
TILSYN = Rule(1, "MP4", "topics", topics=(NOW,), targets=(BEST,), year=2026)
MEAN = Rule(
    2, "K", "topics", aggregation="mean", topics=(KIDS,), targets=(TargetFacts(Decimal(4)),)
)


def rated(rank, *, year=2026, of=NOW, **fields):
    return UnitReading(of, year, period=str(year), step=of.scale.steps[rank - 1], **fields)


def scored(value, *, year=2026, of=KIDS, **fields):
    return UnitReading(of, year, **{"period": str(year), **fields}, value=Decimal(str(value)))


def light(year=2026):
    return InspectionFacts(year, is_light=True)


def facts(*units, on=TODAY, **fields):
    """Units from what is known of each: readings and inspections in one list."""
    names = [Unit(pk, f"Enhed {pk}") for pk in range(1, len(units) + 1)]
    return Facts(
        on=on,
        placed=[UnitPeriod(unit) for unit in names],
        readings={
            pk: [fact for fact in unit if isinstance(fact, UnitReading)]
            for pk, unit in enumerate(units, 1)
        },
        inspections={
            pk: [fact for fact in unit if isinstance(fact, InspectionFacts)]
            for pk, unit in enumerate(units, 1)
        },
        **fields,
    )


def counts(found):
    return {
        name: getattr(found, name)
        for name in ("units", "counted", "met", "not_rated", "missing", "suppressed")
    }


def test_four_of_six_rated_units_have_the_rating_and_one_was_not_rated():
    seven = facts([rated(4)], [rated(3)], [light()], [rated(4)], [rated(4)], [rated(2)], [rated(4)])

    found = evaluate(TILSYN, seven)

    assert found.status == "not_met"
    assert counts(found) == {
        "units": 7, "counted": 6, "met": 4, "not_rated": 1, "missing": 0, "suppressed": 0,
    }  # fmt: skip


def test_the_reason_is_given_in_danish_sentences():
    seven = facts([rated(4)], [rated(3)], [light()], [rated(4)])

    with override("da"):
        found = evaluate(TILSYN, seven)

    assert found.result_text == "2 af 3"
    assert found.target_text == "alle"
    assert found.explanation == (
        "2 af 3 vurderede enheder har »Vedligeholde« i temaet samspil og relationer i 2026. "
        "1 enhed har Light-tilsyn og tæller ikke med. Opfylder det ikke: Enhed 2."
    )


@pytest.mark.parametrize(
    ("unrated", "earlier", "counted", "met", "not_rated"),
    [
        ("leave_out", [rated(4, year=2025)], 1, 1, 1),
        ("carry_forward", [rated(4, year=2025)], 2, 2, 0),
        ("carry_forward", [rated(2, year=2025)], 2, 1, 0),
        ("carry_forward", [], 1, 1, 1),
        ("carry_forward", [rated(3, year=2022, of=BEFORE)], 1, 1, 1),
        ("met", [], 2, 2, 0),
        ("not_met", [], 2, 1, 0),
    ],
)
def test_an_inspection_without_ratings_counts_as_the_rule_says(
    unrated, earlier, counted, met, not_rated
):
    found = evaluate(replace(TILSYN, unrated=unrated), facts([rated(4)], [light(), *earlier]))

    assert (found.counted, found.met, found.not_rated) == (counted, met, not_rated)


def test_a_carried_rating_says_from_which_year():
    found = evaluate(
        replace(TILSYN, unrated="carry_forward"), facts([light(), rated(4, year=2025)])
    )

    assert found.unit_results[0].carried_from == 2025


def test_a_unit_with_a_rating_is_rated_whatever_light_inspection_it_also_had():
    found = evaluate(TILSYN, facts([rated(3), light()]))

    assert (found.counted, found.not_rated) == (1, 0)


def test_a_rating_on_another_scale_never_satisfies_the_target():
    found = evaluate(replace(TILSYN, topics=(BEFORE, NOW)), facts([rated(3, of=BEFORE)]), year=2026)

    assert (found.met, found.counted, found.missing) == (0, 0, 1)
    assert found.unit_results[0].is_other_scale


@pytest.mark.parametrize(
    ("units", "on", "status"),
    [
        ([[rated(4)], [rated(4)]], TODAY, "met"),
        ([[rated(4)], [light()]], TODAY, "met"),
        ([[rated(4)], []], TODAY, "on_track"),
        ([[rated(4)], []], NEW_YEAR, "unknown"),
        ([[rated(4)], [rated(3)]], TODAY, "not_met"),
        ([[rated(3)], []], TODAY, "not_met"),
        ([[light()], [light()]], TODAY, "unknown"),
        ([[], []], TODAY, "unknown"),
        ([], TODAY, "unknown"),
    ],
)
def test_all_units_is_reached_only_when_every_unit_is_in(units, on, status):
    assert evaluate(TILSYN, facts(*units, on=on)).status == status


def test_nothing_is_reached_without_a_target():
    found = evaluate(replace(TILSYN, targets=()), facts([rated(4)]))

    assert found.status == "unknown"
    assert not found.has_target
    assert found.target_text == ""


def test_light_inspections_alone_do_not_reach_a_rule_without_a_target():
    found = evaluate(replace(TILSYN, targets=(), unrated="met"), facts([light()]))

    assert found.status != "met"


@pytest.mark.parametrize(
    ("operator", "rank", "is_met"),
    [("gte", 3, True), ("gte", 4, True), ("gte", 2, False), ("eq", 4, False), ("lte", 2, True)],
)
def test_ratings_are_compared_by_rank(operator, rank, is_met):
    rule = replace(TILSYN, operator=operator, targets=(TargetFacts(step=FOUR.steps[2]),))

    assert evaluate(rule, facts([rated(rank)])).met == is_met


def test_a_units_own_target_and_the_years_go_first():
    common = TargetFacts(step=FOUR.steps[3])
    of_the_year = TargetFacts(step=FOUR.steps[2], year=2026)
    own = TargetFacts(step=FOUR.steps[1], institution_id=2)
    rule = replace(TILSYN, targets=(common, own, of_the_year))

    found = evaluate(rule, facts([rated(3)], [rated(2)], [rated(2)]))

    assert [unit.state for unit in found.unit_results] == ["met", "met", "not_met"]


def test_a_units_number_is_the_mean_of_its_groups():
    rooms = [scored(3, group="Rød"), scored(4, group="Blå")]

    found = evaluate(MEAN, facts(rooms))

    assert found.unit_results[0].value == Decimal("3.5")
    assert found.unit_results[0].band == "Ringe"


def test_of_a_group_measured_twice_the_newest_counts():
    twice = [scored(2, group="Rød", period="2026-02"), scored(4, group="Rød", period="2026-09")]

    assert evaluate(MEAN, facts(twice)).unit_results[0].value == 4


@pytest.mark.parametrize(
    ("aggregation", "values", "result"),
    [
        ("mean", (3, 4), Decimal("3.5")),
        ("sum", (3, 4), Decimal(7)),
        ("count", (3, 4), Decimal(2)),
        ("latest", (3, 4), Decimal(4)),
    ],
)
def test_units_become_one_result_by_the_aggregation(aggregation, values, result):
    units = [
        [scored(value, measured_on=datetime.date(2026, 2, day))]
        for day, value in enumerate(values, 1)
    ]

    assert evaluate(replace(MEAN, aggregation=aggregation), facts(*units)).value == result


def test_count_counts_the_units_that_have_the_rating():
    rule = replace(TILSYN, aggregation="count", targets=(BEST, TargetFacts(Decimal(2))))

    found = evaluate(rule, facts([rated(4)], [rated(4)], [rated(2)]))

    assert (found.value, found.target, found.status) == (2, 2, "met")


@pytest.mark.parametrize(("wanted", "status"), [(60, "met"), (80, "not_met")])
def test_a_share_of_the_units_is_enough(wanted, status):
    rule = replace(TILSYN, aggregation="share", targets=(BEST, TargetFacts(Decimal(wanted))))

    found = evaluate(rule, facts([rated(4)], [rated(4)], [rated(2)]))

    assert (found.value, found.status) == (Decimal("66.7"), status)


def test_a_mean_that_rises_is_on_track_until_the_year_is_over():
    units = [[scored(3, year=2025), scored("3.2")]] * 6

    assert evaluate(MEAN, facts(*units)).status == "on_track"
    assert evaluate(MEAN, facts(*units[1:])).status == "not_met"  # five are no more than chance
    assert evaluate(MEAN, facts(*units, on=NEW_YEAR), year=2026).status == "not_met"
    assert evaluate(MEAN, facts([scored("3.4", year=2025), scored("3.2")])).status == "not_met"


def test_less_than_the_smallest_meaningful_difference_is_no_progress():
    rule = replace(MEAN, topics=(SURVEY,))

    def with_rise_of(rise):
        unit = [scored(3, year=2025, of=SURVEY), scored(3 + rise, of=SURVEY)]
        return evaluate(rule, facts(*[unit] * 6))

    assert with_rise_of(0.5).status == "not_met"
    assert with_rise_of(0.5).unit_results[0].change.shift == "chance"
    assert with_rise_of(0.6).status == "on_track"
    assert with_rise_of(0.6).unit_results[0].change.shift == "up"


def test_across_a_scale_break_nothing_is_called_progress():
    old = topic(8, NUMBERS, lineage="kids", version="gammel", since=2014, instrument="kids")
    rule = replace(MEAN, topics=(old, KIDS))

    found = evaluate(rule, facts([scored(2, year=2025, of=old), scored(3)]))

    assert found.status == "not_met"
    assert found.unit_results[0].change is None
    assert [year.is_break for year in found.trend] == [False, True]


def test_the_years_before_a_break_tell_of_their_own_best_step():
    unit = [rated(3, year=2022, of=BEFORE), rated(3, year=2023), rated(4)]

    found = evaluate(TILSYN, facts(unit))

    assert [(y.year, y.result_text, y.is_break, y.of) for y in found.trend] == [
        (2022, "1 af 1", False, 3), (2023, "0 af 1", True, 4), (2026, "1 af 1", False, 4),
    ]  # fmt: skip


def test_a_unit_tells_what_it_was_before_in_the_same_version():
    found = evaluate(TILSYN, facts([rated(3, year=2022, of=BEFORE), rated(3, year=2025), rated(2)]))

    assert found.unit_results[0].before == "Justere"
    assert found.unit_results[0].before_year == 2025
    assert found.unit_results[0].change.shift == "rated_down"


def test_a_figure_from_too_few_is_neither_shown_nor_counted():
    few, enough = scored(7, respondents=4), scored(5, respondents=5)

    board = evaluate(MEAN, facts([few], [enough], threshold=5))
    leaders = evaluate(MEAN, facts([few], [enough], threshold=3))

    assert (board.value, board.counted, board.suppressed) == (5, 1, 1)
    assert board.unit_results[0].value is None
    assert board.unit_results[0].label == ""
    assert (leaders.value, leaders.suppressed) == (6, 0)


def test_a_unit_is_hidden_when_the_newest_figure_of_one_of_its_groups_is():
    three, five = scored(4, group="3-årige"), scored(2, group="5-årige", respondents=4)
    before = scored(5, group="5-årige", year=2025)

    board = judge_units(MEAN, facts([three, five, before], threshold=5), year=2026)
    leader = judge_units(MEAN, facts([three, five, before], threshold=3), year=2026)

    assert (board[0].state, board[0].value, board[0].label) == ("suppressed", None, "")
    assert (leader[0].value, leader[0].before_year) == (3, 2025)


def test_a_figure_that_tells_of_a_few_is_hidden_at_its_threshold():
    telling = scored(4, respondents=20, hidden_at=frozenset([5]))

    assert judge_units(MEAN, facts([telling], threshold=5), year=2026)[0].state == "suppressed"
    assert judge_units(MEAN, facts([telling], threshold=3), year=2026)[0].value == 4


def test_all_units_is_not_reached_while_a_unit_is_hidden():
    hidden = UnitReading(NOW, 2026, is_suppressed=True)

    found = evaluate(TILSYN, facts([rated(4)], [hidden]))

    assert (found.status, found.suppressed) == ("unknown", 1)


METHODS = Rule(
    3, "MP1", "methods", aggregation="count", targets=(TargetFacts(Decimal(2)),), year=2026
)


def used_by(*institutions, since=2024, name="Børnemøde"):
    start = datetime.date(since, 3, 1)
    return MethodFacts(1, name, tuple((pk, start, None) for pk in institutions))


@pytest.mark.parametrize(("required", "value"), [(None, 1), (1, 2), (2, 1)])
def test_a_method_counts_when_enough_units_use_it(required, value):
    rule = replace(METHODS, required_units=required)

    found = evaluate(rule, facts([], [], methods=[used_by(1, 2), used_by(1, name="Legegruppe")]))

    assert found.value == value
    assert [method.used_by for method in found.methods] == [2, 1]


def test_more_methods_than_last_year_is_on_track():
    known = facts([], methods=[used_by(1), used_by(1, since=2026, name="Legegruppe")])
    rule = replace(METHODS, targets=(TargetFacts(Decimal(3)),))

    found = evaluate(rule, known)

    assert [year.value for year in found.trend] == [1, 1, 2]
    assert found.status == "on_track"


def test_no_method_counts_in_a_cluster_without_units():
    assert evaluate(METHODS, facts(methods=[used_by(1)])).value == 0


MANUAL = Rule(4, "MP2", "manual", targets=(TargetFacts(Decimal(2)),))


def reported(*reports):
    return {4: reports}


def test_units_report_by_a_number_or_by_their_own_word():
    reports = reported(
        Report(1, 2026, value=Decimal(2)), Report(2, 2026, value=Decimal(1)), Report(3, 2026, True)
    )

    found = evaluate(MANUAL, facts([], [], [], [], reports=reports))

    assert [unit.state for unit in found.unit_results] == ["met", "not_met", "met", "missing"]
    assert found.status == "not_met"


def test_a_report_without_a_target_is_not_judged():
    rule = replace(MANUAL, targets=(), aggregation="latest")

    found = evaluate(rule, facts([], reports=reported(Report(None, 2025, value=Decimal("5.8")))))

    assert (found.status, found.year, found.value) == ("manual", 2025, Decimal("5.8"))
    assert found.word == "Intet måltal"


def test_nothing_reported_cannot_be_worked_out():
    found = evaluate(MANUAL, facts([], []))

    assert found.status == "unknown"
    assert found.word == "Kan ikke opgøres"


PART_KIDS = Rule(5, "MP5a", "topics", topics=(KIDS,), targets=(TargetFacts(Decimal("3.5")),))
BOTH = Rule(6, "MP5", "composite", parts=(PART_KIDS, replace(TILSYN, year=None)))


@pytest.mark.parametrize(
    ("unit", "state"),
    [
        ([scored(4), rated(4)], "met"),
        ([scored(3), rated(4)], "not_met"),
        ([scored(4), rated(3)], "not_met"),
        ([scored(3), light()], "not_rated"),
        ([scored(4)], "missing"),
        ([rated(3)], "missing"),
        ([scored(4, respondents=2), rated(4)], "suppressed"),
    ],
)
def test_a_unit_meets_a_composite_when_it_meets_every_part(unit, state):
    found = judge_units(BOTH, facts(unit, threshold=3), year=2026)

    assert found[0].state == state


def test_a_composite_says_how_each_part_goes():
    found = evaluate(BOTH, facts([scored(4), rated(4)], [scored(3), rated(4)]))

    assert [(part.code, part.result_text) for part in found.parts] == [
        ("MP5a", "1 af 2"),
        ("MP4", "2 af 2"),
    ]


def test_a_unit_counts_in_the_cluster_where_it_was_on_the_day_of_stock():
    moved = Unit(1, "Solsikken")
    until_may = UnitPeriod(moved, to_on=datetime.date(2026, 5, 31))
    known = Facts(
        TODAY, placed=[until_may], readings={1: [rated(4, year=2025), rated(4, year=2026)]}
    )

    found = evaluate(TILSYN, known)

    assert found.units == 0
    assert evaluate(TILSYN, known, year=2025).units == 1


UNIT_FACTS = [
    [rated(4)], [rated(1)], [light()], [], [UnitReading(NOW, 2026, is_suppressed=True)],
    [rated(3, of=BEFORE)], [rated(4, respondents=1)], [light(), rated(4, year=2024)],
]  # fmt: skip


@pytest.mark.parametrize("unrated", ["leave_out", "carry_forward", "met", "not_met"])
@pytest.mark.parametrize("aggregation", ["all", "share", "count"])
@pytest.mark.parametrize("on", [TODAY, NEW_YEAR])
def test_every_unit_is_counted_exactly_once_and_nothing_is_reached_on_nothing(
    unrated, aggregation, on
):
    rule = replace(TILSYN, unrated=unrated, aggregation=aggregation)
    for combination in product(UNIT_FACTS, repeat=2):
        found = evaluate(rule, facts(*combination, threshold=3, on=on))

        assert found.counted + found.not_rated + found.missing + found.suppressed == found.units
        assert found.met <= found.counted
        assert found.status != "met" or (found.has_target and found.counted)
        for year in found.trend:
            assert year.counted + year.not_rated + year.missing + year.suppressed == year.units


def test_what_an_evaluation_says_does_not_depend_on_the_order_of_units():
    units = [[rated(4)], [light()], [rated(2)]]

    assert counts(evaluate(TILSYN, facts(*units))) == counts(evaluate(TILSYN, facts(*units[::-1])))
