"""What headings say beside what they measure, and what lines above and between rows say."""

from tests.messy.case import PLACES, mess, values
from tests.messy.writing import text, xlsx

BY_NAME = {"accept_names": True}
NAMES = [PLACES[number] for number in ("9101", "9201", "9301")]
YEAR = {"year": "2026"}
SAMSPIL = "Samspil og relationer mellem børn og voksne"
LEG = "Børnefællesskaber og leg"
KEEP, ADJUST = "Vedligeholde indsatsen", "Justere indsatsen"
RATED = [
    *values("2026", "Samspil og relationer", KEEP, ADJUST, KEEP),
    *values("2026", "Fællesskaber og leg", ADJUST, ADJUST, KEEP),
]
WELL, LEADER = "Trivsel og motivation", "Nærmeste leder"
FELT = [
    *values("2025", "Trivsel", "5,8", "5,1", "6"),
    *values("2025", "Nærmeste leder", "5,9", "4,8", "6,3"),
]
YOUNG = [(*one, "0-2 år") for one in values("2025", "Børn pr. voksen", "2,9", "3,1", "3")]
OLD = [(*one, "3-5 år") for one in values("2025", "Børn pr. voksen", "5,8", "6", "5,5")]
PER_ADULT = [*YOUNG, *OLD]
RATIOS = ((2.9, 5.8), (3.1, 6.0), (3.0, 5.5))
AGES = ("0-2 år", "3-5 år")


@mess(RATED, answers=YEAR)
def institutions_across_and_topics_down():
    head = ("Tema", *(f"{number} {PLACES[number]}" for number in ("9101", "9201", "9301")))
    rows = [(f"1. {SAMSPIL}", KEEP, ADJUST, KEEP), (f"2. {LEG}", ADJUST, ADJUST, KEEP)]
    return xlsx([["Tilsyn 2026"], head, *rows])


@mess(FELT, answers={"year": "2025"}, options=BY_NAME)
def institutions_across_with_how_many_answered():
    head = (
        "Tema",
        *(f"{name} (n={count})" for name, count in zip(NAMES, (21, 17, 9), strict=True)),
    )
    rows = [(WELL, 5.8, 5.1, 6.0), (LEADER, 5.9, 4.8, 6.3)]
    return xlsx([["TU 2025"], (*head, "Hele kommunen"), *((*row, 5.5) for row in rows)])


@mess(FELT, options=BY_NAME)
def topics_across_that_we_write_down():
    cells = ((5.8, 5.9), (5.1, 4.8), (6.0, 6.3))
    rows = [(name, 2025, *both) for name, both in zip(NAMES, cells, strict=True)]
    return xlsx([("Arbejdsplads", "År", WELL, LEADER), *rows])


@mess(
    values("2023", "Trivsel", "5,6", "5", "6") + values("2025", "Trivsel", "5,8", "5,1", "6,1"),
    options=BY_NAME,
)
def topics_across_over_two_years():
    rows = [(n, *c) for n, c in zip(NAMES, ((5.6, 5.8), (5, 5.1), (6, 6.1)), strict=True)]

    def shape(sheet):
        sheet.merge_cells("B1:C1")

    return xlsx([("Arbejdsplads", WELL, ""), ("", 2023, 2025), *rows], shape=shape)


@mess(
    values("2023", "Trivsel", "5,6", "5", "6") + values("2025", "Trivsel", "5,8", "5,1", "6,1"),
    options=BY_NAME,
)
def years_across_of_a_topic_that_we_write_down():
    cells = ((5.6, 5.8, "+0,2"), (5, 5.1, "+0,1"), (6, 6.1, "+0,1"))
    rows = [(name, *three) for name, three in zip(NAMES, cells, strict=True)]
    return xlsx([[f"{WELL} (TU)"], ("Institution", "2023", "2025", "Udvikling"), *rows])


@mess(PER_ADULT, answers={"year": "2025"}, options=BY_NAME)
def ages_under_a_key_figure():
    rows = [(name, *both) for name, both in zip(NAMES, RATIOS, strict=True)]

    def shape(sheet):
        sheet.merge_cells("B2:C2")

    head = ("Institution", "Børn pr. voksen", "")
    return xlsx([["Normering 2025"], head, ("", *AGES), *rows], shape=shape)


@mess(PER_ADULT, options=BY_NAME)
def ages_alone_under_a_title_that_tells():
    rows = [(name, *both) for name, both in zip(NAMES, RATIOS, strict=True)]
    return xlsx([["Børn pr. voksen"], ("Institution", *AGES), *rows], title="2025")


