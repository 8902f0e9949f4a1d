"""Which institution a row of answers is about: its number, its name, or both in one cell."""

from collections.abc import Mapping

from files.spreadsheets.danish_values import fold
from institutions.access import Places
from institutions.models import Identifier, Institution


def institutions_of(plans: Places) -> dict[str, int]:
    """Numbers, and names that only one of them has → the institution, of those somebody plans for.

    A name that another institution has too, or is the number of one, is nobody's.
    """
    by_name: dict[str, set[int]] = {}
    for pk, name in Institution.objects.values_list("pk", "name"):
        by_name.setdefault(fold(name), set()).add(pk)
    found = {name: pk for name, (pk, *others) in by_name.items() if not others}
    found |= {
        fold(value): institution
        for value, institution in Identifier.objects.values_list("value", "institution")
    }
    return {text: pk for text, pk in found.items() if plans.holds(pk)}


def place_in(text: str, institutions: Mapping[str, int]) -> int | None:
    """The institution of a number or a name; with both in one cell they must be of the same."""
    if (found := institutions.get(fold(text))) is not None:
        return found
    number, _space, name = text.partition(" ")
    by_number = institutions.get(fold(number))
    return by_number if by_number == institutions.get(fold(name)) else None
