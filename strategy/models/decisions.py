from typing import Self, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from config.privacy import refuse_cpr
from institutions.access import Reader
from strategy.models.local_goals import LocalGoal
from strategy.workflow import NEEDS_NEXT_STEP, LocalGoalStatus, Outcome, Progress

M = TypeVar("M", bound=models.Model)


class OfLocalGoalQuerySet(models.QuerySet[M]):
    """Rows of a local goal: seen and changed by those who see and change the goal."""

    def visible_to(self, user: Reader) -> Self:
        return self.filter(local_goal__in=LocalGoal.objects.visible_to(user))

    def editable_by(self, user: Reader) -> Self:
        return self.filter(local_goal__in=LocalGoal.objects.editable_by(user))


class Decision(models.Model):
    """One move of a local goal: who, when, from where to where, and why (Danish: beslutning).

    goes_on: told with an evaluation, what of the efforts the institution keeps doing. expected_on:
    told with a return, when the board would like to have the goal again.
    """

    local_goal = models.ForeignKey(
        LocalGoal,
        models.CASCADE,
        related_name="decisions",
        verbose_name=_("local goal"),
    )
    from_status = models.CharField(_("from"), max_length=20, choices=LocalGoalStatus)
    to_status = models.CharField(_("to"), max_length=20, choices=LocalGoalStatus)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    comment = models.TextField(_("why"), blank=True, validators=[refuse_cpr])
    goes_on = models.TextField(_("what goes on"), blank=True, validators=[refuse_cpr])
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    expected_on = models.DateField(_("expected back"), null=True, blank=True)
    on_behalf_of_board = models.BooleanField(_("on behalf of the board"), default=False)
    made_at = models.DateTimeField(_("decided"), default=timezone.now)

    objects = OfLocalGoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="decision_expects_back_what_was_returned",
                condition=models.Q(expected_on=None) | models.Q(to_status=LocalGoalStatus.RETURNED),
                violation_error_message=_("Only what is returned is expected back."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_from_status_display()} → {self.get_to_status_display()}"


class StatusUpdate(models.Model):
    """How a local goal goes, on a day, in a word and a text (Danish: statusopdatering).

    next_step: must be told when the word is one of `NEEDS_NEXT_STEP`.
    """

    local_goal = models.ForeignKey(
        LocalGoal,
        models.CASCADE,
        related_name="status_updates",
        verbose_name=_("local goal"),
    )
    made_on = models.DateField(_("date"), default=timezone.localdate)
    progress = models.CharField(_("progress"), max_length=20, choices=Progress)
    narrative = models.TextField(_("what we see"), validators=[refuse_cpr])
    next_step = models.TextField(_("next step"), blank=True, validators=[refuse_cpr])
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("written by"),
    )

    objects = OfLocalGoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("status update")
        verbose_name_plural = _("status updates")
        ordering = ["-made_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.made_on}: {self.get_progress_display()}"

    def say_again(self, *, by: User) -> "StatusUpdate":
        """A status of today that says that it goes as this one told; not saved."""
        day = date_format(self.made_on, "DATE_FORMAT")
        return StatusUpdate(
            local_goal=self.local_goal,
            made_by=by,
            progress=self.progress,
            narrative=gettext("It goes as we wrote on %(day)s.") % {"day": day},
            next_step=self.next_step,
        )

    def clean(self) -> None:
        super().clean()
        if self.progress in NEEDS_NEXT_STEP and not self.next_step.strip():
            raise ValidationError({"next_step": _("Write what you do next.")}, code="required")
