"""More than four hundred odd and hostile files, each with what becomes of it.

All of them are about the institution 9101 (Solsikken). Those of KIDS have their value in E2.
"""

import itertools
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from tests.files import KEEP, KIDS_WIDE, SECOND, WIDE, csv_bytes, inspected
from tests.hostile_files import (
    BILLION_LAUGHS,
    EXTERNAL_ENTITY,
    HEAD,
    HOSTILE,
    OLE,
    SHEET,
    declared,
    sheet_of,
    text_cell,
    with_part,
)
from tests.workbooks import PLAIN_CELLS, parts, workbook, zipped


@dataclass(frozen=True, slots=True)
class Refused:
    """The file is not read at all: a part of the one sentence that says why."""

    says: str


@dataclass(frozen=True, slots=True)
class Faulty:
    """The file is read and may not be read in: the cell at fault, and a part of its sentence."""

    address: str
    says: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """The file can be read in, with these values (None: hidden in the source), and no others."""

    values: tuple[Decimal | str | None, ...]


@dataclass(frozen=True, slots=True)
class OddFile:
    name: str
    content: bytes | Callable[[], bytes]
    outcome: Refused | Faulty | Accepted


# --- Files of KIDS with one thing odd -------------------------------------------------------------

KIDS_HEADERS = (*KIDS_WIDE[:4], KIDS_WIDE[4])
DAY = "11-02-2026"


def kids(value, *, number="9101", day=DAY, group="Rød stue", **kwargs) -> bytes:
    return csv_bytes(KIDS_HEADERS, (number, day, group, SECOND, value), **kwargs)


def kids_book(*values, number=9101, day=DAY, shape=None) -> bytes:
    rows = [[number, day, f"Stue {n}", SECOND, value] for n, value in enumerate(values)]
    return workbook([KIDS_HEADERS, *rows], shape=shape)


def one(text: str) -> Accepted:
    return Accepted((Decimal(text),))


# --- Text as it may be saved ----------------------------------------------------------------------

ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le with mark", "utf-16-be with mark")
LINE_BREAKS = {"crlf": "\r\n", "lf": "\n", "cr": "\r"}
SEPARATORS = {"semicolon": ";", "comma": ",", "tab": "\t"}


def encoded(text: str, encoding: str) -> bytes:
    if encoding.endswith(" with mark"):
        return ("\ufeff" + text).encode(encoding.removesuffix(" with mark"))
    return text.encode(encoding)


def saved_in_every_way() -> dict[str, OddFile]:
    made = {}
    for encoding, separator, ends in itertools.product(ENCODINGS, SEPARATORS, LINE_BREAKS):
        text = kids("4,1", separator=SEPARATORS[separator], encoding="utf-8").decode()
        content = encoded(text.replace("\r\n", LINE_BREAKS[ends]), encoding)
        made[f"{encoding}, {separator}, {ends}"] = OddFile("kids.csv", content, one("4.1"))
    return made


