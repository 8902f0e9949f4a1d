"""What stands in cells: units, percentages, commas and points, dates, short words, colours."""

import datetime

from openpyxl.styles import PatternFill

from tests.files import KIDS_WIDE, SECOND, THEMES, WIDE
from tests.messy.case import NUMBERS, mess, values
from tests.messy.writing import text, xlsx

SICK = values("2025", "Sygefravær", "6,1", "5,2", "7,3")
HEAD = ("Institutionsnummer", "År", "Sygefravær i procent")


def column(*cells, head=HEAD):
    return [head, *((number, 2025, cell) for number, cell in zip(NUMBERS, cells, strict=True))]


@mess(SICK)
def percent_with_space():
    return xlsx(column("6,1 %", "5,2 %", "7,3 %"))


@mess(SICK)
def percent_spelt_pct():
    return xlsx(column("6,1 pct.", "5,2 pct.", "7,3 pct."))


@mess(SICK)
def percent_with_point():
    return xlsx(column("6.1%", "5.2%", "7.3%"), title="Udtræk")


@mess(SICK)
def percent_by_format():
    def shape(sheet):
        for number in (2, 3, 4):
            sheet.cell(number, 3).number_format = "0.0%"

    return xlsx(column(0.061, 0.052, 0.073), shape=shape)


@mess(SICK, answers={"unit:": "fraction"})
def fractions_without_format():
    return xlsx(column(0.061, 0.052, 0.073))


@mess(SICK)
def decimal_points_as_text():
    return xlsx(column("6.1", "5.2", "7.3"))


@mess(SICK)
def points_and_commas_mixed():
    return xlsx(column("6,1", "5.2", 7.3))


@mess(SICK)
def hard_spaces_about_numbers():
    return xlsx(column("\u00a06,1", "5,2\u00a0", " 7,3 "))


@mess(values("2025", "Sygefravær, dage", "12,5", "10,1", "14"))
def unit_in_heading_days():
    head = ("Institutionsnummer", "År", "Fraværsdagsværk pr. fuldtidsansat (dage)")
    return xlsx(column("12,5", "10,1", "14", head=head))


@mess(SICK)
def unit_in_heading_pct():
    return xlsx(column("6,1", "5,2", "7,3", head=("Inst.nr.", "Årstal", "Sygefravær (pct.)")))


@mess(SICK)
def unit_in_heading_sign():
    return xlsx(column("6,1", "5,2", "7,3", head=("Inst. nr.", "År", "Sygefravær %")))


@mess(values("2025", "Stillinger", "20,4", "18", "22,1"))
def unit_in_heading_full_time():
    head = ("Institutionsnummer", "År", "Fuldtidsstillinger (årsværk)")
    return xlsx(column(20.4, 18, 22.1, head=head))


@mess([("9101", "2025", "Sygefravær", "6,1"), ("9301", "2025", "Sygefravær", "hidden")])
def missing_and_hidden_values():
    return xlsx(column("6,1", "-", "*"))


@mess([("9101", "2025", "Sygefravær", "6,1")])
def words_for_no_value():
    return xlsx(column("6,1", "..", "–"))


@mess([("9101", "2025", "Sygefravær", "6,1")], answers={"cell:": "", "": "-"})
def text_where_a_number_is_missing():
    return xlsx(column("6,1", "ej opgjort", "ej opgjort"))


# --- Days -----------------------------------------------------------------------------------------


DAYS = (
    ("12-05-2026", "2026-05-12"),
    ("12.5.2026", "2026-05-12"),
    ("12/5-26", "2026-05-12"),
    ("12. maj 2026", "2026-05-12"),
    (datetime.date(2026, 5, 12), "2026-05-12"),
    (46154, "2026-05-12"),
    ("2026-05-12", "2026-05-12"),
)


@mess([("9101", day, "Relationer", "4,1", f"Stue {at}") for at, (_told, day) in enumerate(DAYS)])
def dates_in_seven_ways():
    rows = [("9101", told, f"Stue {at}", SECOND, "", "4,1") for at, (told, _day) in enumerate(DAYS)]
    return xlsx([KIDS_WIDE, *rows])


