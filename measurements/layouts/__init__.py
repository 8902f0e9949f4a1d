"""How files are laid out: declarations, and telling one layout from another by its headings."""

from measurements.layouts.collection import (
    DESCRIBED,
    LAYOUTS,
    OTHERS,
    all_layouts,
    layouts_with,
    title_of,
)
from measurements.layouts.columns import Column, Layout, Meaning
from measurements.layouts.recognition import NUMBERS, Recognised, SeveralLayoutsFit, recognise

__all__ = [
    "DESCRIBED",
    "LAYOUTS",
    "NUMBERS",
    "OTHERS",
    "Column",
    "Layout",
    "Meaning",
    "Recognised",
    "SeveralLayoutsFit",
    "all_layouts",
    "layouts_with",
    "recognise",
    "title_of",
]
