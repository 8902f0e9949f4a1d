"""Where somebody holds a role, and the places that are theirs: one query each."""

import datetime

from institutions.access import Reader, scope_of
from institutions.editions import ANYBODY
from institutions.models import Cluster, Institution, Membership
from institutions.statements import rows_for

#: An institution: id, name, slug.
Named = tuple[int, str, str]
_NAMED = ("pk", "name", "slug")


def roles_held(person: int, *, on: datetime.date) -> tuple[Membership, ...]:
    """The roles of a person on a day, with where they are held."""
    found = rows_for(
        lambda _reader, keys: (
            Membership.objects.on(on)
            .filter(user__in=keys)
            .select_related("area", "cluster", "institution", "board")
        ),
        *("roles held", on),
        reader=ANYBODY,
        keys=(person,),
    )
    return tuple(found)


def clusters_read(user: Reader) -> tuple[Cluster, ...]:
    found = rows_for(
        lambda reader, _keys: Cluster.objects.visible_to(reader), "clusters", reader=user
    )
    return tuple(found)


def institutions_led(user: Reader, *, on: datetime.date) -> tuple[Named, ...]:
    """Those open on a day that somebody leads themselves."""
    found = rows_for(
        lambda reader, _keys: (
            Institution.objects.editable_by(reader)
            .filter(pk__in=scope_of(reader).edits.institutions)
            .open_on(on)
            .values_list(*_NAMED)
        ),
        *("institutions led", on),
        reader=user,
    )
    return tuple(found)


def institutions_read(user: Reader, *, on: datetime.date) -> tuple[Named, ...]:
    """Those open on a day that somebody reads."""
    found = rows_for(
        lambda reader, _keys: (
            Institution.objects.visible_to(reader).open_on(on).values_list(*_NAMED)
        ),
        *("institutions read", on),
        reader=user,
    )
    return tuple(found)
