import datetime
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from config.months import months_after
from config.privacy import refuse_cpr
from institutions.access import Reader, scope_of
from institutions.models import Institution
from institutions.querysets import PlaceQuerySet

#: The template is of four half years.
HALF_YEARS, MONTHS = 4, 6


class EnvironmentQuestionQuerySet(models.QuerySet["EnvironmentQuestion"]):
    def visible_to(self, user: Reader) -> Self:
        return self.all() if scope_of(user).reads else self.none()

    def editable_by(self, user: Reader) -> Self:
        return self.all() if scope_of(user).edits.everything else self.none()


class EnvironmentQuestion(models.Model):
    """A question of the two-year template, in the half year it belongs to (Danish: spørgsmål).

    is_shared: what is answered stands in the paper for the political discussion.
    """

    half_year = models.PositiveSmallIntegerField(
        _("half year"), validators=[MinValueValidator(1), MaxValueValidator(HALF_YEARS)]
    )
    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    text = models.CharField(_("question"), max_length=200)
    help = models.CharField(_("help"), max_length=300, blank=True)
    is_shared = models.BooleanField(_("for the political discussion"), default=False)
    is_in_use = models.BooleanField(_("in use"), default=True)

    objects = EnvironmentQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of an evaluation")
        verbose_name_plural = _("questions of evaluations")
        ordering = ["half_year", "number"]

    def __str__(self) -> str:
        return self.text


class EnvironmentEvaluationQuerySet(PlaceQuerySet["EnvironmentEvaluation"]):
    paths = {"institutions": "institution"}

    def visible_to(self, user: Reader) -> Self:
        """Those that are done, where one reads; one under way for the leadership it is of."""
        scope = scope_of(user)
        done = self.at(scope.reads).exclude(done_on=None)
        return done | self.at(scope.drafts)


class EnvironmentEvaluation(models.Model):
    """A unit evaluates its learning environment over two years (Danish: evaluering).

    Local practice, and no demand of the law. version counts every change of what is written.
    """

    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="+", verbose_name=_("institution")
    )
    focus = models.CharField(_("what it is about"), max_length=200, validators=[refuse_cpr])
    begun_on = models.DateField(_("begun"), default=timezone.localdate)
    done_on = models.DateField(_("done"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = EnvironmentEvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation of a learning environment")
        verbose_name_plural = _("evaluations of learning environments")
        ordering = ["-begun_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution"],
                condition=Q(done_on=None),
                name="one_evaluation_under_way",
                violation_error_message=_("The place has an evaluation under way already."),
            ),
        ]

    def __str__(self) -> str:
        return self.focus

    def get_absolute_url(self) -> str:
        return reverse("environment_evaluation", args=[self.pk])

    @property
    def ends_on(self) -> datetime.date:
        """The last day of the two years."""
        return months_after(self.begun_on, HALF_YEARS * MONTHS)

    def half_year_on(self, on: datetime.date) -> int:
        """Which of the four half years a day is in."""
        ends = (months_after(self.begun_on, MONTHS * number) for number in range(1, HALF_YEARS))
        return 1 + sum(end <= on for end in ends)


class OfEvaluationQuerySet(PlaceQuerySet["EnvironmentAnswer"]):
    paths = {"institutions": "evaluation__institution"}


class EnvironmentAnswer(models.Model):
    """What a unit writes under a question, with the question as it stood (Danish: besvarelse)."""

    evaluation = models.ForeignKey(
        EnvironmentEvaluation,
        models.CASCADE,
        related_name="answers",
        verbose_name=_("evaluation of a learning environment"),
    )
    question = models.ForeignKey(
        EnvironmentQuestion,
        models.PROTECT,
        related_name="answers",
        verbose_name=_("question of an evaluation"),
    )
    asked = models.CharField(_("as it was asked"), max_length=200)
    text = models.TextField(_("answer"), blank=True, validators=[refuse_cpr])
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("written by"),
    )

    objects = OfEvaluationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("answer of an evaluation")
        verbose_name_plural = _("answers of evaluations")
        ordering = ["evaluation", "question__half_year", "question__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "question"], name="environment_answer_once"
            ),
        ]

    def __str__(self) -> str:
        return self.asked
