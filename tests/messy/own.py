"""Files of what nobody has measured here before: they say what they are, and are asked the rest."""

from tests.messy.case import PLACES, mess, values
from tests.messy.writing import text, xlsx

NUMBERS = ("9101", "9201", "9301")
NAMES = [PLACES[number] for number in NUMBERS]
BY_NAME = {"accept_names": True}
LITTLE, MUCH = {"own:how": "count:low", "own": "new"}, {"own:how": "count:high", "own": "new"}


@mess(
    [
        *values("2025", "Ulykker", "3", "0", "7"),
        *values("2025", "Nærved-hændelser", "12", "4", "9"),
    ],
    answers=LITTLE,
)
def accidents_of_a_year():
    rows = [(2025, 3, 12), (2025, 0, 4), (2025, 7, 9)]
    head = ("Inst.nr.", "År", "Ulykker", "Nærved-hændelser")
    return xlsx([head, *((n, *row) for n, row in zip(NUMBERS, rows, strict=True))])


@mess(
    [
        *values("2026-01", "Timer med vikar", "8", "8", "14"),
        *values("2026-02", "Timer med vikar", "14", "4", "10"),
    ],
    options=BY_NAME,
    answers={"topic": "new", **LITTLE},
)
def hours_nobody_counted_before_month_by_month():
    cells = ((8, 14), (8, 4), (14, 10))
    rows = [(name, *row) for name, row in zip(NAMES, cells, strict=True)]
    return xlsx([["Timer med vikar"], ("Institution", "januar 2026", "februar 2026"), *rows])


@mess(
    [
        *values("2026-01", "Venteliste", "8", "8", "14"),
        *values("2026-02", "Venteliste", "14", "4", "10"),
    ],
    options=BY_NAME,
)
def a_waiting_list_month_by_month():
    cells = ((8, 14), (8, 4), (14, 10))
    rows = [(name, *row) for name, row in zip(NAMES, cells, strict=True)]
    return xlsx([["Børn på venteliste"], ("Institution", "januar 2026", "februar 2026"), *rows])


@mess(
    [
        *values("2025", "Korrigeret budget", "3298", "5604", "12059"),
        *values("2025", "Forbrug", "3536", "5429", "11194"),
        *values("2025", "Forbrugsprocent", "107,2", "96,9", "92,8"),
    ],
    file="oekonomi 2025.csv",
    answers=MUCH,
)
def money_with_its_unit_and_points():
    rows = (
        ("9101", "Solsikken", "3.298 t.kr.", "3.536 t.kr.", "107,2%"),
        ("9201", "Egernet", "5.604 t.kr.", "5.429 t.kr.", "96,9%"),
        ("9301", "Regnbuen", "12.059 t.kr.", "11.194 t.kr.", "92,8%"),
    )
    head = ("Omkostningssted", "Tekst", "Korrigeret budget", "Forbrug", "Forbrugsprocent")
    return text([head, *rows], encoding="cp1252")


MEALS = {"own:how": "numbers:high", "own": "new"}


@mess(
    [
        *values("2026", "Maden smager godt", "3,5", "4,9", "3"),
        *values("2026", "Der er ro ved måltidet", "4,6", "3,2", "4,7"),
    ],
    options=BY_NAME,
    answers=MEALS,
)
def a_survey_on_the_scale_that_its_title_tells():
    rows = zip(NAMES, (3.5, 4.9, 3), (4.6, 3.2, 4.7), strict=True)
    head = ("Institution", "Maden smager godt", "Der er ro ved måltidet")
    return xlsx([["Måltidsmåling 2026 (1 = slet ikke, 5 = i høj grad)"], head, *rows])


@mess(
    [
        *values("2026", "Jeg ved, hvad klyngen arbejder med", "34,5", "34,1", "28,6"),
        *values("2026", "Jeg kan komme med forslag", "22,8", "32,7", "26,2"),
    ],
    options=BY_NAME,
    answers={"own": "new", "year": "2026"},
)
def a_survey_with_a_column_for_each_answer():
    asked = ("Jeg ved, hvad klyngen arbejder med", "Jeg kan komme med forslag")
    counts = (
        ((19, 12, 8, 16), (13, 20, 13, 11)),
        ((15, 5, 11, 13), (16, 14, 13, 6)),
        ((18, 12, 14, 19), (16, 10, 17, 18)),
    )
    rows = [
        (name, question, *of)
        for name, both in zip(NAMES, counts, strict=True)
        for question, of in zip(asked, both, strict=True)
    ]
    head = ("Institution", "Spørgsmål", "Helt enig", "Enig", "Uenig", "Helt uenig")
    return xlsx([head, *rows], title="Forældre 2026")


@mess(
    [
        *values("2025-K1", "Klager", "2", "0", "1"),
        *values("2025-K2", "Klager", "1", "3", "hidden"),
    ],
    answers=LITTLE,
)
def a_count_with_what_is_not_told():
    cells = ((2, 1), (0, 3), (1, "<5"))
    rows = [
        (number, quarter, 2025, cell)
        for number, two in zip(NUMBERS, cells, strict=True)
        for quarter, cell in zip(("1. kvartal", "2. kvartal"), two, strict=True)
    ]
    rows.append(("9401", "1. kvartal", 2025, "ikke opgjort"))
    return xlsx([("Institutionsnummer", "Kvartal", "År", "Klager"), *rows])


