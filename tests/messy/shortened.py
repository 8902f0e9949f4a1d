"""Headings in short and under others: steps and themes cut off, ages, numbers and crosses alone."""

import io
import zipfile

from openpyxl.styles import PatternFill

from tests.messy.case import NUMBERS, PLACES, mess, values
from tests.messy.writing import ods, text, xlsx

BY_NAME = {"accept_names": True}
NAMES = [PLACES[one] for one in NUMBERS]
TWO = {"numbers": NUMBERS[:2]}
AGREED, ADJUST = "Vedligeholde indsatsen", "Justere indsatsen"
CHANGE, NEW = "Ændre indsatsen", "Iværksætte en ny indsats"


def merged(*ranges):
    def shape(sheet):
        for one in ranges:
            sheet.merge_cells(one)

    return shape


GENERAL = [
    *values("2025", "Samlet", "72,7", "66,7", **TWO),
    *values("2026", "Samlet", "75", "60", **TWO),
]


@mess([(*one, "3-årige") for one in GENERAL], options=BY_NAME, answers={"all:": "3-årige"})
def steps_cut_off_below_years():
    short = ("Gen.", "Fok.", "Sær.")
    return xlsx(
        [
            ["Sprogvurdering 3-årige, andel i procent"],
            ("Institution", 2025, None, None, 2026),
            (None, *short, *short),
            (NAMES[0], 72.7, 18.2, 9.1, 75, 16.7, 8.3),
            (NAMES[1], 66.7, 22.2, 11.1, 60, 30, 10),
        ],
        shape=merged("B2:D2", "E2:G2"),
    )


@mess(
    [
        *values("2023", "Nærmeste leder", "5,7", "5,5", **TWO),
        *values("2025", "Nærmeste leder", "5,9", "4,9", **TWO),
        *values("2023", "Læring", "5,1", "5", **TWO),
        *values("2025", "Læring", "5,3", "4,8", **TWO),
    ],
    options=BY_NAME,
)
def themes_cut_off_below_years():
    return xlsx(
        [
            ["Trivselsundersøgelsen"],
            ("Arbejdsplads", "Nærm. leder", None, "Læring og udv."),
            (None, 2023, 2025, 2023, 2025),
            (NAMES[0], 5.7, 5.9, 5.1, 5.3),
            (NAMES[1], 5.5, 4.9, 5.0, 4.8),
        ],
        shape=merged("B2:C2", "D2:E2"),
    )


@mess(
    [
        ("9101", "2026-03-15", "Fysiske omgivelser", "3,4", "0-2 år"),
        ("9101", "2026-03-15", "Fysiske omgivelser", "3,6", "3-5 år"),
        ("9101", "2026-03-15", "Relationer", "3,9", "0-2 år"),
        ("9101", "2026-03-15", "Relationer", "4", "3-5 år"),
        ("9201", "2026-03-15", "Fysiske omgivelser", "3,1", "0-2 år"),
        ("9201", "2026-03-15", "Relationer", "4,2", "0-2 år"),
    ],
    options=BY_NAME,
    answers={"all:": "15-03-2026"},
)
def ages_over_areas_cut_off():
    return xlsx(
        [
            ["KIDS – forårsrunden 2026"],
            ("Institution", "0-2 år", None, "3-5 år"),
            (None, "Fysiske omg.", "Relationer", "Fysiske omg.", "Relationer"),
            (NAMES[0], 3.4, 3.9, 3.6, 4),
            (NAMES[1], 3.1, 4.2, "-", "-"),
        ],
        shape=merged("B2:C2", "D2:E2"),
    )


@mess(
    [
        ("9101", "2025-10", "Børn pr. voksen", "2,9", "0-2 år"),
        ("9101", "2025-10", "Børn pr. voksen", "5,8", "3-5 år"),
        ("9201", "2025-10", "Børn pr. voksen", "3,1", "0-2 år"),
        ("9201", "2025-10", "Børn pr. voksen", "6", "3-5 år"),
    ],
    options=BY_NAME,
)
def ages_without_the_word_for_years():
    return xlsx(
        [
            ["Normering – oktober 2025"],
            ("Enhed", "Børn pr. voksen"),
            (None, "0-2", "3-5"),
            (NAMES[0], "1:2,9", "1:5,8"),
            (NAMES[1], "1:3,1", "1:6,0"),
        ],
        shape=merged("B2:C2"),
    )


THEMES = (
    *("Samspil og relationer", "Fællesskaber og leg", "Sprog og bevægelse"),
    *("Forældresamarbejde", "Overgange", "Evalueringskultur"),
)
RATED = [("9101", "2026", theme, AGREED) for theme in THEMES]
RATED += [("9201", "2026", theme, ADJUST) for theme in THEMES]


@mess(RATED, options=BY_NAME, file="tilsyn 2026.csv", answers={"numbered": "Tilsyn fra 2023"})
def themes_by_their_numbers_alone():
    head = ("Institution", "År", *(f"Tema {number}" for number in range(1, 7)))
    rows = [(NAMES[0], 2026, *[AGREED] * 6), (NAMES[1], 2026, *[ADJUST] * 6)]
    return text([head, *rows])


@mess(
    [
        ("9101", "2026", "Samspil og relationer", AGREED),
        ("9101", "2026", "Fællesskaber og leg", NEW),
        ("9201", "2026", "Samspil og relationer", ADJUST),
        ("9201", "2026", "Fællesskaber og leg", CHANGE),
    ],
    options=BY_NAME,
)
def crosses_under_steps_cut_off_below_themes():
    steps = ("Vedl.", "Just.", "Ændr.", "Ny")
    return xlsx(
        [
            ["Tilsyn 2026 – afkrydsning"],
            ("Institution", "Samspil og relationer", *[None] * 3, "Børnefællesskaber"),
            (None, *steps, *steps),
            (NAMES[0], "X", *[None] * 6, "x"),
            (NAMES[1], None, "x", *[None] * 4, "x"),
            ("Antal krydser", 1, 1, 0, 0, 0, 0, 1, 1),
        ],
        shape=merged("B2:E2", "F2:I2"),
    )


