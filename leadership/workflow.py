"""The life of a development plan: its stages, the moves between them, and who makes each.

udkast → til underskrift hos områdechefen → (returneret) → aftalt → afsluttet
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """Where a plan is in its life."""

    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Waits for the head of area")
    AGREED = "agreed", pgettext_lazy("plan", "Agreed")
    CLOSED = "closed", pgettext_lazy("plan", "Closed")


class NotAllowed(Exception):
    """The plan cannot go there now, or not by this person's hand."""


@dataclass(frozen=True, slots=True)
class PlanMove:
    """One step of a plan. by: the parties who may make it, "team" and "head".

    lost: what it binds to or takes away, a sentence each: every move asks first.
    """

    name: str
    to: Stage
    by: tuple[str, ...]
    label: str | Promise
    lost: tuple[str | Promise, ...]
    needs_complete: bool = False
    needs_comment: bool = False


_KEPT = _("The text is kept as it stands now.")
_SIGNED_AGAIN = _("The signature of the team falls away, and the team must sign anew.")

PROPOSE = PlanMove(
    "propose",
    Stage.PROPOSED,
    ("team",),
    _("Sign, and send to the head of area"),
    (_KEPT, _("Nobody can write in the plan while it waits for the head of area.")),
    needs_complete=True,
)
WITHDRAW = PlanMove("withdraw", Stage.DRAFT, ("team",), _("Withdraw the plan"), (_SIGNED_AGAIN,))
AGREE = PlanMove(
    "agree",
    Stage.AGREED,
    ("head",),
    _("Sign the plan"),
    (_KEPT, _("What has been agreed and signed cannot be changed or deleted.")),
)
RETURN = PlanMove(
    "return",
    Stage.DRAFT,
    ("head",),
    _("Return the plan"),
    (_SIGNED_AGAIN,),
    needs_comment=True,
)
REOPEN = PlanMove(
    "reopen",
    Stage.DRAFT,
    ("team", "head"),
    _("Make a new agreement"),
    (
        _("The agreement that is in force ends today. Its text and signatures stay to be read."),
        _("A new one is in force when both parties have signed it."),
    ),
    needs_comment=True,
)

PLAN_MOVES: dict[Stage, list[PlanMove]] = {
    Stage.DRAFT: [PROPOSE],
    Stage.PROPOSED: [AGREE, RETURN, WITHDRAW],
    Stage.AGREED: [REOPEN],
    Stage.CLOSED: [],
}
MOVES_BY_NAME = {move.name: move for moves in PLAN_MOVES.values() for move in moves}
