"""Numbers that no row can have, in a list of what somebody chose: no row has them, and no more.

Django looks after single numbers itself; of a list SQLite would refuse them with an exception.
"""

from typing import Any

from django.db.models import IntegerField
from django.db.models.lookups import In

#: The largest number that a column of either database holds.
LARGEST = 2**63 - 1


class InNumbers(In[Any]):
    """`in` of a column of numbers, without those that are too large for one."""

    def get_prep_lookup(self) -> Any:
        wanted = super().get_prep_lookup()
        if not self.rhs_is_direct_value():
            return wanted
        return [one for one in wanted if not isinstance(one, int) or abs(one) <= LARGEST]


def pass_over_what_is_too_large() -> None:
    """Have every column of numbers be asked so, from now on."""
    IntegerField.register_lookup(InNumbers)
