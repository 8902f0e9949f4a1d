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
    """One step of a plan. by: the parties who may make it, "team" and "head"."""

    name: str
    to: Stage
    by: tuple[str, ...]
    label: str | Promise
    needs_complete: bool = False
    needs_comment: bool = False


PROPOSE = PlanMove(
    "propose", Stage.PROPOSED, ("team",), _("Sign, and send to the head of area"), True
)
WITHDRAW = PlanMove("withdraw", Stage.DRAFT, ("team",), _("Withdraw the plan"))
AGREE = PlanMove("agree", Stage.AGREED, ("head",), _("Sign the plan"))
RETURN = PlanMove("return", Stage.DRAFT, ("head",), _("Return the plan"), needs_comment=True)
REOPEN = PlanMove(
    "reopen", Stage.DRAFT, ("team", "head"), _("Make a new agreement"), needs_comment=True
)

PLAN_MOVES: dict[Stage, list[PlanMove]] = {
    Stage.DRAFT: [PROPOSE],
    Stage.PROPOSED: [AGREE, RETURN, WITHDRAW],
    Stage.AGREED: [REOPEN],
    Stage.CLOSED: [],
}
MOVES_BY_NAME = {move.name: move for moves in PLAN_MOVES.values() for move in moves}
