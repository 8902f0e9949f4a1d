from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from config.privacy import refuse_cpr
from institutions.few import Audience, threshold_for
from strategy.models.decisions import Decision, OfLocalGoalQuerySet, StatusUpdate
from strategy.models.local_goals import LocalGoal
from strategy.models.measures import counted


class LocalGoalFigureQuerySet(OfLocalGoalQuerySet["LocalGoalFigure"]):
    """Figures of local goals."""

    def of_enough(self, user: Audience) -> Self:
        """Those that are not about too few for a reader."""
        few = Q(respondents__lt=threshold_for(user))
        return self.exclude(few)


class LocalGoalFigure(models.Model):
    """What a local goal's own measurement said on a day (Danish: egen måling).

    One of a day: written again it is corrected, and the history keeps what it was. out_of: of how
    many, as in “31 of 34 weeks”; the value alone is judged. status_update, decision: the status or
    the evaluation it was told with. respondents: how
    many children or others it is about, where that may be few; such a figure is shown to nobody, or
    not to boards, as everywhere.
    """

    local_goal = models.ForeignKey(
        LocalGoal,
        models.CASCADE,
        related_name="figures",
        verbose_name=_("local goal"),
    )
    measured_on = models.DateField(_("measured"), default=timezone.localdate)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=3)
    out_of = models.DecimalField(
        _("out of"), max_digits=12, decimal_places=3, null=True, blank=True
    )
    respondents = models.PositiveIntegerField(_("how many it is about"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True, validators=[refuse_cpr])
    status_update = models.ForeignKey(
        StatusUpdate,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("status update"),
    )
    decision = models.ForeignKey(
        Decision,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decision"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("written by"),
    )

    objects = LocalGoalFigureQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("figure of a local goal")
        verbose_name_plural = _("figures of local goals")
        ordering = ["-measured_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["local_goal", "measured_on"],
                name="local_goal_figure_once_a_day",
                violation_error_message=_("There is a figure of that day already."),
            ),
            models.CheckConstraint(
                name="local_goal_figure_of_at_least_as_many",
                condition=Q(out_of=None) | Q(out_of__gt=0, out_of__gte=F("value")),
                violation_error_message=_("Of those, no more can be counted than there are."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measured_on}: {self.text}"

    @property
    def text(self) -> str:
        return counted(self.value, self.out_of, "")
