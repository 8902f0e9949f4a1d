"""The value base, worked on in Excel by somebody who did not fetch it here."""

from tests.messy.case import mess
from tests.messy.writing import text, xlsx

VALUES = {"kind": "value_base"}
GROUP, OTHER = "Personale", "Ledelse"
HEAD = ("Gruppe", "Rolle", "Område", "Nr.", "Forpligtelse")
ROWS = (
    (GROUP, "Pædagog", "Samarbejde", 1, "Jeg deler det, jeg ved."),
    (GROUP, "Pædagog", "Samarbejde", 2, "Jeg beder om hjælp, når jeg har brug for den."),
    (GROUP, "Pædagog", "Faglighed", 1, "Jeg undrer mig sammen med børnene."),
    (OTHER, "Leder", "Samarbejde", 1, "Jeg går forrest, også når det er svært."),
)
ALL = [tuple(map(str, row)) for row in ROWS]


@mess(ALL, **VALUES)
def a_value_base_as_it_ought_to_be():
    return xlsx([HEAD, *ROWS])


@mess(ALL, **VALUES)
def a_value_base_with_title_note_and_count():
    title = [["Vores værdigrundlag"], ["Udkast til MED, maj 2026"], []]
    rest = [[], ["I alt", "", "", 4, "forpligtelser"], ["* Godkendes i juni"]]
    return xlsx([*title, HEAD, *ROWS, *rest])


@mess(ALL, **VALUES)
def a_value_base_behind_a_cover_sheet():
    return xlsx([["Læs mig først"]], title="Forside", more=[("Forpligtelser", [HEAD, *ROWS])])


@mess(ALL, file="vaerdier.csv", **VALUES)
def a_value_base_in_other_words_and_another_order():
    head = ("Ordlyd", "Værdi", "Stilling", "Faggruppe", "Løbenr.")
    rows = ((row[4], row[2], row[1], row[0], f"{row[3]}.") for row in ROWS)
    return text([head, *rows], encoding="cp1252")


@mess(ALL, **VALUES)
def a_value_base_with_merged_cells():
    def shape(sheet):
        sheet.merge_cells("A2:A4")
        sheet.merge_cells("B2:B4")
        sheet.merge_cells("C2:C3")

    first, second, third, last = ROWS
    return xlsx([HEAD, first, ("", "", "", *second[3:]), ("", "", *third[2:]), last], shape=shape)


@mess(ALL, **VALUES)
def a_value_base_with_a_sheet_for_each_group():
    rows = [row[1:] for row in ROWS]
    return xlsx([HEAD[1:], *rows[:3]], title=GROUP, more=[(OTHER, [HEAD[1:], rows[3]])])


@mess(ALL, answers={"cell:Rolle:Pædagogerne": "Pædagog"}, **VALUES)
def a_value_base_with_a_role_called_otherwise():
    return xlsx(
        [HEAD, *((row[0], row[1].replace("Pædagog", "Pædagogerne"), *row[2:]) for row in ROWS)]
    )


@mess(ALL, answers={"column:": "Forpligtelse"}, **VALUES)
def a_value_base_with_a_heading_nobody_knows():
    return xlsx([(*HEAD[:4], "Det vil vi"), *ROWS])


@mess(refused="Forpligtelsen mangler", **VALUES)
def a_value_base_with_an_empty_commitment():
    return xlsx([HEAD, *ROWS, (OTHER, "Leder", "Faglighed", 1, "")])


@mess(refused="CPR", **VALUES)
def a_value_base_with_the_number_of_a_person():
    return xlsx([HEAD, *ROWS, (OTHER, "Leder", "Faglighed", 1, "Ring til 010190-1234")])
