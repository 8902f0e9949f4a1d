"""Numbers as people write them: what is read, what is asked, what is left alone."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.spreadsheets.danish_values import NotUnderstood, danish_decimal
from imports.arranging.cells import answer_to, read_numbers
from tests.test_arranging_cells import GAPS, values

PERCENT = {"lowest": 0, "highest": 100, "is_percent": True}
FROM_1_TO_5 = {"lowest": Decimal(1), "highest": Decimal(5)}


def numbers(*cells, lowest=None, highest=None, is_percent=False, heading="Tal", answers=None):
    return read_numbers(
        heading,
        cells,
        lowest=lowest,
        highest=highest,
        is_percent=is_percent,
        answers=answers or {},
    )


@pytest.mark.parametrize(
    ("cell", "number", "column"),
    [
        ("60 pct.", "60", PERCENT),
        ("60 pct", "60", PERCENT),
        ("60pct", "60", PERCENT),
        ("60 PCT.", "60", PERCENT),
        ("60 procent", "60", PERCENT),
        ("60,5 procent", "60,5", PERCENT),
        ("6.4%", "6,4", PERCENT),
        ("6.4 %", "6,4", PERCENT),
        ("6.4 pct.", "6,4", PERCENT),
        ("% 60", "60", PERCENT),
        ("0.5 %", "0,5", PERCENT),
        ("1.250 %", "1,25", PERCENT),  # 1250 is no share of anything
        ("-2.5 %", "-2,5", {"is_percent": True}),
        ("4.1", "4,1", {}),
        ("4.1", "4,1", FROM_1_TO_5),
        ("3.400", "3,4", FROM_1_TO_5),
        ("0.125", "0,125", {}),
        ("-0.5", "-0,5", {}),
        ("12.25", "12,25", {}),
        ("1.250", "1,25", FROM_1_TO_5),
        ("1.250", "1250", {"lowest": 100, "highest": 5000}),
        ("1,250.5", "1250,5", {}),
        ("1,250,000", "1250000", {}),
        ("1 250.5", "1250,5", {}),
        ("'12.5", "12,5", {}),
        ("12 dage", "12", {"heading": "Fravær (dage)"}),
        ("12,5 dage", "12,5", {"heading": "Fravær i dage"}),
        ("21.7 årsværk", "21,7", {"heading": "Stillinger, årsværk"}),
        ("12\u00a0dage", "12", {"heading": "Dage"}),
    ],
)
def test_a_number_that_can_be_no_other_is_read(cell, number, column):
    read = numbers(cell, **column)

    assert read.replaced == {cell: number}
    assert not read.questions
    assert danish_decimal(number) == Decimal(number.replace(",", "."))


@pytest.mark.parametrize(
    "cell",
    [
        *GAPS,
        "3,4",
        "12",
        "1.250,5",
        "1.250.000",
        "1 250,5",
        "82,0 %",
        "61%",
        "\u22123,4",
        3.4,
        7,
        1250.5,
        "1,250",  # one and a quarter, unless the column has decimal points
        # What nobody can read: the strict reader says so.
        "60-70",
        "5 af 12",
        "3/4",
        "12 13",
        "1.2.3",
        "1,2,3",
        "tre",
        "ved ikke",
        "1e5",
        "NaN",
        "9" * 60,
        "60 pct. af 12",
    ],
)
@pytest.mark.parametrize("column", [{}, {"lowest": 0, "highest": 100, "is_percent": True}])
def test_a_number_that_is_read_already_and_what_is_none_stay(cell, column):
    assert not numbers(cell, **column).replaced
    assert not numbers(cell, **column).questions


@pytest.mark.parametrize("cell", ["60 pct.", "6.4%", "60 procent"])
def test_a_share_is_none_where_no_per_cent_are_meant(cell):
    read = numbers(cell, **FROM_1_TO_5)

    assert (dict(read.replaced), read.questions) == ({}, ())


@pytest.mark.parametrize(
    ("cells", "proposed"),
    [
        (["1.250"], ""),
        (["1.250", "12"], ""),
        (["3,4", "1.250"], "decimal comma"),
        (["12.5", "1,250"], "decimal point"),
        (["12.5", "3,4", "1.250"], ""),
    ],
)
def test_a_point_that_may_be_either_is_asked_about_once_for_the_column(cells, proposed):
    read = numbers(*cells, heading="Børn")

    (question,) = read.questions
    assert (question.id, question.kind) == ("unit:Børn:separators", "unit")
    assert question.proposed == proposed
    assert values(question) == ["decimal comma", "decimal point"]
    assert not {"1.250", "1,250"} & set(read.replaced)


@pytest.mark.parametrize(
    ("cells", "answer", "read"),
    [
        (["1.250", "2.500"], "decimal comma", {"1.250": "1250", "2.500": "2500"}),
        (["1.250", "2.500"], "decimal point", {"1.250": "1,25", "2.500": "2,5"}),
        (["12.5", "1,250"], "decimal point", {"12.5": "12,5", "1,250": "1250"}),
        (["12.5", "1,250"], "decimal comma", {"12.5": "12,5"}),
        (["12.5", "1,250"], "whatever", {"12.5": "12,5"}),
        # The others say it: nobody is asked.
        (["12.5", "1.250"], "", {"12.5": "12,5", "1.250": "1,25"}),
        (["1,250.5", "1.250"], "", {"1,250.5": "1250,5", "1.250": "1,25"}),
        (["1.250,5", "1.250"], "", {"1.250": "1250"}),
        (["1.250.000", "2.500"], "", {"2.500": "2500"}),
        (["3,4", "4.1"], "", {"4.1": "4,1"}),
    ],
)
def test_points_and_commas_are_told_apart_by_the_column_or_by_the_answer(cells, answer, read):
    answers = {"unit:Tal:separators": answer} if answer else {}

    assert numbers(*cells, answers=answers).replaced == read


@pytest.mark.parametrize(
    ("cells", "beside"),
    [
        (["ca. 60", "ca. 61"], "ca."),
        (["12 timer", "13 timer", "7"], "timer"),
        (["7*", "8*"], "*"),
        (["kr. 12"], "kr."),
        (["12,-"], ",-"),
    ],
)
def test_what_stands_beside_numbers_is_asked_about_once(cells, beside):
    id_ = f"unit:Tal:{beside}"
    (question,) = numbers(*cells).questions
    strange = [cell for cell in cells if cell != "7"]

    assert (question.id, question.count) == (id_, len(strange))
    assert not numbers(*cells).replaced
    assert set(numbers(*cells, answers={id_: "number"}).replaced) == set(strange)
    assert set(numbers(*cells, answers={id_: ".."}).replaced.values()) == {""}
    assert not numbers(*cells, answers={id_: "leave"}).replaced


@pytest.mark.parametrize(
    "cells",
    [
        [0.061, 0.185],
        ["0,061", "0,185"],
        ["0.061", "0.185"],
        [0.061, 0.0, 1.0],
        [1, 0, 1],
        ["60 %", 0.583],
        [58, 61.5, 0.583],
    ],
)
def test_a_share_of_one_where_per_cent_is_meant_is_asked_about_once(cells):
    (question,) = numbers(*cells, **PERCENT).questions

    assert (question.id, question.kind, question.proposed) == ("unit:Tal", "unit", "")
    assert values(question) == ["fraction", "percent"]
    assert not numbers(*cells, is_percent=False).questions


@pytest.mark.parametrize(
    "cells",
    [
        ["0,5 %", "0,8 %"],
        [0, 0.0],
        [5.9, 6.4, 0.8],  # few are ill
        [1.2, 0.9, 0.3],
        [58, 61],
        ["0,6 pct."],
    ],
)
def test_small_shares_that_can_well_be_per_cent_are_not_asked_about(cells):
    assert not numbers(*cells, **PERCENT).questions


@pytest.mark.parametrize(
    ("cell", "percent"),
    [(0.061, 6.1), (0.583, 58.3), (1, 100.0), ("0,061", "6,1"), ("0.07", "7"), (0.29, 29.0)],
)
def test_a_share_of_one_is_a_hundredfold_when_it_is_answered_so(cell, percent):
    fraction = numbers(cell, **PERCENT, answers={"unit:Tal": "fraction"})
    per_cent = numbers(cell, **PERCENT, answers={"unit:Tal": "percent"})

    assert fraction.replaced == {cell: percent}
    assert per_cent.replaced == ({"0.07": "0,07"} if cell == "0.07" else {})


def test_a_share_with_its_sign_stays_when_the_others_are_shares_of_one():
    read = numbers("60 %", 0.583, **PERCENT, answers={"unit:Tal": "fraction"})

    assert read.replaced == {0.583: 58.3}


@pytest.mark.parametrize(
    ("day", "offered"),
    [
        (datetime.date(2026, 4, 3), ["3,4", "3,04", ".."]),
        (datetime.date(2026, 12, 4), ["4,12", ".."]),
        (datetime.date(2026, 4, 30), None),
    ],
)
def test_a_day_that_was_a_number_is_asked_about(day, offered):
    read = numbers(day, **FROM_1_TO_5)

    assert [values(question) for question in read.questions] == ([offered] if offered else [])
    assert not read.replaced


def test_an_answer_that_is_no_choice_is_none():
    (question,) = numbers(0.061, **PERCENT).questions

    assert answer_to(question, {"unit:Tal": "fraction"}) == "fraction"
    assert answer_to(question, {"unit:Tal": "perhaps"}) is None
    assert answer_to(question, {}) is None


@given(st.decimals(min_value=-1000, max_value=1000, places=1))
def test_a_decimal_point_is_read_as_a_comma(number):
    text = str(number)
    read = numbers(text)

    assert danish_decimal(read.replaced.get(text, text)) == number


@given(st.lists(st.text(max_size=30) | st.floats(0, 100) | st.integers(0, 100), max_size=8))
def test_without_an_answer_every_number_stays_what_the_strict_reader_makes_of_it(cells):
    for cell, instead in numbers(*cells, **PERCENT).replaced.items():
        assert isinstance(instead, str)
        danish_decimal(instead)
        with pytest.raises(NotUnderstood):
            danish_decimal(cell)