@mess(refused="own")
def nothing_is_made_before_all_is_answered():
    return xlsx([("Inst.nr.", "År", "Vikartimer"), *((n, 2025, 12) for n in NUMBERS)])


@mess(
    [
        *values("2026", "Samlet tilfredshed", "4,6", "3,4", "3,9"),
        *values("2026", "Hvor tilfreds er du med maden?", "3,6", "4,3", "3,9"),
    ],
    options=BY_NAME,
    answers={"column:Hvor tilfreds er du med maden?": "+"},
)
def a_new_question_in_a_survey_we_have():
    asked = "Hvor tilfreds er du samlet set med dagtilbuddet?"
    head = ("Dagtilbud", "Svar", asked, "Hvor tilfreds er du med maden?")
    rows = zip(NAMES, (43, 45, 36), (4.6, 3.4, 3.9), (3.6, 4.3, 3.9), strict=True)
    return xlsx([head, *rows], title="BTU 2026")


SICK = "Sygefravær i procent"
TWO = [
    *values("2025", "Sygefravær", "7,2", "8,1", "6,4"),
    *values("2025", "Omsætning", "5,8", "18,1", "17,7"),
]


@mess(TWO, options=BY_NAME)
def topics_on_lines_of_their_own_as_a_pivot_has_them():
    rows = [
        *[(SICK,), *(("", *one) for one in zip(NAMES, (7.2, 8.1, 6.4), strict=True))],
        *[
            ("Personaleomsætning i procent",),
            *(("", *one) for one in zip(NAMES, (5.8, 18.1, 17.7), strict=True)),
        ],
    ]
    return xlsx([["Udtræk"], ("Gruppe", "Navn", "Værdi"), *rows], title="2025")


@mess(TWO[:3], options=BY_NAME, answers={"column:": "-"})
def headings_that_go_on_in_the_row_below():
    rows = [
        (f"{n} ({k})", 29, 9.6, c) for n, k, c in zip(NAMES, NUMBERS, (7.2, 8.1, 6.4), strict=True)
    ]
    head = (
        ("Enhed", "Antal ansatte", "Sygefravær 2025", ""),
        ("", "", "Dagsværk pr. fuldtid", "Pct."),
    )
    return xlsx([["Sygefravær - Børn og Unge"], *head, *rows])


STARS = [
    ("9101", "2026", "Samlet", "62,7", "5-årige"),
    ("9201", "2026", "Samlet", "76,1", "5-årige"),
]


@mess(STARS, answers={"all:Aldersgruppe": "5-årige"})
def answers_below_one_another_with_places_across():
    rows = (
        ("Generel indsats", 62.7, 76.1),
        ("Fokuseret indsats", 8.2, 13.2),
        ("Særlig indsats", 29.1, 10.7),
        ("Antal børn", 28, 18),
    )
    head = ("Indsats", "9101 Solsikken", "9201 Egernet")
    return xlsx([["Sprogvurdering 5-årige 2026"], head, *rows])


@mess(
    [
        *values("2025-11", "Glad for maden", "4,1", "3,8", numbers=("9101", "9201")),
        *values("2025-11", "Ro ved bordet", "3,6", "3,1", numbers=("9101", "9201")),
    ],
    options={"accept_names": True},
    answers={"own:how": "numbers-5:high", "own": "new"},
)
def how_many_answered_behind_each_question():
    head = ("Hus", "Glad for maden", "antal svar", "Ro ved bordet", "antal svar")
    rows = [("Solsikken", 4.1, 34, 3.6, 33), ("Egernet", 3.8, 28, 3.1, 27)]
    comments = [("Hus", "Kommentar"), ("Solsikken", "Mere fisk, tak")]
    return xlsx(
        [["Måltider – november 2025"], [], head, *rows], title="Svar", more=[("Ord", comments)]
    )


@mess(
    [
        ("9101", "2026-1", "Er du glad for at komme i børnehave?", "78,9"),
        ("9101", "2026-1", "Lytter de voksne til dig?", "57,9"),
        ("9201", "2026-1", "Er du glad for at komme i børnehave?", "85,7"),
        ("9201", "2026-1", "Lytter de voksne til dig?", "64,3"),
    ],
    options={"accept_names": True},
    file="interview.csv",
    answers={"own:how": "answers:high", "own": "new"},
)
def answers_of_ones_own_below_lines_of_places():
    rows = [
        ["Børneinterview forår 2026"],
        ("Spørgsmål", "Glad", "Mellem", "Ked", "Børn i alt"),
        ["SOLSIKKEN"],
        ("Er du glad for at komme i børnehave?", 15, 3, 1, 19),
        ("Lytter de voksne til dig?", 11, 6, 2, 19),
        ["EGERNET"],
        ("Er du glad for at komme i børnehave?", 12, 2, 0, 14),
        ("Lytter de voksne til dig?", 9, 4, 1, 14),
    ]
    return text(rows, separator=",", encoding="utf-8-sig")
