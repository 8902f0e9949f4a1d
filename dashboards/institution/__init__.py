"""The institution page: local goals in the form's columns, and what has been measured there."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.db.models import Count, Sum
from django.utils.translation import ngettext

from config.phrases import listing, number
from dashboards.findings import institution as findings
from dashboards.institution.inspections import Inspections
from dashboards.institution.local_goals import LocalGoals
from dashboards.institution.profile import KidsProfile
from dashboards.institution.surveys import Surveys
from institutions.access import Reader
from institutions.models import Cluster, Group, Institution, Membership, Placement
from institutions.roles import Role
from strategy.models import Goal
from strategy.rounds import RoundPage, open_rounds


@dataclass(frozen=True, slots=True)
class InstitutionPage:
    """The institution page, in at most 20 queries, however much has been measured."""

    institution: Institution
    on: datetime.date
    cluster: Cluster | None
    children: int | None
    groups: int
    leaders: tuple[str, ...]
    local_goals: LocalGoals
    inspections: Inspections
    profile: KidsProfile | None
    surveys: Surveys
    rounds: tuple[RoundPage, ...]

    @classmethod
    def build(cls, institution: Institution, *, user: Reader, on: datetime.date) -> Self:
        placement = (
            Placement.objects.on(on)
            .filter(institution=institution)
            .select_related("cluster__area")
            .first()
        )
        cluster = placement.cluster if placement else None
        mates: list[int] = []
        if cluster:
            near = Institution.objects.visible_to(user).in_cluster(cluster, on).open_on(on)
            mates = list(near.values_list("pk", flat=True))
        groups = (
            Group.objects.visible_to(user)
            .filter(institution=institution)
            .aggregate(groups=Count("pk"), children=Sum("children"))
        )
        leaders = Membership.objects.on(on).filter(institution=institution, role=Role.LEADER)
        goals = tuple(
            Goal.objects.visible_to(user).common().in_force(on.year).order_by("strategy", "number")
        )
        return cls(
            institution=institution,
            on=on,
            cluster=cluster,
            children=groups["children"],
            groups=groups["groups"],
            leaders=tuple(leaders.values_list("user__name", flat=True)),
            local_goals=LocalGoals.of(institution, user=user, goals=goals),
            inspections=Inspections.of(institution, user=user, on=on),
            profile=KidsProfile.of(institution, user=user, cluster_mates=mates, on=on),
            surveys=Surveys.of(institution, user=user, on=on),
            rounds=open_rounds(
                user, on=on, institutions=Institution.objects.filter(pk=institution.pk)
            ),
        )

    @property
    def place(self) -> str:
        """What is counted here, as figures name it."""
        return f"institution:{self.institution.slug}"

    @property
    def children_text(self) -> str:
        """How many children, in how many groups; empty when it is not known."""
        if not self.children:
            return ""
        return ngettext(
            "%(children)s children in %(groups)s group",
            "%(children)s children in %(groups)s groups",
            self.groups,
        ) % {"children": self.children, "groups": number(self.groups)}

    @property
    def leaders_text(self) -> str:
        return listing(self.leaders)

    @property
    def lead(self) -> str:
        return findings.lead(
            self.local_goals.tally,
            highest=self.inspections.highest,
            lowest=self.inspections.lowest,
            year=self.inspections.rated_in,
        )

    @property
    def lead_figures(self) -> dict[str, int]:
        """What the lead counts, where it tells it in numbers."""
        tally = self.local_goals.tally
        if tally.agreed < 2:
            return {}
        return {"moving": tally.moving, "adopted_goals": tally.agreed}

    @property
    def counts(self) -> dict[str, Mapping[str, int]]:
        """What the headings count, by scope, as the page tells it and the paper with it."""
        found: dict[str, Mapping[str, int]] = {
            self.place: self.lead_figures | dict(self.local_goals.tally.figures),
            f"{self.place}/tilsyn": self.inspections.figures,
            f"{self.place}/kids": self.profile.figures if self.profile else {},
        }
        found |= {f"{self.place}/{one.address}": one.figures for one in self.surveys.counted}
        return {scope: told for scope, told in found.items() if told}

    @property
    def local_goals_heading(self) -> str:
        return findings.local_goals_heading(self.local_goals.tally)
