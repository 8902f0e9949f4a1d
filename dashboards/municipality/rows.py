"""The rows of the municipality: goals across clusters, and clusters by goals."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from dashboards.findings import municipality as findings
from dashboards.municipality.kept_up import KeptUp
from strategy.progress import STATES, GoalTally

#: Of fewer agreed goals than this nobody says that they go well.
ENOUGH = 2
#: Nor where fewer of them than this move.
MOST = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class ClusterGoalCell:
    """A cluster under a goal: its local goals per state, and how many institutions have one.

    One local goal is expected of each institution, and it is adopted, awaits the board, or is
    missing. covered: be it adopted or sent to the board.
    """

    tally: GoalTally
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

    @property
    def awaiting(self) -> int:
        """How many institutions have one with the board, and none adopted."""
        return self.covered - self.adopted


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal across the clusters: how many institutions have a local goal, and where it goes how.

    well: (cluster, goals that move, agreed goals) where it goes well; lacking: (cluster, how many
    institutions lack a local goal), those that lack most first.
    """

    number: int
    name: str
    href: str
    tally: GoalTally
    covered: int
    adopted: int
    units: int
    well: tuple[tuple[str, int, int], ...]
    lacking: tuple[tuple[str, int], ...]

    @classmethod
    def of(
        cls,
        column: tuple[int, str, str],
        cells: Sequence[tuple[str, ClusterGoalCell]],
        *,
        in_need: Container[str] = (),
    ) -> Self:
        """cells: (name of the cluster, its cell); without a name, outside clusters.

        in_need: the clusters that the page says may need help.
        """
        number, name, href = column
        lacking = sorted(
            ((place, cell.lacking) for place, cell in cells if place and cell.lacking),
            key=lambda each: -each[1],
        )
        return cls(
            number=number,
            name=name,
            href=href,
            tally=GoalTally.sum(cell.tally for _place, cell in cells),
            covered=sum(cell.covered for _place, cell in cells),
            adopted=sum(cell.adopted for _place, cell in cells),
            units=sum(cell.units for _place, cell in cells),
            well=_well(cells, in_need=in_need),
            lacking=tuple(lacking),
        )

    @property
    def awaiting(self) -> int:
        return self.covered - self.adopted

    @property
    def missing(self) -> int:
        return self.units - self.covered

    @property
    def figures(self) -> dict[str, int]:
        """The counts it tells, by name."""
        return {
            "expected": self.units,
            "adopted": self.adopted,
            "awaiting": self.awaiting,
            "missing": self.missing,
        }

    @property
    def well_text(self) -> str:
        return findings.well_text(self.well)

    @property
    def lacking_text(self) -> str:
        return findings.lacking_text(self.lacking)


def _well(
    cells: Sequence[tuple[str, ClusterGoalCell]], *, in_need: Container[str]
) -> tuple[tuple[str, int, int], ...]:
    """Where the largest part of the goals moves: half of them at least, and more than elsewhere.

    The least bad of one is not well; nor is a cluster that lacks goals, or has some not achieved.
    """
    told = [(place, cell) for place, cell in cells if place and cell.tally.agreed >= ENOUGH]
    shares = {place: Fraction(cell.tally.moving, cell.tally.agreed) for place, cell in told}
    best = max(shares.values(), default=Fraction(0))
    if best < MOST or best == min(shares.values()):
        return ()
    return tuple(
        (place, cell.tally.moving, cell.tally.agreed)
        for place, cell in told
        if shares[place] == best
        and place not in in_need
        and not cell.lacking
        and not cell.tally.count("missed")
    )


@dataclass(frozen=True, slots=True)
class IndicatorMark:
    """How one indicator stands in one cluster."""

    number: int
    href: str
    key: str
    word: str
    result: str


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """A cluster; without a name, the institutions outside clusters.

    daycare: those of its units that tilsyn and KIDS are of: no school or after-school care.
    """

    name: str
    href: str
    units: int
    cells: tuple[ClusterGoalCell, ...]
    indicators: tuple[IndicatorMark, ...]
    daycare: int
    inspected: int
    profiled: int
    kept_up: KeptUp

    @property
    def place(self) -> str:
        """The cluster, as figures name it."""
        return f"cluster:{self.href.rstrip('/').rpartition('/')[2]}"

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
    rows: tuple[ClusterRow, ...]
