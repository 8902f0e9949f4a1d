from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from indicators.querysets import IndicatorQuerySet, ManualResultQuerySet
from institutions.models import Institution
from institutions.uniqueness import once
from measurements.models.instruments import ScaleStep, Topic
from strategy.models import Goal, LocalGoal


class Indicator(models.Model):
    """A measuring point of a goal, with its rule as data (Danish: målepunkt).

    A unit is an institution of the cluster. `aggregation` says how the units' values become one;
    with `all` and `share` each unit either meets its target or not. is_beside: it is followed
    beside the measuring points of its goal and is none of them, so nobody counts it among them.
    """

    class Source(models.TextChoices):
        TOPICS = "topics", _("Measurements of topics")
        METHODS = "methods", _("Methods in use")
        LOCAL_GOALS = "local_goals", _("Local goals' own figures")
        MANUAL = "manual", _("Entered by hand")
        COMPOSITE = "composite", _("Several indicators together")

    class Aggregation(models.TextChoices):
        ALL = "all", _("All units meet the target")
        SHARE = "share", _("Share of units that meet the target")
        MEAN = "mean", _("Mean of the units")
        SUM = "sum", _("Sum over the units")
        COUNT = "count", _("Count")
        LATEST = "latest", _("Latest value")

    class Operator(models.TextChoices):
        AT_LEAST = "gte", _("at least")
        EXACTLY = "eq", _("exactly")
        AT_MOST = "lte", _("at most")

    class Unrated(models.TextChoices):
        """What an inspection without ratings counts as."""

        LEAVE_OUT = "leave_out", _("Does not count")
        CARRY_FORWARD = "carry_forward", _("The last rating is carried forward")
        MET = "met", _("Counts as met")
        NOT_MET = "not_met", _("Counts as not met")

    goal = models.ForeignKey(
        Goal, models.CASCADE, related_name="indicators", verbose_name=_("goal")
    )
    code = models.CharField(_("code"), max_length=20)
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("text"))
    short_text = models.CharField(_("short text"), max_length=200)
    source = models.CharField(_("source"), max_length=20, choices=Source)
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="indicators", verbose_name=_("topics")
    )
    aggregation = models.CharField(
        _("aggregation"), max_length=20, choices=Aggregation, default=Aggregation.ALL
    )
    operator = models.CharField(
        _("comparison"), max_length=5, choices=Operator, default=Operator.AT_LEAST
    )
    unrated = models.CharField(
        _("inspections without ratings"),
        max_length=20,
        choices=Unrated,
        default=Unrated.LEAVE_OUT,
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        help_text=_("Empty: every year, the newest first."),
    )
    required_units = models.PositiveSmallIntegerField(
        _("units needed for a method to count"),
        null=True,
        blank=True,
        help_text=_("Empty: all units of the cluster."),
    )
    required_parts = models.PositiveSmallIntegerField(
        _("parts that are enough"),
        null=True,
        blank=True,
        help_text=_("Of several indicators together. Empty: all parts."),
    )
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    source_note = models.CharField(_("source in words"), max_length=150, blank=True)
    is_beside = models.BooleanField(
        _("followed beside the measuring points"),
        default=False,
        help_text=_("It stands on the page of its subject, and is none of the measuring points."),
    )
    local_goals = models.ManyToManyField(
        LocalGoal, blank=True, related_name="indicators", verbose_name=_("local goals")
    )

    objects = IndicatorQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["goal__strategy", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "code"],
                name="indicator_code_unique_in_goal",
                violation_error_message=_("The goal has an indicator with this code already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.short_text}"

    def get_absolute_url(self) -> str:
        return reverse("indicator_detail", args=[self.pk])


class Target(models.Model):
    """What an indicator is to reach: in a year or always, by all or one unit (Danish: måltal).

    of_each: of a share or a count of units, what each of them is to have; else a number there says
    how many are to.
    """

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="targets", verbose_name=_("indicator")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("institution"),
    )
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=3, null=True, blank=True)
    step = models.ForeignKey(
        ScaleStep,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("rating"),
    )

    of_each = models.BooleanField(_("what each unit is to have"), default=False)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["indicator", "year"]
        constraints = [
            models.CheckConstraint(
                name="target_value_or_step",
                condition=Q(value=None, step__isnull=False) | Q(value__isnull=False, step=None),
                violation_error_message=_("Give a number or a rating."),
            ),
            *once(
                ["indicator", "of_each"],
                optional=["year", "institution"],
                name="target_once",
                violation_error_message=_("There is a target for this already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.step or self.value)


class ManualResult(models.Model):
    """What somebody reports for an indicator, of a unit or of the whole (Danish: indberetning)."""

    indicator = models.ForeignKey(
        Indicator,
        models.CASCADE,
        related_name="manual_results",
        verbose_name=_("indicator"),
    )
    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="manual_results",
        verbose_name=_("institution"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    is_met = models.BooleanField(_("met"), null=True, blank=True)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=3, null=True, blank=True)
    narrative = models.TextField(_("in words"), blank=True)
    reported_on = models.DateField(_("reported"), default=timezone.localdate)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reported by"),
    )

    objects = ManualResultQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("reported result")
        verbose_name_plural = _("reported results")
        ordering = ["indicator", "-year", "institution"]
        constraints = [
            *once(
                ["indicator", "year"],
                optional=["institution"],
                name="result_reported_once",
                violation_error_message=_("This has been reported for the year already."),
            ),
        ]

    def __str__(self) -> str:
        whom = self.institution or _("the whole")
        return f"{self.indicator.code}, {whom}, {self.year}"