def oddly_saved() -> dict[str, OddFile]:
    text = kids("4,1", encoding="utf-8").decode()
    head, row = text.rstrip().split("\r\n")
    quoted = "\r\n".join(
        ";".join(f'"{cell}"' for cell in line.split(";")) for line in text.split("\r\n") if line
    )
    texts = {
        "no line break at the end": (text.rstrip(), one("4.1")),
        "blank lines above": ("\r\n\r\n" + text, one("4.1")),
        "blank lines below": (text + "\r\n" * 500, one("4.1")),
        "rows of separators below": (text + ";;;;\r\n" * 500, one("4.1")),
        "separators to the right": (text.replace("\r\n", ";;;;\r\n"), one("4.1")),
        "every cell in quotes": (quoted, one("4.1")),
        "the separator stated": ("sep=;\r\n" + text, one("4.1")),
        "another separator stated": ("sep=,\r\n" + text, Refused("B2")),
        "headings in capitals": (head.upper() + "\r\n" + row, one("4.1")),
        "headings with spaces": (head.replace(";", " ; ") + "\r\n" + row, one("4.1")),
        "headings with line breaks": (
            head.replace("Fysiske omgivelser", '"Fysiske\nomgivelser"') + "\r\n" + row,
            one("4.1"),
        ),
        "headings without æøå": (head.replace("å", "aa") + "\r\n" + row, one("4.1")),
        "decomposed letters": (head.replace("å", "a\u030a") + "\r\n" + row, one("4.1")),
        "no-break spaces": (text.replace(" ", "\u00a0"), one("4.1")),
        "soft hyphens": (text.replace("omgivelser", "om\u00adgivelser"), one("4.1")),
        "zero width spaces": (text.replace("9101", "9101\u200b"), one("4.1")),
        "a mark in the middle": (text.replace("9101", "\ufeff9101"), one("4.1")),
        "two marks at the start": ("\ufeff" + text, one("4.1")),
        "right to left": (text.replace("Rød", "\u202eRød"), one("4.1")),
        "a flower": (text.replace("Rød stue", "Solsikken 🌻"), one("4.1")),
        "an apostrophe before a number": (text.replace("9101", "'9101"), Faulty("A2", "9101")),
        "line breaks in a cell": (text.replace("Rød stue", '"Rød\r\nstue"'), one("4.1")),
        "the separator in a cell": (text.replace("Rød stue", '"Rød; stue"'), one("4.1")),
        "quotes in a cell": (text.replace("Rød stue", '"Rød ""stue"""'), one("4.1")),
        "a quote within a word": (text.replace("Rød stue", 'Rød"s stue'), one("4.1")),
        "an extra column": (
            head + ";Bemærkning\r\n" + row + ";Alt vel\r\n",
            one("4.1"),
        ),
        "a heading twice": (
            head + ";Måledato\r\n" + row + f";{DAY}\r\n",
            Refused("både i B1 og i F1"),
        ),
        "a heading twice in disguise": (
            head + ";MAALE DATO\r\n" + row + f";{DAY}\r\n",
            Refused("både i B1 og i F1"),
        ),
        "content without a heading": (text.replace("4,1", "4,1;5"), Refused("F2")),
        "a nameless column": (head + ";;X\r\n" + row + ";5;\r\n", Refused("F")),
        "headings alone": (head + "\r\n", Refused("ingen rækker under")),
        "numbers for headings": ("1;2;3\r\n4;5;6\r\n", Refused("Række 1")),
        "no headings": (row + "\r\n" + row + "\r\n", Refused("")),
        "a title above the headings": ("KIDS 2026\r\n" + text, Refused("B2")),
        "the columns turned around": (
            "\r\n".join(";".join(reversed(line.split(";"))) for line in (head, row)),
            one("4.1"),
        ),
        "the same row twice": (text + row + "\r\n", one("4.1")),
        "a contradiction": (text + row.replace("4,1", "4,2") + "\r\n", Faulty("E3", "Række 2")),
        "no institution number": (head + "\r\n" + row.replace("9101", ""), Faulty("A2", "")),
        "unknown headings": ("Frugt;Farve\r\nÆble;Rød\r\n", Refused("ikke til nogen skabelon")),
        "the date's column missing": (
            text.replace("Måledato", "Uvedkommende"),
            Refused("Måledato"),
        ),
        "one giant cell": (text.replace("Rød stue", "x" * 200_000), Refused("celle er for lang")),
        "a giant cell with line breaks": (
            text.replace("Rød stue", '"' + "x\n" * 100_000 + '"'),
            Refused("celle er for lang"),
        ),
        "a long name of a room": (text.replace("Rød stue", "x" * 101), Faulty("C2", "100 tegn")),
        "ten thousand columns": (
            ";".join(f"K{n}" for n in range(10_000)) + "\r\n" + "1;" * 9_999 + "1\r\n",
            Refused("kolonner"),
        ),
        "a hundred and one columns": (
            ";".join(f"K{n}" for n in range(101)) + "\r\n" + "1;" * 100 + "1\r\n",
            Refused("kolonner"),
        ),
        "one row too many": ("Nr;Navn\r\n" + "1;2\r\n" * 200_001, Refused("200.000 rækker")),
    }
    return {
        name: OddFile("kids.csv", text.encode("utf-8"), outcome)
        for name, (text, outcome) in texts.items()
    }


# --- What a value may look like -------------------------------------------------------------------

