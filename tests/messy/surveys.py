"""Answers to the surveys of a programme, as survey systems and consultants write them."""

from tests.messy.case import mess, values
from tests.messy.writing import text, xlsx

SURVEY = {"kind": "programme_survey"}
DEGREES = ("I meget høj grad", "I høj grad", "I nogen grad", "I mindre grad", "Slet ikke")
START = "I hvilken grad bidrog workshoppen til opstart i egen afdeling?"
USE = "Hvor tilfreds er du samlet set med forløbet?"
HEAD = ("Måling", "Spørgsmål", "Antal besvarelser", *DEGREES)
FIRST = ("Workshop 1", START, 60, "15 %", "48 %", "30 %", "5 %", "2 %")
SECOND = ("Workshop 1", USE, 60, "20 %", "50 %", "20 %", "10 %", "0 %")
THIRD = ("Workshop 2", USE, 40, "25 %", "50 %", "25 %", "0 %", "0 %")
ROWS = (FIRST, SECOND, THIRD)


def fact(row, place=""):
    """What is stored of a row that was read as it was meant."""
    point, question, respondents, *shares = row
    given = " · ".join(str(share).removesuffix(" %") for share in shares)
    return (point, question, place, str(respondents), given)


ALL = [fact(row) for row in ROWS]


@mess(ALL, **SURVEY)
def a_survey_as_it_ought_to_be():
    return xlsx([HEAD, *ROWS])


@mess(ALL, **SURVEY)
def a_survey_with_title_rows_and_a_total():
    total = ("I alt", "", 160, "", "", "", "", "")
    return xlsx([["Evaluering af forløbet"], ["Udtræk 12. maj 2026"], [], HEAD, *ROWS, total])


@mess(ALL, **SURVEY)
def a_survey_on_the_second_sheet():
    return xlsx([["Om undersøgelsen"]], title="Forside", more=[("Svar", [HEAD, *ROWS])])


@mess(ALL, **SURVEY)
def a_survey_in_other_words():
    units = (f"{one} (pct.)" for one in DEGREES)
    head = ("Målepunkt", "Udsagn", "Antal respondenter", *units)
    rows = ((*row[:3], *(int(cell.removesuffix(" %")) for cell in row[3:])) for row in ROWS)
    return xlsx([head, *rows])


@mess(ALL, **SURVEY)
def a_survey_with_merged_points():
    def shape(sheet):
        sheet.merge_cells("A2:A3")

    return xlsx([HEAD, FIRST, ("", *SECOND[1:]), THIRD], shape=shape)


@mess(ALL, **SURVEY)
def a_survey_with_a_sheet_for_each_workshop():
    head, later = HEAD[1:], [row[1:] for row in ROWS]
    return xlsx([head, *later[:2]], title="Workshop 1", more=[("Workshop 2", [head, later[2]])])


@mess(ALL, **SURVEY)
def a_survey_with_numbers_before_its_questions():
    rows = ((row[0], f"{at}. {row[1]}", *row[2:]) for at, row in enumerate(ROWS, start=1))
    return xlsx([HEAD, *rows])


@mess(ALL, answers={"cell:Spørgsmål:": USE}, **SURVEY)
def a_survey_with_a_misspelt_question():
    wrong = USE.replace("tilfreds", "glad")
    return xlsx([HEAD, FIRST, (SECOND[0], wrong, *SECOND[2:]), (THIRD[0], wrong, *THIRD[2:])])


@mess(ALL, answers={"unit:": "fraction"}, file="svar.csv", **SURVEY)
def a_survey_with_shares_of_one():
    head = (*HEAD[:3], *(f"{one} (%)" for one in DEGREES[:1]), *HEAD[4:])
    rows = ((*row[:3], f"0,{int(row[3][:2]):02}", *row[4:]) for row in ROWS)
    return text([head, *rows], encoding="cp1252")


@mess(ALL, **SURVEY)
def a_survey_whose_questions_tell_their_column():
    return xlsx([(HEAD[0], "Item", *HEAD[2:]), *ROWS])


@mess(ALL, answers={"column:Deltagere": "Antal besvarelser"}, **SURVEY)
def a_survey_with_a_heading_nobody_knows():
    return xlsx([(*HEAD[:2], "Deltagere", *HEAD[3:]), *ROWS])


@mess([fact(FIRST, "Solsikken"), fact(SECOND, "Egernet")], **SURVEY)
def a_survey_of_institutions_by_number_and_name():
    head = (*HEAD, "Dagtilbud")
    return xlsx([head, (*FIRST, "9101 Solsikken"), (*SECOND, "Egernet")])


@mess(refused="ikke en institution", **SURVEY)
def a_survey_with_the_number_of_one_and_the_name_of_another():
    return xlsx([(*HEAD, "Dagtilbud"), (*FIRST, "9101 Egernet")])


@mess(refused="mailadresser", **SURVEY)
def a_survey_with_what_each_person_answered():
    head = ("Måling", "Spørgsmål", "Antal besvarelser", "Mail")
    return xlsx([head, *(("Workshop 1", START, 1, f"p{at}@solby.dk") for at in range(5))])


@mess(
    [("Workshop 1", START, "", "60", "0 · 0 · 0 · 0 · 0")],  # counts: no shares are kept
    answers={"column:Antal": "Antal besvarelser", "all:Måling": "Workshop 1"},
    **SURVEY,
)
def a_survey_with_counts_and_shares_in_pairs_below_a_title():
    def shape(sheet):
        for span in ("B2:C2", "D2:E2", "F2:G2", "H2:I2", "J2:K2"):
            sheet.merge_cells(span)

    steps = [text for one in DEGREES for text in (one, "")]
    pairs = (9, "15 %", 29, "48 %", 18, "30 %", 3, "5 %", 1, "2 %")
    units = ("", *("Antal", "Pct.") * 5, "")
    rows = [["Workshop 1"], ("Spørgsmål", *steps, "Antal"), units, (START, *pairs, 60)]
    return xlsx(rows, shape=shape)


@mess(
    [
        *values("2025", "Trivsel", "5,4", "5,6", "5,2"),
        *values("2025", "Nærmeste leder", "5,9", "5,8", "6"),
    ],
    options={"accept_names": True},
)
def topics_over_a_mean_and_how_many_answered():
    rows = [
        ("TU 2025",),
        ("", "Trivsel og motivation", "", "Nærmeste leder", ""),
        ("Institution", "snit", "svar", "snit", "svar"),
        ("Solsikken", 5.4, 20, 5.9, 19),
        ("Egernet", 5.6, 12, 5.8, 12),
        ("Regnbuen", 5.2, 15, 6, 14),
    ]

    def shape(sheet):
        sheet.merge_cells("B2:C2")
        sheet.merge_cells("D2:E2")

    return xlsx(rows, shape=shape)
