"""Several tables on a sheet or in a file, each with what stands over it, and topics nobody has."""

from tests.messy.case import mess, values
from tests.messy.contents import (
    ADJUST,
    AREAS,
    BY_NAME,
    CHANGE,
    KEEP,
    LEG,
    NAMES,
    SAMSPIL,
)
from tests.messy.writing import ods, xlsx

SICK, POSTS = "Sygefravær i procent", "Fuldtidsstillinger"
HEAD = ("Institution", SICK, POSTS)
OLD, NEW = ((7.2, 5.5, 6.1), (18.0, 11.0, 13.0)), ((6.1, 4.4, 5.0), (19.5, 11.2, 14.0))
TWO_YEARS = [
    *values("2024", "Sygefravær", "7,2", "5,5", "6,1"),
    *values("2024", "Stillinger", "18", "11", "13"),
    *values("2025", "Sygefravær", "6,1", "4,4", "5"),
    *values("2025", "Stillinger", "19,5", "11,2", "14"),
]
QUARTERS = {"2024": "2025-K3", "2025": "2025-K4"}


@mess(TWO_YEARS, options=BY_NAME)
def two_tables_whose_columns_stand_in_another_order():
    first = [("Tal for 2024",), HEAD, *zip(NAMES, *OLD, strict=True), ("I alt", "", 42)]
    second = zip(NAMES, *reversed(NEW), strict=True)
    return xlsx([*first, (), (), ("Tal for 2025",), ("Institution", POSTS, SICK), *second])


@mess([(number, QUARTERS[year], *said) for number, year, *said in TWO_YEARS], options=BY_NAME)
def a_table_for_each_quarter():
    tables = [("Personale 2025",), ()]
    for quarter, figures in (("3. kvartal", OLD), ("4. kvartal", NEW)):
        tables += [(quarter,), HEAD, *zip(NAMES, *figures, strict=True), ()]
    return xlsx(tables)


@mess(
    [
        ("9101", "2022", "Forældresamarbejde", "Tilpas indsats"),
        ("9101", "2024", "Samspil og relationer", KEEP),
        ("9101", "2024", "Fællesskaber og leg", ADJUST),
        ("9201", "2022", "Forældresamarbejde", "Vedligehold indsats"),
        ("9201", "2024", "Samspil og relationer", CHANGE),
        ("9201", "2024", "Fællesskaber og leg", KEEP),
    ],
    options=BY_NAME,
)
def two_tables_of_two_editions_below_each_place():
    partners = "Forældresamarbejde - forældrepartnerskab"
    rows = []
    for name, old, new in (
        ("Solsikken", "Tilpas indsats", (KEEP, ADJUST)),
        ("Egernet", "Vedligehold indsats", (CHANGE, KEEP)),
    ):
        rows += [(name,), ("Efter de gamle pejlemærker",), ("År", partners), (2022, old), ()]
        rows += [("Efter de nye temaer",), ("År", SAMSPIL, LEG), (2024, *new), (), ()]
    return xlsx(rows)


ROOMS = [
    ("9101", "2026-03-03", area, score, room)
    for area, scores in zip(AREAS, (("4", "3,5"), ("3", "3,5"), ("2,5", "4")), strict=True)
    for room, score in zip(("Grøn", "Gul"), scores, strict=True)
] + [
    ("9201", "2026-03-10", area, score, room)
    for area, scores in zip(AREAS, (("3", "3,5"), ("4", "4,5"), ("2", "2,5")), strict=True)
    for room, score in zip(("Store", "Små"), scores, strict=True)
]


@mess(ROOMS, options=BY_NAME)
def a_sheet_for_each_place_with_rooms_of_its_own():
    def sheet(name, day, rooms, scores):
        facts = [("Hus:", name), ("Måledato:", day), ()]
        return [*facts, ("Område", *rooms), *((a, *s) for a, s in zip(AREAS, scores, strict=True))]

    first = sheet("Solsikken", "03-03-2026", ("Grøn", "Gul"), ((4, 3.5), (3, 3.5), (2.5, 4)))
    second = sheet("Egernet", "10-03-2026", ("Store", "Små"), ((3, 3.5), (4, 4.5), (2, 2.5)))
    return xlsx(first, title="Solsikken", more=[("Egernet", second)])


