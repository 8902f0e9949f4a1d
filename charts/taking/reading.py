"""A part of a page, read from the page: its finding, its tables and its drawings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any, Self

from lxml import etree, html

#: What no file tells: what one folds out to understand, or presses.
LEFT_OUT = {"how", "take", "item-tools", "d-print-none"}
#: Lists that are tables: days and what happens, goals and how they go.
LISTS = {"dated", "year-list", "goals"}
_SPACE = re.compile(r"[\s\xa0]+")
#: What reading HTML makes of the names of SVG, and what they are.
_NAMES = {" viewbox=": " viewBox=", " preserveaspectratio=": " preserveAspectRatio="}
_BEFORE_SIGN = re.compile(r" (?=[,.:;)])")


@dataclass(frozen=True, slots=True)
class PartCell:
    """A cell of a table. drawing: its own SVG; sign: the name of an icon. span: its columns."""

    text: str
    drawing: str = ""
    sign: str = ""
    is_head: bool = False
    is_number: bool = False
    span: int = 1
    height: int = 1


@dataclass(frozen=True, slots=True)
class PartTable:
    caption: str
    rows: tuple[tuple[PartCell, ...], ...]
    is_folded: bool

    @property
    def grid(self) -> list[list[PartCell | None]]:
        """Every row by its columns; None where the cell before or above reaches to here."""
        taken: dict[tuple[int, int], PartCell | None] = {}
        for down, row in enumerate(self.rows):
            across = 0
            for cell in row:
                while (down, across) in taken:
                    across += 1
                reached = product(range(cell.height), range(cell.span))
                taken |= {(down + below, across + beside): None for below, beside in reached}
                taken[down, across] = cell
        width = 1 + max((across for _down, across in taken), default=-1)
        return [
            [taken.get((down, across)) for across in range(width)] for down in range(len(self.rows))
        ]


@dataclass(frozen=True, slots=True)
class PagePart:
    """A part by its id. page: the page's own heading; finding: the part's; facts: of when it is.

    drawings: those that stand alone, outside tables. keys: what marks mean, (sample, words).
    """

    name: str
    page: str
    finding: str
    facts: tuple[str, ...]
    tables: tuple[PartTable, ...]
    drawings: tuple[str, ...]
    keys: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, content: bytes, name: str) -> Self | None:
        """None where the page has no part with this id, or nothing is drawn or told in it."""
        root = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
        part = root.get_element_by_id(name, None)
        if part is None:
            return None
        told = [*map(_table, part.iter("table"))] or _lists(part)
        tables = tuple(one for one in told if one.rows)
        drawings = tuple(
            _source(one)
            for one in part.iter("svg")
            if _classes(one) & {"plot", "year-ring"} and not _within(one, "table", "svg", "li")
        )
        if not tables and not drawings:
            return None
        return cls(
            name=name,
            page=next((text_of(one) for one in root.iter("h1")), ""),
            finding=next((text_of(one) for one in part.iter("h2", "h3")), ""),
            facts=tuple(text_of(one) for one in root.xpath("//h1/..//ul[@class='facts'][1]/li")),
            tables=tables,
            drawings=drawings,
            keys=tuple(_keys(part)),
        )


def text_of(element: Any) -> str:
    """What is read aloud of it, in one line: no drawings, and nothing that is folded away."""
    told = _SPACE.sub(" ", "".join(_texts(element)).replace("\xad", "")).strip()
    return _BEFORE_SIGN.sub("", told)


def _texts(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag == "svg":
        return
    if element.get("aria-hidden") == "true" or _classes(element) & LEFT_OUT:
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield f" {child.tail or ''}"  # what stands beside each other is no single word


def _classes(element: Any) -> set[str]:
    return set((element.get("class") or "").split())


def _within(element: Any, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _table(table: Any) -> PartTable:
    rows = [tuple(map(_cell, row.iterchildren("th", "td"))) for row in table.iter("tr")]
    return PartTable(
        _named(table),
        tuple(row for row in rows if row),
        _within(table, "details"),
    )


def _named(table: Any) -> str:
    """What a table is called: by its caption, or the heading over it within the part."""
    caption = table.find("caption")
    if caption is not None:
        return text_of(caption)
    heads = table.xpath("preceding::*[self::h2 or self::h3][1]")
    return text_of(heads[0]) if heads and heads[0].tag == "h3" else ""


def _lists(part: Any) -> Iterator[PartTable]:
    """Lists of days and what happens on them, as tables without a head."""
    for found in part.iter("ul", "ol"):
        if _classes(found) & LISTS:
            yield PartTable("", tuple(map(_item, found.iterchildren("li"))), is_folded=False)


def _item(item: Any) -> tuple[PartCell, ...]:
    """A line of a list: what stands beside each other in it, or its name, drawing and counts."""
    drawn = next((one for one in item.iter("svg") if "plot" in _classes(one)), None)
    if drawn is None:
        return tuple(PartCell(text_of(one)) for one in item)
    return (
        PartCell(text_of(item.find(".//h3")), is_head=True),
        PartCell("", _source(drawn)),
        PartCell(text_of(drawn.getparent())),
    )


def _cell(cell: Any) -> PartCell:
    drawings = [one for one in cell.iter("svg") if not _within(one, "svg")]
    used = [use.get("href", "") for one in drawings for use in one.iter("use")]
    return PartCell(
        text=text_of(cell),
        drawing="" if used or not drawings else _source(drawings[0]),
        sign=used[0].removeprefix("#i-") if len(used) == 1 else "",
        is_head=cell.tag == "th",
        is_number="num" in _classes(cell),
        span=int(cell.get("colspan") or 1),
        height=int(cell.get("rowspan") or 1),
    )


def _keys(part: Any) -> Iterator[tuple[str, str]]:
    for item in part.iterfind(".//ul[@class='legend']/li"):
        sample = item.find(".//svg")
        has_sign = sample is not None and sample.find(".//use") is not None
        yield "" if sample is None or has_sign else _source(sample), text_of(item)


def _source(drawing: Any) -> str:
    """The SVG as it stands in the page, without what follows it."""
    tail, drawing.tail = drawing.tail, None
    source: str = etree.tostring(drawing, encoding="unicode")
    drawing.tail = tail
    for read, name in _NAMES.items():
        source = source.replace(read, name)
    return source
