"""The rows of the municipality: goals across clusters, and clusters by goals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from dashboards.findings import municipality as findings
from dashboards.progress import STATES, Tally

#: Of fewer agreed goals than this nobody says that they go well.
ENOUGH = 2


Marks = dict[int, tuple["IndicatorMark", ...]]


Keep = Callable[..., Marks]


def always(build: Callable[[], Marks], *_name: object) -> Marks:
    """Work it out each time."""
    return build()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cluster under a goal: its local goals per state, and how many institutions have one.

    covered: be it agreed or sent to the board; adopted: agreed.
    """

    tally: Tally
    covered: int
    adopted: int
    units: int

    @property
    def counts(self) -> tuple[tuple[str, int, str], ...]:
        """(mark, how many, its word)."""
        return tuple((key, count, str(STATES[key])) for key, count in self.tally.counts)

    @property
    def lacking(self) -> int:
        """How many institutions have no local goal that is more than a draft."""
        return self.units - self.covered


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal across the clusters: how many institutions have a local goal, and where it goes how.

    well: (cluster, goals that move, agreed goals) where the largest part of them moves, among those
    with enough to tell; lacking: (cluster, how many
    institutions lack a local goal), those that lack most first.
    """

    number: int
    name: str
    href: str
    tally: Tally
    covered: int
    adopted: int
    units: int
    well: tuple[tuple[str, int, int], ...]
    lacking: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, column: tuple[int, str, str], cells: Sequence[tuple[str, Cell]]) -> Self:
        """cells: (name of the cluster, its cell); without a name, outside clusters."""
        number, name, href = column
        shares = {
            place: Fraction(cell.tally.moving, cell.tally.agreed)
            for place, cell in cells
            if place and cell.tally.moving and cell.tally.agreed >= ENOUGH
        }
        best = max(shares.values(), default=Fraction(0))
        lacking = sorted(
            ((place, cell.lacking) for place, cell in cells if place and cell.lacking),
            key=lambda each: -each[1],
        )
        return cls(
            number=number,
            name=name,
            href=href,
            tally=Tally.sum(cell.tally for _place, cell in cells),
            covered=sum(cell.covered for _place, cell in cells),
            adopted=sum(cell.adopted for _place, cell in cells),
            units=sum(cell.units for _place, cell in cells),
            well=tuple(
                (place, cell.tally.moving, cell.tally.agreed)
                for place, cell in cells
                if shares.get(place) == best
            ),
            lacking=tuple(lacking),
        )

    @property
    def well_text(self) -> str:
        return findings.well_text(self.well)

    @property
    def lacking_text(self) -> str:
        return findings.lacking_text(self.lacking)


@dataclass(frozen=True, slots=True)
class IndicatorMark:
    """How one indicator stands in one cluster."""

    number: int
    href: str
    key: str
    word: str
    result: str


@dataclass(frozen=True, slots=True)
class Row:
    """A cluster; without a name, the institutions outside clusters."""

    name: str
    href: str
    units: int
    cells: tuple[Cell, ...]
    indicators: tuple[IndicatorMark, ...]
    inspected: int
    profiled: int

    @property
    def is_complete(self) -> bool:
        return all(cell.covered == cell.units for cell in self.cells)

    @property
    def lacking(self) -> int:
        return sum(cell.lacking for cell in self.cells)

    @property
    def missed(self) -> int:
        """Local goals that were evaluated and not achieved."""
        return sum(cell.tally.count("missed") for cell in self.cells)

    @property
    def reached(self) -> int:
        return sum(mark.key == "reached" for mark in self.indicators)


@dataclass(frozen=True, slots=True)
class AreaRows:
    name: str
    rows: tuple[Row, ...]
