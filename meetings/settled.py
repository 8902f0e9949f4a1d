"""What stands on an agenda and awaits the board no longer: what became of it, and when."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from strategy.models import Decision, LocalGoal
from strategy.workflow import LocalGoalStatus

if TYPE_CHECKING:
    from meetings.models import AgendaItem, Meeting


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a goal under another item than the one it stands under, or at no meeting."""

    decision: Decision

    @property
    def goal(self) -> LocalGoal:
        return self.decision.local_goal

    @property
    def words(self) -> str:
        """“Vedtaget 28. november 2026”."""
        to = LocalGoalStatus(self.decision.to_status)
        status = _("Withdrawn") if to == LocalGoalStatus.DRAFT else to.label
        return _("%(status)s %(date)s") % {"status": status, "date": self.day}

    @property
    def words_for_others(self) -> str:
        """What may be said of it where a returned goal is between the board and the leaders."""
        return _("Settled %(date)s") % {"date": self.day}

    @property
    def day(self) -> str:
        return date_format(timezone.localdate(self.decision.made_at), "DATE_FORMAT")

    @property
    def name(self) -> str:
        """“Solsikken, mål 2”."""
        return self.goal.name


@dataclass(frozen=True, slots=True)
class OnTheTable:
    """What still awaits a board under items of an agenda, and what does not; three queries at most.

    links: (item id, goal id) of every local goal that an item is about. settled: item id → goals
    that had been settled elsewhere. nothing: ids of items that leave nothing to decide: all their
    local goals have been settled elsewhere, or the minutes have been approved.
    """

    links: tuple[tuple[int, int], ...] = ()
    settled: dict[int, tuple[Settled, ...]] = field(default_factory=dict)
    nothing: frozenset[int] = frozenset()

    @classmethod
    def of(cls, meeting: "Meeting", items: Sequence["AgendaItem"]) -> Self:
        """Of a meeting that is over, as it was by its day: what came later is not told of it."""
        ids = [item.pk for item in items]
        links = meeting.items.filter(pk__in=ids).links() if ids else []
        settled = _settled(links, until=meeting.held_on if meeting.is_over else None)
        goals = Counter(item for item, _goal in links)
        nothing = {item for item, told in settled.items() if len(told) == goals[item]}
        return cls(tuple(links), settled, frozenset(nothing | _approved_elsewhere(meeting, items)))


def _settled(
    links: Sequence[tuple[int, int]], *, until: datetime.date | None
) -> dict[int, tuple[Settled, ...]]:
    """Item id → goals linked to it that had been settled elsewhere."""
    if not links:
        return {}
    moves = _moves({goal for _item, goal in links}, until=until)
    found: dict[int, list[Settled]] = defaultdict(list)
    for item, goal in links:
        newest = _settling(moves[goal])
        if newest is not None and _item_of(newest) != item:
            found[item].append(Settled(newest))
    return {item: tuple(settled) for item, settled in found.items()}


def _approved_elsewhere(meeting: "Meeting", items: Sequence["AgendaItem"]) -> set[int]:
    """The items about minutes that a chair has approved, or another meeting."""
    about = [item.pk for item in items if item.minutes_of_id]
    if not about:
        return set()
    approved = meeting.items.filter(pk__in=about).approved_elsewhere()
    return set(approved.order_by().values_list("pk", flat=True))


def _moves(goals: set[int], *, until: datetime.date | None) -> dict[int, list[Decision]]:
    """The moves of goals, the newest first."""
    made = Decision.objects.filter(local_goal__in=goals).order_by("-made_at", "-pk")
    found: dict[int, list[Decision]] = defaultdict(list)
    for decision in made.select_related(
        "local_goal__institution", "local_goal__cluster", "local_goal__goal", "at_meeting__item"
    ):
        if until is None or timezone.localdate(decision.made_at) <= until:
            found[decision.local_goal_id].append(decision)
    return found


def _settling(moves: Sequence[Decision]) -> Decision | None:
    """What took the goal from the board's table, unless it lies there (again)."""
    if not moves or moves[0].to_status == LocalGoalStatus.SENT:
        return None
    return next((move for move in moves if move.from_status == LocalGoalStatus.SENT), None)


def _item_of(decision: Decision) -> int | None:
    at = getattr(decision, "at_meeting", None)
    return at.item_id if at else None
