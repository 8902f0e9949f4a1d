"""The demo's spreadsheets, as an administrator has them: headings, rows, the day they came."""

import csv
import datetime
import io
from dataclasses import dataclass
from typing import Any

Cells = list[str]

#: The pejlemærker until 2022 and the themes since, as headings.
UNTIL_2022 = [
    "Sociale relationer – positiv voksenkontakt hver dag",
    "Inklusion og fællesskab – børne- og ungefællesskaber til alle",
    "Sprogindsatsen – muligheder gennem sprog",
    "Forældresamarbejde - forældrepartnerskab",
    "Sammenhæng – også i overgange",
    "Krav om refleksion og metodisk systematik i den pædagogiske praksis",
]
SINCE_2023 = [
    "Samspil og relationer mellem børn og voksne",
    "Børnefællesskaber og leg",
    "Sprog og bevægelse",
    "Forældresamarbejde",
    "Sammenhæng i overgange",
    "Evalueringskultur",
]
LABELS_UNTIL_2022 = {"V": "Vedligehold indsats", "T": "Tilpas indsats", "N": "Ny indsats"}
LABELS_SINCE_2023 = {
    "V": "Vedligeholde indsatsen",
    "J": "Justere indsatsen",
    "Æ": "Ændre indsatsen",
    "N": "Iværksætte en ny indsats",
}
KIDS_AREAS = [
    "Fysiske omgivelser",
    "Relationer",
    "Leg og aktivitet",
    "Socioemotionel udvikling",
    "Demokrati og deltagelse",
    "Selvet og kroppen",
    "Opmærksomhed",
    "Kommunikation og sprog",
    "Erfaringsdannelse, kreativ og kritisk tænkning",
]


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A file of the demo: its name, its cells, and the day it was read in."""

    name: str
    headings: Cells
    rows: list[Cells]
    imported_on: datetime.date

    @property
    def content(self) -> bytes:
        """The file as Danish Excel writes it: semicolons, and a byte order mark."""
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=";").writerows([self.headings, *self.rows])
        return text.getvalue().encode("utf-8-sig")


#: The municipality gives the addresses of its reports from this year on.
LINKED_SINCE = 2025


def tilsyn(data: dict[str, Any], names: dict[str, str]) -> Spreadsheet:
    """A year of inspections in the wide form. names: institution number → name."""
    year = data["year"]
    themes = UNTIL_2022 if year <= 2022 else SINCE_2023
    return Spreadsheet(
        f"tilsyn-{year}.csv",
        [
            *["Institutionsnummer", "Institution", "Tilsynsår", "Tilsynstype"],
            *["Observation dato", "Faglig dialog dato", "Tilsyn afsluttet"],
            *themes,
            *["Skærpet tilsyn", "Strakspåbud", "Link til rapport"],
        ],
        [_report(year, names, *report) for report in data["reports"]],
        data["imported_on"],
    )


def _report(
    year: int,
    names: dict[str, str],
    number: str,
    closed_on: datetime.date,
    ratings: str,
    marked: str = "",
) -> Cells:
    """marked: “skærpet”, or “opfølgende” for a visit that follows up an earlier one."""
    labels = LABELS_UNTIL_2022 if year <= 2022 else LABELS_SINCE_2023
    observed_on = closed_on - datetime.timedelta(days=37)
    discussed_on = closed_on - datetime.timedelta(days=28)
    return [
        number,
        names[number],
        str(year),
        _kind(ratings, marked),
        danish_date(observed_on) if ratings else "",
        danish_date(discussed_on),
        danish_date(closed_on),
        *([labels[letter] for letter in ratings] or [""] * 6),
        "Ja" if marked == "skærpet" else "Nej",
        "Nej",
        f"https://example.com/tilsyn/{number}-{year}.pdf" if year >= LINKED_SINCE else "",
    ]


def _kind(ratings: str, marked: str) -> str:
    if marked == "opfølgende":
        return "Opfølgende tilsyn"
    return "Ordinært tilsyn" if ratings else "Light-tilsyn"


def orders(data: dict[str, Any]) -> Spreadsheet:
    """What inspectors ask for, in the long form."""
    return Spreadsheet(
        "tilsyn-2026-anvisninger.csv",
        [
            *["Institutionsnummer", "Tilsynsår", "Tilsynstype", "Tema nr", "Tema", "Vurdering"],
            "Anvisning på opfølgende tiltag",
        ],
        [
            [
                number,
                str(year),
                "Ordinært tilsyn",
                str(theme),
                SINCE_2023[theme - 1],
                rating,
                order,
            ]
            for number, year, theme, rating, order in data["rows"]
        ],
        data["imported_on"],
    )


def kids(
    data: dict[str, Any], names: dict[str, str], ages: dict[tuple[str, str], str]
) -> Spreadsheet:
    """A round of KIDS in the wide form. ages: institution number and room → age of its children."""
    return Spreadsheet(
        data["name"],
        [
            *["Institutionsnummer", "Institution", "Måledato", "Stue/gruppe", "Målgruppe"],
            *["KIDS-udgave", "Observatør"],
            *KIDS_AREAS,
        ],
        [
            [
                number,
                names[number],
                danish_date(day),
                room,
                f"{ages.get((number, room), '0-2')} år",
                "KIDS 2. udgave (2020)",
                observer,
                *values,
            ]
            for number, day, room, observer, *values in data["observations"]
        ],
        data["imported_on"],
    )


def danish_date(day: datetime.date) -> str:
    return f"{day:%d-%m-%Y}"
