"""What somebody writes into a cell of the Word form is read or named, and never just dropped."""

import io
from collections.abc import Iterator

import docx
import pytest

from files.word import read
from strategy.word_form.labels import label_of, plain
from strategy.word_form.reading import NotTheForm, read_form
from strategy.word_form.reading.cells import short
from strategy.word_form.reading.upright import TITLES
from tests.odd_word_forms import ODD, Odd
from tests.word_forms import GOALS, SOLSIKKEN, content_of, grid, headers, upright

WORD = "Zebrafinken"
PLACES = {"Solsikken", "Regnbuen", "Børnehuset Åkanden"}


#: Those that the library which changes them can open, too.
READABLE = [odd for odd in ODD if odd.name != "strict namespace"]


def form_of(content: bytes):
    goals = {number: (text,) for number, text in GOALS.items()}
    return read_form(read(content, name="skema.docx"), goals=goals, is_place=PLACES.__contains__)


def tables_of(parent) -> Iterator:
    for table in parent.tables:
        yield table
        for row in table.rows:
            for cell in row.cells:
                yield from tables_of(cell)


def is_heading(cell) -> bool:
    return bool(label_of(cell.text) or label_of(cell.text.split("\n")[0]))


def into(cell) -> None:
    """A paragraph of its own below what stands there; into an empty cell, its only one."""
    if cell.text:
        cell.add_paragraph(WORD)
    else:
        cell.paragraphs[0].add_run(WORD)


def inside(cell) -> None:
    cell.add_table(rows=1, cols=1).cell(0, 0).text = WORD


def variants(make) -> Iterator[tuple[bytes, list[str]]]:
    """The form with a word in one more place; and the texts that would name that place."""
    content = make()
    tables = list(tables_of(docx.Document(io.BytesIO(content))))
    shape = [
        (number, row, column)
        for number in {0, len(tables) - 1}
        for row in {0, min(1, len(tables[number].rows) - 1), len(tables[number].rows) - 1}
        for column in range(len(tables[number].rows[row].cells))
    ]
    for write in (into, inside):
        for number, row, column in shape:
            document = docx.Document(io.BytesIO(content))
            table = list(tables_of(document))[number]
            cell = table.rows[row].cells[column]
            others = [one.text for one in table.rows[row].cells[1:]]
            is_title = plain(table.rows[row].cells[0].text) in TITLES
            if is_heading(cell) or is_title or (write is into and cell.tables):
                continue
            if column == 0 and others and not any(others):
                continue  # a name alone, beside which nothing was written
            write(cell)
            about = [table.rows[0].cells[0], table.rows[0].cells[column], *table.rows[row].cells]
            yield content_of(document), [one.text for one in about]
    for number in {number for number, _row, _column in shape}:
        document = docx.Document(io.BytesIO(content))
        table = list(tables_of(document))[number]
        table.add_column(914400).cells[-1].text = WORD
        yield content_of(document), [table.rows[at].cells[0].text for at in (0, -1)]


@pytest.mark.thorough
@pytest.mark.parametrize("odd", READABLE, ids=lambda odd: odd.name)
def test_a_word_in_any_cell_is_read_or_named(odd: Odd):
    tried = 0
    for content, about in variants(odd.make):
        tried += 1
        try:
            form = form_of(content)
        except NotTheForm:
            continue  # the whole file is refused, with a sentence
        told = "\n".join(form.not_understood)
        names = [short(text) for text in about if text.strip()]

        is_named = WORD in told or any(name in told for name in names)
        assert WORD in str(form.rows) or is_named, (about, form)
    assert tried > 2


def test_a_column_without_a_heading_is_told_cell_by_cell():
    document = docx.Document()
    document.add_heading("Mål 1", 2)
    grid(document, (*headers(1), ""), (*SOLSIKKEN, "Husk budgettet"))

    form = form_of(content_of(document))

    assert form.not_understood == ("Tabel 1, række 2: »Husk budgettet« er ikke læst.",)


def test_who_is_responsible_for_nothing_is_told():
    document = docx.Document()
    heads = (*headers(1), "Ansvarlig")
    grid(document, heads, (*SOLSIKKEN, "Souschefen"), ("", "", "", "", "Pedellen"))

    form = form_of(content_of(document))

    assert form.rows[0].responsible == "Souschefen"
    assert form.not_understood == ("Tabel 1, række 3: »Pedellen« er ikke læst.",)


def test_a_second_answer_under_a_title_is_told():
    document = docx.Document()
    pairs = [*zip(headers(3), SOLSIKKEN, strict=True), ("Tema", "Vi vil også ud i skoven")]
    upright(document, pairs)

    form = form_of(content_of(document))

    assert form.not_understood == ("Tabel 1: Vi forstod ikke »Tema«.",)
