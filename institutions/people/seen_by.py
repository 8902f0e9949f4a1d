"""Who sees a place, and why: those with a role there, from above, and who has everything."""

import datetime
from dataclasses import dataclass
from typing import Self

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from config.collation import danish
from institutions.access import Reader, scope_of
from institutions.models import Area, Cluster, Institution, Membership, Placement
from institutions.people.abilities import reason

Place = Area | Cluster | Institution


@dataclass(frozen=True, slots=True)
class Seer:
    """Somebody who sees a place, and by which role. where: the role's place in words."""

    person: User
    because: str
    where: str
    until: datetime.date | None


@dataclass(frozen=True, slots=True)
class SeenBy:
    """A place with those who see it: by a role at it or within, from above, by everything.

    beside: those with a role at another institution of the cluster, who read all of it.
    """

    place: Place
    here: tuple[Seer, ...]
    beside: tuple[Seer, ...]
    above: tuple[Seer, ...]
    everywhere: tuple[Seer, ...]

    @property
    def count(self) -> int:
        """How many people."""
        groups = (self.here, self.beside, self.above, self.everywhere)
        return len({one.person.pk for group in groups for one in group})

    @classmethod
    def of(cls, place: Place, *, on: datetime.date | None = None) -> Self:
        """Roles as they are that day; a handful of queries, however many there are."""
        day = on or timezone.localdate()
        here, beside, above = _conditions(place, day)
        nowhere = Q(area=None, cluster=None, institution=None)
        superusers = User.objects.filter(is_superuser=True, is_active=True)
        return cls(
            place,
            _seers(here, day),
            _seers(beside & ~here, day),
            _seers(above & ~here, day),
            (
                *_seers(nowhere, day),
                *(Seer(one, _("Superuser"), _("everywhere"), None) for one in superusers),
            ),
        )


def may_ask(user: Reader, place: Place) -> bool:
    """Whether a person is told who sees a place: who answers for it, or heads its area."""
    reach = scope_of(user)
    kind = {Area: "areas", Cluster: "clusters", Institution: "institutions"}[type(place)]
    return any(
        places.everything or place.pk in getattr(places, kind)
        for places in (reach.answers_for, reach.oversees)
    )


def _conditions(place: Place, day: datetime.date) -> tuple[Q, Q, Q]:
    """The memberships at a place, beside it, and above it. An area is seen from above only."""
    placed = Placement.objects.on(day)
    if isinstance(place, Area):
        return Q(area=place.pk), Q(pk__in=[]), Q(pk__in=[])
    if isinstance(place, Cluster):
        units = placed.filter(cluster=place).values("institution")
        return Q(cluster=place) | Q(institution__in=units), Q(pk__in=[]), Q(area=place.area_id)
    clusters = list(placed.filter(institution=place).values_list("cluster", "cluster__area"))
    near = [cluster for cluster, _area in clusters]
    areas = [area for _cluster, area in clusters] or [place.area_id]
    neighbours = placed.filter(cluster__in=near).values("institution")
    above = Q(cluster__in=near) | Q(area__in=areas)
    return Q(institution=place), Q(institution__in=neighbours), above


def _seers(condition: Q, day: datetime.date) -> tuple[Seer, ...]:
    rows = (
        Membership.objects.on(day)
        .filter(condition, user__is_active=True)
        .prefetch_related("user__groups")
        .select_related("user", "area", "cluster", "institution", "board", "deputises_for")
        .order_by(danish("user__name"), "pk")
    )
    return tuple(
        Seer(
            row.user,
            reason(row),
            str(row.board or row.place or _("the whole municipality")),
            row.to_on,
        )
        for row in rows
    )