UNDERSTOOD = {
    "4": "4",
    "4,1": "4.1",
    "4,10": "4.1",
    " 4,1 ": "4.1",
    "+4,1": "4.1",
    "04,1": "4.1",
    "4,1234": "4.123",
    "1,0": "1",
    "5": "5",
}
NOTHING = ("", "..", "...", "…", "-", "–", "—", "i.a.", "Ikke besvaret", "\u00a0")
HIDDEN = ("*", "**", ".", "<5", "< 5", "<10", "<5 %")
NOT_A_VALUE = {
    "4.1": "Skriv tallet med komma: 4,1",
    "0.125": "0,125",
    "1.250": "to måder",
    "41": "Mente du 4,1",
    "0": "uden for skalaen",
    "-4": "uden for skalaen",
    "5,1": "uden for skalaen",
    "1.250,5": "uden for skalaen",
    "99999999999": "",
    "9" * 39: "",
    "9" * 5_000: "ikke et tal",
    "4,1,2": "ikke et tal",
    "4,": "ikke et tal",
    ",5": "ikke et tal",
    "4 1": "ikke et tal",
    "fire": "ikke et tal",
    "4,1 point": "ikke et tal",
    "1e3": "ikke et tal",
    "0x10": "ikke et tal",
    "NaN": "ikke et tal",
    "inf": "ikke et tal",
    "∞": "ikke et tal",
    "½": "ikke et tal",
    "⁴": "ikke et tal",
    "٤": "ikke et tal",
    "４": "ikke et tal",
    "=1+3": "ikke et tal",
    "=HYPERLINK(A1)": "ikke et tal",
    "@SUM(A1)": "ikke et tal",
    "+cmd|' /C calc'!A0": "ikke et tal",
    "<script>alert(1)</script>": "ikke et tal",
    "' OR 1=1 --": "ikke et tal",
    "{{ 7*7 }}": "ikke et tal",
    "%(count)s": "ikke et tal",
    "%s%n": "ikke et tal",
    "../../etc/passwd": "ikke et tal",
    "11-02-2026": "",
    "ja": "ikke et tal",
}
ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")
DANISH_ERRORS = ("#I/T", "#REFERENCE!", "#DIVISION/0!", "#VÆRDI!", "#NAVN?", "#NUL!")
DAYS = (
    "11-02-2026",
    "11.02.2026",
    "11/02/2026",
    "11-2-26",
    "2026-02-11",
    "2026-02-11 00:00:00",
    "11. februar 2026",
    "11 feb 2026",
)
NOT_DAYS = {
    "31-02-2026": "ikke en dato",
    "29-02-2025": "ikke en dato",
    "02/30/2026": "ikke en dato",
    "11-02": "ikke en dato",
    "2026": "ikke en dato",
    "11-02-1826": "ikke en dato",
    "11-02-9999": "ikke en dato",
    "00-00-2026": "ikke en dato",
    "i går": "ikke en dato",
    "uge 7": "ikke en dato",
    "0" * 5_000: "ikke en dato",
    "": "mangler",
    "..": "mangler",
}
CPR = ("010190-1234", "0101901234", "010190 1234", "010190–1234", "Ole, 311285-0001", "2902002222")


def values() -> dict[str, OddFile]:
    made = {
        f"value {text!r}": OddFile("kids.csv", kids(text), one(number))
        for text, number in UNDERSTOOD.items()
    }
    for text in NOTHING:
        made[f"nothing {text!r}"] = OddFile("kids.csv", kids(text), Accepted(()))
    for text in HIDDEN:
        made[f"hidden {text!r}"] = OddFile("kids.csv", kids(text), Accepted((None,)))
    for text, says in NOT_A_VALUE.items():
        made[f"no value {text[:40]!r}"] = OddFile("kids.csv", kids(text), Faulty("E2", says))
    for text in (*ERRORS, *DANISH_ERRORS):
        made[f"error {text} in text"] = OddFile("kids.csv", kids(text), Refused("E2"))
    for text in DAYS:
        made[f"day {text!r}"] = OddFile("kids.csv", kids("4,1", day=text), one("4.1"))
    for text, says in NOT_DAYS.items():
        odd = OddFile("kids.csv", kids("4,1", day=text), Faulty("B2", says))
        made[f"no day {text[:40]!r}"] = odd
    for text in CPR:
        odd = OddFile("kids.csv", kids("4,1", group=text), Faulty("C2", "CPR"))
        made[f"CPR number {text!r}"] = odd
    return made


