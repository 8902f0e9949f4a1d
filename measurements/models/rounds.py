from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from institutions.models import Cluster, InstitutionKind
from measurements.models.instruments import Instrument
from measurements.querysets import MeasuringRoundQuerySet


def known_kinds(value: object) -> None:
    """Refuse anything but a list of kinds of institution."""
    if not isinstance(value, list) or not set(value) <= set(InstitutionKind.values):
        raise ValidationError(_("Choose kinds of institutions from the list."))


class MeasuringRound(models.Model):
    """An instrument used in a period, with a deadline (Danish: målerunde).

    period: as measurements have it, “2026-1”; a year alone is about the whole year, whatever day.
    Expected are the institutions of the clusters and kinds; none chosen means all of them. Once it
    is locked, values of the period change only with a reason.
    """

    instrument = models.ForeignKey(
        Instrument, models.PROTECT, related_name="rounds", verbose_name=_("instrument")
    )
    period = models.CharField(
        _("period"),
        max_length=10,
        validators=[
            RegexValidator(
                r"\A[12][0-9]{3}(-[1-9])?\Z",
                _("Write a year, as 2026, or a round of the year, as 2026-1."),
            )
        ],
        help_text=_("A year, as 2026, or a round of the year, as 2026-1."),
    )
    opens_on = models.DateField(_("opens"))
    deadline_on = models.DateField(_("deadline"))
    clusters = models.ManyToManyField(
        Cluster,
        related_name="rounds",
        blank=True,
        verbose_name=_("clusters"),
        help_text=_("None chosen means all of them."),
    )
    kinds = models.JSONField(
        _("kinds of institutions"), default=list, blank=True, validators=[known_kinds]
    )
    locked_at = models.DateTimeField(_("locked"), null=True, blank=True, editable=False)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("locked by"),
    )

    objects = MeasuringRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("measuring round")
        verbose_name_plural = _("measuring rounds")
        ordering = ["-deadline_on", "instrument"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "period"],
                name="round_once_in_a_period",
                violation_error_message=_("The instrument has a round in this period already."),
            ),
            models.CheckConstraint(
                name="round_deadline_after_it_opens",
                condition=Q(deadline_on__gte=F("opens_on")),
                violation_error_message=_("The deadline cannot come before the round opens."),
            ),
            models.CheckConstraint(
                name="round_locked_by_someone_at_a_time",
                condition=Q(locked_by=None) | Q(locked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument}, {self.period}"

    @property
    def is_of_a_year(self) -> bool:
        """Whether it is about the whole year, and not about one round of it."""
        return len(self.period) == 4

    def holds(self, period: str) -> bool:
        """Whether a measurement's period is in the round: “2026-02-11” is in “2026”."""
        return period[:4] == self.period if self.is_of_a_year else period == self.period
