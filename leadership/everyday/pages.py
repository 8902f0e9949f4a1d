"""What the pages of the value base in everyday life show."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import number
from institutions.access import Reader
from institutions.models import Institution
from leadership.fitting_roles import fitting
from leadership.models import Commitment, JobRole, Onboarding, Reflection, Team, ValueBase


@dataclass(frozen=True, slots=True)
class LivedRow:
    """A commitment as it was seen last by one team. before: how it was the time before."""

    newest: Reflection
    before: Reflection | None
    is_due: bool


@dataclass(frozen=True, slots=True)
class EverydayPage:
    """All that is looked at where the reader leads: six queries.

    roles: those of such places as the reader leads. has_base: whether a value base holds.
    """

    rows: tuple[LivedRow, ...]
    onboardings: tuple[Onboarding, ...]
    roles: tuple[JobRole, ...]
    on: datetime.date
    has_base: bool

    @classmethod
    def build(cls, user: Reader, *, on: datetime.date) -> Self:
        reflections = Reflection.objects.visible_to(user).select_related(
            "commitment__cell__role", "cluster", "institution"
        )
        new = Onboarding.objects.visible_to(user).select_related("institution", "role__group")
        base = ValueBase.objects.visible_to(user).filter(from_on__lte=on).first()
        kinds = Institution.objects.editable_by(user).open().values_list("kind", flat=True)
        every = JobRole.objects.filter(group__base=base).select_related("group")
        roles = fitting(every, kinds) if base else ()
        return cls(
            rows=tuple(lived(reflections, on=on)),
            onboardings=tuple(new.with_met().order_by("ended_on", "due_on", "pk")),
            roles=tuple(roles),
            on=on,
            has_base=base is not None,
        )

    @property
    def heading(self) -> str:
        due = sum(row.is_due for row in self.rows)
        if not self.rows:
            return _("No commitment has been talked about yet")
        looked = ngettext(
            "%(count)s commitment is looked at", "%(count)s commitments are looked at", self.count
        ) % {"count": number(self.count)}
        looked = capfirst(looked)
        if not due:
            return looked
        return _("%(looked)s; of %(due)s it is time again") % {"looked": looked, "due": number(due)}

    @property
    def count(self) -> int:
        return len({row.newest.commitment_id for row in self.rows})

    @property
    def onboarding_heading(self) -> str:
        count = sum(row.ended_on is None for row in self.onboardings)
        if not count:
            return _("Nobody is being introduced")
        told = ngettext(
            "%(count)s colleague is being introduced",
            "%(count)s colleagues are being introduced",
            count,
        )
        return capfirst(told % {"count": number(count)})


def lived(reflections: Iterable[Reflection], *, on: datetime.date) -> list[LivedRow]:
    """The newest of each commitment and team; those whose day has come first."""
    found: dict[tuple[int, str], list[Reflection]] = {}
    for row in reflections:  # the newest come first
        found.setdefault((row.commitment_id, row.who), []).append(row)
    rows = [
        LivedRow(ours[0], ours[1] if len(ours) > 1 else None, ours[0].is_due(on))
        for ours in found.values()
    ]
    return sorted(rows, key=lambda row: (not row.is_due, -row.newest.held_on.toordinal()))


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    """One commitment with what teams have said about it, the newest first; three queries."""

    commitment: Commitment
    reflections: tuple[Reflection, ...]
    may_write: frozenset[int]

    @classmethod
    def build(cls, commitment: Commitment, user: Reader) -> Self:
        ours = commitment.reflections.all()
        return cls(
            commitment,
            tuple(ours.visible_to(user).select_related("cluster", "institution", "written_by")),
            frozenset(ours.editable_by(user).values_list("pk", flat=True)),
        )


@dataclass(frozen=True, slots=True)
class OnboardingPage:
    """An introduction: what there is to go through, and how far one has come; two queries."""

    onboarding: Onboarding
    total: int
    met: int
    is_overdue: bool

    @classmethod
    def build(cls, onboarding: Onboarding, *, on: datetime.date) -> Self:
        commitments = onboarding.commitments
        return cls(
            onboarding,
            total=commitments.count(),
            met=onboarding.steps.filter(commitment__in=commitments).count(),
            is_overdue=onboarding.is_overdue(on),
        )

    @property
    def heading(self) -> str:
        return _("%(met)s of %(total)s commitments have been gone through") % {
            "met": self.met,
            "total": self.total,
        }


def counted_for(team: Team, user: Reader, *, year: int) -> str:
    """How the value base is lived where a team leads, in a sentence; one query."""
    here = Reflection.objects.visible_to(user).filter(held_on__year=year)
    if team.cluster_id:
        here = here.filter(cluster=team.cluster_id) | here.filter(
            institution__placements__cluster=team.cluster_id
        )
    else:
        here = here.filter(institution=team.institution_id)
    count = here.order_by().values("commitment").distinct().count()
    return ngettext(
        "%(count)s commitment has been talked about in %(year)s",
        "%(count)s commitments have been talked about in %(year)s",
        count,
    ) % {"count": count, "year": year}
