"""When an institution closes, it leaves its cluster on its last day."""

from django.db.models import Q

from institutions.models import Institution, Placement


def leave_the_cluster(
    sender: object, instance: Institution, raw: bool = False, **kwargs: object
) -> None:
    """End the placement that would go on after the last day (a receiver of `post_save`).

    One that begins later never comes about, and goes. Whoever opens the institution again says
    anew where it is: nobody knows whether it comes back to where it was.
    """
    if raw or instance.closed_on is None:
        return
    last = instance.closed_on
    beyond = Placement.objects.filter(institution=instance).filter(
        Q(to_on=None) | Q(to_on__gt=last)
    )
    for placement in beyond:
        if placement.from_on is not None and placement.from_on > last:
            placement.delete()
        else:
            placement.to_on = last
            placement.save()
