"""Months, quarters and weeks: across, below one another, in columns and sheets of their own."""

import datetime

from tests.messy.case import PLACES, Fact, mess, values
from tests.messy.writing import ods, text, xlsx

BY_NAME = {"accept_names": True}
NAMES = [PLACES[number] for number in ("9101", "9201", "9301")]
SHORT = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
FIGURES = ((4.5, 5.1, 6.2), (3.9, 4.4, 5.0), (7.1, 6.6, 6.9))
TOPIC = {"topic": "Sygefravær i procent"}


def told(*periods: str, topic: str = "Sygefravær") -> list[Fact]:
    """What is stored of the figures, a column for each of these periods."""
    return [
        fact
        for period, cells in zip(periods, zip(*FIGURES, strict=True), strict=True)
        for fact in values(period, topic, *(f"{cell:g}".replace(".", ",") for cell in cells))
    ]


FIRST = told("2026-01", "2026-02", "2026-03")
QUARTERS = told("2025-K1", "2025-K2", "2025-K3")


def across(*headings: object, title: str = "Sygefravær i procent"):
    rows = [(name, *cells) for name, cells in zip(NAMES, FIGURES, strict=True)]
    return xlsx([[title], [], ("Institution", *headings), *rows])


@mess(FIRST, options=BY_NAME)
def months_with_their_years_across():
    return across("januar 2026", "feb. 2026", "mar-26")


@mess(FIRST, options=BY_NAME)
def months_in_figures_across():
    return across("2026-01", "2026-02", "2026-03")


@mess(FIRST, options=BY_NAME)
def months_across_that_excel_made_days_of():
    return across(*(datetime.date(2026, month, 1) for month in (1, 2, 3)))


@mess(FIRST, options=BY_NAME)
def months_below_a_title_with_the_year():
    return across("jan", "feb", "mar", title="Sygefravær i procent 2026")


@mess(QUARTERS, options=BY_NAME)
def quarters_across():
    return across("1. kvt. 2025", "2. kvt. 2025", "3. kvt. 2025")


@mess(QUARTERS, options=BY_NAME)
def quarters_written_as_three_months():
    return across("jan-mar 2025", "apr–jun 2025", "jul.-sep. 2025")


@mess(QUARTERS, options=BY_NAME, answers=TOPIC)
def quarters_across_before_their_letters():
    return across("2025 K1", "2025 K2", "2025 K3", title="Fravær")


@mess(told("2026-U10", "2026-U11", "2026-U12"), options=BY_NAME)
def weeks_across():
    return across("Uge 10 2026", "Uge 11 2026", "Uge 12 2026")


@mess(FIRST, file="fravaer.csv", options=BY_NAME)
def a_month_in_a_column_of_its_own():
    rows = [
        (2026, month, name, f"{cell}".replace(".", ","))
        for name, cells in zip(NAMES, FIGURES, strict=True)
        for month, cell in zip((1, 2, 3), cells, strict=True)
    ]
    return text([("År", "Måned", "Enhed", "Sygefravær i procent"), *rows], encoding="cp1252")


@mess(QUARTERS, file="data.ods")
def a_quarter_in_a_column_of_its_own():
    rows = [
        (number, quarter, 2025, cell)
        for number, cells in zip(("9101", "9201", "9301"), FIGURES, strict=True)
        for quarter, cell in zip(("K1", "2. kvartal", "Q3"), cells, strict=True)
    ]
    return ods([("Institutionsnr.", "Kvartal", "År", "Sygefravær (pct.)"), *rows])


@mess([*FIRST, *values("2026", "Sygefravær", "5,3", "4,4", "6,9")], options=BY_NAME)
def months_below_one_another_with_the_year_among_them():
    rows = [
        (name, month, cell)
        for name, cells, mean in zip(NAMES, FIGURES, (5.3, 4.4, 6.9), strict=True)
        for month, cell in zip(
            ("Jan 2026", "Feb 2026", "Marts 2026", "2026"), (*cells, mean), strict=True
        )
    ]
    return xlsx([("Institution", "Periode", "Sygefravær i procent"), *rows])


@mess(FIRST, options=BY_NAME)
def a_sheet_for_each_month():
    sheets = [
        [("Institution", "Sygefravær i procent"), *zip(NAMES, cells, strict=True)]
        for cells in zip(*FIGURES, strict=True)
    ]
    names = ("Januar 2026", "Februar 2026", "Marts 2026")
    return xlsx(sheets[0], title=names[0], more=[*zip(names[1:], sheets[1:], strict=True)])


def _three_years() -> list[Fact]:
    return [
        (number, f"{year}-{month:02d}", "Sygefravær", f"{place}")
        for place, number in enumerate(("9101", "9201", "9301", "9401"), start=3)
        for year in (2023, 2024, 2025)
        for month in range(1, 13)
    ]


@mess(_three_years(), file="Fravær 2023-2025.xlsx")
def every_month_of_three_years_with_totals():
    head = ("Inst.nr.", "Navn", "År", *SHORT)
    rows = [
        (number, name, year, *[place] * 12)
        for year in (2023, 2024, 2025)
        for place, (number, name) in enumerate(PLACES.items(), start=3)
    ]
    total = ("", "I alt", "", *[4.5] * 12)
    return xlsx([["Sygefravær i procent"], [], head, *rows, total, ["* foreløbige tal"]])


@mess(refused="Marts 2025", options=BY_NAME)
def a_month_that_says_another_year_than_its_row():
    return xlsx(
        [
            ("Institution", "År", "Måned", "Sygefravær i procent"),
            (NAMES[0], 2026, "marts 2025", 4.5),
            (NAMES[1], 2026, "april 2026", 4.4),
        ]
    )


@mess(refused="Sommer", options=BY_NAME)
def what_is_no_month_is_refused():
    rows = [(name, 2026, one, 4.5) for name in NAMES for one in ("Januar", "Sommer")]
    return xlsx([("Institution", "År", "Måned", "Sygefravær i procent"), *rows])


@mess(values("2026", "Samlet tilfredshed", "4,6", "3,4", "3,9"), options=BY_NAME)
def a_month_beside_the_year_of_a_survey_tells_no_more():
    asked = "Hvor tilfreds er du samlet set med dagtilbuddet?"
    rows = [
        (name, 2026, "Marts", asked, cell)
        for name, cell in zip(NAMES, (4.6, 3.4, 3.9), strict=True)
    ]
    return xlsx([("Institution", "År", "Måned", "Spørgsmål", "Gennemsnit (1-5)"), *rows])


@mess(refused="samme periode|same period", options=BY_NAME)
def a_survey_of_every_quarter_is_no_survey_of_the_year():
    asked = "Hvor tilfreds er du samlet set med dagtilbuddet?"
    rows = [(NAMES[0], 2026, quarter, asked, cell) for quarter, cell in (("K1", 4.6), ("K2", 3.4))]
    return xlsx([("Institution", "År", "Kvartal", "Spørgsmål", "Gennemsnit (1-5)"), *rows])


@mess(QUARTERS, options=BY_NAME)
def quarters_with_points_beside_their_target_by_the_name_of_the_sheet():
    head = ("Institution", "1. kvt.", "2. kvt.", "3. kvt.", "Mål 2025", "Status")
    rows = [(name, *cells, 5, "følges") for name, cells in zip(NAMES, FIGURES, strict=True)]
    return xlsx([("Personale 2025",), head, *rows], title="Sygefravær i procent")
