"""The example's files, as a municipality has them: read in like any other."""

import csv
import datetime
import io
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from files.spreadsheets import Sheet, read
from institutions.importing.blank_list import EXAMPLE, blank_list

#: The headings and the words of the files are Danish, as those of the municipalities are.
THEMES = (
    "Samspil og relationer mellem børn og voksne",
    "Børnefællesskaber og leg",
    "Sprog og bevægelse",
    "Forældresamarbejde",
    "Sammenhæng i overgange",
    "Evalueringskultur",
)
RATINGS = {"V": "Vedligeholde indsatsen", "J": "Justere indsatsen", "Æ": "Ændre indsatsen"}
TILSYN = ("Institutionsnummer", "Institution", "Tilsynsår", "Tilsynstype", "Tilsyn afsluttet")
KIDS = ("Institutionsnummer", "Institution", "Måledato", "KIDS-udgave", "Observatør", "Relationer")
#: From this month on an inspection of the year may be there.
MIDSUMMER = 7


def places() -> Sheet:
    return read(blank_list(is_filled=True), name="institutioner-eksempel.xlsx")


def measured(on: datetime.date) -> Iterator[Sheet]:
    """Three years of inspections and two of KIDS; none of a day that lies ahead."""
    data = tomllib.loads((Path(__file__).parent / "figures.toml").read_text(encoding="utf-8"))
    names = {number: name for number, name, *_rest in EXAMPLE}
    last = on.year if on.month >= MIDSUMMER else on.year - 1
    for year, letters in _by_year(data["tilsyn"], last):
        rows = [
            (n, names[n], year, "Ordinært tilsyn", f"15-05-{year}", *(RATINGS[one] for one in said))
            for n, said in letters
        ]
        yield _sheet(f"tilsyn-{year}.csv", (*TILSYN, *THEMES), rows)
    for year, values in _by_year(data["kids"], last):
        edition = "KIDS 2. udgave (2020)"
        rows = [(n, names[n], f"12-03-{year}", edition, "Intern", said) for n, said in values]
        yield _sheet(f"kids-{year}.csv", KIDS, rows)


def _by_year(data: dict[str, list[str]], last: int) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Each year with what was measured in it, by number; oldest first."""
    years = len(next(iter(data.values())))
    for index in range(years):
        said = [(number, values[index]) for number, values in data.items() if values[index]]
        yield last - years + 1 + index, said


def _sheet(name: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Sheet:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([headings, *rows])
    return read(text.getvalue().encode("utf-8-sig"), name=name)
