"""Carrying a plan out to see what it would mean, and taking everything back."""

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction

from imports.errors import Busy
from imports.turns import in_turn, wait_for_other_imports
from measurements.importing.diff import MeasurementsDiff
from measurements.importing.writing import write

T = TypeVar("T")


def tried(plan: MeasurementsDiff, see: Callable[[], T]) -> T | None:
    """What is seen when the plan has been carried out, in a transaction that is rolled back.

    None when somebody else is reading in the same at this moment: confirming will be refused then.
    """
    try:
        with in_turn(), transaction.atomic():
            wait_for_other_imports()
            write(plan)
            seen = see()
            transaction.set_rollback(True)
    except (Busy, IntegrityError):
        return None
    return seen
