"""KIDS room by room: rooms on sheets, below their places, under days, and a block for each."""

from tests.messy.case import Fact, mess
from tests.messy.writing import xlsx

BY_NAME = {"accept_names": True}
AREAS = ("Fysiske omgivelser", "Relationer", "Leg og aktivitet")
DAY, TOLD = "2026-03-04", "4. marts 2026"


def scores(number: str, room: str, *figures: str, day: str = DAY) -> list[Fact]:
    return [(number, day, area, one, room) for area, one in zip(AREAS, figures, strict=True)]


def form(place, *rooms, figures, day=TOLD):
    rows = zip(AREAS, figures, strict=True)
    return [
        [f"KIDS – {place}"],
        ["Observationsdato:", day],
        [],
        ["Område", *rooms],
        *([area, *cells] for area, cells in rows),
        [],
        ["1 = lav, 5 = høj"],
    ]


BOTH = ((3.2, 3.6), (4.0, 4.4), (3.5, 3.1))
ONE = ((2.8,), (3.9,), (3.0,))
ALL = [
    *scores("9101", "Rød stue", "3,2", "4", "3,5"),
    *scores("9101", "Gul stue", "3,6", "4,4", "3,1"),
    *scores("9301", "Dråben", "2,8", "3,9", "3"),
]


@mess(ALL, options=BY_NAME)
def a_sheet_of_two_rooms_and_one_of_one():
    first = form("Solsikken", "Rød stue", "Gul stue", figures=BOTH)
    last = form("Regnbuen", "Dråben", figures=ONE)
    return xlsx(first, title="Solsikken", more=[("Regnbuen", last)])


@mess(ALL, options=BY_NAME)
def a_sheet_of_one_room_and_one_of_two():
    first = form("Regnbuen", "Dråben", figures=ONE)
    last = form("Solsikken", "Rød stue", "Gul stue", figures=BOTH)
    return xlsx(first, title="Regnbuen", more=[("Solsikken", last)])


def rooms_below(shape=None, gap=""):
    rows = zip(AREAS, BOTH, ONE, strict=True)
    return xlsx(
        [
            [f"KIDS {TOLD}"],
            [],
            ["", "Solsikken", gap, "Regnbuen"],
            ["", "Rød stue", "Gul stue", "Dråben"],
            *([area, *two, *one] for area, two, one in rows),
        ],
        shape=shape,
    )


WHEN = {"all:Måledato": TOLD}


@mess(ALL, answers=WHEN, options=BY_NAME)
def rooms_below_merged_places():
    return rooms_below(lambda sheet: sheet.merge_cells("B3:C3"))


@mess(ALL, answers=WHEN, options=BY_NAME)
def rooms_below_places_that_stand_twice():
    return rooms_below(gap="Solsikken")


TWICE = [
    *scores("9101", "Rød stue", "3,2", "4", "3,5"),
    *scores("9101", "Rød stue", "3,6", "4,4", "3,1", day="2026-10-06"),
]


@mess(TWICE, options=BY_NAME)
def days_across_with_the_change_beside():
    rows = [[area, *two, f"{two[1] - two[0]:+.1f}"] for area, two in zip(AREAS, BOTH, strict=True)]
    head = ["Område", TOLD, "6. oktober 2026", "Udvikling"]
    return xlsx([["Institution", "Solsikken"], ["Stue", "Rød stue"], [], head, *rows])


@mess(TWICE, options=BY_NAME)
def days_across_in_figures():
    rows = [[area, *two] for area, two in zip(AREAS, BOTH, strict=True)]
    head = ["KIDS-område", "04-03-2026", "06-10-2026"]
    return xlsx([["Institution", "Solsikken"], ["Stue", "Rød stue"], [], head, *rows])


@mess(
    [
        *scores("9101", "Rød stue", "3,2", "4", "3,5"),
        *scores("9301", "Dråben", "2,8", "3,9", "3", day="2026-03-10"),
    ],
    options=BY_NAME,
)
def a_block_for_each_room_with_its_day_above():
    def block(label, day, figures):
        rows = zip(AREAS, figures, strict=True)
        return [[label], [f"Dato: {day}"], ["Område", "Score"], *map(list, rows), []]

    return xlsx(
        [
            *block("Solsikken, Rød stue", "4/3 2026", (3.2, 4.0, 3.5)),
            *block("Regnbuen, Dråben", "10/3 2026", (2.8, 3.9, 3.0)),
        ]
    )


@mess(
    [
        *scores("9101", "Rød stue", "3,2", "4", "3,5", day="2026-03-09"),
        *scores("9101", "Gul stue", "3,6", "4,4", "3,1", day="2026-03-09"),
        *scores("9301", "Dråben", "2,8", "3,9", "3", day="2026-03-16"),
        *scores("9301", "Bølgen", "3", "3,5", "2,5", day="2026-03-16"),
    ],
    options=BY_NAME,
)
def rooms_of_each_place_in_blocks_below_their_weeks():
    def block(line, *rooms, figures):
        rows = zip(AREAS, figures, strict=True)
        return [[line], ["Område", *rooms], *([area, *cells] for area, cells in rows), []]

    more = ((2.8, 3), (3.9, 3.5), (3, 2.5))
    return xlsx(
        [
            ["KIDS-observationer"],
            [],
            *block("9101 Solsikken – observeret uge 11 2026", "Rød stue", "Gul stue", figures=BOTH),
            *block("9301 Regnbuen – observeret uge 12 2026", "Dråben", "Bølgen", figures=more),
        ]
    )


@mess(
    [
        ("9101", "2026-03-01", "Relationer", "4"),
        ("9101", "2026-03-01", "Leg og aktivitet", "3,5"),
        ("9101", "2026-10-01", "Relationer", "4,2"),
        ("9101", "2026-10-01", "Leg og aktivitet", "3,9"),
    ],
    answers={"days:": "first"},
    options=BY_NAME,
)
def months_over_areas():
    rows = [
        ["", "Marts 2026", "", "Oktober 2026", ""],
        ["Institution", *AREAS[1:], *AREAS[1:]],
        ["Solsikken", 4, 3.5, 4.2, 3.9],
    ]

    def shape(sheet):
        sheet.merge_cells("B1:C1")
        sheet.merge_cells("D1:E1")

    return xlsx(rows, shape=shape)


@mess(
    [
        ("9101", "2026-03-04", "Relationer", "4", "0-2 år"),
        ("9101", "2026-03-04", "Relationer", "3,5", "3-5 år"),
    ],
    options=BY_NAME,
)
def ages_of_children_beside_areas():
    head = ["Institution", "Alder", "Dato", "Relationer"]
    ages = (("0-2 år", 4), ("3-5 år", 3.5))
    return xlsx([head, *(["Solsikken", age, "04-03-2026", score] for age, score in ages)])
