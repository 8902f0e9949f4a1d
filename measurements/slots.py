"""What upper floors add to the imports of measurements: every place where they can."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from config.slots import Slot, SlotPart

if TYPE_CHECKING:
    from measurements.importing.diff import MeasurementsDiff
    from measurements.models import Import
    from measurements.querysets import MeasurementQuerySet

#: What carrying out a plan would mean, for its preview: a heading and a sentence, or ().
meanings: "Slot[[MeasurementsDiff], tuple[str, ...]]" = Slot("meaning of a plan")

#: Asked before a plan is written, for what is asked once it is: what followed, as its receipt
#: keeps it (`Import.effects`). None where nobody can tell.
effects: "Slot[[MeasurementsDiff], Callable[[], list[dict[str, Any]]] | None]" = Slot(
    "effects of a plan"
)

#: Sections of the receipt of an import, after its counts.
receipt_parts: "Slot[[Import], SlotPart]" = Slot("receipt of an import")

#: What a row of an import is used for, given who reads it and the measurements they see there.
row_parts: "Slot[[Any, MeasurementQuerySet], SlotPart]" = Slot("row of an import")
