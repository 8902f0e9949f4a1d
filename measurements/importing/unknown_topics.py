"""Topics that the instrument of a file does not have, and what is said of them.

A layout is told by its headings alone, and a survey of one's own may have those of another. So
nobody is told to add its questions to the other one.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

from django.utils.translation import gettext as _

from files.spreadsheets.danish_values import fold
from measurements.importing.known import Catalogue, KnownInstrument

#: So many known names a sentence holds.
MOST_NAMES = 12
#: So many texts of a file are looked at, to tell whether it is of another instrument.
ENOUGH = 100


def about_unknown(text: str, instrument: KnownInstrument, catalogue: Catalogue) -> str:
    """The sentence about a text that names no topic of the instrument, in a file of it."""
    sentence = _("We do not know the topic “%(text)s”.") % {"text": text[:80]}
    if others := belongs_elsewhere([text], catalogue, besides=instrument):
        return others
    if near := _nearest(text, instrument):
        name = next(topic.name for topic in instrument.topics if near in topic.names)
        return sentence + " " + _("Did you mean “%(label)s”?") % {"label": name}
    return f"{sentence} " + _(
        "Here we know %(names)s. If it is new, an administrator adds it to %(instrument)s"
        " under Instruments."
    ) % {"names": _names(instrument), "instrument": instrument.name}


def about_none_known(
    texts: Iterable[str], instrument: KnownInstrument, catalogue: Catalogue
) -> str:
    """The sentence about a file none of whose topics is the instrument's; "" where one may be."""
    seen = list(islice(dict.fromkeys(filter(None, texts)), ENOUGH))
    near = [text for text in seen if _nearest(text, instrument)]
    if any(fold(text) in instrument.lineages for text in seen) or 2 * len(near) > len(seen):
        return ""
    sentence = _("None of the topics in the file belongs to %(instrument)s.") % {
        "instrument": instrument.name
    }
    if others := belongs_elsewhere(seen, catalogue, besides=instrument):
        return f"{sentence} {others}"
    return f"{sentence} " + _(
        "Here we know %(names)s. Is the file of something else that you measure, then make an"
        " instrument of it: its columns and questions are taken from the file."
    ) % {"names": _names(instrument)}


def belongs_elsewhere(
    texts: Iterable[str], catalogue: Catalogue, *, besides: KnownInstrument | None = None
) -> str:
    """The sentence about a text that names a topic of another instrument; "" where none does.

    besides: the instrument the file was taken for; without it, of those that no file is read of.
    """
    read = {layout.instrument for layout in catalogue.layouts.values()}
    for text in texts:
        for code, other in catalogue.items():
            if other is besides or fold(text) not in other.lineages:
                continue
            words = {"topic": text[:80], "instrument": other.name}
            if code not in read:
                return (
                    _(
                        "“%(topic)s” belongs to %(instrument)s, and files of that cannot be read in"
                        " here."
                    )
                    % words
                )
            if besides:
                return _("“%(topic)s” belongs to %(instrument)s.") % words
    return ""


def is_nearly_known(text: str, instrument: KnownInstrument) -> bool:
    """Whether a text is nearly called as a topic of the instrument, misspelt."""
    return _nearest(text, instrument) != ""


def _nearest(text: str, instrument: KnownInstrument) -> str:
    return next(iter(get_close_matches(fold(text), instrument.lineages, n=1, cutoff=0.7)), "")


def _names(instrument: KnownInstrument) -> str:
    names = [topic.name for topic in instrument.versions[0].by_lineage.values()]
    return ", ".join(_("“%(text)s”") % {"text": name} for name in names[:MOST_NAMES])
