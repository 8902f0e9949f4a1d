"""What upper floors tell on the pages of indicators: every place where they can."""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from config.slots import Slot, SlotPart

if TYPE_CHECKING:
    from indicators.models import Indicator
    from institutions.access import Reader
    from institutions.models import Cluster

#: Of institutions that nothing was inspected at in a year: those where it is not due until a later
#: one, with the day. Given the institutions, the year, and the day of the page.
not_due: "Slot[[frozenset[int], int, datetime.date], Mapping[int, datetime.date]]" = Slot(
    "institutions where the next inspection is due later"
)

#: What children, parents or others say about an indicator, below its units. Given the indicator,
#: the cluster it is shown for, and the reader.
said_about: "Slot[[Indicator, Cluster, Reader], SlotPart | None]" = Slot(
    "what is said about an indicator"
)
