"""An institution that is somewhere else from a day on; until then nothing is changed."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from institutions.models import Cluster, Institution, Placement


class MoveRefused(Exception):
    """It cannot move so. message: why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@transaction.atomic
def move(institution: Institution, cluster: Cluster | None, *, from_on: datetime.date) -> None:
    """Into a cluster, or out of clusters, from the day on. Raises `MoveRefused`.

    A move that is planned for later has to be taken away first: nobody can say which one holds.
    Who moves back on the day of a move has not moved. Out of clusters it stays in the area it was
    in.
    """
    placements = Placement.objects.select_for_update().filter(institution=institution)
    if placements.filter(from_on__gt=from_on).exists():
        raise MoveRefused(_("It moves on a later day already. Choose a day after that."))
    held = placements.on(from_on).select_related("cluster__area").first()
    begins_that_day = held is not None and held.from_on == from_on
    if held is not None and begins_that_day:
        held.delete()
    elif held is not None:
        held.to_on = from_on - datetime.timedelta(days=1)
        held.save()
    before = placements.filter(to_on=from_on - datetime.timedelta(days=1), cluster=cluster).first()
    if begins_that_day and before is not None:
        before.to_on = institution.closed_on
        before.save()
    elif cluster is not None:
        Placement.objects.create(
            institution=institution,
            cluster=cluster,
            from_on=from_on,
            to_on=institution.closed_on,
        )
    area = cluster.area if cluster else held.cluster.area if held else institution.area
    if area != institution.area and (cluster is None or from_on <= timezone.localdate()):
        institution.area = area
        institution.save()
