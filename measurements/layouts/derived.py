"""Layouts that follow from an instrument itself: its kind, its parts and its topics.

So an instrument of one's own can be filled in, read in and taken out without any code: in the wide
form, with a column for each question, and in the long one, with a row for each; where many answer
in steps also with a column for each answer, of how many gave it. A year may be a round of it.
"""

from collections.abc import Iterable, Iterator
from typing import Protocol

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from measurements.layouts.columns import Column, Layout, Meaning
from measurements.layouts.declared import INSTITUTION

#: Kinds of instruments, as `Instrument.Kind` has them: this module knows no models.
SURVEY, COUNT, PROGRAMME = "survey", "count", "programme"
#: What the codes of the long form and of counted answers end with; the wide one is called as its
#: instrument.
LONG, COUNTED = "-long", "-svar"

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
    (
        *("Spørgsmålstekst", "Tema", "Emne", "Kriterium", "Område", "Punkt", "Udsagn", "Nøgletal"),
        *("Indikator", "Parameter", "Kategori", "Målepunkt"),
    ),
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

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def group_name(self) -> str: ...
    @property
    def has_answers(self) -> bool: ...


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
            if instrument.has_answers and instrument.kind in (SURVEY, COUNT):
                yield _counted(instrument)


def _wide(instrument: DescribedInstrument) -> Layout:
    return Layout(
        code=instrument.code,
        title=_titled(instrument, _("one row per institution")),
        instrument=instrument.code,
        columns=tuple(_about_row(instrument)),
        topics_across=True,
        rounds=True,
        is_derived=True,
    )


def _long(instrument: DescribedInstrument) -> Layout:
    return Layout(
        code=f"{instrument.code}{LONG}",
        title=_titled(instrument, _("one row per question")),
        instrument=instrument.code,
        columns=(*_about_row(instrument), QUESTION, RESULT),
        rounds=True,
        is_derived=True,
    )


def _counted(instrument: DescribedInstrument) -> Layout:
    return Layout(
        code=f"{instrument.code}{COUNTED}",
        title=_titled(instrument, _("how many gave each answer")),
        instrument=instrument.code,
        columns=(*_about_row(instrument, is_counted=True), QUESTION),
        answers="counts",
        rounds=True,
        is_derived=True,
    )


def _titled(instrument: DescribedInstrument, form: Promise | str) -> Promise | str:
    return format_lazy("{name}, {form}", name=instrument.name, form=form)


def _about_row(instrument: DescribedInstrument, *, is_counted: bool = False) -> Iterator[Column]:
    """The columns of both forms: where, when, of which part, and how many answered."""
    yield from INSTITUTION
    yield YEAR
    if instrument.group_name:
        yield Column(Meaning.GROUP, instrument.group_name, PARTS)
    if is_counted or instrument.kind == SURVEY:
        yield ANSWERED
