"""Leadership profiles and the value base within a person's reach."""

import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from institutions.access import scope_of
from institutions.querysets import PlaceQuerySet


class OpenToAllQuerySet(models.QuerySet):
    """Rows that whoever reads anything may read, and administrators write."""

    def visible_to(self, user) -> Self:
        return self.all() if scope_of(user).reads else self.none()

    def editable_by(self, user) -> Self:
        return self.all() if scope_of(user).edits.everything else self.none()


class ProfileQuerySet(OpenToAllQuerySet):
    def in_use(self) -> Self:
        return self.filter(is_in_use=True)


class ValueBaseQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Those that hold or have held; what is still being prepared only to administrators."""
        if scope_of(user).edits.everything:
            return self.all()
        return self.begun(timezone.localdate()) if scope_of(user).reads else self.none()

    def editable_by(self, user) -> Self:
        return self.all() if scope_of(user).edits.everything else self.none()

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
        return self.all() if scope_of(user).edits.everything else self.none()


class JobRoleQuerySet(OfValueBaseQuerySet):
    base = "group__base"


class CommitmentCellQuerySet(OfValueBaseQuerySet):
    base = "role__group__base"


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


class TeamQuerySet(PlaceQuerySet):
    """Teams: for their leaders, for the head of their area and for administrators."""

    paths = {"clusters": "cluster", "institutions": "institution"}

    def visible_to(self, user) -> Self:
        reach = scope_of(user)
        if reach.drafts.everything:
            return self.all()
        return self.at(reach.drafts) | self.at(reach.oversees)

    def editable_by(self, user) -> Self:
        """Those whose texts the person writes: the whole team together."""
        return self.at(scope_of(user).drafts)


class OfTeamQuerySet(models.QuerySet):
    """Rows of a team, seen and changed with it; `team` is the way to it."""

    team = "team"

    def visible_to(self, user) -> Self:
        from leadership.models import Team  # models import this module

        return self.filter(**{f"{self.team}__in": Team.objects.visible_to(user)})

    def editable_by(self, user) -> Self:
        from leadership.models import Team

        return self.filter(**{f"{self.team}__in": Team.objects.editable_by(user)})


class MappingRoundQuerySet(OfTeamQuerySet):
    def open_on(self, day: datetime.date) -> Self:
        """Those that take answers on a day."""
        return self.filter(closed_on=None, closes_on__gte=day)

    def overdue_on(self, day: datetime.date) -> Self:
        """Those whose last day has passed, and that nobody has closed."""
        return self.filter(closed_on=None, closes_on__lt=day)


class AnswerQuerySet(models.QuerySet):
    """Answers: nobody's but one's own, and only while they can be given. No role changes that."""

    def visible_to(self, user) -> Self:
        today = timezone.localdate()
        return self.filter(person=user, mapping__closed_on=None, mapping__closes_on__gte=today)

    editable_by = visible_to


class OfPlanQuerySet(OfTeamQuerySet):
    team = "plan__team"


class OfFocusQuerySet(OfTeamQuerySet):
    team = "focus__plan__team"


class AgreementQuerySet(OfPlanQuerySet):
    pass
