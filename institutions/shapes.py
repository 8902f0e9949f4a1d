"""Scopes of one shape: they differ in nothing but which places they are of.

The leaders of two institutions in clusters of twenty ask the same questions, each of their own
places. So a question is put together for stand-ins, and asked with the ids they stand for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from institutions.access import PLACES, Places, Scope, Seats

#: Where stand-ins begin: no id, year or number is as large. Each kind of id has a range, and all
#: are written with the mark.
FIRST = 7_731_945_000_000
RANGE = 100_000
MARK = "7731945"
KINDS = ("areas", "clusters", "institutions")
SEATS = ("sits", "chairs")
#: Of scopes of how many people the shapes are known.
PEOPLE = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class ScopeShape:
    """A scope of stand-ins, and the ids that they stand for."""

    scope: Scope
    ids: Mapping[int, int]


@lru_cache(maxsize=PEOPLE)
def shape_of(scope: Scope) -> ScopeShape | None:
    """The shape of a scope; None where somebody sits on a board alone, whose seat tells more.

    Ids that are in the same parts of a scope are alike, so two scopes of as many such ids have
    the same stand-ins.
    """
    if scope.sits.boards or scope.chairs.boards:
        return None
    stand_ins: dict[str, dict[int, int]] = {}
    for nth, kind in enumerate(KINDS):
        held = _ids(scope, kind)
        in_order = sorted(held, key=lambda pk: (held[pk], pk))
        begin = FIRST + nth * RANGE
        stand_ins[kind] = {pk: begin + number for number, pk in enumerate(in_order)}
    parts: dict[str, Any] = {
        name: _renamed_places(getattr(scope, name), stand_ins) for name in PLACES
    }
    parts |= {name: _renamed_seats(getattr(scope, name), stand_ins) for name in SEATS}
    ids = {stand_in: pk for of_kind in stand_ins.values() for pk, stand_in in of_kind.items()}
    return ScopeShape(replace(scope, **parts), ids)


def keys_standing_in(count: int) -> tuple[int, ...]:
    """Stand-ins for so many keys that a question is asked with besides."""
    begin = FIRST + len(KINDS) * RANGE
    return tuple(range(begin, begin + count))


def is_stand_in(value: object) -> bool:
    return type(value) is int and FIRST <= value < FIRST + (len(KINDS) + 1) * RANGE


def _ids(scope: Scope, kind: str) -> dict[int, tuple[bool, ...]]:
    """Id → in which parts of the scope it is."""
    parts = list(_parts(scope, kind))
    return {pk: tuple(pk in part for part in parts) for pk in frozenset[int]().union(*parts)}


def _parts(scope: Scope, kind: str) -> Iterator[frozenset[int]]:
    for name in (*PLACES, *SEATS):
        yield getattr(getattr(scope, name), kind, frozenset())


def _renamed_places(places: Places, stand_ins: Mapping[str, Mapping[int, int]]) -> Places:
    ids: dict[str, Any] = {kind: _renamed(places, kind, stand_ins) for kind in KINDS}
    return replace(places, **ids)


def _renamed_seats(seats: Seats, stand_ins: Mapping[str, Mapping[int, int]]) -> Seats:
    ids: dict[str, Any] = {kind: _renamed(seats, kind, stand_ins) for kind in KINDS[1:]}
    return replace(seats, **ids)


def _renamed(
    part: Places | Seats, kind: str, stand_ins: Mapping[str, Mapping[int, int]]
) -> frozenset[int]:
    return frozenset(stand_ins[kind][pk] for pk in getattr(part, kind))
