"""What would be lost, or taken for something else, in silence: read, asked about, or refused."""

from tests.messy.case import PLACES, mess, values
from tests.messy.writing import text, xlsx

BY_NAME = {"accept_names": True}
NAMES = [PLACES[number] for number in ("9101", "9201", "9301")]
PERCENT, DAYS, THEME = "Sygefravær i procent", "Fraværsdagsværk pr. fuldtidsansat", "Tema"
SICK = values("2025", "Sygefravær", "6,1", "5,2", "7,3")
FIGURES = (6.1, 5.2, 7.3)


def beside(*columns):
    """The names with what stands beside each."""
    return [(name, *cells) for name, *cells in zip(NAMES, *columns, strict=True)]


# --- Years that lie ahead -------------------------------------------------------------------------


@mess(refused="langt ude i fremtiden|far ahead", options=BY_NAME)
def a_year_far_ahead():
    return xlsx([("Institution", "År", PERCENT), *beside((2025, 2052, 2025), FIGURES)])


@mess(refused="langt ude i fremtiden|far ahead", options=BY_NAME)
def a_month_far_ahead():
    return xlsx([("Institution", "Måned", PERCENT), *beside(["marts 2062"] * 3, FIGURES)])


@mess(refused="langt ude i fremtiden|far ahead", options=BY_NAME)
def a_day_far_ahead():
    head = ("Institution", "Dato", "Stue", "Relationer", "Leg og aktivitet")
    return xlsx([head, ("Solsikken", "12-03-2062", "Rød stue", 3.1, 3.4)])


@mess(refused="langt ude i fremtiden|far ahead", options=BY_NAME)
def a_round_far_ahead():
    head = ("Institution", "Runde", "Grøn", "Gul", "Rød")
    return xlsx([head, ("Solsikken", "Forår 2062", 81, 11, 4)])


# --- Two columns of one thing ---------------------------------------------------------------------


@mess(SICK, answers={"double:": "Fraværsprocent"}, options=BY_NAME)
def two_columns_of_one_topic():
    head = ("Institution", "År", "Sygefravær (pct.)", "Fraværsprocent")
    return xlsx([head, *beside([2025] * 3, (5.0, 5.1, 7.0), FIGURES)])


@mess(values("2025", "Trivsel", "5,8", "5,2", "5,9"), answers={"double:": "Score"}, options=BY_NAME)
def two_columns_of_values():
    head = ("Institution", "År", THEME, "Gennemsnit", "Score")
    theme = ["Trivsel og motivation"] * 3
    return xlsx([head, *beside([2025] * 3, theme, (5.6, 5.6, 5.6), (5.8, 5.2, 5.9))])


@mess(refused="", says=SICK, options=BY_NAME)
def two_columns_of_the_same_figures():
    head = ("Institution", "År", "Sygefravær (pct.)", "Fraværsprocent")
    return xlsx([head, *beside([2025] * 3, FIGURES, FIGURES)])


# --- Another table on the sheet -------------------------------------------------------------------

BELOW = [
    ("Institution", "År", PERCENT),
    *beside([2025] * 3, FIGURES),
    (),
    ("Institution", "År", "Børn på venteliste"),
    *beside([2025] * 3, (3, 1, 0)),
]


@mess(SICK, answers={"header": "1"}, options=BY_NAME)
def a_table_of_something_else_below():
    return xlsx(BELOW)


@mess(values("2025", "Venteliste", "3", "1", "0"), answers={"header": "6"}, options=BY_NAME)
def the_table_below_is_meant():
    return xlsx(BELOW)


# --- Units, titles and counts ---------------------------------------------------------------------

UNITS = (("", "", "dagsværk pr. fuldtidsansat", "procent"),)


@mess(
    [*SICK, *values("2025", "Sygefravær, dage", "13,4", "11", "14,2")],
    answers={"column:Fravær procent": PERCENT},
    options=BY_NAME,
)
def units_in_a_row_of_their_own():
    rows = beside([2025] * 3, (13.4, 11.0, 14.2), FIGURES)
    return xlsx([("Institution", "År", "Fravær", "Fravær"), *UNITS, *rows])


@mess(
    [
        ("9101", "2026", "Samlet tilfredshed", "4,11"),
        ("9201", "2026", "Samlet tilfredshed", "3,9"),
    ],
    file="btu.csv",
    options=BY_NAME,
)
def how_many_answered_is_no_mean():
    question = "Hvor tilfreds er du samlet set med dagtilbuddet?"
    steps = ("Meget utilfreds", "Utilfreds", "Hverken/eller", "Tilfreds", "Meget tilfreds")
    head = ("Dagtilbud", "Undersøgelsesår", "Spørgsmål", "Antal besvarelser", *steps)
    rows = (
        ("Solsikken", 2026, question, 4, "2 %", "5 %", "10 %", "46 %", "37 %"),
        ("Egernet", 2026, question, 5, "5 %", "5 %", "15 %", "45 %", "30 %"),
    )
    return text([head, *rows], encoding="cp1252")


@mess([*values("2024", "Sygefravær", "5,5", "4,4", "6"), *SICK], options=BY_NAME)
def a_topic_above_tables_that_only_tell_their_unit():
    def table(year, figures):
        return [[year], ["Institution", "Pct."], *beside(figures), []]

    return xlsx([[PERCENT], [], *table("2024", (5.5, 4.4, 6.0)), *table("2025", FIGURES)])


POSITIONS = values("2026-1", "Position", "84,4", "81,1", "80,6")


