"""What the page of a leadership profile shows."""

from dataclasses import dataclass
from typing import Self

from leadership.models import CoreGroup, Profile, ProfileRole


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """A profile with its groups, core areas and their points; four queries."""

    profile: Profile
    groups: tuple[CoreGroup, ...]
    roles: tuple[ProfileRole, ...]

    @classmethod
    def build(cls, profile: Profile) -> Self:
        groups = profile.groups.prefetch_related("areas__points")
        return cls(profile, tuple(groups), tuple(profile.roles.all()))

    @property
    def count(self) -> int:
        return sum(len(group.areas.all()) for group in self.groups)
