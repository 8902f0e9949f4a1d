"""Papers are accessible and always the same, and print what people write without running it."""

import datetime
import io
import re
import shutil

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from files.papers import Drawing, PaperMark, compose, composing, file_name
from files.papers.colours import chart_rules, sign_colour, tokens
from files.papers.composing import PaperFailed
from files.papers.drawings import signs
from files.papers.facts import as_json
from files.papers.letters import known_letters, printable
from tests.conftest import ROOT

DAY = datetime.date(2026, 6, 9)
BAR = '<svg class="plot"><rect class="seg seg-onway" x="0%" y="1" width="60%" height="14"/></svg>'
EVERYTHING = """
#import "/paper.typ": *
#show: paper
#title-block(rows: facts.pairs)
#finding(facts.text)
#subheading(facts.text)
#prose(facts.text)
#note(facts.text)
#numbered((facts.text, "b"))
#bullets((facts.text, "b"))
#pairs(facts.pairs)
#stage(facts.text)
#sheet-table((1fr, auto, auto), ("A", "B", "C"), ((facts.text, 1, status(facts.mark)),) * 60)
#statuses((facts.mark, facts.mark))
#chart(facts.drawing)
"""
HOSTILE = [
    "#panic() #import #let x = 1",
    "$x^2$ @ref <label> *bold* _emph_ `raw` = heading",
    r"\ back \u{1F600} \# ~ -- --- ... // comment /* block */",
    "\"quotes\" 'single' {braces} [brackets] (parens);",
    '#read("/etc/passwd") #sys.inputs #eval("1")',
    "</svg><script>alert(1)</script> &amp; ]]>",
    "- list\n+ enum\n/ term: x\n\n\n= head",
]


@pytest.fixture
def templates(tmp_path, monkeypatch):
    """A folder for a test's own template, beside the parts of every paper."""
    shutil.copy(composing.TEMPLATES / "paper.typ", tmp_path)
    monkeypatch.setattr(composing, "TEMPLATES", tmp_path)
    return tmp_path


def make(templates, text: str = "Tekst", **options) -> bytes:
    (templates / "everything.typ").write_text(EVERYTHING)
    facts = {
        "text": text,
        "pairs": [("Sted", text), ("Fra", "Klyngeleder")],
        "mark": PaperMark("onway", text),
        "drawing": Drawing.of(BAR, alt=text, width=200, height=16),
    }
    return compose(
        "everything.typ", **{"facts": facts, "title": "Status", "on": DAY, "counts": {}} | options
    )


def read(paper: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(paper))
    return reader, "\n".join(page.extract_text() for page in reader.pages)


