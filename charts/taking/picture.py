"""A part of a page as one picture on its own: finding, drawings, rows, day and place."""

import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape

from django.conf import settings

from charts.taking.reading import PagePart, PartCell, PartTable
from files.papers import picture_rules, signs

#: In px: the picture, its air, letters of the finding and of everything else, and of a letter.
WIDTH, AIR, TITLE, TEXT, LETTER = 960, 24, 20, 13, 6.9
LINE, LEAST_DRAWN = 18, 180
#: The widest a column of text is before its words go over several lines.
WIDEST = 230
#: What a drawing that stands alone is high, by its class, where it does not say so itself.
HEIGHTS = {"h-funnel": 380, "h-bar": 16, "axis-labels": 18, "year-ring": 560}
_ATTRIBUTES = re.compile(r'\s(?:width|height|role|focusable|xmlns|style|aria-[a-z]+)="[^"]*"')
_STRETCHED = ' viewBox="0 0 100 100" preserveAspectRatio="none"'
_POINTS = re.compile(r'points="([^"]+)"')
_HEIGHT = re.compile(r'<svg[^>]*\sheight="(\d+)"')


@dataclass(slots=True)
class _Canvas:
    """What is drawn so far, and how far down."""

    down: int = AIR
    marks: list[str] = field(default_factory=list)

    def words(self, text: str, x: float, y: float, *, size: int = TEXT, style: str = "") -> None:
        told = f"font-size:{size}px;{style}"
        self.marks.append(f'<text x="{x:.0f}" y="{y:.0f}" style="{told}">{escape(text)}</text>')

    def rule(self, y: float, *, is_strong: bool = False) -> None:
        kind = "axis" if is_strong else "grid"
        self.marks.append(
            f'<line class="{kind}" x1="{AIR}" x2="{WIDTH - AIR}" y1="{y:.0f}" y2="{y:.0f}"/>'
        )

    def drawing(self, source: str, x: float, y: float, *, width: int, height: int) -> None:
        head, _close, body = source.partition(">")
        head = _ATTRIBUTES.sub("", head)
        self.marks.append(
            f'{head} x="{x:.0f}" y="{y:.0f}" width="{width}" height="{height}"'
            f' overflow="visible">{body}'
        )


def as_svg(part: PagePart) -> str:
    """The picture in the colours of the pages; what is heard of it is the finding."""
    canvas = _Canvas()
    for line in textwrap.wrap(part.finding, 78):
        canvas.down += TITLE + 4
        canvas.words(line, AIR, canvas.down, size=TITLE, style="font-weight:600;fill:#14233c")
    canvas.down += 12
    _keys(canvas, part)
    for source in part.drawings:
        _alone(canvas, source)
    for table in part.tables:
        if not (table.is_folded and part.drawings):
            _table(canvas, table, caption=table.caption if len(part.tables) > 1 else "")
    facts = " · ".join([settings.MUNICIPALITY_NAME, part.page, *part.facts])
    canvas.down += 14
    for line in textwrap.wrap(facts, 120):
        canvas.down += LINE
        canvas.words(line, AIR, canvas.down, size=12)
    height = canvas.down + AIR
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}"'
        f' viewBox="0 0 {WIDTH} {height}" role="img"><title>{escape(part.finding)}</title>'
        f"<style>{picture_rules()}</style>"
        f'<rect width="{WIDTH}" height="{height}" style="fill:#fff"/>{"".join(canvas.marks)}</svg>'
    )


def _keys(canvas: _Canvas, part: PagePart) -> None:
    """What the marks mean, beside each other."""
    if not part.keys:
        return
    x = float(AIR)
    canvas.down += LINE
    for sample, words in part.keys:
        width = 22 + LETTER * len(words) + 18
        if x + width > WIDTH - AIR and x > AIR:
            x, canvas.down = float(AIR), canvas.down + LINE + 4
        if sample:
            canvas.drawing(sample, x, canvas.down - 11, width=14, height=12)
        canvas.words(words, x + (22 if sample else 0), canvas.down)
        x += width
    canvas.down += 10


def _alone(canvas: _Canvas, source: str) -> None:
    """A drawing of its own: as wide as the picture, with room for the words at its edges."""
    told = _HEIGHT.search(source)
    found = (height for name, height in HEIGHTS.items() if name in source.partition(">")[0])
    height = int(told[1]) if told else next(found, 60)
    left = AIR + 50
    width = WIDTH - left - AIR - 20
    source = _unstretched(source, width, height)
    canvas.drawing(source, left, canvas.down + 12, width=width, height=height)
    canvas.down += height + 40


