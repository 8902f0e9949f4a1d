"""The life of a local goal: its statuses, the moves between them, and who may make each.

kladde → sendt til bestyrelsen → (returneret) → vedtaget → aktivt → evalueret · udgået
"""

import enum
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """Where a local goal is in its life."""

    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent to the board")
    RETURNED = "returned", _("Returned")
    ADOPTED = "adopted", _("Adopted")
    IN_PROGRESS = "in_progress", _("In progress")
    EVALUATED = "evaluated", _("Evaluated")
    DISCONTINUED = "discontinued", _("Discontinued")


class Outcome(models.TextChoices):
    """What came of an evaluated goal."""

    REACHED = "reached", pgettext_lazy("status", "Achieved")
    PARTLY = "partly", pgettext_lazy("status", "Partly achieved")
    MISSED = "missed", pgettext_lazy("status", "Not achieved")


class Progress(models.TextChoices):
    """The word with which leaders and boards say how it goes. The values are the marks' names."""

    WAITING = "waiting", pgettext_lazy("status", "Not started")
    STARTED = "started", pgettext_lazy("status", "Under way")
    ON_WAY = "onway", pgettext_lazy("status", "On the way")
    REACHED = "reached", pgettext_lazy("status", "Achieved")
    MISSED = "missed", pgettext_lazy("status", "Not achieved")


class Assessment(models.TextChoices):
    """The word with which a board says how a strategic goal goes. The values are marks' names."""

    WAITING = "waiting", pgettext_lazy("status", "Not started")
    STARTED = "started", pgettext_lazy("status", "Under way")
    ON_WAY = "onway", pgettext_lazy("status", "On the way")
    PARTLY = "partly", pgettext_lazy("status", "Partly achieved")
    REACHED = "reached", pgettext_lazy("status", "Achieved")
    MISSED = "missed", pgettext_lazy("status", "Not achieved")


#: It does not go as it should: then one also tells what is done about it.
NEEDS_NEXT_STEP = frozenset({Progress.WAITING, Progress.MISSED})


class Actor(enum.Enum):
    """Who makes a move."""

    LEADER = "leader"
    BOARD = "board"


@dataclass(frozen=True, slots=True)
class Move:
    """One step a goal may take: what its button says, and what must be told with it.

    lost: what it takes away for good, a sentence each; such a move asks first.
    """

    to: Status
    label: str | Promise
    actor: Actor
    needs_comment: bool = False
    needs_complete: bool = False
    lost: tuple[str | Promise, ...] = ()


_DISCONTINUE = Move(
    Status.DISCONTINUED,
    _("Discontinue the goal"),
    Actor.LEADER,
    needs_comment=True,
    lost=(
        _("The goal no longer counts among those of the institution, and leaves agendas."),
        _("If it is taken up again it is a draft, which the board must adopt once more."),
    ),
)
_RETURN = Move(Status.RETURNED, _("Return with a comment"), Actor.BOARD, needs_comment=True)
_SEND = Move(Status.SENT, _("Send to the board"), Actor.LEADER, needs_complete=True)

MOVES: dict[Status, tuple[Move, ...]] = {
    Status.DRAFT: (_SEND, _DISCONTINUE),
    Status.SENT: (
        Move(Status.ADOPTED, _("Adopt the goal"), Actor.BOARD),
        _RETURN,
        Move(Status.DRAFT, _("Withdraw the goal"), Actor.LEADER),
    ),
    Status.RETURNED: (_SEND, _DISCONTINUE),
    Status.ADOPTED: (
        Move(Status.IN_PROGRESS, _("Begin the work"), Actor.LEADER),
        _RETURN,
        _DISCONTINUE,
    ),
    Status.IN_PROGRESS: (
        Move(
            Status.EVALUATED,
            _("Evaluate the goal"),
            Actor.LEADER,
            needs_comment=True,
            lost=(_("The goal is over: nobody can write in it, return it or evaluate it again."),),
        ),
        _RETURN,
        _DISCONTINUE,
    ),
    Status.EVALUATED: (),
    Status.DISCONTINUED: (Move(Status.DRAFT, _("Take up the goal again"), Actor.LEADER),),
}

#: Texts still in the making: only the leadership team sees them.
UNFINISHED = frozenset({Status.DRAFT, Status.RETURNED})

#: Nobody writes in these: the board has the text, or the goal is done with.
CLOSED_FOR_WRITING = frozenset({Status.SENT, Status.EVALUATED, Status.DISCONTINUED})

#: Agreed by the board, and not given up.
AGREED = frozenset({Status.ADOPTED, Status.IN_PROGRESS, Status.EVALUATED})


def mark_of(status: str, *, outcome: str, progress: str | None) -> str:
    """The mark of a local goal: waiting, started, onway, reached, partly, missed or none.

    outcome: what came of an evaluated goal. progress: the word of its newest status update.
    """
    if status == Status.DISCONTINUED:
        return "none"
    if status == Status.EVALUATED:
        return outcome
    if status != Status.IN_PROGRESS:
        return Progress.WAITING.value
    return progress or Progress.STARTED.value


class InvalidTransition(Exception):
    """The goal cannot go from where it is to there; somebody else may have moved it meanwhile."""

    def __init__(self, from_status: str, to_status: str) -> None:
        self.from_status, self.to_status = Status(from_status), Status(to_status)
        super().__init__(f"{from_status} → {to_status}")


class Outdated(Exception):
    """Somebody has saved or moved the goal since it was read."""


class Incomplete(Exception):
    """The goal lacks something that the move needs. `missing` maps field names to sentences."""

    def __init__(self, missing: dict[str, str]) -> None:
        self.missing = missing
        super().__init__(", ".join(missing))
