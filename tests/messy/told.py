"""What a file tells beside its table: its year, its abbreviations, and what is asked of it."""

import datetime

from tests.messy.case import mess, values
from tests.messy.contents import (
    ADJUST,
    BY_NAME,
    CELLS,
    CHANGE,
    KEEP,
    LEG,
    NAMES,
    RATED,
    SAMSPIL,
    SICK,
)
from tests.messy.writing import ods, text, xlsx

RATES = ("6,1", "4,4", "5,0")
TABLE = [("Dagtilbud", "Sygefravær (pct.)"), *zip(NAMES, RATES, strict=True)]
ASKS = "stiller 1 spørgsmål"

# --- The year -------------------------------------------------------------------------------------


@mess(SICK, options=BY_NAME, file="udtraek.csv")
def a_year_in_the_title_beside_the_day_it_was_printed():
    return text([("Sygefravær i kommunens huse 2025",), ("Udskrevet den 7. januar 2026",), *TABLE])


@mess(SICK, options=BY_NAME)
def a_year_in_the_day_of_a_count():
    return xlsx([("Opgjort pr. 31.12.2025, hele året",), (), *TABLE])


@mess(SICK, options=BY_NAME, file="sygefravær 2025.csv")
def a_year_in_the_name_of_the_file():
    return text(TABLE)


@mess(SICK, options=BY_NAME, file="data.csv")
def a_year_in_the_filter_below():
    return text([*TABLE, (), ("Filtre: Årstal er 2025 og Forvaltning er Børn og Unge",)])


@mess(SICK, options=BY_NAME, file="rapport.csv")
def a_year_in_the_period_of_a_report():
    head = [("Lønrapport FR-9", "", "Dannet 04-01-2026"), ("Periode: 01-01-2025 til 31-12-2025",)]
    return text([*head, *TABLE])


@mess(refused=ASKS, options=BY_NAME)
def a_title_with_two_years_is_asked_about():
    return xlsx([("Sygefravær 2024 og 2025",), *TABLE])


@mess(refused=ASKS, options=BY_NAME)
def a_title_with_the_year_before_alone_is_asked_about():
    return xlsx([("Sygefravær – udvikling siden 2024",), *TABLE])


@mess(refused=ASKS, options=BY_NAME, file="fravær 2026.csv")
def a_title_and_a_file_of_two_years_are_asked_about():
    return text([("Sygefravær 2025",), *TABLE])


@mess(refused=ASKS, options=BY_NAME)
def a_year_beside_a_later_one_in_brackets_is_asked_about():
    return xlsx([("Sygefravær 2025 (foreløbige tal for 2026)",), *TABLE])


@mess(refused=ASKS, options=BY_NAME)
def a_school_year_is_asked_about():
    return xlsx([("Sygefravær skoleåret 2024/25",), *TABLE])


@mess(refused=ASKS, options=BY_NAME, file="data_2026-01-05.csv")
def a_day_in_the_name_of_a_file_is_asked_about():
    return text(TABLE)


@mess(values("2025-2", "Position", "80", "75", "80"), options=BY_NAME)
def a_round_in_the_name_of_the_sheet():
    counts = ((20, 4, 1), (15, 3, 2), (16, 2, 2))
    rows = [(name, sum(one), *one) for name, one in zip(NAMES, counts, strict=True)]
    head = ("Hus", "Vurderet i alt", "Grøn", "Gul", "Rød")
    return xlsx([head, *rows], title="Efteråret 2025")


# --- Abbreviations --------------------------------------------------------------------------------

CODES = {KEEP: "A", ADJUST: "B", CHANGE: "C"}
CODED = [(name, *map(CODES.get, cells)) for name, cells in zip(NAMES, CELLS, strict=True)]


@mess(RATED, options=BY_NAME)
def letters_and_headings_with_their_meaning_on_another_sheet():
    legend = [("Tegn", "Står for"), *((code, step) for step, code in CODES.items())]
    legend += [(), ("T1", SAMSPIL), ("T2", LEG)]
    rows = [("Tilsyn 2026",), (), ("Institution", "T1", "T2"), *CODED]
    return xlsx(rows, title="Karakterer", more=[("Tegnforklaring", legend)])


@mess(RATED, options=BY_NAME, file="tilsyn.csv")
def letters_with_their_meaning_in_a_line_below():
    line = f"Tegn: A = {KEEP}; B = {ADJUST}; C = {CHANGE}"
    return text([("Tilsyn 2026",), ("Institution", SAMSPIL, LEG), *CODED, (), (line,)])


@mess(
    [*RATED, *values("2026", "Sprog og bevægelse", KEEP, ADJUST, numbers=("9101", "9301"))],
    options=BY_NAME,
)
def letters_among_which_one_means_no_rating():
    line = f"A = {KEEP}, B = {ADJUST}, C = {CHANGE}, U = ikke vurderet i år"
    rows = [(*row, code) for row, code in zip(CODED, "AUB", strict=True)]
    head = ("Hus", SAMSPIL, LEG, "Sprog og bevægelse")
    return xlsx([("Tilsyn 2026",), head, *rows, (), (line,)])


@mess(refused="spørgsmål", options=BY_NAME)
def letters_that_two_lines_explain_otherwise_are_asked_about():
    lines = [(f"A = {KEEP}, B = {ADJUST}",), (f"A = {CHANGE}, C = {CHANGE}",)]
    return xlsx([("Tilsyn 2026",), ("Hus", SAMSPIL, LEG), *CODED, (), *lines])