@mess(PER_ADULT, options=BY_NAME)
def a_sheet_for_each_age():
    sheets = [
        [("Institution", "År", "Børn pr. voksen")]
        + [(name, 2025, both[at]) for name, both in zip(NAMES, RATIOS, strict=True)]
        for at in (0, 1)
    ]
    return xlsx(sheets[0], title=AGES[0], more=[(AGES[1], sheets[1])])


@mess(YOUNG, options=BY_NAME, file="normering.csv")
def so_many_to_one():
    rows = [(n, 2025, "0-2 år", f"1:{c}") for n, c in zip(NAMES, ("2,9", "3,1", "3"), strict=True)]
    return text([("Institution", "År", "Alder", "Normering (voksne:børn)"), *rows])


ROUNDS = [
    *values("2025-1", "Position", "80", "90", "75"),
    *values("2025-2", "Position", "90", "80", "50"),
]


@mess(ROUNDS, options=BY_NAME)
def rounds_over_positions():
    cells = ((8, 1, 1, 9, 1, 0), (9, 1, 0, 8, 1, 1), (6, 1, 1, 4, 2, 2))
    rows = [(name, *six) for name, six in zip(NAMES, cells, strict=True)]
    head = ("Institution", "Forår 2025", "", "", "Efterår 2025", "", "")

    def shape(sheet):
        sheet.merge_cells("B1:D1")
        sheet.merge_cells("E1:G1")

    return xlsx([head, ("", *("Grøn", "Gul", "Rød") * 2), *rows], shape=shape)


@mess(values("2026-1", "Position", "80", "90", "75"), options=BY_NAME, file="topi.csv")
def a_round_in_two_signs():
    cells = ((8, 1, 1), (9, 1, 0), (6, 1, 1))
    rows = [(name, "F26", *three) for name, three in zip(NAMES, cells, strict=True)]
    return text([("Enhed", "Runde", "Antal grøn", "Antal gul", "Antal rød"), *rows])


@mess(RATED)
def an_institution_as_a_line_over_its_topics():
    lines = [["Tilsynsår 2026"], ("Tema", "Vurdering", "Tilsynsår")]
    for at, name in enumerate(NAMES):
        ratings = [one[3] for one in RATED if PLACES[one[0]] == name]
        topics = zip((SAMSPIL, LEG), ratings, strict=True)
        lines += [
            [f"{name} ({['9101', '9201', '9301'][at]})"],
            *((*one, 2026) for one in topics),
            [],
        ]
    return xlsx(lines)


@mess(
    [("9101", "2026-02-12", "Relationer", "3,8"), ("9201", "2026-02-13", "Relationer", "4,1")],
)
def a_form_for_each_institution():
    def sheet(number, day, value):
        above = [["KIDS"], ["Institutionsnummer", number], ["Dato:", day], []]
        return [*above, ("Område", "Gennemsnit"), ("Relationer", value)]

    more = [(PLACES["9201"], sheet("9201", "13-02-2026", 4.1))]
    return xlsx(sheet("9101", "12-02-2026", 3.8), title=PLACES["9101"], more=more)


@mess(values("2025", "Sygefravær", "6,1", "4,8", "7,9"), options=BY_NAME)
def a_pivot_with_clusters_among_the_places():
    cells = zip(NAMES, (6.1, 4.8, 7.9), strict=True)
    head = ("Rækkenavne", "Middel af Sygefravær i procent")
    return xlsx([("År", "2025"), [], head, ("Klynge Fyrtårnet", 6.2), *cells, ("Hovedtotal", 6.2)])


@mess(
    [
        fact
        for period in ("2025", "2025-01", "2025-02", "2025-03")
        for fact in values(period, "Sygefravær", "6,1", "4,8", "7,9")
    ],
    options=BY_NAME,
)
def months_before_the_year():
    months = ("jan", "feb", "mar")
    rows = [
        (name, value, value, value, value)
        for name, value in zip(NAMES, (6.1, 4.8, 7.9), strict=True)
    ]
    return xlsx([["Sygefravær i procent"], ("Institution", *months, "2025"), *rows])


@mess(values("2025", "Samlet tilfredshed", "4", "4,5", "3"), options=BY_NAME, file="btu.csv")
def answers_without_their_mean():
    answers = ("Meget utilfreds", "Utilfreds", "Hverken eller", "Tilfreds", "Meget tilfreds")
    cells = ((0, 0, 10, 80, 10), (0, 0, 0, 50, 50), (0, 0, 100, 0, 0))
    rows = [(name, 2025, *shares) for name, shares in zip(NAMES, cells, strict=True)]
    asked = ["Spørgsmål: Hvor tilfreds er du samlet set med dagtilbuddet?"]
    return text([asked, ("Institution", "År", *(f"{one}, %" for one in answers)), *rows])


