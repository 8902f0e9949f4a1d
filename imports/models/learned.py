"""What was learned from the answers about files: proposed next time, never used in silence."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class LearnedAnswerQuerySet(models.QuerySet["LearnedAnswer"]):
    """What is remembered."""

    def of_kinds(self, codes: Any) -> "LearnedAnswerQuerySet":
        """About kinds of files; codes: theirs."""
        return self.filter(kind__in=codes)


class LearnedAnswer(models.Model):
    """One answer about files of a kind from one sender (Danish: det, vi husker om filer).

    kind: the code of the kind of file. sender: the fingerprint of the headings, since files of one
    sender look alike. question, answer: as they are sent; asked, label: as they are read. choices:
    the answers that there were, value and label, so that it can be changed afterwards. low, high:
    between what the numbers lay it was said of, where they were numbers. file_name, sha256: the
    file it was learned from. used_at, used_count: when and how often it was proposed and stood.
    """

    kind = models.CharField(_("kind of file"), max_length=40)
    sender = models.CharField(_("fingerprint of the headings"), max_length=64, editable=False)
    question = models.CharField(_("question"), max_length=700, editable=False)
    answer = models.CharField(_("answer"), max_length=500)
    asked = models.CharField(_("what stands in the file"), max_length=300)
    label = models.CharField(_("read as"), max_length=300)
    choices = models.JSONField(_("answers to choose from"), default=list, editable=False)
    low = models.FloatField(_("lowest number"), null=True, blank=True, editable=False)
    high = models.FloatField(_("highest number"), null=True, blank=True, editable=False)
    file_name = models.CharField(_("learned from the file"), max_length=255, blank=True)
    sha256 = models.CharField(_("fingerprint (SHA-256)"), max_length=64, editable=False)
    learned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="learned_answers",
        verbose_name=_("answered by"),
    )
    learned_at = models.DateTimeField(_("answered"), default=timezone.now)
    used_count = models.PositiveIntegerField(_("times used"), default=0)
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    objects = LearnedAnswerQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("remembered answer about files")
        verbose_name_plural = _("remembered answers about files")
        ordering = ["kind", "asked", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "sender", "question"],
                name="learned_answer_once",
                violation_error_message=_("This question has an answer that is remembered."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked}: {self.label}"

    def correct(self, answer: str, *, by: Any) -> None:
        """Have it mean something else from now on. Raises `ValidationError`."""
        labels = dict(self.choices)
        if labels and answer not in labels:
            raise ValidationError(_("Choose one of the answers."))
        self.answer, self.label = answer, labels.get(answer, answer)[:300]
        self.learned_by, self.learned_at = by, timezone.now()
        self.full_clean()
        self.save()

    @property
    def last_at(self) -> Any:
        """When it was last of use."""
        return self.used_at or self.learned_at
