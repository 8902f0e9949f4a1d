"""Why a row does not go where somebody wants it to."""

from collections.abc import Mapping


class LifecycleError(Exception):
    """A transition was refused; nothing has been written."""


class InvalidTransition(LifecycleError):
    """There is no way from where the row is to there; somebody else may have moved it meanwhile."""

    def __init__(self, from_state: str, to_state: str) -> None:
        self.from_state, self.to_state = from_state, to_state
        super().__init__(f"{from_state} → {to_state}")


class NotAllowed(LifecycleError):
    """The transition is there, but not for this person."""


class Outdated(LifecycleError):
    """Somebody has saved or moved the row since it was read."""


class Closed(LifecycleError):
    """The row is at the end of its life: nothing in it is changed any more."""


class Incomplete(LifecycleError):
    """The row lacks what the transition needs: `missing` maps names of fields to sentences."""

    def __init__(self, missing: Mapping[str, str]) -> None:
        self.missing = dict(missing)
        super().__init__(" ".join(self.missing.values()))
