"""The life of a hearing, from the text that is prepared to what became of it.

kladde → i høring → svar gennemgås → anden udgave → besluttet (eller trukket tilbage)
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrOrPromise

from lifecycle import Lifecycle, StateWords, Transition, needs


class HearingStage(models.TextChoices):
    """Where a hearing is in its life."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", _("In hearing")
    REVIEW = "review", _("Answers are gone through")
    SECOND = "second", _("Second edition")
    DECIDED = "decided", pgettext_lazy("hearing", "Decided")
    WITHDRAWN = "withdrawn", pgettext_lazy("hearing", "Withdrawn")


_BACK_TO_REVIEW = Transition(HearingStage.REVIEW, _("Take the second edition back"), name="back")

HEARING_LIFE = Lifecycle(
    HearingStage,
    transitions={
        HearingStage.DRAFT: (
            Transition(
                HearingStage.OPEN,
                _("Open the hearing"),
                name="open",
                needs=needs("text", "receivers", "deadline"),
                lost=(
                    _("The text is locked as it stands now. All receivers can read it."),
                    _("Those who sit on the boards and in the groups are told of it."),
                ),
            ),
        ),
        HearingStage.OPEN: (
            Transition(
                HearingStage.REVIEW,
                _("Close the hearing, and go through the answers"),
                name="close",
                lost=(
                    _("The open link is closed."),
                    _(
                        "A board that has not answered still can; after its deadline it is marked"
                        " as late."
                    ),
                    _("What has been answered cannot be amended any more."),
                ),
            ),
            Transition(
                HearingStage.WITHDRAWN,
                _("Withdraw the hearing"),
                name="withdraw",
                needs=needs("comment"),
                lost=(_("Nobody can answer any more. The answers stay to be read."),),
            ),
        ),
        HearingStage.REVIEW: (
            Transition(
                HearingStage.SECOND,
                _("Lock the second edition"),
                name="second",
                needs=needs("text", "judged"),
                lost=(
                    _("The text is kept as it stands now, beside the first edition."),
                    _("Nobody can answer any more."),
                ),
            ),
            Transition(
                HearingStage.OPEN, _("Open it again"), name="reopen", needs=needs("deadline")
            ),
        ),
        HearingStage.SECOND: (
            Transition(
                HearingStage.DECIDED,
                _("Write that it has been decided"),
                name="decide",
                needs=needs("decision"),
                lost=(
                    _("All who were asked are told, and read what was decided."),
                    _("The hearing is over, and stays as it is."),
                ),
            ),
            _BACK_TO_REVIEW,
        ),
        HearingStage.DECIDED: (),
        HearingStage.WITHDRAWN: (),
    },
    words={
        HearingStage.DRAFT: StateWords(done=_("The hearing is a draft.")),
        HearingStage.OPEN: StateWords(done=_("The hearing is open.")),
        HearingStage.REVIEW: StateWords(done=_("The answers are gone through.")),
        HearingStage.SECOND: StateWords(done=_("The second edition is locked.")),
        HearingStage.DECIDED: StateWords(
            done=_("The hearing is decided on."),
            closed=_("The hearing is over. Nothing was changed."),
        ),
        HearingStage.WITHDRAWN: StateWords(
            done=_("The hearing is withdrawn."),
            closed=_("The hearing is withdrawn. Nothing was changed."),
        ),
    },
)

#: Its way when nothing stops it.
WAY = (
    HearingStage.DRAFT,
    HearingStage.OPEN,
    HearingStage.REVIEW,
    HearingStage.SECOND,
    HearingStage.DECIDED,
)
#: Those in which a board may answer; what comes after the deadline is marked as late.
ANSWERABLE = (HearingStage.OPEN, HearingStage.REVIEW)
#: Nothing more is to be done.
OVER = (HearingStage.DECIDED, HearingStage.WITHDRAWN)


def no_decision(*, is_on_agenda: bool) -> StrOrPromise:
    """What a decision lacks: a meeting, or the words of it."""
    if is_on_agenda:
        return _("The board has not decided yet. The decision is written at its meeting.")
    return _("Put the hearing on an agenda; the decision is written under its item.")
