"""The life of a remark of an inspection, from the day it is noted to its end.

åben → i gang → meldt udført → afsluttet
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle import Lifecycle, StateWords, Transition, needs


class RemarkState(models.TextChoices):
    """Where a remark is in its life."""

    OPEN = "open", pgettext_lazy("remark", "Open")
    UNDER_WAY = "under_way", pgettext_lazy("remark", "Under way")
    REPORTED = "reported", _("Reported done")
    CLOSED = "closed", pgettext_lazy("remark", "Closed")


#: The parties: who leads the institution, and who inspects it for the municipality.
UNIT, SUPERVISION = "unit", "supervision"

_BEGIN = Transition(RemarkState.UNDER_WAY, _("Begin the work"), name="begin", actors=(UNIT,))
_REPORT = Transition(
    RemarkState.REPORTED,
    _("Report it done"),
    name="report",
    actors=(UNIT,),
    needs=needs("comment"),
)
_CLOSE = Transition(
    RemarkState.CLOSED,
    _("Close the remark"),
    name="close",
    actors=(SUPERVISION,),
    needs=needs("comment"),
    lost=(
        _("The remark is followed to its end. To write in it, it has to be opened again first."),
    ),
)

REMARK_LIFE = Lifecycle(
    RemarkState,
    transitions={
        RemarkState.OPEN: (_BEGIN, _REPORT, _CLOSE),
        RemarkState.UNDER_WAY: (_REPORT, _CLOSE),
        RemarkState.REPORTED: (
            _CLOSE,
            Transition(
                RemarkState.UNDER_WAY,
                _("Send it back"),
                name="return",
                actors=(SUPERVISION,),
                needs=needs("comment"),
            ),
        ),
        RemarkState.CLOSED: (
            Transition(
                RemarkState.UNDER_WAY,
                _("Open it again"),
                name="reopen",
                actors=(SUPERVISION,),
                needs=needs("comment"),
            ),
        ),
    },
    words={
        RemarkState.OPEN: StateWords(done=_("The remark is open.")),
        RemarkState.UNDER_WAY: StateWords(done=_("The remark is being worked on.")),
        RemarkState.REPORTED: StateWords(
            done=_("The remark is reported done. The municipality looks at it and closes it.")
        ),
        RemarkState.CLOSED: StateWords(
            done=_("The remark is closed."),
            closed=_("The remark is closed. Nothing was changed."),
        ),
    },
)

#: Nothing more is to be done.
ENDED = frozenset({RemarkState.CLOSED})
