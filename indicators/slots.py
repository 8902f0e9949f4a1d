"""What upper floors tell on the pages of indicators: every place where they can."""

import datetime
from collections.abc import Mapping

from config.slots import Slot

#: Of institutions that nothing was inspected at in a year: those where it is not due until a later
#: one, with the day. Given the institutions, the year, and the day of the page.
not_due: "Slot[[frozenset[int], int, datetime.date], Mapping[int, datetime.date]]" = Slot(
    "institutions where the next inspection is due later"
)
