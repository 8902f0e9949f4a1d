"""Hearings on the pages of the texts they are about."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.slots import SlotPart
from hearings.models import Hearing
from hearings.workflow import ANSWERABLE, HearingStage
from institutions.access import Reader
from leadership.models import DevelopmentPlan
from leadership.slots import plan_hearings
from leadership.workflow import PlanStage
from strategy import slots
from strategy.models import LocalGoal, Strategy


@dataclass(frozen=True, slots=True)
class HearingsOf:
    """The hearings of a text that a reader sees. may_begin: whether they may begin another."""

    subject: str
    hearings: tuple[Hearing, ...]
    may_begin: bool


def fill_slots() -> None:
    """Called when the app is ready."""
    slots.strategy_hearings.fill("hearings", of_strategy)
    slots.strategy_held.fill("hearings", why_held)
    slots.local_goal_links.fill("hearings", link_to_begin)
    slots.local_goal_notes.fill("hearings", what_is_in_hearing)
    plan_hearings.fill("hearings", of_plan)


def why_held(strategy: Strategy) -> list[str]:
    """A text that has been in hearing stays: what was answered hangs on it."""
    heard = Hearing.objects.filter(strategy=strategy).exclude(stage=HearingStage.DRAFT)
    return [_("It has been sent to hearing.")] if heard.exists() else []


def link_to_begin(goal: LocalGoal) -> SlotPart | None:
    """For those who lead an institution's goal: its goals are heard together."""
    return SlotPart("hearings/_local_goal_link.html", goal) if goal.institution_id else None


def what_is_in_hearing(goal: LocalGoal) -> list[str]:
    """The hearings that await answers about the goal, a sentence each; one query."""
    awaiting = Hearing.objects.filter(strategy=None, plan=None, stage__in=ANSWERABLE)
    sentence = _(
        "The goal is in hearing until %(day)s: “%(hearing)s”. What the receivers read stands as it"
        " was sent, whatever you do now."
    )
    return [
        sentence % {"hearing": one, "day": date_format(one.deadline_on, "DATE_FORMAT")}
        for one in awaiting
        if one.holds(goal)
    ]


def of_strategy(strategy: Strategy, user: Reader) -> SlotPart | None:
    """None where there is neither a hearing nor a way to one; two queries."""
    mine = Strategy.objects.editable_by(user).exclude(stage=Strategy.Stage.CLOSED)
    may_begin = mine.filter(pk=strategy.pk).exists()
    found = Hearing.objects.visible_to(user).filter(strategy=strategy)
    return _part(f"strategi-{strategy.pk}", found, may_begin=may_begin)


def of_plan(plan: DevelopmentPlan, user: Reader) -> SlotPart | None:
    """As of a strategy; those who write the plan send it to hearing."""
    mine = DevelopmentPlan.objects.editable_by(user).exclude(stage=PlanStage.CLOSED)
    may_begin = mine.filter(pk=plan.pk).exists()
    found = Hearing.objects.visible_to(user).filter(plan=plan)
    return _part(f"plan-{plan.pk}", found, may_begin=may_begin)


def _part(subject: str, hearings: Iterable[Hearing], *, may_begin: bool) -> SlotPart | None:
    found = tuple(hearings)
    if not (found or may_begin):
        return None
    return SlotPart("hearings/_hearings_of.html", HearingsOf(subject, found, may_begin))
