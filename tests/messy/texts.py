"""Delimited texts in every encoding and with every separator, and LibreOffice's sheets."""

from tests.messy.case import mess
from tests.messy.shapes import HEAD, ROWS, SICK
from tests.messy.writing import ods, text

TABLE = (HEAD, *ROWS)


@mess(SICK, file="fravær.csv")
def byte_order_mark():
    return text(TABLE, encoding="utf-8-sig")


@mess(SICK, file="fravær.csv")
def windows_1252():
    return text(TABLE, encoding="cp1252")


@mess(SICK, file="fravær.csv")
def utf_16():
    return text(TABLE, encoding="utf-16", separator="\t")


@mess(SICK, file="fravær.txt")
def tabs():
    return text(TABLE, separator="\t")


@mess(SICK, file="fravær.tsv")
def tabs_in_a_file_called_so():
    return text(TABLE, separator="\t")


@mess(SICK, file="fravær.csv")
def pipes():
    return text(TABLE, separator="|")


@mess(SICK, file="fravær.csv")
def commas_with_decimal_points():
    return text([(str(c).replace("6,1", "6.1") for c in row) for row in TABLE], separator=",")


@mess(SICK, file="fravær.csv")
def commas_with_quoted_decimal_commas():
    return text(TABLE, separator=",", end="\n")


@mess(SICK, file="fravær.csv")
def semicolons_and_line_breaks_in_quotes():
    head = (*HEAD, "Bemærkning")
    rows = [(*row, "Ny leder; se notat\naf 3/2") for row in ROWS]
    return text([head, *rows])


@mess(SICK, file="fravær.csv")
def a_line_that_names_the_separator():
    return b"sep=;\r\n" + text(TABLE)


@mess(SICK, file="fravær.csv")
def title_lines_above():
    return text([["Sygefravær"], ["Udtræk fra lønsystemet"], [], *TABLE])


@mess(SICK, file="fravær.csv")
def semicolons_to_fill_up_every_line():
    rows = [(*row, "", "", "") for row in TABLE]
    return text([*rows, *[[""] * 7] * 5])


@mess(SICK, file="fravær.csv")
def old_line_ends():
    return text(TABLE, end="\r")


@mess(SICK, file="fravær.csv")
def total_and_source_below():
    return text([*TABLE, ("", "I alt", "", "6,2"), ("Kilde: KRL",)])


@mess(SICK, file="fravær.ods")
def libreoffice():
    return ods(TABLE)


@mess(SICK, file="fravær.ods")
def libreoffice_with_title_and_total():
    return ods([["Sygefravær i dagtilbud"], [], *TABLE, ("", "I alt", "", 6.2)])
