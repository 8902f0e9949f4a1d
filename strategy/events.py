"""What happens here that floors above follow."""

from django.dispatch import Signal

#: A local goal was begun with the words of another. Sent with `goal`, in the same transaction.
goal_begun = Signal()
