"""One machine for everything that goes from draft to decided.

A model that has a life inherits `HasLifecycle` and describes it in a table (`Lifecycle`): its
states with their sentences, and the transitions between them with who may take each and what it
needs. `transition(...)` locks, checks, records and writes; why not is told by one family of
errors. Knows nothing of the domain.
"""

from lifecycle.errors import (
    Closed,
    Incomplete,
    InvalidTransition,
    LifecycleError,
    NotAllowed,
    Outdated,
)
from lifecycle.rows import HasLifecycle
from lifecycle.table import Lifecycle, StateWords, Transition, needs

__all__ = [
    "Closed",
    "HasLifecycle",
    "Incomplete",
    "InvalidTransition",
    "Lifecycle",
    "LifecycleError",
    "NotAllowed",
    "Outdated",
    "StateWords",
    "Transition",
    "needs",
]
