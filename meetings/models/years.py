import calendar
import datetime
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from config.collation import danish
from config.privacy import refuse_cpr
from institutions.models import Cluster
from institutions.querysets import PlaceQuerySet


class StepKind(models.TextChoices):
    """What a step of the year is about; the year wheel has a band for each."""

    DIRECTION = "direction", _("Goals and decisions")
    MEASURING = "measuring", _("Measuring")
    PARENTS = "parents", _("Parents and boards")
    FINANCE = "finance", _("Budget and accounts")
    OTHER = "other", _("Other")


class YearTemplate(models.Model):
    """A year as it usually goes, to begin a new one from (Danish: skabelon til årshjul)."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("template of a year")
        verbose_name_plural = _("templates of a year")
        ordering = [danish("name")]

    def __str__(self) -> str:
        return self.name


class TemplateStep(models.Model):
    """A step of a usual year: from a month to a month (Danish: trin i skabelonen)."""

    class Years(models.TextChoices):
        EVERY = "every", _("Every year")
        ODD = "odd", _("Odd years")
        EVEN = "even", _("Even years")

    template = models.ForeignKey(
        YearTemplate, models.CASCADE, related_name="steps", verbose_name=_("template")
    )
    from_month = models.PositiveSmallIntegerField(
        _("from month"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    to_month = models.PositiveSmallIntegerField(
        _("to month"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    title = models.CharField(_("what happens"), max_length=150)
    actor = models.CharField(_("who"), max_length=100, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=StepKind, default=StepKind.OTHER)
    years = models.CharField(_("years"), max_length=10, choices=Years, default=Years.EVERY)

    class Meta:
        verbose_name = _("step of the template")
        verbose_name_plural = _("steps of the template")
        ordering = ["template", "from_month", "to_month", "pk"]
        constraints = [
            models.CheckConstraint(
                name="template_step_ends_after_it_begins",
                condition=Q(from_month__gte=1, to_month__gte=F("from_month"), to_month__lte=12),
                violation_error_message=_(
                    "Give months from 1 to 12, the last not before the first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_of(self, year: int) -> bool:
        """Whether the step belongs to a year."""
        return self.years == self.Years.EVERY or (self.years == self.Years.ODD) == bool(year % 2)

    def in_year(self, year: int) -> "YearStep":
        """The step as it falls in a year; not saved."""
        last = calendar.monthrange(year, self.to_month)[1]
        return YearStep(
            title=self.title,
            actor=self.actor,
            kind=self.kind,
            from_on=datetime.date(year, self.from_month, 1),
            to_on=datetime.date(year, self.to_month, last),
        )


class YearStepQuerySet(PlaceQuerySet["YearStep"]):
    paths = {"clusters": "cluster"}

    def in_year(self, year: int) -> Self:
        """Those that reach into a year."""
        return self.filter(
            from_on__lte=datetime.date(year, 12, 31), to_on__gte=datetime.date(year, 1, 1)
        )


class YearStep(models.Model):
    """Something a cluster does at a time of the year (Danish: punkt i årshjulet).

    invited: staff, parents or others, where it is for them; outcome: written when it has been held.
    """

    cluster = models.ForeignKey(
        Cluster, models.CASCADE, related_name="year_steps", verbose_name=_("cluster")
    )
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    title = models.CharField(_("what happens"), max_length=150)
    actor = models.CharField(_("who"), max_length=100, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=StepKind, default=StepKind.OTHER)
    invited = models.CharField(
        _("who is invited"), max_length=200, blank=True, validators=[refuse_cpr]
    )
    outcome = models.TextField(_("what came of it"), blank=True, validators=[refuse_cpr])

    objects = YearStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of the year")
        verbose_name_plural = _("steps of the year")
        ordering = ["from_on", "to_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="year_step_ends_after_it_begins",
                condition=Q(to_on__gte=F("from_on")),
                violation_error_message=_("The last day cannot come before the first day."),
            ),
            models.UniqueConstraint(
                fields=["cluster", "title", "from_on"],
                name="year_step_once",
                violation_error_message=_("This stands in the year already."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
