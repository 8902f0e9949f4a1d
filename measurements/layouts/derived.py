"""Layouts that follow from an instrument itself: its kind, its parts and its topics.

So an instrument of one's own can be filled in, read in and taken out without any code: in the wide
form, with a column for each question, and in the long one, with a row for each.
"""

from collections.abc import Iterable, Iterator
from typing import Protocol

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from measurements.layouts.columns import Column, Layout, Meaning
from measurements.layouts.declared import INSTITUTION

#: Kinds of instruments, as `Instrument.Kind` has them: this module knows no models.
SURVEY, PROGRAMME = "survey", "programme"
#: What the code of the long form ends with; the wide one is called as its instrument.
LONG = "-long"

YEAR = Column(
    Meaning.YEAR,
    "År",
    ("Årstal", "Periode", "Opgørelsesår", "Måleår", "Undersøgelsesår", "Runde", "Kontrolår"),
    required=True,
)
ANSWERED = Column(
    Meaning.RESPONDENTS,
    "Antal svar",
    ("Antal besvarelser", "Besvarelser", "Antal respondenter", "Svar i alt"),
)
QUESTION = Column(
    Meaning.TOPIC,
    "Spørgsmål",
    ("Spørgsmålstekst", "Tema", "Emne", "Kriterium", "Område", "Punkt", "Udsagn", "Nøgletal"),
    required=True,
)
RESULT = Column(
    Meaning.VALUE,
    "Værdi",
    ("Gennemsnit", "Score", "Resultat", "Svar", "Vurdering", "Gennemsnit (1-5)", "Point", "Tal"),
    required=True,
)
PARTS = ("Gruppe", "Aldersgruppe", "Alder", "Målgruppe", "Stue", "Afdeling", "Stue/gruppe")


class DescribedInstrument(Protocol):
    """What an instrument tells of itself, wherever it was read."""

    code: str
    name: str
    kind: str
    group_name: str


def derived_layouts(
    instruments: Iterable[DescribedInstrument], *, declared: Iterable[str]
) -> Iterator[Layout]:
    """Both forms of each instrument that none is declared for.

    Those of programmes are written by the programmes, and no file is read of them.
    """
    known = set(declared)
    for instrument in instruments:
        if instrument.code not in known and instrument.kind != PROGRAMME:
            yield _wide(instrument)
            yield _long(instrument)


def _wide(instrument: DescribedInstrument) -> Layout:
    return Layout(
        code=instrument.code,
        title=_titled(instrument, _("one row per institution")),
        instrument=instrument.code,
        columns=tuple(_about_row(instrument)),
        topics_across=True,
        is_derived=True,
    )


def _long(instrument: DescribedInstrument) -> Layout:
    return Layout(
        code=f"{instrument.code}{LONG}",
        title=_titled(instrument, _("one row per question")),
        instrument=instrument.code,
        columns=(*_about_row(instrument), QUESTION, RESULT),
        is_derived=True,
    )


def _titled(instrument: DescribedInstrument, form: Promise | str) -> Promise | str:
    return format_lazy("{name}, {form}", name=instrument.name, form=form)


def _about_row(instrument: DescribedInstrument) -> Iterator[Column]:
    """The columns of both forms: where, when, of which part, and how many answered."""
    yield from INSTITUTION
    yield YEAR
    if instrument.group_name:
        yield Column(Meaning.GROUP, instrument.group_name, PARTS)
    if instrument.kind == SURVEY:
        yield ANSWERED
