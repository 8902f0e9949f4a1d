import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from institutions.models import Institution
from strategy.models.strategies import Goal
from strategy.querysets import GoalRoundQuerySet

#: From this month on a deadline is for the goals of the year after.
FOR_NEXT_YEAR = 10


class GoalRound(models.Model):
    """The start of a year: who is to write local goals, to which goals, by when (Danish: runde).

    None chosen means all: the strategic goals in force, and the institutions that are open.
    """

    title = models.CharField(_("title"), max_length=100, help_text=_("As “Local goals 2027”."))
    opens_on = models.DateField(_("opens"))
    deadline_on = models.DateField(
        _("deadline"), help_text=_("The last day on which goals are sent to the board.")
    )
    for_year = models.PositiveSmallIntegerField(
        _("for the year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
        help_text=_(
            "The year the goals are for. Left empty, it is that of the deadline,"
            " or the next one when the deadline is in October or later."
        ),
    )
    goals = models.ManyToManyField(
        Goal,
        related_name="rounds",
        blank=True,
        verbose_name=_("strategic goals"),
        help_text=_("None chosen means all of them."),
    )
    institutions = models.ManyToManyField(
        Institution,
        related_name="goal_rounds",
        blank=True,
        verbose_name=_("institutions"),
        help_text=_("None chosen means all of them."),
    )
    closed_on = models.DateField(
        _("closed"), null=True, blank=True, help_text=_("Until then it stands on the pages.")
    )

    objects = GoalRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of local goals")
        verbose_name_plural = _("rounds of local goals")
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="goal_round_ends_after_it_opens",
                condition=Q(deadline_on__gte=F("opens_on")),
                violation_error_message=_("The deadline cannot come before the opening."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("goal_round_detail", args=[self.pk])

    @property
    def year(self) -> int:
        """The year the goals are for: what a round lacks is never lacking in the year before."""
        following = self.deadline_on.month >= FOR_NEXT_YEAR
        return self.for_year or self.deadline_on.year + following

    def is_overdue(self, day: datetime.date) -> bool:
        return day > self.deadline_on


class RoundReminder(models.Model):
    """That somebody has been reminded of a round on a day (Danish: påmindelse om en runde).

    The row is the promise not to send it again that day.
    """

    goal_round = models.ForeignKey(
        GoalRound, models.CASCADE, related_name="reminders", verbose_name=_("round")
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="round_reminders",
        verbose_name=_("recipient"),
    )
    sent_on = models.DateField(_("sent"), default=timezone.localdate)

    class Meta:
        verbose_name = _("reminder of a round")
        verbose_name_plural = _("reminders of rounds")
        ordering = ["-sent_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal_round", "recipient", "sent_on"],
                name="reminded_of_a_round_once_a_day",
                violation_error_message=_("This reminder has been sent already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}, {self.sent_on}"
