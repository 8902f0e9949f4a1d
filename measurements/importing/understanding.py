"""From a file to a plan: recognise its layout, read its rows, compare them with the data."""

from config.memory import nothing_to_collect
from files.spreadsheets import Sheet
from files.spreadsheets.danish_values import fold, is_missing, shown
from imports.errors import NotRecognised
from measurements.importing import local_goals
from measurements.importing.comparing import compare
from measurements.importing.content import Content
from measurements.importing.counting import read_counted
from measurements.importing.cpr import tell_of_cpr
from measurements.importing.diff import MeasurementsDiff
from measurements.importing.known import Catalogue, Register
from measurements.importing.reading import read_content
from measurements.importing.unknown_topics import belongs_elsewhere
from measurements.layouts import Recognised, recognise
from measurements.layouts.recognition import SeveralLayoutsFit

#: So many rows are looked at to tell whose topics a file names.
ENOUGH_ROWS = 2000


@nothing_to_collect()
def prepare(sheet: Sheet, *, layout: str = "auto") -> MeasurementsDiff:
    """Understand a file and compare it with the data, in nine queries whatever its size.

    Raises `NotRecognised` when no layout, or more than one, fits its headings.
    """
    return compare(sheet, understand(sheet, layout=layout))


def recognised_in(
    sheet: Sheet, *, layout: str = "auto", catalogue: Catalogue | None = None
) -> Recognised:
    """The layout of a file, by its headings. Raises `NotRecognised`."""
    catalogue = catalogue or Catalogue.load()
    try:
        return recognise(
            sheet.headers,
            layout=layout,
            is_topic=catalogue.is_topic,
            is_answer=catalogue.is_answer,
            layouts=catalogue.layouts,
            texts_of=lambda index: texts_of(sheet, index),
        )
    except SeveralLayoutsFit:
        raise
    except NotRecognised as refusal:
        others = belongs_elsewhere(sheet.headers, catalogue)
        if others:
            raise NotRecognised(others) from refusal
        raise


def texts_of(sheet: Sheet, index: int) -> set[str]:
    """The different texts of a column, folded, of so many rows as tell what it is about."""
    cells = {row.cells[index] for row in sheet.rows[:ENOUGH_ROWS]}
    return {fold(shown(cell)) for cell in cells if not is_missing(cell)}


def understand(sheet: Sheet, *, layout: str = "auto") -> Content:
    """What a file says, checked against the instruments and institutions there are."""
    catalogue = Catalogue.load()
    recognised = recognised_in(sheet, layout=layout, catalogue=catalogue)
    register = Register.load()
    if not recognised.layout.instrument:
        content = local_goals.read_local_goals(sheet, recognised, register=register)
    else:
        is_counted = recognised.layout.counts_people or recognised.layout.rounds
        read = read_counted if is_counted else read_content
        content = read(sheet, recognised, catalogue=catalogue, register=register)
    tell_of_cpr(sheet, content)
    return content
