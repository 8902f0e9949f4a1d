"""Leadership profiles and the value base within a person's reach."""

import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from institutions.access import reach_of


class OpenToAllQuerySet(models.QuerySet):
    """Rows that whoever reads anything may read, and administrators write."""

    def visible_to(self, user) -> Self:
        return self.all() if reach_of(user).reads else self.none()

    def editable_by(self, user) -> Self:
        return self.all() if reach_of(user).edits.everything else self.none()


class ProfileQuerySet(OpenToAllQuerySet):
    def in_use(self) -> Self:
        return self.filter(is_in_use=True)


class ValueBaseQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Those that hold or have held; what is still being prepared only to administrators."""
        if reach_of(user).edits.everything:
            return self.all()
        return self.begun(timezone.localdate()) if reach_of(user).reads else self.none()

    def editable_by(self, user) -> Self:
        return self.all() if reach_of(user).edits.everything else self.none()

    def begun(self, day: datetime.date) -> Self:
        """Those in force on a day, or before it; the newest first."""
        return self.filter(from_on__lte=day).order_by("-from_on")


class OfValueBaseQuerySet(models.QuerySet):
    """Rows of a version of the value base; `base` is the way to it."""

    base = "base"

    def visible_to(self, user) -> Self:
        from leadership.models import ValueBase  # models import this module

        return self.filter(**{f"{self.base}__in": ValueBase.objects.visible_to(user)})

    def editable_by(self, user) -> Self:
        return self.all() if reach_of(user).edits.everything else self.none()


class JobRoleQuerySet(OfValueBaseQuerySet):
    base = "group__base"


class CommitmentQuerySet(OfValueBaseQuerySet):
    base = "cell__role__group__base"


class BasedOnQuerySet(models.QuerySet):
    """What a local goal builds on: seen and changed with the goal."""

    def visible_to(self, user) -> Self:
        from strategy.models import LocalGoal

        return self.filter(local_goal__in=LocalGoal.objects.visible_to(user))

    def editable_by(self, user) -> Self:
        from strategy.models import LocalGoal

        return self.filter(local_goal__in=LocalGoal.objects.editable_by(user))
