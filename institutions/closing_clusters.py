"""A cluster that ends on a day: its institutions go elsewhere, its roles end; and undone."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from institutions.merging import MergeRefused
from institutions.merging.joining import Step, dropping, moving
from institutions.models import Cluster, ClusterClosing, Institution, Membership, Placement
from institutions.splitting import moved_to

M = TypeVar("M", bound=models.Model)
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WhatEnds:
    """What a cluster has beyond its last day, and that ends with it."""

    institutions: tuple[Institution, ...]
    roles: int

    @classmethod
    def of(cls, cluster: Cluster, last_day: datetime.date) -> "WhatEnds":
        beyond = _beyond(Placement.objects.filter(cluster=cluster), last_day)
        there = Institution.objects.filter(pk__in=beyond.values("institution"))
        roles = _beyond(Membership.objects.filter(cluster=cluster), last_day)
        return cls(tuple(there), roles.count())


@transaction.atomic
def close(
    cluster: Cluster, *, last_day: datetime.date, goes_to: Cluster | None, by: User | None
) -> ClusterClosing:
    """End it on the day. Its institutions are in the other one from the next, or outside clusters.

    What was before stays as it was. Raises `MergeRefused` where it is closed already.
    """
    cluster = Cluster.objects.select_for_update().get(pk=cluster.pk)
    if cluster.closed_on is not None:
        raise MergeRefused(_("It is closed already."))
    steps: list[Step] = []
    beyond = _beyond(Placement.objects.filter(cluster=cluster), last_day)
    for placement in beyond.select_related("institution").select_for_update(of=("self",)):
        steps += _leave(placement, goes_to, last_day, by=by)
    for role in _beyond(Membership.objects.filter(cluster=cluster), last_day).select_for_update():
        if role.from_on is not None and role.from_on > last_day:
            steps.append(dropping(role, by=by))
        else:
            steps.append(moving(role, "to_on", last_day, by=by))
    steps.append(moving(cluster, "closed_on", last_day, by=by))
    gone = str(goes_to) if goes_to else _("Outside clusters")
    return ClusterClosing.objects.create(cluster=cluster, gone=gone, merged_by=by, steps=steps)


def _beyond(rows: models.QuerySet[M], last_day: datetime.date) -> models.QuerySet[M]:
    """Those that would go on after the day."""
    return rows.filter(Q(to_on=None) | Q(to_on__gt=last_day))


def _leave(
    placement: Placement, goes_to: Cluster | None, last_day: datetime.date, *, by: User | None
) -> Iterator[Step]:
    """Into the other one from the next day, or outside clusters, in the area that it was in."""
    if goes_to is not None:
        yield from moved_to(placement, goes_to, last_day + ONE_DAY, by=by)
        return
    institution, area = placement.institution, placement.cluster.area_id
    if institution.area_id != area:
        yield moving(institution, "area_id", area, by=by)
    if placement.from_on is not None and placement.from_on > last_day:
        yield dropping(placement, by=by)
    else:
        yield moving(placement, "to_on", last_day, by=by)
