"""What floors above add to the pages and forms of goals and local goals, and to reports."""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

from django.db.models import BigIntegerField, QuerySet, Value

from config.slots import Slot, SlotPart
from institutions.access import Reader
from institutions.models import Institution
from strategy.models import (
    Approval,
    Decision,
    Goal,
    LocalGoal,
    Statement,
    StatusReport,
    StatusUpdate,
    Strategy,
)
from strategy.querysets import LocalGoalQuerySet


class GoalEvidence:
    """What goals are measured by: rows that local goals can be tied to, and their figures.

    As it stands here nothing is measured; the floor that measures fills it with what is.
    """

    def of_goal(self, goal: Goal, *, user: Reader) -> SlotPart | None:
        """How the goal is measured, for its page."""
        return None

    def measures(self, goal: Goal, *, user: Reader) -> bool:
        """Whether there is anything to read in `of_goal`."""
        return False

    def in_words(self, goals: Iterable[Goal]) -> Mapping[int, list[str]]:
        """Goal → what it is measured by, a line each, as it can be kept."""
        return {}

    def of_local_goal(self, goal: LocalGoal, *, user: Reader) -> SlotPart | None:
        """A pair of the list on the local goal's page."""
        return None

    def of_institution(self, institution: Institution, *, user: Reader) -> SlotPart | None:
        """The unit's own newest figures, beside the form."""
        return None

    def offered(self, goal: LocalGoal, *, user: Reader) -> QuerySet[Any]:
        """What the local goal may be tied to, those it is tied to included."""
        return self.tied(goal)

    def tied(self, goal: LocalGoal) -> QuerySet[Any]:
        """What the local goal is tied to."""
        return Goal.objects.none()

    def with_each_tie(self, goals: LocalGoalQuerySet) -> LocalGoalQuerySet:
        """A row for each thing a goal is tied to, with its key as `tie`; one without any."""
        return goals.annotate(tie=Value(None, output_field=BigIntegerField()))

    def tie(self, goal: LocalGoal, *, more: Collection[Any], fewer: Collection[Any]) -> None:
        """Tie it to some, and to some no longer."""

    def names(self, keys: Iterable[int]) -> dict[int, str]:
        """Key → the name of what can be tied."""
        return {}

    def to_take_down(self, goal: LocalGoal, *, user: Reader) -> QuerySet[Any]:
        """Of what it is tied to: that whose figures can stand in a status update."""
        return self.tied(goal)

    def take_down(
        self, update: StatusUpdate, chosen: Collection[Any], *, on: datetime.date
    ) -> None:
        """Keep their figures with the status update, as they are on the day."""

    def taken_down(self, updates: Iterable[StatusUpdate]) -> Mapping[int, SlotPart]:
        """Status update's key → the figures that were kept with it; one query."""
        return {}


class Undertow(Protocol):
    """What goes along with efforts that are deleted from a form."""

    @property
    def warning(self) -> SlotPart | None:
        """What to know before one writes."""

    def told(self, goal: LocalGoal) -> list[str]:
        """Sentences about what went along with what was written."""


#: The one floor that measures.
measured_with: Slot[[], GoalEvidence] = Slot("measured_with")


def evidence() -> GoalEvidence:
    """What goals are measured by."""
    return measured_with.first() or GoalEvidence()


#: More pairs of the list on a local goal's page; links under it, for those who lead it; what to
#: know before it is moved or written in.
local_goal_pairs: Slot[[LocalGoal], SlotPart | None] = Slot("local_goal_pairs")
local_goal_links: Slot[[LocalGoal], SlotPart | None] = Slot("local_goal_links")
local_goal_notes: Slot[[LocalGoal], list[str]] = Slot("local_goal_notes")


def notes_on(goal: LocalGoal) -> list[str]:
    """What to know before a local goal is moved or written in, a sentence each."""
    return [sentence for told in local_goal_notes.all(goal) for sentence in told]


#: Beside each board's newest assessment of a goal, by cluster (id): what meetings tell of it. Given
#: are the goal, the day of each assessment, and the day on which it is told.
goal_followed: Slot[
    [Goal, Mapping[int, datetime.date], Reader, datetime.date], Mapping[int, SlotPart]
] = Slot("goal_followed")

#: Who works for a statement of a cluster's vision, for its page: pairs of the list.
statement_pairs: Slot[[Statement, Reader], SlotPart | None] = Slot("statement_pairs")

#: What members of boards ask about a goal that awaits them.
local_goal_asked: Slot[[LocalGoal, Reader], SlotPart | None] = Slot("local_goal_asked")

#: The coming meeting that has it on its agenda, beside the buttons that decide on it.
local_goal_on_agenda: Slot[[LocalGoal, Reader], SlotPart | None] = Slot("local goal on an agenda")

#: What else happened to a local goal, for those who see drafts: events of its timeline.
local_goal_events: Slot[[LocalGoal], Iterable[Any]] = Slot("local_goal_events")

#: What goes along when a theme is copied to another strategy: (the one copied, the new one).
theme_copied: Slot[[Goal, Goal], None] = Slot("theme_copied")

#: Why a theme cannot be taken out: a sentence each, empty when it can.
theme_held: Slot[[Goal], list[str]] = Slot("theme_held")

#: The decisions with where each was made.
decided_at: Slot[[QuerySet[Decision], Reader], list[tuple[Decision, SlotPart | None]]] = Slot(
    "decided_at"
)

#: Of decisions, those that were made at no meeting.
between_meetings: Slot[[QuerySet[Decision]], QuerySet[Decision]] = Slot("between meetings")

#: The meeting at which each of these was approved (id of the approval → what tells it).
approved_at: Slot[[Sequence[Approval], Reader], Mapping[int, SlotPart]] = Slot("approved_at")

#: At which meeting it may have been decided: what can be chosen while approving, with its name and
#: day; and what notes the one that was.
meetings_to_choose: Slot[[Reader], list[tuple[int, str, datetime.date]]] = Slot(
    "meetings to choose"
)
note_meeting: Slot[[Approval, int], None] = Slot("the meeting of an approval")

#: What may be done with an approval, on its page.
approval_links: Slot[[Approval, Reader], SlotPart | None] = Slot("approval_links")

#: The hearings of a strategy, and the way to one.
strategy_hearings: Slot[[Strategy, Reader], SlotPart | None] = Slot("hearings of a strategy")

#: Why a draft of a strategy cannot be thrown away: a sentence each, empty when it can.
strategy_held: Slot[[Strategy], list[str]] = Slot("strategy_held")

#: What a status report says on a day, figures and all, in Danish and as it is kept.
facts_of_report: Slot[[StatusReport, datetime.date], dict[str, Any]] = Slot("facts of a report")

#: Asked before a form is saved.
undertow: Slot[[LocalGoal], Undertow] = Slot("undertow")
