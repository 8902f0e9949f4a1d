"""Files that are not to be read: they end with a sentence, and nothing of them is stored."""

from openpyxl.styles import PatternFill

from tests.messy.case import NUMBERS, mess
from tests.messy.shapes import HEAD, ROWS
from tests.messy.writing import text, xlsx


@mess(refused="e-mail")
def raw_answers_with_addresses():
    head = ("Respondent", "E-mail", "Institution", "Hvor tilfreds er du?", "Kommentar")
    rows = [
        (at, f"person{at}@example.com", "Solsikken", at % 5 + 1, "Alt er godt")
        for at in range(1, 9)
    ]
    return xlsx([head, *rows])


@mess(refused="e-mail", file="svar.csv")
def raw_answers_in_a_text():
    head = ("Tidsstempel", "Mailadresse", "Enhed", "Jeg trives", "Jeg har indflydelse")
    rows = [(f"0{at}-02-2026", f"a{at}@example.com", "Egernet", 4, 5) for at in range(1, 9)]
    return text([head, *rows])


@mess(refused="CPR")
def civil_registration_numbers():
    head = (*HEAD, "Barn")
    return xlsx([head, *((*row, "010120-1234") for row in ROWS)])


@mess(refused=".")
def a_time_sheet():
    head = ("Medarbejder", "Uge", "Timer", "Afspadsering")
    return xlsx([head, ("AB", 12, 37, 2), ("CD", 12, 30, 0)])


@mess(refused=".")
def a_text_without_a_table():
    return xlsx([["Kære alle"], ["Her er tallene, som vi talte om."], ["Hilsen HR"]])


@mess(refused=".")
def headings_without_rows():
    return xlsx([["Sygefravær 2025"], [], HEAD])


@mess(refused=".")
def an_empty_workbook():
    return xlsx([])


@mess(refused=".", file="tom.csv")
def an_empty_text():
    return b""


@mess(refused="skala")
def values_outside_the_scale():
    head = ("Institutionsnummer", "År", "Sygefravær i procent")
    rows = zip(NUMBERS, ("106,1", "5,2", "7,3"), strict=True)
    return xlsx([head, *((number, 2025, cell) for number, cell in rows)])


@mess(refused="[Ff]ormle")
def formulas_without_results():
    head = ("Institutionsnummer", "År", "Sygefravær i procent")
    return xlsx([head, *((number, 2025, "=1+5") for number in NUMBERS)])


@mess(refused=".")
def a_traffic_light_without_words():
    def shape(sheet):
        for number, code in ((2, "00B050"), (3, "FFFF00"), (4, "FF0000")):
            sheet.cell(number, 3).fill = PatternFill("solid", fgColor=code)

    head = ("Institutionsnummer", "År", "Sygefravær i procent")
    return xlsx([head, *((number, 2025, "") for number in NUMBERS)], shape=shape)


@mess(refused=".")
def names_of_children_beside_scores():
    head = ("Barnets navn", "Fødselsdato", "Stue", "Sprogvurdering")
    return xlsx([head, ("Ida", "03-04-2022", "Blå", "Generel indsats")])


@mess(refused="navne|names")
def the_absence_of_single_persons():
    head = ("Medarbejder", "Institution", "År", "Fraværsdage")
    rows = (("Hanne Holm", "Solsikken", 12), ("Lund, Bo", "Egernet", 3))
    return xlsx([["Fravær"], head, *((who, where, 2025, days) for who, where, days in rows)])
