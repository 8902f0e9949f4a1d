"""Word forms as they come back: each a way of filling in, and what must be read of it."""

from collections.abc import Callable
from typing import NamedTuple

import docx
from docx.enum.text import WD_BREAK
from docx.shared import Cm

from tests.word_forms import (
    GOALS,
    REGNBUEN,
    SOLSIKKEN,
    content_of,
    deleted,
    grid,
    headers,
    in_field,
    part_replaced,
    upright,
    usual,
    write,
)


class Read(NamedTuple):
    """A local goal as the contract has it."""

    goal: int | None
    institution: str
    text: str
    efforts: list[str]
    how_and_when: str


class Odd(NamedTuple):
    """One file. told: for each thing not understood, words that its sentence must hold."""

    name: str
    make: Callable[[], bytes]
    goals: list[Read]
    told: tuple[str, ...] = ()


def read(row, goal: int | None = 1) -> Read:
    institution, text, efforts, how = row
    return Read(goal, institution, text, efforts, how)


SUN, RAINBOW = read(SOLSIKKEN), read(REGNBUEN)
#: A goal and an effort in words that stand above columns too.
AS_HEADING = ("Solsikken", "Mål skrevet af børnene", ["Indsats"], "TOPI i uge 47 2027")
LIKE_A_HEADING = read(AS_HEADING)


def empty_rows() -> bytes:
    return usual(("", "", "", ""), SOLSIKKEN, ("", "", "", ""), REGNBUEN, ("Møllehøj", "", "", ""))


def four_goals() -> bytes:
    document = docx.Document()
    document.add_heading("Bestyrelsernes opfølgning på strategiske mål", 1)
    document.add_paragraph("Fire strategiske mål 1-4 for styrkelse af almenområdet.")
    for goal in (1, 2, 3, 4):
        document.add_heading(f"{goal}. {GOALS[goal]}", 2)
        document.add_paragraph("Her skriver I, hvad I vil gøre under målet.")
        grid(document, headers(goal), SOLSIKKEN, REGNBUEN)
    return content_of(document)


def upright_form() -> bytes:
    document = docx.Document()
    document.add_heading("Strategisk mål 3", 2)
    upright(document, zip(headers(3), SOLSIKKEN, strict=True))
    return content_of(document)


def upright_form_of_two() -> bytes:
    """One table for all goals of an institution: its name once, the other three repeated."""
    document = docx.Document()
    pairs = [(headers()[0], SOLSIKKEN[0])]
    for goal, row in ((1, SOLSIKKEN), (4, REGNBUEN)):
        pairs += zip(headers(goal)[1:], row[1:], strict=True)
    upright(document, pairs)
    return content_of(document)


def merged_institution() -> bytes:
    document = docx.Document()
    table = grid(document, headers(2), SOLSIKKEN, ("", *REGNBUEN[1:]))
    table.cell(1, 0).merge(table.cell(2, 0))
    return content_of(document)


def merged_goal() -> bytes:
    """Two efforts in rows of their own beside one goal."""
    document = docx.Document()
    table = grid(
        document,
        headers(1),
        (SOLSIKKEN[0], SOLSIKKEN[1], "Børnemøder hver onsdag", SOLSIKKEN[3]),
        ("", "", "Afstemning med billeder", ""),
    )
    for column in (0, 1, 3):
        table.cell(1, column).merge(table.cell(2, column))
    return content_of(document)


def title_row_in_the_table() -> bytes:
    document = docx.Document()
    table = document.add_table(rows=2, cols=4)
    table.cell(0, 0).merge(table.cell(0, 3)).text = f"Strategisk mål 2: {GOALS[2]}"
    for cell, text in zip(table.rows[1].cells, headers(""), strict=True):
        cell.text = text
    for cell, value in zip(table.add_row().cells, SOLSIKKEN, strict=True):
        write(cell, value)
    return content_of(document)


def split_over_pages() -> bytes:
    """Word made two tables of one; the second has no headings."""
    document = docx.Document()
    document.add_heading(f"Mål 1: {GOALS[1]}", 2)
    grid(document, headers(1), SOLSIKKEN)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    table = document.add_table(rows=1, cols=4)
    for cell, value in zip(table.rows[0].cells, REGNBUEN, strict=True):
        write(cell, value)
    return content_of(document)