def institutions() -> dict[str, OddFile]:
    numbers = {
        "9101": one("4.1"),
        " 9101 ": one("4.1"),
        "9 101": one("4.1"),
        "9102": Faulty("A2", "9102"),
        "9011": Faulty("A2", "Mente du"),
        "0": Faulty("A2", ""),
        "-9101": Faulty("A2", ""),
        "9101.0": Faulty("A2", ""),
        "9101' OR '1'='1": Faulty("A2", ""),
        "9" * 5_000: Faulty("A2", ""),
        "Solsikken": Faulty("A2", ""),
    }
    return {
        f"institution {text[:20]!r}": OddFile("kids.csv", kids("4,1", number=text), outcome)
        for text, outcome in numbers.items()
    }


# --- Other programs' files ------------------------------------------------------------------------

NOT_SPREADSHEETS = {
    "gif": b"GIF89a\x01\x00\x01\x00",
    "webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "tiff": b"II*\x00\x08\x00\x00\x00",
    "tiff big": b"MM\x00*\x00\x00\x00\x08",
    "7z": b"7z\xbc\xaf\x27\x1c\x00\x04",
    "rar": b"Rar!\x1a\x07\x01\x00",
    "linux program": b"\x7fELF\x02\x01\x01\x00",
    "windows program": b"MZ\x90\x00\x03\x00\x00\x00\x04\x00",
    "sqlite": b"SQLite format 3\x00\x10\x00\x01\x01",
    "access": b"\x00\x01\x00\x00Standard ACE DB\x00",
    "java class": b"\xca\xfe\xba\xbe\x00\x00\x00\x34",
    "wasm": b"\x00asm\x01\x00\x00\x00",
    "mp4": b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00",
    "mp3": b"ID3\x03\x00\x00\x00\x00\x00\x21",
    "ogg": b"OggS\x00\x02\x00\x00\x00\x00",
    "zstd": b"\x28\xb5\x2f\xfd\x24\x00\x01\x00",
    "xz": b"\xfd7zXZ\x00\x00\x04\xe6",
    "bzip2": b"BZh91AY&SY\x00\x00\x00\x01",
    "parquet": b"PAR1\x15\x04\x15\x00\x00\x15",
    "font": b"\x00\x01\x00\x00\x00\x12\x01\x00",
    "tar": b"kids.csv" + bytes(92) + b"0000644\x00" + bytes(149) + b"ustar\x00",
    "zeros": bytes(10_000),
    "noise": bytes(range(256)) * 40,
}
MARKUP = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html table": b"<table><tr><td>Institutionsnummer</td></tr></table>",
    "html after blanks": b"\r\n\r\n   <html><body>Log ind</body></html>",
    "spreadsheet xml": b'<?xml version="1.0"?><Workbook><Worksheet/></Workbook>',
    "a page of sign-in": b"<!DOCTYPE html><title>Log ind</title>",
}
WORDS = {
    "json": b'{"institution": 9101, "value": 4.1}',
    "json lines": b'{"a": 1}\n{"a": 2}\n',
    "yaml": b"institution: 9101\nvalue: 4.1\n",
    "python": b"import os\nprint(os.environ)\n",
    "mail": b"From: a@example.dk\r\nSubject: Tal\r\n\r\nSe vedlagte.\r\n",
    "calendar": b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
    "sylk": b"ID;PWXL;N;E\r\nC;Y1;X1;K4.1\r\nE\r\n",
    "prose": "Kære alle. Her kommer tallene.\r\nMange hilsner\r\n".encode(),
    "markdown": b"| Institution | Antal |\n|---|---|\n| 9101 | 4 |\n",
    "fixed width": b"Institutionsnummer  Antal\n9101                4,1\n",
    "one word": b"Hej",
    "one separator": b"a;b",
}
PACKAGES = {
    "docx": {"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"},
    "pptx": {"[Content_Types].xml": "<x/>", "ppt/presentation.xml": "<x/>"},
    "epub": {"mimetype": "application/epub+zip", "META-INF/container.xml": "<x/>"},
    "jar": {"META-INF/MANIFEST.MF": "Manifest-Version: 1.0"},
    "numbers": {"Index/Document.iwa": "x"},
    "folder of files": {"kids.csv": "a;b\n1;2\n", "tilsyn.csv": "a;b\n1;2\n"},
    "a workbook in a zip": {"kids.xlsx": b"PK\x03\x04"},
}


