"""The layouts we know: those that are declared, and those that follow from instruments.

A source with columns of its own is a declaration beside the others, and one more name here.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from measurements.layouts.columns import Layout
from measurements.layouts.declared import (
    KIDS_LONG,
    KIDS_WIDE,
    TILSYN_LONG,
    TILSYN_REPORTS,
    TILSYN_WIDE,
)
from measurements.layouts.derived import DescribedInstrument, derived_layouts
from measurements.layouts.goals import LOCAL_GOALS
from measurements.layouts.surveys import BTU, SAMTALER, SPROGVURDERING, TILSYNSKRITERIER, TOPI, TU

#: Those declared, by code, in the order in which people are offered them.
LAYOUTS = {
    layout.code: layout
    for layout in (
        TILSYN_WIDE,
        TILSYN_LONG,
        TILSYNSKRITERIER,
        KIDS_WIDE,
        KIDS_LONG,
        TOPI,
        SPROGVURDERING,
        TU,
        BTU,
        SAMTALER,
        TILSYN_REPORTS,
        LOCAL_GOALS,
    )
}

#: What others of our apps read in, by code: they add its title, as they start.
OTHERS: dict[str, str | Promise] = {}


#: Who knows the instruments that layouts follow from: models do, and they know layouts already.
DESCRIBED: list[Callable[[], Iterable[DescribedInstrument]]] = []


def layouts_with(instruments: Iterable[DescribedInstrument]) -> dict[str, Layout]:
    """The layouts there are where these instruments are: by code, local goals last.

    One that is declared for an instrument nobody has here is none.
    """
    known = list(instruments)
    codes = {one.code for one in known}
    declared = {layout.instrument for layout in LAYOUTS.values()}
    derived = {one.code: one for one in derived_layouts(known, declared=declared)}
    there = {code: one for code, one in LAYOUTS.items() if one.instrument in codes}
    others = {code: one for code, one in LAYOUTS.items() if not one.instrument}
    return there | derived | others


def all_layouts() -> dict[str, Layout]:
    """Every layout there is now, in one query."""
    return layouts_with(one for described in DESCRIBED for one in described())


def title_of(code: str) -> str:
    """What a layout is called; of one that nobody knows any more, its code."""
    if code in LAYOUTS:
        return str(LAYOUTS[code].title)
    if code in OTHERS:
        return str(OTHERS[code])
    layout = all_layouts().get(code)
    return str(layout.title) if layout else code


def layout_in_words(name: str, value: str) -> str | None:
    """What the security log calls a layout; those of one's own have their code as their name."""
    known = LAYOUTS.get(value) if name == "layout" else None
    return str(known.title) if known else None


class Elsewhere(NamedTuple):
    """A file we know but do not read here: the headings that give it away, and where it belongs."""

    headings: tuple[str, ...]
    sentence: str | Promise


#: Asked only about files that fit no layout.
ELSEWHERE = (
    Elsewhere(
        ("Måling", "Spørgsmål"),
        _(
            "This is a survey of a course or a workshop. It belongs to the programme: read it in"
            " under Programmes, Results."
        ),
    ),
    Elsewhere(
        ("Institutionstype", "Ejerforhold"),
        _("This is a list of institutions. Read it in under Institutions."),
    ),
    Elsewhere(
        ("dagtilbudsType",),
        _("This is a list of institutions. Read it in under Institutions."),
    ),
)
