"""What a cell that nobody understands may have meant, and what kinds of errors there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from files.spreadsheets.danish_values import fold
from measurements.importing.known import KnownInstitution, KnownScale
from measurements.layouts import NUMBERS, Meaning

#: What an error is about, and what several of the kind are called.
KINDS = {
    "cpr": gettext_lazy("CPR numbers"),
    "institution": gettext_lazy("Institutions"),
    "time": gettext_lazy("Years and dates"),
    "topic": gettext_lazy("Topics"),
    "twice": gettext_lazy("Repetitions"),
    "value": gettext_lazy("Values"),
}


@dataclass(frozen=True, slots=True)
class Guess:
    """The institution that a wrong number may have meant."""

    number: str
    institution: KnownInstitution


def kinds_of(columns: Mapping[Meaning, int]) -> dict[int, str]:
    """Column → the kind of what is wrong in it, where it is not a value."""
    about = {
        "institution": (*NUMBERS, Meaning.NAME, Meaning.CLUSTER),
        "time": (
            Meaning.YEAR,
            Meaning.DATE,
            Meaning.OBSERVED_ON,
            Meaning.DISCUSSED_ON,
            Meaning.CLOSED_ON,
        ),
        "topic": (Meaning.TOPIC, Meaning.TOPIC_NUMBER, Meaning.GOAL),
    }
    return {
        columns[meaning]: kind
        for kind, meanings in about.items()
        for meaning in meanings
        if meaning in columns
    }


def nearest_number(number: str, known: Iterable[tuple[str, KnownInstitution]]) -> Guess | None:
    """Whom a number nobody has was meant for by its signs alone: the one a slip away."""
    near = [(value, one) for value, one in known if abs(len(value) - len(number)) < 2]
    close = sorted((slips(number, value), value, one) for value, one in near)
    if not close or close[0][0] > max(1, len(number) // 5):
        return None
    return Guess(close[0][1], close[0][2])


def nearest_name(text: str, known: Iterable[KnownInstitution]) -> KnownInstitution | None:
    """The institution that a name nobody has may have meant."""
    named = {fold(one.name): one for one in known}
    close = get_close_matches(fold(text), named, n=1, cutoff=0.78)
    return named[close[0]] if close else None


def nearest_names(text: str, known: Iterable[KnownInstitution]) -> list[KnownInstitution]:
    """Those that a name nobody has may have meant, the nearest first."""
    named = {fold(one.name): one for one in known}
    return [named[one] for one in get_close_matches(fold(text), named, n=4, cutoff=0.55)]


def nearest_label(text: str, scale: KnownScale) -> str:
    """The label of the step a text may have meant, or ""."""
    close = get_close_matches(fold(text), scale.words, n=1, cutoff=0.78)
    return scale.words[close[0]].label if close else ""


def not_on_scale(text: str, scale: KnownScale) -> str:
    """The sentence about a text that names no step of the scale."""
    sentence = _("“%(text)s” is not on the scale.") % {"text": text}
    if label := nearest_label(text, scale):
        sentence += " " + _("Did you mean “%(label)s”?") % {"label": label}
    labels = ", ".join(step.label for step in scale.steps)
    return sentence + " " + _("Write one of these: %(labels)s.") % {"labels": labels}


def slips(first: str, second: str) -> int:
    """How many slips of the finger lie between two texts: missing, extra, wrong, swapped."""
    rows = [list(range(len(second) + 1))]
    for i, sign in enumerate(first, start=1):
        row, before = [i], rows[-1]
        for j, other in enumerate(second, start=1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (sign != other))
            if i > 1 and j > 1 and sign == second[j - 2] and first[i - 2] == other:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]