@mess(
    [
        ("9101", "2025", "Samspil og relationer", AGREED),
        ("9101", "2025", "Fællesskaber og leg", ADJUST),
        ("9101", "2025", "Overgange", CHANGE),
        ("9201", "2025", "Samspil og relationer", NEW),
        ("9201", "2025", "Fællesskaber og leg", AGREED),
        ("9201", "2025", "Overgange", ADJUST),
    ],
    options=BY_NAME,
    answers={"colours": "Grøn: Vedligeholde indsatsen; Gul: Justere indsatsen; Orange"},
)
def a_theme_in_short_under_which_only_colours_stand():
    green, yellow, orange, red = "FF92D050", "FFFFFF00", "FFFFC000", "FFFF0000"

    def shape(sheet):
        shades = ((green, yellow, orange), (red, green, yellow))
        for row, of_row in enumerate(shades, start=3):
            for column, shade in enumerate(of_row, start=2):
                sheet.cell(row, column).fill = PatternFill("solid", fgColor=shade)

    head = ("Institution", "Samspil", "Fællesskaber og leg", "Overgange")
    return xlsx([["Pædagogisk tilsyn 2025"], head, *([one] for one in NAMES[:2])], shape=shape)


@mess(
    [
        ("9101", "2026-02-04", "Fysiske omgivelser", "3,3", "0-2 år"),
        ("9101", "2026-02-04", "Relationer", "4", "0-2 år"),
        ("9201", "2026-02-11", "Fysiske omgivelser", "3,6", "3-5 år"),
        ("9201", "2026-02-11", "Relationer", "4,2", "3-5 år"),
        ("9301", "2026-02-18", "Fysiske omgivelser", "2,9"),
        ("9301", "2026-02-18", "Relationer", "3,5"),
    ],
    options=BY_NAME,
    file="kids.csv",
)
def places_across_with_the_day_and_whom_below():
    rows = [
        ("", *NAMES, "Gns."),
        ("Dato", "04.02.26", "11.02.26", "18.02.26", ""),
        ("Observatør", "Ekstern", "Intern", "Intern", ""),
        ("Målgruppe", "0-2 år", "3-5 år", "Alle", ""),
        ("Fysiske omgivelser", "3,3", "3,6", "2,9", "3,3"),
        ("Relationer", "4,0", "4,2", "3,5", "3,9"),
    ]
    return text([["KIDS 2026"], [], *rows], encoding="cp1252")


@mess(
    [
        *values("2024-12-31", "Relationer", "3,8", "3,4", **TWO),
        *values("2026-12-31", "Relationer", "4,1", "3,5", **TWO),
        *values("2024-12-31", "Leg og aktivitet", "3,1", "3", **TWO),
        *values("2026-12-31", "Leg og aktivitet", "3,6", "3,3", **TWO),
    ],
    options=BY_NAME,
    answers={"cell:Måledato:2024": "31-12-2024", "cell:Måledato:2026": "31-12-2026"},
)
def a_sheet_for_each_place_with_years_and_one_of_all():
    head = ("Område", 2024, 2026, "Udvikling")
    first = [head, ("Relationer", 3.8, 4.1, 0.3), ("Leg og aktivitet", 3.1, 3.6, 0.5)]
    second = [head, ("Relationer", 3.4, 3.5, 0.1), ("Leg og aktivitet", 3, 3.3, 0.3)]
    whole = [head[:3], ("Relationer", 3.6, 3.8), ("Leg og aktivitet", 3.05, 3.45)]
    more = [(NAMES[0], first), (NAMES[1], second)]
    return xlsx(whole, title="Samlet", more=more)


@mess(
    [("9101", "2025-2", "Position", "85,5"), ("9201", "2025-2", "Position", "81,6")],
    options=BY_NAME,
    answers={"part:Stue": "I alt"},
)
def rooms_with_their_whole_below_where_no_rooms_are_kept():
    return xlsx(
        [
            ["TOPI efterår 2025"],
            ("Institution", "Stue", "Grøn", "Gul", "Rød"),
            (NAMES[0], "Rød stue", 25, 5, 1),
            (None, "Blå stue", 46, 4, 2),
            (None, "I alt", 71, 9, 3),
            (NAMES[1], "Myrerne", 11, 1, 1),
            (None, "Bierne", 20, 4, 1),
            (None, "I alt", 31, 5, 2),
            ("Klyngen i alt", None, 102, 14, 5),
        ],
        shape=merged("A3:A4", "A6:A7"),
    )


@mess(values("2025", "Sygefravær", "6,1", "4,9", **TWO), options=BY_NAME, file="fravaer.ods")
def a_sheet_of_nothing():
    head = ("Institution", "År", "Sygefravær i procent")
    filled = ods([head, (NAMES[0], 2025, 6.1), (NAMES[1], 2025, 4.9)])
    return with_an_empty_sheet(filled)


def with_an_empty_sheet(content: bytes) -> bytes:
    """The same file with a second sheet, as LibreOffice begins a new one."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "content.xml":
                end = b"</office:spreadsheet>"
                empty = b'<table:table table:name="Ark2"><table:table-row/></table:table>'
                part = part.replace(end, empty + end)
            new.writestr(name, part)
    return target.getvalue()
