"""The groups that come with the product, and what each is on the pages of an administrator.

A group narrows the role administrator, and is nothing without it. Whoever has the role and none of
these groups looks after all; a group of the municipality's own changes nothing on the pages.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

#: Names of groups are data, and Danish.
ADMINISTRATOR = "Administrator"
DATA = "Dataadministrator"
PEOPLE = "Brugeradministrator"
DELIVERED = (ADMINISTRATOR, DATA, PEOPLE)


class LooksAfter(NamedTuple):
    """What an administrator looks after: the work of all places, the people, or both."""

    work: bool
    people: bool

    @classmethod
    def by(cls, groups: Iterable[str]) -> "LooksAfter":
        """What the groups let somebody look after together."""
        delivered = set(groups) & set(DELIVERED) or {ADMINISTRATOR}
        return cls(
            work=not delivered.isdisjoint({ADMINISTRATOR, DATA}),
            people=not delivered.isdisjoint({ADMINISTRATOR, PEOPLE}),
        )

    def includes(self, groups: Collection[str]) -> bool:
        """Whether groups let nobody look after more than this."""
        other = LooksAfter.by(groups)
        return self.work >= other.work and self.people >= other.people
