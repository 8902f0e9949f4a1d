"""Every institution the reader reads, by cluster."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Self

from django.db.models import OuterRef, Subquery, Sum

from indicators.extent import Extent
from institutions.access import Reader
from institutions.models import Cluster, Group, Institution, InstitutionKind, Ownership, Placement


@dataclass(frozen=True, slots=True)
class DirectoryRow:
    name: str
    href: str
    kind: str
    ownership: str
    children: int | None
    place: str = ""


@dataclass(frozen=True, slots=True)
class DirectoryCluster:
    """The institutions of a cluster; without a name, those outside clusters."""

    name: str
    href: str
    rows: tuple[DirectoryRow, ...]


@dataclass(frozen=True, slots=True)
class InstitutionList:
    """Institutions by cluster, and those closed; three queries, one more for who reads a part."""

    neighbourhoods: tuple[DirectoryCluster, ...]
    closed: tuple[Institution, ...]
    scope: Extent

    @classmethod
    def build(cls, *, user: Reader, on: datetime.date) -> Self:
        placed = Placement.objects.on(on).filter(institution=OuterRef("pk"))
        children = (
            Group.objects.filter(institution=OuterRef("pk"))
            .order_by()
            .values("institution")
            .annotate(children=Sum("children"))
        )
        institutions = (
            Institution.objects.visible_to(user)
            .open_on(on)
            .annotate(
                cluster_now=Subquery(placed.values("cluster")[:1]),
                children=Subquery(children.values("children")[:1]),
            )
            .values_list("name", "slug", "kind", "ownership", "children", "cluster_now")
        )
        clusters = {cluster.pk: cluster for cluster in Cluster.objects.visible_to(user)}
        address = Institution(slug="-").get_absolute_url()
        rows: dict[int | None, list[DirectoryRow]] = defaultdict(list)
        for name, slug, kind, ownership, count, cluster in institutions:
            rows[cluster if cluster in clusters else None].append(
                DirectoryRow(
                    name,
                    address.replace("/-/", f"/{slug}/"),
                    str(InstitutionKind(kind).label),
                    str(Ownership(ownership).label),
                    count,
                    f"institution:{slug}",
                )
            )
        found = [
            DirectoryCluster(cluster.name, cluster.get_absolute_url(), tuple(rows[cluster.pk]))
            for cluster in clusters.values()
            if cluster.pk in rows
        ]
        if None in rows:
            found.append(DirectoryCluster("", "", tuple(rows[None])))
        count = sum(len(near.rows) for near in found)
        closed = Institution.objects.visible_to(user).filter(closed_on__lt=on).order_by("name")
        return cls(tuple(found), tuple(closed), Extent.of(count, user=user, on=on))

    @property
    def count(self) -> int:
        return sum(len(near.rows) for near in self.neighbourhoods)
