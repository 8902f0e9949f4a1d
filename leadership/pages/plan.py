"""The page of a team's development plan."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from config.phrases import number
from config.slots import SlotPart
from institutions.access import Reader
from leadership.models import (
    Action,
    Agreement,
    DevelopmentPlan,
    FocusArea,
    PlanFollowUp,
    Team,
)
from leadership.pages.gaps import GapRow, Gaps
from leadership.pages.team import gaps_of, may_write
from leadership.slots import plan_hearings
from leadership.workflow import PlanStage
from lifecycle import Transition
from strategy.workflow import Progress


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action and how it goes: past its deadline it is not achieved, whatever was said."""

    action: Action
    mark: str
    word: str


@dataclass(frozen=True, slots=True)
class FocusRow:
    """An area of effort with its actions and what it supports."""

    focus: FocusArea
    actions: tuple[ActionRow, ...]
    gap: GapRow | None

    @property
    def distance(self) -> str:
        """“Afstand 2 (fra 2 til 4).”"""
        gap = self.gap
        if gap is None or gap.now is None or gap.wanted is None:
            return ""
        if gap.now.low != gap.now.high or gap.wanted.low != gap.wanted.high:
            return _("From %(now)s to %(wanted)s.") % {"now": gap.now, "wanted": gap.wanted}
        return _("Distance %(gap)s (from %(now)s to %(wanted)s).") % {
            "gap": f"{gap.gap.normalize():f}".replace(".", ","),
            "now": gap.now,
            "wanted": gap.wanted,
        }


