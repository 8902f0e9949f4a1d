"""Who sees to it that an indicator is measured, and how often."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from indicators.models.indicators import Indicator


class IndicatorOwner(models.Model):
    """The responsible of an indicator, and its rhythm (Danish: ansvarlig for et målepunkt).

    A row of its own, since nothing that is worked out of an indicator follows from it.
    """

    class Rhythm(models.IntegerChoices):
        """How many months there are from one figure to the next."""

        MONTH = 1, _("Every month")
        QUARTER = 3, _("Every quarter")
        HALF_YEAR = 6, _("Every half year")
        YEAR = 12, _("Every year")
        TWO_YEARS = 24, _("Every second year")

    indicator = models.OneToOneField(
        Indicator, models.CASCADE, related_name="care", verbose_name=_("indicator")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible"),
    )
    rhythm = models.PositiveSmallIntegerField(_("rhythm"), choices=Rhythm, default=Rhythm.YEAR)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("responsible for an indicator")
        verbose_name_plural = _("responsible for indicators")
        ordering = ["indicator"]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.person or '–'}, {self.get_rhythm_display()}"
