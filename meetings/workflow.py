"""The life of a meeting: its statuses, the moves between them, and what each move needs.

planlagt → indkaldt (dagsorden udsendt) → afholdt → referat godkendt
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """Where a meeting is in its life."""

    PLANNED = "planned", pgettext_lazy("meeting", "Planned")
    CALLED = "called", _("Agenda sent")
    HELD = "held", pgettext_lazy("meeting", "Held")
    APPROVED = "approved", _("Minutes approved")


@dataclass(frozen=True, slots=True)
class Move:
    """One step a meeting may take, and what its button says."""

    to: Status
    label: str | Promise
    needs_agenda: bool = False
    needs_day: bool = False
    needs_resolutions: bool = False
    needs_attendance: bool = False
    needs_others: bool = False  # than those who wrote; see meetings.approving


MOVES: dict[Status, tuple[Move, ...]] = {
    Status.PLANNED: (Move(Status.CALLED, _("Send the agenda"), needs_agenda=True),),
    Status.CALLED: (
        Move(Status.HELD, _("Close the meeting"), needs_day=True, needs_resolutions=True),
        Move(Status.PLANNED, _("Take the agenda back")),
    ),
    Status.HELD: (
        Move(
            Status.APPROVED,
            _("Approve the minutes"),
            needs_resolutions=True,
            needs_attendance=True,
            needs_others=True,
        ),
        Move(Status.CALLED, _("Open the meeting again")),
    ),
    Status.APPROVED: (),
}

#: The board does not see an agenda that is still being written.
UNSENT = frozenset({Status.PLANNED})

#: The meeting has taken place.
OVER = frozenset({Status.HELD, Status.APPROVED})


class InvalidTransition(Exception):
    """The meeting cannot go from where it is to there; somebody may have moved it meanwhile."""

    def __init__(self, from_status: str, to_status: str) -> None:
        self.from_status, self.to_status = Status(from_status), Status(to_status)
        super().__init__(f"{from_status} → {to_status}")


class Incomplete(Exception):
    """The meeting lacks something that the move needs: one sentence for each thing."""

    def __init__(self, missing: list[str]) -> None:
        self.missing = missing
        super().__init__(" ".join(missing))


class Closed(Exception):
    """The minutes are approved: nothing in them is changed any more."""
