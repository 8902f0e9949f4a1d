"""Themes on one scale as small charts beside each other, and what chance has to do with all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from charts import ScaleLabel, scale_labels
from dashboards.comparison.rounds import RoundsCompared
from dashboards.comparison.table import ComparedRows, ComparisonRow, ruled
from dashboards.findings import comparison as findings
from measurements.models import Scale


@dataclass(frozen=True, slots=True)
class SmallChart:
    """A theme with its rows. told: what is found in it, without what is said once for all."""

    name: str
    told: str
    note: str
    rows: tuple[ComparisonRow, ...]
    rounds: RoundsCompared


@dataclass(frozen=True, slots=True)
class Multiples:
    """labels: the whole numbers of the scale, over every chart."""

    heading: str
    charts: tuple[SmallChart, ...]
    labels: tuple[ScaleLabel, ...]
    warnings: tuple[str, ...]

    @classmethod
    def of(
        cls,
        themes: Sequence[tuple[str, str, Scale, ComparedRows, RoundsCompared]],
        *,
        warnings: Sequence[str],
    ) -> Self | None:
        """themes: (name, note, scale, rows, rounds); None for one, and where scales differ."""
        scales = {(scale.lowest, scale.highest) for _name, _note, scale, *_rest in themes}
        found = [rows.found for *_of, rows, _rounds in themes if rows.found and rows.rows]
        if len(themes) < 2 or len(found) < len(themes) or len(scales) != 1:
            return None
        scale = themes[0][2]
        whole = ruled(scale)
        if not whole:
            return None
        once = findings.common_clause(found)
        return cls(
            heading=findings.themes_heading(found),
            charts=tuple(
                SmallChart(name, one.told if once else one.heading, note, rows.rows, rounds)
                for (name, note, _scale, rows, rounds), one in zip(themes, found, strict=True)
            ),
            labels=scale_labels(
                ((str(value), value, value) for value in whole),
                lowest=float(scale.lowest or 0),
                highest=float(scale.highest or 0),
            ),
            warnings=tuple(dict.fromkeys(warnings)),
        )
