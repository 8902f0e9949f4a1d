"""What the one machine tells of: that a row has gone from one state to another."""

from django.dispatch import Signal

#: Sent within the transaction with `row=` (as it is now), `way=`, `by=` and `recorded=`.
moved = Signal()
