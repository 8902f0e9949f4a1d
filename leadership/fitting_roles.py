"""Which roles of a value base are of such places as somebody leads."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils import timezone

from institutions.models import NOT_DAYCARE, InstitutionKind
from leadership.models import JobRole, ValueBase

#: What groups of roles are called that are of one kind of place only.
FAMILY_DAYCARE, CENTRES, DAYCARE = "dagpleje", "daginstitution", "dagtilbud"


def roles_of_today() -> QuerySet[JobRole]:
    """The roles of the value base that holds."""
    current = ValueBase.objects.filter(from_on__lte=timezone.localdate()).order_by("-from_on")
    return JobRole.objects.filter(group__base=current.values("pk")[:1]).select_related("group")


def fitting(roles: QuerySet[JobRole], kinds: Collection[str]) -> QuerySet[JobRole]:
    """Those of the kinds of places that somebody leads; of both, and of leaders, all."""
    led = set(kinds)
    if led and led <= NOT_DAYCARE:
        roles = roles.exclude(group__name__icontains=CENTRES)
        roles = roles.exclude(group__name__icontains=DAYCARE)
    if InstitutionKind.FAMILY_DAYCARE not in led:
        return roles.exclude(group__name__icontains=FAMILY_DAYCARE)
    if led == {InstitutionKind.FAMILY_DAYCARE}:
        return roles.exclude(group__name__icontains=CENTRES)
    return roles
