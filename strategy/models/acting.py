"""Who may take a local goal which way, what that asks for, and what is recorded of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from accounts.models import User
from institutions.access import Places, Reader, scope_of
from institutions.models import Board
from institutions.models.boards import BoardQuerySet
from lifecycle import Transition
from strategy.workflow import Actor, LocalGoalStatus, Outcome

if TYPE_CHECKING:
    from strategy.models.decisions import Decision


class ActedOn(models.Model):
    """A local goal, as those see it who write it, decide on it or stand in for them."""

    class Meta:
        abstract = True

    if TYPE_CHECKING:
        status: models.CharField[str, str]
        institution_id: int | None
        cluster_id: int | None
        decisions: Any

        @property
        def missing(self) -> dict[str, str]: ...

    def lets(self, user: Reader, actor: Actor) -> bool:
        """Whether a person may act for the goal's leader, or for its board.

        Leaders may decide for their board too; `is_on_behalf` tells when that is what happens.
        """
        reach = scope_of(user)
        if actor is Actor.BOARD:
            return self.is_within(reach.decides)
        # what the cluster does about its vision, its leaders write together
        return self.is_within(reach.drafts if self.cluster_id else reach.edits)

    def is_within(self, places: Places) -> bool:
        """Whether its institution, or its cluster, is among them."""
        return (
            places.everything
            or self.institution_id in places.institutions
            or self.cluster_id in places.clusters
        )

    def allows(self, user: Reader, way: Transition[Any]) -> bool:
        is_let = any(self.lets(user, Actor(actor)) for actor in way.actors)
        return (is_let or self.stands_in(user, way)) and not self.needs_leave(user, way)

    def needs_leave(self, user: Reader, way: Transition[Any]) -> bool:
        """Whether a leader would adopt it for a board that has not let them: only at its meetings.

        Without a leave the chair adopts, or it is noted at a meeting that the board did. Where
        there is no board, see `stands_in`.
        """
        if way.to != LocalGoalStatus.ADOPTED or not self.is_on_behalf(user, way):
            return False
        chaired = Board.objects.chaired_by(user).values("pk")
        if self.deciding_boards.filter(Q(leaders_adopt=True) | Q(pk__in=chaired)).exists():
            return False
        return not self.stands_in(user, way)

    def asks_why(self, user: Reader, way: Transition[Any]) -> bool:
        """Whether a reason is needed that the way itself does not ask for.

        Where somebody above adopts without a board, and of a draft that a board has had.
        """
        if (self.status, way.to) == (LocalGoalStatus.DRAFT, LocalGoalStatus.DISCONTINUED):
            return bool(self.decisions.exists())
        return self.stands_in(user, way)

    def is_on_behalf(self, user: Reader, way: Transition[Any]) -> bool:
        """Whether a person taking the way decides for a board they are not the chair of."""
        if Actor.BOARD not in way.actors:
            return False
        return self.lets(user, Actor.LEADER) or self.stands_in(user, way)

    @property
    def deciding_boards(self) -> BoardQuerySet:
        """The boards that decide on it."""
        return Board.objects.deciding_on(institution=self.institution_id, cluster=self.cluster_id)

    def stands_in(self, user: Reader, way: Transition[Any]) -> bool:
        """Whether a person may adopt it where there is no board, telling why.

        Those above the leaders: who heads the area, and who edits everywhere.
        """
        if way.to != LocalGoalStatus.ADOPTED:
            return False
        reach = scope_of(user)
        is_above = reach.edits.everything or self.is_within(reach.oversees)
        return is_above and not self.deciding_boards.exists()

    def missing_for(
        self, way: Transition[Any], *, by: User, facts: Mapping[str, Any]
    ) -> dict[str, str]:
        missing = dict(self.missing) if "complete" in way.needs else {}
        if "comment" in way.needs and not facts.get("comment", "").strip():
            missing["comment"] = gettext("Write why.")
        if not facts.get("comment", "").strip() and self.asks_why(by, way):
            missing["comment"] = gettext("Write why.")
        if "outcome" in way.needs and facts.get("outcome") not in Outcome.values:
            missing["outcome"] = gettext("Choose what came of the goal.")
        if "goes_on" in way.needs and not facts.get("goes_on", "").strip():
            missing["goes_on"] = gettext("Write what you keep doing, or that it ends here.")
        return missing

    def changes_with(
        self, way: Transition[Any], *, by: User, facts: Mapping[str, Any]
    ) -> dict[str, Any]:
        return {"outcome": facts["outcome"] if "outcome" in way.needs else ""}

    def record(self, way: Transition[Any], *, by: User, facts: Mapping[str, Any]) -> "Decision":
        """facts: comment, outcome, goes_on, expected_on and on_behalf_of_board, as far as told."""
        is_returned = way.to == LocalGoalStatus.RETURNED
        decision: Decision = self.decisions.create(
            from_status=self.status,
            to_status=way.to,
            outcome=facts["outcome"] if "outcome" in way.needs else "",
            comment=facts.get("comment", "").strip(),
            goes_on=facts["goes_on"].strip() if "goes_on" in way.needs else "",
            expected_on=facts.get("expected_on") if is_returned else None,
            made_by=by,
            on_behalf_of_board=facts.get("on_behalf_of_board", False),
        )
        return decision
