"""Institutions as they are called in files: by numbers, names, both in a cell, old and misspelt."""

from tests.messy.case import NUMBERS, PLACES, mess, values
from tests.messy.writing import xlsx

SICK = values("2025", "Sygefravær", "6,1", "5,2", "7,3")
FIGURES = ("6,1", "5,2", "7,3")
BY_NAME = {"accept_names": True}


def table(*names, head="Institution"):
    rows = zip(names, FIGURES, strict=True)
    return [(head, "År", "Sygefravær i procent"), *((name, 2025, cell) for name, cell in rows)]


@mess(SICK)
def numbers_as_numbers():
    return xlsx(table(*map(int, NUMBERS), head="Institutionsnummer"))


@mess(SICK)
def numbers_with_decimals():
    return xlsx(table(*map(float, NUMBERS), head="Institutionsnr."))


@mess(SICK)
def heading_inst_nr():
    return xlsx(table(*NUMBERS, head="Inst.nr."))


@mess(SICK)
def heading_misspelt():
    return xlsx(table(*NUMBERS, head="Institutionsnumer"))


@mess(SICK, options=BY_NAME)
def names_alone_under_enhed():
    return xlsx(table("Solsikken", "Egernet", "Regnbuen", head="Enhed"))


@mess(refused="navn")
def names_alone_that_nobody_has_accepted():
    return xlsx(table("Solsikken", "Egernet", "Regnbuen"))


@mess(SICK, options=BY_NAME, answers={"cell:": ""})
def number_and_name_in_a_cell():
    names = [f"{number} {name}" for number, name in PLACES.items()]
    return xlsx(table(*names[:3]))


@mess(SICK, options=BY_NAME, answers={"cell:": ""})
def name_and_number_in_brackets():
    names = [f"{name} ({number})" for number, name in PLACES.items()]
    return xlsx(table(*names[:3]))


@mess(SICK, options=BY_NAME, answers={"cell:Institution:Solsiken": "9101"})
def a_name_misspelt():
    return xlsx(table("Solsiken", "Egernet", "Regnbuen"))


@mess(SICK, options=BY_NAME, answers={"cell:Institution:Bh. Solsikken": "9101"})
def a_name_with_what_it_is_before_it():
    return xlsx(table("Bh. Solsikken", "Egernet", "Regnbuen"))


@mess(refused="9999")
def a_number_nobody_has():
    return xlsx(table("9101", "9201", "9999", head="Institutionsnummer"))


@mess(refused=".")
def number_and_name_of_different_institutions():
    head = ("Institutionsnummer", "Institution", "År", "Sygefravær i procent")
    return xlsx([head, ("9101", "Egernet", 2025, "6,1"), ("9201", "Solsikken", 2025, "5,2")])


@mess(SICK)
def numbers_with_leading_zeros_and_spaces():
    return xlsx(table("9101 ", " 9201", "09301", head="Institutionsnummer"))


@mess(SICK, options=BY_NAME)
def names_in_capitals_with_spaces():
    return xlsx(table("SOLSIKKEN ", " egernet", "Regn-buen", head="Institutionens navn"))


@mess(SICK)
def institution_twice_with_the_same_figure():
    return xlsx([*table(*NUMBERS, head="Institutionsnummer"), ("9101", 2025, "6,1")])


@mess(refused=".")
def institution_twice_with_two_figures():
    return xlsx([*table(*NUMBERS, head="Institutionsnummer"), ("9101", 2025, "8,8")])
