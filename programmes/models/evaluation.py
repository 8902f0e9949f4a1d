from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from config.privacy import refuse_cpr
from institutions.models import Institution
from measurements.models import Import, Scale, Topic
from programmes.models.courses import Course
from programmes.models.programme import OfProgrammeQuerySet, Programme, ProgrammeStage
from programmes.models.scoped import ResultQuerySet

M = TypeVar("M", bound=models.Model)


class EvaluationPoint(models.Model):
    """When one audience is asked, and about what (Danish: måling).

    stage: the stage of each course at which it is sent out. open_question: what is asked in words
    of one's own, if anything. note: what must be said beside every figure of it. not_sent_on: when
    somebody said that it will not be asked, and why. retired_codes: those of questions that have
    gone; files may name them still.
    """

    class Audience(models.TextChoices):
        LEADERS = "leaders", _("Leaders and resource persons")
        STAFF = "staff", _("Staff")

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="points", verbose_name=_("programme")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=100)
    synonyms = models.JSONField(
        _("synonyms"),
        default=list,
        blank=True,
        help_text=_("Other ways to write it in a file, as a list."),
    )
    audience = models.CharField(_("who is asked"), max_length=20, choices=Audience)
    focus = models.CharField(_("about what"), max_length=200, blank=True)
    open_question = models.CharField(_("open question"), max_length=300, blank=True)
    stage = models.ForeignKey(
        ProgrammeStage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="points",
        verbose_name=_("stage"),
    )
    note = models.TextField(_("note"), blank=True)
    not_sent_on = models.DateField(_("given up on"), null=True, blank=True)
    not_sent_why = models.CharField(
        _("why it was not sent out"), max_length=300, blank=True, validators=[refuse_cpr]
    )
    retired_codes = models.JSONField(
        _("codes of questions that have gone"), default=list, blank=True, editable=False
    )

    objects = OfProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("point of evaluation")
        verbose_name_plural = _("points of evaluation")
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="evaluation_point_number_once",
                violation_error_message=_("The programme has a point of this number already."),
            ),
            models.UniqueConstraint(
                fields=["programme", "name"],
                name="evaluation_point_name_once",
                violation_error_message=_("The programme has a point of this name already."),
            ),
            models.CheckConstraint(
                name="evaluation_point_given_up_for_a_reason",
                condition=Q(not_sent_on=None, not_sent_why="")
                | (Q(not_sent_on__isnull=False) & ~Q(not_sent_why="")),
                violation_error_message=_("Say when and why it is not sent out."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OfPointQuerySet(OfProgrammeQuerySet[M]):
    """Rows of a point of evaluation."""

    path = "point__programme"


class Question(models.Model):
    """One question, or one figure a source tells (Danish: spørgsmål).

    lineage joins the same question asked at several points. topic: what its results count as among
    the measurements, so that indicators can use them. is_key: shown on the programme's first page.
    """

    class Kind(models.TextChoices):
        DEGREE = "degree", _("Degree on a scale")
        OPTIONS = "options", _("One of several answers")
        SHARE = "share", _("Share of those asked")
        MEAN = "mean", _("Mean on a scale of numbers")
        COUNT = "count", _("Number of answers")

    point = models.ForeignKey(
        EvaluationPoint, models.CASCADE, related_name="questions", verbose_name=_("point")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    code = models.CharField(_("code"), max_length=20)
    text = models.TextField(_("text"), validators=[refuse_cpr])
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.DEGREE)
    scale = models.ForeignKey(
        Scale,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("scale"),
    )
    lineage = models.SlugField(_("the same across points"), blank=True)
    is_key = models.BooleanField(_("shown first"), default=False)
    topic = models.ForeignKey(
        Topic,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("counts as a measurement of"),
    )

    objects = OfPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["point__programme", "point__number", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["point", "code"],
                name="question_code_once",
                violation_error_message=_("The point has a question of this code already."),
            ),
            models.CheckConstraint(
                name="question_of_degree_has_a_scale",
                condition=~Q(kind="degree") | Q(scale__isnull=False),
                violation_error_message=_("Choose the scale that is answered on."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.text}"

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """It goes, and its code is never given to another: files and results may name it still."""
        point = EvaluationPoint.objects.filter(pk=self.point_id)
        retired = point.values_list("retired_codes", flat=True).get()
        self.point.retired_codes = [*retired, self.code]
        point.update(retired_codes=self.point.retired_codes)
        return super().delete(*args, **kwargs)


class Result(models.Model):
    """What was answered to a question, of the whole programme or of one course or institution.

    Nothing is written over: the newest result that stands is the one that counts, so what is taken
    back brings the one before it back. is_published: the figures stand in a public document, and
    are shown as printed there, few or not.
    """

    question = models.ForeignKey(
        Question, models.CASCADE, related_name="results", verbose_name=_("question")
    )
    course = models.ForeignKey(
        Course,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="results",
        verbose_name=_("course"),
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programme_results",
        verbose_name=_("institution"),
    )
    respondents = models.PositiveIntegerField(_("answers"), null=True, blank=True)
    completed = models.PositiveIntegerField(_("answered everything"), null=True, blank=True)
    respondents_word = models.CharField(_("what the answers are called"), max_length=40, blank=True)
    mean = models.DecimalField(_("mean"), max_digits=4, decimal_places=2, null=True, blank=True)
    note = models.TextField(_("note"), blank=True, validators=[refuse_cpr])
    is_published = models.BooleanField(_("published in the source"), default=False)
    batch = models.ForeignKey(
        Import,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="programme_results",
        verbose_name=_("import"),
    )
    row_number = models.PositiveIntegerField(_("row"), null=True, blank=True, editable=False)
    survey = models.ForeignKey(
        "Survey",
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="results",
        verbose_name=_("survey"),
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)
    measured_on = models.DateField(_("measured"), default=timezone.localdate)

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of an evaluation", "result")
        verbose_name_plural = pgettext_lazy("of an evaluation", "results")
        ordering = ["question", "entered_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="result_completed_among_the_answers",
                condition=Q(completed=None)
                | Q(respondents=None)
                | Q(completed__lte=F("respondents")),
                violation_error_message=_("More cannot have answered everything than answered."),
            ),
            models.UniqueConstraint(
                fields=["survey", "question"],
                name="result_once_in_a_survey",
                condition=Q(survey__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question.code}, {self.course or self.institution or self.question.point}"


class Part(models.Model):
    """How many gave one answer, or one of several told together (Danish: svarfordeling).

    low, high: the ranks of the scale it covers; the source may tell the two best as one. words:
    what a source says instead of a number.
    """

    result = models.ForeignKey(
        Result, models.CASCADE, related_name="parts", verbose_name=_("result")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    label = models.CharField(_("answer"), max_length=150)
    low = models.PositiveSmallIntegerField(_("from rank"), null=True, blank=True)
    high = models.PositiveSmallIntegerField(_("to rank"), null=True, blank=True)
    percent = models.DecimalField(
        _("per cent"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    count = models.PositiveIntegerField(_("count"), null=True, blank=True)
    words = models.CharField(_("in words"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("part of the answers")
        verbose_name_plural = _("parts of the answers")
        ordering = ["result", "number"]
        constraints = [
            models.UniqueConstraint(fields=["result", "number"], name="part_number_once"),
            models.CheckConstraint(
                name="part_percent_of_a_hundred",
                condition=Q(percent=None) | Q(percent__gte=0, percent__lte=100),
                violation_error_message=_("A share lies between 0 and 100 per cent."),
            ),
            models.CheckConstraint(
                name="part_ranks_together",
                condition=Q(low=None, high=None)
                | Q(low__isnull=False, high__isnull=False, high__gte=F("low")),
            ),
        ]

    def __str__(self) -> str:
        return self.label