@mess(refused="maj 2026")
def a_month_is_no_day():
    return xlsx([KIDS_WIDE, ("9101", "maj 2026", "Stue 1", SECOND, "", "4,1")])


@mess([("9101", "2026-03-16", "Relationer", "4,1", "Stue 1")])
def a_week_is_its_monday():
    return xlsx([KIDS_WIDE, ("9101", "uge 12 2026", "Stue 1", SECOND, "", "4,1")])


@mess([("9101", "2026-02-11", "Relationer", "4,1", "Blå stue")])
def date_with_time():
    told = datetime.datetime(2026, 2, 11, 9, 30)  # noqa: DTZ001 - as Excel has it
    return xlsx([KIDS_WIDE, ("9101", told, "Blå stue", SECOND, "", 4.1)])


# --- Words for steps ------------------------------------------------------------------------------


TILSYN = ("Institutionsnummer", "Tilsynsår", "Tilsynstype", *THEMES[:2])
KEEP, ADJUST, CHANGE = "Vedligeholde indsatsen", "Justere indsatsen", "Ændre indsatsen"
RATED = [
    *values("2026", "Samspil og relationer", KEEP, ADJUST, CHANGE),
    *values("2026", "Fællesskaber og leg", ADJUST, CHANGE, KEEP),
]


def rated(*pairs):
    return [
        (number, 2026, "Ordinært tilsyn", *pair)
        for number, pair in zip(NUMBERS, pairs, strict=True)
    ]


STEPS = {"cell:": ""}


def answered(**said):
    """Answers about cells by the text that stands there."""
    return {f"cell:{theme}:{short}": step for theme in THEMES for short, step in said.items()}


@mess(RATED, answers={"steps:initials": "initials"})
def steps_as_letters():
    return xlsx([TILSYN, *rated("VJ", "JÆ", "ÆV")])


@mess(RATED)
def steps_as_the_first_word():
    return xlsx(
        [TILSYN, *rated(("Vedligehold", "juster"), ("JUSTERE", "ændre"), ("Ændr", "Vedligeholde"))]
    )


@mess(RATED)
def steps_with_spaces_and_full_stop():
    return xlsx(
        [
            TILSYN,
            *rated(
                (f" {KEEP}", f"{ADJUST}."), (f"{ADJUST} ", CHANGE), (f"{CHANGE} ", KEEP.upper())
            ),
        ]
    )


@mess(refused=".")
def steps_as_numbers_that_may_go_either_way():
    return xlsx([TILSYN, *rated((1, 2), (2, 3), (3, 1))])


@mess(refused="farve")
def steps_as_colours_alone():
    def shape(sheet):
        for number, colours in ((2, "FG"), (3, "GR"), (4, "RF")):
            for column, colour in zip((4, 5), colours, strict=True):
                code = {"F": "00B050", "G": "FFFF00", "R": "FF0000"}[colour]
                sheet.cell(number, column).fill = PatternFill("solid", fgColor=code)

    return xlsx([TILSYN, *rated(("", ""), ("", ""), ("", ""))], shape=shape)


@mess(RATED)
def themes_with_numbers_before_them():
    head = (
        "Inst.nr.",
        "Årstal",
        "Type",
        f"Tema 1: {THEMES[0]}",
        f"2. {THEMES[1]}",
    )
    return xlsx([head, *rated((KEEP, ADJUST), (ADJUST, CHANGE), (CHANGE, KEEP))])


@mess(RATED, file="tilsyn.csv")
def the_whole_wide_file_with_empty_themes():
    rows = [
        (number, "", 2026, "Ordinært tilsyn", *pair, "", "", "", "")
        for number, pair in zip(
            NUMBERS, ((KEEP, ADJUST), (ADJUST, CHANGE), (CHANGE, KEEP)), strict=True
        )
    ]
    return text([WIDE, *rows])