@mess(POSITIONS, answers={"part:Stue": "Hele huset"}, options=BY_NAME)
def rooms_with_their_whole_where_none_is_kept():
    rows = []
    for name, whole in zip(NAMES, ((81, 11, 4), (60, 10, 4), (50, 10, 2)), strict=True):
        green, *others = whole
        rows += [(name, f"Første {name}", 13, 1, 1), (name, f"Anden {name}", green - 13, *others)]
        rows.append((name, "Hele huset", *whole))
    return xlsx([["TOPI forår 2026"], ("Institution", "Stue", "Grøn", "Gul", "Rød"), *rows])


# --- Words ----------------------------------------------------------------------------------------


@mess(
    [("9101", "2025", "Trivsel", "5,8"), ("9201", "2025", "Trivsel", "5,2")],
    file="export.tsv",
    options=BY_NAME,
)
def headings_in_english():
    head = ("Workplace", "Year", "Theme", "Score", "Responses")
    rows = (
        ("Solsikken", 2025, "Trivsel og motivation", "5.80", 18),
        ("Egernet", 2025, "Trivsel og motivation", "5.20", 21),
    )
    return text([head, *rows], separator="\t")


KEEP, ADJUST, CHANGE = "Vedligeholde indsatsen", "Justere indsatsen", "Ændre indsatsen"
LAID = {"steps:colours": "Vedligeholde"}


@mess(values("2026", "Overgange", KEEP, ADJUST, CHANGE), answers=LAID, options=BY_NAME)
def steps_as_coloured_signs():
    head = ("Institution", "Tilsynsår", "Sammenhæng i overgange")
    return xlsx([head, *beside([2026] * 3, "🟢🟡🔴")])


@mess(values("2026", "Overgange", KEEP, ADJUST, CHANGE), answers=LAID, options=BY_NAME)
def steps_as_coloured_squares():
    head = ("Institution", "Tilsynsår", "Sammenhæng i overgange")
    return xlsx([head, *beside([2026] * 3, "🟩🟨🟥")])


@mess(
    values("2022", "Overgange", "Tilpas indsats", "Ny indsats", "Tilpas indsats"), options=BY_NAME
)
def themes_called_with_their_kind_and_number():
    head = ("Institution", "Tilsynsår", "Pejlemærke 5: Sammenhæng")
    return xlsx([head, *beside([2022] * 3, ("Tilpas", "Ny indsats", "Tilpas"))])


@mess(
    [("9101", "2026", "Overgange", KEEP), ("9101", "2026", "Sprog og bevægelse", ADJUST)],
    options=BY_NAME,
)
def a_form_with_crosses_below_what_it_says():
    head = ("Tema", "Vedligeholde", "Justere", "Ændre", "Ny indsats")
    rows = (("Sammenhæng i overgange", "X"), ("Sprog og bevægelse", "", "X"))
    said = (
        ("Institution:", "Solsikken"),
        ("Tilsynsår:", 2026),
        ("Tilsynstype:", "Ordinært tilsyn"),
    )
    return xlsx([["Tilsynsskema"], *said, (), head, *rows])


@mess(
    [("9101", "2026", "Glad for at komme", "2,7"), ("9201", "2026", "Glad for at komme", "2,5")],
    answers={"all:Spørgsmål": "Er du glad for at komme her?"},
    options=BY_NAME,
)
def steps_below_a_title_with_their_question():
    head = ("Institution", "Ja", "Nogle gange", "Nej", "I alt")
    rows = (("Solsikken", 8, 1, 1, 10), ("Egernet", 6, 3, 1, 10))
    return xlsx([["Børneinterview 2026: Er du glad for at komme her?"], head, *rows])


SATISFIED = "Hvor tilfreds er du samlet set med dagtilbuddet?"
FOOD, ROOMS = "Hvor tilfreds er du med maden?", "Hvor tilfreds er du med rammerne?"


def asked_of_two(*more):
    questions = {SATISFIED: (4.2, 3.9), **dict(zip(more, ((4.1, 3.3), (3.8, 3.5)), strict=False))}
    rows = [(one, *figures) for one, figures in questions.items()]
    return [
        ["Brugertilfredshed 2026"],
        [],
        ("Spørgsmål", "Solsikken (n=41)", "Egernet (n=33)"),
        *rows,
    ]


TOLD = [
    ("9101", "2026", "Samlet tilfredshed", "4,2"),
    ("9201", "2026", "Samlet tilfredshed", "3,9"),
]
OF_FOOD = [("9101", "2026", FOOD, "4,1"), ("9201", "2026", FOOD, "3,3")]
OF_ROOMS = [("9101", "2026", ROOMS, "3,8"), ("9201", "2026", ROOMS, "3,5")]


@mess([*TOLD, *OF_FOOD, *OF_ROOMS], answers={"questions:new": "+"}, options=BY_NAME)
def questions_that_are_new_in_a_survey():
    return xlsx(asked_of_two(FOOD, ROOMS))


@mess([*TOLD, *OF_FOOD], answers={"cell:Spørgsmål:": "+"}, options=BY_NAME)
def one_question_that_is_new_in_a_survey():
    return xlsx(asked_of_two(FOOD))


@mess(TOLD, answers={"questions:new": "each", "cell:Spørgsmål:": "leave out"}, options=BY_NAME)
def questions_that_are_not_meant_in_a_survey():
    return xlsx(asked_of_two(FOOD, ROOMS))
