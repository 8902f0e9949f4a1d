from dataclasses import dataclass
from typing import Self

from django.db.models import BooleanField, Case, ExpressionWrapper, F, Q, TextField, Value, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dashboards.local_goals.places import Whereabouts
from dashboards.local_goals.timeline import Event, timeline
from indicators.models import Indicator
from institutions.access import reach_of
from leadership.models import BasedOn
from meetings.models import AgendaItem, Meeting
from strategy.models import Effort, LocalGoal
from strategy.workflow import Actor, Move, Status


@dataclass(frozen=True, slots=True)
class OfferedMove:
    """A step this person may take. is_primary: the one the page is about now."""

    move: Move
    is_on_behalf: bool
    is_primary: bool

    @property
    def is_direct(self) -> bool:
        """Whether its button acts; else a page asks first."""
        return self.move.actor is Actor.LEADER and not self.move.needs_comment


@dataclass(frozen=True, slots=True)
class LocalGoalPage:
    """One local goal: its form, how it goes, what happened to it, and what this person may do.

    Fourteen queries beside the goal itself.
    """

    goal: LocalGoal
    where: Whereabouts
    efforts: tuple[Effort, ...]
    indicators: tuple[Indicator, ...]
    builds_on: tuple[BasedOn, ...]
    events: tuple[Event, ...]
    moves: tuple[OfferedMove, ...]
    leads: bool
    is_editable: bool
    takes_status: bool
    is_private: bool

    @classmethod
    def build(cls, goal: LocalGoal, *, user) -> Self:
        sees_drafts = reach_of(user).drafts.holds(goal.institution_id)
        updates = tuple(
            goal.status_updates.select_related("made_by").prefetch_related("attachments", "figures")
        )
        goal.progress = updates[0].progress if updates else None
        where = Whereabouts.of(goal.institution)
        kept = goal.kept_texts.visible_to(user).select_related("written_by")
        moves = tuple(
            OfferedMove(
                move,
                goal.is_on_behalf(user, move),
                is_primary=number == 0 and goal.status != Status.IN_PROGRESS,
            )
            for number, move in enumerate(goal.moves_for(user))
        )
        leads = goal.lets(user, Actor.LEADER)
        return cls(
            goal=goal,
            where=where,
            efforts=tuple(goal.efforts.all()),
            indicators=tuple(Indicator.objects.visible_to(user).filter(local_goals=goal)),
            builds_on=tuple(goal.based_on.select_related("effort", "commitment__cell__role")),
            events=timeline(
                goal,
                decisions=_decisions(goal, where=where, user=user),
                status_updates=updates,
                approvals=goal.approvals.defer("content").select_related("approved_by"),
                kept=list(kept),
                sees_drafts=sees_drafts,
            ),
            moves=moves,
            leads=leads,
            is_editable=leads and goal.is_open,
            takes_status=leads and goal.status == Status.IN_PROGRESS,
            is_private=goal.status in (Status.DRAFT, Status.RETURNED),
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
    def board_moves(self) -> tuple[OfferedMove, ...]:
        return tuple(offered for offered in self.moves if offered.move.actor is Actor.BOARD)

    @property
    def decides_on_behalf(self) -> bool:
        return any(offered.is_on_behalf for offered in self.moves)


def _decisions(goal: LocalGoal, *, where: Whereabouts, user):
    """The decisions with who made them and, where it was at one, the meeting; one query.

    is_meeting_readable, is_item_readable: whether the person may follow a link to it. told: the
    comment; what the board told the leaders when it returned the goal stays between them.
    """
    readable = Meeting.objects.visible_to(user).order_by().values("pk")
    items = AgendaItem.objects.visible_to(user).order_by().values("pk")
    between_them = When(to_status=Status.RETURNED, then=Value("", output_field=TextField()))
    hears = reach_of(user).hears_the_board_of(
        goal.institution_id, cluster_id=where.cluster.pk if where.cluster else None
    )
    return goal.decisions.select_related("made_by", "at_meeting__item__meeting__board").annotate(
        is_meeting_readable=ExpressionWrapper(
            Q(at_meeting__item__meeting__in=readable), output_field=BooleanField()
        ),
        is_item_readable=ExpressionWrapper(
            Q(at_meeting__item__in=items), output_field=BooleanField()
        ),
        told=F("comment") if hears else Case(between_them, default=F("comment")),
    )
