from dataclasses import dataclass
from typing import Self

from django.db.models import Case, F, TextField, Value, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.slots import SlotPart
from institutions.access import Reader, scope_of
from lifecycle import Transition
from strategy.models import Decision, Effort, LocalGoal
from strategy.pages.local_goals.places import Whereabouts
from strategy.pages.local_goals.timeline import Event, timeline
from strategy.slots import decided_at, evidence, local_goal_links, local_goal_pairs
from strategy.workflow import Actor, LocalGoalStatus


@dataclass(frozen=True, slots=True)
class OfferedTransition:
    """A way this person may take. is_primary: the one the page is about now."""

    way: Transition[LocalGoalStatus]
    is_on_behalf: bool
    is_primary: bool

    @property
    def is_direct(self) -> bool:
        """Whether its button acts; else a page asks first."""
        return Actor.LEADER in self.way.actors and "comment" not in self.way.needs


@dataclass(frozen=True, slots=True)
class LocalGoalPage:
    """One local goal: its form, how it goes, what happened to it, and what this person may do.

    Fourteen queries beside the goal itself.
    """

    goal: LocalGoal
    where: Whereabouts
    efforts: tuple[Effort, ...]
    pairs: tuple[SlotPart, ...]
    links: tuple[SlotPart, ...]
    events: tuple[Event, ...]
    ways: tuple[OfferedTransition, ...]
    leads: bool
    is_editable: bool
    takes_status: bool
    is_private: bool

    @classmethod
    def build(cls, goal: LocalGoal, *, user: Reader) -> Self:
        sees_drafts = scope_of(user).drafts.holds(goal.institution_id)
        updates = tuple(
            goal.status_updates.select_related("made_by").prefetch_related("attachments")
        )
        goal.progress = updates[0].progress if updates else None
        where = Whereabouts.of(goal.institution)
        kept = goal.kept_texts.visible_to(user).select_related("written_by")
        ways = tuple(
            OfferedTransition(
                way,
                goal.is_on_behalf(user, way),
                is_primary=number == 0 and goal.status != LocalGoalStatus.IN_PROGRESS,
            )
            for number, way in enumerate(goal.transitions_for(user))
        )
        leads = goal.lets(user, Actor.LEADER)
        pairs = local_goal_pairs.all(goal)
        return cls(
            goal=goal,
            where=where,
            efforts=tuple(goal.efforts.all()),
            pairs=tuple(filter(None, [evidence().of_local_goal(goal, user=user), *pairs])),
            links=tuple(filter(None, local_goal_links.all(goal))) if leads else (),
            events=timeline(
                goal,
                decisions=_decisions(goal, where=where, user=user),
                status_updates=updates,
                approvals=goal.approvals.defer("content").select_related("approved_by"),
                kept=list(kept),
                sees_drafts=sees_drafts,
            ),
            ways=ways,
            leads=leads,
            is_editable=leads and goal.is_open,
            takes_status=leads and goal.status == LocalGoalStatus.IN_PROGRESS,
            is_private=goal.status in (LocalGoalStatus.DRAFT, LocalGoalStatus.RETURNED),
        )

    @property
    def heading_of_events(self) -> str:
        """The newest decision, in a sentence."""
        newest = next((event for event in self.events if event.kind == "decision"), None)
        if newest is None:
            return _("Nothing has been decided yet")
        return _("%(status)s on %(day)s") % {
            "status": newest.what.get_to_status_display(),
            "day": date_format(timezone.localdate(newest.at), "DATE_FORMAT"),
        }

    @property
    def board_ways(self) -> tuple[OfferedTransition, ...]:
        return tuple(offered for offered in self.ways if Actor.BOARD in offered.way.actors)

    @property
    def decides_on_behalf(self) -> bool:
        return any(offered.is_on_behalf for offered in self.ways)


def _decisions(
    goal: LocalGoal, *, where: Whereabouts, user: Reader
) -> list[tuple[Decision, SlotPart | None]]:
    """The decisions with who made them and where; one query.

    told: the comment; what the board told the leaders when it returned the goal stays between them.
    """
    between_them = When(
        to_status=LocalGoalStatus.RETURNED, then=Value("", output_field=TextField())
    )
    hears = scope_of(user).hears_the_board_of(
        goal.institution_id, cluster_id=where.cluster.pk if where.cluster else None
    )
    decisions = goal.decisions.select_related("made_by").annotate(
        told=F("comment") if hears else Case(between_them, default=F("comment"))
    )
    return decided_at.first(decisions, user) or [(decision, None) for decision in decisions]
