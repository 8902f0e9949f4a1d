from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from strategy.models.local_goals import LocalGoal


class Reminder(models.Model):
    """That somebody has been reminded of a day of measuring, once (Danish: påmindelse).

    The row is the promise not to send it again: it is written in the transaction that sends.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="reminders",
        verbose_name=_("recipient"),
    )
    local_goal = models.ForeignKey(
        LocalGoal,
        models.CASCADE,
        related_name="reminders",
        verbose_name=_("local goal"),
    )
    deadline_on = models.DateField(_("day of measuring"))
    days_before = models.PositiveSmallIntegerField(_("days before"))
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "local_goal", "deadline_on", "days_before"],
                name="reminded_once",
                violation_error_message=_("This reminder has been sent already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}, {self.deadline_on}"
