"""What stands about a table, above it, between its rows and under it."""

from openpyxl.styles import Font, PatternFill

from tests.messy.case import mess, values
from tests.messy.writing import xlsx

HEAD = ("Institutionsnummer", "Institution", "År", "Sygefravær i procent")
ROWS = (
    ("9101", "Solsikken", 2025, "6,1"),
    ("9201", "Egernet", 2025, "5,2"),
    ("9301", "Regnbuen", 2025, "7,3"),
)
SICK = values("2025", "Sygefravær", "6,1", "5,2", "7,3")


def bold(*numbers):
    def shape(sheet):
        for number in numbers:
            for cell in sheet[number]:
                cell.font = Font(bold=True)

    return shape


@mess(SICK)
def title_rows_above():
    titles = (["Sygefravær i dagtilbud 2025"], ["Udtrukket den 3. februar 2026"], [])
    return xlsx([*titles, HEAD, *ROWS], shape=bold(1, 4))


@mess(SICK)
def title_merged_over_all_columns():
    def shape(sheet):
        sheet.merge_cells("A1:D1")
        sheet.merge_cells("A2:D2")

    titles = (["Nøgletal for Dagtilbud Nord"], ["HR og Løn · Økonomi og Personale"])
    return xlsx([*titles, HEAD, *ROWS], shape=shape)


@mess(SICK)
def table_begins_in_column_c():
    return xlsx([[], [], *(["", "", *row] for row in (HEAD, *ROWS))])


@mess(SICK)
def municipality_and_date_beside_the_title():
    first = ["Solby Kommune", "", "", "Dato: 03-02-2026"]
    return xlsx([first, ["Sagsnr. 25/1184", "", "", "Side 1"], [], HEAD, *ROWS])


@mess(
    [
        *values("2025", "Sygefravær", "6,1", "5,2", "7,3"),
        *values("2025", "Omsætning", "14", "18", "11"),
    ]
)
def two_heading_rows():
    above = ("", "", "", "Personale", "")
    head = (*HEAD, "Personaleomsætning i procent")
    rows = [(*row, more) for row, more in zip(ROWS, (14, 18, 11), strict=True)]

    def shape(sheet):
        sheet.merge_cells("D1:E1")

    return xlsx([above, head, *rows], shape=shape)


@mess(SICK)
def heading_split_over_two_rows():
    return xlsx(
        [
            ("Institutions-", "", "", "Sygefravær"),
            ("nummer", "Institution", "År", "i procent"),
            *ROWS,
        ]
    )


@mess(SICK)
def heading_with_a_line_break():
    head = ("Institutions-\nnummer", "Institution", "År", "Sygefravær\ni procent")
    return xlsx([head, *ROWS])


@mess(SICK)
def total_in_bold():
    return xlsx([HEAD, *ROWS, ("", "I alt", "", "6,2")], shape=bold(5))


@mess(SICK)
def total_not_in_bold():
    return xlsx([HEAD, *ROWS, ("", "Total", 2025, "6,2")])


@mess(SICK)
def average_of_the_municipality():
    rows = [("", "Kommunegennemsnit", 2025, "6,4"), ("", "Landsgennemsnit", 2025, "6,9")]
    return xlsx([HEAD, *ROWS, *rows])


@mess(SICK)
def subtotals_for_each_area():
    first, second, third = ROWS
    sums = (("", "Område Nord i alt", "", "5,7"), ("", "Område Syd i alt", "", "7,3"))
    return xlsx([HEAD, first, second, sums[0], third, sums[1], ("", "Hele kommunen", "", "6,2")])


@mess(SICK)
def sums_as_formulas():
    return xlsx([HEAD, *ROWS, ("", "I alt", "", "=AVERAGE(D2:D4)")])


@mess(SICK)
def footnotes_below():
    notes = (["* Opgjort pr. 31.12.2025"], ["Kilde: KRL og kommunens lønsystem"])
    return xlsx([HEAD, *ROWS, [], *notes])


