"""Marks and columns that nobody knows beside others: read, or asked about, and never lost."""

from tests.messy.case import NUMBERS, mess, values
from tests.messy.contents import (
    ADJUST,
    BY_NAME,
    CHANGE,
    KEEP,
    LEG,
    NAMES,
    NEW,
    RATED,
    SAMSPIL,
)
from tests.messy.writing import text, xlsx

ANEW = [
    *values("2026", "Samspil og relationer", KEEP, NEW, KEEP),
    *values("2026", "Fællesskaber og leg", ADJUST, CHANGE, NEW),
]


def crosses(last):
    """Crosses under the steps, with the last of them called so."""
    steps = (KEEP, ADJUST, CHANGE, NEW)
    told = [(name, SAMSPIL, step) for name, step in zip(NAMES, (KEEP, NEW, KEEP), strict=True)]
    told += [(name, LEG, one) for name, one in zip(NAMES, (ADJUST, CHANGE, NEW), strict=True)]
    rows = [
        (name, topic, *("(x)" if one == step else "" for one in steps))
        for name, topic, step in told
    ]
    return xlsx([("Tilsyn 2026",), (), ("Hus", "Tema", KEEP, ADJUST, CHANGE, last), *rows])


@mess(ANEW, options=BY_NAME)
def crosses_in_brackets_under_a_step_that_is_cut():
    return crosses("Iværksætte ny")


@mess(refused=".", options=BY_NAME)
def crosses_under_what_is_no_step_of_ours_are_never_lost():
    return crosses("Helt forfra")


POSITIONS = values("2026-1", "Position", "80", "75", "80")
COUNTS = ((20, 4, 1), (15, 3, 2), (16, 2, 2))


@mess(POSITIONS, options=BY_NAME)
def steps_behind_small_words():
    rows = [(number, sum(one), *one) for number, one in zip(NUMBERS, COUNTS, strict=True)]
    head = ("Nummer", "Vurderede i alt", "I grøn", "I gul", "I rød")
    return xlsx([("TOPI foråret 2026",), (), head, *rows])


WHOLE = [
    *values("2024", "Sygefravær", "6,1", "4,4", "5"),
    *values("2025", "Sygefravær", "5,9", "4", "6"),
]


def kinds_of_absence(last):
    head = ("Hus", "2024", "", "", "2025", "", "")
    parts = ("", "Kort", "Langt", last, "Kort", "Langt", last)
    figures = ((2.1, 4.0, 6.1, 2.9, 3.0, 5.9), (2.4, 2.0, 4.4, 2.0, 2.0, 4.0), (2, 3, 5, 3, 3, 6))
    rows = [(name, *one) for name, one in zip(NAMES, figures, strict=True)]

    def merged(sheet):
        sheet.merge_cells("B2:D2")
        sheet.merge_cells("E2:G2")

    return xlsx([("Sygefraværsprocent",), head, parts, *rows], shape=merged)


@mess(WHOLE, options=BY_NAME)
def parts_of_a_year_beside_their_sum():
    return kinds_of_absence("I alt")


@mess(refused=".", options=BY_NAME)
def parts_of_a_year_without_their_sum_are_never_the_year():
    return kinds_of_absence("Øvrigt")


@mess(
    [(*one[:1], year, *one[2:]) for year in ("2025", "2026") for one in RATED],
    options=BY_NAME,
)
def two_sheets_of_years_in_two_digits():
    steps = (KEEP, ADJUST, KEEP), (ADJUST, CHANGE, KEEP)
    rows = ("Hus", SAMSPIL, LEG), *zip(NAMES, *steps, strict=True)
    return xlsx(rows, title="25", more=[("26", rows)])


@mess(values("2025", "Sygefravær", "6,1", "4,4", "5"), options=BY_NAME, file="fravær 2025.csv")
def letters_that_were_written_as_utf_8_twice():
    rows = [("Dagtilbud", "Sygefravær i procent"), *zip(NAMES, ("6,1", "4,4", "5,0"), strict=True)]
    return text(rows).decode().encode().decode("cp1252").encode()


@mess(values("2025", "Pædagogandel", "68,7", "52,7", "53,1"), options=BY_NAME)
def a_figure_of_staff_that_begins_as_one_of_normering():
    rows = zip(NAMES, (13, 8.2, 21.2), (68.7, 52.7, 53.1), strict=True)
    return xlsx([("Personaletal 2025",), ("Institution", "Løn", "Pæd.andel pct."), *rows])
