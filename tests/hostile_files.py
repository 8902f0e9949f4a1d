"""Files made to do harm, and files spoilt on the way, each with a part of the sentence it gets."""

import io
import random
import struct
import warnings
import zipfile

from tests.workbooks import OFFICE, PLAIN_CELLS, parts, workbook, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PASSWORD = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(600)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION_LAUGHS = f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>'
EXTERNAL_ENTITY = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
SHEET = "xl/worksheets/sheet1.xml"


def with_part(name, content, **kwargs) -> bytes:
    return zipped({**parts(**kwargs), name: content})


def declared(name, prolog, **kwargs) -> bytes:
    made = parts(strings="<si><t>x</t></si>", **kwargs)
    return zipped({**made, name: prolog + made.get(name, "<x>&l9;</x>")})


def sheet_of(cells, **kwargs) -> bytes:
    return zipped(parts(cells=cells, **kwargs))


def text_cell(address, text) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def lying_about_sizes() -> bytes:
    """Forty megabytes that the zip says are a hundred bytes."""
    content = bytearray(with_part("xl/media/x.xml", "<x>" + " " * 40_000_000 + "</x>"))
    for signature, name_at, size_at in ((b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)):
        start = -1
        while (start := content.find(signature, start + 1)) >= 0:
            if content[start + name_at :].startswith(b"xl/media/x.xml"):
                content[start + size_at : start + size_at + 4] = struct.pack("<I", 100)
    return bytes(content)


def doubled_members() -> bytes:
    file = io.BytesIO(sheet_of(PLAIN_CELLS))
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr(SHEET, "<worksheet/>")
    return file.getvalue()


def flagged_as_encrypted() -> bytes:
    content = bytearray(sheet_of(PLAIN_CELLS))
    start = -1
    while (start := content.find(b"PK\x01\x02", start + 1)) >= 0:
        content[start + 8] |= 1
    return bytes(content)


def one_long_text_in_many_cells() -> bytes:
    noise = "".join(random.Random(1).choices("abcdefghij", k=30_000))
    rows = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{column}{row}" t="s"><v>0</v></c>' for column in "ABCDEFGHIJ")
        + "</row>"
        for row in range(1, 2_001)
    )
    return sheet_of(rows, strings=f"<si><t>{noise}</t></si>")


def hidden_only() -> bytes:
    made = parts()
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace(
        'name="Ark1"', 'name="Ark1" state="veryHidden"'
    )
    return zipped(made)


def one_empty_sheet_a_thousand_times() -> bytes:
    noise = "".join(random.Random(1).choices("abcdefghij", k=4_000_000))
    made = parts(cells=f"<!-- {noise} -->")
    sheet = '<sheet name="Ark1" sheetId="1" r:id="rId1"/>'
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace(sheet, sheet * 1_000)
    return zipped(made)


def styled(styles) -> bytes:
    made = parts(cells=f'{HEAD}<row r="2"><c r="A2"><f/><v>1</v></c></row>')
    link = f'<Relationship Id="rId9" Type="{OFFICE}/styles" Target="styles.xml"/>'
    links = made["xl/_rels/workbook.xml.rels"].replace("</Rel", f"{link}</Rel")
    return zipped({**made, "xl/_rels/workbook.xml.rels": links, "xl/styles.xml": styles})


