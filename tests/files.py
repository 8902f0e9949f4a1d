"""Files as municipalities send them, written line by line."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile

from files.spreadsheets import Sheet, read

THEMES = (
    "Samspil og relationer mellem børn og voksne",
    "Børnefællesskaber og leg",
    "Sprog og bevægelse",
    "Forældresamarbejde",
    "Sammenhæng i overgange",
    "Evalueringskultur",
)
KEEP, ADJUST, CHANGE, NEW = (
    "Vedligeholde indsatsen",
    "Justere indsatsen",
    "Ændre indsatsen",
    "Iværksætte en ny indsats",
)
WIDE = ("Institutionsnummer", "Institution", "Tilsynsår", "Tilsynstype", *THEMES)
LONG = ("Institutionsnummer", "Tilsynsår", "Tilsynstype", "Tema", "Vurdering")
KIDS_WIDE = (
    "Institutionsnummer",
    "Måledato",
    "Stue/gruppe",
    "KIDS-udgave",
    "Fysiske omgivelser",
    "Relationer",
)
KIDS_LONG = (
    "Institutionsnummer",
    "Måledato",
    "Stue/gruppe",
    "KIDS-udgave",
    "Område",
    "Gennemsnit",
    "Procent",
)
SECOND = "KIDS 2. udgave (2020)"


def csv_bytes(headers, *rows, separator=";", encoding="utf-8-sig") -> bytes:
    """A csv file with these headings and rows; shorter rows are filled up."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=separator, lineterminator="\r\n")
    writer.writerow(headers)
    for row in rows:
        writer.writerow([*row, *[""] * (len(headers) - len(row))])
    return target.getvalue().encode(encoding)


def sheet(headers, *rows, name="tilsyn.csv") -> Sheet:
    """The same, read."""
    return read(csv_bytes(headers, *rows), name=name)


def upload(headers, *rows, name="tilsyn.csv") -> SimpleUploadedFile:
    """The same, on its way through a browser."""
    return SimpleUploadedFile(name, csv_bytes(headers, *rows), content_type="text/csv")


def inspected(number, *ratings, year="2026", kind="Ordinært tilsyn", name="") -> tuple[str, ...]:
    """A row of a wide file of inspections."""
    return (number, name, year, kind, *ratings)
