"""Numbers that no row can have, asked of a column: no row has them, and no more.

Django looks after single numbers of plain columns itself; of foreign keys, lists and ranges SQLite
refuses them with an exception. It would also keep more than a column is for.
"""

from typing import Any

from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.models import ForeignObject, IntegerField
from django.db.models.fields import related_lookups
from django.db.models.lookups import In, Lookup, Range

#: The largest number that a column of either database holds.
LARGEST = 2**63 - 1


def _held(value: Any) -> Any:
    """A number that a column can hold, on the same side of all that rows have; else as it is."""
    return max(-LARGEST, min(value, LARGEST)) if isinstance(value, int) else value


class _Held(Lookup[Any]):
    """A look-up whose numbers are none too large for the column."""

    def get_prep_lookup(self) -> Any:
        wanted = super().get_prep_lookup()
        if isinstance(wanted, list | tuple | set):
            return [_held(one) for one in wanted]
        return _held(wanted)


def pass_over_what_is_too_large() -> None:
    """Have every column of numbers and every relation be asked so, from now on."""
    asking: list[tuple[Any, type[Lookup[Any]]]] = [
        (IntegerField, In),
        (IntegerField, Range),
        (ForeignObject, related_lookups.RelatedIn),
        (ForeignObject, related_lookups.RelatedExact),
        (ForeignObject, related_lookups.RelatedGreaterThan),
        (ForeignObject, related_lookups.RelatedGreaterThanOrEqual),
        (ForeignObject, related_lookups.RelatedLessThan),
        (ForeignObject, related_lookups.RelatedLessThanOrEqual),
    ]
    for column, asked in asking:
        column.register_lookup(type(asked.__name__, (_Held, asked), {}))


def keep_to_the_columns() -> None:
    """Have a form refuse on SQLite, too, what a column of PostgreSQL does not hold.

    Months or days by the billion would lead beyond the calendar: no page with them opens.
    """
    ranges = BaseDatabaseOperations.integer_field_range
    DatabaseWrapper.ops_class.integer_field_range = ranges  # type: ignore[method-assign]
