"""Days as people write them: what is read, what is asked, what is left alone."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.spreadsheets.danish_values import NotUnderstood, danish_date, is_missing, is_suppressed
from imports.arranging.cells import read_dates

DAY = datetime.date(2026, 5, 12)
MONDAY = datetime.date(2026, 3, 16)
#: Cells that say nothing, or that there are too few answers to say it.
GAPS = ["", "-", "–", "..", "i.a.", "Ikke besvaret", "*", "**", "<5", "< 5", "."]


def dates(*cells):
    return read_dates("Dato", cells, {})


def values(question):
    return [choice.value for choice in question.choices]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("12/5-26", DAY),
        ("12/5-2026", DAY),
        ("12/5 2026", DAY),
        ("12/5 26", DAY),
        ("12 / 5 / 2026", DAY),
        ("12. 5. 2026", DAY),
        ("12. 5. 26", DAY),
        ("12.5-2026", DAY),
        ("12 5 2026", DAY),
        ("12/5'26", DAY),
        ("d. 12/5 2026", DAY),
        ("d. 12-05-2026", DAY),
        ("Den 12. maj 2026", DAY),
        ("pr. 12.05.2026", DAY),
        ("Dato: 12-05-2026", DAY),
        ("12. maj 26", DAY),
        ("12.maj.2026", DAY),
        ("12-maj-26", DAY),
        ("12-maj-2026", DAY),
        ("12maj2026", DAY),
        ("12 May 2026", DAY),
        ("May 12, 2026", DAY),
        ("tirsdag d. 12. maj 2026", DAY),
        ("Tirsdag den 12. maj 2026", DAY),
        ("tirs. 12/5-26", DAY),
        ("12-05-2026 10:30", DAY),
        ("12-05-26 10:30", DAY),
        ("12.05.2026 10.30", DAY),
        ("12.05.2026 kl. 10.30", DAY),
        ("12. maj 2026 kl. 9", DAY),
        ("2026-05-12T10:30:00", DAY),
        ("2026-05-12 10:30:15.250", DAY),
        ("2026-05-12T10:30:00+02:00", DAY),
        ("2026/5/12", None),  # the strict reader takes it
        ("2026 05 12", DAY),
        ("20260512", DAY),
        (20260512, DAY),
        ("12052026", DAY),
        ("46154", DAY),
        ("46154,5", DAY),
        ("46154.375", DAY),
        (46154.5, DAY),
        ("uge 12 2026", MONDAY),
        ("Uge 12, 2026", MONDAY),
        ("uge 12/2026", MONDAY),
        ("uge 12-2026", MONDAY),
        ("uge 12 (2026)", MONDAY),
        ("12. uge 2026", MONDAY),
        ("2026 uge 12", MONDAY),
        ("2026-W12", MONDAY),
        ("U12 2026", MONDAY),
        ("uge 53 2026", datetime.date(2026, 12, 28)),
        ("3. sept 26", datetime.date(2026, 9, 3)),
        ("1. okt 26", datetime.date(2026, 10, 1)),
        ("12\u00a0/ 5\u00a02026", DAY),
        ("12–5–2026 kl. 10", DAY),
    ],
)
def test_a_day_that_can_be_no_other_is_read(cell, day):
    read = dates(cell)

    assert not read.questions
    assert read.replaced == ({} if day is None else {cell: day})


@pytest.mark.parametrize(
    "cell",
    [
        *GAPS,
        DAY,
        datetime.datetime(2026, 5, 12, 10, 30),  # noqa: DTZ001
        46154,
        46154.0,
        "12-05-2026",
        "12.5.2026",
        "11/2/26",
        "2026-05-12",
        "2026-05-12 00:00:00",
        "12. maj 2026",
        "1. dec. 2026",
        # What nobody can read: the strict reader says so.
        "31/4-26",
        "30-02-2026",
        "29/2-25",
        "uge 54 2026",
        "uge 53 2025",
        "32. maj 2026",
        "hej",
        "ukendt",
        "12,5",
        12.5,
        7,
        -3,
        99999999,
        "1234567890",
        "12/13/14/15",
        "x" * 500,
    ],
)
def test_a_day_that_is_read_already_and_what_is_none_stay(cell):
    assert not dates(cell).replaced
    assert not dates(cell).questions


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("maj 2026", ["01-05-2026", "15-05-2026", "31-05-2026"]),
        ("Maj-26", ["01-05-2026", "15-05-2026", "31-05-2026"]),
        ("maj måned 2026", ["01-05-2026", "15-05-2026", "31-05-2026"]),
        ("primo maj 2026", ["01-05-2026", "15-05-2026", "31-05-2026"]),
        ("ultimo maj 2026", ["31-05-2026", "15-05-2026", "01-05-2026"]),
        ("medio maj 2026", ["15-05-2026", "01-05-2026", "31-05-2026"]),
        ("5/2026", ["01-05-2026", "15-05-2026", "31-05-2026"]),
        ("2026-05", ["01-05-2026", "15-05-2026", "31-05-2026"]),
        ("202605", ["01-05-2026", "15-05-2026", "31-05-2026"]),
        ("2026", ["01-01-2026", "31-12-2026"]),
        (2026, ["01-01-2026", "31-12-2026"]),
        ("2. kvartal 2026", ["01-04-2026", "30-06-2026"]),
        ("Q2 2026", ["01-04-2026", "30-06-2026"]),
        ("2026 Q2", ["01-04-2026", "30-06-2026"]),
        ("forår 2026", ["01-03-2026", "31-05-2026"]),
        ("efteråret 2026", ["01-09-2026", "30-11-2026"]),
        ("12.-14. maj 2026", ["12-05-2026", "14-05-2026"]),
        ("12-14/5 2026", ["12-05-2026", "14-05-2026"]),
        ("30/4 - 2/5 2026", ["30-04-2026", "02-05-2026"]),
        ("12. og 13. maj 2026", ["12-05-2026", "13-05-2026"]),
        ("12-05-2026 til 14-05-2026", ["12-05-2026", "14-05-2026"]),
        ("mellem 12/5-26 og 13/5-26", ["12-05-2026", "13-05-2026"]),
        ("12/5-2026 (aflyst)", ["12-05-2026"]),
        ("12-05-2026 – opfølgning", ["12-05-2026"]),
        ("onsdag d. 12. maj 2026", ["12-05-2026"]),
        ("12. febuar 2026", ["12-02-2026"]),
        ("12. mjaj 2026", ["12-05-2026"]),
        ("uge 12-26", ["16-03-2026"]),
        ("uge 12-13 2026", ["16-03-2026", "23-03-2026"]),
        ("120526", ["12-05-2026", "26-05-2012"]),
        ("41226", ["13-11-2012", "04-12-2026"]),
        ("2026-05-11T22:30:00Z", ["12-05-2026", "11-05-2026"]),
    ],
)
def test_a_text_that_tells_no_single_day_is_asked_about(cell, days):
    read = dates(cell)

    (question,) = read.questions
    assert not read.replaced
    assert values(question)[: len(days)] == days
    assert values(question)[-1] == ".."
    assert (question.id, question.kind, question.proposed) == (f"cell:Dato:{cell}", "cell", "")
    assert question.takes_text


def test_a_day_without_its_year_is_asked_about_with_the_years_of_the_others():
    read = dates("12/5", "uge 12", "3/9-26", "01-02-2026", "01-02-2025")

    assert [values(question)[:2] for question in read.questions] == [
        ["12-05-2026", "12-05-2025"],
        ["16-03-2026", "17-03-2025"],
    ]
    assert not dates("12/5", "uge 12").questions


@pytest.mark.parametrize(
    ("answer", "cell"),
    [
        ("01-05-2026", datetime.date(2026, 5, 1)),
        ("12/5-26", DAY),
        ("7. maj 2026", datetime.date(2026, 5, 7)),
        ("..", ""),
        ("", ""),
    ],
)
def test_an_answer_is_a_day_or_nothing(answer, cell):
    read = read_dates("Dato", ["maj 2026"] * 3, {"cell:Dato:maj 2026": answer})

    assert read.replaced == {"maj 2026": cell}
    assert read.questions[0].count == 3


@pytest.mark.parametrize("answer", ["engang i maj", "juni 2026", "31-04-2026"])
def test_an_answer_that_is_no_day_is_none(answer):
    read = read_dates("Dato", ["maj 2026"], {"cell:Dato:maj 2026": answer})

    assert not read.replaced
    assert read.questions


def test_a_month_that_stands_first_is_asked_about_once_for_the_column():
    cells = ["05/13/2026", "05/12/2026", "3/4/26", "2026-05-12"]
    read = read_dates("Dato", cells, {})

    (question,) = read.questions
    assert (question.id, question.kind, question.proposed) == (
        "unit:Dato:order",
        "unit",
        "month first",
    )
    assert not read.replaced

    read = read_dates("Dato", cells, {"unit:Dato:order": "month first"})
    assert read.replaced == {
        "05/13/2026": datetime.date(2026, 5, 13),
        "05/12/2026": DAY,
        "3/4/26": datetime.date(2026, 3, 4),
    }
    assert not read_dates("Dato", cells, {"unit:Dato:order": "day first"}).replaced
    assert not read_dates("Dato", cells, {"unit:Dato:order": "whatever"}).replaced


def test_both_orders_in_one_column_propose_none():
    (question,) = read_dates("Dato", ["05/13/2026", "13/05/2026"], {}).questions

    assert question.proposed == ""


def test_a_year_of_two_digits_that_stands_first_is_asked_about():
    cells = ["26-05-12", "26-05-13", "26-06-01"]
    (question,) = read_dates("Dato", cells, {}).questions

    assert values(question) == ["year first", "day first"]
    read = read_dates("Dato", cells, {question.id: "year first"})
    assert list(read.replaced.values()) == [
        DAY,
        datetime.date(2026, 5, 13),
        datetime.date(2026, 6, 1),
    ]
    assert not read_dates("Dato", ["26-05-12", "27-05-13", "26-06-01"], {}).questions


@given(st.dates(min_value=datetime.date(2000, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_every_day_is_read_however_it_is_written(day):
    year, week, _weekday = day.isocalendar()
    texts = [
        f"{day.day}/{day.month}-{day.year}",
        f"d. {day.day}. {day.month}. {day.year}",
        f"{day:%d-%m-%Y} kl. 10.30",
        f"{day:%Y%m%d}",
    ]
    read = dates(*texts, f"uge {week} {year}")

    assert {read.replaced[text] for text in texts} == {day}
    monday = read.replaced[f"uge {week} {year}"]
    assert monday.isocalendar()[:2] == (year, week)
    assert monday.weekday() == 0


@given(st.text(max_size=40) | st.floats(allow_nan=False) | st.integers())
def test_whatever_stands_there_is_read_as_the_strict_reader_reads_it_or_left_to_it(cell):
    read = dates(cell)
    try:
        danish_date(cell)
        stands = True
    except NotUnderstood:
        stands = is_missing(cell) or is_suppressed(cell)

    assert not (stands and cell in read.replaced)
    assert all(isinstance(day, datetime.date) for day in read.replaced.values())
