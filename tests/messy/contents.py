"""What only the content of a file says: topics, steps, days, places, parts of years."""

import datetime

from tests.messy.case import PLACES, mess, values
from tests.messy.writing import text, xlsx

BY_NAME = {"accept_names": True}
NAMES = [PLACES[number] for number in ("9101", "9201", "9301")]
SAMSPIL = "Samspil og relationer mellem børn og voksne"
LEG = "Børnefællesskaber og leg"
KEEP, ADJUST, CHANGE, NEW = (
    "Vedligeholde indsatsen",
    "Justere indsatsen",
    "Ændre indsatsen",
    "Iværksætte en ny indsats",
)
RATED = [
    *values("2026", "Samspil og relationer", KEEP, ADJUST, KEEP),
    *values("2026", "Fællesskaber og leg", ADJUST, CHANGE, KEEP),
]
CELLS = ((KEEP, ADJUST), (ADJUST, CHANGE), (KEEP, KEEP))
SICK = values("2025", "Sygefravær", "6,1", "4,4", "5")
FIGURES = (6.1, 4.4, 5.0)
YEAR = {"year": "2025"}
MONTHS, QUARTERS = (
    [
        (number, f"2025-{part}", "Sygefravær", figure)
        for number in ("9101", "9201", "9301")
        for part, figure in said
    ]
    for said in ((("01", "1"), ("02", "2"), ("03", "3")), (("K1", "1"), ("K2", "2")))
)
AREAS = ("Fysiske omgivelser", "Relationer", "Leg og aktivitet")
SCORES = ((3.4, 4.1, 3.6), (2.9, 3.8, 3.1), (3.0, 3.9, 3.2))


def profiles(*days):
    """What is stored of the scores, each institution's on its day."""
    return [
        (number, day, area, f"{score:.1f}".replace(".", ",").removesuffix(",0"))
        for number, day, scores in zip(("9101", "9201", "9301"), days, SCORES, strict=True)
        for area, score in zip(AREAS, scores, strict=True)
    ]


KIDS = profiles(*["2026-03-03"] * 3)
DAY = datetime.date(2026, 3, 3)


@mess(RATED, options=BY_NAME, file="data.csv")
def ratings_with_a_day_for_the_year_and_headings_nobody_knows():
    rows = [
        (name, DAY, topic, cell.split()[0], "Nej")
        for name, cells in zip(NAMES, CELLS, strict=True)
        for topic, cell in zip((f"1. {SAMSPIL}", f"2. {LEG}"), cells, strict=True)
    ]
    return text([("Enhedsnavn", "Tilsynsdato", "Tema", "Konklusion", "Opfølgning"), *rows])


@mess(RATED, options=BY_NAME, answers={"year": "2026"})
def crosses_under_the_steps():
    steps = (KEEP, ADJUST, CHANGE, NEW)
    rows = [
        (name, topic, *("x" if cell == step else None for step in steps))
        for name, cells in zip(NAMES, CELLS, strict=True)
        for topic, cell in zip((SAMSPIL, LEG), cells, strict=True)
    ]
    return xlsx([("Institution", "Tema", "Vedligeholde", "Justere", "Ændre", "Ny indsats"), *rows])


@mess(
    [
        *values("2026", "Samspil og relationer", KEEP, ADJUST, NEW),
        *values("2026", "Fællesskaber og leg", ADJUST, CHANGE, KEEP),
    ],
    options=BY_NAME,
    answers={"steps:signs": "1=best", "year": "2026"},
)
def plus_and_minus_where_a_minus_is_no_gap():
    rows = zip(NAMES, ("++", "+", "-"), ("+", "0", "++"), strict=True)
    return xlsx([("Institution", SAMSPIL, LEG), *rows], title="2026")


@mess(RATED, options=BY_NAME, answers={"year": "2026"})
def what_is_done_beside_each_rating():
    def shape(sheet):
        sheet.merge_cells("B2:C2")
        sheet.merge_cells("D2:E2")

    lower = (None, "Vurdering", "Opfølgning", "Vurdering", "Opfølgning")
    rows = [(n, a, "Sparring", b, None) for n, (a, b) in zip(NAMES, CELLS, strict=True)]
    head = [("Tilsyn 2026",), ("Institution", SAMSPIL, None, LEG, None), lower]
    return xlsx([*head, *rows], shape=shape)


@mess(
    [*RATED, *values("2026", "Sprog og bevægelse", CHANGE, KEEP, KEEP)],
    options=BY_NAME,
    answers={"year": "2026", "steps:numbers": "1=lowest"},
)
def numbers_with_their_meaning_below_and_counts_in_a_last_row():
    worth = {KEEP: 4, ADJUST: 3, CHANGE: 2}
    rows = [
        (n, *(worth[cell] for cell in cells), last)
        for n, cells, last in zip(NAMES, CELLS, (2, 4, 4), strict=True)
    ]
    legend = [(4, KEEP), (3, ADJUST), (2, CHANGE), (1, NEW)]
    head = [("Tilsyn 2026",), ("Institution", "Samspil", LEG, "Sprog og bevægelse")]
    return xlsx([*head, *rows, ("Antal 4-taller", 2, 1, 2), (), *legend])


