"""What local goals build on in the value base."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from institutions.access import Reader
from institutions.belonging import PartOf
from institutions.uniqueness import once
from leadership.models.value_base import Commitment
from strategy.models import Effort, LocalGoal


class BasedOnQuerySet(models.QuerySet["BasedOn"]):
    """What a local goal builds on: seen and changed with the goal."""

    def visible_to(self, user: Reader) -> Self:
        return self.filter(local_goal__in=LocalGoal.objects.visible_to(user))

    def editable_by(self, user: Reader) -> Self:
        return self.filter(local_goal__in=LocalGoal.objects.editable_by(user))


class BasedOn(models.Model):
    """A local goal, or one effort of it, builds on a commitment (Danish: bygger på)."""

    local_goal = models.ForeignKey(
        LocalGoal, models.CASCADE, related_name="based_on", verbose_name=_("local goal")
    )
    effort = models.ForeignKey(
        Effort,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="based_on",
        verbose_name=_("effort"),
        help_text=_("Empty: the goal as a whole."),
    )
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="uses", verbose_name=_("commitment")
    )

    objects = BasedOnQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("what a goal builds on")
        verbose_name_plural = _("what goals build on")
        ordering = ["local_goal", "commitment", "pk"]
        constraints = [
            *once(
                ["local_goal", "commitment"],
                optional=["effort"],
                name="based_on_once",
                violation_error_message=_("The goal builds on this already."),
            ),
            PartOf(
                part="effort",
                whole="local_goal",
                name="based_on_effort_of_the_goal",
                violation_error_message=_("The effort belongs to another local goal."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.local_goal}: {self.commitment}"