@mess(SICK)
def a_long_note_below_without_a_sign():
    note = "Tallene omfatter både kort og langt fravær, men ikke barns første og anden sygedag."
    return xlsx([HEAD, *ROWS, [], [note]])


@mess(SICK)
def blank_rows_between_groups():
    return xlsx([HEAD, ROWS[0], [], ROWS[1], [], [], ROWS[2]])


@mess(SICK)
def section_rows_of_areas():
    return xlsx([HEAD, ["Område Nord"], *ROWS[:2], ["Område Syd"], ROWS[2]], shape=bold(2, 5))


@mess(SICK)
def headings_again_on_every_page():
    return xlsx([HEAD, *ROWS[:2], ["Side 2"], HEAD, ROWS[2]])


@mess(SICK)
def empty_columns_between():
    rows = [(row[0], "", row[1], row[2], "", row[3]) for row in (HEAD, *ROWS)]
    return xlsx(rows)


@mess(SICK)
def columns_of_notes_without_heading():
    rows = [(*HEAD, ""), (*ROWS[0], "ny leder pr. 1/3"), *ROWS[1:]]
    return xlsx(rows)


@mess(SICK)
def formatted_empty_cells_far_below():
    def shape(sheet):
        for number in range(5, 400):
            for column in range(1, 12):
                sheet.cell(number, column).fill = PatternFill("solid", fgColor="FFFFFF")

    return xlsx([HEAD, *ROWS], shape=shape)


@mess(SICK)
def numbered_rows():
    rows = [("Nr.", *HEAD), *((at, *row) for at, row in enumerate(ROWS, start=1))]
    return xlsx(rows)


@mess(SICK)
def other_columns_that_mean_nothing():
    head = (*HEAD, "Leder", "Bemærkning", "Sidst ændret")
    return xlsx([head, *((*row, "AB", "ok", "03-02-2026") for row in ROWS)])


@mess(
    [
        ("9101", "2024", "Sygefravær", "5,9"),
        ("9101", "2025", "Sygefravær", "6,1"),
        ("9201", "2024", "Sygefravær", "5"),
        ("9201", "2025", "Sygefravær", "5,2"),
    ]
)
def merged_institution_over_two_years():
    rows = [("9101", "Solsikken", 2024, "5,9"), ("", "", 2025, "6,1")]
    rows += [("9201", "Egernet", 2024, "5,0"), ("", "", 2025, "5,2")]

    def shape(sheet):
        for span in ("A2:A3", "B2:B3", "A4:A5", "B4:B5"):
            sheet.merge_cells(span)

    return xlsx([HEAD, *rows], shape=shape)


@mess(
    [
        ("9101", "2024", "Sygefravær", "5,9"),
        ("9101", "2025", "Sygefravær", "6,1"),
        ("9201", "2024", "Sygefravær", "5"),
        ("9201", "2025", "Sygefravær", "5,2"),
    ],
    answers={"fill": "yes"},
)
def blank_under_the_institution_without_merging():
    rows = [("9101", "Solsikken", 2024, "5,9"), ("", "", 2025, "6,1")]
    rows += [("9201", "Egernet", 2024, "5"), ("", "", 2025, "5,2")]
    return xlsx([HEAD, *rows])


@mess(SICK)
def year_merged_down_the_column():
    def shape(sheet):
        sheet.merge_cells("C2:C4")

    first, *others = ROWS
    return xlsx([HEAD, first, *((a, b, "", d) for a, b, _year, d in others)], shape=shape)


@mess(SICK)
def a_second_table_beside_the_year_of_which_nothing_is_known():
    other = ([], ["Stilling", "Antal"], ["Pædagog", 31], ["Medhjælper", 14])
    return xlsx([HEAD, *ROWS, *other])


@mess(SICK, answers={"year": "2025"})
def year_only_in_the_title():
    rows = [(a, b, d) for a, b, _year, d in (HEAD, *ROWS)]
    return xlsx([["Sygefravær 2025"], [], *rows])


@mess(SICK)
def total_above_the_rows():
    return xlsx([HEAD, ("", "Alle institutioner i alt", 2025, "6,2"), *ROWS])
