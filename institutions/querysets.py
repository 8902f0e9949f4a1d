"""Places and people within a person's reach. What may not be seen is not in the queryset.

A queryset that asks other models of the app stands beside its model.
"""

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from institutions.access import Places, Reader, scope_of

if TYPE_CHECKING:
    from institutions.models import (  # noqa: F401  # what the querysets below are of
        Area,
        Board,
        Cluster,
        Institution,
        InstitutionImport,
        Membership,
        PeopleImport,
    )

M = TypeVar("M", bound=models.Model)


def within(places: Places, **paths: str) -> Q | None:
    """The condition for rows at these places; None is no condition at all.

    paths: which lookup leads to an area, cluster or institution, as `areas="area"`.
    """
    if places.everything:
        return None
    condition = Q(pk__in=[])
    for kind, path in paths.items():
        condition |= Q(**{f"{path}__in": getattr(places, kind)})
    return condition


class PlaceQuerySet(models.QuerySet[M]):
    """Rows that belong to places; `paths` says how."""

    paths: dict[str, str] = {}

    def at(self, places: Places) -> Self:
        """Those at the given places."""
        condition = within(places, **self.paths)
        return self.all() if condition is None else self.filter(condition)

    def visible_to(self, user: Reader) -> Self:
        """Those the person may read."""
        return self.at(scope_of(user).reads)

    def editable_by(self, user: Reader) -> Self:
        """Those the person may change: leaders at their own places, administrators everywhere."""
        return self.at(scope_of(user).edits)


class AreaQuerySet(PlaceQuerySet["Area"]):
    paths = {"areas": "pk"}

    def named_to(self, user: Reader) -> Self:
        """Those the person reads, and those in which something lies that the person reads."""
        reads = scope_of(user).reads
        around = within(reads, areas="pk", clusters="clusters__pk", institutions="institutions__pk")
        return self.all() if around is None else self.filter(around).distinct()


class ClusterQuerySet(PlaceQuerySet["Cluster"]):
    paths = {"clusters": "pk"}

    def open(self) -> Self:
        """Those that are not closed today."""
        return self.exclude(closed_on__lt=timezone.localdate())


class WithinInstitutionQuerySet(PlaceQuerySet[M]):
    """Rows of an institution."""

    paths = {"institutions": "institution"}


class InstitutionImportQuerySet(models.QuerySet["InstitutionImport"]):
    def visible_to(self, user: Reader) -> Self:
        """Imports are for administrators, who see everything."""
        return self.all() if scope_of(user).edits.everything else self.none()

    editable_by = visible_to

    def standing(self) -> Self:
        """Those not undone."""
        return self.filter(undone_at=None)


class PeopleImportQuerySet(models.QuerySet["PeopleImport"]):
    def visible_to(self, user: Reader) -> Self:
        """Administrators see all lists of people that were read in, others their own."""
        mine = self.filter(imported_by=user.pk) if user.pk else self.none()
        return self.all() if scope_of(user).answers_for.everything else mine

    def standing(self) -> Self:
        """Those not undone."""
        return self.filter(undone_at=None)
