"""The groups that come with the product, for staff who are not to do everything."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

from institutions.delivered import ADMINISTRATOR, DATA, PEOPLE

#: App → its models, or None for all of them.
Kinds = dict[str, tuple[str, ...] | None]

_PLACES = (
    *("area", "cluster", "institution", "identifier", "knownname"),
    *("placement", "group", "board", "institutionimport"),
)
_WORK: Kinds = dict.fromkeys(
    ["strategy", "measurements", "indicators", "meetings", "leadership", "programmes"]
)
#: What each of the delivered groups works with.
GROUPS: dict[str, Kinds] = {
    DATA: {"institutions": _PLACES, **_WORK},
    PEOPLE: {"accounts": ("user",), "institutions": ("membership",)},
    ADMINISTRATOR: {
        "institutions": (*_PLACES, "membership"),
        "accounts": ("user",),
        **_WORK,
    },
}


@transaction.atomic
def load_groups() -> dict[str, int]:
    """Create the groups that are missing; those that are there keep what was changed in them."""
    made = 0
    for name, apps in GROUPS.items():
        group, is_new = Group.objects.get_or_create(name=name)
        if is_new:
            group.permissions.set(Permission.objects.filter(_in(apps)))
        made += is_new
    return {"groups": made}


def _in(apps: Kinds) -> Q:
    wanted = Q()
    for app, models in apps.items():
        here = Q(content_type__app_label=app)
        wanted |= here if models is None else here & Q(content_type__model__in=models)
    return wanted
