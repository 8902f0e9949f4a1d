"""Whose rights include whose: nobody takes over a person who may do more than they."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib.auth.models import Permission
from django.db.models import Q

if TYPE_CHECKING:
    from accounts.models import User

#: Whether one person has all that another has, or would have if their account were open.
Comparison = Callable[["User", "User"], bool]
_comparisons: list[Comparison] = []


def also_compare(comparison: Comparison) -> None:
    """Let an app of the floors above compare what it knows of people, when it is ready."""
    if comparison not in _comparisons:
        _comparisons.append(comparison)


def include(person: "User", other: "User") -> bool:
    """Whether there is nothing the other may do, or may once their account opens, that one may not.

    So one may change the other's password or address: it gives nothing that one lacks.
    """
    if not person.is_active:
        return False
    if person.is_superuser or person.pk == other.pk:
        return True
    return permissions_include(person, other) and all(
        compare(person, other) for compare in _comparisons
    )


def permissions_include(person: "User", other: "User") -> bool:
    """The same of the administration alone, of people who are not superusers themselves."""
    return not other.is_superuser and _permissions(person) >= _permissions(other)


def _permissions(user: "User") -> set[int]:
    """Asked of the tables, not of the account: a closed one has none, and may be opened."""
    given = Permission.objects.order_by().filter(Q(user=user) | Q(group__user=user))
    return set(given.values_list("pk", flat=True))
