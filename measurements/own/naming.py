"""The codes of what people name: nobody is asked for one."""

from collections.abc import Callable

from django.utils.text import slugify

from measurements.layouts import all_layouts
from measurements.models import Instrument, InstrumentVersion, Scale, Topic

LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa"})
#: So that the code of a layout made of it still fits where layouts are kept.
LONGEST = 40
LONGEST_LINEAGE = 60


def slug_of(text: str, *, most: int = LONGEST) -> str:
    """A text as a code: Danish letters written out, and never empty."""
    return slugify(text.translate(LETTERS))[:most].strip("-") or "x"


def code_for_instrument(name: str) -> str:
    """A code that no instrument, and no layout, has."""
    layouts = all_layouts()
    return _free(
        slug_of(name),
        lambda code: code in layouts or Instrument.objects.filter(code=code).exists(),
    )


def code_for_version(code: str, year: int) -> str:
    """A code that no edition and no scale has."""
    return _free(
        f"{code}-{year}"[:45],
        lambda one: (
            InstrumentVersion.objects.filter(code=one).exists()
            or Scale.objects.filter(code=one).exists()
        ),
    )


def lineage_for(code: str, name: str, taken: set[str]) -> str:
    """What joins a question with itself in other editions, and with no other instrument's."""
    return _free(
        slug_of(f"{code}-{name}", most=LONGEST_LINEAGE - 4),
        lambda one: one in taken or Topic.objects.filter(lineage=one).exists(),
    )


def _free(wanted: str, is_taken: Callable[[str], bool]) -> str:
    code, number = wanted, 1
    while is_taken(code):
        number += 1
        code = f"{wanted}-{number}"
    return code
