"""Two lists of efforts of one goal, row beside row: which is which, and what has changed."""

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from strategy.answer_kinds import RowAnswer
from strategy.form_fields import EFFORTS


class Side(enum.StrEnum):
    """Whose text is to stand."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class PairOfRows:
    """One effort in both lists; None in the list where it does not stand. opened: as it was."""

    mine: RowAnswer | None
    theirs: RowAnswer | None
    opened: RowAnswer | None = None

    @property
    def lines(self) -> tuple[str, str]:
        return _line(self.mine), _line(self.theirs)

    @property
    def is_same(self) -> bool:
        mine, theirs = self.lines
        return mine == theirs

    @property
    def suggested(self) -> Side:
        """The side that has changed since; where both have, one's own, unless that took it away."""
        mine, theirs = self.lines
        before = _line(self.opened)
        if mine == before or (not mine and theirs != before):
            return Side.THEIRS
        return Side.MINE

    def of(self, side: Side) -> RowAnswer | None:
        return self.mine if side is Side.MINE else self.theirs


def side_by_side(
    mine: Sequence[RowAnswer], theirs: Sequence[RowAnswer], opened: Sequence[RowAnswer]
) -> tuple[PairOfRows, ...]:
    """Every row of both lists once, in my order; theirs alone behind the row they stand behind."""
    partners = dict(_partners(mine, theirs))
    before_mine, before_theirs = (dict(_partners(rows, opened)) for rows in (mine, theirs))
    pairs: dict[int, list[PairOfRows]] = {-1: []}
    place_of = {place: at for at, place in partners.items()}
    for at, row in enumerate(mine):
        other, was = partners.get(at), before_mine.get(at)
        if was is None and other is not None:
            was = before_theirs.get(other)
        pairs[at] = [PairOfRows(row, _at(theirs, other), _at(opened, was))]
    behind = -1
    for place, row in enumerate(theirs):
        behind = place_of.get(place, behind)
        if place not in place_of:
            pairs[behind].append(PairOfRows(None, row, _at(opened, before_theirs.get(place))))
    return tuple(pair for found in pairs.values() for pair in found)


def _partners(ones: Sequence[RowAnswer], others: Sequence[RowAnswer]) -> Iterator[tuple[int, int]]:
    """Places of the same effort in two lists: of the same key, else with the same words."""
    left = dict(enumerate(others))
    rest = []
    for at, row in enumerate(ones):
        key = row.get("row")
        found = [place for place, other in left.items() if key and other.get("row") == key]
        if found:
            del left[found[0]]
            yield at, found[0]
        else:
            rest.append((at, row))
    for at, row in rest:
        found = [place for place, other in left.items() if other.get("text") == row.get("text")]
        if found:
            del left[found[0]]
            yield at, found[0]


def _at(rows: Sequence[RowAnswer], place: int | None) -> RowAnswer | None:
    return None if place is None else rows[place]


def _line(row: RowAnswer | None) -> str:
    return "" if row is None else EFFORTS.line(row)
