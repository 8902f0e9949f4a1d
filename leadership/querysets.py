"""Leadership profiles and the value base within a person's reach."""

import datetime
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.utils import timezone

from institutions.access import Reader, scope_of
from institutions.querysets import PlaceQuerySet

if TYPE_CHECKING:
    from leadership.models import (  # noqa: F401  # what the querysets below are of
        Agreement,
        Answer,
        BasedOn,
        Commitment,
        CommitmentCell,
        JobRole,
        MappingRound,
        Profile,
        Team,
        ValueBase,
        ValueBaseImport,
    )

M = TypeVar("M", bound=models.Model)


class OpenToAllQuerySet(models.QuerySet[M]):
    """Rows that whoever reads anything may read, and administrators write."""

    def visible_to(self, user: Reader) -> Self:
        return self.all() if scope_of(user).reads else self.none()

    def editable_by(self, user: Reader) -> Self:
        return self.all() if scope_of(user).edits.everything else self.none()


class ProfileQuerySet(OpenToAllQuerySet["Profile"]):
    def in_use(self) -> Self:
        return self.filter(is_in_use=True)

    def for_teams(self) -> Self:
        """Those that a team can map itself on."""
        return self.in_use().filter(level=self.model.Level.TEAM)


class ValueBaseQuerySet(models.QuerySet["ValueBase"]):
    def visible_to(self, user: Reader) -> Self:
        """Those that hold or have held; what is still being prepared only to administrators."""
        if scope_of(user).edits.everything:
            return self.all()
        return self.begun(timezone.localdate()) if scope_of(user).reads else self.none()

    def editable_by(self, user: Reader) -> Self:
        return self.all() if scope_of(user).edits.everything else self.none()

    def begun(self, day: datetime.date) -> Self:
        """Those in force on a day, or before it; the newest first."""
        return self.filter(from_on__lte=day).order_by("-from_on")


class TeamQuerySet(PlaceQuerySet["Team"]):
    """Teams: for their leaders, for the head of their area and for administrators."""

    paths = {"clusters": "cluster", "institutions": "institution"}

    def visible_to(self, user: Reader) -> Self:
        reach = scope_of(user)
        if reach.drafts.everything:
            return self.all()
        return self.at(reach.drafts) | self.at(reach.oversees)

    def editable_by(self, user: Reader) -> Self:
        """Those whose texts the person writes: the whole team together."""
        return self.at(scope_of(user).drafts)


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Answers: nobody's but one's own, and only while they can be given. No role changes that."""

    def visible_to(self, user: Reader) -> Self:
        today = timezone.localdate()
        return self.filter(person=user, mapping__closed_on=None, mapping__closes_on__gte=today)

    editable_by = visible_to


class ValueBaseImportQuerySet(models.QuerySet["ValueBaseImport"]):
    def visible_to(self, user: Reader) -> Self:
        """Imports are for administrators, who see everything."""
        return self.all() if scope_of(user).edits.everything else self.none()

    editable_by = visible_to
