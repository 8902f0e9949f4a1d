"""Each source of a municipality with the mess that comes with it."""

from tests.files import LONG, SECOND, THEMES
from tests.messy.case import NUMBERS, mess, values
from tests.messy.writing import text, xlsx

KEEP, ADJUST, CHANGE = "Vedligeholde indsatsen", "Justere indsatsen", "Ændre indsatsen"


@mess(values("2026", "Samspil og relationer", KEEP, ADJUST, CHANGE))
def inspections_long_with_title_and_blank_lines():
    rows = [
        (number, 2026, "Ordinært tilsyn", THEMES[0], step)
        for number, step in zip(NUMBERS, (KEEP, ADJUST, CHANGE), strict=True)
    ]
    return xlsx([["Tilsynsvurderinger 2026"], [], LONG, rows[0], [], *rows[1:]])


@mess(
    [
        ("9101", "2026", "Samspil og relationer", KEEP),
        ("9101", "2026", "Fællesskaber og leg", ADJUST),
    ]
)
def inspections_long_with_merged_institution():
    def shape(sheet):
        for span in ("A2:A3", "B2:B3", "C2:C3"):
            sheet.merge_cells(span)

    first = ("9101", 2026, "Ordinært tilsyn", THEMES[0], KEEP)
    return xlsx([LONG, first, ("", "", "", THEMES[1], ADJUST)], shape=shape)


KIDS = [
    ("9101", "2026-02-11", "Fysiske omgivelser", "3,4", "Blå stue"),
    ("9101", "2026-02-11", "Relationer", "4,1", "Blå stue"),
    ("9101", "2026-02-12", "Fysiske omgivelser", "2,9", "Rød stue"),
    ("9101", "2026-02-12", "Relationer", "3,8", "Rød stue"),
]


@mess(KIDS, file="kids.csv")
def kids_wide_with_points_and_other_headings():
    head = ("Inst.nr.", "Dato", "Stue", "Udgave", "1. Fysiske omgivelser", "2. Relationer")
    rows = [
        ("9101", "11-02-2026", "Blå stue", SECOND, "3.4", "4.1"),
        ("9101", "12-02-2026", "Rød stue", SECOND, "2.9", "3.8"),
    ]
    return text([head, *rows])


@mess(KIDS)
def kids_long_with_merged_cells_and_mean():
    head = ("Institutionsnummer", "Måledato", "Stue/gruppe", "KIDS-udgave", "Område", "Gennemsnit")
    rows = [
        ("9101", "11-02-2026", "Blå stue", SECOND, "Fysiske omgivelser", 3.4),
        ("", "", "", "", "Relationer", 4.1),
        ("9101", "12-02-2026", "Rød stue", SECOND, "Fysiske omgivelser", 2.9),
        ("", "", "", "", "Relationer", 3.8),
    ]

    def shape(sheet):
        for letter in "ABCD":
            sheet.merge_cells(f"{letter}2:{letter}3")
            sheet.merge_cells(f"{letter}4:{letter}5")

    return xlsx([head, *rows], shape=shape)


@mess(KIDS)
def kids_a_sheet_for_each_room():
    head = ("Institutionsnummer", "Måledato", "Stue/gruppe", "Område", "Gennemsnit")
    blue = [
        ("9101", "11-02-2026", "Blå stue", "Fysiske omgivelser", "3,4"),
        ("9101", "11-02-2026", "Blå stue", "Relationer", "4,1"),
    ]
    red = [
        ("9101", "12-02-2026", "Rød stue", "Fysiske omgivelser", "2,9"),
        ("9101", "12-02-2026", "Rød stue", "Relationer", "3,8"),
    ]
    return xlsx([head, *blue], title="Blå stue", more=[("Rød stue", [head, *red])])