def words(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_a_paper_is_tagged_with_language_and_title(templates):
    reader, text = read(make(templates, title="Status på målene", sender="Klynge Fyrtårnet"))

    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "da"
    assert reader.metadata.title == "Status på målene"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid" in reader.xmp_metadata.stream.get_data().decode()
    assert f"Side 1 af {len(reader.pages)}" in text
    assert f"Side {len(reader.pages)} af {len(reader.pages)}" in text


def test_its_pages_are_a4_and_in_one_typeface_of_our_own(templates):
    reader, _text = read(make(templates))

    sizes = {tuple(round(float(side)) for side in page.mediabox[2:]) for page in reader.pages}
    fonts = {
        font.get_object()["/BaseFont"].split("+")[1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert sizes == {(595, 842)}
    assert all(font.startswith("IBMPlexSans") for font in fonts)


def test_a_chart_has_its_alternative_text_and_a_table_its_heads(templates):
    structure = _structure(make(templates, "Tre af fem er på vej"))

    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/L", "/Figure"} <= structure.keys()
    assert structure["/Figure"] == ["Tre af fem er på vej"]


def _structure(paper: bytes) -> dict[str, list]:
    """Every kind of tag, with the alternative texts."""
    found: dict[str, list] = {}

    def walk(element):
        if isinstance(element, list):
            for child in element:
                walk(child.get_object())
        elif isinstance(element, dict) and "/S" in element:
            found.setdefault(element["/S"], []).append(element.get("/Alt"))
            walk(element.get("/K").get_object() if "/K" in element else [])

    walk(PdfReader(io.BytesIO(paper)).trailer["/Root"]["/StructTreeRoot"]["/K"].get_object())
    return found


def test_the_same_facts_give_the_same_bytes(templates):
    assert make(templates) == make(templates)


def test_a_paper_follows_the_language_of_the_moment(templates):
    with translation.override("en"):
        reader, text = read(make(templates, is_draft=True))

    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "Page 1 of" in text
    assert "Draft" in text


def test_a_draft_says_so_on_every_page_and_other_papers_do_not(templates):
    reader, _text = read(make(templates, is_draft=True))
    _reader, decided = read(make(templates))

    assert len(reader.pages) > 1
    assert all("Udkast" in page.extract_text() for page in reader.pages)
    assert "Udkast" not in decided


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_write_is_printed_and_never_run(templates, text):
    _reader, printed = read(make(templates, text))

    # a line break may come anywhere, and a ligature is read as its letters
    assert words(text) in words(printed)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=80))
def test_any_text_makes_a_paper(templates, text):
    assert make(templates, text).startswith(b"%PDF-1.7")


def test_letters_the_typeface_lacks_are_marked_and_invisible_ones_taken_out():
    assert printable("Zoë Łukasz 😀 中") == "Zoë Łukasz � �"
    assert printable("a\u202eb\x00c\u200dd\u00ade") == "abcde"
    assert printable("A\u030akanden\r\nto") == "Åkanden\nto"


def test_the_typeface_has_all_of_danish_and_the_letters_of_neighbours():
    assert {ord(letter) for letter in "æøåÆØÅéÉäöüßŁłŠšŽžÞþÐð–—»«›‹…•→≥½§€"} <= known_letters()


def test_a_template_reads_no_file_beside_the_templates(templates):
    (templates / "thief.typ").write_text('#read("/../settings.py")')

    with pytest.raises(PaperFailed, match="cannot access files outside"):
        compose("thief.typ", facts={}, title="x", on=DAY, counts={})


def test_facts_that_are_not_words_or_numbers_are_a_mistake():
    with pytest.raises(TypeError, match="object"):
        as_json({"thing": object()})


def test_facts_are_written_as_a_page_writes_them():
    from decimal import Decimal

    assert as_json({"a": Decimal("5.8"), "b": DAY, "c": None, "d": 7}) == (
        '{"a": "5,8", "b": "09.06.2026", "c": null, "d": 7}'
    )


def test_colours_are_those_of_the_pages():
    rules = chart_rules()

    assert f".seg-onway{{fill: {tokens()['step-4']};}}" in rules
    assert "var(" not in rules
    assert "@media" not in rules
    assert sign_colour("missed") == tokens()["brick"]
    assert sign_colour("reached") == tokens()["star"]


def test_every_sign_of_the_pages_can_be_printed():
    from config.templatetags.components import ICONS

    assert signs().keys() == ICONS


def test_the_municipality_can_have_its_own_logo(templates, settings, tmp_path):
    logo = tmp_path / "logo.svg"
    logo.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )
    settings.PAPER_LOGO = str(logo)

    structure = _structure(make(templates))

    assert settings.MUNICIPALITY_NAME in structure["/Figure"]


def test_a_file_is_named_by_day_place_and_content():
    name = file_name(datetime.date(2026, 11, 22), "Klynge Fyrtårnet", "Målopfølgning", suffix="pdf")

    assert name == "2026-11-22_klynge-fyrtaarnet_maalopfoelgning.pdf"
    assert file_name(DAY, "../../x", "", suffix="xlsx") == "2026-06-09_x.xlsx"


def test_the_example_of_the_documentation_works(templates):
    page = (ROOT / "docs" / "papers.md").read_text()
    (python,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (source,) = re.findall(r"```typst\n(.*?)```", page, re.DOTALL)
    (templates / "example.typ").write_text(source)

    made: dict = {}
    exec(python, made)  # noqa: S102

    _reader, text = read(made["paper"])
    assert "# $ @ * \\ er bare tegn" in text
    assert "3 på vej" in text
    assert made["name"] == "2026-06-09_klynge-fyrtaarnet_maalopfoelgning.pdf"


def test_an_outline_on_the_edge_of_a_drawing_is_not_cut_off():
    drawing = Drawing.of(BAR, alt="", width=200, height=16)

    frame, inner = (
        {name: float(value) for name, value in re.findall(r'\b(x|y|width|height)="([\d.]+)"', head)}
        for head in re.findall(r"<svg\b[^>]*>", drawing.svg)
    )

    assert (inner["width"], inner["height"]) == (200, 16)
    assert 0 < inner["x"] < frame["width"] - inner["x"] - 199
    assert 0 < inner["y"] < frame["height"] - inner["y"] - 15
    assert 'overflow="visible"' in drawing.svg
    assert (drawing.width, drawing.height) == (frame["width"], frame["height"])
