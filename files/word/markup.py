"""Word's XML by local names: the transitional and the strict namespace say the same."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element


def local(element: Element) -> str:
    """The element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element | None, name: str) -> Iterator[Element]:
    return (inner for inner in (() if element is None else element) if local(inner) == name)


def child(element: Element | None, name: str) -> Element | None:
    return next(children(element, name), None)


def value(element: Element | None, name: str = "val") -> str:
    """An attribute, whichever namespace it is in; empty when it is not there."""
    if element is None:
        return ""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def is_on(element: Element | None) -> bool:
    """Whether a switch is set: there without a value, or with a true one."""
    return element is not None and value(element) not in ("0", "false", "off")