def from_other_programs() -> dict[str, OddFile]:
    made = {}
    for name, content in NOT_SPREADSHEETS.items():
        made[f"{name} called csv"] = OddFile("tal.csv", content, Refused(""))
    for name, content in MARKUP.items():
        made[f"{name} called csv"] = OddFile("tal.csv", content, Refused("en webside"))
        made[f"{name} called xlsx"] = OddFile("tal.xlsx", content, Refused("en webside"))
    for name, content in WORDS.items():
        made[f"{name} called csv"] = OddFile("tal.csv", content, Refused(""))
    for name, members in PACKAGES.items():
        content = zipped(members)
        made[f"{name} called xlsx"] = OddFile("tal.xlsx", content, Refused("ikke et regneark"))
    made["old excel called xlsx"] = OddFile("tal.xlsx", OLE, Refused("gammel udgave"))
    made["workbook called xls"] = OddFile("tal.xls", lambda: kids_book(4.1), Refused("passer ikke"))
    made["workbook called zip"] = OddFile("tal.zip", lambda: kids_book(4.1), Refused("passer ikke"))
    return made


# --- Workbooks ------------------------------------------------------------------------------------


def kids_cells(value_cell: str, *, first_row="1", second_row="2") -> str:
    """A sheet of KIDS with this XML for the value in E2."""
    head = "".join(
        text_cell(f"{letter}1", text) for letter, text in zip("ABCDE", KIDS_HEADERS, strict=True)
    )
    told = "".join(
        text_cell(f"{letter}2", text)
        for letter, text in zip("ABCD", ("9101", DAY, "Rød stue", SECOND), strict=True)
    )
    return f'<row r="{first_row}">{head}</row><row r="{second_row}">{told}{value_cell}</row>'


def lying_dimension(reference: str) -> bytes:
    made = parts(cells=kids_cells('<c r="E2"><v>4.1</v></c>'))
    made[SHEET] = made[SHEET].replace("<sheetData>", f'<dimension ref="{reference}"/><sheetData>')
    return zipped(made)


def two_sheets(book, _sheet) -> None:
    book.create_sheet("Noter").append(["Husk", "at", "ringe"])


def protected(_book, sheet) -> None:
    sheet.protection.set_password("x")


def filtered(_book, sheet) -> None:
    sheet.auto_filter.ref = "A1:E2"
    sheet.row_dimensions[2].hidden = True


def commented(_book, sheet) -> None:
    from openpyxl.comments import Comment

    sheet["E2"].comment = Comment("Er det rigtigt?", "Mette")


def linked(_book, sheet) -> None:
    sheet["C2"].hyperlink = "https://evil.example.com/"


def formatted(_book, sheet) -> None:
    sheet["XFD900"].number_format = "0.00"


