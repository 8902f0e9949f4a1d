from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from django.db.models import Case, F, TextField, Value, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.slots import SlotPart
from institutions.access import Reader, scope_of
from institutions.editions import ANYBODY
from institutions.remembering import RememberedParts, remembered_property
from institutions.statements import rows_for
from lifecycle import Transition
from strategy.leave import no_board
from strategy.models import Approval, Decision, Effort, KeptText, LocalGoal, StatusUpdate
from strategy.pages.local_goals.figures import OwnFigures
from strategy.pages.local_goals.learning import Learning
from strategy.pages.local_goals.places import Whereabouts
from strategy.pages.local_goals.timeline import (
    Event,
    newest_first,
    timeline,
    told,
    with_figures,
)
from strategy.slots import (
    decided_at,
    evidence,
    local_goal_asked,
    local_goal_links,
    local_goal_on_agenda,
    local_goal_pairs,
    notes_on,
)
from strategy.workflow import LOCAL_GOAL_LIFE, Actor, LocalGoalStatus


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


class LocalGoalPage(RememberedParts):
    """One local goal: its form, how it goes, what happened to it, and what this person may do.

    Each part is worked out when it is asked for, and kept for itself: a status update leaves what
    was decided and changed as it was. In eighteen queries beside the goal itself.
    """

    def __init__(self, goal: LocalGoal, *, reader: Reader) -> None:
        super().__init__(goal.pk, reader=reader)
        self.goal = copy(goal)  # a page writes on it how it goes; what is remembered is everybody's

    @classmethod
    def build(cls, goal: LocalGoal, *, user: Reader) -> Self:
        return cls(goal, reader=user)

    @remembered_property
    def where(self) -> Whereabouts:
        return Whereabouts.of_goal(self.goal)

    @remembered_property
    def efforts(self) -> tuple[Effort, ...]:
        found = rows_for(
            lambda _reader, keys: Effort.objects.filter(local_goal__in=keys),
            *("efforts of",),
            reader=ANYBODY,
            keys=(self.goal.pk,),
        )
        for effort in found:
            effort.local_goal = self.goal
        return tuple(found)

    @remembered_property
    def figures(self) -> OwnFigures:
        """What its own measurement has said, as far as this person may see it."""
        return OwnFigures.of(self.goal, user=self.reader)

    @remembered_property
    def learning(self) -> Learning:
        """What was learned, loop by loop."""
        return Learning.of(self.goal, user=self.reader)

    @property
    def pairs(self) -> tuple[SlotPart, ...]:
        measured = evidence().of_local_goal(self.goal, user=self.reader)
        return tuple(filter(None, [measured, *local_goal_pairs.all(self.goal)]))

    @property
    def links(self) -> tuple[SlotPart, ...]:
        return tuple(filter(None, local_goal_links.all(self.goal))) if self.leads else ()

    @property
    def notes(self) -> list[str]:
        """What to know before it is moved or written in, for those who do."""
        return notes_on(self.goal) if self.leads and self.goal.is_open else []

    @property
    def asked(self) -> SlotPart | None:
        return local_goal_asked.first(self.goal, self.reader)

    @remembered_property
    def _status_updates(self) -> tuple[StatusUpdate, ...]:
        """The newest first."""
        return tuple(
            rows_for(
                lambda _reader, keys: StatusUpdate.objects.filter(
                    local_goal__in=keys
                ).select_related("made_by"),
                *("status updates",),
                reader=ANYBODY,
                keys=(self.goal.pk,),
            )
        )

    @property
    def mark(self) -> str:
        """How it goes."""
        self.goal.progress = self._status_updates[0].progress if self._status_updates else None
        return self.goal.mark

    @property
    def _sees_drafts(self) -> bool:
        return self.goal.is_within(scope_of(self.reader).drafts)

    @remembered_property
    def _other_events(self) -> tuple[Event, ...]:
        kept = rows_for(
            lambda reader, keys: (
                KeptText.objects.visible_to(reader)
                .filter(local_goal__in=keys)
                .select_related("written_by")
            ),
            *("texts kept of",),
            reader=self.reader,
            keys=(self.goal.pk,),
        )
        for text in kept:
            text.local_goal = self.goal
        approvals = rows_for(
            lambda _reader, keys: (
                Approval.objects.filter(local_goals__in=keys)
                .defer("content", "pdf")
                .select_related("approved_by")
            ),
            *("approvals of",),
            reader=ANYBODY,
            keys=(self.goal.pk,),
        )
        return timeline(
            self.goal,
            decisions=decisions_of(self.goal, where=self.where, user=self.reader),
            approvals=approvals,
            kept=kept,
            sees_drafts=self._sees_drafts,
        )

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that happened, newest first."""
        every = newest_first(told(self._status_updates), self._other_events)
        return tuple(with_figures(every, self.figures.rows))

    @cached_property
    def ways(self) -> tuple[OfferedTransition, ...]:
        return tuple(
            OfferedTransition(
                way,
                self.goal.is_on_behalf(self.reader, way),
                is_primary=number == 0 and self.goal.status != LocalGoalStatus.IN_PROGRESS,
            )
            for number, way in enumerate(self.goal.transitions_for(self.reader))
        )

    @property
    def leads(self) -> bool:
        return self.goal.lets(self.reader, Actor.LEADER)

    @property
    def is_editable(self) -> bool:
        return self.leads and self.goal.is_open

    @property
    def takes_status(self) -> bool:
        return self.leads and self.goal.status == LocalGoalStatus.IN_PROGRESS

    @property
    def may_carry_over(self) -> bool:
        """Whether the leader may begin the next year's goal with it; no round is needed."""
        return self.leads and self.goal.status == LocalGoalStatus.EVALUATED

    @property
    def may_learn_from(self) -> bool:
        """Whether it is an example to somebody who writes goals elsewhere."""
        return self.goal.is_shared and not self.leads and bool(scope_of(self.reader).edits)

    @property
    def is_private(self) -> bool:
        return self.goal.status in (LocalGoalStatus.DRAFT, LocalGoalStatus.RETURNED)

    @property
    def heading_of_events(self) -> str:
        """The newest decision, in a sentence."""
        decided = (event for event in self._other_events if event.kind == "decision")
        newest = next(decided, None)
        if newest is None:
            return _("Nothing has been decided yet")
        return _("%(status)s on %(day)s") % {
            "status": newest.what.get_to_status_display(),
            "day": date_format(timezone.localdate(newest.at), "DATE_FORMAT"),
        }

    @property
    def board_ways(self) -> tuple[OfferedTransition, ...]:
        return tuple(offered for offered in self.ways if Actor.BOARD in offered.way.actors)

    @cached_property
    def on_agenda(self) -> SlotPart | None:
        """The coming meeting that has it on its agenda, for those who could decide before that."""
        awaits = self.goal.status == LocalGoalStatus.SENT and self.board_ways
        return local_goal_on_agenda.first(self.goal, self.reader) if awaits else None

    @cached_property
    def needs_leave(self) -> bool:
        """Whether the person would adopt it for a board that has not let them."""
        way = LOCAL_GOAL_LIFE.find(self.goal.status, LocalGoalStatus.ADOPTED)
        return way is not None and self.goal.needs_leave(self.reader, way)

    @property
    def lets_leaders(self) -> bool:
        """Whether the person may let its leaders adopt it, while it awaits the board."""
        chairs = scope_of(self.reader).chairs_a_board and self.goal.lets(self.reader, Actor.BOARD)
        return chairs and self.goal.status == LocalGoalStatus.SENT

    @cached_property
    def no_board(self) -> str:
        """What is to be known where nobody decides on the goal, for those it concerns."""
        way = LOCAL_GOAL_LIFE.find(self.goal.status, LocalGoalStatus.ADOPTED)
        concerns = way and (self.leads or self.goal.stands_in(self.reader, way))
        return no_board(self.goal) if concerns else ""

    @property
    def may_adopt_on_behalf(self) -> bool:
        """Whether the board has let the person adopt it."""
        to = LocalGoalStatus.ADOPTED
        return any(row.is_on_behalf and row.way.to == to for row in self.board_ways)

    @property
    def decides_on_behalf(self) -> bool:
        return any(offered.is_on_behalf for offered in self.ways)


def decisions_of(
    goal: LocalGoal, *, where: Whereabouts, user: Reader
) -> list[tuple[Decision, SlotPart | None]]:
    """The decisions with who made them and where; one query.

    told: the comment; what the board told the leaders when it returned the goal stays between them.
    """
    between_them = When(
        to_status=LocalGoalStatus.RETURNED, then=Value("", output_field=TextField())
    )
    hears = goal.is_within(scope_of(user).drafts) or scope_of(user).hears_the_board_of(
        goal.institution_id or 0, cluster_id=where.cluster.pk if where.cluster else None
    )
    decisions = goal.decisions.select_related("made_by").annotate(
        told=F("comment") if hears else Case(between_them, default=F("comment"))
    )
    return decided_at.first(decisions, user) or [(decision, None) for decision in decisions]
