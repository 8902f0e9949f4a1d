import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from institutions.models import Institution
from programmes.models.courses import Course
from programmes.models.evaluation import EvaluationPoint
from programmes.models.scoped import SurveyQuerySet


class Survey(models.Model):
    """A short survey of one point of evaluation, answered by secret link (Danish: spørgeskema).

    Answers are kept as counts of a `Result` per question; no row is one person's. It is over after
    `closes_on`, when somebody closes it, or when every link has been used.
    """

    point = models.ForeignKey(
        EvaluationPoint, models.CASCADE, related_name="surveys", verbose_name=_("point")
    )
    course = models.ForeignKey(
        Course,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="surveys",
        verbose_name=_("course"),
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programme_surveys",
        verbose_name=_("institution"),
    )
    closes_on = models.DateField(_("last day to answer"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        whom = self.course or self.institution
        return f"{self.point}, {whom}" if whom else str(self.point)

    def get_absolute_url(self) -> str:
        return reverse("survey_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.closes_on >= timezone.localdate()


class Invitation(models.Model):
    """A secret link that may be used once. Only its digest is kept, and whether it has been used.

    Neither when it was used nor what was answered: nothing leads from an answer to its link.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(
        Survey, models.CASCADE, related_name="invitations", verbose_name=_("survey")
    )
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    is_used = models.BooleanField(_("used"), default=False)

    class Meta:
        verbose_name = _("link to a survey")
        verbose_name_plural = _("links to a survey")
        ordering = ["survey", "id"]
        indexes = [
            models.Index(fields=["survey"], condition=Q(is_used=False), name="invitation_not_used")
        ]

    def __str__(self) -> str:
        return str(self.survey)