def workbooks() -> dict[str, OddFile]:
    cells = {
        "a number": ('<c r="E2"><v>4.1</v></c>', one("4.1")),
        "a number as text": (text_cell("E2", "4,1"), one("4.1")),
        "a number as text with a point": (text_cell("E2", "4.1"), Faulty("E2", "komma")),
        "more digits than there are": ('<c r="E2"><v>4.1000000000000005</v></c>', one("4.1")),
        "an exponent": ('<c r="E2"><v>4.1E0</v></c>', one("4.1")),
        "an immense number": ('<c r="E2"><v>1e308</v></c>', Faulty("E2", "for stort")),
        "a negative number": ('<c r="E2"><v>-4.1</v></c>', Faulty("E2", "uden for skalaen")),
        "yes": ('<c r="E2" t="b"><v>1</v></c>', Faulty("E2", "SAND")),
        "a date for a value": ('<c r="E2" t="d"><v>2026-02-11</v></c>', Faulty("E2", "dato")),
        "a formula with its result": ('<c r="E2"><f>2+2.1</f><v>4.1</v></c>', one("4.1")),
        "a formula without result": ('<c r="E2"><f>2+2.1</f></c>', Refused("E2")),
        "a link to another file": (
            '<c r="E2"><f>[1]Ark1!A1</f><v>4.1</v></c>',
            one("4.1"),
        ),
        "no value": ('<c r="E2"/>', Accepted(())),
        "a cell that lies about its row": ('<c r="E900"><v>4.1</v></c>', Faulty("A900", "")),
        "a cell that lies about its column": ('<c r="XFD2"><v>4.1</v></c>', Refused("kolonner")),
        "a cell without address": ("<c><v>4.1</v></c>", one("4.1")),
        "a cell of row nought": ('<c r="E0"><v>4.1</v></c>', Refused("beskadiget")),
        "a cell of no column": ('<c r="2"><v>4.1</v></c>', Refused("beskadiget")),
        "a cell beyond the sheet": ('<c r="ZZZ9999999"><v>1</v></c>', Refused("")),
        "an address in small letters": ('<c r="e2"><v>4.1</v></c>', Refused("beskadiget")),
        "an endless address": (f'<c r="{"A" * 100_000}1"><v>1</v></c>', Refused("beskadiget")),
        "a text index below nought": ('<c r="E2" t="s"><v>-1</v></c>', Refused("")),
        "a style that is not there": ('<c r="E2" s="999999"><v>4.1</v></c>', one("4.1")),
        "a giant text": (text_cell("E2", "x" * 40_000), Refused("E2")),
        "half a tag": ('<c r="E2"><v>4.1', Refused("beskadiget")),
        "a thousand nested tags": ("<c><v>" * 1_000, Refused("beskadiget")),
    }
    made = {
        f"workbook, {name}": OddFile(
            "kids.xlsx", lambda cell=cell: sheet_of(kids_cells(cell)), outcome
        )
        for name, (cell, outcome) in cells.items()
    }
    for text in ERRORS:
        cell = f'<c r="E2" t="e"><v>{text}</v></c>'
        made[f"workbook, error {text}"] = OddFile(
            "kids.xlsx", lambda cell=cell: sheet_of(kids_cells(cell)), Refused("E2")
        )
    value = '<c r="E2"><v>4.1</v></c>'
    for name, first, second, outcome in [
        ("rows called nought", "0", "0", Refused("beskadiget")),
        ("a row beyond the sheet", "1", "9999999999", one("4.1")),
        ("rows with words for numbers", "en", "to", Refused("beskadiget")),
    ]:
        made[f"workbook, {name}"] = OddFile(
            "kids.xlsx",
            lambda a=first, b=second: sheet_of(kids_cells(value, first_row=a, second_row=b)),
            outcome,
        )
    dimensions = {
        "A1": one("4.1"),
        "A1:XFD1048576": one("4.1"),
        "E2:A1": one("4.1"),
        "nonsense": Refused("beskadiget"),
        "": Refused("beskadiget"),
    }
    for reference, outcome in dimensions.items():
        made[f"workbook, dimension {reference!r}"] = OddFile(
            "kids.xlsx", lambda ref=reference: lying_dimension(ref), outcome
        )
    shapes = {
        "a second sheet": (two_sheets, one("4.1")),
        "a protected sheet": (protected, one("4.1")),
        "a hidden row": (filtered, one("4.1")),
        "a comment": (commented, one("4.1")),
        "a link": (linked, one("4.1")),
        "format far away": (formatted, one("4.1")),
    }
    for name, (shape, outcome) in shapes.items():
        made[f"workbook, {name}"] = OddFile(
            "kids.xlsx", lambda shape=shape: kids_book(4.1, shape=shape), outcome
        )
    return made


