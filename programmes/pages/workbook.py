"""Every figure of a programme as a workbook, hidden where the page hides it."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from openpyxl.styles import Alignment, Font

from files.spreadsheets.printing import PrintedWorkbook
from files.spreadsheets.writing import cell_for, saved
from measurements.exporting.tables import Cell
from programmes.disclosure import AnswerFigure
from programmes.pages.programme import ProgrammePage

Row = Sequence[Cell | None]
WIDTHS = (24, 12, 60, 40, 12, 12, 12, 40, 12)


def workbook_of(page: ProgrammePage) -> bytes:
    """Sheets for answers, comments by theme, courses and sources; numbers are numbers."""
    book = PrintedWorkbook(write_only=True)
    answers = [
        _("Point of evaluation"),
        _("Code"),
        _("Question"),
        _("Answer"),
        _("Per cent"),
        _("Count"),
        _("n"),
        _("Note"),
        _("Mean"),
    ]
    _sheet(book, _("Answers"), answers, _answers(page))
    _sheet(
        book, _("Comments"), [_("Point of evaluation"), _("Theme"), _("Comments")], _themes(page)
    )
    _sheet(book, _("Courses"), [_("Course"), _("Starts"), _("Status")], _courses(page))
    sources = [_("Point of evaluation"), _("Who is asked"), _("Source"), _("Shown as of")]
    _sheet(book, _("Sources"), sources, _sources(page))
    return saved(book)


def _sheet(book: PrintedWorkbook, name: str, headings: Sequence[str], rows: Iterator[Row]) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHI", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    head = [cell_for(sheet, heading) for heading in headings]
    for cell in head:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    sheet.append(head)
    for row in rows:
        sheet.append(
            [None if cell is None or cell == "" else cell_for(sheet, cell) for cell in row]
        )


def _answers(page: ProgrammePage) -> Iterator[Row]:
    for row in page.evaluation.rows:
        answers = row.answers
        note = " ".join([*row.notes, *row.unevenness])
        first = (row.point.name, row.question.code, row.question.text)
        if answers is None:
            yield (*first, _("No answers yet"), None, None, None, note)
        elif answers.is_hidden:
            yield (*first, _("Hidden: too few answers"), None, None, None, note)
        elif answers.mean is not None:
            mean = answers.mean
            told = _("Mean: %(mean)s") % {"mean": mean}
            yield (*first, told, None, None, answers.respondents, note, mean)
        else:
            for part in answers.parts:
                told = _label_of(part)
                yield (*first, told, part.percent, part.count, answers.respondents, note)


def _label_of(part: AnswerFigure) -> str:
    if part.words:
        return f"{part.label}: {part.words}"
    return f"{part.label}: {_('hidden')}" if part.is_hidden else part.label


def _themes(page: ProgrammePage) -> Iterator[Row]:
    for point in page.evaluation.points:
        for theme in point.themes:
            yield point.point.name, theme.name, theme.count


def _courses(page: ProgrammePage) -> Iterator[Row]:
    for year in page.timetable.years:
        for row in year.rows:
            yield row.name, row.starts_on, row.state


def _sources(page: ProgrammePage) -> Iterator[Row]:
    """Where the answers are from: the document that published them, or what was answered here."""
    printed = {
        row.point.pk for row in page.evaluation.rows if row.answers and row.answers.is_published
    }
    here = {
        row.point.pk for row in page.evaluation.rows if row.answers and not row.answers.is_published
    }
    for point in page.evaluation.points:
        pk, audience = point.point.pk, str(point.point.get_audience_display())
        sources = [
            *([page.programme.source or _("A public document")] if pk in printed else []),
            *([_("Answers read in or given here")] if pk in here else []),
        ]
        yield point.point.name, audience, " · ".join(sources) or _("No answers yet"), page.on
