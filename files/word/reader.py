"""From the parts of a Word file to the blocks of a `Document`."""

from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element

from files.word.document import Block, Document, Paragraph, WordCell, WordTable
from files.word.markup import child, children, is_on, local, value
from files.word.package import WordPackage
from files.word.styles import Styles, numbering, outline_level

DEEPEST = 40  # tables in tables, fields in fields
WIDEST = 100  # columns; Word itself stops at 63
MOST_CELLS = 50_000
MOST_MARKS = 20  # in a cell; we set one
STYLES = "word/styles.xml"

#: What a change that was tracked has taken away, and what another program is to show instead.
GONE = frozenset({"del", "moveFrom", "Fallback"})
#: Wrappers whose content counts as if they were not there.
TRANSPARENT = frozenset({"ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "bdo"})
BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read(content: bytes) -> Document:
    package = WordPackage(content)
    tree = package.tree(package.main)
    styles = Styles.of(package.tree(STYLES) if STYLES in package else None)
    package.check_the_rest()
    body = child(tree, "body")
    if body is None:
        package.refuse_as_damaged()
    reader = _BlockReader(package, styles)
    return Document(tuple(reader.blocks(body)), has_text_boxes=_has_text_boxes(body))


class _BlockReader:
    """Reads blocks, and counts what it has read."""

    def __init__(self, package: WordPackage, styles: Styles) -> None:
        self._package = package
        self._styles = styles
        self._cells = 0

    def blocks(self, parent: Element, depth: int = 0) -> Iterator[Block]:
        if depth > DEEPEST:
            self._package.refuse_as_damaged()
        for element in parent:
            kind = local(element)
            if kind == "p":
                yield self._paragraph(element)
            elif kind == "tbl":
                table = self._table(element, depth)
                if table.rows:
                    yield table
            elif kind == "sdt":
                if (content := _filled_in(element)) is not None:
                    yield from self.blocks(content, depth + 1)
            elif kind in TRANSPARENT:
                yield from self.blocks(element, depth + 1)

    def _paragraph(self, element: Element) -> Paragraph:
        properties = child(element, "pPr")
        style = value(child(properties, "pStyle"))
        level = outline_level(properties)
        level = self._styles.level_of(style) if level is None else level
        number = numbering(properties)
        in_list = self._styles.is_list(style) if number is None else number != "0"
        text = "".join(self._texts(element, 0)).replace("\xa0", " ").replace("\0", "")
        return Paragraph(text, level, is_item=in_list and not level)

    def _texts(self, parent: Element, depth: int) -> Iterator[str]:
        if depth > DEEPEST:
            self._package.refuse_as_damaged()
        for element in parent:
            kind = local(element)
            if kind == "r":
                if not is_on(child(child(element, "rPr"), "vanish")):
                    yield from _run(element)
            elif kind == "sdt":
                if (content := _filled_in(element)) is not None:
                    yield from self._texts(content, depth + 1)
            elif kind in TRANSPARENT:
                yield from self._texts(element, depth + 1)

    def _table(self, element: Element, depth: int) -> WordTable:
        rows: list[list[WordCell]] = []
        for row in _unwrapped(element, "tr", depth):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                continue
            above = rows[-1] if rows else []
            rows.append(self._row(row, above, depth=depth))
        width = max(map(len, rows), default=0)
        empty = WordCell()
        return WordTable(tuple(tuple(row + [empty] * (width - len(row))) for row in rows))

    def _row(self, row: Element, above: list[WordCell], *, depth: int) -> list[WordCell]:
        before = value(child(child(row, "trPr"), "gridBefore"))
        cells = [WordCell()] * (int(before) if before.isdecimal() and len(before) < 4 else 0)
        for element in _unwrapped(row, "tc", depth):
            properties = child(element, "tcPr")
            span = value(child(properties, "gridSpan"))
            times = max(1, int(span)) if span.isdecimal() and len(span) < 4 else 1
            merged = child(properties, "vMerge")
            continues = merged is not None and value(merged) in ("", "continue")
            if value(child(properties, "hMerge")) == "continue" and cells:
                cell = cells[-1]
            elif continues and len(cells) < len(above):
                cell = above[len(cells)]
            else:
                cell = WordCell(tuple(self.blocks(element, depth + 1)), _marks(element))
            cells += [cell] * times
            self._cells += times
            if len(cells) > WIDEST or self._cells > MOST_CELLS:
                self._package.refuse_as_bomb()
        return cells


def _marks(element: Element) -> tuple[str, ...]:
    """The bookmarks of a cell; of one with very many, the first."""
    names = (value(inner, "name") for inner in element.iter() if local(inner) == "bookmarkStart")
    return tuple(islice(filter(None, names), MOST_MARKS))


def _run(element: Element) -> Iterator[str]:
    for inner in element:
        kind = local(inner)
        if kind == "t":
            yield inner.text or ""
        elif kind == "br" and value(inner, "type") in ("page", "column"):
            continue
        elif kind in BREAKS:
            yield BREAKS[kind]


def _filled_in(element: Element) -> Element | None:
    """What stands in a field; None while it shows its prompt only."""
    if is_on(child(child(element, "sdtPr"), "showingPlcHdr")):
        return None
    return child(element, "sdtContent")


def _unwrapped(parent: Element, name: str, depth: int) -> Iterator[Element]:
    """Rows of a table or cells of a row, some of them perhaps inside a field."""
    if depth > DEEPEST:
        return
    for element in parent:
        kind = local(element)
        if kind == name:
            yield element
        elif kind == "sdt":
            for content in children(element, "sdtContent"):
                yield from _unwrapped(content, name, depth + 1)
        elif kind in TRANSPARENT:
            yield from _unwrapped(element, name, depth + 1)


def _has_text_boxes(body: Element) -> bool:
    """Whether a text box says something."""
    return any(
        (text.text or "").strip()
        for box in body.iter()
        if local(box) == "txbxContent"
        for text in box.iter()
        if local(text) == "t"
    )
