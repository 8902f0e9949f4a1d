"""Places and people within a person's reach. What may not be seen is not in the queryset."""

from typing import Any, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from institutions.access import Places, Scope, Seats, scope_of
from institutions.periods import DatedQuerySet, holds_on


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


class PlaceQuerySet(models.QuerySet):
    """Rows that belong to places; `paths` says how."""

    paths: dict[str, str] = {}

    def at(self, places: Places) -> Self:
        """Those at the given places."""
        condition = within(places, **self.paths)
        return self.all() if condition is None else self.filter(condition)

    def visible_to(self, user) -> Self:
        """Those the person may read."""
        return self.at(scope_of(user).reads)

    def editable_by(self, user) -> Self:
        """Those the person may change: leaders at their own places, administrators everywhere."""
        return self.at(scope_of(user).edits)


class AreaQuerySet(PlaceQuerySet):
    paths = {"areas": "pk"}

    def named_to(self, user) -> Self:
        """Those the person reads, and those in which something lies that the person reads."""
        reads = scope_of(user).reads
        around = within(reads, areas="pk", clusters="clusters__pk", institutions="institutions__pk")
        return self.all() if around is None else self.filter(around).distinct()


class ClusterQuerySet(PlaceQuerySet):
    paths = {"clusters": "pk"}


class InstitutionQuerySet(PlaceQuerySet):
    paths = {"institutions": "pk"}

    def open_on(self, day) -> Self:
        """Those open on a day."""
        return self.filter(Q(opened_on=None) | Q(opened_on__lte=day)).filter(
            Q(closed_on=None) | Q(closed_on__gte=day)
        )

    def open(self) -> Self:
        """Those open today."""
        return self.open_on(timezone.localdate())

    def with_area(self, day=None) -> Self:
        """Each with `area_now` and `area_name` on a day: those of its cluster, else its own.

        A move that lies ahead changes the area on its day, and nobody has to write anything then.
        """
        placements: Any = self.model._meta.get_field("placements").related_model
        placed = placements.objects.on(day or timezone.localdate()).filter(
            institution=OuterRef("pk")
        )
        placed = placed.order_by()
        return self.annotate(
            area_now=Coalesce(
                Subquery(placed.values("cluster__area")[:1]),
                F("area"),
                output_field=models.BigIntegerField(),
            ),
            area_name=Coalesce(Subquery(placed.values("cluster__area__name")[:1]), F("area__name")),
        )

    def in_cluster(self, cluster, day=None) -> Self:
        """Those in a cluster on a day (today unless told)."""
        return self.filter(
            holds_on(day or timezone.localdate(), "placements__"),
            placements__cluster=cluster,
        )


class WithinInstitutionQuerySet(PlaceQuerySet):
    """Rows of an institution."""

    paths = {"institutions": "institution"}


#: A board's value of `kind` where the leaders meet among themselves, and parents do not.
_TEAM = "leadership_team"


class BoardQuerySet(PlaceQuerySet):
    paths = {"clusters": "cluster", "institutions": "institution"}

    def attended_by(self, user) -> Self:
        """Those the person sits on, or is secretary of: nothing of theirs is kept from them."""
        reach = scope_of(user)
        if reach.sits.everywhere:
            return self.all()
        team = within(reach.drafts, clusters="cluster", institutions="institution")
        sits = ~Q(kind=_TEAM) & _seated(reach.sits)
        return self.filter(sits | _served(reach) | (Q(kind=_TEAM) & (team or Q())))

    def kept_by(self, user) -> Self:
        """Those whose agendas and minutes the person writes: the secretary's, and the chair's."""
        reach = scope_of(user)
        if reach.chairs.everywhere:
            return self.all()
        return self.filter(_served(reach) | (~Q(kind=_TEAM) & _seated(reach.chairs)))

    def still_there(self, day=None) -> Self:
        """Those that have not ended with their institution, or with the last of their cluster.

        A cluster that never had institutions is being prepared.
        """
        from institutions.models import Institution, Placement  # models import this module

        day = day or timezone.localdate()
        closed = Institution.objects.filter(closed_on__lt=day).values("pk")
        had = Placement.objects.filter(from_on__lte=day) | Placement.objects.filter(from_on=None)
        has = Placement.objects.on(day).exclude(institution__in=closed)
        emptied = had.exclude(cluster__in=has.values("cluster")).values("cluster")
        return self.exclude(institution__in=closed).exclude(cluster__in=emptied)

    def chaired_by(self, user) -> Self:
        """Those the person is chair of, and not merely in the place of the chair."""
        seats = scope_of(user).chairs
        if seats.everywhere:
            return self.none()
        return self.exclude(kind=_TEAM).filter(_seated(seats))

    def open_to(self, user) -> Self:
        """Those that publish, at places the person reads; the municipality's own to all readers."""
        reads = scope_of(user).reads
        published = self.filter(is_published=True)
        condition = within(reads, clusters="cluster", institutions="institution")
        if condition is None:
            return published
        everybodys = condition | Q(cluster=None, institution=None)
        return published.filter(everybodys) if reads else self.none()


def _seated(seats: Seats) -> Q:
    """The boards at exactly these places."""
    condition = Q(cluster__in=seats.clusters) | Q(institution__in=seats.institutions)
    return condition | Q(cluster=None, institution=None) if seats.municipality else condition


def _served(reach: Scope) -> Q:
    """The boards whose secretary the person is: where they lead, or in the administration."""
    leads = within(reach.edits, clusters="cluster", institutions="institution") or Q()
    return leads | Q(cluster=None, institution=None) if reach.serves else leads


class MembershipQuerySet(PlaceQuerySet, DatedQuerySet):  # type: ignore[override]
    paths = {"areas": "area", "clusters": "cluster", "institutions": "institution"}


class InstitutionImportQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Imports are for administrators, who see everything."""
        return self.all() if scope_of(user).edits.everything else self.none()

    editable_by = visible_to

    def standing(self) -> Self:
        """Those not undone."""
        return self.filter(undone_at=None)
