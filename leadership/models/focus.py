"""What a development plan is made of: areas of effort, their actions, and days of following up."""

import datetime
from typing import TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.privacy import refuse_cpr
from indicators.models import Indicator
from leadership.models.chapters import Chapter
from leadership.models.plans import DevelopmentPlan, OfPlanQuerySet
from leadership.models.profiles import CoreArea
from leadership.models.teams import OfTeamQuerySet
from leadership.models.value_base import Commitment
from strategy.models import Goal
from strategy.workflow import Progress

M = TypeVar("M", bound=models.Model)


class OfFocusQuerySet(OfTeamQuerySet[M]):
    team = "focus__plan__team"


class FocusArea(models.Model):
    """Something the team will get better at in the year (Danish: indsatsområde)."""

    plan = models.ForeignKey(
        DevelopmentPlan,
        models.CASCADE,
        related_name="focuses",
        verbose_name=_("team development plan"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    area = models.ForeignKey(
        CoreArea,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="focuses",
        verbose_name=_("core area"),
    )
    name = models.CharField(_("name"), max_length=100, validators=[refuse_cpr])
    text = models.TextField(_("what we will do"), blank=True, validators=[refuse_cpr])
    goals = models.ManyToManyField(
        Goal, blank=True, related_name="+", verbose_name=_("strategic goals")
    )
    indicators = models.ManyToManyField(
        Indicator, blank=True, related_name="+", verbose_name=_("indicators")
    )
    commitments = models.ManyToManyField(
        Commitment, blank=True, related_name="focuses", verbose_name=_("commitments")
    )
    chapters = models.ManyToManyField(
        Chapter, blank=True, related_name="focuses", verbose_name=_("chapters")
    )

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("area of effort")
        verbose_name_plural = _("areas of effort")
        ordering = ["plan", "number", "pk"]

    def __str__(self) -> str:
        return self.name


class Action(models.Model):
    """What the team does about an area of effort, who sees to it, and by when (Danish: aftale)."""

    focus = models.ForeignKey(
        FocusArea, models.CASCADE, related_name="actions", verbose_name=_("area of effort")
    )
    text = models.CharField(_("what we do"), max_length=250, validators=[refuse_cpr])
    responsible = models.CharField(
        _("responsible"), max_length=100, blank=True, validators=[refuse_cpr]
    )
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    progress = models.CharField(
        _("progress"), max_length=20, choices=Progress, default=Progress.WAITING
    )
    note = models.CharField(_("how it goes"), max_length=250, blank=True, validators=[refuse_cpr])

    objects = OfFocusQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["focus", "due_on", "pk"]

    def __str__(self) -> str:
        return self.text

    def is_overdue(self, on: datetime.date) -> bool:
        return self.due_on is not None and self.due_on < on and self.progress != Progress.REACHED


class PlanFollowUp(models.Model):
    """A day on which team and head of area look at the plan again (Danish: opfølgning).

    The review is the last of the year: it closes the plan.
    """

    plan = models.ForeignKey(
        DevelopmentPlan,
        models.CASCADE,
        related_name="follow_ups",
        verbose_name=_("team development plan"),
    )
    planned_on = models.DateField(_("planned for"))
    is_review = models.BooleanField(_("review of the year"), default=False)
    held_on = models.DateField(_("held"), null=True, blank=True)
    narrative = models.TextField(_("what we saw"), blank=True, validators=[refuse_cpr])
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("written by"),
    )

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["plan", "planned_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "planned_on"],
                name="follow_up_once_a_day",
                violation_error_message=_("The plan is followed up on this day already."),
            ),
            models.CheckConstraint(
                name="follow_up_held_with_words",
                condition=Q(held_on=None) | ~Q(narrative=""),
                violation_error_message=_("Write what you saw."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.planned_on:%d.%m.%Y}"