@mess([one for one in ROOMS if one[4] in ("Grøn", "Store")], options=BY_NAME, file="to.ods")
def two_places_side_by_side_with_their_facts_above():
    head = ("Område", "Sum", "Gennemsnit")
    rows = [
        ("9101 Solsikken", "", "", "", "9201 Egernet"),
        ("Stue", "Grøn", "", "", "Stue", "Store"),
    ]
    rows += [("Observeret", "03-03-2026", "", "", "Observeret", "10-03-2026"), ()]
    rows += [(*head, "", *head)]
    scores = zip(AREAS, (4, 3, 2.5), (3, 4, 2), strict=True)
    rows += [(area, 40, one, "", area, 30, other) for area, one, other in scores]
    return ods([("KIDS vinter",), (), *rows])


@mess(
    [
        ("9101", "2026", "Samspil og relationer", KEEP),
        ("9101", "2026", "Fællesskaber og leg", ADJUST),
        ("9301", "2026", "Samspil og relationer", CHANGE),
        ("9301", "2026", "Fællesskaber og leg", KEEP),
    ],
    options=BY_NAME,
)
def a_block_below_a_sentence_with_the_place_and_the_day():
    def block(line, *steps):
        return [(line,), ("Nr", "Tema", "Vurdering"), (1, SAMSPIL, steps[0]), (2, LEG, steps[1])]

    first = block("Besøg i Solsikken (inst. 9101) den 3. marts 2026", KEEP, ADJUST)
    second = block("Besøg i Regnbuen (inst. 9301) den 17/3-26", CHANGE, KEEP)
    return xlsx([("Notater",), (), *first, (), *second])


@mess(
    [
        *values("2025", "Trivsel", "6", "5,4", "5,8"),
        *values("2025", "Nærmeste leder", "5", "5,5", "6"),
    ],
    options=BY_NAME,
)
def places_across_with_their_numbers_and_how_many_answered():
    head = ("Tema", "Solsikken\n9101", "Egernet\n9201", "Regnbuen\n9301")
    rows = [("Svarprocent", "72 % (18/25)", "90 % (9/10)", "88 % (22/25)")]
    rows += [("Trivsel og motivation", 6, 5.4, 5.8), ("Nærmeste leder", 5, 5.5, 6)]
    return xlsx([("Trivselsmåling 2025",), (), head, *rows])


ASKED = "Hvor tilfreds er du samlet set med dagtilbuddet?"
LOCAL = "Hvor tilfreds er du med legepladsen?"
HAPPY = values("2026", "Samlet tilfredshed", "4,2", "4,4", "3,9")


@mess(HAPPY, options=BY_NAME, answers={f"cell:Spørgsmål:{LOCAL}": "leave out"})
def a_question_nobody_has_may_be_left_out():
    rows = [
        row
        for name, one in zip(NAMES, (4.2, 4.4, 3.9), strict=True)
        for row in ((name, ASKED, one), (name, LOCAL, 3.5))
    ]
    return xlsx([("Brugerundersøgelse 2026",), ("Hus", "Spørgsmål", "Gennemsnit"), *rows])


@mess(HAPPY, options=BY_NAME, answers={f"cell:Spørgsmål:{LOCAL}": "leave out"})
def a_sheet_for_each_question_of_which_one_is_nobodys():
    head = ("Institution", 2026)
    first = [
        (ASKED,),
        ("Forældre, skala 1 til 5",),
        (),
        head,
        *zip(NAMES, (4.2, 4.4, 3.9), strict=True),
    ]
    second = [
        (LOCAL,),
        ("Forældre, skala 1 til 5",),
        (),
        head,
        *zip(NAMES, (3.5, 3.6, 3.7), strict=True),
    ]
    return xlsx(first, title="A", more=[("B", second)])


@mess(refused="én persons svar", options=BY_NAME)
def answers_as_a_survey_tool_numbers_them():
    rows = [(7000 + at, at % 3 + 1, at % 5 + 1) for at in range(12)]
    texts = [("s_1", "Hvilket hus?"), ("s_2", ASKED)]
    return xlsx([("respondent", "s_1", "s_2"), *rows], title="Dataset", more=[("Koder", texts)])


@mess(
    [("611", "Elmehuset", "Klynge Enge"), ("621", "Pilen", "Klynge Hede")],
    kind="institutions",
)
def a_list_with_area_and_cluster_in_one_line_and_numbers_behind_names():
    head = ("Navn og nr.", "Art", "Adresse")
    rows = [("Område Syd – Klynge Enge",), ("Elmehuset, 611", "Int. inst.", "Vej 1")]
    rows += [("Område Syd – Klynge Hede",), ("Pilen, 621 (tidl. Havens Børnehave)", "Bh.", "Vej 2")]
    return xlsx([("Adresser",), head, *rows])
