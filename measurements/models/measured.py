from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from config.collation import danish
from institutions.models import Institution
from measurements.models.imports import Import
from measurements.models.instruments import ScaleStep, Topic
from measurements.querysets import (
    AnswerCountQuerySet,
    InspectionQuerySet,
    MeasurementQuerySet,
)


class Inspection(models.Model):
    """A pedagogical inspection of an institution in a year (Danish: pædagogisk tilsyn).

    An inspection without ratings (Light-tilsyn) is a fact of its own, not a missing value.
    """

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("Ordinary inspection")
        LIGHT = "light", _("Light inspection")
        UNANNOUNCED = "unannounced", _("Unannounced inspection")
        FOLLOW_UP = "follow_up", _("Follow-up inspection")
        ENHANCED = "enhanced", _("Enhanced inspection")

    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        related_name="inspections",
        verbose_name=_("institution"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.ORDINARY)
    observed_on = models.DateField(_("observed"), null=True, blank=True)
    discussed_on = models.DateField(_("discussed"), null=True, blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    is_enhanced = models.BooleanField(_("leads to enhanced inspection"), default=False)
    has_immediate_order = models.BooleanField(_("immediate order"), default=False)
    report_url = models.URLField(_("link to the report"), blank=True)
    batch = models.ForeignKey(
        Import,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="inspections",
        verbose_name=_("import"),
    )
    row_number = models.PositiveIntegerField(_("row"), null=True, blank=True, editable=False)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        ordering = ["-year", danish("institution__name"), "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "year", "kind"],
                name="inspection_once_a_year",
                violation_error_message=_(
                    "The institution has an inspection of this kind in this year already."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution}, {self.get_kind_display()} {self.year}"


class Measurement(models.Model):
    """One value of one topic, at one institution, for one period (Danish: måling).

    group: the room, age group or other part of the institution it is about; empty for all of it.
    period: sorts and identifies: “2026”, “2026-1” (first round of the year), “2026-03” (a month),
    “2026-K1” (a quarter), “2026-U12” (a week), “2026-02-11”.
    value or step holds what was measured, unless the figure came suppressed. raw is the text as it
    stood in the file, batch and row_number where. note is free text beside the value, as an order.
    """

    topic = models.ForeignKey(
        Topic,
        models.PROTECT,
        related_name="measurements",
        db_index=False,  # the constraint has one
        verbose_name=_("topic"),
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        related_name="measurements",
        db_index=False,  # one that begins with it is below
        verbose_name=_("institution"),
    )
    group = models.CharField(
        pgettext_lazy("of children", "group"), max_length=100, blank=True, default=""
    )
    period = models.CharField(_("period"), max_length=10)
    year = models.PositiveSmallIntegerField(_("year"))
    measured_on = models.DateField(_("measured"), null=True, blank=True)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=3, null=True, blank=True)
    step = models.ForeignKey(
        ScaleStep,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("rating"),
    )
    respondents = models.PositiveIntegerField(_("answers"), null=True, blank=True)
    is_suppressed = models.BooleanField(_("suppressed in the source"), default=False)
    note = models.TextField(_("note"), blank=True, default="")
    raw = models.CharField(
        _("as in the file"), max_length=200, blank=True, default="", editable=False
    )
    batch = models.ForeignKey(
        Import,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="measurements",
        db_index=False,  # one that begins with it is below
        verbose_name=_("import"),
    )
    row_number = models.PositiveIntegerField(_("row"), null=True, blank=True, editable=False)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ["topic", "institution", "period"]
        indexes = [
            models.Index(fields=["institution", "topic", "year"]),
            models.Index(fields=["batch", "row_number"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "institution", "group", "period"],
                name="measured_once",
                violation_error_message=_("This has been measured for the period already."),
            ),
            models.CheckConstraint(
                name="measurement_value_or_step_or_suppressed",
                condition=Q(is_suppressed=True, value=None, step=None)
                | Q(is_suppressed=False, value__isnull=False, step=None)
                | Q(is_suppressed=False, value=None, step__isnull=False),
                violation_error_message=_("Give a number or a rating, or mark it as suppressed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}, {self.institution}, {self.period}"


class AnswerCount(models.Model):
    """How many, or which share, gave one answer: a part of a distribution (Danish: svarfordeling).

    count is a number of answers, share a fraction between 0 and 1; a source gives one of them.
    """

    measurement = models.ForeignKey(
        Measurement,
        models.CASCADE,
        related_name="answers",
        verbose_name=_("measurement"),
    )
    step = models.ForeignKey(ScaleStep, models.PROTECT, related_name="+", verbose_name=_("answer"))
    count = models.PositiveIntegerField(_("count"), null=True, blank=True)
    share = models.DecimalField(_("share"), max_digits=6, decimal_places=5, null=True, blank=True)
    is_suppressed = models.BooleanField(_("suppressed in the source"), default=False)

    objects = AnswerCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("count of an answer")
        verbose_name_plural = _("counts of answers")
        ordering = ["measurement", "step"]
        constraints = [
            models.UniqueConstraint(
                fields=["measurement", "step"],
                name="answer_counted_once",
                violation_error_message=_("This answer has been counted already."),
            ),
            models.CheckConstraint(
                name="answer_share_is_a_fraction",
                condition=Q(share=None) | Q(share__gte=0, share__lte=1),
                violation_error_message=_("A share lies between 0 and 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.count if self.share is None else self.share}"
