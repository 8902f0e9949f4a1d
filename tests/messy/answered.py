"""How many answered what, a row for each answer; what all rows are about; the places of lists."""

from tests.messy.case import PLACES, mess, values
from tests.messy.writing import ods, text, xlsx

BY_NAME = {"accept_names": True}
NAMES = [PLACES[number] for number in ("9101", "9201", "9301")]
STEPS = ("Generel indsats", "Fokuseret indsats", "Særlig indsats")
COUNTS = ((20, 4, 1), (15, 3, 2), (16, 2, 2))
ASSESSED = [(*one, "3-årige") for one in values("2026", "Samlet", "80", "75", "80")]
POSITIONS = values("2025-2", "Position", "80", "75", "80")
LISTS = {"kind": "institutions"}


@mess(ASSESSED, options=BY_NAME)
def answers_a_row_for_each():
    rows = [
        (name, 2026, "3-årige", step, count)
        for name, counts in zip(NAMES, COUNTS, strict=True)
        for step, count in zip(STEPS, counts, strict=True)
    ]
    return xlsx([("Institution", "År", "Aldersgruppe", "Indsatsgruppe", "Antal børn"), *rows])


@mess(ASSESSED, options=BY_NAME, answers={"year": "2026", "all:Aldersgruppe": "3-årige"})
def counts_with_their_sum_beside_and_the_age_in_the_title():
    rows = [(name, *counts, sum(counts)) for name, counts in zip(NAMES, COUNTS, strict=True)]
    head = [("Sprogvurdering af 3-årige i 2026",), ("Institution", *STEPS, "Vurderede i alt")]
    return xlsx([*head, *rows])


@mess(POSITIONS, options=BY_NAME, answers={"year": "Efterår 2025"})
def a_round_that_only_the_title_tells_with_counts_and_shares():
    head = ["Institution"]
    for one in ("Grøn", "Gul", "Rød"):
        head += [f"{one} position antal", f"{one} position pct."]
    rows = [
        (name, *(cell for count in counts for cell in (count, 100 * count / sum(counts))))
        for name, counts in zip(NAMES, COUNTS, strict=True)
    ]
    return xlsx([("TOPI efteråret 2025",), head, *rows])


@mess(
    [("611", "Elmehuset", "Dagtilbud Engene"), ("621", "Pilen", "Dagtilbud Heden")],
    answers={"all:Område": "Område Syd"},
    file="syd.ods",
    **LISTS,
)
def a_list_whose_area_only_the_title_tells():
    head = [("Institutioner – Område Syd",), (), ("Nr.", "Institution", "Type", "Ejerform")]
    first = [("Dagtilbud Engene",), (611, "Elmehuset", "Integreret institution", "Kommunal")]
    second = [("Dagtilbud Heden",), (621, "Pilen", "Integreret institution", "Kommunal")]
    return ods([*head, *first, *second])


@mess([("901", "Ellekrattet", "Dagtilbud Mose"), ("911", "Bøgely", "Dagtilbud Hede")], **LISTS)
def a_list_with_a_sheet_for_each_cluster_and_number_and_name_in_one():
    head = ("Nr. og navn", "Type", "Ejerforhold", "Område")
    first = [head, ("901 Ellekrattet", "Integreret", "Kommunal", "Område Vest")]
    second = [head, ("911 Bøgely", "Børnehave", "Selvejende", "Område Øst")]
    return xlsx(first, title="Dagtilbud Mose", more=[("Dagtilbud Hede", second)])


@mess([("501", "Elmen", "Dagtilbud Enge"), ("504", "Mosen", "Dagtilbud Banke")], **LISTS)
def a_list_with_districts_around_the_clusters():
    head = ("Inst. nr.", "Navn", "Type", "Ejerforhold", "Distrikt", "Dagtilbud", "Telefon")
    rows = [
        ("501", "Elmen", "Integreret", "Kommunal", "Distrikt Øst", "Dagtilbud Enge", "58112233"),
        ("504", "Mosen", "Børnehave", "Kommunal", "Distrikt Vest", "Dagtilbud Banke", "58112234"),
    ]
    return xlsx([head, *rows, (), ("I alt 2 dagtilbud",)])


@mess(refused="person", options=BY_NAME, file="data.csv")
def answers_of_single_persons_without_addresses():
    question = "Hvor tilfreds er du samlet set med dagtilbuddet?"
    rows = [(1000 + n, 2026, NAMES[n % 3], n * 7 % 5 + 1) for n in range(18)]
    return text([("Svar-ID", "År", "Institution", question), *rows])
