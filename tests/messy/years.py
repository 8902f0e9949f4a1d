"""Years beside each other, and years in headings."""

from tests.messy.case import mess, values
from tests.messy.shapes import ROWS
from tests.messy.writing import text, xlsx

NAMED = [(number, name) for number, name, *_rest in ROWS]
SICK = [
    *values("2023", "Sygefravær", "5,5", "4,9", "6,6"),
    *values("2024", "Sygefravær", "5,9", "5", "7"),
    *values("2025", "Sygefravær", "6,1", "5,2", "7,3"),
]
CELLS = (("5,5", "5,9", "6,1"), ("4,9", "5", "5,2"), ("6,6", "7", "7,3"))
ACROSS = [(*who, *cells) for who, cells in zip(NAMED, CELLS, strict=True)]
WHO = ("Institutionsnummer", "Institution")
TOPIC = {"topic": "Sygefravær i procent"}


@mess(SICK, answers=TOPIC)
def years_across():
    return xlsx([(*WHO, 2023, 2024, 2025), *ACROSS])


@mess(SICK)
def years_across_under_a_title_that_tells():
    return xlsx([["Sygefravær i procent"], [], (*WHO, "2023", "2024", "2025"), *ACROSS])


@mess(SICK)
def topic_and_year_in_headings():
    head = [f"Sygefravær i procent {year}" for year in (2023, 2024, 2025)]
    return xlsx([(*WHO, *head), *ACROSS])


@mess(SICK)
def year_before_the_topic_in_headings():
    head = [f"{year} – Sygefravær i procent" for year in (2023, 2024, 2025)]
    return xlsx([(*WHO, *head), *ACROSS])


@mess(SICK, file="fravær.csv")
def year_in_brackets_in_headings():
    head = [f"Sygefravær i procent ({year})" for year in (2023, 2024, 2025)]
    return text([(*WHO, *head), *ACROSS])


@mess(
    [
        *values("2024", "Sygefravær", "5,9", "5", "7"),
        *values("2025", "Sygefravær", "6,1", "5,2", "7,3"),
        *values("2024", "Omsætning", "12", "13", "14"),
        *values("2025", "Omsætning", "15", "16", "17"),
    ]
)
def two_topics_over_two_years_in_two_heading_rows():
    above = ("", "", "Sygefravær i procent", "", "Personaleomsætning i procent", "")
    head = (*WHO, 2024, 2025, 2024, 2025)
    more = ((12, 15), (13, 16), (14, 17))
    rows = [(*who, *c[1:], *m) for who, c, m in zip(NAMED, CELLS, more, strict=True)]

    def shape(sheet):
        sheet.merge_cells("C1:D1")
        sheet.merge_cells("E1:F1")

    return xlsx([above, head, *rows], shape=shape)


@mess(SICK, answers=TOPIC)
def years_across_with_a_total_and_an_average_column():
    head = (*WHO, 2023, 2024, 2025, "Gennemsnit 2023-2025")
    means = ("5,8", "5", "7")
    rows = [(*row, mean) for row, mean in zip(ACROSS, means, strict=True)]
    return xlsx([head, *rows, ("", "I alt", "5,7", "6", "6,2", "6")])


@mess(SICK, answers=TOPIC)
def years_across_with_a_word_before_them():
    return xlsx([(*WHO, "År 2023", "År 2024", "År 2025"), *ACROSS])


@mess(refused=".")
def quarters_across_are_no_years():
    return xlsx([(*WHO, "2025 K1", "2025 K2", "2025 K3"), *ACROSS])


@mess(refused=".")
def a_school_year_is_no_year():
    head = (*WHO, "År", "Sygefravær i procent")
    return xlsx(
        [head, *((*who, "2024/2025", cells[0]) for who, cells in zip(NAMED, CELLS, strict=True))]
    )


STEPS = ("Generel indsats", "Fokuseret indsats", "Særlig indsats")


@mess(
    [
        ("9101", "2024", "Samlet", "70"),
        ("9101", "2025", "Samlet", "75"),
        ("9201", "2024", "Samlet", "65"),
        ("9201", "2025", "Samlet", "62"),
    ]
)
def years_across_over_steps_below_one_another():
    cells = {"9101": ((70, 75), (20, 17), (10, 8)), "9201": ((65, 62), (20, 25), (15, 13))}
    rows = [
        (number, step, *(f"{share} %" for share in shares))
        for number, told in cells.items()
        for step, shares in zip(STEPS, told, strict=True)
    ]
    return xlsx([("Institutionsnummer", "Indsats", "2024", "2025"), *rows])


@mess(
    [
        ("9101", "2025-2", "Position", "80"),
        ("9101", "2026-1", "Position", "90"),
    ]
)
def rounds_across_over_steps_below_one_another():
    rows = [("9101", "Grøn", 40, 45), ("9101", "Gul", 6, 3), ("9101", "Rød", 4, 2)]
    return xlsx([("Institutionsnummer", "Position", "Efterår 2025", "Forår 2026"), *rows])


@mess([("9101", "2026-02-10", "Relationer", "4", "Myrerne")])
def a_share_beside_its_score():
    head = ("Institutionsnummer", "Dato", "Stue", "Relationer", "Relationer %")
    return xlsx([head, ("9101", "10-02-2026", "Myrerne", 4.0, 80)])


@mess([("9101", "2026-02-01", "Relationer", "4"), ("9201", "2026-03-01", "Relationer", "3,5")])
def first_days_of_months_are_days():
    rows = [("9101", "01-02-2026", 4.0), ("9201", "01-03-2026", 3.5)]
    return xlsx([("Institutionsnummer", "Måledato", "Relationer"), *rows])
