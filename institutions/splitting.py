"""A cluster that becomes two: some of its institutions are in a new one from a day; and undone."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterator

from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext

from accounts.models import User
from institutions.merging import MergeRefused, part
from institutions.merging.joining import Step, moving
from institutions.models import Cluster, ClusterSplit, Placement
from institutions.naming import cluster_slug, unused_slug
from institutions.pointing import pointing_at


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
    steps: list[Step] = [{"did": "made", "of": Cluster._meta.label, "key": new.pk}]
    there = Placement.objects.on(from_on).filter(cluster=cluster, institution__in=institutions)
    for placement in there.select_for_update():
        steps += moved_to(placement, new, from_on, by=by)
    ClusterSplit.objects.create(cluster=cluster, gone=new.name, merged_by=by, steps=steps)
    return new


def undo(held: ClusterSplit, *, by: User | None) -> int:
    """Let them be one again; how many placements stay, since others have changed them meanwhile.

    Raises `MergeRefused` as `merging.part`, and where the new cluster has something of its own.
    """
    if own := _own_of_the_new(held):
        told = get_text_list([f"{count} {name}" for name, count in own.items()], gettext("and"))
        raise MergeRefused(
            gettext("%(new)s has something of its own, which has to go first: %(told)s.")
            % {"new": held.gone, "told": told}
        )
    return part(held, by=by)


def _own_of_the_new(held: ClusterSplit) -> Counter[str]:
    """What the new cluster has beside the placements that the split made or moved: name → rows."""
    made = [(step["of"], step["key"]) for step in held.steps if step["did"] == "made"]
    new = [key for label, key in made if label == Cluster._meta.label]
    ours = {key for label, key in made if label == Placement._meta.label}
    ours |= {key for step in held.steps for key in step.get("keys", ())}
    own: Counter[str] = Counter()
    for model, column in pointing_at(Cluster):
        rows = model._base_manager.filter(**{f"{column}__in": new})
        if model is Placement:
            rows = rows.exclude(pk__in=ours)
        own[str(model._meta.verbose_name_plural)] += rows.count()
    return +own


def moved_to(
    placement: Placement, new: Cluster, from_on: datetime.date, *, by: User | None
) -> Iterator[Step]:
    """From the day on; one that would begin on this very day, or later, is in the new one whole."""
    if placement.from_on is not None and placement.from_on >= from_on:
        yield moving(placement, "cluster_id", new.pk, by=by)
        return
    ends = placement.to_on
    yield moving(placement, "to_on", from_on - datetime.timedelta(days=1), by=by)
    begun = Placement(
        institution_id=placement.institution_id, cluster=new, from_on=from_on, to_on=ends
    )
    begun._history_user = by  # type: ignore[attr-defined]  # simple_history asks
    begun.save()
    yield {"did": "made", "of": Placement._meta.label, "key": begun.pk}
