"""Which styles of a document are headings, and which are lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self
from xml.etree.ElementTree import Element

from files.word.markup import child, children, value

HEADING = re.compile(r"heading ([1-9])", re.I)
LIST = re.compile(r"list (?:bullet|number)\b", re.I)
DEEPEST = 20  # styles upon styles; Word allows eleven


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    parent: str
    level: int | None
    numbering: str | None


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles of a document, by id."""

    by_id: dict[str, _Style] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: Element | None) -> Self:
        found = {}
        for element in children(tree, "style"):
            key = next((v for k, v in element.attrib.items() if k.endswith("styleId")), "")
            properties = child(element, "pPr")
            found[key] = _Style(
                name=value(child(element, "name")),
                parent=value(child(element, "basedOn")),
                level=outline_level(properties),
                numbering=numbering(properties),
            )
        return cls(found)

    def level_of(self, key: str) -> int:
        """The level of the headings of a style; 0 when it is none."""
        for style in self._line(key):
            if style.level is not None:
                return style.level
            if match := HEADING.fullmatch(style.name):
                return int(match[1])
            if style.name.casefold() in ("title", "titel"):
                return 1
        return 0

    def is_list(self, key: str) -> bool:
        for style in self._line(key):
            if style.numbering is not None:
                return style.numbering != "0"
            if LIST.match(style.name):
                return True
        return False

    def _line(self, key: str) -> Iterator[_Style]:
        """The style, the one it is based on, and so on."""
        for _number in range(DEEPEST):
            style = self.by_id.get(key)
            if style is None:
                return
            yield style
            key = style.parent


def outline_level(properties: Element | None) -> int | None:
    """The level of a heading by Word's outline: 0 is running text, None is nothing said."""
    text = value(child(properties, "outlineLvl"))
    if not text.isdecimal():
        return None
    return int(text) + 1 if int(text) < 9 else 0


def numbering(properties: Element | None) -> str | None:
    """The id of the list a paragraph is in; "0" is explicitly none, None is nothing said."""
    element = child(properties, "numPr")
    if element is None:
        return None
    number = child(element, "numId")
    return None if number is None else value(number)
