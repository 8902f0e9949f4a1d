"""Word files that mean harm, or are none: one Danish sentence each, and never a crash."""

import contextlib
import io
import time
import zipfile
import zlib

import docx
import pytest
from docx.oxml import OxmlElement
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from files.word import Unreadable, read
from tests.splitting import examples
from tests.word_forms import (
    SOLSIKKEN,
    content_of,
    grid,
    headers,
    part_replaced,
    usual,
    with_part,
)

ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>"""
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


def form() -> bytes:
    return usual(SOLSIKKEN)


def bomb() -> bytes:
    return with_part(
        form(), "word/media/x.xml", b"0" * 80_000_000, compression=zipfile.ZIP_DEFLATED
    )


def many_members() -> bytes:
    file = io.BytesIO(form())
    with zipfile.ZipFile(file, "a") as package:
        for number in range(2_000):
            package.writestr(f"word/media/{number}", b"")
    return file.getvalue()


def doubled() -> bytes:
    return with_part(form(), "WORD/document.xml", b"<x/>")


def encrypted() -> bytes:
    content = bytearray(form())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := content.find(sign, at + 1)) >= 0:
            content[at + place] |= 1
    return bytes(content)


def nested(times: int) -> bytes:
    inner = b"<w:sdt><w:sdtContent>" * times + b"</w:sdtContent></w:sdt>" * times
    return part_replaced(
        form(), "word/document.xml", lambda part: part.replace(b"<w:body>", b"<w:body>" + inner)
    )


def wide() -> bytes:
    document = docx.Document()
    table = grid(document, headers(1), SOLSIKKEN)
    span = OxmlElement("w:gridSpan")
    span.set(f"{{{table._tbl.nsmap['w']}}}val", "999")
    table.rows[1].cells[0]._tc.get_or_add_tcPr().append(span)
    return content_of(document)


def document_without_body() -> bytes:
    return part_replaced(form(), "word/document.xml", lambda part: b"<x/>")


def spreadsheet() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


HOSTILE = {
    "empty": (b"", "tom"),
    "blank": (b"  \n", "tom"),
    "text": (b"Institutionens navn;Solsikken", "ikke en Word-fil"),
    "pdf": (b"%PDF-1.7 ...", "ikke en Word-fil"),
    "rtf": (b"{\\rtf1 hej}", "ikke en Word-fil"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "gammel Word"),
    "password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "adgangskode",
    ),
    "password of the zip": (encrypted, "adgangskode"),
    "too large": (b"PK\x03\x04" + b"0" * 10_000_001, "højst"),
    "only the sign of a zip": (b"PK\x03\x04 and no more", "beskadiget"),
    "cut off": (lambda: form()[:-600], "beskadiget"),
    "spreadsheet": (spreadsheet, "ikke en Word-fil"),
    "macros": (lambda: with_part(form(), "word/vbaProject.bin", b"x"), "makroer"),
    "bomb": (bomb, "fylder mere"),
    "many members": (many_members, "fylder mere"),
    "doubled part": (doubled, "beskadiget"),
    "entities": (
        lambda: part_replaced(form(), "word/document.xml", lambda part: ENTITIES),
        "definitioner",
    ),
    "file of the server": (
        lambda: part_replaced(form(), "word/styles.xml", lambda part: OUTSIDE),
        "definitioner",
    ),
    "entities where nobody looks": (
        lambda: with_part(form(), "customXml/x.xml", ENTITIES),
        "definitioner",
    ),
    "another encoding": (
        lambda: part_replaced(
            form(),
            "word/document.xml",
            lambda part: part.replace(b"UTF-8", b"UTF-7").replace(b"utf-8", b"utf-7"),
        ),
        "beskadiget",
    ),
    "nested without end": (lambda: nested(5_000), "beskadiget"),
    "wider than Word": (wide, "fylder mere"),
    "no body": (document_without_body, "beskadiget"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_one_danish_sentence(name):
    content, words = HOSTILE[name]
    content = content() if callable(content) else content
    begun = time.monotonic()

    with pytest.raises(Unreadable) as refusal:
        read(content, name="skema.docx")

    assert words in refusal.value.message
    assert refusal.value.message.count(". ") <= 1
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("name", ["skema.docm", "skema.doc", "skema.zip", "skema"])
def test_the_name_must_be_that_of_a_word_file(name):
    with pytest.raises(Unreadable, match=r"\.docx"):
        read(form(), name=name)


@settings(examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_form_with_any_byte_changed_is_read_or_refused(data):
    content = bytearray(form_once())
    for _number in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    with contextlib.suppress(Unreadable):
        assert read(bytes(content), name="skema.docx").blocks


@examples(100)
@given(st.binary(max_size=400))
def test_any_text_of_the_document_is_read_or_refused(part):
    content = part_replaced(form_once(), "word/document.xml", lambda whole: whole[:900] + part)

    with pytest.raises(Unreadable):
        read(content, name="skema.docx")


_FORM: list[bytes] = []


def form_once() -> bytes:
    if not _FORM:
        _FORM.append(form())
        assert zlib.crc32(_FORM[0])
    return _FORM[0]
