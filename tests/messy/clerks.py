"""As clerks type, print and export them: counts, rooms, pages, half-years, and their own words."""

from tests.messy.case import PLACES, mess, values
from tests.messy.writing import text, xlsx

BY_NAME = {"accept_names": True}
NUMBERS = ("9101", "9201", "9301")
NAMES = [PLACES[one] for one in NUMBERS]
TWO = {"numbers": ("9101", "9201")}


def merged(*ranges):
    def shape(sheet):
        for one in ranges:
            sheet.merge_cells(one)

    return shape


@mess(values("2025", "Sygefravær, dage", "12,4", "15,1", "9,9"), options=BY_NAME)
def a_heading_over_figures_is_no_abbreviation():
    rows = [
        (f"{n} - {name}", value)
        for n, name, value in zip(NUMBERS, NAMES, (12.4, 15.1, 9.9), strict=True)
    ]
    return xlsx(
        [
            ["Fravær opgjort pr. 31.12.2025"],
            [],
            ("Arbejdssted", "Fraværsdagsværk pr. fuldtid"),
            *rows,
        ]
    )


@mess(
    [
        ("9101", "2026-03-12", "Relationer", "4,1", "Rød stue"),
        ("9101", "2026-03-12", "Relationer", "4", "Blå stue"),
        ("9201", "2026-03-19", "Relationer", "3,5", "Myrerne"),
    ],
    options=BY_NAME,
)
def the_mean_of_the_rooms_of_a_place():
    rows = [
        ("Solsikken", "Rød stue", "12/3-26", 4.1),
        (None, "Blå stue", "12/3-26", 4.0),
        (None, "Snit", None, 4.05),
        ("Egernet", "Myrerne", "19/3-26", 3.5),
    ]
    return xlsx([("Institution", "Stue", "Dato", "Relationer"), *rows], shape=merged("A2:A4"))


@mess(
    [
        *values("2025", "Helårsbørn", "86,5", "64,2", "40"),
        *values("2025", "Årsværk", "21,2", "14,8", "12,9"),
    ],
)
def a_printed_report_of_two_pages():
    head = ("Dagtilbud", "Helårsbørn", "Årsværk")

    return xlsx(
        [
            ("Normeringsoversigt 2025", None, "Side 1 af 2"),
            head,
            ["Klynge Fyrtårnet"],
            ("9101 Solsikken", 86.5, 21.2),
            ("Klynge Fyrtårnet i alt", 86.5, 21.2),
            [],
            ("Normeringsoversigt 2025", None, "Side 2 af 2"),
            head,
            ["Klynge Skoven"],
            ("9201 Egernet", 64.2, 14.8),
            ("9301 Regnbuen", 40, 12.9),
            ("I alt", 190.7, 48.9),
        ]
    )


@mess(values("2026-1", "Position", "83,3", "75", numbers=("9101", "9201")))
def half_years_are_rounds():
    rows = [
        (number, "1. halvår 2026", *cells)
        for number, cells in (("9101", (50, 6, 4)), ("9201", (45, 9, 6)))
    ]
    return xlsx([("Institutionsnummer", "Runde", "Grøn", "Gul", "Rød"), *rows])


@mess(
    [
        *values("2026-1", "Sygefravær", "5", "6", **TWO),
        *values("2026-2", "Sygefravær", "4", "7", **TWO),
    ]
)
def half_years_of_a_key_figure():
    head = ("Institutionsnummer", "Periode", "Sygefravær i procent")
    rows = [
        ("9101", "Forår 2026", 5),
        ("9101", "2. halvår 2026", 4),
        ("9201", "1. halvår 2026", 6),
        ("9201", "Efterår 2026", 7),
    ]
    return xlsx([head, *rows])


@mess(
    [
        *values("2024", "Omsætning", "14", "19,5", "12"),
        *values("2025", "Omsætning", "18,5", "22", "9"),
    ],
    options=BY_NAME,
    answers={"places:": "all"},
)
def a_column_of_names_that_are_nearly_theirs():
    rows = [
        ("Vuggestuen Solsikken", "14 pct.", "18,5 pct."),
        ("Bh. Egernet", "19,5 pct.", "22 pct."),
        ("Regnbuen", "12 pct.", "9 pct."),
    ]
    return xlsx([("Inst.", "Omsætning 2024", "Omsætning 2025"), *rows])


@mess(
    values("2025", "Sygefravær", "6,1", "4,8", "7,9"), options=BY_NAME, answers={"places:": "all"}
)
def misspelt_names_are_asked_about_together():
    rows = zip(("Solsiken", "Egernett", "Regnbuen"), (6.1, 4.8, 7.9), strict=True)
    return xlsx([("Institution", "Sygefravær i procent 2025"), *rows])


@mess(
    values("2026", "Samspil og relationer", "Vedligeholde indsatsen", "Justere indsatsen", **TWO),
    options=BY_NAME,
)
def weeks_tell_the_year():
    head = ("Institution", "Tilsyn gennemført", "Samspil og relationer mellem børn og voksne")
    rows = [
        ("Solsikken", "uge 11 2026", "Vedligeholde indsatsen"),
        ("Egernet", "uge 12 2026", "Justere indsatsen"),
    ]
    return xlsx([head, *rows])


@mess(
    [
        ("9101", "2025-03-01", "Relationer", "4,2"),
        ("9101", "2025-04-01", "Relationer", "4"),
    ],
    answers={"days:": "first"},
    file="kids.csv",
)
def months_where_days_are_meant():
    head = ("Inst.nr.", "Måned", "Område", "Score")
    rows = [
        ("9101", "marts 2025", "Relationer", "4,2"),
        ("9101", "april 2025", "Relationer", "4,0"),
    ]
    return text([head, *rows])


