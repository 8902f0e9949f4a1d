"""The way into leadership: the teams within reach, and how far each has come."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from institutions.access import Reader, Scope, scope_of
from institutions.models import Cluster, Institution, Ownership, Placement
from leadership.models import DevelopmentPlan, MappingRound, PlanFollowUp, Profile, Team
from leadership.workflow import PlanStage


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A place whose leaders are, or could be, a team: its newest mapping and plan."""

    place: Cluster | Institution
    team: Team | None
    mapping: MappingRound | None
    plan: DevelopmentPlan | None
    follow_up: PlanFollowUp | None
    may_begin: bool
    on: datetime.date

    @property
    def mapping_in_words(self) -> str:
        mapping = self.mapping
        if mapping is None:
            return _("No mapping yet")
        words = {"year": mapping.year, "day": date_format(mapping.closes_on, "DATE_FORMAT")}
        if mapping.closed_on is not None:
            return _("Mapped in %(year)s") % words
        if mapping.takes_answers(self.on):
            return _("Being mapped until %(day)s") % words
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
    """Profiles and teams; seven queries. rows None: the person has nothing to do with teams."""

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
    def finding(self) -> str:
        figures = self.figures
        return ngettext(
            "%(agreed)s of %(count)s team has an agreed plan for %(year)s",
            "%(agreed)s of %(count)s teams have an agreed plan for %(year)s",
            figures["teams"],
        ) % {"agreed": figures["agreed"], "count": figures["teams"], "year": self.on.year}


def _rows(reach: Scope, on: datetime.date) -> Iterator[TeamRow]:
    plans = DevelopmentPlan.objects.prefetch_related("follow_ups")
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
    return TeamRow(
        place=place,
        team=team,
        mapping=rounds[0] if rounds else None,
        plan=plan,
        follow_up=waiting[0] if waiting else None,
        may_begin=may_begin and team is None,
        on=on,
    )
