"""Documents from facts, as PDF/UA by typst. Knows nothing of the domain, as `spreadsheets` does.

An app gives `compose` a template of its own in templates/papers/<app>/ and the facts to fill it
with. Facts are data: whatever people have written, it is printed and never run.
docs/papers.md shows how a paper is made.
"""

from files.papers.answers import file_response
from files.papers.colours import picture_rules
from files.papers.composing import compose, svg_as_png
from files.papers.drawings import Drawing, signs
from files.papers.facts import PaperMark
from files.papers.names import file_name

__all__ = [
    "Drawing",
    "PaperMark",
    "compose",
    "file_name",
    "file_response",
    "picture_rules",
    "signs",
    "svg_as_png",
]