@mess(
    [("9101", "2025", "Sygefravær", "6,1"), ("9201", "2025", "Sygefravær", "hidden")],
    options=BY_NAME,
    file="data.csv",
)
def a_dash_that_a_note_says_is_held_back():
    rows = [(NAMES[0], "6,1"), (NAMES[1], "–")]
    note = "–: færre end fem medarbejdere"
    return text([("Sygefravær 2025",), TABLE[0], *rows, (), (note,)])


@mess(SICK, options=BY_NAME, file="huse.ods")
def short_names_of_places_with_a_key_below():
    rows = [("Sol", 6.1), ("Ege", 4.4), ("Regn", 5.0)]
    key = "Sol = Solsikken, Ege = Egernet, Regn = Regnbuen"
    return ods([("Sygefravær 2025",), TABLE[0], *rows, (), (key,)])


# --- Figures --------------------------------------------------------------------------------------

FELT = values("2025", "Trivsel", "6", "5,4", "5,8")
PAIRS = ("6,0 ↑ [5,8]", "5,4 ↓ [5,6]", "5,8 [n/a]")


@mess(FELT, options=BY_NAME, answers={"unit:*:()": "first"})
def figures_with_those_of_the_time_before_in_brackets():
    rows = zip(NAMES, PAIRS, strict=True)
    return xlsx([("Trivselsmåling 2025",), ("Enhed", "Trivsel og motivation"), *rows])


@mess(refused=ASKS, options=BY_NAME)
def figures_with_others_in_brackets_are_asked_about():
    rows = zip(NAMES, PAIRS, strict=True)
    return xlsx([("Trivselsmåling 2025",), ("Enhed", "Trivsel og motivation"), *rows])


@mess(FELT, options=BY_NAME, file="data.csv")
def figures_with_how_many_answered_in_brackets():
    rows = zip(NAMES, ("6,0 (n=21)", "5,4 (n = 18)", "5,8 (n=30)"), strict=True)
    return text([("Trivsel 2025",), ("Enhed", "Trivsel og motivation"), *rows])


# --- Headings -------------------------------------------------------------------------------------

STAFF = [
    *values("2025", "Sygefravær", "6,1", "4,4", "5"),
    *values("2025", "Sygefravær, dage", "14,2", "10,1", "11,6"),
    *values("2025", "Stillinger", "19,5", "11,2", "14"),
]
DAYS, POSTS = (14.2, 10.1, 11.6), (19.5, 11.2, 14.0)


@mess(STAFF, options=BY_NAME)
def headings_that_are_cut_where_the_column_ends():
    rows = zip(NAMES, (6.1, 4.4, 5.0), DAYS, POSTS, strict=True)
    head = ("Hus", "Sygefraværspct.", "Fraværsdagsværk pr. fuldti", "Årsværk")
    return xlsx([("Personale 2025",), head, *rows])


@mess(STAFF[:3] + STAFF[6:], options=BY_NAME, answers={"column:Dagsv.": "-"})
def figures_between_others_that_nobody_knows_are_asked_about():
    rows = zip(NAMES, (6.1, 4.4, 5.0), (270, 115, 160), POSTS, strict=True)
    head = ("Hus", "Sygefravær i procent", "Dagsv.", "Fuldtidsstillinger")
    return xlsx([("Personale 2025",), head, *rows])


@mess(refused=ASKS, options=BY_NAME)
def figures_between_others_under_two_letters_are_never_dropped():
    rows = zip(NAMES, (6.1, 4.4, 5.0), (14.2, 10.1, 11.6), POSTS, strict=True)
    head = ("Hus", "Sygefravær i procent", "DV", "Fuldtidsstillinger")
    return xlsx([("Personale 2025",), head, *rows])


@mess(refused=ASKS, options=BY_NAME)
def a_sum_that_begins_as_a_rate_does_is_never_taken_for_it():
    rows = zip(NAMES, (6.1, 4.4, 5.0), (270, 115, 160), POSTS, strict=True)
    head = ("Hus", "Sygefravær i procent", "Fraværsdagsværk", "Fuldtidsstillinger")
    return xlsx([("Personale 2025",), head, *rows])


@mess(SICK, options=BY_NAME, file="data.csv")
def departments_behind_the_numbers_of_places():
    rows = [("9101-01 SOLSIKKEN", "6,1"), ("9201-01 EGERNET", "4,4"), ("9301-01 REGNBUEN", "5,0")]
    return text([("Fraværsrapport 2025",), ("Org.enhed", "Sygefravær i procent"), *rows])


@mess(
    [
        ("9101", "2026-03-03", "Relationer", "4", "Rød"),
        ("9101", "2026-03-03", "Relationer", "3,5", "Blå"),
        ("9201", "2026-03-03", "Relationer", "3", "Store"),
    ],
    options=BY_NAME,
    file="obs.csv",
)
def a_place_and_its_room_in_one_cell_under_a_heading_of_both():
    day = datetime.date(2026, 3, 3).strftime("%d-%m-%Y")
    rows = [
        ("Solsikken/Rød", day, "4,0"),
        ("Solsikken (9101)/Blå", day, "3,5"),
        ("Egernet/Store", day, "3,0"),
    ]
    line = "Rel = Relationer"
    return text([("Hus/stue", "Obs.dato", "Rel"), *rows, (), (line,)])