@mess(refused="giver tilsammen|add up to", options=BY_NAME)
def shares_that_are_none():
    head = ("Institution", "År", "Generel indsats", "Fokuseret indsats", "Særlig indsats")
    return xlsx([head, (NAMES[0], 2026, 58, 4, 2), (NAMES[1], 2026, 20, 5, 5)])


@mess(values("2026", "Samlet", "75", "66,7", numbers=("9101", "9201")), options=BY_NAME)
def counts_where_shares_are_meant():
    head = ("Institution", "År", "Generel indsats", "Fokuseret indsats", "Særlig indsats")
    return xlsx([head, (NAMES[0], 2026, 18, 4, 2), (NAMES[1], 2026, 20, 5, 5)])


@mess(
    values("2026", "Samlet", "75", "80", numbers=("9101", "9201")),
    options=BY_NAME,
)
def counts_that_make_their_total():
    head = ("Institution", "År", "Antal vurderet", "Generel", "Fokuseret", "Særlig")
    return xlsx([head, (NAMES[0], 2026, 24, 18, 4, 2), (NAMES[1], 2026, 30, 24, 3, 3)])


@mess(values("2025", "Sygefravær", "6,1", "4,8", "7,9"), file="fravær.csv", options=BY_NAME)
def letters_of_a_mac():
    rows = [(name, 2025, v) for name, v in zip(NAMES, ("6,1", "4,8", "7,9"), strict=True)]
    return text([("Børnehus", "År", "Sygefravær"), *rows], encoding="mac_roman", end="\r")


@mess(values("2025", "Sygefravær", "6,1", "4,8", "7,9"), file="fravær.csv", options=BY_NAME)
def letters_of_dos():
    rows = [(name, 2025, v) for name, v in zip(NAMES, ("6,1", "4,8", "7,9"), strict=True)]
    return text([("Børnehus", "År", "Sygefravær"), *rows], encoding="cp865")


@mess(values("2025", "Sygefravær", "6,1", "4,8", "7,9"), file="krl.csv", options=BY_NAME)
def a_place_at_the_end_of_its_organisation():
    paths = [f"Solby Kommune / Børn og Unge / {name}" for name in NAMES]
    rows = [(path, v) for path, v in zip(paths, ("6,1", "4,8", "7,9"), strict=True)]
    return text([["Periode: jan 2025 - dec 2025"], ("Organisation", "Fraværsprocent"), *rows])


@mess(
    [*RATED[:3], *values("2026", "Fællesskaber og leg", ADJUST, ADJUST, KEEP)],
    answers={"column:Samspil": SAMSPIL},
    options=BY_NAME,
)
def a_topic_by_its_first_word_is_asked_about():
    cells = ((KEEP, ADJUST), (ADJUST, ADJUST), (KEEP, KEEP))
    rows = [(name, 2026, *both) for name, both in zip(NAMES, cells, strict=True)]
    return xlsx([("Institution", "Tilsynsår", "Samspil", LEG), *rows])


@mess(
    [
        *values("2026", "Samspil og relationer", KEEP, ADJUST, "Iværksætte en ny indsats"),
        *values("2026", "Fællesskaber og leg", KEEP, ADJUST, "Iværksætte en ny indsats"),
    ],
    answers={"steps:": "initials", "cell:*:NY": "Iværksætte en ny indsats"},
)
def one_answer_for_several_columns():
    cells = zip(("9101", "9201", "9301"), ("V", "J", "NY"), strict=True)
    rows = [(number, 2026, letter, letter) for number, letter in cells]
    return xlsx([("Institutionsnummer", "År", SAMSPIL, LEG), *rows])


LIST = {"kind": "institutions"}
NEW = [
    ("8101", "Tumlehøj", "Dagtilbud Nord"),
    ("8102", "Skovbrynet", "Dagtilbud Nord"),
    ("8103", "Bakketoppen", "Dagtilbud Syd"),
]
KIND = ("Børnehave", "Kommunal")


@mess(NEW, **LIST)
def areas_and_clusters_as_lines():
    rows = [(*one[:2], *KIND) for one in NEW]
    head = ("Inst.nr.", "Institution", "Type", "Ejerform")
    nord, syd = ["Dagtilbud Nord"], ["Dagtilbud Syd"]
    return xlsx([head, ["Område Vest"], nord, *rows[:2], syd, rows[2], ["I alt 3"]])


@mess(NEW, **LIST)
def numbers_before_names_and_what_is_beside():
    rows = [
        ("Område Vest", one[2], f"{one[0]} - {one[1]}*", *KIND, "Vejen 1", "a@b.dk") for one in NEW
    ]
    head = ("Område", "Klynge", "Enhed", "Insttype", "Ejer", "Adresse", "E-mail")
    return xlsx([head, *rows])