def _unstretched(source: str, width: int, height: int) -> str:
    """Areas of a stretched square drawn in px: not every program keeps their lines thin."""

    def scaled(found: re.Match[str]) -> str:
        pairs = (pair.split(",") for pair in found[1].split())
        points = (f"{float(x) * width / 100:.1f},{float(y) * height / 100:.1f}" for x, y in pairs)
        return f'points="{" ".join(points)}"'

    return _POINTS.sub(scaled, source.replace(_STRETCHED, "")) if _STRETCHED in source else source


def _table(canvas: _Canvas, table: PartTable, *, caption: str) -> None:
    grid = table.grid
    widths = _widths(grid)
    for line in textwrap.wrap(caption, 110):
        canvas.down += LINE + 2
        canvas.words(line, AIR, canvas.down, size=14, style="font-weight:600;fill:#14233c")
    canvas.down += 4
    for number, row in enumerate(grid):
        lines = [_lines(cell, widths[column:]) for column, cell in enumerate(row)]
        height = LINE * max(1, *map(len, lines)) + 8
        x = float(AIR)
        for cell, told, width in zip(row, lines, widths, strict=True):
            if cell:
                _cell(canvas, cell, told, x, width)
            x += width
        canvas.down += height
        canvas.rule(canvas.down - 1, is_strong=number == 0)
    canvas.down += 12


def _cell(canvas: _Canvas, cell: PartCell, told: Sequence[str], x: float, width: float) -> None:
    down = canvas.down
    if cell.sign in signs():
        canvas.drawing(signs()[cell.sign], x, down + 4, width=15, height=15)
        x += 20
    elif _is_rating(cell):
        canvas.marks.append('<g class="rating">')
        canvas.drawing(cell.drawing, x, down + 8, width=36, height=9)
        canvas.marks.append("</g>")
        x += 42
    elif cell.drawing:
        wide = int(width) - 24
        canvas.marks.append(  # its lines go on above and below, but not into other rows
            f'<svg x="{x - 8:.0f}" y="{down}" width="{wide + 16}" height="25" overflow="hidden">'
        )
        canvas.drawing(cell.drawing, 8, 3, width=wide, height=20)
        canvas.marks.append("</svg>")
        return
    style = "font-weight:600;fill:#14233c" if cell.is_head else "fill:#14233c"
    for number, line in enumerate(told, start=1):
        canvas.words(line, x, down + LINE * number - 2, style=style)


def _is_rating(cell: PartCell) -> bool:
    """Whether its drawing is a sign before its words."""
    return 'class="on"' in cell.drawing or "skip-box" in cell.drawing


def _lines(cell: PartCell | None, widths: Sequence[float]) -> list[str]:
    """The words of a cell, as they fit into its columns."""
    if cell is None:
        return []
    room = sum(widths[: cell.span]) - 10 - (44 if _is_rating(cell) else 20 * bool(cell.sign))
    return textwrap.wrap(cell.text, max(4, int(room / LETTER)), break_long_words=False)


def _widths(grid: Sequence[Sequence[PartCell | None]]) -> list[float]:
    """As wide as what stands in them; what is left goes to the drawings."""
    columns = [[row[n] for row in grid if row[n]] for n in range(len(grid[0]))]
    drawn = list(map(_is_drawn, columns))
    # of a drawing nothing is told
    widest = [0.0 if d else _width(one, _letters) for one, d in zip(columns, drawn, strict=True)]
    narrowest = [
        0.0 if d else _width(one, _longest_word) for one, d in zip(columns, drawn, strict=True)
    ]
    room = WIDTH - 2 * AIR - sum(drawn) * LEAST_DRAWN
    slack = sum(widest) - sum(narrowest)
    less = min(1.0, max(0.0, sum(widest) - room) / slack) if slack else 0.0
    each = LEAST_DRAWN + max(0.0, room - sum(widest)) / max(1, sum(drawn))
    told = [most - less * (most - least) for most, least in zip(widest, narrowest, strict=True)]
    return [each if is_drawn else width for width, is_drawn in zip(told, drawn, strict=True)]


def _is_drawn(column: Sequence[PartCell | None]) -> bool:
    return any(cell and cell.drawing and not _is_rating(cell) for cell in column)


def _letters(cell: PartCell) -> float:
    return min(len(cell.text), WIDEST / LETTER)


def _width(cells: Sequence[PartCell | None], letters: Callable[[PartCell], float]) -> float:
    single = [cell for cell in cells if cell and cell.span == 1]
    marks = 48 if any(_is_rating(cell) for cell in single) else 20 * any(c.sign for c in single)
    return max(map(letters, single), default=4) * LETTER + marks + 14


def _longest_word(cell: PartCell) -> float:
    return max(map(len, cell.text.split()), default=0)
