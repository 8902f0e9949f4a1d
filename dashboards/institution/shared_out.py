"""Those who were counted, step by step, as a bar: no more than the figures beside it tell."""

from collections.abc import Sequence
from decimal import Decimal

from charts import StackedBar, ramp_key, stacked_bar
from config.phrases import in_per_cent
from measurements.models import ScaleStep
from measurements.suppression import Distribution, DistributionCell


def bar_of(distribution: Distribution, columns: Sequence[ScaleStep]) -> StackedBar | None:
    """None where of a step that is not hidden neither count nor share is known, or all are hidden.

    columns: the steps, best first. What is hidden is what the told parts lack.
    """
    told = []
    for step, cell in zip(columns, distribution.cells, strict=True):
        if cell.is_hidden:
            continue
        share = _share(cell, distribution.total)
        if share is None:
            return None
        text = f"{in_per_cent(share)} %" if cell.count is None else str(cell.count)
        told.append((ramp_key(step.rank, of=len(columns)), float(share), text))
    return stacked_bar(told) if told else None


def keys_of(columns: Sequence[ScaleStep]) -> tuple[tuple[str, str], ...]:
    """(class of the part, word) of each step, for the legend."""
    return tuple(
        (f"seg-{ramp_key(step.rank, of=len(columns))}", step.label.lower()) for step in columns
    )


def _share(cell: DistributionCell, total: int | None) -> Decimal | None:
    return Decimal(cell.count) / total if cell.count is not None and total else cell.share
