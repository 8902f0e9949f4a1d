"""How files are laid out: declarations, and telling one layout from another by its headings."""

from measurements.layouts.collection import LAYOUTS, OTHERS, title_of
from measurements.layouts.columns import Column, Layout, Meaning
from measurements.layouts.recognition import NUMBERS, Recognised, SeveralLayoutsFit, recognise

__all__ = [
    "LAYOUTS",
    "NUMBERS",
    "OTHERS",
    "Column",
    "Layout",
    "Meaning",
    "Recognised",
    "SeveralLayoutsFit",
    "recognise",
    "title_of",
]
