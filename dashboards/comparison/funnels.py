"""Institutions beside each other by what chance alone gives: never a ranking."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from chance import Funnel, funnel
from chance.words import per_cent
from charts import FunnelChart, funnel_chart
from dashboards.findings import funnels as findings


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """A place as a row of the table beside the drawing."""

    name: str
    count: int
    of: int
    share: str
    where: str


@dataclass(frozen=True, slots=True)
class FunnelPart:
    """A funnel with its finding and its numbers."""

    heading: str
    figures: Mapping[str, int]
    text: str
    how: tuple[str, ...]
    chart: FunnelChart
    rows: tuple[FunnelRow, ...]

    @classmethod
    def of(cls, counted: Iterable[tuple[str, int, int]]) -> Self | None:
        """counted: (institution, how many have the best answer, of how many)."""
        found = funnel(counted)
        return cls._drawn(found) if found else None

    @classmethod
    def _drawn(cls, found: Funnel) -> Self:
        return cls(
            heading=findings.heading(found),
            figures=findings.figures(found),
            text=findings.text(found),
            how=findings.how(found),
            chart=funnel_chart(
                (
                    (one.of, one.share, f"{one.name} {per_cent(one.share)}" if one.side else "")
                    for one in found.places
                ),
                share=found.share,
                inner=found.inner,
                outer=found.outer,
            ),
            rows=tuple(
                FunnelRow(one.name, one.count, one.of, per_cent(one.share), findings.where(one))
                for one in found.places
            ),
        )
