"""The layouts we know. A new source is a declaration beside the others, and one more name here."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from measurements.layouts.declared import KIDS_LONG, KIDS_WIDE, TILSYN_LONG, TILSYN_WIDE
from measurements.layouts.figures import NORMERING, PERSONALE
from measurements.layouts.goals import LOCAL_GOALS
from measurements.layouts.surveys import BTU, SPROGVURDERING, TILSYNSKRITERIER, TOPI, TU

#: By code, in the order in which people are offered them.
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
        PERSONALE,
        NORMERING,
        LOCAL_GOALS,
    )
}

#: What others of our apps read in, by code: they add its title, as they start.
OTHERS: dict[str, str | Promise] = {}


def title_of(code: str) -> str:
    """What a layout is called; of one that nobody knows any more, its code."""
    return str(LAYOUTS[code].title if code in LAYOUTS else OTHERS.get(code, code))


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
