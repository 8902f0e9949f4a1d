"""Several tables on a sheet, topics below one another, and what only stands over a table."""

from tests.messy.case import mess, values
from tests.messy.contents import (
    AREAS,
    BY_NAME,
    CELLS,
    LEG,
    NAMES,
    RATED,
    SAMSPIL,
    SCORES,
)
from tests.messy.writing import text, xlsx

SICK, STAFF = "Sygefravær i procent", "Fuldtidsstillinger"
OLDER, NEWER = (7.2, 5.5, 6.1), (6.1, 4.4, 5.0)
POSTS = (19.5, 11.2, 14.0)
TWO_YEARS = [
    *values("2024", "Sygefravær", "7,2", "5,5", "6,1"),
    *values("2025", "Sygefravær", "6,1", "4,4", "5"),
]
TWO_TOPICS = [
    *values("2025", "Sygefravær", "6,1", "4,4", "5"),
    *values("2025", "Stillinger", "19,5", "11,2", "14"),
]


def table(*columns, head):
    return [head, *zip(NAMES, *columns, strict=True)]


@mess(TWO_YEARS, options=BY_NAME)
def two_years_side_by_side():
    rows = zip(NAMES, OLDER, [""] * 3, NAMES, NEWER, strict=True)
    head = ("Institution", SICK, "", "Institution", SICK)
    return xlsx([["2024", "", "", "2025", ""], head, *rows])


@mess(TWO_YEARS, options=BY_NAME)
def two_years_below_one_another():
    head = ("Institution", SICK)
    first = [["Sygefravær 2024"], *table(OLDER, head=head), []]
    return xlsx([*first, ["Sygefravær 2025"], *table(NEWER, head=head)])


@mess(TWO_TOPICS, options=BY_NAME)
def a_table_for_each_topic_below_one_another():
    head = ("Afdeling", 2025)
    first = [[SICK], *table(NEWER, head=head), []]
    return xlsx([*first, [STAFF], *table(POSTS, head=head)])


@mess(TWO_TOPICS, options=BY_NAME)
def a_sheet_for_each_topic():
    head = ("Institution", 2025)
    more = [(STAFF, table(POSTS, head=head))]
    return xlsx(table(NEWER, head=head), title="Sygefravær (pct.)", more=more)


@mess(TWO_TOPICS, options=BY_NAME)
def topics_below_one_another_under_each_place():
    rows = [["Ledelsesinformation"], []]
    for name, sick, posts in zip(NAMES, NEWER, POSTS, strict=True):
        rows += [(name, 2025), ("Sygefravær (pct.)", sick), (STAFF, posts), []]
    return xlsx(rows)


@mess(TWO_YEARS[::3], answers={"all:Institutionsnummer": "9101"})
def one_place_that_only_the_title_tells():
    rows = [("Nøgletal", 2024, 2025), (SICK, 7.2, 6.1)]
    return xlsx([[f"Personaletal – {NAMES[0]}"], *rows])


@mess(TWO_YEARS, options=BY_NAME)
def years_below_one_another_and_places_across():
    return xlsx([[SICK], ("År", *NAMES), (2024, *OLDER), (2025, *NEWER)])


@mess(TWO_YEARS, options=BY_NAME, file="data.csv")
def places_across_each_with_its_years_and_how_it_went():
    head = [one for name in NAMES for one in (name, "", "")]
    years = [2024, 2025, ""] * 3
    told = (*zip(OLDER, NEWER, strict=True),)
    figures = [str(one).replace(".", ",") for pair in told for one in (*pair, "↓")]
    return text(
        [["Nøgletal", *head], ["", *years], [SICK, *figures], [STAFF, *[""] * 9]],
        separator="\t",
    )


@mess(
    [
        (number, day, area, f"{score:.1f}".replace(".", ",").removesuffix(",0"), room)
        for number, day, rooms in (("9101", "2026-03-03", "ab"), ("9201", "2026-03-04", "cd"))
        for room, scores in zip(rooms, SCORES[:2], strict=True)
        for area, score in zip(AREAS, scores, strict=True)
    ],
    options=BY_NAME,
)
def rooms_side_by_side_on_a_sheet_for_each_place():
    def sheet(day, rooms, scores):
        means = [3.3] * 3
        columns = zip(AREAS, *scores, means, strict=True)
        return [["KIDS"], ["Observation:", day], [], ("Område", *rooms, "Hele huset"), *columns]

    first = sheet("3. marts 2026", "ab", SCORES[:2])
    second = sheet("4/3-2026", "cd", SCORES[:2])
    return xlsx(first, title="9101 Solsikken", more=[("9201 Egernet", second)])


@mess(RATED, options=BY_NAME, answers={"year": "2026", "steps:sentences": "initials"})
def steps_within_sentences_and_topics_below():
    said = [[f"Institutionen skal {cell.lower()}" for cell in cells] for cells in CELLS]
    across = zip(*said, strict=True)
    rows = [(topic, *cells) for topic, cells in zip((SAMSPIL, LEG), across, strict=True)]
    return xlsx([["Pædagogisk tilsyn 2026"], ("Tema", *NAMES), *rows])


@mess(
    [(number, year, topic, value) for number, year, topic, value in RATED],
    options=BY_NAME,
    answers={"year": "2026", "column:Fæll./leg": LEG},
)
def a_topic_that_nobody_knows_among_those_rated_alike_is_asked_about():
    rows = [(name, *cells) for name, cells in zip(NAMES, CELLS, strict=True)]
    return xlsx([["Tilsyn 2026"], ("Institution", SAMSPIL, "Fæll./leg"), *rows])


@mess(
    [
        (number, "2025", "Samlet", share, "3-årige")
        for number, share in (("9101", "75"), ("9201", "69,2"), ("9301", "80"))
    ],
    options=BY_NAME,
    answers={"year": "2025"},
)
def counts_of_which_some_are_hidden_are_no_shares():
    rows = (
        (NAMES[0], 24, 18, 4, 2),
        (NAMES[1], 26, 18, 5, "<5"),
        (NAMES[2], 20, 16, 3, 1),
    )
    steps = ("Generel", "Fokuseret", "Særlig")
    head = ("Institution", "3-årige I alt", *(f"3-årige {one}" for one in steps))
    return xlsx([["Sprogvurderinger 2025"], head, *rows])
