"""The life of a development plan: its stages, the transitions between them, and who takes each.

udkast → til underskrift hos områdechefen → (returneret) → aftalt → afsluttet
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle import Lifecycle, StateWords, Transition, needs


class PlanStage(models.TextChoices):
    """Where a plan is in its life."""

    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Waits for the head of area")
    AGREED = "agreed", pgettext_lazy("plan", "Agreed")
    CLOSED = "closed", pgettext_lazy("plan", "Closed")


#: The parties of a plan; nobody but the program closes one, when its year has been reviewed.
TEAM, HEAD, NOBODY = "team", "head", ""

_KEPT = _("The text is kept as it stands now.")
_SIGNED_AGAIN = _("The signature of the team falls away, and the team must sign anew.")

PROPOSE = Transition(
    PlanStage.PROPOSED,
    _("Sign, and send to the head of area"),
    name="propose",
    actors=(TEAM,),
    lost=(_KEPT, _("Nobody can write in the plan while it waits for the head of area.")),
    needs=needs("complete"),
)
WITHDRAW = Transition(
    PlanStage.DRAFT,
    _("Withdraw the plan"),
    name="withdraw",
    actors=(TEAM,),
    lost=(_SIGNED_AGAIN,),
)
AGREE = Transition(
    PlanStage.AGREED,
    _("Sign the plan"),
    name="agree",
    actors=(HEAD,),
    lost=(_KEPT, _("What has been agreed and signed cannot be changed or deleted.")),
)
RETURN = Transition(
    PlanStage.DRAFT,
    _("Return the plan"),
    name="return",
    actors=(HEAD,),
    lost=(_SIGNED_AGAIN,),
    needs=needs("comment"),
)
REOPEN = Transition(
    PlanStage.DRAFT,
    _("Make a new agreement"),
    name="reopen",
    actors=(
        TEAM,
        HEAD,
    ),
    lost=(
        _("The agreement that is in force ends today. Its text and signatures stay to be read."),
        _("A new one is in force when both parties have signed it."),
    ),
    needs=needs("comment"),
)

CLOSE = Transition(PlanStage.CLOSED, "", name="close", actors=(NOBODY,))  # no button

_NOT_NOW = _("That cannot be done with the plan now.")

PLAN_LIFE = Lifecycle(
    PlanStage,
    transitions={
        PlanStage.DRAFT: (PROPOSE,),
        PlanStage.PROPOSED: (AGREE, RETURN, WITHDRAW),
        PlanStage.AGREED: (REOPEN, CLOSE),
        PlanStage.CLOSED: (),
    },
    words={
        PlanStage.DRAFT: StateWords(done=_("The plan is a draft again."), already=_NOT_NOW),
        PlanStage.PROPOSED: StateWords(
            done=_("You have signed the plan. It waits for the head of area."), already=_NOT_NOW
        ),
        PlanStage.AGREED: StateWords(
            done=_("You have signed the plan. It is agreed."), already=_NOT_NOW
        ),
        PlanStage.CLOSED: StateWords(done="", already=_NOT_NOW),
    },
)