def headings_repeated() -> bytes:
    document = docx.Document()
    grid(document, headers(1), SOLSIKKEN, headers(1), REGNBUEN)
    return content_of(document)


def answer_like_a_heading() -> bytes:
    return usual(AS_HEADING, REGNBUEN)


def row_broken_by_hand() -> bytes:
    institution, text, efforts, how = SOLSIKKEN
    return usual((institution, text, efforts[:1], how), ("", "", efforts[1:], ""))


def renamed_columns() -> bytes:
    document = docx.Document()
    document.add_heading("Mål 1", 2)
    heads = ("Enhed", "Lokale mål", "Tiltag", "Evaluering – hvordan og hvornår?")
    grid(document, heads, SOLSIKKEN)
    return content_of(document)


def unknown_column() -> bytes:
    document = docx.Document()
    heads = ("Institutionens navn", headers(1)[1], "Det gør vi sammen", headers(1)[3])
    grid(document, heads, SOLSIKKEN)
    return content_of(document)


def columns_in_another_order() -> bytes:
    document = docx.Document()
    document.add_heading("Strategisk mål nr. 1", 3)
    order = (2, 3, 1, 0)
    heads, row = headers(1), SOLSIKKEN
    grid(document, [heads[at] for at in order], [row[at] for at in order])
    return content_of(document)


def how_and_when_apart() -> bytes:
    document = docx.Document()
    heads = (*headers(1)[:3], "Hvordan måles effekten", "Hvornår måles effekten", "Ansvarlig")
    grid(document, heads, (*SOLSIKKEN[:3], "Børneinterview", "15.11.2026", "Souschefen"))
    return content_of(document)


def number_in_a_column() -> bytes:
    document = docx.Document()
    heads = (headers(1)[0], "Strategisk mål nr.", "Lokalt mål", *headers(1)[2:])
    grid(document, heads, ("Solsikken", "3", *SOLSIKKEN[1:]), ("Regnbuen", "4", *REGNBUEN[1:]))
    return content_of(document)


def institution_above_the_table() -> bytes:
    document = docx.Document()
    document.add_paragraph("Institutionens navn: Solsikken")
    document.add_heading("Mål 1", 2)
    grid(document, headers(1)[1:], SOLSIKKEN[1:])
    document.add_heading("Mål 2", 2)
    grid(document, headers(2)[1:], REGNBUEN[1:])
    return content_of(document)


def typed_bullets() -> bytes:
    efforts = "Vi vil:\n- Børnemøder hver onsdag\n- Afstemning med billeder"
    return usual((*SOLSIKKEN[:2], efforts, SOLSIKKEN[3]))


def fields_and_changes() -> bytes:
    """Word's own form fields, one of them untouched, and a tracked deletion."""
    document = docx.Document()
    table = grid(document, headers(1), ("", "", SOLSIKKEN[2], SOLSIKKEN[3]), ("", "", "", ""))
    row, untouched = table.rows[1].cells, table.rows[2].cells
    in_field(row[0], "Solsikken")
    in_field(row[1], SOLSIKKEN[1])
    deleted(row[1], "Børnene bestemmer alt")
    in_field(untouched[1], "Klik eller tryk her for at skrive tekst.", is_prompt=True)
    return content_of(document)


def form_in_a_frame() -> bytes:
    document = docx.Document()
    frame = document.add_table(rows=1, cols=1).cell(0, 0)
    frame.text = "Strategisk mål 4"
    inner = frame.add_table(rows=2, cols=4)
    for cell, text in zip(inner.rows[0].cells, headers(4), strict=True):
        cell.text = text
    for cell, value in zip(inner.rows[1].cells, REGNBUEN, strict=True):
        write(cell, value)
    return content_of(document)


def heading_of_unchanged_style() -> bytes:
    """The heading is ordinary text in bold, and the goal is named by its words alone."""
    document = docx.Document()
    document.add_paragraph().add_run(GOALS[3]).bold = True
    grid(document, headers(""), SOLSIKKEN)
    return content_of(document)


def names_written_otherwise() -> bytes:
    return usual(
        (" SOLSIKKEN ", *SOLSIKKEN[1:]),
        ("Børnehuset Regnbuen", *REGNBUEN[1:]),
        ("Åkanden", "Et mål", "En indsats", "Maj 2026"),
    )


