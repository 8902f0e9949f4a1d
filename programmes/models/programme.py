from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from config.collation import danish
from config.privacy import refuse_cpr
from indicators.models import Indicator
from institutions.access import Reader, scope_of
from programmes.querysets import ProgrammeQuerySet

M = TypeVar("M", bound=models.Model)

if TYPE_CHECKING:
    from programmes.models.evaluation import Question


class Programme(models.Model):
    """A competence programme: courses over some years, and what they are to bring about.

    source: the document its content and figures come from, in words. status_on: the day of which
    the status notes tell.
    """

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=150)
    purpose = models.TextField(_("purpose"), blank=True)
    from_year = models.PositiveSmallIntegerField(_("from year"))
    to_year = models.PositiveSmallIntegerField(_("to year"))
    months = models.PositiveSmallIntegerField(_("months of a course"), default=6)
    consultants_needed = models.PositiveSmallIntegerField(_("consultants per course"), default=2)
    source = models.TextField(_("source"), blank=True)
    status_on = models.DateField(_("status as of"), null=True, blank=True)
    is_draft = models.BooleanField(_("draft"), default=False)

    objects = ProgrammeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-from_year", danish("name")]
        constraints = [
            models.CheckConstraint(
                name="programme_ends_after_it_begins",
                condition=Q(to_year__gte=F("from_year")),
                violation_error_message=_("The last year cannot come before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programme_detail", args=[self.slug])

    @property
    def years(self) -> str:
        """“2024–2026”, or the one year."""
        if self.from_year == self.to_year:
            return str(self.from_year)
        return f"{self.from_year}–{self.to_year}"


class OfProgrammeQuerySet(models.QuerySet[M]):
    """Rows of a programme: read and planned by those who read and plan it."""

    path = "programme"

    def visible_to(self, user: Reader) -> Self:
        return self.filter(**{f"{self.path}__in": Programme.objects.visible_to(user)})

    def editable_by(self, user: Reader) -> Self:
        return self.all() if scope_of(user).plans.everything else self.none()


class StatusNote(models.Model):
    """What was told of the courses of a year, in the source's own words, on `status_on`."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="status_notes", verbose_name=_("programme")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    year = models.PositiveSmallIntegerField(_("year"))
    text = models.TextField(_("text"))

    objects = OfProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("status of a year's courses")
        verbose_name_plural = _("status of the years' courses")
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="status_note_number_once"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class ProgrammeStage(models.Model):
    """A stage that every course of the programme goes through, and when (Danish: trin i forløbet).

    days_after_start: before the start it is negative.
    """

    class Kind(models.TextChoices):
        PREPARATION = "preparation", _("Preparation")
        WORKSHOP = "workshop", _("Workshop")
        SPARRING = "sparring", _("Sparring")
        VISIT = "visit", _("Follow-up visit")
        EVALUATION = "evaluation", _("Evaluation")

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="stages", verbose_name=_("programme")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    days_after_start = models.SmallIntegerField(_("days after the start"))

    objects = OfProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage of a programme")
        verbose_name_plural = _("stages of a programme")
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="programme_stage_number_once",
                violation_error_message=_("The programme has a stage of this number already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def takes_consultants(self) -> bool:
        """Whether the consultants are there in person."""
        return self.kind in (self.Kind.WORKSHOP, self.Kind.SPARRING, self.Kind.VISIT)

    @property
    def takes_room(self) -> bool:
        """Whether it is held in a room of ours, and not at the institution."""
        return self.kind == self.Kind.WORKSHOP


class TheoryStep(models.Model):
    """A link of the theory of change, with what tells whether it holds (Danish: indsatsteori).

    note: how it is followed, where no question or indicator tells it.
    """

    class Kind(models.TextChoices):
        ACTIVITY = "activity", _("Activities")
        STEP = "step", _("Steps on the way")
        SHORT = "short", _("Results in the short run")
        LONG = "long", _("Results in the long run")
        EFFECT = "effect", _("Effect for the children")

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="theory", verbose_name=_("programme")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("text"), validators=[refuse_cpr])
    note = models.CharField(_("how it is followed"), max_length=200, blank=True)
    questions: "models.ManyToManyField[Question, Question]" = models.ManyToManyField(
        "Question", blank=True, related_name="theory", verbose_name=_("questions that tell")
    )
    indicators = models.ManyToManyField(
        Indicator, blank=True, related_name="theory", verbose_name=_("indicators that tell")
    )

    objects = OfProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("link of the theory of change")
        verbose_name_plural = _("theory of change")
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind", "number"],
                name="theory_step_number_once",
                violation_error_message=_("There is a link of this kind and number already."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
