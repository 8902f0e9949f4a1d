"""Workbooks with several sheets, and what is hidden or filtered away in them."""

from tests.messy.case import mess, values
from tests.messy.shapes import HEAD, ROWS, SICK
from tests.messy.writing import xlsx

BOTH = [*values("2024", "Sygefravær", "5,9", "5", "7"), *SICK]
YEARLESS = ("Institutionsnummer", "Institution", "Sygefravær i procent")


def of(year, *cells):
    return [(a, b, year, cell) for (a, b, _year, _cell), cell in zip(ROWS, cells, strict=True)]


def without_year(*cells):
    return [(a, b, cell) for (a, b, _year, _cell), cell in zip(ROWS, cells, strict=True)]


def hide(sheet):
    sheet.sheet_state = "hidden"


@mess(SICK)
def cover_sheet_first():
    cover = [["Sygefravær 2025"], ["Udarbejdet af HR"], ["Kontakt: Løn og Personale"]]
    return xlsx(cover, title="Forside", more=[("Data", [HEAD, *ROWS])])


@mess(SICK)
def guide_sheet_last():
    guide = [["Kolonne", "Forklaring"], ["Sygefravær i procent", "Fraværsdage af mulige dage"]]
    return xlsx([HEAD, *ROWS], more=[("Vejledning", guide)])


@mess(SICK)
def empty_sheets_about_it():
    return xlsx([], title="Ark1", more=[("Ark2", [HEAD, *ROWS]), ("Ark3", [])])


@mess(SICK)
def hidden_sheet_with_old_figures():
    old = [HEAD, *of(2023, "1,1", "1,2", "1,3")]
    return xlsx([HEAD, *ROWS], title="Data", more=[("Grundlag", old, hide)])


@mess(BOTH)
def a_sheet_for_each_year_with_a_column_of_years():
    older = [HEAD, *of(2024, "5,9", "5", "7")]
    return xlsx(older, title="2024", more=[("2025", [HEAD, *ROWS])])


@mess(BOTH)
def a_sheet_for_each_year_that_only_its_name_tells():
    older, newer = without_year("5,9", "5", "7"), without_year("6,1", "5,2", "7,3")
    return xlsx([YEARLESS, *older], title="2024", more=[("2025", [YEARLESS, *newer])])


@mess(SICK)
def a_sheet_for_each_institution():
    head = ("Institutionsnummer", "År", "Sygefravær i procent")
    sheets = [(name, [head, (number, year, cell)]) for number, name, year, cell in ROWS]
    (title, rows), *more = sheets
    return xlsx(rows, title=title, more=more)


@mess(SICK, answers={"sheet": "Data"})
def a_copy_beside_the_data():
    copy = [HEAD, *of(2025, "9,1", "9,2", "9,3")]
    return xlsx([HEAD, *ROWS], title="Data", more=[("Data (kopi)", copy)])


@mess(SICK, answers={"sheet": "Endelig"})
def a_draft_and_the_final_one():
    draft = [HEAD, *of(2025, "9,1", "9,2", "9,3")]
    return xlsx(draft, title="Udkast", more=[("Endelig", [HEAD, *ROWS])])


@mess(SICK, answers={"hidden": "leave"})
def rows_filtered_away():
    def shape(sheet):
        sheet.auto_filter.ref = "A1:D5"
        sheet.row_dimensions[5].hidden = True

    return xlsx([HEAD, *ROWS, ("9401", "Mælkevejen", 2025, "4,4")], shape=shape)


@mess([*SICK, ("9401", "2025", "Sygefravær", "4,4")], answers={"hidden": "keep"})
def hidden_rows_that_are_wanted():
    def shape(sheet):
        sheet.row_dimensions[3].hidden = True

    return xlsx([HEAD, *ROWS, ("9401", "Mælkevejen", 2025, "4,4")], shape=shape)


@mess(SICK)
def a_hidden_column_with_notes():
    def shape(sheet):
        sheet.column_dimensions["E"].hidden = True

    head = (*HEAD, "Intern note")
    return xlsx([head, *((*row, "tjekket") for row in ROWS)], shape=shape)


@mess(refused=".")
def a_pivot_table():
    rows = [
        ["Middel af Sygefravær i procent", "Kolonnenavne"],
        ["Rækkenavne", "Q1", "Q2", "Hovedtotal"],
        ["Solsikken", 5.8, 6.4, 6.1],
        ["Egernet", 5.1, 5.3, 5.2],
        ["Hovedtotal", 5.5, 5.9, 5.7],
    ]
    return xlsx(rows)


@mess(SICK)
def a_chart_sheet_of_other_figures_before():
    other = [["Måned", "Timer"], ["Januar", 310], ["Februar", 290], ["Marts", 305]]
    return xlsx(other, title="Graf", more=[("Fravær 2025", [HEAD, *ROWS])])


@mess(SICK)
def a_sheet_of_comments_with_numbers_of_institutions():
    comments = [("Institutionsnummer", "Kommentar"), ("9101", "Flytter til efteråret")]
    return xlsx([HEAD, *ROWS], title="Fravær", more=[("Kommentarer", comments)])