def one_goal_of_two_places() -> bytes:
    return usual(("Solsikken og Regnbuen", *SOLSIKKEN[1:]))


def unknown_institution() -> bytes:
    return usual(("Solsiken", *SOLSIKKEN[1:]), REGNBUEN)


def no_goal_named() -> bytes:
    document = docx.Document()
    grid(document, ("Institution", "Lokale mål", "Indsatser", headers()[3]), SOLSIKKEN)
    return content_of(document)


def heading_and_column_disagree() -> bytes:
    document = docx.Document()
    document.add_heading("Strategisk mål 2", 2)
    grid(document, headers(1), SOLSIKKEN)
    return content_of(document)


def strange_table_beside() -> bytes:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Udfyldt af", "Lederen"
    document.add_heading("Mål 1", 2)
    grid(document, headers(1), SOLSIKKEN)
    return content_of(document)


def headings_over_two_rows() -> bytes:
    document = docx.Document()
    table = document.add_table(rows=2, cols=5)
    for at, text in enumerate(headers(1)):
        table.cell(0, at).text = text
    table.cell(0, 3).merge(table.cell(0, 4))
    for at in (0, 1, 2):
        table.cell(0, at).merge(table.cell(1, at))
    table.cell(1, 3).text, table.cell(1, 4).text = "Hvordan", "Hvornår"
    cells = table.add_row().cells
    for cell, value in zip(cells, (*SOLSIKKEN[:3], "Observation", "Juni 2026"), strict=True):
        write(cell, value)
    return content_of(document)


def strict_namespace() -> bytes:
    """Saved as “Strict Open XML Document”: other names for the same things."""

    def strict(part: bytes) -> bytes:
        return part.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )

    return part_replaced(usual(SOLSIKKEN), "word/document.xml", strict)


def narrow_and_landscape() -> bytes:
    """Soft hyphens and hard line breaks in the headings, where the columns are narrow."""
    document = docx.Document()
    heads = (
        "Institu\xadtionens\nnavn",
        "Hvilke lokale mål skal der til\nfor at opnå mål\xa01",
        "Beskri-\nvelse af indsatser",
        "HVORDAN OG HVORNÅR\nMÅLES EFFEKTEN?",
    )
    table = grid(document, heads, SOLSIKKEN)
    table.columns[0].width = Cm(2)
    return content_of(document)


def one_column() -> bytes:
    document = docx.Document()
    table = document.add_table(rows=0, cols=1)
    for label, value in zip(headers(2), SOLSIKKEN, strict=True):
        table.add_row().cells[0].text = label
        write(table.add_row().cells[0], value)
    return content_of(document)


def goals_side_by_side() -> bytes:
    document = docx.Document()
    heads = (*headers(1), *headers(2)[1:])
    grid(document, heads, (*SOLSIKKEN, *REGNBUEN[1:]))
    return content_of(document)


def goals_in_the_first_column() -> bytes:
    """The form of one institution: a row to a goal."""
    document = docx.Document()
    document.add_paragraph("Institution: Solsikken")
    heads = ("Mål", "Lokale mål", "Indsatser", "Hvordan og hvornår måles effekten")
    grid(document, heads, ("Mål 1", *SOLSIKKEN[1:]), (f"2. {GOALS[2]}", *REGNBUEN[1:]))
    return content_of(document)


def remark_across_the_columns() -> bytes:
    document = docx.Document()
    document.add_heading("Mål 1", 2)
    table = grid(document, headers(1), SOLSIKKEN, ("Regnbuen", "", "", ""))
    table.cell(2, 1).merge(table.cell(2, 3)).text = "Arbejder vi ikke med i år"
    return content_of(document)


def upright_with_titles() -> bytes:
    document = docx.Document()
    pairs = [("Spørgsmål", "Jeres svar"), *zip(headers(3), SOLSIKKEN, strict=True)]
    upright(document, pairs)
    return content_of(document)


def capitals_and_signs() -> bytes:
    document = docx.Document()
    document.add_paragraph("STRATEGISK MÅL NR. 4 – SUNDE FÆLLESSKABER")
    heads = ("INSTITUTIONENS NAVN:", "LOKALE MÅL:", "INDSATSER:", "HVORNÅR OG HVORDAN MÅLES DET?")
    grid(document, heads, SOLSIKKEN)
    return content_of(document)


