"""How complete a round of local goals is: who has sent what, and what is missing."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.collation import danish
from institutions.access import Reader, scope_of
from institutions.models import Institution
from institutions.models.places import InstitutionQuerySet
from institutions.remembering import rows_kept
from institutions.statements import rows_for
from strategy.common_goals import common_goals
from strategy.models import Goal, GoalRound, LocalGoal
from strategy.workflow import AGREED, UNFINISHED, LocalGoalStatus


@dataclass(frozen=True, slots=True)
class RoundCell:
    """What an institution has under one goal: its furthest local goal, or none.

    earlier: one of the years before, to carry over; only for whoever may do so.
    """

    goal: Goal
    local_goal: LocalGoal | None = None
    earlier: LocalGoal | None = None

    @property
    def is_missing(self) -> bool:
        """Whether the board still waits for it."""
        return self.local_goal is None or self.local_goal.status in UNFINISHED


@dataclass(frozen=True, slots=True)
class RoundRow:
    """An institution in a round. is_mine: the person writes its goals."""

    institution: Institution
    cells: tuple[RoundCell, ...]
    is_mine: bool = False

    @property
    def missing(self) -> tuple[RoundCell, ...]:
        return tuple(cell for cell in self.cells if cell.is_missing)

    @property
    def missing_text(self) -> str:
        """“mål 2 og 4”, as the page and the reminder say it."""
        numbers = [str(cell.goal.number) for cell in self.missing]
        if len(numbers) > 1:
            return _("goals %(some)s and %(last)s") % {
                "some": ", ".join(numbers[:-1]),
                "last": numbers[-1],
            }
        return _("goal %(number)s") % {"number": numbers[0]} if numbers else ""


@dataclass(frozen=True, slots=True)
class RoundPage:
    """A round as one person sees it; eight queries for any number of rounds.

    whole: how many institutions the round is for, those included that the person does not see.
    """

    round: GoalRound
    on: datetime.date
    goals: tuple[Goal, ...]
    rows: tuple[RoundRow, ...]
    may_remind: bool
    whole: int = 0

    @classmethod
    def build(cls, goal_round: GoalRound, *, user: Reader, on: datetime.date) -> Self:
        return cls.build_all([goal_round], user=user, on=on)[0]

    @classmethod
    def build_all(
        cls,
        rounds: Sequence[GoalRound],
        *,
        user: Reader,
        on: datetime.date,
        institutions: InstitutionQuerySet | None = None,
    ) -> tuple[Self, ...]:
        """The pages of several rounds. institutions: those to look at."""
        if not rounds:
            return ()
        in_force = [goal for _number, goal in sorted(common_goals().items())]
        asked = Institution.objects.visible_to(user) if institutions is None else institutions
        places = list(asked.open_on(on).order_by(danish("name"), "pk"))
        written = _written(user, places)
        reach = scope_of(user)
        is_all = reach.reads.everything or institutions is not None
        everywhere = [place.pk for place in places] if is_all else _open_everywhere(on)
        expected = {each.pk: _expected(each, everywhere) for each in rounds}
        return tuple(
            cls(
                goal_round,
                on,
                goals := tuple(goal_round.goals.all() or in_force),
                tuple(
                    _row(place, goals, written, goal_round, is_mine=reach.edits.holds(place.pk))
                    for place in places
                    if place.pk in expected[goal_round.pk]
                ),
                may_remind=reach.edits.everything,
                whole=len(expected[goal_round.pk]),
            )
            for goal_round in rounds
        )

    @property
    def is_part(self) -> bool:
        return len(self.rows) < self.whole

    @property
    def place(self) -> str:
        """What is counted here, as figures name it: a part of a round is not the round."""
        name = f"round:{self.round.pk}"
        return f"{name}, in part" if self.is_part else name

    @property
    def scope_words(self) -> str:
        """“Du ser 7 af 15 enheder”, or of a round that is seen whole “15 enheder”."""
        shown = len(self.rows)
        if self.is_part:
            return _("You see %(shown)s of %(whole)s institutions") % {
                "shown": shown,
                "whole": self.whole,
            }
        return ngettext("%(n)s institution", "%(n)s institutions", shown) % {"n": shown}

    @property
    def incomplete(self) -> tuple[RoundRow, ...]:
        return tuple(row for row in self.rows if row.missing)

    @property
    def complete(self) -> int:
        """How many institutions have sent all."""
        return len(self.rows) - len(self.incomplete)

    @property
    def figures(self) -> dict[str, int]:
        """What the finding counts, by name; of one institution it counts nothing."""
        several = len(self.rows) > 1
        return {"complete": self.complete, "units": len(self.rows)} if several else {}

    @property
    def is_overdue(self) -> bool:
        return bool(self.incomplete) and self.round.is_overdue(self.on)

    @property
    def finding(self) -> str:
        if len(self.rows) == 1:
            [row] = self.rows
            told = {"place": row.institution, "year": self.round.year}
            if not row.missing:
                return _("%(place)s has sent all its goals for %(year)s") % told
            told |= {"goals": row.missing_text, "deadline": self._deadline}
            return _("For %(year)s %(place)s lacks %(goals)s (deadline %(deadline)s)") % told
        done = self.complete
        return ngettext(
            "For %(year)s %(done)s of %(count)s institution has sent all its goals",
            "For %(year)s %(done)s of %(count)s institutions have sent all their goals",
            len(self.rows),
        ) % {"done": done, "count": len(self.rows), "year": self.round.year}

    @property
    def _deadline(self) -> str:
        """The deadline in running text; its year only when it is not this one."""
        day = self.round.deadline_on
        return date_format(day, "MONTH_DAY_FORMAT" if day.year == self.on.year else "DATE_FORMAT")

    @property
    def deadline_text(self) -> str:
        day = {"day": date_format(self.round.deadline_on, "DATE_FORMAT")}
        if self.is_overdue:
            return _("The deadline was %(day)s.") % day
        return _("The deadline is %(day)s.") % day


def open_rounds(
    user: Reader, *, on: datetime.date, institutions: InstitutionQuerySet | None = None
) -> tuple[RoundPage, ...]:
    """The rounds under way that expect something of these institutions."""
    rounds = _open_rounds(on) if scope_of(user).reads else ()
    pages = RoundPage.build_all(rounds, user=user, on=on, institutions=institutions)
    return tuple(page for page in pages if page.rows)


def _written(user: Reader, places: Sequence[Institution]) -> dict[tuple[int, int], list[LocalGoal]]:
    """(institution, number of the strategic goal) → what the person may see, the newest first."""
    goals = rows_for(
        lambda reader, keys: (
            LocalGoal.objects.visible_to(reader)
            .alive()
            .filter(institution__in=keys)
            .select_related("goal")
            .order_by("-created_at", "-pk")
        ),
        *("written in rounds",),
        reader=user,
        keys=[place.pk for place in places],
    )
    found: dict[tuple[int, int], list[LocalGoal]] = defaultdict(list)
    for goal in goals:
        found[goal.institution_id or 0, goal.goal.number].append(goal)
    return found


def _open_rounds(on: datetime.date) -> tuple[GoalRound, ...]:
    """With what they are for; the same for all who see any."""
    rounds = GoalRound.objects.open_on(on).prefetch_related("goals", "institutions")
    return rows_kept(lambda: rounds, "open rounds", on)


def open_round_of(goal: LocalGoal, *, on: datetime.date) -> GoalRound | None:
    """The open round a goal of an institution may still be sent in, the nearest deadline first."""
    if goal.institution_id is None:
        return None
    here = [goal.institution_id]
    still = (
        row
        for row in _open_rounds(on)
        if row.deadline_on >= on
        and _expected(row, here)
        and goal.goal in (row.goals.all() or [goal.goal])
    )
    return min(still, key=lambda row: (row.deadline_on, row.pk), default=None)


def _open_everywhere(on: datetime.date) -> tuple[int, ...]:
    """The ids of all institutions of the day."""
    return rows_kept(
        lambda: Institution.objects.open_on(on).values_list("pk", flat=True), "open places", on
    )


def _expected(goal_round: GoalRound, places: Iterable[int]) -> set[int]:
    """The ids of those of the places that the round is for."""
    chosen = {institution.pk for institution in goal_round.institutions.all()}
    return chosen.intersection(places) if chosen else set(places)


def _row(
    place: Institution,
    goals: Sequence[Goal],
    written: Mapping[tuple[int, int], list[LocalGoal]],
    goal_round: GoalRound,
    *,
    is_mine: bool,
) -> RoundRow:
    cells = []
    for goal in goals:
        of_goal = written[place.pk, goal.number]
        counting = [row for row in of_goal if row.counts_since(goal_round.opens_on)]
        earlier = [row for row in of_goal if row not in counting and row.status in AGREED]
        cells.append(
            RoundCell(
                goal,
                max(
                    counting,
                    key=lambda row: _FURTHEST.index(LocalGoalStatus(row.status)),
                    default=None,
                ),
                earlier[0] if earlier and is_mine and not counting else None,
            )
        )
    return RoundRow(place, tuple(cells), is_mine)


_FURTHEST = [
    *(
        LocalGoalStatus.DISCONTINUED,
        LocalGoalStatus.EVALUATED,
        LocalGoalStatus.DRAFT,
        LocalGoalStatus.RETURNED,
    ),
    *(LocalGoalStatus.SENT, LocalGoalStatus.ADOPTED, LocalGoalStatus.IN_PROGRESS),
]
