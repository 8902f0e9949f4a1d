"""Those who were counted, step by step, as a bar: no more than the figures beside it tell."""

from collections.abc import Sequence
from decimal import Decimal

from charts import StackedBar, ramp_key, stacked_bar
from charts.bars import LETTER_SHARE
from config.phrases import in_per_cent
from measurements.models import ScaleStep
from measurements.suppression import Distribution, DistributionCell

#: What steps are named for that are named for colours: “Grøn position” is drawn green.
COLOURS = {"grøn": "green", "gul": "yellow", "rød": "red"}
COLOURS |= {"green": "green", "yellow": "yellow", "red": "red"}


def bar_of(distribution: Distribution, columns: Sequence[ScaleStep]) -> StackedBar | None:
    """None where of a step that is not hidden neither count nor share is known, or all are hidden.

    columns: the steps, best first. What is hidden is what the told parts lack.
    """
    told = []
    keys = _keys(columns)
    for step, cell in zip(columns, distribution.cells, strict=True):
        if cell.is_hidden:
            continue
        share = _share(cell, distribution.total)
        if share is None:
            return None
        count = f"{in_per_cent(share)} %" if cell.count is None else str(cell.count)
        named = f"{step.short_label} {count}"
        text = named if float(share) >= LETTER_SHARE * len(named) else count
        told.append((keys[step.pk], float(share), text))
    return stacked_bar(told) if told else None


def keys_of(columns: Sequence[ScaleStep]) -> tuple[tuple[str, str], ...]:
    """(class of the part, word) of each step, for the legend."""
    keys = _keys(columns)
    return tuple((f"seg-{keys[step.pk]}", step.label.lower()) for step in columns)


def _keys(columns: Sequence[ScaleStep]) -> dict[int, str]:
    """Step → its colour: the one it is named for, where all are; else its place on the ramp."""
    named = {step.pk: _colour_in(step.label) for step in columns}
    if all(named.values()):
        return named
    return {step.pk: ramp_key(step.rank, of=len(columns)) for step in columns}


def _colour_in(label: str) -> str:
    first = label.casefold().partition(" ")[0]
    return COLOURS.get(first, "")


def _share(cell: DistributionCell, total: int | None) -> Decimal | None:
    return Decimal(cell.count) / total if cell.count is not None and total else cell.share