@mess(
    [
        ("9101", "2025", "Børn pr. voksen", "3,1", "0-2 år"),
        ("9101", "2025", "Børn pr. voksen", "6", "3-5 år"),
        ("9101", "2025", "Helårsbørn", "30,5", "0-2 år"),
        ("9101", "2025", "Helårsbørn", "52,2", "3-5 år"),
    ]
)
def ratios_with_title_unit_and_total():
    head = ("Inst.nr.", "Enhed", "Årstal", "Alder", "Børn pr. voksen", "Helårsbørn (antal)")
    rows = [
        ("9101", "Solsikken", 2025, "0-2 år", "3,1", "30,5"),
        ("9101", "Solsikken", 2025, "3-5 år", "6,0", "52,2"),
        ("", "I alt", "", "", "4,9", "82,7"),
    ]
    return xlsx([["Normering 2025"], head, *rows, ["* Opgjort efter bekendtgørelsen"]])


@mess([("9101", "2025", "Nærmeste leder", "6,1"), ("9101", "2025", "Indflydelse", "5,4")])
def staff_survey_with_numbered_themes_and_benchmark():
    head = ("Arbejdsplads", "Inst.nr.", "År", "Besvarelser", "Tema", "Score", "Benchmark")
    rows = [
        ("Solsikken", "9101", 2025, 24, "Nærmeste leder", "6,1", "5,8"),
        ("Solsikken", "9101", 2025, 24, "Indflydelse", "5,4", "5,8"),
        ("Hele kommunen", "", 2025, 812, "Nærmeste leder", "5,9", "5,8"),
    ]
    return xlsx([["Trivselsundersøgelse 2025"], [], head, *rows])


ASKED = "Hvor tilfreds er du samlet set med dagtilbuddet?"


@mess(values("2026", "Samlet tilfredshed", "4", "4,2", "3,9"))
def parents_survey_with_municipality_row():
    head = ("Dagtilbud", "Institutionsnummer", "År", "Antal svar", "Spørgsmål", "Gennemsnit (1-5)")
    means = zip(NUMBERS, ("4,0", "4,2", "3,9"), strict=True)
    rows = [("X", number, 2026, 50, ASKED, mean) for number, mean in means]
    return xlsx([head, *rows, ("Kommunen i alt", "", 2026, 900, ASKED, "4,1")])


@mess([("9101", "2026-1", "Position", "80"), ("9101", "2026-2", "Position", "75")])
def positions_with_title_and_share_columns():
    head = ("Inst.nr.", "Runde", "Antal børn vurderet", "Grøn", "Gul", "Rød")
    rows = [("9101", "Forår 2026", 80, 64, 12, 4), ("9101", "Efterår 2026", 40, 30, 8, 2)]
    return xlsx([["TOPI – positioner"], [], head, *rows, ("I alt", "", 120, 94, 20, 6)])


@mess([("9101", "2026", "Samlet", "70", "3-årige"), ("9101", "2026", "Samlet", "80", "5-årige")])
def language_with_percent_in_headings():
    head = ("Inst.nr.", "År", "Alder", "Antal vurderet", "Generel indsats i %")
    head += ("Fokuseret indsats i %", "Særlig indsats i %")
    rows = [("9101", 2026, "3-årige", 40, 70, 20, 10), ("9101", 2026, "5-årige", 40, 80, 15, 5)]
    return xlsx([["Sprogvurderinger"], head, *rows])


@mess(
    [
        *values("2025", "Sygefravær, dage", "12,5", "10", "14,2"),
        *values("2025", "Sygefravær", "6,1", "5,2", "7,3"),
        *values("2025", "Omsætning", "14", "18", "11"),
        *values("2025", "Stillinger", "20,4", "18", "22,1"),
    ]
)
def staff_figures_with_units_in_brackets():
    head = (
        *("Inst.nr.", "Enhed", "Årstal", "Fraværsdagsværk pr. fuldtidsansat (dagsværk)"),
        *("Sygefravær (%)", "Personaleomsætning (pct.)", "Fuldtidsstillinger (årsværk)"),
    )
    rows = [
        ("9101", "Solsikken", 2025, "12,5", "6,1 %", "14 %", "20,4"),
        ("9201", "Egernet", 2025, "10", "5,2 %", "18 %", "18"),
        ("9301", "Regnbuen", 2025, "14,2", "7,3 %", "11 %", "22,1"),
    ]
    return xlsx([head, *rows])
