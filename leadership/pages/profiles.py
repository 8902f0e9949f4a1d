"""What the page of a leadership profile shows."""

from dataclasses import dataclass
from typing import Self

from leadership.models import Chapter, CoreGroup, Profile, ProfileRole


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """A profile with its groups, core areas and their points, and its chapters; five queries."""

    profile: Profile
    groups: tuple[CoreGroup, ...]
    roles: tuple[ProfileRole, ...]
    chapters: tuple[Chapter, ...]

    @classmethod
    def build(cls, profile: Profile) -> Self:
        groups = profile.groups.prefetch_related("areas__points")
        chapters = profile.chapters.select_related("profile").order_by("number", "pk")
        return cls(profile, tuple(groups), tuple(profile.roles.all()), tuple(chapters))

    @property
    def count(self) -> int:
        return sum(len(group.areas.all()) for group in self.groups)
