"""The life of a local goal: its statuses, the transitions between them, and who may take each.

kladde → sendt til bestyrelsen → (returneret) → vedtaget → aktivt → evalueret · udgået
"""

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle import Lifecycle, StateWords, Transition, needs


class LocalGoalStatus(models.TextChoices):
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


class Actor(enum.StrEnum):
    """The parties of a local goal."""

    LEADER = "leader"
    BOARD = "board"


_DISCONTINUE = Transition(
    LocalGoalStatus.DISCONTINUED,
    _("Discontinue the goal"),
    actors=(Actor.LEADER,),
    needs=needs("comment"),
    lost=(
        _("The goal no longer counts among those of the institution, and leaves agendas."),
        _("If it is taken up again it is a draft, which the board must adopt once more."),
    ),
)
_THROW_AWAY = Transition(
    LocalGoalStatus.DISCONTINUED,
    _("Throw the draft away"),
    actors=(Actor.LEADER,),
    lost=(
        _("The draft leaves all lists. Its text and its history are kept on its own page."),
        _("You can take it up again there."),
    ),
    done=_("The draft has been thrown away. You can take it up again on its own page."),
)
_RETURN = Transition(
    LocalGoalStatus.RETURNED,
    _("Return with a comment"),
    actors=(Actor.BOARD,),
    needs=needs("comment"),
)
_SEND = Transition(
    LocalGoalStatus.SENT, _("Send to the board"), actors=(Actor.LEADER,), needs=needs("complete")
)

LOCAL_GOAL_LIFE = Lifecycle(
    LocalGoalStatus,
    transitions={
        LocalGoalStatus.DRAFT: (_SEND, _THROW_AWAY),
        LocalGoalStatus.SENT: (
            Transition(LocalGoalStatus.ADOPTED, _("Adopt the goal"), actors=(Actor.BOARD,)),
            _RETURN,
            Transition(LocalGoalStatus.DRAFT, _("Withdraw the goal"), actors=(Actor.LEADER,)),
        ),
        LocalGoalStatus.RETURNED: (_SEND, _DISCONTINUE),
        LocalGoalStatus.ADOPTED: (
            Transition(LocalGoalStatus.IN_PROGRESS, _("Begin the work"), actors=(Actor.LEADER,)),
            _RETURN,
            _DISCONTINUE,
        ),
        LocalGoalStatus.IN_PROGRESS: (
            Transition(
                LocalGoalStatus.EVALUATED,
                _("Evaluate the goal"),
                actors=(Actor.LEADER,),
                needs=needs("comment", "outcome", "goes_on"),
                lost=(
                    _("The goal is over: nobody can write in it, return it or evaluate it again."),
                ),
            ),
            _RETURN,
            _DISCONTINUE,
        ),
        LocalGoalStatus.EVALUATED: (),
        LocalGoalStatus.DISCONTINUED: (
            Transition(LocalGoalStatus.DRAFT, _("Take up the goal again"), actors=(Actor.LEADER,)),
        ),
    },
    words={
        LocalGoalStatus.DRAFT: StateWords(
            done=_("The goal is a draft now."), already=_("The goal is a draft again.")
        ),
        LocalGoalStatus.SENT: StateWords(
            done=_(
                "The goal has been sent to the board. They are told of it on their start page and"
                " by mail, as each has chosen."
            ),
            already=_("The goal has been sent to the board already."),
            closed=_("The goal has been sent to the board. Withdraw it to write in it."),
        ),
        LocalGoalStatus.RETURNED: StateWords(
            done=_("The goal has been returned to the leader."),
            already=_("The goal has been returned already."),
        ),
        LocalGoalStatus.ADOPTED: StateWords(
            done=_("The goal has been adopted."), already=_("The goal has been adopted already.")
        ),
        LocalGoalStatus.IN_PROGRESS: StateWords(
            done=_("The work has begun."),
            already=_("The work on the goal has begun already."),
        ),
        LocalGoalStatus.EVALUATED: StateWords(
            done=_("The goal has been evaluated."),
            already=_("The goal has been evaluated already."),
            closed=_("The goal has been evaluated and can no longer be changed."),
        ),
        LocalGoalStatus.DISCONTINUED: StateWords(
            done=_("The goal has been discontinued."),
            already=_("The goal has been discontinued already."),
            closed=_("The goal has been discontinued. Take it up again to write in it."),
        ),
    },
)

#: Texts still in the making: only the leadership team sees them.
UNFINISHED = frozenset({LocalGoalStatus.DRAFT, LocalGoalStatus.RETURNED})

#: Nobody writes in these: the board has the text, or the goal is done with.
CLOSED_FOR_WRITING = LOCAL_GOAL_LIFE.closed

#: Agreed by the board, and not given up.
AGREED = frozenset(
    {LocalGoalStatus.ADOPTED, LocalGoalStatus.IN_PROGRESS, LocalGoalStatus.EVALUATED}
)

#: Adopted, and not done with.
UNDER_WAY = frozenset({LocalGoalStatus.ADOPTED, LocalGoalStatus.IN_PROGRESS})


def mark_of(status: str, *, outcome: str, progress: str | None) -> str:
    """The mark of a local goal: waiting, started, onway, reached, partly, missed or none.

    outcome: what came of an evaluated goal. progress: the word of its newest status update.
    """
    if status == LocalGoalStatus.DISCONTINUED:
        return "none"
    if status == LocalGoalStatus.EVALUATED:
        return outcome
    if status != LocalGoalStatus.IN_PROGRESS:
        return Progress.WAITING.value
    return progress or Progress.STARTED.value
