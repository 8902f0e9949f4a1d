"""Whatever a table says and however its text is saved, the reader gives the same table back."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from files.spreadsheets import Row, read
from files.spreadsheets.danish_values import fold
from files.spreadsheets.table import ERROR_VALUE, clean
from tests.workbooks import workbook

MARKS = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8-sig",
    "cp1252": "cp1252",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
}
IN_CP1252 = "abcÆØÅæøåéüß€%§½0123456789 ,.;\t\n\"'=+-@|\u00a0"

headings = st.lists(
    st.text("abcdefgæøåÆØÅ ", min_size=1, max_size=12).filter(lambda text: text.strip()),
    min_size=2,
    max_size=6,
    unique_by=fold,
)
signs = st.sampled_from(IN_CP1252) | st.characters(exclude_categories=["Cs", "Cc"])
cells = st.text(signs, max_size=20).filter(
    lambda text: "\ufffe" not in text and "\uffff" not in text and not ERROR_VALUE.search(text)
)


@st.composite
def tables(draw):
    """Headings, and rows as long as they; the last row has content."""
    heading = draw(headings)
    row = st.lists(cells, min_size=len(heading), max_size=len(heading))
    rows = draw(st.lists(row, min_size=1, max_size=6))
    assume(any(map(clean, rows[-1])))
    return heading, rows


def as_read(heading, rows):
    """What the reader should make of it: cleaned cells, blank rows left out but counted."""
    cleaned = [(number, tuple(map(clean, row))) for number, row in enumerate(rows, start=2)]
    return (
        tuple(" ".join(text.split()) for text in heading),
        [Row(number, row) for number, row in cleaned if any(row)],
    )


def saved(rows, separator, line_break, *, always_quoted) -> str:
    """As spreadsheets save text; csv.writer leaves a bare \\n alone where lines end in \\r."""

    def cell(text: str) -> str:
        needs_quotes = always_quoted or any(sign in text for sign in (separator, '"', "\r", "\n"))
        return '"' + text.replace('"', '""') + '"' if needs_quotes else text

    return "".join(separator.join(map(cell, row)) + line_break for row in rows)


@settings(max_examples=400, deadline=None)
@given(
    tables(),
    st.sampled_from(sorted(ENCODINGS)),
    st.sampled_from(";,\t"),
    st.sampled_from(["\r\n", "\n", "\r"]),
    st.booleans(),
)
def test_text_says_the_same_however_it_was_saved(
    table, encoding, separator, line_break, always_quoted
):
    heading, rows = table
    text = saved([heading, *rows], separator, line_break, always_quoted=always_quoted)
    try:
        content = MARKS.get(encoding, b"") + text.encode(encoding)
    except UnicodeEncodeError:
        assume(False)
    if encoding == "cp1252":
        assume(content.isascii() or not is_utf_8(content))  # else nobody could tell
        assume("Ã" not in text)

    sheet = read(content, name="a.csv")

    assert (sheet.headers, sheet.rows) == as_read(heading, rows)
    assert sheet.separator == separator
    if not content.isascii():
        assert sheet.encoding == ENCODINGS[encoding]


def is_utf_8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@settings(max_examples=60, deadline=None)
@given(tables())
def test_a_workbook_says_the_same_as_the_text_saved_from_it(table):
    heading, rows = table
    assume(not any(cell.startswith("=") for row in rows for cell in row))  # those are formulas

    sheet = read(workbook([heading, *rows]), name="a.xlsx")

    assert (sheet.headers, sheet.rows) == as_read(heading, rows)