@mess([*SICK, *MONTHS], options=BY_NAME, answers=YEAR)
def months_with_the_whole_year_at_the_end():
    rows = [(n, 1.0, 2.0, 3.0, one) for n, one in zip(NAMES, FIGURES, strict=True)]
    head = [("Sygefravær i procent 2025",), ("Institution", "jan", "feb", "mar", "Hele året")]
    return xlsx([*head, *rows])


@mess([*SICK, *QUARTERS], options=BY_NAME)
def quarters_among_the_years():
    rows = [
        (n, period, figure)
        for n, one in zip(NAMES, FIGURES, strict=True)
        for period, figure in (("1. kvartal 2025", 1.0), ("2. kvartal 2025", 2.0), ("2025", one))
    ]
    return xlsx([("Enhed", "Periode", "Sygefravær i pct."), *rows])


@mess(
    [
        *values("2025-K1", "Sygefravær", "5", "5", "5"),
        *values("2025-K2", "Sygefravær", "5", "5", "5"),
    ],
    options=BY_NAME,
)
def quarters_without_a_year():
    rows = [(n, f"{k}. kvartal 2025", 5.0) for n in NAMES for k in (1, 2)]
    return xlsx([("Enhed", "Periode", "Sygefravær i pct."), *rows])


@mess(SICK, options=BY_NAME, answers={"part:Personalegruppe": "Alle", "column:": "-"})
def rows_for_each_group_of_staff():
    rows = [
        (n, 2025, group, figure)
        for n, one in zip(NAMES, FIGURES, strict=True)
        for group, figure in (("Pædagoger", 9.9), ("Medhjælpere", 9.9), ("Alle", one))
    ]
    return xlsx([("Institution", "År", "Personalegruppe", "Sygefravær i procent"), *rows])


@mess(
    [
        *values("2025-01", "Sygefravær", "5,4", "5,4", "5,4"),
        *values("2025-02", "Sygefravær", "5,4", "5,4", "5,4"),
    ],
    options=BY_NAME,
)
def months_below_one_another_that_say_the_same():
    rows = [(n, 2025, month, 5.4) for n in NAMES for month in ("Januar", "Februar")]
    return xlsx([("Institution", "År", "Måned", "Sygefravær i procent"), *rows])


@mess(SICK, options=BY_NAME, answers=YEAR)
def kinds_of_absence_below_one_heading():
    def shape(sheet):
        sheet.merge_cells("B2:D2")

    rows = [(n, 1.0, one - 1, one) for n, one in zip(NAMES, FIGURES, strict=True)]
    head = [("Fravær 2025",), ("Enhed", "Sygefravær i procent", None, None)]
    lower = (None, "Korttid", "Langtid", "I alt")
    return xlsx([*head, lower, *rows, ("Hele Dagtilbud Nord", 1, 4, 5)], shape=shape)


@mess(SICK, options=BY_NAME, answers={"places:Institution": "all"})
def names_that_are_nearly_known():
    names = ("Solsikken (integreret)", "Børnehuset Egernet", "Regnbuen, inst.")
    rows = [(n, 2025, one) for n, one in zip(names, FIGURES, strict=True)]
    return xlsx([("Institution", "År", "Sygefravær i procent"), *rows])


@mess(profiles(*["2026-05-12"] * 3), options=BY_NAME)
def areas_by_their_content_below_lines_that_tell_of_place_and_day():
    def sheet(name, scores):
        rows = [(a, s, f"{s * 20:.0f} %") for a, s in zip(AREAS, scores, strict=True)]
        head = ("Hovedområde", "Score (1-5)", "Pct. af max")
        return [("Dagtilbud:", name), ("Dato:", "12-05-2026"), (), head, *rows]

    first, *more = [sheet(name, scores) for name, scores in zip(NAMES, SCORES, strict=True)]
    return xlsx(first, title="R1", more=[(f"R{n}", one) for n, one in enumerate(more, start=2)])


@mess(profiles("2026-03-03", "2026-03-05", "2026-03-09"), options=BY_NAME)
def institutions_across_with_the_day_below_and_their_mean_beside():
    rows = [(a, *(s[at] for s in SCORES), 3.3) for at, a in enumerate(AREAS)]
    days = ("Observationsdato", *(f"0{n}-03-2026" for n in (3, 5, 9)), None)
    return xlsx([("KIDS",), ("KIDS-område", *NAMES, "Gennemsnit"), days, *rows])


@mess(
    [(*one, "Rød stue") for one in KIDS if one[0] == "9101"]
    + [(*one[:3], "2", "Blå stue") for one in KIDS if one[0] == "9101"],
    options=BY_NAME,
)
def rooms_behind_the_names():
    rows = [("Solsikken (Rød stue)", DAY, *SCORES[0]), ("Solsikken, Blå stue", DAY, 2, 2, 2)]
    return xlsx([("Hus (stue)", "Besøgt den", *AREAS), *rows])


@mess(KIDS, options=BY_NAME, file="data.csv")
def numbers_with_their_word_behind():
    rows = [
        (n, "03-03-2026", *(f"{s:.1f} (tilstrækkelig)".replace(".", ",") for s in scores))
        for n, scores in zip(NAMES, SCORES, strict=True)
    ]
    return text([("Institution", "Dato for observation", *AREAS), *rows])
