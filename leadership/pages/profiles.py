"""What the page of a leadership profile shows."""

from dataclasses import dataclass
from typing import Self

from institutions.access import Reader
from leadership.models import CoreGroup, Profile, ProfileRole
from leadership.value_base.chapters import ChapterRow, chapter_rows


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """A profile with its groups, core areas and their points, and its chapters; six queries."""

    profile: Profile
    groups: tuple[CoreGroup, ...]
    roles: tuple[ProfileRole, ...]
    chapters: tuple[ChapterRow, ...]

    @classmethod
    def build(cls, profile: Profile, *, user: Reader) -> Self:
        groups = profile.groups.prefetch_related("areas__points")
        chapters = profile.chapters.select_related("profile").order_by("number", "pk")
        rows = chapter_rows(tuple(chapters), user=user)
        return cls(profile, tuple(groups), tuple(profile.roles.all()), rows)

    @property
    def count(self) -> int:
        return sum(len(group.areas.all()) for group in self.groups)
