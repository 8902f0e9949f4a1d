"""Files made to do harm, or spoilt on the way: each is refused at once, with a Danish sentence."""

import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.spreadsheets import Limits, Sheet, Unreadable, read
from tests.cost import within
from tests.hostile_files import HEAD, HOSTILE, sheet_of, styled
from tests.splitting import examples
from tests.workbooks import PLAIN_CELLS, parts, workbook, zipped


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_at_once_in_danish(case):
    name, content, says = HOSTILE[case]
    content = content() if callable(content) else content

    with within(seconds=1, megabytes=200), pytest.raises(Unreadable) as caught:
        read(content, name=name)

    assert says in caught.value.message
    assert caught.value.message.endswith(".")
    for word in ("Error", "Exception", "Traceback", "calamine", "zlib", "the ", "The "):
        assert word not in caught.value.message


def test_the_files_the_hostile_ones_are_made_from_are_themselves_fine():
    assert read(sheet_of(PLAIN_CELLS), name="a.xlsx").rows[0].cells == ("Solsikken", 96)


@pytest.mark.parametrize("pattern", ["[" * 1_000_000, "&quot;" * 600_000, "%" * 1_000_000])
def test_an_endless_number_format_takes_no_time(pattern):
    styles = f'<styleSheet><numFmts><numFmt numFmtId="9" formatCode="{pattern}"/></numFmts>'
    styles += '<cellXfs><xf numFmtId="1"/></cellXfs></styleSheet>'

    with within(seconds=1, megabytes=200):
        sheet = read(styled(styles), name="a.xlsx", limits=Limits(xlsx_ratio=10_000))

    assert sheet.rows[0].cells == (1,)


def test_an_endless_value_takes_no_time():
    cells = f'{HEAD}<row r="2"><c r="A2"><f/><v>{"1 " * 10_000_000}</v></c></row>'
    content = sheet_of(cells)

    with within(seconds=2, megabytes=200), pytest.raises(Unreadable):
        read(content, name="a.xlsx", limits=Limits(xlsx_ratio=10_000))


# --- Anything at all ------------------------------------------------------------------------------

VALID_TEXT = 'Nr;Navn;Dato\r\n9101;"Åkanden; blå";11-02-2026\r\n9102;Møllehøj;\r\n'
VALID = {
    "a.csv": VALID_TEXT.encode("utf-8-sig"),
    "b.csv": VALID_TEXT.encode("cp1252"),
    "c.csv": VALID_TEXT.encode("utf-16"),
    "a.xlsx": workbook([["Nr", "Navn"], [9101, "Åkanden"], [9102, 3.4]]),
    # Stored as it is, so that changed bytes get past the zip's own checks less often but deeper.
    "b.xlsx": zipped(parts(strings="<si><t>x</t></si>"), compression=zipfile.ZIP_STORED),
}
SMALL = Limits(bytes=100_000, xlsx_bytes=100_000, xlsx_unpacked_bytes=1_000_000)


def assert_only_a_sheet_or_a_sentence(content, *, name):
    try:
        sheet = read(content, name=name, limits=SMALL)
    except Unreadable as refusal:
        assert refusal.message  # noqa: PT017
    else:
        assert isinstance(sheet, Sheet)
        assert all(len(row.cells) == len(sheet.headers) for row in sheet.rows)
        assert "\0" not in repr(sheet.headers)


@examples(200)
@given(st.binary(max_size=2_000), st.sampled_from(["a.csv", "a.xlsx"]))
def test_random_bytes_give_a_sheet_or_a_sentence(content, name):
    assert_only_a_sheet_or_a_sentence(content, name=name)


@examples(200)
@given(st.text(max_size=500), st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_random_text_gives_a_sheet_or_a_sentence(text, encoding):
    assert_only_a_sheet_or_a_sentence(text.encode(encoding, "replace"), name="a.csv")


@examples(400)
@given(st.sampled_from(sorted(VALID)), st.data())
def test_a_spoilt_file_gives_a_sheet_or_a_sentence(name, data):
    content = bytearray(VALID[name])
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = start + data.draw(st.integers(0, 8))
        content[start:end] = data.draw(st.binary(max_size=8))

    assert_only_a_sheet_or_a_sentence(bytes(content), name=name)


@examples(300)
@given(st.sampled_from(sorted(parts(strings="<si><t>x</t></si>"))), st.data())
def test_a_workbook_with_a_spoilt_part_gives_a_sheet_or_a_sentence(name, data):
    made = parts(strings="<si><t>x</t></si>")
    part = made[name]
    start = data.draw(st.integers(0, len(part)))
    end = start + data.draw(st.integers(0, 20))
    inserted = data.draw(
        st.sampled_from(['<c r="A1" t="s"><v>9</v></c>', '<c r="', "</row>", "<v>-1</v>", 's="9"'])
        | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
    )

    content = zipped({**made, name: part[:start] + inserted + part[end:]})

    assert_only_a_sheet_or_a_sentence(content, name="a.xlsx")