SUN_AT_REST = Read(2, "Solsikken", *REGNBUEN[1:])
ODD = [
    Odd("the usual form", lambda: usual(SOLSIKKEN, REGNBUEN), [SUN, RAINBOW]),
    Odd("empty rows", empty_rows, [SUN, RAINBOW]),
    Odd(
        "four goals",
        four_goals,
        [read(row, goal) for goal in (1, 2, 3, 4) for row in (SOLSIKKEN, REGNBUEN)],
    ),
    Odd("one institution, upright", upright_form, [read(SOLSIKKEN, 3)]),
    Odd(
        "one institution, two goals, upright",
        upright_form_of_two,
        [SUN, Read(4, "Solsikken", *REGNBUEN[1:])],
    ),
    Odd("institution merged over two rows", merged_institution, [read(SOLSIKKEN, 2), SUN_AT_REST]),
    Odd("goal merged over two efforts", merged_goal, [SUN]),
    Odd("the goal's heading inside the table", title_row_in_the_table, [read(SOLSIKKEN, 2)]),
    Odd("a table split over pages", split_over_pages, [SUN, RAINBOW]),
    Odd("headings repeated", headings_repeated, [SUN, RAINBOW]),
    Odd("an answer in the words of a heading", answer_like_a_heading, [LIKE_A_HEADING, RAINBOW]),
    Odd("a row broken by hand", row_broken_by_hand, [SUN]),
    Odd("columns renamed", renamed_columns, [SUN]),
    Odd("a column nobody knows", unknown_column, [SUN], ("»Det gør vi sammen«",)),
    Odd("columns in another order", columns_in_another_order, [SUN]),
    Odd(
        "how and when apart",
        how_and_when_apart,
        [Read(1, *SOLSIKKEN[:3], "Børneinterview\n15.11.2026")],
    ),
    Odd("the number in a column", number_in_a_column, [read(SOLSIKKEN, 3), read(REGNBUEN, 4)]),
    Odd("the institution above the table", institution_above_the_table, [SUN, SUN_AT_REST]),
    Odd("bullets typed by hand", typed_bullets, [SUN]),
    Odd("fields and tracked changes", fields_and_changes, [SUN]),
    Odd("the form in a frame", form_in_a_frame, [read(REGNBUEN, 4)]),
    Odd("the goal by its words", heading_of_unchanged_style, [read(SOLSIKKEN, 3)]),
    Odd(
        "names written otherwise",
        names_written_otherwise,
        [SUN, RAINBOW, Read(1, "Børnehuset Åkanden", "Et mål", ["En indsats"], "Maj 2026")],
    ),
    Odd(
        "one goal of two places",
        one_goal_of_two_places,
        [SUN, Read(1, "Regnbuen", *SOLSIKKEN[1:])],
    ),
    Odd(
        "an institution nobody knows",
        unknown_institution,
        [Read(1, "Solsiken", *SOLSIKKEN[1:]), RAINBOW],
        ("»Solsiken«. Mener I Solsikken?",),
    ),
    Odd("no goal named", no_goal_named, [read(SOLSIKKEN, None)], ("hvilket strategisk mål",)),
    Odd("heading and column disagree", heading_and_column_disagree, [SUN], ("under mål 2",)),
    Odd("another table beside", strange_table_beside, [SUN], ("»Udfyldt af«",)),
    Odd(
        "headings over two rows",
        headings_over_two_rows,
        [Read(1, *SOLSIKKEN[:3], "Observation\nJuni 2026")],
    ),
    Odd("strict namespace", strict_namespace, [SUN]),
    Odd("narrow columns", narrow_and_landscape, [SUN]),
    Odd("one column", one_column, [read(SOLSIKKEN, 2)]),
    Odd("two goals side by side", goals_side_by_side, [SUN, SUN_AT_REST]),
    Odd("goals in the first column", goals_in_the_first_column, [SUN, SUN_AT_REST]),
    Odd(
        "a remark across the columns",
        remark_across_the_columns,
        [SUN],
        ("»Arbejder vi ikke med i år«",),
    ),
    Odd("upright with titles", upright_with_titles, [read(SOLSIKKEN, 3)]),
    Odd("capitals and signs", capitals_and_signs, [read(SOLSIKKEN, 4)]),
]
