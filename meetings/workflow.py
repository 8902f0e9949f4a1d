"""The life of a meeting: its statuses, the transitions between them, and what each needs.

planlagt → indkaldt (dagsorden udsendt) → afholdt → referat godkendt
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle import Lifecycle, StateWords, Transition, needs


class MeetingStatus(models.TextChoices):
    """Where a meeting is in its life."""

    PLANNED = "planned", pgettext_lazy("meeting", "Planned")
    CALLED = "called", _("Agenda sent")
    HELD = "held", pgettext_lazy("meeting", "Held")
    APPROVED = "approved", _("Minutes approved")


#: Sentences may name %(board)s and %(date)s. others: than those who wrote, as `approving` says.
MEETING_LIFE = Lifecycle(
    MeetingStatus,
    transitions={
        MeetingStatus.PLANNED: (
            Transition(
                MeetingStatus.CALLED,
                _("Send the agenda"),
                needs=needs("agenda"),
                lost=(
                    _(
                        "The board sees the agenda, and it is frozen as a paper with the figures of"
                        " today."
                    ),
                ),
            ),
        ),
        MeetingStatus.CALLED: (
            Transition(
                MeetingStatus.HELD,
                _("Close the meeting"),
                needs=needs("day", "resolutions"),
                lost=(
                    _(
                        "The board sees the minutes as a draft. They are approved at the next"
                        " meeting, or by a chair who has not written in them."
                    ),
                ),
            ),
            Transition(
                MeetingStatus.PLANNED,
                _("Take the agenda back"),
                lost=(
                    _(
                        "The board no longer sees the agenda until you send it again."
                        " The paper that was sent is kept."
                    ),
                ),
            ),
        ),
        MeetingStatus.HELD: (
            Transition(
                MeetingStatus.APPROVED,
                _("Approve the minutes"),
                needs=needs("resolutions", "attendance", "others"),
                lost=(_("The minutes are frozen as a paper. After that nobody can change them."),),
            ),
            Transition(
                MeetingStatus.CALLED,
                _("Open the meeting again"),
                lost=(_("The minutes can then be written on as at the meeting."),),
            ),
        ),
        MeetingStatus.APPROVED: (),
    },
    words={
        MeetingStatus.PLANNED: StateWords(
            done=_("The meeting is planned; its agenda can be written again.")
        ),
        MeetingStatus.CALLED: StateWords(
            done=_(
                "The agenda has been sent to %(board)s. They are told of it on their start page and"
                " by mail, as each has chosen."
            )
        ),
        MeetingStatus.HELD: StateWords(
            done=_("The meeting is closed, and its minutes await approval.")
        ),
        MeetingStatus.APPROVED: StateWords(
            done=_("The minutes of %(date)s have been approved."),
            closed=_("The minutes have been approved. Nothing was changed."),
        ),
    },
)

#: The board does not see an agenda that is still being written.
UNSENT = frozenset({MeetingStatus.PLANNED})

#: The meeting has taken place.
OVER = frozenset({MeetingStatus.HELD, MeetingStatus.APPROVED})
