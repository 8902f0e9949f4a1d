"""The administrator's yearly list: accounts that nobody needs any more, and people there twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.db.models import Max

from accounts.models import User
from config.collation import danish
from institutions.models import Membership


@dataclass(frozen=True, slots=True)
class PeopleToClear:
    """over: whose roles have all ended, with `last_day`. never: who never signed in. twice: groups
    of open accounts with the same name, the oldest first. without: who never had a role.
    """

    over: tuple[User, ...]
    never: tuple[User, ...]
    without: tuple[User, ...]
    twice: tuple[tuple[User, ...], ...]

    @classmethod
    def build(cls) -> Self:
        """Open accounts as they are today, superusers aside but for doubles; four queries."""
        open_ones = User.objects.filter(is_active=True).order_by(danish("name"), "pk")
        others = open_ones.filter(is_superuser=False)
        lasting = Membership.objects.lasting()
        had = Membership.objects.values("user")
        return cls(
            over=tuple(
                others.filter(pk__in=had)
                .exclude(pk__in=lasting.values("user"))
                .annotate(last_day=Max("memberships__to_on"))
            ),
            never=tuple(others.filter(pk__in=lasting.values("user"), last_login=None)),
            without=tuple(others.exclude(pk__in=had)),
            twice=_of_one_name(open_ones),
        )

    @property
    def count(self) -> int:
        return len(self.over) + len(self.never) + len(self.without) + len(self.twice)


def _of_one_name(people: Iterable[User]) -> tuple[tuple[User, ...], ...]:
    """People who are called the same, however it is written."""
    named: dict[str, list[User]] = defaultdict(list)
    for person in people:
        named[" ".join(person.name.casefold().split())].append(person)
    return tuple(
        tuple(sorted(group, key=lambda one: one.pk))
        for name, group in named.items()
        if name and len(group) > 1
    )