@mess(
    [
        *values("2026-1", "Glad for at komme", "2,75", "2,33", **TWO),
        *values("2026-1", "Nogen at lege med", "2,55", "2", **TWO),
    ],
    options=BY_NAME,
)
def answers_below_their_questions():
    questions = (
        None,
        "Er du glad for at komme her?",
        None,
        None,
        "Har du nogen at lege med?",
        None,
        None,
    )
    answers = ("Ja", "Nogle gange", "Nej")
    rows = [("Solsikken", 15, 5, 0, 14, 3, 3), ("Egernet", 5, 6, 1, 3, 6, 3)]
    return xlsx(
        [["Børneinterview forår 2026"], questions, ("Institution", *answers, *answers), *rows],
        shape=merged("B2:D2", "E2:G2"),
    )


@mess(values("2026-03", "MUS", "85", "100", **TWO), options=BY_NAME)
def a_month_that_the_title_tells():
    rows = [("Solsikken", 85), ("Egernet", 100)]
    return xlsx([["Afholdte samtaler i procent, marts 2026"], ("Institution", "MUS"), *rows])


@mess(
    [
        *values("2025", "Børn pr. voksen", "2,9", "5,8", **TWO),
        *values("2025", "Årsværk", "12,6", "8,6", **TWO),
    ],
    answers={"sheet": "*", "column:Årsværk pæd. personale": "Pædagogisk personale (årsværk)"},
)
def a_column_that_was_said_holds_on_every_sheet():
    head = ("Inst.nr.", "År", "Børn pr. voksen", "Årsværk pæd. personale")
    more = [("Nord", [head, ("9201", 2025, 5.8, 8.6)])]
    return xlsx([head, ("9101", 2025, 2.9, 12.6)], title="Syd", more=more)


@mess(
    values("2025", "Sygefravær", "6,1", "4,8", "7,9"),
    options=BY_NAME,
    answers={"own": "personale", "column:Fravær pr. ansat %": "Sygefravær i procent"},
)
def figures_of_an_instrument_there_is_in_other_words():
    rows = zip(NAMES, (6.1, 4.8, 7.9), strict=True)
    return xlsx([["Sygefravær 2025"], ("Institution", "Fravær pr. ansat %"), *rows])


COUNTED = {"own:how": "count:high", "own": "new"}


@mess(
    [
        *values("2026", "Antal fejl", "3", "7", **TWO),
        *values("2026", "Heraf alvorlige", "0", "1", **TWO),
    ],
    answers={"own:how": "count:low", "own": "new"},
)
def days_of_a_count_of_ones_own():
    head = ("Inst.nr.", "Institution", "Dato for eftersyn", "Antal fejl", "Heraf alvorlige")
    rows = [("9101", "Solsikken", "12-05-2026", 3, 0), ("9201", "Egernet", "13-05-2026", 7, 1)]
    return xlsx([head, *rows])


@mess(
    [
        *values("2026-1", "Antal samtaler", "12", "8", **TWO),
        *values("2026-2", "Antal samtaler", "14", "9", **TWO),
    ],
    options=BY_NAME,
    answers=COUNTED,
)
def rounds_over_a_count_of_ones_own():
    rows = [("Solsikken", 12, 14), ("Egernet", 8, 9)]
    head = ("Institution", "Forår 2026 Antal samtaler", "Efterår 2026 Antal samtaler")
    return xlsx([head, *rows], title="Overgange")


@mess(
    [
        *values("2024", "Økologiprocent", "78", "90", **TWO),
        *values("2025", "Økologiprocent", "82", "91", **TWO),
        *values("2024", "Madspild (kg)", "41", "22", **TWO),
        *values("2025", "Madspild (kg)", "38", "20", **TWO),
    ],
    options=BY_NAME,
    answers=COUNTED,
)
def years_over_what_nobody_knows():
    pair = ("Økologiprocent", "Madspild (kg)")
    rows = [("Solsikken", 78, 41, 82, 38), ("Egernet", 90, 22, 91, 20)]
    return xlsx(
        [["Måltider"], (None, 2024, None, 2025, None), ("Institution", *pair, *pair), *rows],
        shape=merged("B2:C2", "D2:E2"),
    )


@mess(
    [
        *values("2026", "Rygsækken er brugt", "I høj grad", "I nogen grad", **TWO),
        *values("2026", "Børnene har vist interesse", "I nogen grad", "I høj grad", **TWO),
    ],
    options=BY_NAME,
    answers={"own:how": "words:high", "own": "new"},
)
def two_rows_of_words():
    head = ("Institution", "År", "Rygsækken er brugt", "Børnene har vist interesse")
    rows = [
        ("Solsikken", 2026, "I høj grad", "I nogen grad"),
        ("Egernet", 2026, "I nogen grad", "I høj grad"),
    ]
    return xlsx([head, *rows], title="Naturrygsæk")


@mess(
    [
        *values("2025", "Strøm (kWh)", "41230", "28904", **TWO),
        *values("2025", "Vand (m3)", "512", "307", **TWO),
    ],
    options=BY_NAME,
    file="klima.csv",
    answers={"unit:": "decimal comma", "own:how": "count:low", "own": "new"},
)
def indicators_below_one_another():
    head = ("Institution", "Indikator", "Forbrug", "År")
    rows = [
        ("Solsikken", "Strøm (kWh)", "41.230", 2025),
        ("Solsikken", "Vand (m3)", "512", 2025),
        ("Egernet", "Strøm (kWh)", "28.904", 2025),
        ("Egernet", "Vand (m3)", "307", 2025),
    ]
    return text([head, *rows])
