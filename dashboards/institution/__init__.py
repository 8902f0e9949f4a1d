"""The institution page: local goals in the form's columns, and what has been measured there."""

import datetime
from collections.abc import Mapping
from typing import Any, Self

from django.db.models import Count, Sum
from django.utils.text import capfirst
from django.utils.translation import ngettext

from config.phrases import listing, number
from dashboards.findings import institution as findings
from dashboards.institution.inspections import Inspections
from dashboards.institution.local_goals import LocalGoals
from dashboards.institution.profile import KidsProfile
from dashboards.institution.returned import Returned, returned_at
from dashboards.institution.surveys import Surveys
from institutions.access import Reader, scope_of
from institutions.editions import ANYBODY
from institutions.models import Cluster, Group, Institution, Membership, Placement
from institutions.people.seen_by import may_ask
from institutions.remembering import RememberedParts, remembered_property
from institutions.roles import Role, title_of
from institutions.statements import rows_for
from leadership.fitting_roles import fitting, roles_of_today
from strategy.common_goals import goals_in_force
from strategy.models import Goal
from strategy.rounds import RoundPage, open_rounds


class InstitutionPage(RememberedParts):
    """The institution page: each part is worked out when it is asked for, and kept for itself.

    In at most 20 queries, however much has been measured.
    """

    def __init__(self, institution: Institution, *, reader: Reader, on: datetime.date) -> None:
        super().__init__(institution.pk, on, reader=reader)
        self.institution = institution
        self.on = on

    @classmethod
    def build(cls, institution: Institution, *, user: Reader, on: datetime.date) -> Self:
        return cls(institution, reader=user, on=on)

    @remembered_property
    def cluster(self) -> Cluster | None:
        """The one it is in; None is outside clusters."""
        placed = rows_for(
            lambda _reader, keys: (
                Placement.objects.on(self.on)
                .filter(institution__in=keys)
                .select_related("cluster__area")
            ),
            *("in which cluster", self.on),
            reader=ANYBODY,
            keys=(self.institution.pk,),
        )
        return placed[0].cluster if placed else None

    @remembered_property
    def _mates(self) -> tuple[int, ...]:
        """The institutions of the cluster that the reader sees, and this one."""
        if self.cluster is None:
            return ()
        near = rows_for(
            lambda reader, keys: (
                Institution.objects.visible_to(reader)
                .in_cluster(keys[0], self.on)
                .open_on(self.on)
                .values_list("pk", flat=True)
            ),
            *("mates", self.on),
            reader=self.reader,
            keys=(self.cluster.pk,),
        )
        return tuple(near)

    @remembered_property
    def _counted(self) -> dict[str, Any]:
        groups = Group.objects.visible_to(self.reader).filter(institution=self.institution)
        return groups.aggregate(groups=Count("pk"), children=Sum("children"))

    @property
    def groups(self) -> int:
        count: int = self._counted["groups"]
        return count

    @property
    def children(self) -> int | None:
        count: int | None = self._counted["children"]
        return count

    @remembered_property
    def leaders(self) -> tuple[str, ...]:
        leaders = rows_for(
            lambda _reader, keys: (
                Membership.objects.on(self.on)
                .filter(institution__in=keys, role=Role.LEADER)
                .values_list("user__name", flat=True)
            ),
            *("leaders", self.on),
            reader=ANYBODY,
            keys=(self.institution.pk,),
        )
        return tuple(leaders)

    @remembered_property
    def local_goals(self) -> LocalGoals:
        return LocalGoals.of(self.institution, user=self.reader, goals=self._in_force)

    @remembered_property
    def returned(self) -> tuple[Returned, ...]:
        """What a board has returned and this person does not read, by the minutes alone."""
        rows = [row for group in self.local_goals.groups for row in group.rows]
        shown = [row.standing.pk for row in rows]
        return returned_at(self.institution, user=self.reader, shown=shown)

    @remembered_property
    def _in_force(self) -> tuple[Goal, ...]:
        return goals_in_force(self.reader, year=self.on.year)

    @remembered_property
    def inspections(self) -> Inspections:
        return Inspections.of(self.institution, user=self.reader, on=self.on)

    @remembered_property
    def profile(self) -> KidsProfile | None:
        return KidsProfile.of(
            self.institution, user=self.reader, cluster_mates=list(self._mates), on=self.on
        )

    @remembered_property
    def surveys(self) -> Surveys:
        return Surveys.of(self.institution, user=self.reader, on=self.on)

    @remembered_property
    def rounds(self) -> tuple[RoundPage, ...]:
        own = Institution.objects.filter(pk=self.institution.pk)
        return open_rounds(self.reader, on=self.on, institutions=own)

    @property
    def leads(self) -> bool:
        """Whether the reader writes here: opens rounds, and takes new staff in."""
        return scope_of(self.reader).edits.holds(self.institution.pk)

    @property
    def has_roles(self) -> bool:
        """Whether the value base has roles of such a place. One query, where it is no daycare."""
        here = self.institution
        return here.is_daycare or fitting(roles_of_today(), {here.kind}).exists()

    @property
    def may_merge(self) -> bool:
        """Whether the reader looks after the institutions of the whole municipality."""
        return bool(scope_of(self.reader).edits.everything)

    @property
    def may_ask_who_sees(self) -> bool:
        """Whether the reader is told who sees the institution."""
        return may_ask(self.reader, self.institution)

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
    def leaders_told(self) -> str:
        """“Skoleleder: Hanne Skov”, by the kind of place."""
        title = title_of(Role.LEADER, is_municipal=False, kind=self.institution.kind)
        return f"{capfirst(title)}: {self.leaders_text}"

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
