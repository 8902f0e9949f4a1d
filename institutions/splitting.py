"""A cluster that becomes two: some of its institutions are in a new one from a day on."""

import datetime
from collections.abc import Collection

from django.db import transaction

from accounts.models import User
from institutions.models import Cluster, Placement
from institutions.naming import cluster_slug, unused_slug


@transaction.atomic
def split(
    cluster: Cluster,
    *,
    name: str,
    institutions: Collection[int],
    from_on: datetime.date,
    by: User | None = None,
) -> Cluster:
    """Make the new cluster in the same area, and let these institutions be in it from the day on.

    What was before stays as it was. Raises ValidationError for a name that the area has already.
    """
    new = Cluster(
        area=cluster.area,
        name=name,
        slug=unused_slug(cluster_slug(name), Cluster.objects.all()),
        ownership=cluster.ownership,
    )
    new.full_clean()
    new._history_user = by  # type: ignore[attr-defined]  # simple_history asks
    new.save()
    there = Placement.objects.on(from_on).filter(cluster=cluster, institution__in=institutions)
    for placement in there.select_for_update():
        _move(placement, new, from_on, by=by)
    return new


def _move(placement: Placement, new: Cluster, from_on: datetime.date, *, by: User | None) -> None:
    """From the day on; one that would begin on this very day begins in the new one."""
    placement._history_user = by  # type: ignore[attr-defined]  # simple_history asks
    if placement.from_on == from_on:
        placement.cluster = new
        placement.save()
        return
    ends = placement.to_on
    placement.to_on = from_on - datetime.timedelta(days=1)
    placement.save()
    begun = Placement(
        institution_id=placement.institution_id, cluster=new, from_on=from_on, to_on=ends
    )
    begun._history_user = by  # type: ignore[attr-defined]  # simple_history asks
    begun.save()
