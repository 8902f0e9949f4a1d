"""Lists of institutions as municipalities keep them."""

from tests.messy.case import mess
from tests.messy.writing import text, xlsx

LIST = {"kind": "institutions"}
HEAD = ("Institutionsnummer", "Institution", "Institutionstype", "Ejerforhold", "Område", "Klynge")
ROWS = (
    ("8101", "Tumlehøj", "Børnehave", "Kommunal", "Område Vest", "Dagtilbud Nord"),
    ("8102", "Skovbrynet", "Vuggestue", "Kommunal", "Område Vest", "Dagtilbud Nord"),
    ("8103", "Bakketoppen", "Børnehave", "Selvejende", "Område Vest", "Dagtilbud Syd"),
)
NEW = [(row[0], row[1], row[5]) for row in ROWS]
#: In the cluster there is, which the list calls by its name alone.
NEW_IN_OURS = [
    ("8201", "Humlebien", "Klynge Fyrtårnet"),
    ("8202", "Birkelunden", "Klynge Fyrtårnet"),
]


@mess(NEW, **LIST)
def a_plain_list():
    return xlsx([HEAD, *ROWS])


@mess(NEW, **LIST)
def a_list_with_title_and_date():
    return xlsx([["Daginstitutioner i Solby Kommune"], ["Pr. 1. januar 2026"], [], HEAD, *ROWS])


@mess(NEW, **LIST)
def a_list_with_a_total():
    return xlsx([HEAD, *ROWS, ("", "I alt", "3 institutioner")])


@mess(NEW, **LIST)
def a_list_in_other_words():
    head = ("Inst.nr.", "Navn", "Type", "Driftsform", "Område", "Dagtilbud")
    return xlsx([head, *ROWS])


@mess(NEW, **LIST)
def a_list_with_merged_clusters():
    def shape(sheet):
        sheet.merge_cells("E2:E4")
        sheet.merge_cells("F2:F3")

    first, second, third = ROWS
    return xlsx([HEAD, first, (*second[:4], "", ""), (*third[:4], "", third[5])], shape=shape)


@mess(NEW, **LIST)
def a_list_with_columns_nobody_reads():
    head = (*HEAD, "Leder", "Telefon", "Åbningstid")
    return xlsx([head, *((*row, "Ida Holm", "1234 5678", "6.30-17") for row in ROWS)])


@mess(NEW, **LIST)
def a_list_on_the_second_sheet_with_footnote():
    rows = [HEAD, *ROWS, [], ["* Bakketoppen er selvejende"]]
    return xlsx([["Oversigt over dagtilbud"]], title="Forside", more=[("Liste", rows)])


@mess(NEW, file="liste.csv", **LIST)
def a_list_in_windows_1252_with_section_rows():
    first, second, third = ROWS
    nord, syd = ["Dagtilbud Nord"], ["Dagtilbud Syd"]
    return text([HEAD, nord, first, second, syd, third], encoding="cp1252")


@mess(NEW, **LIST)
def a_list_with_subtotals_as_formulas():
    head = (*HEAD, "Pladser")
    rows = [(*row, 40) for row in ROWS]
    sums = ("", "Dagtilbud Nord i alt", "", "", "", "", "=SUM(G2:G3)")
    return xlsx([head, rows[0], rows[1], sums, rows[2]])


@mess(NEW, **LIST)
def a_list_without_area_where_there_is_but_one():
    return xlsx([(*HEAD[:4], "Klynge"), *((*row[:4], row[5]) for row in ROWS)])


@mess(refused="9101|nummer|Nummer", **LIST)
def a_list_with_the_same_number_twice():
    return xlsx([HEAD, *ROWS, ("8101", "Et andet hus", *ROWS[0][2:])])


@mess(NEW_IN_OURS, **LIST)
def a_list_with_clusters_called_short_and_days_as_people_write_them():
    head = ("Nr", "Dagtilbud", "Form", "Klynge", "CVR", "Åbner", "Lukker", "Bemærkning")
    rows = (
        ("8201", "Humlebien", "Vuggestue", "Fyrtårnet", "12345678", "1/8-26", "", "Ny"),
        ("8202", "Birkelunden", "Børnehave", "Fyrtårnet", "", "1. aug. 2012", "", ""),
    )
    return xlsx([head, *rows])


@mess(NEW, **LIST)
def a_list_in_blocks_each_with_its_own_headings():
    head = ("Nr. og navn", "Type", "Ejerforhold", "Pladser")
    north = [("8101 Tumlehøj", "Bh.", "Komm.", 60), ("8102 Skovbrynet", "Vug.", "Komm.", 40)]
    south = [("8103 Bakketoppen", "Bh.", "Selvej.", 50)]
    lines = ["OMRÅDE VEST – Dagtilbud Nord"], ["OMRÅDE VEST – Dagtilbud Syd"]
    count = ("I alt", None, None, 100)
    rows = [["Dagtilbud pr. 1. august"], [], lines[0], head, *north, count]
    return xlsx([*rows, [], lines[1], head, *south, ("I alt", None, None, 50)])


@mess(NEW_IN_OURS, file="liste.csv", **LIST)
def a_list_whose_ownership_stands_under_another_heading():
    head = ("Nr", "Navn", "Type", "Afdelingens form", "Klynge")
    rows = [("8201", "Humlebien", "vuggestue", "Privat", "Fyrtårnet")]
    rows += [("8202", "Birkelunden", "int. inst.", "Selvejende", "Fyrtårnet")]
    return text([head, *rows])


@mess(NEW_IN_OURS, **LIST)
def a_list_that_tells_what_its_letters_mean():
    head = ("Nr", "Navn", "Art", "Klynge")
    rows = [("8201", "Humlebien", "V", "Fyrtårnet"), ("8202", "Birkelunden", "V+B", "Fyrtårnet")]
    return xlsx([head, *rows, [], ["V = vuggestue, B = børnehave, V+B = aldersintegreret"]])


@mess(**LIST)
def a_list_with_a_known_name_in_capitals():
    head = ("Institutionsnummer", "Institution", "Institutionstype", "Klynge")
    return xlsx([head, ("9101", "SOLSIKKEN", "Aldersintegreret", "Fyrtårnet")])


@mess(refused="liste over ændringer|list of changes", **LIST)
def a_list_of_changes_and_no_list_of_places():
    head = ("Inst.nr", "Institution", "Hvad sker der", "Fra", "Til", "Pr.")
    moved = ("Flytter klynge", "Klynge Fyrtårnet", "Klynge Syd", "1/1-27")
    return xlsx([head, ("9101", "Solsikken", *moved), ("9201", "Egernet", "Lukker", "", "", "")])


@mess(NEW, answers={"column:": "Gyldig fra"}, **LIST)
def a_list_with_days_under_a_heading_nobody_knows():
    return xlsx([(*HEAD, "Ny aftale"), *((*row, "01-01-2027") for row in ROWS)])
