"""The SVG of a page, made to stand on its own in a paper."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Self

from django.template.loader import render_to_string

from files.papers.colours import chart_rules, sign_colour

_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_SYMBOL = re.compile(r'<symbol id="i-([a-z]+)" viewBox="([^"]+)">(.*?)</symbol>', re.DOTALL)
_FRAME = re.compile(
    r'\s(?:width|height|role|focusable|xmlns|aria-[a-z]+)="[^"]*"'
)  # what the frame says, or only a page needs
#: Around a drawing, in px: an outline on its edge would be cut through its middle.
AIR = 1


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart for a paper. alt: what it shows, for those who do not see it; empty only where the
    same numbers stand in text beside it. width and height in px of the page, 96 to an inch."""

    svg: str
    alt: str
    width: int
    height: int

    @classmethod
    def of(cls, markup: str, *, alt: str, width: int, height: int) -> Self:
        """The first drawing in a piece of a page, such as what {% distribution_bar %} gives."""
        found = _SVG.search(markup)
        if found is None:
            raise ValueError("There is no drawing in this piece of a page.")
        head, _close, body = found[0].partition(">")
        wide, high = width + 2 * AIR, height + 2 * AIR
        frame = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}">'
            f'<svg x="{AIR}" y="{AIR}" width="{width}" height="{height}" overflow="visible"'
            f"{_FRAME.sub('', head.removeprefix('<svg'))}><style>{chart_rules()}</style>"
        )
        return cls(f"{frame}{body}</svg>", alt, wide, high)


@cache
def signs() -> dict[str, str]:
    """Each sign of the pages, in its own colour: name → SVG."""
    sprite = render_to_string("components/_sprite.html")
    return {name: _sign(name, box, body) for name, box, body in _SYMBOL.findall(sprite)}


def _sign(name: str, box: str, body: str) -> str:
    colour = sign_colour(name)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" color="{colour}" fill="{colour}">'
        f"<style>{chart_rules()}</style>{body}</svg>"
    )
