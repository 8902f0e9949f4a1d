"""How few a figure may be about for whom: one place, for every floor that shows figures."""

from django.conf import settings

from institutions.access import Reader, scope_of


class EveryReader:
    """Whoever may read it, boards included: for what is written down once and shown to all."""


EVERY_READER = EveryReader()
#: Whom figures are for; None is no person in particular.
Audience = Reader | EveryReader | None


def threshold_for(user: Audience) -> int:
    """The fewest respondents a person may see figures of; None is no person in particular."""
    anybody: int = settings.SMALL_N_ANY
    board: int = settings.SMALL_N_BOARD
    if isinstance(user, EveryReader) or (user is not None and scope_of(user).is_board_only):
        return max(board, anybody)
    return anybody


def thresholds() -> tuple[int, ...]:
    """Every threshold there is: that of most people, and that of boards."""
    return tuple(sorted({threshold_for(None), threshold_for(EVERY_READER)}))


def is_small(respondents: int | None, *, threshold: int) -> bool:
    """Whether a figure rests on too few; None is a figure that has no respondents."""
    return respondents is not None and respondents < threshold