@dataclass(frozen=True, slots=True)
class DevelopmentPlanPage:
    """A plan: the joint picture, areas of effort, actions, the agreement, follow-ups.

    Some twenty queries, however much it holds.
    """

    plan: DevelopmentPlan
    team: Team
    gaps: Gaps | None
    focuses: tuple[FocusRow, ...]
    follow_ups: tuple[PlanFollowUp, ...]
    agreements: tuple[Agreement, ...]
    ways: tuple[Transition[Any], ...]
    leaders: int
    may_edit: bool
    on: datetime.date
    hearings: SlotPart | None

    @classmethod
    def build(cls, plan: DevelopmentPlan, *, user: Reader, on: datetime.date) -> Self:
        focuses = list(
            plan.focuses.select_related("area").prefetch_related(
                "actions",
                "goals",
                "indicators",
                "commitments__cell",
                "chapters__base",
                "chapters__profile",
            )
        )
        gaps = None
        if plan.mapping is not None and plan.mapping.closed_on is not None:
            groups = list(plan.mapping.profile.groups.prefetch_related("areas"))
            gaps = gaps_of(plan.mapping, groups, chosen=[focus.area_id for focus in focuses])
        by_area = {row.area.pk: row for row in gaps.rows} if gaps else {}
        signers = ("team_signed_by", "head_signed_by", "ended_by")
        return cls(
            plan=plan,
            team=plan.team,
            gaps=gaps if gaps and not gaps.is_empty else None,
            focuses=tuple(_focus(focus, by_area, on=on) for focus in focuses),
            follow_ups=tuple(plan.follow_ups.select_related("written_by")),
            agreements=tuple(plan.agreements.select_related(*signers)),
            ways=plan.transitions_for(user),
            leaders=plan.team.members(on).count(),
            may_edit=may_write(plan.team, user),
            on=on,
            hearings=plan_hearings.first(plan, user),
        )

    @property
    def may_write(self) -> bool:
        """Whether the person may change what is to be agreed on."""
        return self.may_edit and self.plan.is_open

    @property
    def is_agreed(self) -> bool:
        return self.plan.stage == PlanStage.AGREED

    @property
    def actions(self) -> Iterator[ActionRow]:
        return (row for focus in self.focuses for row in focus.actions)

    @property
    def agreement(self) -> Agreement | None:
        """The one in force, or that waits for the head of area."""
        return next((row for row in self.agreements if not row.ended_with), None)

    @property
    def next_follow_up(self) -> PlanFollowUp | None:
        return next((row for row in self.follow_ups if row.held_on is None), None)

    @property
    def takes_follow_up(self) -> bool:
        """The head of area, too, writes what was seen: whoever reads the plan is one of the two."""
        return self.is_agreed and self.next_follow_up is not None

    @property
    def lead(self) -> str:
        sentences = {
            PlanStage.DRAFT: _("The team is writing the plan."),
            PlanStage.PROPOSED: _("The team has signed the plan. It waits for the head of area."),
            PlanStage.AGREED: _("Team and head of area have agreed on the plan."),
            PlanStage.CLOSED: _("The year has been reviewed, and the plan is closed."),
        }
        return sentences[PlanStage(self.plan.stage)]

    @property
    def focus_heading(self) -> str:
        names = [row.focus.name for row in self.focuses]
        if not names:
            return _("No areas of effort have been chosen yet")
        words = {"names": _listed(names), "year": self.plan.year}
        return (
            ngettext(
                "%(names)s is chosen for %(year)s", "%(names)s are chosen for %(year)s", len(names)
            )
            % words
        )

    @property
    def place(self) -> str:
        """What is counted here, as figures name it."""
        return f"development-plan:{self.plan.pk}"

    @property
    def gap_figures(self) -> dict[str, int]:
        """What the finding of the joint picture counts."""
        return {"furthest": self.gaps.furthest} if self.gaps and self.gaps.furthest else {}

    @property
    def action_figures(self) -> dict[str, int]:
        """What the heading of the actions counts."""
        marks = [row.mark for row in self.actions]
        told = {"done": marks.count("reached"), "actions": len(marks)}
        late = marks.count("missed")
        return (told | ({"overdue": late} if late else {})) if marks else {}

    @property
    def actions_heading(self) -> str:
        counted = self.action_figures
        if not counted:
            return _("Nothing has been agreed yet")
        told = ngettext(
            "%(reached)s of %(count)s action is done",
            "%(reached)s of %(count)s actions are done",
            counted["actions"],
        ) % {
            "reached": capfirst(number(counted["done"])),
            "count": number(counted["actions"]),
        }
        late = counted.get("overdue", 0)
        if not late:
            return told
        overdue = ngettext(
            "%(count)s is past its deadline", "%(count)s are past their deadline", late
        ) % {"count": number(late)}
        return _("%(told)s, and %(overdue)s") % {"told": told, "overdue": overdue}

    @property
    def follow_up_heading(self) -> str:
        waiting = self.next_follow_up
        if waiting is None:
            if self.follow_ups:
                return _("The plan has been followed up as agreed")
            return _("No days to follow up on yet")
        words = {"day": date_format(waiting.planned_on, "DATE_FORMAT")}
        if self.is_agreed and waiting.planned_on < self.on:
            return _("The plan should have been followed up on %(day)s") % words
        return _("The plan is looked at again on %(day)s") % words


def _focus(focus: FocusArea, by_area: dict[int, GapRow], *, on: datetime.date) -> FocusRow:
    return FocusRow(
        focus,
        tuple(_action(action, on=on) for action in focus.actions.all()),
        by_area.get(focus.area_id) if focus.area_id else None,
    )


def _action(action: Action, *, on: datetime.date) -> ActionRow:
    mark = "missed" if action.is_overdue(on) else action.progress
    return ActionRow(action, mark, str(Progress(mark).label))


def _listed(names: list[str]) -> str:
    """“A, b og c”: names inside a sentence, where an abbreviation keeps its capitals."""
    names = [
        names[0],
        *(name[:1].lower() + name[1:] if name[1:2].islower() else name for name in names[1:]),
    ]
    if len(names) == 1:
        return names[0]
    both = {"some": ", ".join(names[:-1]), "last": names[-1]}
    return pgettext("a list", "%(some)s and %(last)s") % both
