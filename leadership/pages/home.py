"""The way into leadership: the teams within reach, and how far each has come."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import number
from institutions.access import Reader, Scope, scope_of
from institutions.models import Cluster, Institution, Ownership, Placement
from leadership.models import DevelopmentPlan, FocusArea, MappingRound, PlanFollowUp, Profile, Team
from leadership.workflow import PlanStage


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A place whose leaders are, or could be, a team: its newest mapping and plan.

    overdue: what somebody should have done by now, in sentences.
    """

    place: Cluster | Institution
    team: Team | None
    mapping: MappingRound | None
    plan: DevelopmentPlan | None
    follow_up: PlanFollowUp | None
    may_begin: bool
    on: datetime.date
    agreed_on: datetime.date | None = None
    overdue: tuple[str, ...] = ()

    @property
    def mapping_in_words(self) -> str:
        mapping = self.mapping
        if mapping is None:
            return _("No mapping yet")
        words = {"year": mapping.year, "day": date_format(mapping.closes_on, "DATE_FORMAT")}
        if mapping.closed_on is not None:
            words["day"] = date_format(mapping.closed_on, "DATE_FORMAT")
            return _("Mapping of %(year)s: closed %(day)s") % words
        if mapping.takes_answers(self.on):
            return _("Mapping of %(year)s: open until %(day)s") % words
        return _("The mapping of %(year)s is to be closed") % words

    @property
    def kind(self) -> str:
        return "cluster" if isinstance(self.place, Cluster) else "institution"

    @property
    def is_overdue(self) -> bool:
        """Whether somebody should have followed up by now."""
        return self.follow_up is not None and self.follow_up.planned_on < self.on

    @property
    def is_obliged(self) -> bool:
        """A municipal team works with the profile; an independent one chooses."""
        return self.place.ownership == Ownership.MUNICIPAL


@dataclass(frozen=True, slots=True)
class LeadershipHome:
    """Profiles and teams, and how the teams are followed up; ten queries.

    rows None: the person has nothing to do with teams.
    """

    profiles: tuple[Profile, ...]
    rows: tuple[TeamRow, ...] | None
    on: datetime.date

    @classmethod
    def build(cls, *, user: Reader, on: datetime.date) -> Self:
        reach = scope_of(user)
        profiles = tuple(Profile.objects.visible_to(user).in_use())
        if not (reach.drafts or reach.oversees):
            return cls(profiles, None, on)
        return cls(profiles, tuple(_rows(reach, on)), on)

    @property
    def figures(self) -> dict[str, int]:
        """What the finding counts, by name: teams, and those whose plan for the year is agreed."""
        rows = self.rows or ()
        agreed = sum(
            row.plan is not None
            and row.plan.year == self.on.year
            and row.plan.stage == PlanStage.AGREED
            for row in rows
        )
        return {"agreed": agreed, "teams": len(rows)}

    @property
    def overdue_in_words(self) -> str:
        """How many of the teams have something to see to."""
        count = sum(bool(row.overdue) for row in self.rows or ())
        return ngettext(
            "%(count)s team has something overdue.",
            "%(count)s teams have something overdue.",
            count,
        ) % {"count": capfirst(number(count, neuter=True))}

    @property
    def finding(self) -> str:
        figures = self.figures
        return ngettext(
            "%(agreed)s of %(count)s team has an agreed plan for %(year)s",
            "%(agreed)s of %(count)s teams have an agreed plan for %(year)s",
            figures["teams"],
        ) % {
            "agreed": capfirst(number(figures["agreed"], neuter=True)),
            "count": number(figures["teams"], neuter=True),
            "year": self.on.year,
        }


def _rows(reach: Scope, on: datetime.date) -> Iterator[TeamRow]:
    plans = DevelopmentPlan.objects.prefetch_related(
        "follow_ups",
        "agreements",
        Prefetch("focuses", FocusArea.objects.prefetch_related("actions")),
    )
    teams = Team.objects.prefetch_related("rounds", Prefetch("plans", plans))
    clusters = Cluster.objects.all()
    outside = (
        Institution.objects.open_on(on)
        .filter(ownership=Ownership.INDEPENDENT)
        .exclude(pk__in=Placement.objects.on(on).values("institution"))
    )
    kinds: tuple[Any, ...] = (clusters, outside)
    for places in kinds:
        within = places.at(reach.drafts) | places.at(reach.oversees)
        for place in within.prefetch_related(Prefetch("team", teams)):
            kind = "clusters" if isinstance(place, Cluster) else "institutions"
            drafts = reach.drafts
            yield _row(
                place, on=on, may_begin=drafts.everything or place.pk in getattr(drafts, kind)
            )


def _row(place: Cluster | Institution, *, on: datetime.date, may_begin: bool) -> TeamRow:
    team = getattr(place, "team", None)
    if team is not None and not team.takes_part:
        return TeamRow(place, team, None, None, None, may_begin, on)
    rounds = list(team.rounds.all()) if team else []
    plans = list(team.plans.all()) if team else []
    plan = plans[0] if plans else None
    waiting = (
        [row for row in plan.follow_ups.all() if row.held_on is None]
        if plan and plan.stage == PlanStage.AGREED
        else []
    )
    agreed = (
        next((row for row in plan.agreements.all() if row.head_signed_at), None) if plan else None
    )
    mapping = rounds[0] if rounds else None
    return TeamRow(
        place=place,
        team=team,
        mapping=mapping,
        plan=plan,
        follow_up=waiting[0] if waiting else None,
        may_begin=may_begin and team is None,
        on=on,
        agreed_on=timezone.localdate(agreed.head_signed_at) if agreed else None,
        overdue=tuple(_overdue(mapping, plan, waiting, on=on)) if team else (),
    )


def _overdue(
    mapping: MappingRound | None,
    plan: DevelopmentPlan | None,
    waiting: Sequence[PlanFollowUp],
    *,
    on: datetime.date,
) -> Iterator[str]:
    """What a team, or its head of area, should have seen to by a day."""
    if mapping and mapping.closed_on is None and mapping.closes_on < on:
        yield _("The mapping was to be closed %(day)s") % {
            "day": date_format(mapping.closes_on, "SHORT_DATE_FORMAT")
        }
    if mapping is None or mapping.year < on.year:
        yield _("No mapping in %(year)s") % {"year": on.year}
    if plan is None or plan.year < on.year:
        yield _("No plan for %(year)s") % {"year": on.year}
    for row in waiting:
        if row.planned_on < on:
            yield _("The follow-up of %(day)s has not been held") % {
                "day": date_format(row.planned_on, "SHORT_DATE_FORMAT")
            }
    if late := _late_actions(plan, on=on):
        yield ngettext(
            "%(count)s action is past its deadline",
            "%(count)s actions are past their deadline",
            late,
        ) % {"count": capfirst(number(late))}


def _late_actions(plan: DevelopmentPlan | None, *, on: datetime.date) -> int:
    """How many actions of a plan that has been agreed are past their deadline."""
    if plan is None or plan.stage != PlanStage.AGREED:
        return 0
    return sum(row.is_overdue(on) for focus in plan.focuses.all() for row in focus.actions.all())