HEAD = f'<row r="1">{text_cell("A1", "Antal")}</row>'
HOSTILE = {
    # name of the case: (file name, content, part of the sentence)
    "empty": ("a.csv", b"", "Filen er tom"),
    "only blanks": ("a.csv", b"\r\n \r\n", "Filen er tom"),
    "only separators": ("a.csv", b";;;\r\n;;;\r\n", "Filen er tom"),
    "old excel": ("a.xls", OLE, "gammel udgave af Excel"),
    "password": ("a.xlsx", PASSWORD, "beskyttet med adgangskode"),
    "encrypted zip": ("a.xlsx", flagged_as_encrypted, "beskyttet med adgangskode"),
    "pdf": ("a.csv", b"%PDF-1.7\n...", "ikke et regneark"),
    "png": ("a.xlsx", b"\x89PNG\r\n\x1a\n", "ikke et regneark"),
    "jpeg": ("a.csv", b"\xff\xd8\xff\xe0", "ikke et regneark"),
    "gzip": ("a.csv", b"\x1f\x8b\x08\x00", "ikke et regneark"),
    "rtf": ("a.csv", b"{\\rtf1}", "ikke et regneark"),
    "html called xls": ("a.xls", b"  <html><table><tr><td>A", "en webside"),
    "html called csv": ("a.csv", b"\xef\xbb\xbf<!DOCTYPE html>", "en webside"),
    "xml called csv": ("a.csv", b"<?xml version='1.0'?><x/>", "en webside"),
    "program": ("a.exe", b"Navn;Antal\nA;1\n", "passer ikke til indholdet"),
    "no suffix": ("fil", b"Navn;Antal\nA;1\n", "passer ikke til indholdet"),
    "text called xlsx": ("a.xlsx", b"Navn;Antal\nA;1\n", "passer ikke til indholdet"),
    "workbook called csv": ("a.csv", lambda: workbook([["A"], [1]]), "passer ikke"),
    "NUL in text": ("a.csv", b"Navn;Antal\nA\x00;1\n", "kan ikke læses"),
    "NUL in utf-16": ("a.csv", "Navn;A\nA\0;1\n".encode("utf-16"), "tegn, der ikke er tekst"),
    "utf-16 without mark": ("a.csv", "Navn;A\nA;1\n".encode("utf-16-le"), "kan ikke læses"),
    "utf-16 cut off": ("a.csv", "Navn;A\nA;1\n".encode("utf-16")[:-1], "kan ikke læses"),
    "utf-16 half a letter": ("a.csv", b"\xff\xfeA\x00\n\x00\x00\xd8", "kan ikke læses"),
    "broken utf-8": ("a.csv", "Børn;År\nBørn;1\n".encode() + b"\xc3", "kan ikke læses"),
    "broken utf-8 with mark": ("a.csv", b"\xef\xbb\xbfA;B\n\xff;1\n", "kan ikke læses"),
    "undefined in cp1252": ("a.csv", b"A;B\n\x81\x8d\xf8;1\n", "kan ikke læses"),
    "control characters": ("a.csv", b"A;B\n\x01\x02;1\n", "tegn, der ikke er tekst"),
    "quote never closed": ("a.csv", b'A;B\n"' + b"x;\n" * 2_000_000, "anførselstegn"),
    "millions of separators": ("a.csv", b"A;B\n" + b";" * 10_000_000, "celler"),
    "millions of lines": ("a.csv", b"A;B\n1;2" + b"\n" * 10_000_000, "rækker"),
    "too many bytes": ("a.csv", b"A;B\n" * 5_000_001, "højst fylde"),
    "only the sign of a zip": ("a.xlsx", b"PK\x03\x04" + bytes(100), "beskadiget"),
    "zip cut off": ("a.xlsx", lambda: workbook([["A"], [1]])[:-30], "beskadiget"),
    "empty zip": ("a.xlsx", b"PK\x05\x06" + bytes(18), "ikke et regneark"),
    "word document": ("a.xlsx", lambda: zipped({"word/document.xml": "<x/>"}), "ikke et regneark"),
    "opendocument": ("a.xlsx", lambda: zipped({"content.xml": "<x/>"}), "er ikke .xlsx"),
    "binary workbook": ("a.xlsx", lambda: with_part("xl/workbook.bin", b"x"), "er ikke .xlsx"),
    "macros": ("a.xlsm", lambda: with_part("xl/vbaProject.bin", b"x"), "makroer"),
    "macro sheet": ("a.xlsx", lambda: with_part("xl/macrosheets/sheet1.xml", "<x/>"), "makroer"),
    "many members": (
        "a.xlsx",
        lambda: zipped({**parts(), **{f"xl/media/{n}.png": b"" for n in range(5_000)}}),
        "pakkes ud",
    ),
    "bomb": ("a.xlsx", lambda: with_part("xl/media/x.bin", bytes(30_000_000)), "pakkes ud"),
    "bomb in the sheet": ("a.xlsx", lambda: sheet_of(HEAD + " " * 40_000_000), "pakkes ud"),
    "bomb with lying sizes": ("a.xlsx", lying_about_sizes, "beskadiget"),
    "doubled members": ("a.xlsx", doubled_members, "beskadiget"),
    "billion laughs in the sheet": ("a.xlsx", lambda: declared(SHEET, BILLION_LAUGHS), "DTD"),
    "billion laughs in texts": (
        "a.xlsx",
        lambda: declared("xl/sharedStrings.xml", BILLION_LAUGHS),
        "DTD",
    ),
    "external entity": ("a.xlsx", lambda: declared("xl/workbook.xml", EXTERNAL_ENTITY), "DTD"),
    "external entity in links": (
        "a.xlsx",
        lambda: declared("xl/_rels/workbook.xml.rels", EXTERNAL_ENTITY),
        "DTD",
    ),
    "entity in an unread part": (
        "a.xlsx",
        lambda: declared("docProps/core.xml", EXTERNAL_ENTITY),
        "DTD",
    ),
    "utf-16 inside": (
        "a.xlsx",
        lambda: with_part(SHEET, parts()[SHEET].encode("utf-16")),
        "beskadiget",
    ),
    "foreign encoding inside": (
        "a.xlsx",
        lambda: with_part(SHEET, '<?xml version="1.0" encoding="utf-7"?>' + parts()[SHEET]),
        "beskadiget",
    ),
    "far apart": (
        "a.xlsx",
        lambda: sheet_of(f'{HEAD}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "kolonner",
    ),
    "far down": (
        "a.xlsx",
        lambda: sheet_of(f'{HEAD}<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
        "rækker",
    ),
    "far apart in disguise": (
        "a.xlsx",
        lambda: sheet_of(
            f"{HEAD}<x:row xmlns:x='a'><x:c r='XFD1048576'><x:v>1</x:v></x:c></x:row>"
        ),
        "kolonner",
    ),
    "far to the right without addresses": (
        "a.xlsx",
        lambda: sheet_of(f"{HEAD}<row>{'<c/>' * 20_000}<c><v>1</v></c></row>"),
        "kolonner",
    ),
    "far down without addresses": (
        "a.xlsx",
        lambda: sheet_of(f"{HEAD}{'<row/>' * 20_000}<row><c><v>1</v></c></row>"),
        "rækker",
    ),
    "one empty sheet a thousand times": (
        "a.xlsx",
        one_empty_sheet_a_thousand_times,
        "ingen synlige",
    ),
    "immense styles": (
        "a.xlsx",
        lambda: styled("<styleSheet>" + "".join(f'<x y="{n}"/>' for n in range(500_000))),
        "pakkes ud",
    ),
    "one long text in many cells": ("a.xlsx", one_long_text_in_many_cells, "pakkes ud"),
    "no sheet in the file": ("a.xlsx", lambda: zipped({**parts(), SHEET: ""}), "ingen synlige"),
    "only hidden sheets": ("a.xlsx", hidden_only, "ingen synlige"),
    "broken workbook part": (
        "a.xlsx",
        lambda: with_part("xl/workbook.xml", "<workbook><sheets>"),
        "beskadiget",
    ),
    "endless number": (
        "a.xlsx",
        lambda: sheet_of(f'{HEAD}<row r="2"><c r="A2"><v>1e999</v></c></row>'),
        "A2",
    ),
    "NUL as a reference": (
        "a.xlsx",
        lambda: sheet_of(f'{HEAD}<row r="2">{text_cell("A2", "x&#0;y")}</row>'),
        "",
    ),
    "control character as a reference": (
        "a.xlsx",
        lambda: sheet_of(f'{HEAD}<row r="2">{text_cell("A2", "x&#1;y")}</row>'),
        "",
    ),
    "text that is not there": (
        "a.xlsx",
        lambda: sheet_of(f'{HEAD}<row r="2"><c r="A2" t="s"><v>99</v></c></row>'),
        "",
    ),
}