def spoilt_workbooks() -> dict[str, OddFile]:
    made = {}
    whole = kids_book(4.1)
    for tenth in range(1, 10):
        cut = whole[: len(whole) * tenth // 10]
        made[f"workbook cut off after {tenth} tenths"] = OddFile(
            "kids.xlsx", cut, Refused("beskadiget")
        )
    made["something before the workbook"] = OddFile("kids.xlsx", b"x" * 10 + whole, Refused(""))
    made["something after the workbook"] = OddFile("kids.xlsx", whole + b"x" * 10, one("4.1"))
    plain = parts(cells=PLAIN_CELLS, strings="<si><t>x</t></si>")
    for name in plain:
        short = name.rpartition("/")[2]
        for what, content in [
            ("empty", ""),
            ("cut off", plain[name][: len(plain[name]) // 2]),
            ("of noise", bytes(range(256)) * 4),
            ("of NUL", bytes(1_000)),
        ]:
            made[f"{short} {what}"] = OddFile(
                "tal.xlsx", lambda n=name, c=content: with_part(n, c), Refused("")
            )
        for what, prolog in [("billion laughs", BILLION_LAUGHS), ("an entity", EXTERNAL_ENTITY)]:
            made[f"{short} with {what}"] = OddFile(
                "tal.xlsx", lambda n=name, p=prolog: declared(n, p), Refused("DTD")
            )
        if name in ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
            rest = {other: part for other, part in plain.items() if other != name}
            made[f"{short} missing"] = OddFile(
                "tal.xlsx", zipped(rest), Refused("ikke et regneark")
            )
    stored = zipped(parts(cells=HEAD), compression=zipfile.ZIP_STORED)
    made["a changed byte"] = OddFile(
        "tal.xlsx", stored.replace(b"Antal", b"Antel"), Refused("beskadiget")
    )
    for target in ("../../../etc/passwd", "/etc/passwd", "https://evil.example.com/x.xml", "C:\\x"):
        links = parts()["xl/_rels/workbook.xml.rels"].replace("worksheets/sheet1.xml", target)
        made[f"a sheet at {target}"] = OddFile(
            "tal.xlsx",
            lambda links=links: with_part("xl/_rels/workbook.xml.rels", links),
            Refused("ingen synlige"),
        )
    made["members that climb"] = OddFile(
        "kids.xlsx",
        lambda: zipped(
            {**parts(cells=kids_cells('<c r="E2"><v>4.1</v></c>')), "../../evil.txt": "x"}
        ),
        one("4.1"),
    )
    return made


# --- Names of files -------------------------------------------------------------------------------


def named() -> dict[str, OddFile]:
    names = {
        "../../etc/passwd.csv": one("4.1"),
        "C:\\tal\\kids.csv": one("4.1"),
        "kids.csv\r\nX-Evil: 1.csv": one("4.1"),
        "kids\x00.csv": one("4.1"),
        "KIDS.CSV": one("4.1"),
        "målinger æøå 🌻.csv": one("4.1"),
        "x" * 300 + ".csv": one("4.1"),
        "<script>.csv": one("4.1"),
        "kids.csv.exe": Refused("passer ikke"),
        "kids": Refused("passer ikke"),
        ".csv": one("4.1"),
        "kids.txt": one("4.1"),
        "kids.tsv": one("4.1"),
        "kids.xlsx": Refused("passer ikke"),
        "kids.html": Refused("passer ikke"),
    }
    return {
        f"named {name[:30]!r}": OddFile(name, kids("4,1"), outcome)
        for name, outcome in names.items()
    }


def inspections() -> dict[str, OddFile]:
    rows = {
        "a label in capitals": (inspected("9101", KEEP.upper()), Accepted((KEEP.upper(),))),
        "a label with spaces": (inspected("9101", f"  {KEEP}  "), Accepted((KEEP,))),
        "a misspelt label": (
            inspected("9101", "Justere insatsen"),
            Faulty("E2", "Mente du »Justere indsatsen«"),
        ),
        "a label of another scale": (inspected("9101", "Meget enig"), Faulty("E2", "skalaen")),
        "a year of two digits": (inspected("9101", KEEP, year="26"), Faulty("C2", "ikke et år")),
        "a year in words": (inspected("9101", KEEP, year="i år"), Faulty("C2", "ikke et år")),
        "no year": (inspected("9101", KEEP, year=""), Faulty("C2", "mangler")),
        "an unknown kind": (inspected("9101", KEEP, kind="Kontrol"), Faulty("D2", "tilsyn")),
        "a rated light inspection": (
            inspected("9101", KEEP, kind="Light-tilsyn"),
            Faulty("E2", "Light-tilsyn har ingen vurderinger"),
        ),
        "a formula for a label": (inspected("9101", "=CMD()"), Faulty("E2", "skalaen")),
    }
    return {
        f"inspection, {name}": OddFile("tilsyn.csv", csv_bytes(WIDE, row), outcome)
        for name, (row, outcome) in rows.items()
    }


def hostile() -> dict[str, OddFile]:
    return {
        case: OddFile(name, content, Refused(says))
        for case, (name, content, says) in HOSTILE.items()
    }


FAMILIES: dict[str, Callable[[], dict[str, OddFile]]] = {
    "hostile": hostile,
    "saved in every way": saved_in_every_way,
    "oddly saved": oddly_saved,
    "values": values,
    "institutions": institutions,
    "from other programs": from_other_programs,
    "workbooks": workbooks,
    "spoilt workbooks": spoilt_workbooks,
    "named": named,
    "inspections": inspections,
}
